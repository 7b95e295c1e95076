//! A link is a stranger's input: whatever it holds, it opens as an error or as a value within its bounds, and shows nothing raw.

use jiance::link::{Extras, LinkError, LinkedResult, MAX_CHARS, Numbered, open};
use jiance::{Lang, Phrase};
use jiance_tests::links::{Forger, fragment};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{ALL, INFECTED, content, link, opened};

fn forged(content: &Forger) -> Result<LinkedResult, LinkError> {
    opened(&content.fragment())
}

/// What is true of every value that comes out of a link.
fn within_bounds(result: &LinkedResult) {
    let phrases = result
        .reasons
        .iter()
        .chain(result.coverage.iter().flat_map(|row| &row.reasons))
        .chain(result.exposure.iter().map(|row| &row.because))
        .chain(result.hardening.iter().map(|row| &row.because));
    let caveats = result.caveats();
    for phrase in phrases.chain(&caveats) {
        for lang in Lang::ALL {
            is_plain(&phrase.said(lang).text);
        }
    }
    assert!(result.seen.len() <= 256 && result.checks.len() <= 4096);
    for row in &result.exposure {
        assert!(row.install.len() <= 32);
        assert_eq!(result.install(row, Lang::En).len(), row.install.len());
    }
    let texts = result.seen.iter().flat_map(|seen| &seen.groups).flat_map(|group| &group.evidence);
    for evidence in texts {
        is_plain(evidence.text.as_str());
    }
    for name in result.file_names.iter().flatten().chain(&result.host_name) {
        is_plain(name.as_str());
    }
}

fn is_plain(text: &str) {
    let turns = |letter: char| matches!(letter, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!text.chars().any(|letter| letter.is_control() || turns(letter)), "{text:?}");
    assert!(text.chars().count() < 4096, "{text}");
}

