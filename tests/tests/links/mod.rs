//! Links: what goes in comes out in the same words, nothing of the host's own goes in unasked, and whatever a stranger made of a
//! link opens as an error or as a value within its bounds.

mod check_links;
mod hostile;
mod issued;
mod redaction;

use std::sync::LazyLock;

use jiance::link::{Extras, Link, LinkError, LinkedResult, Numbered, ResultLink, open};
use jiance::report::{Report, Verdict};
use jiance::{Lang, Said};
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::signs::SIGNS;
use jiance_tests::{cases, links, samples, windows};

use crate::judge::{bundle, report, single_files};

const ALL: Extras = Extras { host_name: true, evidence: true, file_names: true };

static INFECTED: LazyLock<Report> =
    LazyLock::new(|| report(&bundle(&samples::infected()), Lang::ZhCn));

fn link(report: &Report, extras: Extras) -> ResultLink {
    ResultLink::of(report, Lang::ZhCn, extras).expect("a link")
}

fn opened(text: &str) -> Result<LinkedResult, LinkError> {
    match open(text)? {
        Link::Result(result) => Ok(*result),
        Link::Check(link) => panic!("{link:?} is no result"),
    }
}

/// The content of a link that the engine wrote.
fn content(fragment: &str) -> Vec<u8> {
    links::content(fragment).expect("a result link")
}

/// A link must say what the report says, in the same words; with file names chosen, in exactly these.
fn says_the_same(result: &LinkedResult, report: &Report, lang: Lang, name: &str) {
    let words = |phrases: &[jiance::Phrase]| -> Vec<Said> {
        phrases.iter().map(|phrase| phrase.said(lang)).collect()
    };
    assert_eq!(result.verdict, report.verdict, "{name}");
    assert_eq!((result.left_out, result.unknown), (0, 0), "{name}");
    assert_eq!(words(&result.reasons), report.reasons, "{name}");
    assert_eq!(result.checks.len(), report.checks.len(), "{name}");
    for linked in &result.checks {
        let id = linked.indicator.known().expect("a known indicator").id.as_str();
        let row = report.checks.iter().find(|row| row.indicator == id).expect(id);
        assert_eq!(linked.state, row.state, "{name}: {id}");
        assert_eq!(linked.because(lang).as_ref(), Some(&row.because), "{name}: {id}");
    }
    for (linked, row) in result.coverage.iter().zip(&report.coverage) {
        assert_eq!(
            (linked.state, linked.records, linked.unreadable),
            (row.state, row.records, row.unreadable)
        );
        assert_eq!(words(&linked.reasons), row.reasons, "{name}: {}", row.artifact);
    }
    assert_eq!(result.coverage.len(), report.coverage.len());
    for (linked, row) in result.exposure.iter().zip(&report.exposure) {
        assert_eq!(linked.weakness.known().map(|it| it.id), Some(row.weakness.as_str()));
        assert_eq!(
            (linked.state, linked.because.said(lang)),
            (row.state, row.because.clone()),
            "{name}"
        );
        assert_eq!(result.install(linked, lang), row.install, "{name}: {}", row.weakness);
    }
    assert_eq!(result.exposure.len(), report.exposure.len());
    for (linked, row) in result.hardening.iter().zip(&report.hardening) {
        assert_eq!(linked.measure.known().map(|it| it.id), Some(row.measure.as_str()));
        assert_eq!(
            (linked.state, linked.because.said(lang)),
            (row.state, row.because.clone()),
            "{name}"
        );
    }
    assert_eq!(result.hardening.len(), report.hardening.len());
    let os = &report.host.os;
    let version = result.os.version.map(|(major, minor)| format!("{major}.{minor}"));
    assert_eq!(version, os.version);
    assert_eq!(
        (result.os.build, result.os.revision, result.os.service_pack),
        (os.build, os.revision, os.service_pack)
    );
    let architecture = result.os.architecture.as_ref().and_then(Numbered::known).copied();
    assert_eq!(architecture, os.architecture.as_deref());
    assert!(result.is_about(report), "{name}");
    seen_is_the_same(result, report, name);
}

