//! In: letters of hexadecimal. Out: bytes.

/// What is no digit.
const NONE: u8 = 0xFF;

/// The value of each letter as a digit.
static DIGITS: [u8; 256] = digits();

const fn digits() -> [u8; 256] {
    let mut digits = [NONE; 256];
    let mut value = 0;
    while value < 16 {
        let letter = b"0123456789abcdef"[value];
        digits[letter as usize] = value as u8;
        digits[letter.to_ascii_uppercase() as usize] = value as u8;
        value += 1;
    }
    digits
}

fn value(letter: u8) -> u8 {
    DIGITS.get(usize::from(letter)).copied().unwrap_or(NONE)
}

/// The value of a digit.
pub fn digit(letter: u8) -> Option<u8> {
    Some(value(letter)).filter(|value| *value != NONE)
}

/// Takes the whole bytes at the start of a row of them, two digits and a comma each. Gives how many letters that took.
pub fn take_bytes(row: &[u8], into: &mut Vec<u8>) -> usize {
    let before = into.len();
    let (blocks, _) = row.as_chunks::<24>();
    for block in blocks {
        let (bytes, _) = block.as_chunks::<3>();
        let (mut read, mut odd) = ([0; 8], 0);
        // Every letter is looked at, so that nothing waits for what an earlier one is.
        for (read, [high, low, comma]) in read.iter_mut().zip(bytes) {
            let (high, low) = (value(*high), value(*low));
            odd |= ((high | low) & 0xF0) | (*comma ^ b',');
            *read = high << 4 | low;
        }
        if odd != 0 {
            break;
        }
        into.extend_from_slice(&read);
    }
    let (rest, _) = row.get(3 * (into.len() - before)..).unwrap_or_default().as_chunks::<3>();
    let byte = |[high, low, comma]: &[u8; 3]| {
        (*comma == b',').then_some(digit(*high)? << 4 | digit(*low)?)
    };
    into.extend(rest.iter().map_while(byte));
    3 * (into.len() - before)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(row: &str, bytes: &[u8], taken: usize) {
        let mut read = Vec::new();
        assert_eq!(take_bytes(row.as_bytes(), &mut read), taken, "{row}");
        assert_eq!(read, bytes, "{row}");
    }

    #[test]
    fn whole_bytes_are_taken_and_nothing_behind_them() {
        check("0a,FF,1", &[0x0A, 0xFF], 6);
        check("0a,FF", &[0x0A], 3);
        check("a,FF,", &[], 0);
        check("00,01,02,03,04,05,06,07,08,0g,", &[0, 1, 2, 3, 4, 5, 6, 7, 8], 27);
        check("00,01,02;03,04,05,06,07,08,", &[0, 1], 6);
        check("", &[], 0);
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..80), rest in "[^,]?") {
            let row: String = bytes.iter().map(|byte| format!("{byte:02x},")).collect();
            check(&(row.clone() + &rest), &bytes, row.len());
        }
    }
}
