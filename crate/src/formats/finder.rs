//! In: what macOS leaves beside files when it packs or copies them: `.DS_Store`, `__MACOSX/._name`. Out: nothing; it is no evidence and
//! no damage either.

use super::{BinaryFormat, BinaryReader, BinarySummary, Ending, RecordSink};
use crate::message::Code;

/// How a folder looks in Finder, or what a file system of macOS keeps beside a file.
pub(super) const FORMAT: BinaryFormat = BinaryFormat {
    kind: Code::KindFinder,
    artifact: None,
    assumes_drive: false,
    sniff: |head| {
        head.starts_with(b"\0\0\0\x01Bud1") || head.starts_with(b"\0\x05\x16\x07\0\x02\0\0")
    },
    reader: || Box::new(Finder),
};

struct Finder;

impl BinaryReader for Finder {
    fn feed(&mut self, _bytes: &[u8], _out: &mut dyn RecordSink) {}

    fn finish(&mut self, _out: &mut dyn RecordSink) -> BinarySummary {
        BinarySummary { ending: Ending::Whole, unreadable: 0, notes: Vec::new() }
    }
}
