//! In: the bytes of a raw registry hive (`regf`). Out: the records that an export of it would give, under the key it is mounted at.
//!
//! A hive's cells point back and forth, so it is held whole, up to [`LARGEST`] bytes, and walked at its end. Cells that are free, and
//! with them deleted keys and values, are not looked at.

mod base_block;
mod cells;
mod identity;
mod walk;

use base_block::BaseBlock;
use cells::Cells;
use walk::Walk;

use crate::formats::{Artifact, BinaryFormat, BinaryReader, BinarySummary, Ending, RecordSink};
use crate::message::{Code, Phrase};

/// A registry hive.
pub(in crate::formats) const HIVE: BinaryFormat = BinaryFormat {
    kind: Code::KindHive,
    artifact: Some(Artifact::Registry),
    assumes_drive: false,
    sniff: |head| base_block::file_type(head) == Some(0),
    reader: || Box::new(Hive::default()),
};

/// A hive's transaction log: changes that Windows has not yet written back into the hive.
pub(in crate::formats) const LOG: BinaryFormat = BinaryFormat {
    kind: Code::KindHiveLog,
    artifact: None,
    assumes_drive: false,
    sniff: |head| matches!(base_block::file_type(head), Some(1 | 2 | 6)),
    reader: || Box::new(Log),
};

/// The largest hive that is held: twice the largest SOFTWARE that long-serving servers have.
const LARGEST: usize = 256 << 20;
/// Memory for a hive grows by this much, and by half of what there is.
const GROWTH: usize = 1 << 20;

/// A hive being held.
#[derive(Default)]
struct Hive {
    bytes: Vec<u8>,
    /// The hive is too large, here or for this browser.
    refused: bool,
}

impl BinaryReader for Hive {
    fn feed(&mut self, bytes: &[u8], _out: &mut dyn RecordSink) {
        if self.refused {
            return;
        }
        let to_head = base_block::BYTES.saturating_sub(self.bytes.len());
        let (head, rest) = bytes.split_at(bytes.len().min(to_head));
        self.hold(head, base_block::BYTES);
        let Some(declared) = BaseBlock::read(&self.bytes).map(|block| block.file_bytes()) else {
            return;
        };
        if LARGEST < declared {
            self.refuse();
            return;
        }
        // What follows the declared end (a disk image's slack) is not the hive's.
        let own = rest.get(..declared - self.bytes.len().min(declared)).unwrap_or(rest);
        self.hold(own, declared);
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> BinarySummary {
        let cut = |code| BinarySummary {
            ending: Ending::Cut(Phrase::new(code)),
            unreadable: 0,
            notes: Vec::new(),
        };
        if self.refused {
            let why = Phrase::new(Code::HiveTooLarge).with("megabytes", LARGEST >> 20);
            return BinarySummary { ending: Ending::Cut(why), unreadable: 0, notes: Vec::new() };
        }
        let bytes = std::mem::take(&mut self.bytes);
        let Some(block) = BaseBlock::read(&bytes) else { return cut(Code::HiveCut) };
        let mut cells = Cells::new(bytes.get(base_block::BYTES..).unwrap_or_default());
        let identity = identity::of(&block, &mut cells);
        let mut walk = Walk::new(cells, identity.path);
        walk.run(block.root, out);
        let ending = if bytes.len() < block.file_bytes() {
            Ending::Cut(Phrase::new(Code::HiveCut))
        } else if !block.is_written_back {
            Ending::Cut(Phrase::new(Code::HiveDirty))
        } else if walk.is_damaged() {
            Ending::Cut(Phrase::new(Code::HiveDamaged))
        } else if !identity.is_borne_out {
            Ending::Cut(Phrase::new(Code::HiveUnlikeItsName).with_host("name", &block.file_name))
        } else {
            Ending::Whole
        };
        BinarySummary { ending, unreadable: walk.unreadable(), notes: Vec::new() }
    }
}

impl Hive {
    /// Keeps the next bytes of a hive that has `most` in all. Room grows with what has come, never beyond what is said to come.
    fn hold(&mut self, bytes: &[u8], most: usize) {
        let needed = self.bytes.len() + bytes.len();
        if self.bytes.capacity() < needed {
            let ahead = GROWTH.max(self.bytes.len() / 2).min(most.saturating_sub(self.bytes.len()));
            let more = bytes.len().max(ahead);
            if self.bytes.try_reserve_exact(more).is_err() {
                self.refuse();
                return;
            }
        }
        self.bytes.extend_from_slice(bytes);
    }

    fn refuse(&mut self) {
        self.refused = true;
        self.bytes = Vec::new();
    }
}

/// A log, which is named and otherwise left alone.
struct Log;

impl BinaryReader for Log {
    fn feed(&mut self, _bytes: &[u8], _out: &mut dyn RecordSink) {}

    fn finish(&mut self, _out: &mut dyn RecordSink) -> BinarySummary {
        let notes = vec![Phrase::new(Code::HiveLogAlone)];
        BinarySummary { ending: Ending::Whole, unreadable: 0, notes }
    }
}
