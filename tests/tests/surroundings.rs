//! The lines around a place: found again in plain files, folders and archives, in every encoding, wherever the input is cut.

use jiance::report::Source;
use jiance::{Lang, NearbyLine, Surroundings, TextEncoding};
use jiance_tests::encode::utf16;
use jiance_tests::samples;
use jiance_tests::zip::zip;

use crate::judge::{bundle, report, single_files};

fn at(file: &str, line: u64) -> Source {
    Source { file: file.to_owned(), line: Some(line), offset: None }
}

fn look(input: &str, bytes: &[u8], place: &Source, encoding: Option<&str>) -> Vec<NearbyLine> {
    let encoding = encoding.map(|name| TextEncoding::named(name).expect("a known encoding"));
    let mut around = Surroundings::new(input, place, encoding).expect("a line of this input");
    for chunk in bytes.chunks(977) {
        if around.feed(chunk).is_break() {
            break;
        }
    }
    around.finish()
}

/// `4 four` and so on.
fn rows(lines: &[NearbyLine]) -> Vec<String> {
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
            let found: Vec<Vec<NearbyLine>> = files
                .iter()
                .filter(|(name, _)| Surroundings::new(name, &sighting.source, None).is_some())
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
    assert!(Surroundings::new("SOFTWARE", &hive, None).is_none());
    for file in ["b.zip", "a.zip.txt", "A.zip/x"] {
        assert!(Surroundings::new("a.zip", &at(file, 1), None).is_none(), "{file}");
    }
}
