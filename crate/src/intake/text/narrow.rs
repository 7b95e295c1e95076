//! In: bytes of text whose line ends are single bytes. Out: where its lines end.

use memchr::memchr;

use crate::intake::{LineEnd, MAX_LINE_BYTES};

/// A line, or a piece of one, found in the buffer.
pub(super) struct Found {
    /// Bytes of its text.
    pub(super) text: usize,
    /// Bytes it takes with its end.
    pub(super) taken: usize,
    pub(super) end: LineEnd,
}

/// Finds the line at the start of `rest`; `None` to wait for more bytes.
pub(super) fn find_line(rest: &[u8], last: bool) -> Option<Found> {
    let longest = rest.get(..=MAX_LINE_BYTES).unwrap_or(rest);
    if let Some(at) = memchr(b'\n', longest) {
        return Some(Found {
            text: without_returns(&rest[..at]),
            taken: at + 1,
            end: LineEnd::Newline,
        });
    }
    if MAX_LINE_BYTES < rest.len() {
        let piece = &rest[..MAX_LINE_BYTES];
        // Carriage returns at the cut may belong to the line's end.
        let text = Some(without_returns(piece)).filter(|text| *text != 0).unwrap_or(piece.len());
        return Some(Found { text, taken: text, end: LineEnd::TooLong });
    }
    last.then(|| Found { text: without_returns(rest), taken: rest.len(), end: LineEnd::EndOfEntry })
}

/// How long a line is without the carriage returns at its end.
pub(super) fn without_returns(line: &[u8]) -> usize {
    line.iter().rposition(|byte| *byte != b'\r').map_or(0, |at| at + 1)
}
