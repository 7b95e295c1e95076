//! Case folding the way NTFS compares names: letter by letter, never across alphabets, never changing the length in letters.

use crate::letters::small;

/// Appends `text`, folded, to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        if let Some(tail) = out.get_mut(start..) {
            tail.make_ascii_lowercase();
        }
        return;
    }
    out.extend(text.chars().map(fold_char));
}

/// `text`, folded.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Letters fold to their single lower-case letter, unless an ASCII one would come of another: NTFS does not take the Kelvin sign
/// for a k. (NTFS has a table of upper-case letters, which tells no more letters apart but the few that have two small forms.)
fn fold_char(letter: char) -> char {
    let lower = small(letter);
    if lower.is_ascii() && !letter.is_ascii() { letter } else { lower }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_as_ntfs_does() {
        assert_eq!(folded("TASKSCHE.EXE"), folded("tasksche.exe"));
        assert_eq!(folded("ÄÖЖé"), folded("äöжÉ"));
        assert_ne!(folded("tas\u{212A}sche.exe"), folded("tasksche.exe"));
        assert_ne!(folded("m\u{17F}secsvc.exe"), folded("mssecsvc.exe"));
        assert_ne!(folded("straße"), folded("strasse"));
    }
}