fn seen_is_the_same(result: &LinkedResult, report: &Report, name: &str) {
    let mut listed = 0;
    for seen in &result.seen {
        let indicator = seen.indicator.known().expect("a known indicator");
        for group in &seen.groups {
            let alike = report.sightings.iter().filter(|it| {
                it.indicator == indicator.id
                    && it.weight == group.weight
                    && it.matched == group.matched
                    && Numbered::Known(it.place) == group.place
            });
            let alike: Vec<_> = alike.collect();
            assert_eq!(group.count, alike.len() as u64, "{name}: {}", indicator.id);
            for (shown, it) in group.evidence.iter().zip(&alike) {
                assert_eq!((&shown.text, shown.line), (&it.evidence, it.source.line));
                assert_eq!(
                    shown.file.as_ref().map(|file| file.as_str()),
                    Some(it.source.file.as_str())
                );
            }
            listed += alike.len();
        }
    }
    assert_eq!(listed, report.sightings.len(), "{name}");
}

#[test]
fn every_case_comes_back_in_the_words_of_its_report() {
    for case in cases::cases() {
        let files = single_files(&case.collection);
        let reports = Lang::ALL.map(|lang| (lang, report(&files, lang)));
        for (_, made_in) in &reports {
            let fragment = link(made_in, ALL).fragment();
            let result = opened(&fragment).expect(&case.name);
            for (lang, expected) in &reports {
                says_the_same(&result, expected, *lang, &case.name);
            }
            assert_eq!(result.host_name, made_in.host.name);
            let names: Vec<&str> =
                result.file_names.iter().flatten().map(jiance::HostText::as_str).collect();
            for input in &made_in.inputs {
                assert!(names.contains(&input.file.as_str()), "{}: {}", case.name, input.file);
            }
        }
    }
}

#[test]
fn a_default_link_says_the_same_but_for_names() {
    for case in cases::cases() {
        let report = report(&single_files(&case.collection), Lang::En);
        let result = opened(&link(&report, Extras::default()).fragment()).expect(&case.name);
        assert_eq!(result.verdict, report.verdict);
        let codes = |reasons: &[Said]| -> Vec<String> {
            let mut codes: Vec<String> = reasons.iter().map(|said| said.code.clone()).collect();
            codes.dedup();
            codes
        };
        let linked: Vec<Said> = result.reasons.iter().map(|reason| reason.said(Lang::En)).collect();
        assert_eq!(codes(&linked), codes(&report.reasons), "{}", case.name);
        for said in linked {
            assert!(!said.text.contains('{'), "{}", said.text);
        }
        for (linked, row) in result.exposure.iter().zip(&report.exposure) {
            assert_eq!(linked.because.said(Lang::En), row.because);
            assert_eq!(result.install(linked, Lang::En), row.install);
        }
        assert_eq!((result.host_name, result.file_names), (None, None));
    }
}

#[test]
fn counts_have_their_thousands_apart_and_come_back() {
    let signs = "C:\\Windows\\mssecsvc.exe\r\n".repeat(1_234);
    let documents: String = (0..20_000).map(|at| format!("C:\\Data\\{at}.docx\r\n")).collect();
    let junk = "no path at all\r\n".repeat(5_678);
    let files = [("files.txt".to_owned(), (signs + &documents + &junk).into_bytes())];
    for (lang, found, unread) in [
        (Lang::ZhCn, "发现 1,234 处，列出前", "有 5,678 行无法读取。"),
        (Lang::En, "Places where it was found: 1,234;", "Lines that could not be read: 5,678."),
    ] {
        let report = report(&files, lang);
        let row = report.checks.iter().find(|row| row.indicator == "N1.1").expect("its row");
        assert!(row.because.text.starts_with(found), "{}", row.because.text);
        assert_eq!(report.inputs[0].problems[0].text, unread);
        let result = opened(&link(&report, ALL).fragment()).expect("a link");
        let linked = result
            .checks
            .iter()
            .find(|row| row.indicator.known().is_some_and(|indicator| indicator.id == "N1.1"));
        assert_eq!(linked.and_then(|row| row.because(lang)).as_ref(), Some(&row.because));
        for (linked, row) in result.coverage.iter().zip(&report.coverage) {
            let words: Vec<Said> = linked.reasons.iter().map(|it| it.said(lang)).collect();
            assert_eq!(words, row.reasons);
        }
    }
}

