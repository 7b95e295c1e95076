//! In: a path. Out: whether it stands in the spelling that records carry.

use crate::words::{HIGH, each, has, places};

/// A path in the spelling of records, as nearly every one is: a drive, single backslashes, none at the end, no character that no path
/// has.
pub fn is_plain(path: &str) -> bool {
    let [drive, b':', below @ ..] = path.as_bytes() else { return false };
    drive.is_ascii_alphabetic()
        && below.starts_with(br"\")
        && (below.len() == 1 || !below.ends_with(br"\"))
        && !needs_change(below)
}

/// A character that no Windows path has below its drive. `?` is none of them: it may stand for what a code page lacks.
pub fn is_forbidden(byte: u8) -> bool {
    (byte < 0x20)
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'"')
        | (byte == b'|')
        | (byte == b'*')
        | (byte == b':')
}

/// A slash, two backslashes in a row, or a character that no path has.
fn needs_change(below: &[u8]) -> bool {
    let (words, _) = below.as_chunks();
    let Some(last) = below.last_chunk() else {
        let pairs = below.iter().zip(below.get(1..).unwrap_or_default());
        return below.iter().any(|byte| *byte == b'/' || is_forbidden(*byte))
            || pairs.into_iter().any(|pair| pair == (&b'\\', &b'\\'));
    };
    let (mut odd, mut before) = (0, 0);
    for word in words {
        let word = u64::from_le_bytes(*word);
        let backslashes = places(word, b'\\');
        odd |= odd_in(word) | (backslashes & (backslashes << 8 | before));
        before = backslashes >> 56;
    }
    // Some of these were looked at already.
    let word = u64::from_le_bytes(*last);
    let backslashes = places(word, b'\\');
    (odd | odd_in(word) | (backslashes & backslashes << 8)) & HIGH != 0
}

/// Not zero below [`HIGH`] if one of the bytes is a slash or forbidden.
fn odd_in(word: u64) -> u64 {
    let control = word.wrapping_sub(each(0x20)) & !word;
    // With this bit `<` is `>`, and with the other one `*` is `:`.
    let brackets = has(word | each(0x02), b'>');
    let stars = has(word | each(0x10), b':');
    control | brackets | stars | has(word, b'"') | has(word, b'/') | has(word, b'|')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_plain;

    proptest! {
        #[test]
        fn every_letter_of_a_path_counts(
            start in prop_oneof![Just(r"C:\"), Just("z:"), Just(r"1:\"), Just(r"\\s\"), Just("")],
            path in "([a-z é.?]{0,9}\\\\){0,7}[a-z]{0,40}",
            odd in prop::option::of(prop_oneof![Just(r"\\"), Just("/"), Just("<"), Just(":"), Just("|"), Just("\t"), Just("*"), Just(">"), Just("\""), Just("\x1f")]),
            at in any::<prop::sample::Index>(),
        ) {
            let mut path = format!("{start}{path}");
            if let Some(odd) = odd {
                let places: Vec<usize> = path.char_indices().map(|(at, _)| at).chain([path.len()]).collect();
                path.insert_str(*at.get(&places), odd);
            }
            let below = path.get(2..).unwrap_or_default();
            let expected = path.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && path.get(1..3) == Some(r":\")
                && (below == r"\" || !below.ends_with('\\'))
                && !below.contains(r"\\")
                && !below.chars().any(|letter| letter < ' ' || "/<>\"|*:".contains(letter));
            prop_assert_eq!(is_plain(&path), expected, "{}", path);
        }
    }
}
