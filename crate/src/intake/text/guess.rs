//! In: lines that are not UTF-8. Out: the code page they are most likely in; with thin evidence, Simplified Chinese.
//!
//! Detectors made for web pages do not know the OEM pages that a Windows console writes, so each page is asked how well the bytes
//! read in it: characters of everyday text count for it, what no text holds counts against it, about two points a byte. The words
//! of Windows' own commands count most: they decide where the letters of a short output can't.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

use super::page::Page;
use super::words;

/// Fewer bytes beyond ASCII than this are thin evidence.
const THIN: usize = 32;

/// What a word of Windows' own commands counts: more than the letters of a few lines.
const WORD_POINTS: i64 = 40;

/// The page to decode these lines with.
pub(super) fn guess(lines: &[&[u8]]) -> Page {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for line in lines {
        detector.feed(line, false);
        detector.feed(b"\n", false);
    }
    let high = lines.iter().flat_map(|line| line.iter()).filter(|byte| 0x80 <= **byte).count();
    let hint = (high < THIN).then_some(&b"cn"[..]);
    let detected = detector.guess(hint, Utf8Detection::Deny);
    let (double, double_points) = best_double_byte(lines, detected);
    let (single, single_points) = best_single_byte(lines, detected);
    // A tie goes to the customers' own page only: the others' second bytes are ASCII letters too often.
    let double_wins =
        if double == GBK { single_points <= double_points } else { single_points < double_points };
    if double_wins { Page::Web(double) } else { single }
}

fn best_double_byte(lines: &[&[u8]], detected: &'static Encoding) -> (&'static Encoding, i64) {
    let all_points =
        |page, judge| double_byte_points(lines, judge) + word_points(lines, Page::Web(page));
    let mut best = (GBK, all_points(GBK, gbk as Judge));
    for (page, judge) in
        [(BIG5, big5 as Judge), (SHIFT_JIS, shift_jis as Judge), (EUC_KR, euc_kr as Judge)]
    {
        let points = all_points(page, judge);
        // Korean reads as well in GBK; the detector knows which syllables are frequent.
        if best.1 < points || (page == detected && best.1 <= points + points.abs() / 4) {
            best = (page, points);
        }
    }
    best
}

fn word_points(lines: &[&[u8]], page: Page) -> i64 {
    WORD_POINTS * i64::try_from(words::words_in(lines, page)).unwrap_or(0)
}

/// How well one character reads: points, and how many bytes it takes.
type Judge = fn(u8, u8) -> (i64, usize);

const FAULT: (i64, usize) = (-6, 1);

fn double_byte_points(lines: &[&[u8]], judge: Judge) -> i64 {
    let mut points = 0;
    for line in lines {
        let mut at = 0;
        while let Some(&first) = line.get(at) {
            if first < 0x80 {
                at += 1;
                continue;
            }
            // Nothing behind it: the evidence is cut there, which says nothing.
            let Some(&second) = line.get(at + 1) else { break };
            let (judged, length) = judge(first, second);
            points += judged;
            at += length;
        }
    }
    points
}

