//! The drives, and the files on each.

use alloc::string::String;
use alloc::vec::Vec;

use jiance_collector::directory::Entry;
use jiance_collector::listing::Listing;
use jiance_collector::walk::{self, Folders};
use jiance_collector::words::Word;

use super::SEPARATOR;
use crate::session::{Ended, Progress, Session};
use crate::sys::folder::FolderReader;
use crate::sys::host::{self, Volume};
use crate::sys::wide;

/// The drives to list.
pub(super) struct Drives {
    pub(super) letters: Vec<u16>,
    pub(super) volumes: Vec<Volume>,
}

impl Drives {
    pub(super) fn find() -> Drives {
        let volumes = host::fixed_volumes();
        let mut letters = host::fixed_letters();
        // A folder that was given a letter is listed where it is.
        let devices = host::devices();
        let is_folder = |letter: &u16| {
            devices.iter().any(|(of, device)| of == letter && device.starts_with(&wide(r"\??\")))
        };
        let on_volume =
            |letter: &u16| volumes.iter().any(|volume| volume.letter() == Some(*letter));
        letters.retain(|letter| on_volume(letter) || !is_folder(letter));
        Drives { letters, volumes }
    }
}

impl Volume {
    fn letter(&self) -> Option<u16> {
        self.paths.iter().find(|path| path.len() == 3).and_then(|path| path.first().copied())
    }
}

/// Looks into the folders of one drive.
struct DriveFolders<'a, 'p> {
    reader: FolderReader,
    /// Folders in which volumes without a letter are mounted; each is listed once.
    mounts: Vec<Vec<Vec<u16>>>,
    progress: &'a mut Progress<'p>,
    expected: Option<u64>,
}

impl Folders for DriveFolders<'_, '_> {
    fn read(&mut self, path: &[u16], each: &mut dyn FnMut(&Entry<'_>)) -> Result<(), u32> {
        self.reader.read(path, each)
    }

    fn is_volume_to_list(&mut self, path: &[u16]) -> bool {
        let is_here = |mounted: &Vec<u16>| {
            mounted.strip_suffix(&[SEPARATOR]).is_some_and(|mounted| same(mounted, path))
        };
        let found = self.mounts.iter().position(|paths| paths.iter().any(is_here));
        found.map(|volume| self.mounts.swap_remove(volume)).is_some()
    }

    fn progress(&mut self, entries: u64) {
        self.progress.count(entries, Word::FilesSoFar, self.expected);
    }
}

/// Whether two paths are the same but for the case of ASCII letters.
fn same(one: &[u16], other: &[u16]) -> bool {
    let lower =
        |unit: &u16| u8::try_from(*unit).map_or(*unit, |byte| byte.to_ascii_lowercase().into());
    one.iter().map(lower).eq(other.iter().map(lower))
}

pub(super) fn list(session: &mut Session<'_>, letter: u16, drives: &Drives) {
    let drive = String::from_utf16_lossy(&[letter, u16::from(b':')]);
    session.progress.step(Word::FilesOf, &drive);
    let without_letter = drives.volumes.iter().filter(|volume| volume.letter().is_none());
    let mounts = without_letter.map(|volume| volume.paths.clone()).collect();
    let part = ["files-", drive.trim_end_matches(':'), ".txt"].concat();
    let command = [r"jiance.exe files ", &drive, r"\"].concat();
    session.part(&part, &command, |out, progress| {
        let root = [letter, u16::from(b':'), SEPARATOR];
        let mut listing = Listing::begin(out);
        let expected = host::file_count(letter);
        let mut folders = DriveFolders { reader: FolderReader::new(), mounts, progress, expected };
        walk::walk(&root, &mut folders, &mut listing, out);
        Ended { refused: listing.end(out), ..Ended::default() }
    });
}
