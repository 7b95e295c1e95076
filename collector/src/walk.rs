//! In: a drive's root, and a way to look into folders. Out: a listing of all below it.
//!
//! A folder's files are written while it is read. Its subfolders are kept until their turn; where they are too many, some are kept
//! and the folder is read again for the rest, so memory stays bounded whatever the drive holds.

mod kept;

use alloc::vec::Vec;

use crate::directory::Entry;
use crate::listing::Listing;
use crate::out::Out;
use kept::{Kept, Row};

/// How many units are kept of folders at most: 4 MiB.
const MOST_KEPT: usize = 2 << 20;
const SEPARATOR: u16 = b'\\' as u16;

/// A way to look into folders.
pub trait Folders {
    /// Calls `each` with every entry of a folder, given by its full path; gives Windows' status if it can't be read to its end.
    fn read(&mut self, path: &[u16], each: &mut dyn FnMut(&Entry<'_>)) -> Result<(), u32>;

    /// True if another volume is mounted in this folder that belongs to the listing and was not listed yet.
    fn is_volume_to_list(&mut self, path: &[u16]) -> bool;

    /// Called after every folder, with the count of entries so far.
    fn progress(&mut self, entries: u64);
}

/// A folder whose subfolders are being gone through.
struct Level {
    /// The length of its path.
    path: usize,
    /// Where its subfolders are kept, and which of them is next.
    first: usize,
    next: usize,
    /// How many subfolders were kept so far, if there are more than that.
    more_behind: Option<u64>,
}

/// Lists everything from `root` on (`C:\`).
pub fn walk(root: &[u16], folders: &mut dyn Folders, listing: &mut Listing, out: &mut dyn Out) {
    walk_keeping(MOST_KEPT, root, folders, listing, out);
}

fn walk_keeping(
    most: usize,
    root: &[u16],
    folders: &mut dyn Folders,
    listing: &mut Listing,
    out: &mut dyn Out,
) {
    let mut path = Vec::from(root);
    let mut kept = Kept::default();
    let mut levels: Vec<Level> = Vec::new();
    listing.folder(None, &path, out);
    levels.push(enter(most, &path, &mut kept, folders, listing, out));
    while let Some(level) = levels.last_mut() {
        if out.is_closed() {
            return;
        }
        path.truncate(level.path);
        if let Some((row, next)) = kept.at(level.next) {
            level.next = next;
            push_name(&mut path, row.entry.name);
            listing.folder(row.is_its_own.then_some(&row.entry), &path, out);
            levels.push(enter(most, &path, &mut kept, folders, listing, out));
        } else if let Some(done) = level.more_behind.take() {
            kept.truncate(level.first);
            level.next = level.first;
            let mut taker = Taker { kept: &mut kept, most, skip: done, taken: 0, full: false };
            let mut nested = |entry: &Entry<'_>| {
                if entry.is_own_folder() && !entry.is_dots() {
                    taker.take(entry);
                }
            };
            match folders.read(&path, &mut nested) {
                Ok(()) => level.more_behind = taker.more_behind().map(|taken| done + taken),
                Err(status) => listing.refused(&path, status, out),
            }
        } else {
            kept.truncate(level.first);
            levels.pop();
        }
    }
}

/// Writes the rows of a folder that was named, and keeps its subfolders.
fn enter(
    most: usize,
    path: &[u16],
    kept: &mut Kept,
    folders: &mut dyn Folders,
    listing: &mut Listing,
    out: &mut dyn Out,
) -> Level {
    let first = kept.end();
    let mut mounts: Vec<Vec<u16>> = Vec::new();
    let mut taker = Taker { kept, most, skip: 0, taken: 0, full: false };
    let read = folders.read(path, &mut |entry| {
        if entry.is_dots() {
        } else if entry.is_own_folder() {
            taker.take(entry);
        } else {
            listing.entry(entry, out);
            if entry.may_be_mounted() {
                mounts.push(entry.name.into());
            }
        }
    });
    let more_behind = taker.more_behind();
    if let Err(status) = read {
        listing.refused(path, status, out);
    }
    for mount in mounts {
        let mut full = Vec::from(path);
        push_name(&mut full, &mount);
        if folders.is_volume_to_list(&full) {
            kept.push(&Row::of_root(&mount));
        }
    }
    folders.progress(listing.entries());
    Level { path: path.len(), first, next: first, more_behind }
}

fn push_name(path: &mut Vec<u16>, name: &[u16]) {
    if path.last() != Some(&SEPARATOR) {
        path.push(SEPARATOR);
    }
    path.extend_from_slice(name);
}

/// Keeps folders while there is room.
struct Taker<'a> {
    kept: &'a mut Kept,
    most: usize,
    skip: u64,
    taken: u64,
    full: bool,
}