fn gbk(first: u8, second: u8) -> (i64, usize) {
    match (first, second) {
        // The 3755 everyday characters, then the rarer ones, then punctuation and full-width forms.
        (0xB0..=0xD7, 0xA1..=0xFE) => (4, 2),
        (0xD8..=0xF7, 0xA1..=0xFE) => (1, 2),
        (0xA1 | 0xA3, 0xA1..=0xFE) => (2, 2),
        (0xA2 | 0xA4..=0xA9, 0xA1..=0xFE) => (0, 2),
        (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => (-2, 2),
        (0x81..=0xFE, b'0'..=b'9') => (-4, 4),
        _ => FAULT,
    }
}

fn big5(first: u8, second: u8) -> (i64, usize) {
    match (first, second) {
        (0xA4..=0xC6, 0xA1..=0xFE) => (4, 2),
        (0xA4..=0xC6, 0x40..=0x7E) => (1, 2),
        (0xA1..=0xA3, 0xA1..=0xFE | 0x40..=0x7E) => (1, 2),
        (0xC9..=0xF9, 0xA1..=0xFE | 0x40..=0x7E) => (0, 2),
        _ => FAULT,
    }
}

fn shift_jis(first: u8, second: u8) -> (i64, usize) {
    match (first, second) {
        // Hiragana, katakana, everyday kanji, punctuation, rarer kanji.
        (0x82, 0x9F..=0xF1) => (4, 2),
        (0x83, 0x80..=0x96) => (4, 2),
        (0x83, 0x40..=0x7E) => (2, 2),
        (0x88..=0x97, 0x80..=0xFC) => (3, 2),
        (0x88..=0x97, 0x40..=0x7E) => (1, 2),
        (0x81, 0x40..=0x7E | 0x80..=0xFC) => (1, 2),
        (0x82 | 0x98..=0x9F | 0xE0..=0xEA, 0x40..=0x7E | 0x80..=0xFC) => (0, 2),
        (0xA1..=0xDF, _) => (-1, 1),
        _ => FAULT,
    }
}

fn euc_kr(first: u8, second: u8) -> (i64, usize) {
    match (first, second) {
        (0xB0..=0xC8, 0xA1..=0xFE) => (4, 2),
        (0xA1..=0xAF | 0xCA..=0xFD, 0xA1..=0xFE) => (0, 2),
        (0x81..=0xC6, b'A'..=b'Z' | b'a'..=b'z' | 0x81..=0xFE) => (-2, 2),
        _ => FAULT,
    }
}

fn best_single_byte(lines: &[&[u8]], detected: &'static Encoding) -> (Page, i64) {
    let mut pages = vec![
        Page::Web(WINDOWS_1252),
        Page::IBM850,
        Page::IBM437,
        Page::Web(WINDOWS_1250),
        Page::IBM852,
        Page::Web(WINDOWS_1251),
        Page::Web(IBM866),
    ];
    // Greek, Turkish, Hebrew and the like are tried only where the detector or Windows' own words speak for them: their letters fit
    // too much else.
    if detected.is_single_byte() {
        pages.retain(|page| *page != Page::Web(detected));
        pages.insert(0, Page::Web(detected));
    }
    for page in words::single_byte_pages() {
        if !pages.contains(&page) && 0 < words::words_in(lines, page) {
            pages.push(page);
        }
    }
    let mut best = (Page::Web(WINDOWS_1252), i64::MIN);
    for page in pages {
        let points = single_byte_points(lines, page) + word_points(lines, page);
        if best.1 < points {
            best = (page, points);
        }
    }
    best
}

fn single_byte_points(lines: &[&[u8]], page: Page) -> i64 {
    let (mut points, mut text, mut letters) = (0, String::new(), Vec::new());
    for line in lines {
        text.clear();
        letters.clear();
        page.decode(line, &mut text);
        letters.extend(text.chars());
        for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| !letter.is_ascii()) {
            let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
            let after = letters.get(at + 1).copied().unwrap_or(' ');
            points += letter_points(before, *letter, after);
        }
    }
    points
}

/// How well a character beyond ASCII reads between its neighbours.
fn letter_points(before: char, letter: char, after: char) -> i64 {
    let wrong_case = (letter.is_uppercase() && before.is_lowercase())
        || (letter.is_lowercase() && before.is_uppercase() && after.is_uppercase());
    let neighbours = [before, after];
    let ascii_beside = neighbours.iter().any(char::is_ascii_alphabetic);
    let is_latin = letter < '\u{250}';
    match letter {
        '\u{A0}' if neighbours.iter().all(char::is_ascii_digit) => 2,
        '\u{A0}' => 0,
        'ª' | 'º' | '°' if before.is_ascii_alphanumeric() => 1,
        'ÿ' | 'þ' | 'Þ' | 'ð' | 'Ð' | 'ª' | 'º' | 'µ' | 'ƒ' => -1,
        _ if letter.is_alphabetic() && wrong_case => -3,
        _ if letter.is_alphabetic() && is_latin => {
            if ascii_beside {
                2
            } else if neighbours.iter().any(|c| c.is_alphabetic()) {
                -1
            } else {
                0
            }
        }
        _ if letter.is_alphabetic() => {
            let own = |c: &char| c.is_alphabetic() && '\u{250}' <= *c;
            if ascii_beside {
                -2
            } else if neighbours.iter().any(own) {
                2
            } else {
                0
            }
        }
        '’' => 1,
        '«' | '»' | '“' | '”' | '‘' | '–' | '—' | '…' | '§' | '©' | '®' | '™' | '€' | '£' | '·'
        | '¿' | '¡' | '№' => {
            if neighbours.iter().all(|c| c.is_alphabetic()) {
                -2
            } else {
                1
            }
        }
        _ => -2,
    }
}
