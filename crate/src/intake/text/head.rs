//! In: the first bytes of an entry. Out: whether it is text at all.

use memchr::memchr;

use super::family::{Endian, Family, Start, at_line_start, wide_inside};

/// How many bytes from an entry's start decide whether it is text.
pub(super) const HEAD: usize = 4096;

/// First bytes of files that are never text, whatever follows; those that people hand in by mistake stand in `foreign.rs`.
const MAGIC: &[&[u8]] = &[b"PK\x03\x04", b"MSCF\0", b"\x1f\x8b\x08", b"regf", b"SQLite format 3\0"];

/// Whether the head of an entry is something else than text.
pub(super) fn is_binary(head: &[u8]) -> bool {
    if has_magic(head) {
        return true;
    }
    let (mut at, mut family, mut narrow, mut odd) = (0, Family::Narrow, 0usize, 0usize);
    while let Some(rest) = head.get(at..).filter(|rest| !rest.is_empty()) {
        match at_line_start(rest, family, true) {
            Start::Mark(length, marked) => (at, family) = (at + length, marked),
            Start::Text(Family::Wide(endian)) => {
                return is_mostly_odd(narrow, odd) || is_wide_junk(rest, endian);
            }
            Start::Text(Family::Narrow) | Start::Wait => {
                let line = memchr(b'\n', rest).map_or(rest, |end| &rest[..=end]);
                if let Some((start, _, endian)) = wide_inside(line, rest) {
                    return is_wide_junk(&rest[start..], endian);
                }
                narrow += line.len();
                odd += line.iter().filter(|byte| is_odd_control(**byte)).count();
                (at, family) = (at + line.len(), Family::Narrow);
            }
        }
    }
    is_mostly_odd(narrow, odd)
}

/// Whether it begins as a file of some other kind does.
pub(super) fn has_magic(head: &[u8]) -> bool {
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// More than a thirty-second of it are control characters that text does not use.
fn is_mostly_odd(bytes: usize, odd: usize) -> bool {
    bytes < odd * 32
}

fn is_odd_control(byte: u8) -> bool {
    matches!(byte, 0..=7 | 0x0B | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F)
}

/// Random bytes read as UTF-16 hold halves of pairs, private characters and controls: more than a sixteenth of them.
fn is_wide_junk(rest: &[u8], endian: Endian) -> bool {
    let units = rest.chunks_exact(2).map(|pair| endian.unit([pair[0], pair[1]]));
    let junk = char::decode_utf16(units).filter(|letter| match letter {
        Ok('\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}') | Err(_) => true,
        Ok(letter) => u8::try_from(*letter).is_ok_and(is_odd_control),
    });
    // One or two broken names are no junk yet.
    (rest.len() / 2).max(32) < junk.count() * 16
}
