//! In: bytes from a line's start on. Out: the lines there that are all ASCII, in a narrow encoding or as UTF-16LE, many at a time.
//!
//! Most lines are such, and need no decision of their own. [`Lines::step`] reads any line; what is read here, it would read alike.

use memchr::memchr_iter;

use super::choice::Reading;
use super::family::{Endian, Family, LONGEST_DOUBTFUL};
use super::lines::{ASCII, Lines};
use super::narrow::without_returns;
use super::wide;
use crate::intake::{Line, LineEnd, LineSink};

/// Longer lines are rare, and looked at more closely.
const LONG: usize = 64 * 1024;

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
            let text = line.get(..without_returns(line.as_bytes())).unwrap_or_default();
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
