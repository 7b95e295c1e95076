//! In: bytes from a line's start on. Out: the lines there that are all ASCII, in a narrow encoding or as UTF-16LE, many at a time.
//!
//! Most lines are such, and need no decision of their own. [`Lines::step`] reads any line; what is read here, it would read alike.

use memchr::memchr_iter;

use super::choice::Reading;
use super::family::{Endian, Family, LONGEST_DOUBTFUL};
use super::lines::{ASCII, Lines};
use super::wide;
use crate::intake::{Line, LineEnd, LineSink};

/// Longer lines are rare, and looked at more closely.
const LONG: usize = 64 * 1024;

/// How many bytes, or code units, are looked at in one go.
const BLOCK: usize = 64;

/// How ASCII is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A byte a letter.
    Narrow,
    /// UTF-16LE.
    Wide,
}

impl Layout {
    fn letter_bytes(self) -> usize {
        match self {
            Layout::Narrow => 1,
            Layout::Wide => 2,
        }
    }
}

impl Lines {
    /// How the next line is laid out, if it may be handed on by [`Lines::plain_lines`].
    pub(super) fn plain_layout(&self) -> Option<Layout> {
        let is_wide = matches!(self.chosen, Some(Reading::Wide(_)));
        match self.family {
            _ if !self.at_start => None,
            Family::Narrow => (!is_wide).then_some(Layout::Narrow),
            Family::Wide(Endian::Little) => {
                (self.chosen != Some(Reading::Wide(Endian::Big))).then_some(Layout::Wide)
            }
            Family::Wide(Endian::Big) => None,
        }
    }

    /// Hands on the lines at the start of `plain`, which is all ASCII; if narrow, without a zero byte, and only as far as each line
    /// alone shows that it is no UTF-16; every narrow encoding reads them alike. Gives how many bytes that took.
    pub(super) fn plain_lines(
        &mut self,
        plain: &str,
        layout: Layout,
        offset: u64,
        sink: &mut dyn LineSink,
    ) -> usize {
        let letter_bytes = layout.letter_bytes();
        let mut start = 0;
        for end in memchr_iter(b'\n', plain.as_bytes()) {
            let line = plain.get(start..end).unwrap_or_default();
            let is_sure =
                layout == Layout::Wide || line.ends_with('\r') || LONGEST_DOUBTFUL < line.len();
            if LONG < line.len() || !is_sure {
                break;
            }
            let text = line.trim_end_matches('\r');
            let (number, offset) = (self.number, offset + (start * letter_bytes) as u64);
            sink.line(Line { text, number, offset, end: LineEnd::Newline });
            self.number += 1;
            start = end + 1;
        }
        if 0 < start {
            let encoding = match layout {
                Layout::Narrow => ASCII,
                Layout::Wide => wide::name(Endian::Little),
            };
            self.note(encoding, true);
        }
        start * letter_bytes
    }
}

/// The text at the start that is ASCII without a zero byte.
pub(super) fn narrow_start(bytes: &[u8]) -> &str {
    let is_plain = |byte: &u8| matches!(byte, 1..=0x7F);
    let blocks = bytes.chunks_exact(BLOCK);
    // Every byte of a block is looked at, so that it can be done for many at once.
    let plain = blocks
        .take_while(|block| block.iter().fold(true, |plain, byte| plain & is_plain(byte)))
        .count();
    let rest = bytes.get(plain * BLOCK..).unwrap_or_default();
    let length = plain * BLOCK + rest.iter().take_while(|byte| is_plain(byte)).count();
    bytes.get(..length).and_then(|plain| str::from_utf8(plain).ok()).unwrap_or_default()
}

/// The text at the start that is ASCII in UTF-16LE, a byte a letter; `space` is where it is put.
pub(super) fn wide_start<'s>(bytes: &[u8], space: &'s mut Vec<u8>) -> &'s str {
    let (pairs, _) = bytes.as_chunks::<2>();
    let (blocks, last) = pairs.as_chunks::<BLOCK>();
    space.clear();
    for block in blocks {
        let units = block.map(u16::from_le_bytes);
        if 0x7F < units.iter().fold(0, |all, unit| all | unit) {
            break;
        }
        space.extend(units.map(|unit| unit as u8));
    }
    let begun = pairs.get(space.len()..).unwrap_or(last);
    let plain = begun.iter().map(|pair| u16::from_le_bytes(*pair)).take_while(|unit| *unit < 0x80);
    space.extend(plain.map(|unit| unit as u8));
    str::from_utf8(space).unwrap_or_default()
}
