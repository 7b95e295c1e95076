//! What a binary format is. In: its bytes, in chunks. Out: records, and what could not be read.

use super::{Artifact, Ending, RecordSink};
use crate::message::{Code, Phrase};

/// How many of an entry's first bytes [`BinaryFormat::sniff`] gets to see.
pub(crate) const HEAD_BYTES: usize = 48;

/// One binary format. A new one is one file and one row in [`super::BINARY_FORMATS`].
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
