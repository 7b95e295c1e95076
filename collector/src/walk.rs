//! In: a drive's root, and a way to look into folders. Out: a listing of all below it.
//!
//! A folder's rows are written while it is read. Its subfolders' names are kept until their turn; where they are too many, some are
//! kept and the folder is read again for the rest, so memory stays bounded whatever the drive holds.

use alloc::vec::Vec;

use crate::directory::Entry;
use crate::listing::Listing;
use crate::out::Out;

/// How many units of names are kept at most: 4 MiB.
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
    /// Where its names stand, and which of them is next.
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
    let mut names: Vec<u16> = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    levels.push(enter(most, &path, &mut names, folders, listing, out));
    while let Some(level) = levels.last_mut() {
        if out.is_closed() {
            return;
        }
        path.truncate(level.path);
        if level.next < names.len() {
            let length = names.get(level.next).map_or(0, |length| usize::from(*length));
            let start = level.next + 1;
            level.next = start + length;
            if path.last() != Some(&SEPARATOR) {
                path.push(SEPARATOR);
            }
            path.extend_from_slice(names.get(start..start + length).unwrap_or_default());
            levels.push(enter(most, &path, &mut names, folders, listing, out));
        } else if let Some(done) = level.more_behind.take() {
            names.truncate(level.first);
            level.next = level.first;
            let mut taker = Taker { names: &mut names, most, skip: done, taken: 0, full: false };
            let mut nested = |entry: &Entry<'_>| {
                if entry.is_own_folder() && !entry.is_dots() {
                    taker.take(entry.name);
                }
            };
            // It could be read a moment ago; if it is gone now, its rows are written, and so are those of what was in it.
            if folders.read(&path, &mut nested).is_ok() {
                level.more_behind = taker.more_behind().map(|taken| done + taken);
            }
        } else {
            names.truncate(level.first);
            levels.pop();
        }
    }
}

/// Writes a folder's rows and keeps the names of its subfolders.
fn enter(
    most: usize,
    path: &[u16],
    names: &mut Vec<u16>,
    folders: &mut dyn Folders,
    listing: &mut Listing,
    out: &mut dyn Out,
) -> Level {
    let first = names.len();
    let mut named = false;
    let mut mounts: Vec<Vec<u16>> = Vec::new();
    let mut taker = Taker { names, most, skip: 0, taken: 0, full: false };
    let read = folders.read(path, &mut |entry| {
        if !named {
            listing.folder(path, out);
            named = true;
        }
        if entry.is_dots() {
            return;
        }
        listing.entry(entry, out);
        if entry.is_own_folder() {
            taker.take(entry.name);
        } else if entry.may_be_mounted() {
            mounts.push(entry.name.into());
        }
    });
    let more_behind = taker.more_behind();
    match read {
        Ok(()) if !named => listing.folder(path, out),
        Ok(()) => {}
        Err(status) => listing.refused(path, status, out),
    }
    for mount in mounts {
        let mut full = Vec::from(path);
        if full.last() != Some(&SEPARATOR) {
            full.push(SEPARATOR);
        }
        full.extend_from_slice(&mount);
        if folders.is_volume_to_list(&full) && more_behind.is_none() {
            names.push(mount.len() as u16);
            names.extend_from_slice(&mount);
        }
    }
    folders.progress(listing.entries());
    Level { path: path.len(), first, next: first, more_behind }
}

/// Keeps names while there is room.
struct Taker<'a> {
    names: &'a mut Vec<u16>,
    most: usize,
    skip: u64,
    taken: u64,
    full: bool,
}

impl Taker<'_> {
    fn take(&mut self, name: &[u16]) {
        if 0 < self.skip {
            self.skip -= 1;
            return;
        }
        // One at least, or a folder deep below many others would never be entered.
        self.full |= self.most < self.names.len() && 0 < self.taken;
        if !self.full {
            self.names.push(name.len() as u16);
            self.names.extend_from_slice(name);
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
        // The folder that can't be read takes its five subfolders with it.
        assert_eq!(headings, count - 6);
        assert!(all.contains(&"refused=c0000022 C:\\d2\\d2".to_owned()));
        assert!(all.contains(&"folder=C:\\d4\\d4\\d4".to_owned()));
        for most in [0, 1, 3, 7, 50] {
            assert_eq!(lines(most, &mut tree), all, "{most}");
        }
    }
}
