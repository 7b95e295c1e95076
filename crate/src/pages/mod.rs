//! In: bytes in one of Windows' code pages, ANSI or OEM. Out: text, and where such bytes may be cut.
//!
//! The tables of the single-byte pages are ours (made by `build/pages.rs`); those of the double-byte ones come from who runs the
//! engine, see [`source`].

mod labels;
mod pairs;
mod source;

use std::sync::LazyLock;

pub(crate) use labels::by_label;
pub(crate) use pairs::Pairs;
#[cfg(target_arch = "wasm32")]
pub use source::{Decoder, decode_pairs_with};

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A code page of Windows, or UTF-8 read with its faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// UTF-8.
    Utf8,
    /// A character is a byte or two.
    Pairs(Pairs),
    /// A character is a byte. The place in the list of such pages.
    Single(u8),
}

/// Windows' number of each page that is not a single-byte one.
const WIDER: [(u16, Page); 6] = [
    (65001, Page::Utf8),
    (936, Page::Pairs(Pairs::Gbk)),
    (950, Page::Pairs(Pairs::Big5)),
    (932, Page::Pairs(Pairs::ShiftJis)),
    (949, Page::Pairs(Pairs::EucKr)),
    // Read like 936, of which it is the larger sister.
    (54936, Page::Pairs(Pairs::Gbk)),
];

/// What the single-byte pages' bytes from 80 on mean.
static LETTERS: LazyLock<Vec<[char; 128]>> = LazyLock::new(|| {
    let of_page = |letters: &str| {
        let mut table = [char::REPLACEMENT_CHARACTER; 128];
        table.iter_mut().zip(letters.chars()).for_each(|(place, letter)| *place = letter);
        table
    };
    SINGLE.iter().map(|(_, _, letters)| of_page(letters)).collect()
});

impl Page {
    /// Simplified Chinese.
    pub(crate) const GBK: Page = Page::Pairs(Pairs::Gbk);

    /// The page of that number in Windows.
    pub(crate) fn of(number: u16) -> Option<Page> {
        let wider = WIDER.iter().find(|(own, _)| *own == number).map(|(_, page)| *page);
        wider.or_else(|| single().find(|(own, _)| *own == number).map(|(_, page)| page))
    }

    /// Every page, once, the most likely first.
    pub(crate) fn all() -> impl Iterator<Item = Page> {
        let wider = WIDER.iter().filter(|(number, _)| *number != 54936).map(|(_, page)| *page);
        wider.chain(single().map(|(_, page)| page))
    }

    /// The name a report shows.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Page::Utf8 => "utf-8",
            Page::Pairs(pairs) => pairs.name(),
            Page::Single(at) => SINGLE.get(usize::from(at)).map_or("", |(_, name, _)| name),
        }
    }

    /// True if a character may take more than one byte.
    pub(crate) fn is_double_byte(self) -> bool {
        !matches!(self, Page::Single(_))
    }

    /// Appends the decoded text; false if some of it is U+FFFD for bytes that mean nothing.
    pub(crate) fn decode(self, bytes: &[u8], text: &mut String) -> bool {
        match self {
            Page::Utf8 => decode_utf8(bytes, text),
            Page::Pairs(pairs) => pairs.decode(bytes, text),
            Page::Single(at) => {
                let Some(letters) = LETTERS.get(usize::from(at)) else { return false };
                decode_single(letters, bytes, text)
            }
        }
    }

    /// The decoded text.
    pub(crate) fn decoded(self, bytes: &[u8]) -> String {
        let mut text = String::new();
        self.decode(bytes, &mut text);
        text
    }

    /// Bytes for text, `?` where the page has no character for it.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Page::Utf8 => text.as_bytes().to_vec(),
            Page::Pairs(pairs) => pairs.encode(text),
            Page::Single(at) => {
                let letters = LETTERS.get(usize::from(at));
                let high = |letter| {
                    let place = letters?.iter().position(|known| *known == letter)?;
                    u8::try_from(128 + place).ok()
                };
                let byte = |letter: char| match u8::try_from(letter) {
                    Ok(ascii) if ascii.is_ascii() => ascii,
                    _ => high(letter).unwrap_or(b'?'),
                };
                text.chars().map(byte).collect()
            }
        }
    }

    /// Where to cut bytes that begin with a whole character so that they end with one.
    pub(crate) fn whole_characters(self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.length(rest);
            if rest.len() < length {
                break;
            }
            at += length;
        }
        at
    }

    fn length(self, rest: &[u8]) -> usize {
        match (self, rest) {
            (Page::Utf8, [0xC2..=0xDF, ..]) => 2,
            (Page::Utf8, [0xE0..=0xEF, ..]) => 3,
            (Page::Utf8, [0xF0..=0xFF, ..]) => 4,
            (Page::Pairs(Pairs::ShiftJis), [0xA1..=0xDF, ..]) => 1,
            (Page::Pairs(Pairs::Gbk), [0x81..=0xFE, b'0'..=b'9', ..]) => 4,
            (Page::Pairs(_), [0x81..=0xFE, ..]) => 2,
            _ => 1,
        }
    }
}

/// The single-byte pages with their numbers.
fn single() -> impl Iterator<Item = (u16, Page)> {
    (0u8..).zip(&SINGLE).map(|(at, (number, _, _))| (*number, Page::Single(at)))
}

fn decode_utf8(bytes: &[u8], text: &mut String) -> bool {
    let mut whole = true;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            whole = false;
        }
    }
    whole
}

fn decode_single(letters: &[char; 128], bytes: &[u8], text: &mut String) -> bool {
    let mut whole = true;
    text.extend(bytes.iter().map(|byte| {
        let high = byte.checked_sub(128).and_then(|high| letters.get(usize::from(high)));
        let letter = high.copied().unwrap_or(char::from(*byte));
        whole &= letter != char::REPLACEMENT_CHARACTER;
        letter
    }));
    whole
}

/// True if bytes in GBK hold one of the four-byte characters that only GB18030 has.
pub(crate) fn has_four_byte_character(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        match Page::GBK.length(rest) {
            4 => return true,
            length => at += length,
        }
    }
    false
}
