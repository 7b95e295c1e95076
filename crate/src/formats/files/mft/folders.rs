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

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(number: u64, sequence: u16) -> Reference {
        Reference { number, sequence }
    }

    /// Folders, each a number, its parent's number and a name, all with sequence number 1.
    fn folders(rows: &[(u64, u64, &str)], in_use: bool) -> Folders {
        let mut folders = Folders::default();
        folders.add_root();
        for (number, parent, name) in rows {
            let parent = reference(*parent, if *parent == ROOT { 5 } else { 1 });
            let name = Name { parent, text: (*name).into(), is_directory: true };
            folders.add(*number, 1 + u16::from(!in_use), in_use, &name);
        }
        folders
    }

    fn path(folders: &mut Folders, number: u64, sequence: u16) -> Option<String> {
        let mut path = String::new();
        folders.path(reference(number, sequence), &mut path).then_some(path)
    }

    #[test]
    fn a_path_is_known_once_all_above_it_is() {
        let mut known = folders(&[(31, 30, "System32")], true);
        assert_eq!(path(&mut known, 31, 1), None);
        let mut known = folders(&[(31, 30, "System32"), (30, ROOT, "Windows")], true);
        assert_eq!(path(&mut known, 31, 1).as_deref(), Some("C:\\Windows\\System32\\"));
        assert_eq!(path(&mut known, ROOT, 5).as_deref(), Some("C:\\"));
    }

    #[test]
    fn a_number_given_out_again_is_another_folder() {
        let mut known = folders(&[(30, ROOT, "new")], true);
        assert_eq!(path(&mut known, 30, 7), None);
    }

    #[test]
    fn what_stood_in_a_folder_deleted_since_is_still_placed() {
        let mut known = folders(&[(30, ROOT, "gone")], false);
        assert_eq!(path(&mut known, 30, 1).as_deref(), Some("C:\\gone\\"));
    }

    #[test]
    fn folders_inside_each_other_have_no_path() {
        let mut known = folders(&[(30, 31, "a"), (31, 30, "b")], true);
        assert_eq!(path(&mut known, 30, 1), None);
    }

    #[test]
    fn what_is_beyond_the_limit_is_counted() {
        let name = "n".repeat(255);
        let fitting = MOST_NAMES / name.len();
        let rows: Vec<(u64, u64, &str)> =
            (0..fitting as u64 + 3).map(|at| (100 + at, ROOT, name.as_str())).collect();
        assert_eq!(folders(&rows, true).dropped(), 3);
    }
}
