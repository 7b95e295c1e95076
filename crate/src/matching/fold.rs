//! Case folding the way NTFS compares names: letter by letter, never across alphabets, never changing the length in letters.

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

/// ASCII letters fold to lower case. Other letters fold to their single upper-case letter, unless that is ASCII: NTFS does
/// not take the Kelvin sign for a k, nor the dotless ı for an I.
fn fold_char(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) if !single.is_ascii() => single,
        _ => letter,
    }
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