fn opens_safely(text: &str) {
    match open(text) {
        Ok(jiance::link::Link::Result(result)) => within_bounds(&result),
        Ok(jiance::link::Link::Check(_)) => {}
        Err(error) => {
            Lang::ALL.into_iter().for_each(|lang| is_plain(&error.phrase().said(lang).text))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_opens_safely(text in any::<String>(), beginning in prop::sample::select(vec!["", "#", "result=", "#check?", "----- JIANCE RESULT -----\n"])) {
        opens_safely(&format!("{beginning}{text}"));
    }

    #[test]
    fn any_content_with_a_fitting_checksum_opens_safely(version in 0_u8..3, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        opens_safely(&fragment(version, &bytes));
        opens_safely(&fragment(1, &[Forger::head().0, bytes].concat()));
    }

    #[test]
    fn any_change_inside_a_link_opens_safely(changes in prop::collection::vec((any::<Index>(), any::<u8>(), 0_u8..3), 1..6), all: bool) {
        let extras = if all { ALL } else { Extras::default() };
        let mut bytes = content(&link(&INFECTED, extras).fragment());
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        opens_safely(&fragment(1, &bytes));
    }

    #[test]
    fn a_changed_letter_is_damage_and_a_cut_is_a_cut(at in any::<Index>(), letter in prop::sample::select(vec!['A', 'b', '7', '_', '*', '字'])) {
        let whole = link(&INFECTED, Extras::default()).fragment();
        let first = "result=".len();
        let at = first + at.index(whole.len() - first);
        prop_assert_eq!(opened(&whole[..at]).unwrap_err(), LinkError::Cut, "cut at {}", at);
        let mut changed = whole.clone();
        changed.replace_range(at..=at, &letter.to_string());
        if changed != whole {
            // A wrong length looks like a cut.
            let error = opened(&changed);
            prop_assert!(matches!(error, Err(LinkError::Damaged | LinkError::Cut)), "{:?}", error);
        }
        let longer = whole + "AAAA";
        prop_assert!(opened(&longer).is_err());
    }
}

#[test]
fn the_forger_writes_what_the_engine_reads() {
    let result = forged(&Forger::head().numbers(&[3, 0, 0]).empty_rest()).expect("a link");
    assert_eq!(result.verdict, jiance::report::Verdict::CannotTell);
    assert_eq!(result.lang, Some(Lang::ZhCn));
    let written = link(&INFECTED, Extras::default()).fragment();
    assert_eq!(fragment(1, &content(&written)), written);
}

#[test]
fn numbers_of_a_newer_catalogue_are_told_and_never_taken_for_others() {
    let seen = [900, 5, 1, 0, 5, 0];
    let reason = [1, 5000, 2, 4, 1, 2, 1, 9000, 0];
    let made = Forger::head().numbers(&[0]).numbers(&reason).numbers(&[1]).numbers(&seen);
    let result = forged(&made.empty_rest()).expect("a link of a newer catalogue");
    assert!(matches!(result.seen[0].indicator, Numbered::Unknown(900)));
    let said = result.reasons[0].said(Lang::En);
    assert_eq!(said.code, "link.unknown_reason");
    assert!(said.text.contains("5000"), "{}", said.text);
    assert!(0 < result.unknown);
    let caveats: Vec<String> =
        result.caveats().iter().map(|caveat| caveat.said(Lang::En).code).collect();
    assert_eq!(caveats, ["link.unknown_numbers"]);
}

#[test]
fn another_version_of_the_advisory_is_told() {
    let mut made =
        Forger::default().numbers(&[0]).text("smb-worms-2017").text("2031-01-01.9").text("9.0.0");
    made = made.numbers(&[0, 0]).numbers(&[3, 0, 0]).empty_rest();
    let caveats = forged(&made).expect("a link").caveats();
    let said = caveats[0].said(Lang::En).text;
    assert!(said.contains("2031-01-01.9") && said.contains("2017-06-02.1"), "{said}");
}

#[test]
fn what_no_report_can_say_is_refused() {
    let verdict = |number| Forger::head().numbers(&[number, 0, 0]).empty_rest();
    let reason = |numbers: &[u64]| {
        Forger::head().numbers(&[0, 1]).numbers(numbers).numbers(&[0]).empty_rest()
    };
    let seen = |numbers: &[u64]| Forger::head().numbers(&[0, 0, 1]).numbers(numbers).empty_rest();
    for (what, made) in [
        ("a fifth verdict", verdict(4)),
        ("a million reasons", Forger::head().numbers(&[0, 1_000_000])),
        ("a reason with too few numbers", reason(&[11, 1, 2, 1])),
        ("a text where a number stands", reason(&[0, 1, 1, 3, 0])),
        (
            "messages in messages without end",
            reason(&[11, 2, 1, 11, 2, 1, 11, 2, 1, 11, 2, 1, 11, 0]),
        ),
        ("a weight that is none", seen(&[0, 1, 1, 3, 1, 0])),
        ("too many indicators", Forger::head().numbers(&[0, 0, 257])),
        ("an indicator beyond all", seen(&[u64::MAX, 1, 0])),
        ("a file that is not named", seen(&[0, 1, 1, 0, 1, 1, 0, 0, 1])),
        ("something after the end", verdict(0).numbers(&[0])),
        ("nothing after the head", Forger::head()),
        ("an endless number", Forger(vec![0x80; 40])),
        ("nothing", Forger::default()),
    ] {
        assert_eq!(forged(&made).unwrap_err(), LinkError::Impossible, "{what}");
    }
    for (what, run) in [
        ("an empty run", vec![1, 2]),
        ("a run of all numbers", vec![1, u64::MAX]),
        ("a long run", vec![1, 5000 << 2 | 2]),
    ] {
        let made = Forger::head()
            .numbers(&[0, 0, 0])
            .numbers(&run)
            .numbers(&[0])
            .numbers(&[0; 8])
            .numbers(&[0, 0, 0]);
        assert_eq!(forged(&made).unwrap_err(), LinkError::Impossible, "{what}");
    }
}

#[test]
fn a_strangers_text_is_made_safe_to_show() {
    let name = "<img src=x onerror=alert(1)>\u{202E}gnp.exe\u{1b}[2J";
    let mut made = Forger::default().numbers(&[0]).text("smb-worms-2017").text("9.9").text("9.9.9");
    made = made.numbers(&[0, 3]).text(name).numbers(&[1, 0]).text(name);
    let result = forged(&made.numbers(&[0, 0, 0]).empty_rest()).expect("a link");
    within_bounds(&result);
    let shown = result.host_name.as_ref().expect("a name").as_str();
    assert!(shown.contains("<U+202E>") && shown.contains("<U+001B>"), "{shown}");
    assert!(!result.caveats().is_empty());
}

#[test]
fn huge_numbers_stay_numbers() {
    let reason = [1, 0, 1, 2, u64::MAX];
    let result = Forger::head()
        .numbers(&[0])
        .numbers(&reason)
        .numbers(&[1, 0, u64::MAX, 1, 0, u64::MAX, 0])
        .empty_rest();
    let result = forged(&result).expect("a link");
    within_bounds(&result);
    assert_eq!(result.seen[0].total, u64::MAX);
}

#[test]
fn every_error_has_its_cause_and_its_sentence() {
    let whole = link(&INFECTED, Extras::default()).fragment();
    let mut newer = content(&whole);
    newer.push(0);
    let unknown = Forger::default().numbers(&[0]).text("ransom-2030").text("1").text("1");
    let long = format!("result={}", "A".repeat(MAX_CHARS));
    for (text, code) in [
        ("https://example.com/jiance/".to_owned(), "link.cut"),
        ("https://example.com/jiance/#".to_owned(), "link.cut"),
        ("#resul".to_owned(), "link.cut"),
        ("#check".to_owned(), "link.cut"),
        ("#result=".to_owned(), "link.cut"),
        (whole[..60].to_owned(), "link.cut"),
        (whole.replace("AA", "AB"), "link.damaged"),
        (format!("{whole}AAAA"), "link.damaged"),
        (fragment(2, &newer), "link.newer"),
        (fragment(0, &newer), "link.impossible"),
        (unknown.fragment(), "link.unknown_advisory"),
        (fragment(1, &newer), "link.impossible"),
        (long.clone(), "link.oversized"),
        ("x".repeat(100_000), "link.oversized"),
        (
            format!("----- JIANCE RESULT -----{}----- JIANCE END -----", "A".repeat(MAX_CHARS)),
            "link.oversized",
        ),
        ("#section-3".to_owned(), "link.not_a_link"),
        ("#lang=en".to_owned(), "link.not_a_link"),
    ] {
        let error = open(&text).unwrap_err();
        let said = Lang::ALL.map(|lang| error.phrase().said(lang));
        assert_eq!(said[0].code, code, "{}", &text[..text.len().min(80)]);
        assert_ne!(said[0].text, said[1].text);
    }
}

#[test]
fn addresses_come_with_what_surrounds_them() {
    let whole = link(&INFECTED, Extras::default()).fragment();
    for text in [
        format!("#{whole}"),
        format!("  https://example.com/x?lang=en#{whole}\n"),
        format!("https://example.com/#{whole}."),
        format!("https://example.com/#{whole}）。"),
        format!("https://example.com/#{whole}>"),
    ] {
        opened(&text).unwrap_or_else(|error| panic!("{error:?}: {text}"));
    }
}

#[test]
fn a_report_with_more_than_a_link_takes_says_how_much_is_left_out() {
    let mut report = INFECTED.clone();
    let seen = report.sightings[0].clone();
    report.sightings.extend((0..20_000).map(|line| {
        let mut seen = seen.clone();
        seen.source.line = Some(line + 1);
        seen.source.file = format!("file {line}");
        seen
    }));
    report.inputs = (0..500)
        .map(|number| jiance::report::Input {
            file: format!("部分 {number}.txt"),
            ..report.inputs[0].clone()
        })
        .collect();
    let result = opened(&link(&report, ALL).fragment()).expect("a link");
    within_bounds(&result);
    assert!(436 <= result.left_out, "{}", result.left_out);
    let caveats: Vec<String> = result
        .caveats()
        .iter()
        .map(Phrase::clone)
        .map(|caveat| caveat.said(Lang::En).code)
        .collect();
    assert_eq!(caveats, ["link.left_out"]);
}

#[test]
fn a_sentence_full_of_our_own_words_is_given_up_and_not_turned_over_for_ever() {
    let mut report = INFECTED.clone();
    let row = report.coverage.iter_mut().find(|row| row.artifact == "system_info").expect("a row");
    let text = format!("a is of the computer {}", ", a of b: files of different".repeat(250));
    row.reasons = vec![jiance::Said { code: "coverage.names_contradict".to_owned(), text }];
    let result = opened(&link(&report, ALL).fragment()).expect("a link");
    let row = result.coverage.iter().find(|row| !row.reasons.is_empty()).expect("the reason");
    assert_eq!(row.reasons[0].said(Lang::En).code, "coverage.names_contradict");
}
