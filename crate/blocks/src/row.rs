//! In: a row of `jiance-files/2` (docs/FORMATS.md). Out: the cells that are asked for, and the numbers in them.

use memchr::memchr;

/// What a row holds before the name: attributes, size, three times, the short name.
const COLUMNS: usize = 6;

/// How many of a row's bytes are looked at in one go.
const HEAD: usize = 64;

/// A row's first two cells and its name, which is the last thing in it.
pub fn split_row(text: &str) -> Option<([&str; 2], &str)> {
    let bytes = text.as_bytes();
    let mut tabs = tabs(bytes);
    if (tabs.count_ones() as usize) < COLUMNS && HEAD < bytes.len() {
        return split_long_row(text);
    }
    let mut ends = [0; COLUMNS];
    for end in &mut ends {
        *end = if tabs == 0 { return None } else { tabs.trailing_zeros() as usize };
        tabs &= tabs - 1;
    }
    let [first, second, .., last] = ends;
    // Tabs in names are escaped.
    let is_in_name =
        tabs != 0 || bytes.get(HEAD..).is_some_and(|rest| memchr(b'\t', rest).is_some());
    let cells = [text.get(..first)?, text.get(first + 1..second)?];
    Some((cells, text.get(last + 1..)?)).filter(|_| !is_in_name)
}

/// The same of a row whose cells are longer than they usually are.
fn split_long_row(text: &str) -> Option<([&str; 2], &str)> {
    let (row, name) = text.rsplit_once('\t')?;
    let mut cells = row.split('\t');
    let first = [cells.next()?, cells.next()?];
    (cells.count() + first.len() == COLUMNS).then_some((first, name))
}

/// Which of the first 64 bytes are tabs, the first one's bit lowest; none if there are so few bytes that they are no row. Cells are short, so
/// that looking for one tab after another would take longer.
fn tabs(text: &[u8]) -> u64 {
    let head = text.get(..HEAD).unwrap_or(text);
    let (words, _) = head.as_chunks();
    let Some(last) = head.last_chunk() else { return 0 };
    let whole =
        words.iter().enumerate().fold(0, |tabs, (at, word)| tabs | tabs_of(*word) << (8 * at));
    whole | tabs_of(*last) << (head.len() - 8)
}

/// The same of eight bytes.
fn tabs_of(word: [u8; 8]) -> u64 {
    const TABS: u64 = u64::from_le_bytes([b'\t'; 8]);
    const LOW: u64 = u64::from_le_bytes([0x7F; 8]);
    /// Moves the lowest bits of eight bytes together, into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let other = u64::from_le_bytes(word) ^ TABS;
    // The highest bit of each byte that is a tab.
    let tabs = !(((other & LOW) + LOW) | other | LOW);
    (tabs >> 7).wrapping_mul(GATHER) >> 56
}

/// A hexadecimal number.
pub fn number(digits: &str) -> Option<u64> {
    let is_short = (1..=15).contains(&digits.len());
    let mut value = 0;
    for digit in digits.bytes() {
        match char::from(digit).to_digit(16) {
            Some(digit) if is_short => value = value << 4 | u64::from(digit),
            _ => return u64::from_str_radix(digits, 16).ok(),
        }
    }
    is_short.then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_split_at_their_tabs(row in "[0-9a-f~\\t\u{e9}]{0,12}(\\t[0-9a-f\u{e9}]{0,9}){4,8}[a-z.]{0,70}[\\t]?") {
            let parts: Vec<&str> = row.split('\t').collect();
            let expected = match parts.as_slice() {
                [first, second, _, _, _, _, name] => Some(([*first, *second], *name)),
                _ => None,
            };
            // Less than eight bytes are never a row.
            prop_assert_eq!(split_row(&row), expected.filter(|_| 8 <= row.len()));
        }
    }
}
