//! In: chunks of bytes, named. Out: entries of archives, and their text as lines with the encoding found. Knows nothing of Windows' formats.

mod foreign;
mod text;
mod unpack;

use crate::message::Phrase;

pub use foreign::Foreign;
pub use text::{TextEncoding, TextReader, TextSummary};
pub(crate) use unpack::{SNIFF_BYTES, Unpacker, is_archive};

/// One line of decoded text, without its line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The text; U+FFFD stands for what could not be decoded.
    pub text: &'a str,
    /// Number, counted from 1.
    pub number: u64,
    /// Byte offset of its first byte in the entry.
    pub offset: u64,
    /// How it ends.
    pub end: LineEnd,
}

impl Line<'_> {
    /// True if there is nothing on it but spaces.
    pub(crate) fn is_blank(&self) -> bool {
        // Nearly every line shows with its first letter that it isn't.
        !matches!(self.text.as_bytes().first(), Some(b'!'..=b'~'))
            && self.text.chars().all(char::is_whitespace)
    }
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// With a line feed (`\n`, `\r\n`, `\r\r\n`).
    Newline,
    /// With the entry: the last line has no end.
    EndOfEntry,
    /// Cut by the reader: the line is longer than [`MAX_LINE_BYTES`]; its rest follows as further lines of the same number.
    TooLong,
}

/// The longest line, in bytes of its own encoding, that is handed on whole.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Takes lines.
pub trait LineSink {
    /// One line.
    fn line(&mut self, line: Line<'_>);
}

/// Takes the entries of a container, or a plain file as its own only entry.
pub(crate) trait EntrySink {
    /// An entry begins. `path` names it inside the container, empty for a plain file; names are text from a host.
    fn begin(&mut self, path: &str);
    /// Some of its bytes.
    fn data(&mut self, bytes: &[u8]);
    /// It ends: whole, or with what kept it from being read.
    fn end(&mut self, outcome: Result<(), Phrase>);
}
