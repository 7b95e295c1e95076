//! In: the folders of a file table as they come. Out: the path of any of them, once all that are above it have come.

use std::collections::BTreeMap;

use super::ROOT;
use super::record::{MftRecord, Name, Reference};

/// How many folders are kept, and how many bytes of their names: several times what large file servers have.
const MOST: usize = 400_000;
const MOST_NAMES: usize = 12 << 20;
/// The longest path that is built, in bytes.
const LONGEST_PATH: usize = 4096;
/// How deep folders may be nested.
const DEEPEST: usize = 512;

/// The folders seen so far.
#[derive(Debug, Default)]
pub(super) struct Folders {
    known: BTreeMap<u64, Folder>,
    names: String,
    has_root: bool,
    dropped: u64,
    /// The folder whose path was asked for last.
    last: Option<(Reference, String)>,
}

#[derive(Debug, Clone, Copy)]
struct Folder {
    parent: Reference,
    sequence: u16,
    in_use: bool,
    name_at: u32,
    name_bytes: u16,
}

impl Folders {
    /// Folders that were not kept.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The root folder has come.
    pub(super) fn add_root(&mut self) {
        self.has_root = true;
    }

    /// Keeps a folder that belongs to NTFS itself (`$Extend`).
    pub(super) fn add_own(&mut self, record: &MftRecord) {
        if record.is_directory && record.number != ROOT {
            for name in &record.names {
                self.add(record.number, record.sequence, record.in_use, name);
            }
        }
    }

    /// Keeps a folder.
    pub(super) fn add(&mut self, number: u64, sequence: u16, in_use: bool, name: &Name) {
        let full = MOST <= self.known.len() || MOST_NAMES < self.names.len() + name.text.len();
        if full {
            self.dropped += 1;
            return;
        }
        let (Ok(name_at), Ok(name_bytes)) =
            (u32::try_from(self.names.len()), u16::try_from(name.text.len()))
        else {
            return;
        };
        self.names.push_str(&name.text);
        let folder = Folder { parent: name.parent, sequence, in_use, name_at, name_bytes };
        self.known.insert(number, folder);
        self.last = None;
    }

    /// Writes a folder's path with a backslash at its end; false if it isn't known, or is too long.
    pub(super) fn path(&mut self, folder: Reference, into: &mut String) -> bool {
        into.clear();
        if let Some((last, path)) = &self.last
            && *last == folder
        {
            into.push_str(path);
            return true;
        }
        let mut names = Vec::new();
        let mut bytes = 0;
        let mut at = folder;
        while at.number != ROOT {
            let Some(found) = self.known.get(&at.number).filter(|found| found.is(at)) else {
                return false;
            };
            let start = found.name_at as usize;
            let end = start + usize::from(found.name_bytes);
            names.push(self.names.get(start..end).unwrap_or_default());
            bytes += usize::from(found.name_bytes) + 1;
            if LONGEST_PATH < bytes || DEEPEST < names.len() {
                return false;
            }
            at = found.parent;
        }
        if !self.has_root {
            return false;
        }
        into.push_str("C:\\");
        for name in names.iter().rev() {
            into.push_str(name);
            into.push('\\');
        }
        self.last = Some((folder, into.clone()));
        true
    }
}

impl Folder {
    /// Whether a reference means this folder. Deleting one counts its sequence number up.
    fn is(&self, wanted: Reference) -> bool {
        self.sequence == wanted.sequence
            || (!self.in_use && self.sequence == wanted.sequence.wrapping_add(1))
    }
}
