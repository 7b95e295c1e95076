//! In: file records of one listing. Out: whether they cover the system drive from its root, hidden and system entries included.

use jiance_blocks::start::begins_with;

use super::component_store::ComponentStore;
use super::{Held, Manifest, fewest};
use crate::formats::Artifact;
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord};

/// The folder Windows lies in.
const WINDOWS: &[&str] = &["windows", "winnt"];

/// The program folder; localised up to XP.
const PROGRAMS: &[&str] = &[
    "program files",
    "programme",
    "programmi",
    "programas",
    "programfiler",
    "programmer",
    "program",
    "archivos de programa",
    "arquivos de programas",
];

/// The folder of users' profiles; localised up to XP.
const USERS: &[&str] = &["users", "documents and settings", "dokumente und einstellungen"];

/// Entries in a drive's root that Windows makes hidden: a listing that shows one was made with `/a`.
const HIDDEN_IN_ROOT: &[&str] = &[
    "$recycle.bin",
    "boot.ini",
    "bootfont.bin",
    "bootmgr",
    "bootnxt",
    "bootsect.bak",
    "hiberfil.sys",
    "io.sys",
    "msdos.sys",
    "ntdetect.com",
    "ntldr",
    "pagefile.sys",
    "recycled",
    "recycler",
    "swapfile.sys",
    "system volume information",
];

/// Windows' component store, in the Windows folder.
const STORE: &[&str] = &["winsxs"];

/// A listing of fewer entries may be of a Windows that was cut down, its store emptied.
const ENTRIES_OF_A_WINDOWS: u64 = 5_000;

/// What a listing showed of each drive, A to Z.
#[derive(Debug, Default)]
pub(crate) struct FilesSeen {
    drives: [DriveSeen; 26],
    /// The folder of the last path that lay deep, down from the drive, with its backslash: what else lies there shows nothing new.
    settled: String,
    /// The component store of the Windows that is being listed, with its backslash, once all else in it shows nothing new.
    store: String,
}

#[derive(Debug, Default, Clone, Copy)]
struct DriveSeen {
    root: bool,
    system32: bool,
    programs: bool,
    users: bool,
    hidden: bool,
    /// A program, a library or a driver of Windows' own: `dir /ah` and `dir /ad` show some of everything else.
    program: bool,
    store: ComponentStore,
}

impl FilesSeen {
    pub(crate) fn record(&mut self, file: &FileRecord<'_>) {
        if file.kind == FileKind::Deleted {
            return;
        }
        if !self.settled.is_empty() && begins_with(file.path, &self.settled) {
            return;
        }
        if !self.store.is_empty() && begins_with(file.path, &self.store) {
            return self.in_store(file);
        }
        let Some((drive, below)) = split_drive(file.path) else { return };
        let Some(seen) = self.drives.get_mut(drive_index(drive)) else { return };
        let is =
            |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let Some((top, rest)) = below.split_once('\\') else {
            seen.root = true;
            seen.programs |= is(below, PROGRAMS);
            seen.hidden |= is(below, HIDDEN_IN_ROOT);
            // Since Vista this is a hidden junction; where it is the real folder (XP) it proves nothing.
            seen.hidden |=
                below.eq_ignore_ascii_case("documents and settings") && file.kind == FileKind::Link;
            return;
        };
        seen.programs |= is(top, PROGRAMS);
        let in_windows = is(top, WINDOWS);
        let (folder, below) = rest.split_once('\\').unwrap_or((rest, ""));
        let in_store = in_windows && file.kind == FileKind::Unsaid && is(folder, STORE);
        // What lies directly in a user's profile still tells something.
        let folders = if is(top, USERS) { 2 } else { 1 };
        let told = seen.program || !in_windows;
        if let Some((at, _)) = rest.match_indices('\\').nth(folders - 1).filter(|_| told) {
            let known = if in_store { &mut self.store } else { &mut self.settled };
            known.clear();
            known.push_str(file.path.get(..=file.path.len() - rest.len() + at).unwrap_or_default());
        }
        if in_windows {
            seen.system32 |= !below.is_empty() && folder.eq_ignore_ascii_case("system32");
            if in_store && below.is_empty() {
                seen.store.name();
            } else if in_store && told {
                return self.in_store(file);
            }
            let extension = rest.rsplit_once('.').map_or("", |(_, extension)| extension);
            seen.program |=
                file.kind != FileKind::Directory && is(extension, &["exe", "dll", "sys"]);
        } else if is(top, USERS) {
            seen.users = true;
            let in_profile = rest.split_once('\\').map_or("", |(_, file)| file);
            seen.hidden |= is(in_profile, &["ntuser.dat", "ntuser.ini"]);
        } else if is(top, HIDDEN_IN_ROOT) {
            seen.hidden = true;
        }
    }

