//! In: bytes that are not UTF-16. Out: which of their lines speak for a code page, and which are UTF-8 all the same.

use memchr::{memchr, memchr_iter};

use crate::pages::Page;

/// How many bytes, from the first line that is not UTF-8, decide its code page.
const EVIDENCE: usize = 64 * 1024;

/// UTF-8 with a fault: its long sequences, which hardly occur by chance, outnumber what is wrong with it.
///
/// Behind a UTF-8 mark a few faults alone are no other page yet.
pub(super) fn is_mostly_utf8(line: &[u8], marked: bool) -> bool {
    let (mut long, mut faults) = (0usize, 0usize);
    for chunk in line.utf8_chunks() {
        long += chunk.valid().chars().filter(|letter| 2 < letter.len_utf8()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults * 2 < long + if marked { 5 } else { 0 }
}

/// A sequence of three bytes or more hardly occurs by chance.
pub(super) fn has_long_sequence(text: &str) -> bool {
    text.chars().any(|letter| 2 < letter.len_utf8())
}

/// The bytes that decide on a page; `None` while there are too few. Half a letter of UTF-8 at their end, where they are cut, says nothing.
pub(super) fn evidence_window(rest: &[u8], last: bool) -> Option<&[u8]> {
    let window = rest.get(..EVIDENCE).or(last.then_some(rest))?;
    window.get(..Page::Utf8.whole_characters(window))
}

/// The lines that speak for a code page: those that are not UTF-8, up to where UTF-16 begins.
pub(super) fn evidence(bytes: &[u8]) -> Vec<&[u8]> {
    let bytes = memchr(0, bytes).and_then(|zero| bytes.get(..zero)).unwrap_or(bytes);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or_default();
        if std::str::from_utf8(line).is_err() && !is_mostly_utf8(line, false) {
            lines.push(line);
        }
        start = end + 1;
    }
    lines
}
