//! Encodings that the user chose.

use super::*;

#[track_caller]
fn check_chosen(name: &str, bytes: &[u8], lines: &[&str], encoding: &str) {
    let (mut reader, mut seen) =
        (TextReader::reading_as(TextEncoding::named(name).unwrap()), Seen::default());
    reader.feed(bytes, &mut seen);
    let summary = reader.finish(&mut seen);
    let texts: Vec<&str> = seen.0.iter().map(|(text, ..)| text.as_str()).collect();
    assert_eq!((texts.as_slice(), summary.encoding.as_str()), (lines, encoding));
}

#[test]
fn the_users_choice_stands_against_the_evidence() {
    // Valid UTF-8 by chance, in the page that was chosen.
    check_chosen("gbk", b"\xCF\xB5\xCD\xB3\r\nabc\r\n", &["系统", "abc"], "gbk");
    check_chosen("850", b"\x81ber\r\n", &["über"], "ibm850");
    check_chosen("utf-8", b"a\xFFb\n", &["a\u{FFFD}b"], "utf-8");
    // CJK without a zero byte shows no sign of UTF-16.
    check_chosen("utf-16le", &utf16le("系统\r\n文件"), &["系统", "文件"], "utf-16le");
    check_chosen("utf-16be", &utf16be("系统\r\n文件"), &["系统", "文件"], "utf-16be");
}

#[test]
fn utf_16_that_shows_stays_utf_16_whatever_page_was_chosen() {
    let bytes = [&b"\x81ber\r\n"[..], b"\xFF\xFE", &utf16le("Größe\r\n")].concat();
    check_chosen("850", &bytes, &["über", "Größe"], "mixed: ibm850 + utf-16le");
}

#[test]
fn what_is_no_text_is_named_whatever_page_was_chosen() {
    let pdf = b"%PDF-1.4\r\nall of it in letters\r\n";
    let (seen, summary) = read(pdf);
    assert_eq!(
        (seen, summary.foreign, summary.is_text),
        (Seen::default(), Some(Foreign::Pdf), false)
    );
}
