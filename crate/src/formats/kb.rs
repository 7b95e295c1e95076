//! In: text. Out: the update numbers in it: `KB4012598`, `KB951376-v2`, `Q147222`.

use crate::records::Kb;

/// The number a text begins with, and what follows it.
pub(super) fn at_start(text: &str) -> Option<(Kb, &str)> {
    let digits = match text.as_bytes() {
        [b'K' | b'k', b'B' | b'b', ..] => text.get(2..)?,
        [b'Q' | b'q', ..] => text.get(1..)?,
        _ => return None,
    };
    let end = digits.bytes().position(|letter| !letter.is_ascii_digit()).unwrap_or(digits.len());
    let (number, rest) = digits.split_at(end);
    (6..=7).contains(&end).then(|| number.parse().ok())?.map(|number| (Kb(number), rest))
}

/// The numbers in a text, each standing as a word of its own.
pub(super) fn all(text: &str) -> impl Iterator<Item = Kb> + '_ {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter_map(|word| at_start(word).filter(|(_, rest)| rest.is_empty()).map(|(kb, _)| kb))
}

/// The last number in a text: in a path, that of the file and not of its folders.
pub(super) fn last(text: &str) -> Option<Kb> {
    all(text).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_six_or_seven_digits() {
        let number = |text| at_start(text).map(|(kb, _)| kb.0);
        assert_eq!(number("KB4012598"), Some(4_012_598));
        assert_eq!(number("kb951376-v2"), Some(951_376));
        assert_eq!(number("Q147222"), Some(147_222));
        for junk in ["KB12345", "KB12345678", "KB", "QWERTY1", "File 1", "", "库KB4012598"] {
            assert_eq!(number(junk), None, "{junk}");
        }
    }

    #[test]
    fn the_last_number_of_a_path_is_the_files_own() {
        let path = r"\\?\C:\KB1111111\Windows10.0-KB4013429-x64.cab";
        assert_eq!(last(path), Some(Kb(4_013_429)));
        assert_eq!(last("kbid=2849697"), None);
    }
}
