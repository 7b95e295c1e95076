//! In: files. Out: the engine's report on them, once it was found to keep its own rules.

use jiance::report::{CheckState, CoverageState, Report, Verdict, Weight};
use jiance::{Advisory, Check, Lang};

/// A file's name and bytes.
pub(crate) type NamedBytes<'a> = (&'a str, &'a [u8]);

/// The longest evidence a report shows, in characters.
const LONGEST_EVIDENCE: usize = 512;

/// The most a report may hold for a megabyte of input, in bytes of its JSON.
const LARGEST: usize = 32 * 1024 * 1024;

/// The report on files that come whole.
pub(crate) fn of(files: &[NamedBytes<'_>]) -> Report {
    in_chunks(files, |bytes| vec![bytes])
}

/// The report on files, if it keeps its rules and is the same when they come in pieces; `lengths` says how long these are.
pub(crate) fn alike(files: &[NamedBytes<'_>], lengths: &[u8]) -> Report {
    let whole = of(files);
    keeps_its_rules(&whole, files);
    let pieces = in_chunks(files, |bytes| cut(bytes, lengths));
    assert_eq!(pieces, whole, "the pieces that the input comes in show");
    whole
}

fn in_chunks<'a>(files: &[NamedBytes<'a>], cut: impl Fn(&'a [u8]) -> Vec<&'a [u8]>) -> Report {
    let advisory = Advisory::built_in().first().expect("an advisory is built in");
    let mut check = Check::new(advisory);
    for (name, bytes) in files {
        let mut input = check.input(name);
        for piece in cut(bytes) {
            input.feed(piece);
        }
        input.finish();
    }
    check.finish().report(Lang::ZhCn)
}

/// Pieces as long as the numbers say, and one that is empty now and then.
pub(crate) fn cut<'a>(bytes: &'a [u8], lengths: &[u8]) -> Vec<&'a [u8]> {
    let mut rest = bytes;
    let mut pieces = Vec::new();
    for length in lengths.iter().chain([&1]).cycle() {
        if rest.is_empty() {
            break;
        }
        // Small numbers are lengths themselves; a zero is one only while the others bring the end nearer.
        let length = if *length < 128 { usize::from(*length) } else { usize::from(*length) * 16 };
        let (piece, after) = rest.split_at(length.min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn keeps_its_rules(report: &Report, files: &[NamedBytes<'_>]) {
    let weighs = |weight| report.sightings.iter().any(|seen| seen.weight == weight);
    match report.verdict {
        Verdict::Infected => assert!(weighs(Weight::Infected)),
        Verdict::Suspected => assert!(weighs(Weight::Suspected) && !weighs(Weight::Infected)),
        Verdict::CannotTell => assert!(!weighs(Weight::Infected) && !weighs(Weight::Suspected)),
        Verdict::NoSigns => {
            assert!(!weighs(Weight::Infected) && !weighs(Weight::Suspected));
            for artifact in ["file_listing", "process_list", "registry"] {
                let row = report.coverage.iter().find(|row| row.artifact == artifact);
                assert_eq!(row.map(|row| row.state), Some(CoverageState::Complete), "{artifact}");
            }
        }
    }
    for row in &report.coverage {
        assert_eq!(row.state == CoverageState::Complete, row.reasons.is_empty(), "{row:?}");
        assert_eq!(row.state == CoverageState::Missing, row.files.is_empty(), "{row:?}");
    }
    for row in report.checks.iter().filter(|row| row.state == CheckState::Found) {
        assert!(report.sightings.iter().any(|seen| seen.indicator == row.indicator), "{row:?}");
    }
    for seen in &report.sightings {
        assert!(seen.evidence.as_str().chars().count() <= LONGEST_EVIDENCE);
        // A damaged archive may name two entries alike.
        let mut inputs = report.inputs.iter().filter(|input| input.file == seen.source.file);
        let stands_in = |bytes| seen.source.offset.is_none_or(|offset| offset < bytes);
        assert!(inputs.any(|input| stands_in(input.bytes)), "{seen:?}");
        assert!(seen.source.line != Some(0));
    }
    for (_, bytes) in files {
        let length = bytes.len() as u64;
        assert!(report.inputs.iter().any(|input| input.bytes == length), "an input is not listed");
    }
    let json = report.to_json();
    assert!(json.len() < LARGEST);
    let hidden = json.chars().find(|letter| *letter != '\n' && is_hidden(*letter));
    assert_eq!(hidden, None, "a control character is shown");
}

/// Characters that must not reach a page or a terminal.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control() || turns_text(letter)
}

/// Characters that change the direction of the text around them.
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