impl Taker<'_> {
    fn take(&mut self, entry: &Entry<'_>) {
        if 0 < self.skip {
            self.skip -= 1;
            return;
        }
        // One at least, or a folder deep below many others would never be entered.
        self.full |= self.most < self.kept.end() && 0 < self.taken;
        if !self.full {
            self.kept.push(&Row { entry: *entry, is_its_own: true });
            self.taken += 1;
        }
    }

    fn more_behind(&self) -> Option<u64> {
        self.full.then_some(self.taken)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Folders by their path: for each entry its name, and whether it is a folder.
    struct Tree(BTreeMap<String, Vec<(String, bool)>>);

    impl Folders for Tree {
        fn read(&mut self, path: &[u16], each: &mut dyn FnMut(&Entry<'_>)) -> Result<(), u32> {
            let entries = self.0.get(&String::from_utf16_lossy(path)).ok_or(0xC000_0022u32)?;
            for (name, is_folder) in entries {
                let name: Vec<u16> = name.encode_utf16().collect();
                each(&Entry {
                    attributes: if *is_folder { 0x10 } else { 0x20 },
                    tag: 0,
                    size: 1,
                    created: 0,
                    modified: 0,
                    accessed: 0,
                    short_name: &[],
                    name: &name,
                });
            }
            Ok(())
        }

        fn is_volume_to_list(&mut self, _path: &[u16]) -> bool {
            false
        }

        fn progress(&mut self, _entries: u64) {}
    }

    fn tree(depth: usize, path: &str, into: &mut BTreeMap<String, Vec<(String, bool)>>) {
        let mut entries =
            vec![(".".to_owned(), true), ("..".to_owned(), true), ("f".to_owned(), false)];
        if 0 < depth {
            entries.extend((0..5).map(|index| (format!("d{index}"), true)));
        }
        into.insert(path.to_owned(), entries);
        let below = if path.ends_with('\\') { path.to_owned() } else { format!("{path}\\") };
        for index in 0..if depth == 0 { 0 } else { 5 } {
            tree(depth - 1, &format!("{below}d{index}"), into);
        }
    }

    fn lines(most: usize, tree: &mut Tree) -> Vec<String> {
        let mut out = Vec::new();
        let mut listing = Listing::begin(&mut out);
        let root: Vec<u16> = "C:\\".encode_utf16().collect();
        walk_keeping(most, &root, tree, &mut listing, &mut out);
        listing.end(&mut out);
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_folder_is_entered_once_however_few_names_are_kept() {
        let mut folders = BTreeMap::new();
        tree(3, "C:\\", &mut folders);
        let count = folders.len();
        folders.remove("C:\\d2\\d2");
        let mut tree = Tree(folders);
        let all = lines(1 << 20, &mut tree);
        let headings = all.iter().filter(|line| line.starts_with("folder=")).count();
        // The folder that can't be read is named, but not its five subfolders.
        assert_eq!(headings, count - 5);
        assert!(all.contains(&"refused=c0000022 C:\\d2\\d2".to_owned()));
        assert!(all.contains(&"folder=10\t\t\t\t\t\tC:\\d4\\d4\\d4".to_owned()));
        for most in [0, 1, 3, 7, 50] {
            assert_eq!(lines(most, &mut tree), all, "{most}");
        }
    }
}
