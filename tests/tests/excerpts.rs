//! The lines around a place, and those that could not be read: found again in plain files, folders and archives, in every encoding, wherever
//! the input is cut.

use jiance::report::Source;
use jiance::{Excerpt, ExcerptLine, Flaw, Lang, TextEncoding, Wanted};
use jiance_tests::encode::utf16;
use jiance_tests::samples;
use jiance_tests::zip::zip;

use crate::judge::{bundle, report, single_files};

fn at(file: &str, line: u64) -> Source {
    Source { file: file.to_owned(), line: Some(line), offset: None }
}

fn look(input: &str, bytes: &[u8], place: &Source, encoding: Option<&str>) -> Vec<ExcerptLine> {
    excerpt(input, bytes, &Wanted::Around(place.clone()), encoding)
}

fn unread(input: &str, bytes: &[u8], file: &str, encoding: Option<&str>) -> Vec<ExcerptLine> {
    excerpt(input, bytes, &Wanted::Unread(file.to_owned()), encoding)
}

fn is_in(input: &str, place: &Source) -> bool {
    Excerpt::new(input, &Wanted::Around(place.clone()), None).is_some()
}

fn excerpt(input: &str, bytes: &[u8], wanted: &Wanted, encoding: Option<&str>) -> Vec<ExcerptLine> {
    let encoding = encoding.map(|name| TextEncoding::named(name).expect("a known encoding"));
    let mut around = Excerpt::new(input, wanted, encoding).expect("a line of this input");
    for chunk in bytes.chunks(977) {
        if around.feed(chunk).is_break() {
            break;
        }
    }
    around.finish()
}

/// `4 four` and so on.
fn rows(lines: &[ExcerptLine]) -> Vec<String> {
    lines.iter().map(|line| format!("{} {}", line.number, line.text)).collect()
}

fn numbered(lines: u64) -> String {
    (1..=lines).map(|number| format!("第{number}行\r\n")).collect()
}

#[test]
fn three_lines_before_and_after_in_utf_16_and_in_a_zip() {
    let expected: Vec<String> = (47..=53).map(|number| format!("{number} 第{number}行")).collect();
    let text = utf16(&numbered(100));
    assert_eq!(rows(&look("a.txt", &text, &at("a.txt", 50), None)), expected);
    let archive = zip([("other.txt", numbered(60).as_bytes()), ("sub/a.txt", &text)]);
    let place = at("b.zip/sub/a.txt", 50);
    assert_eq!(rows(&look("b.zip", &archive, &place, None)), expected);
    assert_eq!(rows(&look("top/a.txt", &text, &at("top/a.txt", 50), None)), expected);
}

#[test]
fn at_either_end_there_are_fewer() {
    let text = numbered(5);
    assert_eq!(look("a", text.as_bytes(), &at("a", 1), None).len(), 4);
    assert_eq!(rows(&look("a", text.as_bytes(), &at("a", 5), None)).len(), 4);
    assert!(look("a", text.as_bytes(), &at("a", 6), None).is_empty(), "there is no such line");
}

#[test]
fn every_sighting_of_an_infected_host_is_come_by_again() {
    let collection = samples::infected();
    let mut seen = 0;
    for files in [bundle(&collection), single_files(&collection)] {
        for sighting in report(&files, Lang::En).sightings {
            let Some(number) = sighting.source.line else { continue };
            let found: Vec<Vec<ExcerptLine>> = files
                .iter()
                .filter(|(name, _)| is_in(name, &sighting.source))
                .map(|(name, bytes)| look(name, bytes, &sighting.source, None))
                .collect();
            let [lines] = found.as_slice() else { panic!("in one input: {sighting:?}") };
            let numbers: Vec<u64> = lines.iter().map(|line| line.number).collect();
            let last = *numbers.last().expect("lines");
            let expected: Vec<u64> = (number.saturating_sub(3).max(1)..=last).collect();
            assert_eq!(numbers, expected, "{sighting:?}");
            assert!(number <= last && last <= number + 3);
            seen += 1;
        }
    }
    assert_eq!(seen, 20, "ten sightings with a line, in two forms");
}

#[test]
fn it_is_the_entry_whose_line_stands_at_that_byte() {
    let (short, long) = ("one\r\ntwo\r\nthree\r\n", "first\r\nsecond\r\nthird\r\n");
    let archive = zip([("a.txt", short.as_bytes()), ("a.txt", long.as_bytes())]);
    for (offset, expected) in [(10, "three"), (15, "third")] {
        let place = Source { offset: Some(offset), ..at("b.zip/a.txt", 3) };
        let lines = look("b.zip", &archive, &place, None);
        assert_eq!(lines.last().expect("lines").text.as_str(), expected);
        assert_eq!(lines.len(), 3);
    }
}

