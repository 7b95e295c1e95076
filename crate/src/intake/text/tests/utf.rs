//! UTF-8 and UTF-16, with and without marks, and glued to other texts.

use encoding_rs::GBK;

use super::*;

#[test]
fn utf8_with_and_without_marks() {
    check("C:\\用户\r\nb\r\n".as_bytes(), &["C:\\用户", "b"], "utf-8");
    check("\u{FEFF}C:\\用户\r\n".as_bytes(), &["C:\\用户"], "utf-8");
    check("\u{FEFF}\u{FEFF}x\r\n\u{FEFF}y\r\n".as_bytes(), &["x", "y"], "utf-8");
    assert_eq!(read("\u{FEFF}x\r\n".as_bytes()).0.0[0].2, 3);
}

#[test]
fn half_a_letter_where_the_evidence_is_cut_speaks_for_no_page() {
    let line = "C:\\Users\\Zoé\r\n";
    // Of a long text the first 64 KiB are looked at, of a short one all there is.
    let long = format!("é\r\n{}", line.repeat(6000));
    assert!(!long.is_char_boundary(64 * 1024));
    check(long.as_bytes(), &long.lines().collect::<Vec<_>>(), "utf-8");
    let short = format!("é\r\n{line}C:\\Zoé");
    let (seen, summary) = read(&short.as_bytes()[..short.len() - 1]);
    assert_eq!((seen.0[1].0.as_str(), summary.encoding.as_str()), (line.trim_end(), "utf-8"));
}

#[test]
fn utf16_with_one_two_and_no_marks() {
    let text = "名称,Node\r\nC:\\一\\上海\r\nlast";
    let lines = ["名称,Node", "C:\\一\\上海", "last"];
    for marks in ["", "\u{FEFF}", "\u{FEFF}\u{FEFF}"] {
        check(&utf16le(&format!("{marks}{text}")), &lines, "utf-16le");
        check(&utf16be(&format!("{marks}{text}")), &lines, "utf-16be");
    }
    let (seen, _) = read(&utf16le("\u{FEFF}ab\r\nc\r\n"));
    assert_eq!(seen.0.iter().map(|line| line.2).collect::<Vec<_>>(), [2, 10]);
}

#[test]
fn a_character_that_holds_a_line_feed_byte_is_no_line_end() {
    // U+4E0A is 0A 4E, U+0A05 is 05 0A; the file begins with neither mark nor ASCII.
    check(&utf16le("上上海,x\r\nਅ上\r\n"), &["上上海,x", "ਅ上"], "utf-16le");
    check(&utf16be("上上海,x\r\nਅ上\r\n"), &["上上海,x", "ਅ上"], "utf-16be");
}

#[test]
fn exports_glued_together_change_encoding_at_a_line() {
    let wide = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_USERS]\r\n";
    let lines = ["Windows Registry Editor Version 5.00", "", "[HKEY_USERS]"];
    let mut bytes = utf16le(&format!("\u{FEFF}{wide}\u{FEFF}{wide}"));
    check(&bytes, &[lines, lines].concat(), "utf-16le");
    bytes.extend_from_slice(b"REGEDIT4\r\n");
    bytes.extend(utf16be("\u{FEFF}z\r\n"));
    check(
        &bytes,
        &[&lines[..], &lines, &["REGEDIT4", "z"]].concat(),
        "mixed: utf-16le + utf-8 + utf-16be",
    );
}

#[test]
fn plain_lines_in_front_of_utf16_are_named_beside_it() {
    let bytes = [&b"C:\\pagefile.sys\r\n"[..], b"\xFF\xFE", &utf16le("C:\\Users\r\n")].concat();
    check(&bytes, &["C:\\pagefile.sys", "C:\\Users"], "mixed: utf-8 + utf-16le");
}

#[test]
fn the_mark_of_utf16_glued_behind_a_sentence_is_part_of_neither() {
    let sentence = "Please wait while WMIC is being installed.";
    let little = [sentence.as_bytes(), b"\xFF\xFE", &utf16le("Name=x\r\n")].concat();
    check(&little, &[sentence, "Name=x"], "mixed: utf-8 + utf-16le");
    let big = [sentence.as_bytes(), b"\xFE\xFF", &utf16be("Name=x\r\n")].concat();
    check(&big, &[sentence, "Name=x"], "mixed: utf-8 + utf-16be");
}

#[test]
fn a_sentence_glued_in_front_of_utf16_without_mark() {
    let table = "Node,HotFixID\r\nHOST,KB4012598\r\n";
    for sentence in
        ["Please wait while WMIC is being installed.", "Please wait while WMIC is being installed"]
    {
        for end in ["\r\n", "\r\r\n", "\n", ""] {
            let mut bytes = format!("{sentence}{end}").into_bytes();
            bytes.extend(utf16le(table));
            check(
                &bytes,
                &[sentence, "Node,HotFixID", "HOST,KB4012598"],
                "mixed: utf-8 + utf-16le",
            );
        }
    }
    let mut bytes = encoded(GBK, "请稍候，正在安装 WMIC。\r\n");
    bytes.extend(utf16le(table));
    check(
        &bytes,
        &["请稍候，正在安装 WMIC。", "Node,HotFixID", "HOST,KB4012598"],
        "mixed: gbk + utf-16le",
    );
}

#[test]
fn narrow_lines_behind_utf16() {
    for sentence in ["end of it\r\n", "a\r\n", "\r\n"] {
        let mut bytes = utf16le("\u{FEFF}name\r\n");
        bytes.extend_from_slice(sentence.as_bytes());
        bytes.extend(utf16le("\u{FEFF}more\r\n"));
        check(&bytes, &["name", sentence.trim_end(), "more"], "mixed: utf-16le + utf-8");
    }
    let mut bytes = utf16le("\u{FEFF}name\r\n");
    bytes.extend(encoded(GBK, "映像名称\r\n"));
    check(&bytes, &["name", "映像名称"], "mixed: utf-16le + gbk");
}
