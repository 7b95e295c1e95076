//! In: numbers and Windows' UTF-16. Out: their bytes in a line of UTF-8.

use alloc::vec::Vec;

/// Marks, in a name, a UTF-16 unit that a line of text can't hold as it is. No Windows name holds it.
const ESCAPE: u8 = b'/';

/// Adds text; halves of characters become U+FFFD.
pub fn push_text(line: &mut Vec<u8>, units: &[u16]) {
    push(line, units, |line, _| line.extend_from_slice("\u{FFFD}".as_bytes()), |_| false);
}

/// Adds the name of a file so that it can be had back to the last bit: half characters and control characters become `/` and the
/// unit in four hexadecimal digits.
pub fn push_name(line: &mut Vec<u8>, units: &[u16]) {
    let escape = |line: &mut Vec<u8>, unit: u16| {
        line.push(ESCAPE);
        push_hex(line, unit.into(), 4);
    };
    push(line, units, escape, |unit| unit < 0x20 || unit == 0x7F || unit == u16::from(ESCAPE));
}

fn push(
    line: &mut Vec<u8>,
    units: &[u16],
    odd: impl Fn(&mut Vec<u8>, u16),
    is_odd: impl Fn(u16) -> bool,
) {
    line.reserve(units.len());
    for letter in char::decode_utf16(units.iter().copied()) {
        match letter {
            Ok(letter) if letter.is_ascii() => {
                let byte = letter as u8;
                if is_odd(byte.into()) { odd(line, byte.into()) } else { line.push(byte) }
            }
            Ok(letter) => {
                line.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Err(half) => odd(line, half.unpaired_surrogate()),
        }
    }
}

/// Adds a number.
pub fn push_decimal(line: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        first -= 1;
        if number == 0 {
            break;
        }
    }
    line.extend_from_slice(digits.get(first..).unwrap_or_default());
}

/// Adds a number of at least so many decimal digits.
pub fn push_padded(line: &mut Vec<u8>, number: u64, width: usize) {
    let mut digits = Vec::new();
    push_decimal(&mut digits, number);
    line.extend(core::iter::repeat_n(b'0', width.saturating_sub(digits.len())));
    line.extend_from_slice(&digits);
}

/// Adds a number of at least so many hexadecimal digits, in lower case.
pub fn push_hex(line: &mut Vec<u8>, number: u64, width: usize) {
    let used = (64 - number.leading_zeros() as usize).div_ceil(4);
    for place in (0..used.max(width)).rev() {
        line.push(hex_digit((number >> (place * 4)) as u8 & 15));
    }
}

/// The letter for a number below 16.
pub fn hex_digit(number: u8) -> u8 {
    match number {
        0..=9 => b'0' + number,
        _ => b'a' + (number - 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(fill: impl Fn(&mut Vec<u8>)) -> String {
        let mut line = Vec::new();
        fill(&mut line);
        String::from_utf8(line).unwrap()
    }

    #[test]
    fn numbers() {
        for number in [0, 9, 10, 4_294_967_296, u64::MAX] {
            assert_eq!(line(|line| push_decimal(line, number)), number.to_string());
            assert_eq!(line(|line| push_hex(line, number, 1)), format!("{number:x}"));
        }
        assert_eq!(line(|line| push_hex(line, 10, 4)), "000a");
        assert_eq!(line(|line| push_padded(line, 7, 2)), "07");
        assert_eq!(line(|line| push_padded(line, 2026, 2)), "2026");
    }

    #[test]
    fn names_lose_nothing() {
        let mut units: Vec<u16> = "a\t检\u{1F9EA}".encode_utf16().collect();
        units.extend([0xD83D, u16::from(b'x'), 0xDC00]);
        assert_eq!(line(|line| push_name(line, &units)), "a/0009检\u{1F9EA}/d83dx/dc00");
        assert_eq!(line(|line| push_text(line, &units)), "a\t检\u{1F9EA}\u{FFFD}x\u{FFFD}");
    }
}
