//! In: the first bytes of an entry. Out: the reader of the binary format they show, if any; all else is text.

use super::{Artifact, Ending, RecordSink, files, finder, registry};
use crate::message::{Code, Phrase};

/// How many of an entry's first bytes [`BinaryFormat::sniff`] gets to see.
pub(crate) const HEAD_BYTES: usize = 48;

/// One binary format. A new one is one file and one row in [`BINARY_FORMATS`].
#[derive(Debug)]
pub(crate) struct BinaryFormat {
    /// What it is called in words. The message's key is its name in the report's `inputs[].kind`.
    pub(crate) kind: Code,
    /// What it is evidence of; `None` for what only accompanies evidence.
    pub(crate) artifact: Option<Artifact>,
    /// It holds paths, but not the letter of their drive.
    pub(crate) assumes_drive: bool,
    /// Looks at the first [`HEAD_BYTES`] bytes, or at all of a shorter entry.
    pub(crate) sniff: fn(head: &[u8]) -> bool,
    /// Makes a fresh reader.
    pub(crate) reader: fn() -> Box<dyn BinaryReader>,
}

/// Reads one binary format, chunk by chunk. What it gives does not depend on where chunks are cut.
pub(crate) trait BinaryReader {
    /// Takes the next bytes.
    fn feed(&mut self, bytes: &[u8], out: &mut dyn RecordSink);
    /// The entry is over: hands out what was held back.
    fn finish(&mut self, out: &mut dyn RecordSink) -> BinarySummary;
}

/// What became of a binary entry.
#[derive(Debug)]
pub(crate) struct BinarySummary {
    /// How it ended.
    pub(crate) ending: Ending,
    /// Records that are there and could not be read.
    pub(crate) unreadable: u64,
    /// What the user should know besides.
    pub(crate) notes: Vec<Phrase>,
}

/// Every binary format.
pub(crate) const BINARY_FORMATS: &[BinaryFormat] =
    &[registry::hive::HIVE, registry::hive::LOG, files::mft::FORMAT, finder::FORMAT];

/// The format that an entry's first bytes show.
pub(crate) fn binary_format(head: &[u8]) -> Option<&'static BinaryFormat> {
    BINARY_FORMATS.iter().find(|format| (format.sniff)(head))
}

/// A little-endian number of two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A little-endian number of four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A little-endian number of eight bytes.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Appends UTF-16LE text; what is not UTF-16 becomes U+FFFD.
pub(super) fn push_utf16(bytes: &[u8], into: &mut String) {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    into.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}
