//! In: the bytes at the start of a line. Out: whether that line is one-byte text or UTF-16, and what marks the bytes carry of it.
//!
//! Files made by appending one command's output to another's change their encoding at a line's start, so this is asked at each.

use memchr::{memchr, memchr2};

/// How many bytes from a line's start may decide what it is.
pub(super) const WINDOW: usize = 1024;

/// A line of that many bytes or fewer, ended by a bare line feed, may be a few characters of UTF-16.
pub(super) const LONGEST_DOUBTFUL: usize = 7;

/// How text is laid out in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// ASCII, UTF-8 or a code page: a line feed is the byte `0A`.
    Narrow,
    /// UTF-16.
    Wide(Endian),
}

/// Byte order of UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endian {
    Little,
    Big,
}

impl Endian {
    /// The two bytes of one code unit, as a number.
    pub(super) fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Endian::Little => u16::from_le_bytes(pair),
            Endian::Big => u16::from_be_bytes(pair),
        }
    }
}

/// What stands at a line's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// More bytes are needed to tell.
    Wait,
    /// A byte-order mark of that many bytes; the line begins behind it, where a further one may stand.
    Mark(usize, Family),
    /// The line itself.
    Text(Family),
}

/// Looks at a line's start; `current` is how the line before was laid out, `last` says that no bytes follow `rest`.
pub(super) fn at_line_start(rest: &[u8], current: Family, last: bool) -> Start {
    match rest {
        [0xEF, 0xBB, 0xBF, ..] => return Start::Mark(3, Family::Narrow),
        [0xFF, 0xFE, ..] => return Start::Mark(2, Family::Wide(Endian::Little)),
        [0xFE, 0xFF, ..] => return Start::Mark(2, Family::Wide(Endian::Big)),
        [0xEF | 0xFE | 0xFF] | [0xEF, 0xBB] if !last => return Start::Wait,
        _ => {}
    }
    let window = rest.get(..WINDOW).unwrap_or(rest);
    let whole = last || window.len() == WINDOW;
    let family = match current {
        Family::Narrow => after_narrow(window, whole),
        Family::Wide(endian) => after_wide(window, whole, last).map(|narrow| match narrow {
            true => Family::Narrow,
            false => Family::Wide(endian),
        }),
    };
    family.map_or(Start::Wait, Start::Text)
}

/// What follows a narrow line: `None` while the window is too short to tell.
fn after_narrow(window: &[u8], whole: bool) -> Option<Family> {
    let narrow = match memchr2(0, b'\n', window) {
        // `0D 0A` never stands in UTF-16 text, aligned or not; a bare `0A` may be half of a character such as U+4E0A.
        Some(at) if window[at] == b'\n' => match &window[..at] {
            [.., b'\r'] => true,
            line => LONGEST_DOUBTFUL < line.len() && std::str::from_utf8(line).is_ok(),
        },
        // A sentence in front of the first zero is no UTF-16: CJK characters are seldom pairs of ASCII letters.
        Some(zero) => 16 < zero && is_printable(without_mark(&window[..zero - 1])),
        None => false,
    };
    if narrow {
        Some(Family::Narrow)
    } else if whole {
        Some(wide_pattern(window).map_or(Family::Narrow, Family::Wide))
    } else {
        None
    }
}

/// What stands in front of a byte-order mark, or of its first half.
fn without_mark(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, 0xFE | 0xFF)).map_or(0, |at| at + 1);
    &line[..end]
}

fn is_printable(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
}

/// Whether what follows a UTF-16 line is narrow: `None` while the window is too short to tell.
fn after_wide(window: &[u8], whole: bool, last: bool) -> Option<bool> {
    match memchr2(0, b'\n', window) {
        Some(at) if window[at] == 0 => Some(false),
        Some(at) => {
            let line = &window[..at];
            // Pairs of ASCII letters are CJK characters: without a `0D 0A`, only a long line of them is believed.
            Some(line.ends_with(b"\r") || (32 <= at && is_printable(line)))
        }
        None if last => Some(8 <= window.len() && is_printable(window)),
        None if whole => Some(false),
        None => None,
    }
}

/// The byte order, if zero bytes stand as they do in UTF-16 text that holds some ASCII: all at odd or all at even places, each
/// beside a printable character or a line end.
fn wide_pattern(window: &[u8]) -> Option<Endian> {
    let (mut little, mut big) = (0usize, 0usize);
    let plain = |byte: u8| matches!(byte, b'\t' | b'\r' | b'\n' | b' '..=b'~');
    for pair in window.chunks_exact(2) {
        match pair {
            [0, 0] => return None,
            [low, 0] if plain(*low) => little += 1,
            [0, low] if plain(*low) => big += 1,
            _ => {}
        }
    }
    let enough = (window.len() / 2 / 64).max(1);
    let zeros = window.iter().filter(|byte| **byte == 0).count();
    match (little, big) {
        // A character such as U+4E00 has a zero on the other side: some are borne.
        _ if zeros * 3 / 4 > little.max(big) => None,
        (little, big) if enough <= little && big <= little / 4 => Some(Endian::Little),
        (little, big) if enough <= big && little <= big / 4 => Some(Endian::Big),
        _ => None,
    }
}

/// Where UTF-16 begins inside a narrow line that holds a zero byte: the place of its first byte, and how many bytes of a
/// byte-order mark stand before it.
pub(super) fn wide_inside(line: &[u8], rest: &[u8]) -> Option<(usize, usize, Endian)> {
    let zero = memchr(0, line)?;
    let mut starts = [(zero.checked_sub(1), Endian::Little), (Some(zero), Endian::Big)];
    if rest[..zero].ends_with(&[0xFE, 0xFF]) {
        starts.reverse();
    }
    starts.into_iter().find_map(|(start, endian)| {
        let start = start.filter(|start| 0 < *start)?;
        let window = rest.get(start..)?;
        let window = window.get(..WINDOW).unwrap_or(window);
        let mark = match (&rest[..start], endian) {
            ([.., 0xFF, 0xFE], Endian::Little) | ([.., 0xFE, 0xFF], Endian::Big) => 2,
            _ => 0,
        };
        // A single zero is junk, not text.
        (wide_pattern(window) == Some(endian) && 8 <= window.len()).then_some((start, mark, endian))
    })
}
