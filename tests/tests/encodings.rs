//! Code pages: each byte and each pair of bytes reads as iconv reads it, and what a user chooses is what the engine reads in.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use jiance::intake::{Line, LineSink, TextReader};
use jiance::{Advisory, Check, Lang, TextEncoding};

/// Reads lines `key=letters|` into a table.
#[derive(Default)]
struct Table(BTreeMap<String, String>);

impl Table {
    fn add(&mut self, line: &str) {
        // Where the bar is gone, it was read as half of a letter: the bytes before it mean nothing alone.
        let row = line.strip_suffix('|').and_then(|row| row.split_once('='));
        if let Some((key, letters)) = row {
            self.0.insert(key.to_owned(), letters.to_owned());
        }
    }
}

impl LineSink for Table {
    fn line(&mut self, line: Line<'_>) {
        self.add(line.text);
    }
}

fn ours(encoding: &str, bytes: &[u8]) -> Table {
    let encoding = TextEncoding::named(encoding).expect("a known encoding");
    let (mut reader, mut table) = (TextReader::reading_as(encoding), Table::default());
    reader.feed(bytes, &mut table);
    assert!(reader.finish(&mut table).is_text);
    table
}

/// What iconv makes of it; it leaves out what it can't read.
fn iconvs(page: &str, bytes: &[u8]) -> Table {
    let mut child = Command::new("iconv")
        .args(["-c", "-f", page, "-t", "UTF-8"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("iconv is there");
    let mut input = child.stdin.take().expect("its input");
    let owned = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&owned));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("the writer ends").expect("iconv reads all of it");
    let mut table = Table::default();
    String::from_utf8(output.stdout).expect("UTF-8").lines().for_each(|line| table.add(line));
    table
}

fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}')
}

/// Both readings of every key that iconv can read, where they differ.
fn differences(encoding: &str, page: &str, keys: &[Vec<u8>]) -> Vec<(String, String, String)> {
    let mut bytes = b"A line of ASCII in front, as every command writes one.\r\n".to_vec();
    for key in keys {
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        bytes.extend(hex.as_bytes());
        bytes.push(b'=');
        bytes.extend(key);
        bytes.extend(b"|\r\n");
    }
    let (ours, theirs) = (ours(encoding, &bytes), iconvs(page, &bytes));
    assert!(keys.len() / 3 < theirs.0.len(), "iconv reads {page}");
    let mut differences = Vec::new();
    for (key, letters) in &theirs.0 {
        // One letter beyond ASCII; anything else is what iconv leaves of a fault.
        let mut each = letters.chars();
        let (Some(letter), None) = (each.next(), each.next()) else { continue };
        if letter.is_ascii() || letter.is_control() {
            continue;
        }
        let own = ours.0.get(key).cloned().unwrap_or_default();
        if own != *letters && !is_private(letter) && !own.chars().any(is_private) {
            differences.push((key.clone(), own, letters.clone()));
        }
    }
    differences
}

#[test]
fn every_byte_of_the_single_byte_pages_is_what_iconv_says() {
    let keys: Vec<Vec<u8>> = (0x80..=0xFFu8).map(|byte| vec![byte]).collect();
    let pages = [
        "437", "737", "775", "850", "852", "855", "857", "858", "860", "861", "862", "863", "865",
        "866", "869", "874", "1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257",
        "1258",
    ];
    for page in pages {
        let found = differences(page, &format!("CP{page}"), &keys);
        assert!(found.is_empty(), "{page}: {found:?}");
    }
}

#[test]
fn every_pair_of_the_double_byte_pages_is_what_iconv_says() {
    let keys: Vec<Vec<u8>> = (0x81..=0xFEu8)
        .flat_map(|lead| (0x40..=0xFEu8).filter(|t| *t != 0x7F).map(move |trail| vec![lead, trail]))
        .collect();
    // The web's Big5 has a half-width square where Windows has a shade: no file is named so.
    let is_borne = |page: &str, key: &str| page == "950" && key == "f9fe";
    for (page, iconv) in [("936", "CP936"), ("950", "CP950"), ("932", "CP932"), ("949", "CP949")] {
        let mut found = differences(page, iconv, &keys);
        // A pair is never a half-width kana: iconv left out its first byte and read the second alone.
        let is_kana = |letters: &str| letters.starts_with(|c| matches!(c, '\u{FF61}'..='\u{FF9F}'));
        found.retain(|(key, _, theirs)| !is_borne(page, key) && !is_kana(theirs));
        assert!(found.is_empty(), "{page}: {found:?}");
    }
}

#[test]
fn what_the_user_chooses_overrules_the_evidence_for_that_text_alone() {
    // Two letters that are Chinese in 936 and Western in 1252: no evidence decides.
    let listing = b"C:\\Users\\\xC4\xE3\xBA\xC3\\a.txt\r\nC:\\Windows\\System32\\ntoskrnl.exe\r\n";
    let advisory = Advisory::built_in().first().expect("an advisory");
    let encodings = |choose: &dyn Fn(&mut Check)| {
        let mut check = Check::new(advisory);
        choose(&mut check);
        for name in ["a.txt", "b.txt"] {
            let mut input = check.input(name);
            input.feed(listing);
            input.finish();
        }
        let report = check.finish().report(Lang::En);
        let rows = report.inputs.into_iter().map(|input| {
            let who = if input.encoding_chosen { "chosen" } else { "found" };
            (input.file, format!("{} {who}", input.encoding))
        });
        rows.collect::<BTreeMap<_, _>>().into_values().collect::<Vec<_>>()
    };
    let page = |name| TextEncoding::named(name).expect("a known encoding");
    assert_eq!(encodings(&|_| {}), ["gbk found", "gbk found"]);
    let one = encodings(&|check| check.read_as("b.txt", page("1252")));
    assert_eq!(one, ["gbk found", "windows-1252 chosen"]);
    let all = encodings(&|check| check.read_all_as(page("850")));
    assert_eq!(all, ["ibm850 chosen", "ibm850 chosen"]);
}
