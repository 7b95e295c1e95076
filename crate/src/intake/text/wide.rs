//! In: bytes of UTF-16 text. Out: its lines, decoded through buffers that are used again.

use memchr::memchr_iter;

use super::super::{LineEnd, MAX_LINE_BYTES};
use super::family::Endian;
use super::narrow::Found;

/// The name a report shows.
pub(super) fn name(endian: Endian) -> &'static str {
    match endian {
        Endian::Little => "utf-16le",
        Endian::Big => "utf-16be",
    }
}

/// Finds the line at the start of `rest`; `None` to wait for more bytes.
pub(super) fn find_line(rest: &[u8], endian: Endian, last: bool) -> Option<Found> {
    let unit_at = |at: usize| rest.get(at..at + 2).map(|pair| endian.unit([pair[0], pair[1]]));
    let is = |at: usize, letter: char| {
        unit_at(at).is_some_and(|unit| u32::from(unit) == u32::from(letter))
    };
    let without_returns = |mut end: usize| {
        while 2 <= end && is(end - 2, '\r') {
            end -= 2;
        }
        end
    };
    let longest = rest.get(..MAX_LINE_BYTES + 2).unwrap_or(rest);
    if let Some(at) = memchr_iter(b'\n', longest).map(|at| at & !1).find(|at| is(*at, '\n')) {
        return Some(Found { text: without_returns(at), taken: at + 2, end: LineEnd::Newline });
    }
    if MAX_LINE_BYTES + 2 <= rest.len() {
        let splits_pair =
            unit_at(MAX_LINE_BYTES - 2).is_some_and(|unit| (0xD800..0xDC00).contains(&unit));
        let end = if splits_pair { MAX_LINE_BYTES - 2 } else { MAX_LINE_BYTES };
        let text = Some(without_returns(end)).filter(|text| *text != 0).unwrap_or(end);
        return Some(Found { text, taken: text, end: LineEnd::TooLong });
    }
    last.then(|| {
        let text =
            if rest.len().is_multiple_of(2) { without_returns(rest.len()) } else { rest.len() };
        Found { text, taken: rest.len(), end: LineEnd::EndOfEntry }
    })
}

/// Decodes UTF-16.
#[derive(Debug, Default)]
pub(super) struct WideDecoder {
    units: Vec<u16>,
    text: String,
}

impl WideDecoder {
    /// The decoded text; the flag is false if some of it is U+FFFD for halves of characters.
    pub(super) fn decode(&mut self, bytes: &[u8], endian: Endian) -> (&str, bool) {
        let WideDecoder { units, text } = self;
        let (pairs, half) = bytes.as_chunks::<2>();
        units.clear();
        match endian {
            Endian::Little => units.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair))),
            Endian::Big => units.extend(pairs.iter().map(|pair| u16::from_be_bytes(*pair))),
        }
        let mut whole = encoding_rs::mem::utf16_valid_up_to(units) == units.len();
        if !half.is_empty() {
            units.push(0xFFFD);
            whole = false;
        }
        // The converter wants three bytes of room for each unit, filled with any text.
        let room = units.len() * 3;
        if text.len() < room {
            text.extend(std::iter::repeat_n('\0', room - text.len()));
        }
        let written = encoding_rs::mem::convert_utf16_to_str(units, text);
        (text.get(..written).unwrap_or_default(), whole)
    }
}
