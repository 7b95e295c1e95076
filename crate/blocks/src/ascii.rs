//! In: bytes. Out: how far they are ASCII, and the text that they are so far.

use crate::words::{HIGH, each};

/// The text at the start that is ASCII without a zero byte.
pub fn narrow_start(bytes: &[u8]) -> &str {
    let (blocks, _) = bytes.as_chunks::<32>();
    let is_plain = |block: &&[u8; 32]| {
        let (words, _) = block.as_chunks();
        // A zero byte takes a bit from the one above it, which shows as well.
        let odd = words.iter().map(|word| u64::from_le_bytes(*word));
        odd.fold(0, |odd, word| odd | word | word.wrapping_sub(each(1))) & HIGH == 0
    };
    let plain = blocks.iter().take_while(is_plain).count() * 32;
    let rest = bytes.get(plain..).unwrap_or_default();
    let length = plain + rest.iter().take_while(|byte| matches!(byte, 1..=0x7F)).count();
    bytes.get(..length).and_then(|plain| str::from_utf8(plain).ok()).unwrap_or_default()
}

/// The text at the start that is ASCII in UTF-16LE, a byte a letter; `space` is where it is put.
pub fn wide_start<'s>(bytes: &[u8], space: &'s mut Vec<u8>) -> &'s str {
    let (pairs, _) = bytes.as_chunks::<2>();
    if space.len() < pairs.len() {
        space.resize(pairs.len(), 0);
    }
    let (blocks, _) = bytes.as_chunks::<16>();
    let (narrow, _) = space.as_chunks_mut::<8>();
    let mut length = 0;
    for (block, narrow) in blocks.iter().zip(narrow) {
        let (words, _) = block.as_chunks();
        let [low, high] = words else { break };
        let (low, high) = (u64::from_le_bytes(*low), u64::from_le_bytes(*high));
        if (low | high) & 0xFF80_FF80_FF80_FF80 != 0 {
            break;
        }
        *narrow = (four_letters(low) | four_letters(high) << 32).to_le_bytes();
        length += 8;
    }
    let begun = pairs.get(length..).unwrap_or_default();
    for (narrow, pair) in space.get_mut(length..).unwrap_or_default().iter_mut().zip(begun) {
        let unit = u16::from_le_bytes(*pair);
        if 0x7F < unit {
            break;
        }
        *narrow = unit as u8;
        length += 1;
    }
    space.get(..length).and_then(|plain| str::from_utf8(plain).ok()).unwrap_or_default()
}

/// The lower halves of four units that have no upper ones, moved together.
fn four_letters(units: u64) -> u64 {
    let pairs = (units | units >> 8) & 0x0000_FFFF_0000_FFFF;
    (pairs | pairs >> 16) & 0xFFFF_FFFF
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_goes_as_far_as_every_byte_is_ascii(
            text in "[\\x01-\\x7f]{0,100}",
            rest in prop_oneof![Just(""), Just("\0"), Just("é"), Just("\u{7f}\0x"), Just("检a")],
            after in "[a-z]{0,40}",
        ) {
            let bytes = format!("{text}{rest}{after}");
            let expected: String =
                bytes.chars().take_while(|letter| matches!(letter, '\x01'..='\x7f')).collect();
            prop_assert_eq!(narrow_start(bytes.as_bytes()), expected);
        }

        #[test]
        fn wide_text_goes_as_far_as_every_unit_is_ascii(
            text in "[\\x00-\\x7f]{0,100}",
            rest in prop_oneof![Just(""), Just("\u{80}"), Just("é"), Just("检a"), Just("\u{ff00}")],
            after in "[a-z]{0,40}",
            odd in any::<bool>(),
            mut space in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let all = format!("{text}{rest}{after}");
            let mut bytes: Vec<u8> = all.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.extend(odd.then_some(b'x'));
            let expected: String = all.chars().take_while(char::is_ascii).collect();
            prop_assert_eq!(wide_start(&bytes, &mut space), expected);
        }
    }
}