#[test]
fn an_infected_host_with_ten_sightings_and_all_exposures_fits_a_chat_and_a_qr_code() {
    let mut host = Host::with_updates(&windows::SERVER_2008_R2_SP1, Locale::ZhCn, &[2_536_276]);
    let signs = [
        "n1-1",
        "n1-2",
        "n1-4-as-printed",
        "n1-5",
        "n1-6",
        "n2-1",
        "n2-2",
        "n2-3",
        "n3",
        "n4-service-image",
    ];
    for sign in SIGNS.iter().filter(|sign| signs.contains(&sign.name)) {
        (sign.plant)(&mut host);
    }
    let report = report(&bundle(&jiance_tests::collection::Collection::of(&host)), Lang::ZhCn);
    assert_eq!(report.verdict, Verdict::Infected);
    assert!(signs.len() <= report.sightings.len(), "{}", report.sightings.len());
    assert_eq!(report.exposure.len(), 4);
    let address = format!("https://{}/#", "a".repeat(60 - "https:///".len()));
    assert_eq!(address.len(), 60 + 1);
    let sizes = [Extras::default(), ALL].map(|extras| {
        let whole = format!("{address}{}", link(&report, extras).fragment());
        assert_eq!(opened(&whole).expect("a link").verdict, Verdict::Infected);
        whole.chars().count()
    });
    println!("characters by default and with everything chosen: {sizes:?}");
    assert!(sizes[0] <= 1800, "{sizes:?}");
}

#[test]
fn what_a_link_holds_is_told_before_it_is_made() {
    let told = |extras: Extras| -> Vec<String> {
        let contents = link(&INFECTED, extras).contents().expect("it reads back");
        contents.iter().map(|line| line.said(Lang::En).code).collect()
    };
    let plain = told(Extras::default());
    for code in [
        "link.lacks_host_name",
        "link.lacks_evidence",
        "link.lacks_file_names",
        "link.holds_answer",
    ] {
        assert!(plain.iter().any(|it| it == code), "{code} not in {plain:?}");
    }
    assert!(!plain.iter().any(|code| code.contains("holds_host")
        || code.contains("holds_e") && code != "link.holds_exposure"));
    let all = told(ALL);
    for code in ["link.holds_host_name", "link.holds_evidence", "link.holds_file_name"] {
        assert!(all.iter().any(|it| it == code), "{code} not in {all:?}");
    }
    let name = INFECTED.host.name.as_ref().expect("a name").as_str();
    let contents = link(&INFECTED, ALL).contents().expect("it reads back");
    assert!(contents.iter().any(|line| line.said(Lang::ZhCn).text.contains(name)));
}

#[test]
fn a_code_block_survives_what_mail_programs_do() {
    let link = link(&INFECTED, ALL);
    let block = link.code_block();
    assert!(block.lines().all(|line| line.len() <= 60), "{block}");
    let expected = format!("{:?}", opened(&link.fragment()).expect("a link"));
    let quoted = block.lines().map(|line| format!("> > {line}\r\n")).collect::<String>();
    let folded = block.replace('\n', " \n\u{a0}").replace("kA", "k\n> A");
    let smart = block.replace("-----", "—–‑").to_owned();
    let spaced: String = block.chars().flat_map(|letter| [letter, ' ']).collect();
    for (how, text) in [
        ("as it is", block.clone()),
        ("quoted", quoted),
        ("folded", folded),
        ("smart dashes", smart),
        ("one line", block.replace('\n', "")),
        ("spaced", spaced),
        (
            "in a mail",
            format!(
                "您好，\n结果如下 (see https://example.com/#x):\n{block}\n-- \nLi Lei, +86 10 555\n"
            ),
        ),
    ] {
        let read = opened(&text).unwrap_or_else(|error| panic!("{how}: {error:?}"));
        assert_eq!(format!("{read:?}"), expected, "{how}");
    }
    let headless: String = block.lines().skip(1).collect();
    assert_eq!(opened(&headless).unwrap_err(), LinkError::NotALink);
    let endless: Vec<&str> = block.lines().collect();
    assert_eq!(opened(&endless[..endless.len() - 1].join("\n")).unwrap_err(), LinkError::Cut);
}
