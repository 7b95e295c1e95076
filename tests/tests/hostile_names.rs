//! Names and values by an attacker's hand: what a person or a program reads of them neither moves, hides, commands nor breaks out.

use std::fs;
use std::path::PathBuf;

use jiance::report::{Report, Verdict};
use jiance::{HostText, Lang};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::windows;
use jiance_tests::zip::zip;
use serde_json::Value;
use tempfile::TempDir;

use crate::command_line::jiance;
use crate::judge::{NamedBytes, report, single_files};

/// What each of them tries, and a text of it that a Windows takes as a folder's name, or that nobody would.
const EVIL: [(&str, &str); 12] = [
    ("turns the text around", "a\u{202E}gpj.exe\u{2066}"),
    ("hides itself", "a\u{200B}\u{200D}\u{FEFF}\u{2060}\u{AD}b"),
    ("commands the terminal", "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m"),
    ("rings and goes back", "a\u{7}\u{8}\u{8}\u{7f}b"),
    ("is markup", "<img src=x onerror=alert(1)><script>alert(2)</script>"),
    ("breaks out of an attribute", "\" onmouseover=\"alert(1)' x='"),
    ("is a formula", "=HYPERLINK(\"http://x.example.com\",\"y\")"),
    ("is another formula", "@SUM(1+1)*cmd|'/c calc'!A0"),
    ("is a command", "a & calc.exe & %COMSPEC% `$(calc)` ; rm -rf ~"),
    ("climbs out of its folder", "..\\..\\..\\Windows\\System32"),
    ("looks like another", "\u{0441}md"),
    ("marks text as a tag", "a\u{E0041}\u{E0042}b"),
];

/// The longest text of a report: a sentence with some of a host's own texts in it, each of 512 characters at most.
const LONGEST: usize = 4096;

/// A listing with a sign, and with another one in a folder of that name.
fn listing(folder: &str) -> Vec<u8> {
    let usual: String = (0..20).map(|at| format!("C:\\Users\\{at}.txt\r\n")).collect();
    format!("{usual}C:\\Windows\\mssecsvc.exe\r\nC:\\{folder}\\mssecsvc.exe\r\nC:\\b.txt\r\n")
        .into_bytes()
}

/// The folder's name in the listing, the file's and the archive's entry's.
fn files(evil: &str) -> Vec<NamedBytes> {
    let inner = listing(evil);
    let packed = zip([(evil, inner.as_slice()), ("../../../files.txt", inner.as_slice())]);
    vec![(evil.to_owned(), inner), (format!("{evil}.zip"), packed)]
}

fn hides(letter: char) -> bool {
    // What nobody sees is written out as `HostText` writes it.
    letter != '\n' && HostText::shown(letter.encode_utf8(&mut [0; 4])).as_str().starts_with("<U+")
}

fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|inner| texts(inner, all)),
        Value::Object(map) => map.values().for_each(|inner| texts(inner, all)),
        _ => {}
    }
}

fn is_safe(report: &Report, what: &str) {
    let mut all = Vec::new();
    texts(&serde_json::from_str(&report.to_json()).unwrap(), &mut all);
    for text in all {
        assert_eq!(text.chars().find(|letter| hides(*letter)), None, "{what}: {text:?}");
        assert!(text.chars().count() <= LONGEST, "{what}: {} characters", text.chars().count());
    }
}

#[test]
fn no_text_of_a_report_moves_or_hides_what_stands_beside_it() {
    for (what, evil) in EVIL {
        for lang in Lang::ALL {
            let report = report(&files(evil), lang);
            assert_eq!(report.verdict, Verdict::Infected, "{what}");
            is_safe(&report, what);
        }
    }
}

#[test]
fn names_of_ten_megabytes_are_cut_and_hide_no_sign() {
    let long = "n".repeat(10 << 20);
    let report = report(&[(long.clone(), listing(&long))], Lang::En);
    assert_eq!(report.verdict, Verdict::Infected);
    is_safe(&report, "ten megabytes");
    assert!(report.to_json().len() < 1 << 20);
}