    /// Takes a path in [`FilesSeen::store`].
    fn in_store(&mut self, file: &FileRecord<'_>) {
        let Some((drive, _)) = split_drive(file.path) else { return };
        let Some(seen) = self.drives.get_mut(drive_index(drive)) else { return };
        let inside = file.path.get(self.store.len()..).unwrap_or_default();
        if let Some((folder, _)) = inside.split_once('\\') {
            seen.store.open(folder);
            self.settled.clear();
            self.settled.push_str(&self.store);
            self.settled.push_str(folder);
            self.settled.push('\\');
        } else {
            let is_opened = self.settled.strip_suffix('\\') == Some(file.path);
            seen.store.name_inside(inside, is_opened);
        }
    }

    fn drive(&self, drive: char) -> DriveSeen {
        self.drives.get(drive_index(drive)).copied().unwrap_or_default()
    }

    /// The first drive that holds a Windows.
    fn windows_drive(&self) -> Option<char> {
        ('A'..='Z').zip(&self.drives).find(|(_, seen)| seen.system32).map(|(drive, _)| drive)
    }
}

/// What keeps the listings from being complete.
pub(crate) fn gaps(
    listings: &[&Held],
    manifest: &Manifest,
    system_drive: Option<char>,
) -> Vec<Phrase> {
    let windows_drives = listings.iter().filter_map(|entry| entry.watch.files.windows_drive());
    let system = system_drive.or_else(|| windows_drives.min()).unwrap_or('C');
    let mut gaps =
        fewest(listings.iter().map(|listing| system_drive_gaps(listing, system, manifest)));
    for gap in gaps_of_tables(listings, manifest) {
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    for drive in manifest.fixed_drives().filter(|drive| *drive != system) {
        gaps.extend(fewest(
            listings.iter().map(|listing| data_drive_gaps(listing, drive, manifest)),
        ));
    }
    gaps
}

/// Of several tables that don't say their drive nobody can tell which is the system drive's: then each must be whole.
fn gaps_of_tables(listings: &[&Held], manifest: &Manifest) -> Vec<Phrase> {
    let tables = || listings.iter().filter(|listing| listing.assumes_drive);
    if tables().count() < 2 {
        return Vec::new();
    }
    tables().flat_map(|table| table.gaps(Artifact::FileListing, manifest)).collect()
}

fn system_drive_gaps(listing: &Held, drive: char, manifest: &Manifest) -> Vec<Phrase> {
    let seen = listing.watch.files.drive(drive);
    let with_all = manifest.part(&listing.file).is_some_and(|part| lists_all(&part.command));
    let mut gaps = listing.gaps(Artifact::FileListing, manifest);
    let mut need = |there: bool, code| {
        if !there {
            gaps.push(Phrase::new(code).with_host("file", &listing.file).with("drive", drive));
        }
    };
    need(seen.root, Code::CoverageFilesNoRoot);
    let folders = seen.system32 && seen.programs && seen.users;
    need(folders && seen.program, Code::CoverageFilesNoFolders);
    need(seen.hidden || with_all, Code::CoverageFilesNoHidden);
    let entries = listing.watch.count(Artifact::FileListing);
    let stopped = ENTRIES_OF_A_WINDOWS <= entries && seen.store.is_unfinished();
    need(!stopped, Code::CoverageFilesStopped);
    gaps.extend(passed_over(listing, manifest));
    gaps
}

fn data_drive_gaps(listing: &Held, drive: char, manifest: &Manifest) -> Vec<Phrase> {
    let of_this_drive = manifest.part(&listing.file);
    let empty_drive =
        of_this_drive.is_some_and(|part| manifest.lists_drive(drive).any(|other| other == part));
    if !listing.watch.files.drive(drive).root && !empty_drive {
        return vec![Phrase::new(Code::CoverageFilesNoDrive).with("drive", drive)];
    }
    let mut gaps = listing.gaps(Artifact::FileListing, manifest);
    gaps.extend(passed_over(listing, manifest));
    gaps
}

fn passed_over(listing: &Held, manifest: &Manifest) -> Option<Phrase> {
    let folders = listing.folders_passed_over;
    (manifest.is_without_rights() && 0 < folders).then(|| {
        Phrase::new(Code::CoverageFilesPassedOver)
            .with_host("file", &listing.file)
            .with("folders", folders)
    })
}

/// Whether a `dir` command asks for hidden and system entries: `/a` without a letter that narrows it down. The native collector
/// always lists them.
fn lists_all(command: &str) -> bool {
    let command = command.to_ascii_lowercase();
    if command.starts_with("jiance.exe files ") {
        return true;
    }
    command
        .split_once("/a")
        .is_some_and(|(_, after)| after.is_empty() || after.starts_with([' ', '/', '"']))
}

fn split_drive(path: &str) -> Option<(char, &str)> {
    let [drive, b':', b'\\', ..] = path.as_bytes() else { return None };
    drive.is_ascii_alphabetic().then_some((char::from(*drive), path.get(3..)?))
}

fn drive_index(drive: char) -> usize {
    usize::from(drive.to_ascii_uppercase() as u8 - b'A')
}
