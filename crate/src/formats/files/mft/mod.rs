//! In: the bytes of a volume's `$MFT`. Out: a `FileRecord` for every name of every file and folder, deleted ones too.
//!
//! Records stream; only folders are kept, by their number, and names whose folder has not come yet, both up to stated limits. An
//! `$MFT` does not say its drive letter: what it holds is shown as drive C, which the malware's paths are on.

mod folders;
mod record;

use folders::Folders;
use record::{MftRecord, Name};

use crate::formats::fields::{u16_at, u32_at};
use crate::formats::{Artifact, BinaryFormat, BinaryReader, BinarySummary, Ending, RecordSink};
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord, Position, Record};

/// A volume's file table.
pub(in crate::formats) const FORMAT: BinaryFormat = BinaryFormat {
    kind: Code::KindMft,
    artifact: Some(Artifact::FileListing),
    assumes_drive: true,
    sniff: |head| record_bytes(head).is_some(),
    reader: || Box::new(Mft::default()),
};

/// The sizes of records that NTFS uses.
const RECORD_BYTES: [u32; 2] = [1024, 4096];
/// The file table itself is record 0, the root folder record 5; records below 16 are NTFS's own.
const TABLE: u64 = 0;
const ROOT: u64 = 5;
const FIRST_OF_USERS: u64 = 16;
/// How many bytes of names may wait for their folder.
const MOST_WAITING: usize = 16 << 20;

/// The size of a record, if these are the first bytes of one.
fn record_bytes(head: &[u8]) -> Option<u32> {
    let fixups_at = u16_at(head, 4)?;
    let bytes = u32_at(head, 28)?;
    let is_record = head.starts_with(b"FILE")
        && (0x28..=0x38).contains(&fixups_at)
        && RECORD_BYTES.contains(&bytes)
        && u32::from(u16_at(head, 6)?) == bytes / 512 + 1;
    is_record.then_some(bytes)
}

/// A file table being read.
#[derive(Default)]
struct Mft {
    /// The record being filled.
    held: Vec<u8>,
    /// Size of a record, once known.
    size: usize,
    /// Number of the record being filled.
    number: u64,
    /// How many bytes the table has by its own account.
    declared: Option<u64>,
    folders: Folders,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    /// Entries that were not kept, so that their path stays unknown.
    dropped: u64,
    unreadable: u64,
    has_windows: bool,
    path: String,
}

/// A name whose folder has not come yet.
struct Waiting {
    name: Name,
    kind: FileKind,
    size: Option<u64>,
    offset: u64,
}

impl BinaryReader for Mft {
    fn feed(&mut self, mut bytes: &[u8], out: &mut dyn RecordSink) {
        while !bytes.is_empty() {
            let wanted = if self.size == 0 { 32 } else { self.size };
            let (more, rest) = bytes.split_at(bytes.len().min(wanted - self.held.len()));
            self.held.extend_from_slice(more);
            bytes = rest;
            if self.held.len() < wanted {
                return;
            }
            if self.size == 0 {
                self.size = record_bytes(&self.held).unwrap_or(RECORD_BYTES[0]) as usize;
            } else {
                let mut held = std::mem::take(&mut self.held);
                self.record(&mut held, out);
                held.clear();
                self.held = held;
                self.number += 1;
            }
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> BinarySummary {
        for waiting in std::mem::take(&mut self.waiting) {
            if !self.emit(&waiting, out) && waiting.kind != FileKind::Deleted {
                // Its folder is not in this table.
                self.unreadable += 1;
            } else if waiting.kind == FileKind::Deleted {
                self.emit_orphan(&waiting, out);
            }
        }
        let dropped = self.dropped + self.folders.dropped();
        let read = self.number.saturating_mul(self.size as u64);
        let cut = !self.held.is_empty() || self.declared.is_none_or(|declared| read < declared);
        let ending = if cut {
            Ending::Cut(Phrase::new(Code::MftCut))
        } else if 0 < dropped {
            Ending::Cut(Phrase::new(Code::MftTooManyFolders).with("records", dropped))
        } else if 0 < self.unreadable {
            Ending::Cut(Phrase::new(Code::MftDamaged))
        } else {
            Ending::Whole
        };
        let drive = if self.has_windows { Code::MftDriveAssumed } else { Code::MftDriveUnknown };
        BinarySummary { ending, unreadable: self.unreadable, notes: vec![Phrase::new(drive)] }
    }
}

impl Mft {
    fn record(&mut self, bytes: &mut [u8], out: &mut dyn RecordSink) {
        // Records that were never used are zero.
        if bytes.iter().all(|byte| *byte == 0) {
            return;
        }
        let Some(record) = MftRecord::read(bytes, self.number) else {
            self.unreadable += 1;
            return;
        };
        if self.number == TABLE {
            self.declared = record.size;
        }
        if record.number == ROOT {
            self.folders.add_root();
        }
        if record.number < FIRST_OF_USERS {
            self.folders.add_own(&record);
            return;
        }
        let offset = self.number.saturating_mul(self.size as u64);
        self.unreadable += u64::from(record.is_damaged);
        for name in record.names {
            if name.is_directory || record.is_directory {
                self.folders.add(record.number, record.sequence, record.in_use, &name);
            }
            let kind = match (record.in_use, record.is_link) {
                (false, _) => FileKind::Deleted,
                (true, true) => FileKind::Link,
                (true, false) if name.is_directory || record.is_directory => FileKind::Directory,
                (true, false) => FileKind::File,
            };
            let waiting = Waiting { name, kind, size: record.size, offset };
            if !self.emit(&waiting, out) {
                self.wait(waiting);
            }
        }
    }

    fn wait(&mut self, waiting: Waiting) {
        let bytes = size_of::<Waiting>() + waiting.name.text.len();
        if MOST_WAITING < self.waiting_bytes + bytes {
            self.dropped += 1;
            return;
        }
        self.waiting_bytes += bytes;
        self.waiting.push(waiting);
    }

    /// Hands an entry on, if its folders are known.
    fn emit(&mut self, entry: &Waiting, out: &mut dyn RecordSink) -> bool {
        if !self.folders.path(entry.name.parent, &mut self.path) {
            return false;
        }
        self.path.push_str(&entry.name.text);
        self.has_windows |= entry.kind == FileKind::Directory
            && ["C:\\Windows", "C:\\WINNT"].iter().any(|path| self.path.eq_ignore_ascii_case(path));
        self.hand_on(entry, out);
        true
    }

    /// Hands on a deleted entry whose folder is gone too.
    fn emit_orphan(&mut self, entry: &Waiting, out: &mut dyn RecordSink) {
        self.path.clear();
        self.path.push_str(r"C:\$OrphanFiles\");
        self.path.push_str(&entry.name.text);
        self.hand_on(entry, out);
    }

    fn hand_on(&self, entry: &Waiting, out: &mut dyn RecordSink) {
        let record = FileRecord { path: &self.path, kind: entry.kind, size: entry.size };
        out.record(Record::File(record), Position::in_binary(entry.offset));
    }
}