#[test]
fn no_name_commands_the_terminal() {
    for (what, evil) in EVIL {
        let folder = TempDir::new().unwrap();
        let packed = zip([(evil, listing(evil).as_slice())]);
        let bundle = folder.path().join("bundle.zip");
        fs::write(&bundle, packed).unwrap();
        for lang in ["en", "zh-CN"] {
            let arguments = ["check", "--lang", lang].into_iter().map(PathBuf::from);
            let output = jiance(arguments.chain([bundle.clone()]));
            assert_eq!(output.status.code(), Some(10), "{what}");
            let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert_eq!(said.chars().find(|letter| hides(*letter)), None, "{what}: {said:?}");
        }
    }
}

#[test]
fn an_archive_is_never_unpacked_to_the_disk() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("a/b/c");
    fs::create_dir_all(&inner).unwrap();
    let absolute = format!("{}/absolute.txt", folder.path().display());
    let names = ["../../../climbed.txt", "..\\..\\climbed.txt", absolute.as_str(), "C:\\x.txt"];
    let listing = listing("x");
    let bundle = inner.join("bundle.zip");
    fs::write(&bundle, zip(names.map(|name| (name, listing.as_slice())))).unwrap();
    assert_eq!(jiance([PathBuf::from("check"), bundle]).status.code(), Some(10));
    let of = |path: &std::path::Path| -> Vec<_> {
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!((of(folder.path()).len(), of(&inner).len()), (1, 1));
}

#[test]
fn two_entries_of_one_name_are_both_read() {
    let (clean, sign) = (b"C:\\a.txt\r\nC:\\b.txt\r\n".as_slice(), listing("x"));
    for entries in
        [[("files.txt", clean), ("files.txt", &sign)], [("files.txt", &sign), ("files.txt", clean)]]
    {
        let report = report(&[("a.zip".to_owned(), zip(entries))], Lang::En);
        assert_eq!(report.verdict, Verdict::Infected);
    }
}

/// An archive is read front to back: what its directory says of it hides nothing, and what it says of its sizes is not believed.
#[test]
fn an_archive_that_lies_about_itself_hides_no_sign_and_clears_nobody() {
    let clean = Collection::of(&Host::clean(&windows::WIN10_22H2, Locale::En));
    assert_eq!(report(&single_files(&clean), Lang::En).verdict, Verdict::NoSigns);
    let sign = listing("x");
    let archive = zip([("more.txt", sign.as_slice())]);
    let directory = archive.windows(4).position(|word| word == b"PK\x01\x02").unwrap();
    // The directory: another name, and as if nothing stood in it.
    let mut renamed = archive.clone();
    renamed[directory + 46..][..8].copy_from_slice(b"nothing!");
    let mut emptied = archive.clone();
    let end = emptied.len() - 22;
    emptied[end + 8..end + 12].fill(0);
    for lie in [renamed, emptied, archive[..directory].to_vec()] {
        assert_eq!(report(&[("a.zip".to_owned(), lie)], Lang::En).verdict, Verdict::Infected);
    }
    // The checksum, the packed size, and the size that is to come out; of what is deflated the sizes say nothing that the checksum does not
    // say better, and nobody believes them.
    let needed = b"files-C.txt";
    for (field, verdict) in
        [(14, Verdict::CannotTell), (18, Verdict::NoSigns), (22, Verdict::NoSigns)]
    {
        let mut lies = clean.zip();
        let name = lies.windows(needed.len()).position(|word| word == needed).unwrap();
        let header = name - 30;
        assert_eq!(&lies[header..][..4], b"PK\x03\x04");
        lies[header + field] ^= 0x55;
        let report = report(&[("a.zip".to_owned(), lies)], Lang::En);
        assert_eq!(report.verdict, verdict, "byte {field} of the header");
    }
}

#[test]
fn a_look_alike_in_another_alphabet_is_no_sign() {
    // Cyrillic letters for Latin ones.
    let listing = "C:\\a.txt\r\nC:\\Windows\\m\u{0455}\u{0455}ecsvc.exe\r\nC:\\b.txt\r\n";
    let report = report(&[("a.txt".to_owned(), listing.into())], Lang::En);
    assert_eq!(report.verdict, Verdict::CannotTell);
}
