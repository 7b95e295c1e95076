//! In: lines that are not UTF-8. Out: the code page they are most likely in; with thin evidence, Simplified Chinese.
//!
//! Detectors made for web pages do not know the OEM pages that a Windows console writes, so each page is asked how well the bytes
//! read in it: characters of everyday text count for it, what no text holds counts against it, about two points a byte. The words
//! of Windows' own commands count most: they decide where the letters of a short output can't.

use super::frequent::{Frequent, likeliest};
use super::words;
use crate::pages::{Page, Pairs};

/// Fewer bytes beyond ASCII than this are thin evidence.
const THIN: usize = 32;

/// What a word of Windows' own commands counts: more than the letters of a few lines.
const WORD_POINTS: i64 = 40;

/// The page to decode these lines with.
pub(super) fn guess(lines: &[&[u8]]) -> Page {
    let high = lines.iter().flat_map(|line| line.iter()).filter(|byte| 0x80 <= **byte).count();
    let is_thin = high < THIN;
    let (double, double_points) = best_double_byte(lines, is_thin);
    let (single, single_points) = best_single_byte(lines, is_thin);
    // A tie goes to the customers' own page only: the others' second bytes are ASCII letters too often.
    let double_wins = if double == Pairs::Gbk {
        single_points <= double_points
    } else {
        single_points < double_points
    };
    if double_wins { Page::Pairs(double) } else { single }
}

fn best_double_byte(lines: &[&[u8]], is_thin: bool) -> (Pairs, i64) {
    let all_points =
        |page, judge| double_byte_points(lines, judge) + word_points(lines, Page::Pairs(page));
    let likely = if is_thin { None } else { likeliest(lines, Frequent::OF_PAIRS) };
    let mut best = (Pairs::Gbk, all_points(Pairs::Gbk, gbk as Judge));
    for (page, judge) in [
        (Pairs::Big5, big5 as Judge),
        (Pairs::ShiftJis, shift_jis as Judge),
        (Pairs::EucKr, euc_kr as Judge),
    ] {
        let points = all_points(page, judge);
        // Korean reads as well in GBK; which syllables are frequent tells.
        let is_likely = likely == Some(Page::Pairs(page));
        if best.1 < points || (is_likely && best.1 <= points + points.abs() / 4) {
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

/// The single-byte pages that are always tried; of several that read as well, the first.
const USUAL: [u16; 7] = [1252, 850, 437, 1250, 852, 1251, 866];

fn best_single_byte(lines: &[&[u8]], is_thin: bool) -> (Page, i64) {
    let mut pages: Vec<Page> = USUAL.iter().filter_map(|number| Page::of(*number)).collect();
    // Greek, Turkish, Hebrew and the like are tried only where their frequent letters or Windows' own words speak for them: their
    // letters fit too much else.
    if !is_thin {
        for likely in Frequent::OF_BYTES.into_iter().filter_map(|kind| likeliest(lines, kind)) {
            pages.retain(|page| *page != likely);
            pages.insert(0, likely);
        }
    }
    for page in words::single_byte_pages() {
        if !pages.contains(&page) && 0 < words::words_in(lines, page) {
            pages.push(page);
        }
    }
    let mut best = (Page::Utf8, i64::MIN);
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
