//! In: two texts. Out: whether one begins with the other.

use crate::words::each;

/// True if a text begins with another.
pub fn begins_with(text: &str, start: &str) -> bool {
    let Some(head) = text.as_bytes().get(..start.len()) else { return false };
    differs(head, start.as_bytes(), !0) == 0
}

/// What follows in a text that begins with an ASCII one, in whichever case.
pub fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    let may_be = differs(head.as_bytes(), start.as_bytes(), !each(0x20)) == 0;
    (may_be && head.eq_ignore_ascii_case(start)).then_some(rest)
}

/// The bits of `mask` in which texts of the same length differ, of whichever byte.
fn differs(one: &[u8], other: &[u8], mask: u64) -> u64 {
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let (Some(last), Some(other_last)) = (one.last_chunk(), other.last_chunk()) else {
        let pairs = one.iter().zip(other);
        return pairs.fold(0, |odd, (one, other)| odd | u64::from(one ^ other)) & mask;
    };
    let (words, _) = one.as_chunks();
    let (others, _) = other.as_chunks();
    let pairs = words.iter().zip(others);
    let odd = pairs.fold(0, |odd, (one, other)| odd | (word(one) ^ word(other)));
    (odd | (word(last) ^ word(other_last))) & mask
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_begins_as_the_library_says(
            start in "[a-cA-C@`é\\[{]{0,40}",
            rest in "[a-c]{0,9}",
            cut in any::<prop::sample::Index>(),
            changed in prop::option::of("[a-cA-C@`é\\[{]{1,3}"),
            upper in any::<bool>(),
        ) {
            let mut text = format!("{start}{rest}");
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = *cut.get(&places);
            match changed {
                Some(changed) => text.insert_str(at, &changed),
                None if upper => text.make_ascii_uppercase(),
                None => text.truncate(at),
            }
            prop_assert_eq!(begins_with(&text, &start), text.starts_with(&start));
            let head = text.split_at_checked(start.len());
            let expected = head.filter(|(head, _)| head.eq_ignore_ascii_case(&start));
            prop_assert_eq!(after(&text, &start), expected.map(|(_, rest)| rest));
        }
    }
}