#[test]
fn the_users_encoding_is_used() {
    let bytes = [b'a', b'\n', 0xD6, 0xD0, b'\n'];
    let texts =
        ["gbk", "windows-1252"].map(|name| rows(&look("a", &bytes, &at("a", 2), Some(name))));
    assert_eq!(texts, [["1 a", "2 中"], ["1 a", "2 ÖÐ"]]);
}

#[test]
fn what_cannot_be_seen_is_made_visible_and_what_is_too_long_is_cut() {
    let text = format!("safe\u{202E}txt.exe\n{}\nend\n", "x".repeat(300_000));
    let lines = look("a", text.as_bytes(), &at("a", 1), None);
    assert_eq!(lines[0].text.as_str(), "safe<U+202E>txt.exe");
    assert_eq!(lines[1].text.as_str().chars().count(), 512);
    assert_eq!(lines[2].number, 3, "the parts of one line are one line");
}

#[test]
fn what_has_no_line_or_is_elsewhere_has_no_surroundings() {
    let hive = Source { line: None, offset: Some(4096), ..at("SOFTWARE", 1) };
    assert!(!is_in("SOFTWARE", &hive));
    for file in ["b.zip", "a.zip.txt", "A.zip/x"] {
        assert!(!is_in("a.zip", &at(file, 1)), "{file}");
    }
}

/// A listing as `dir /s /b` prints it, with lines of another kind at these places.
fn listing(junk: &[(usize, &str)]) -> String {
    let row = |at: usize| {
        let other = junk.iter().find(|(place, _)| *place == at).map(|(_, text)| (*text).to_owned());
        other.unwrap_or_else(|| format!("C:\\Data\\{at}.docx")) + "\r\n"
    };
    (1..=200).map(row).collect()
}

fn numbers(lines: &[ExcerptLine]) -> Vec<(u64, Option<Flaw>)> {
    lines.iter().map(|line| (line.number, line.flaw)).collect()
}

#[test]
fn the_lines_that_could_not_be_read_are_those_that_are_counted() {
    let text = listing(&[(40, "what is this"), (41, "and this"), (120, "<U\u{202E}x>")]);
    let report = report(&[("a.txt".to_owned(), text.clone().into_bytes())], Lang::En);
    assert_eq!(report.inputs[0].problems[0].text, "Lines that could not be read: 3.");
    let form = Some(Flaw::Form);
    for (input, bytes, file) in [
        ("a.txt", text.clone().into_bytes(), "a.txt"),
        ("a.txt", utf16(&text), "a.txt"),
        ("b.zip", zip([("c.txt", b"junk".as_slice()), ("a.txt", text.as_bytes())]), "b.zip/a.txt"),
    ] {
        let lines = unread(input, &bytes, file, None);
        assert_eq!(numbers(&lines), [(40, form), (41, form), (120, form)], "{input}");
        assert_eq!(lines[0].text.as_str(), "what is this");
        assert_eq!(lines[2].text.as_str(), "<U<U+202E>x>", "made safe to show");
    }
}

#[test]
fn of_many_unread_lines_the_first_twenty_are_enough() {
    let text: String = (1..=300).map(|at| format!("junk {at}\n")).collect();
    let lines = unread("a.txt", text.as_bytes(), "a.txt", None);
    let expected: Vec<(u64, Option<Flaw>)> = (1..=20).map(|at| (at, Some(Flaw::Form))).collect();
    assert_eq!(numbers(&lines), expected);
    let mut excerpt =
        Excerpt::new("a.txt", &Wanted::Unread("a.txt".to_owned()), None).expect("lines");
    assert!(excerpt.feed(text.repeat(1000).as_bytes()).is_break(), "and no more is read");
}

#[test]
fn what_is_wrong_with_an_unread_line_is_said_as_far_as_it_is_known() {
    let mut bytes = listing(&[]).into_bytes();
    bytes.extend(b"C:\\Data\\\x81\xFF.docx\r\n");
    bytes.extend("x".repeat(300_000).into_bytes());
    bytes.extend(b"\r\nC:\\Data\\last.docx\r\n");
    let lines = unread("a.txt", &bytes, "a.txt", Some("gbk"));
    assert_eq!(numbers(&lines), [(201, Some(Flaw::Bytes)), (202, Some(Flaw::TooLong))]);
}

#[test]
fn where_all_is_read_no_line_is_unread() {
    assert_eq!(unread("a.txt", listing(&[]).as_bytes(), "a.txt", None), []);
    assert_eq!(unread("b.zip", &zip([("a.txt", b"junk".as_slice())]), "b.zip/other.txt", None), []);
}
