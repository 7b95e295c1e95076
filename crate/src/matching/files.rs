//! In: a file's or a process's name and path. Out: which indicators it is, and how surely.
//!
//! Whole names and whole paths are compared, never parts: the last name of the path is looked up, then its folders.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use memchr::{memchr, memrchr2};

use super::endings::Endings;
use super::fold::{fold_into, folded};
use super::places::Places;
use super::sightings::Seen;
use super::spelling::{self, Taken};
use crate::advisory::{Advisory, IndicatorKind, Weight};
use crate::records::{FileKind, FileRecord, ProcessRecord};
use crate::report::{Match, PlaceKind};
use crate::small_map::SmallMap;

/// The drive the malware writes to, whatever drive Windows runs from.
const MALWARE_DRIVE: &str = "c:";

/// Which indicators a file name can belong to.
#[derive(Debug)]
pub(crate) struct FileRules {
    /// How the paths end that any rule could be about.
    endings: Endings,
    names: Names,
}

/// The names that rules are about.
#[derive(Debug, Default)]
struct Names {
    /// By folded file name. The names are the advisory's own, so nobody can choose ones that collide.
    by_name: HashMap<String, Vec<Rule>, FixedState>,
    /// By folded last extension, without its dot.
    by_extension: HashMap<String, usize, FixedState>,
    /// These extensions and those that scanners append, as far as they stand behind a name's last dot.
    extensions: HashSet<String, FixedState>,
    /// By folded image name, in order, so that those which begin with a cut one stand together.
    by_process: SmallMap<String, usize>,
}

#[derive(Debug)]
struct Rule {
    /// Index in the advisory's list.
    indicator: usize,
    what: What,
    /// How a match of the whole is to be called.
    matched: Match,
}

#[derive(Debug)]
enum What {
    /// This name in any folder.
    AnyFolder,
    /// This path below the drive, folded, name included; `*` is any one folder.
    Path { folders_and_name: Vec<String>, kind: PathKind, unique: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PathKind {
    File,
    Directory,
}

impl Names {
    fn new(advisory: &Advisory) -> Names {
        let mut rules = Names::default();
        rules.extensions.extend(Places::built_in().scanner_extensions().map(str::to_owned));
        rules.extensions.insert("pf".to_owned());
        for (index, indicator) in advisory.indicators.iter().enumerate() {
            let value = folded(&indicator.value);
            match indicator.kind {
                IndicatorKind::FilePath => {
                    rules.add_path(index, &value, PathKind::File, indicator.unique, Match::Exact);
                    if let Some(hidden) = value.strip_suffix(".exe") {
                        rules.add_path(
                            index,
                            hidden,
                            PathKind::File,
                            indicator.unique,
                            Match::Variant,
                        );
                    }
                    for other in &indicator.also {
                        rules.add_path(
                            index,
                            &folded(other),
                            PathKind::File,
                            indicator.unique,
                            Match::Variant,
                        );
                    }
                }
                IndicatorKind::Directory => {
                    rules.add_path(
                        index,
                        &value,
                        PathKind::Directory,
                        indicator.unique,
                        Match::Exact,
                    );
                }
                IndicatorKind::FileName => {
                    let rule =
                        Rule { indicator: index, what: What::AnyFolder, matched: Match::Exact };
                    rules.by_name.entry(value.clone()).or_default().push(rule);
                    *rules.by_process.entry(value) = index;
                }
                IndicatorKind::FileExtension => {
                    rules.extensions.insert(value.clone());
                    rules.by_extension.insert(value, index);
                }
                IndicatorKind::Process => {
                    *rules.by_process.entry(value) = index;
                }
                IndicatorKind::Service
                | IndicatorKind::ScheduledTask
                | IndicatorKind::RegistryKey
                | IndicatorKind::RegistryProgram
                | IndicatorKind::RegistryKeyword
                | IndicatorKind::RemotePort => {}
            }
        }
        rules
    }

    fn add_path(
        &mut self,
        indicator: usize,
        folded_path: &str,
        kind: PathKind,
        unique: bool,
        matched: Match,
    ) {
        let below_drive = folded_path.strip_prefix("c:\\").unwrap_or(folded_path);
        let folders_and_name: Vec<String> = below_drive.split('\\').map(str::to_owned).collect();
        let Some(name) = folders_and_name.last().cloned() else { return };
        let rule = Rule { indicator, what: What::Path { folders_and_name, kind, unique }, matched };
        self.by_name.entry(name).or_default().push(rule);
    }
}

impl FileRules {
    pub(crate) fn new(advisory: &Advisory) -> FileRules {
        let names = Names::new(advisory);
        let extensions: Vec<String> =
            names.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let known = names.by_name.keys().chain(&extensions).map(String::as_str);
        FileRules { endings: Endings::new(known), names }
    }

    /// Every indicator that a file or folder is. `buffer` is scratch space.
    pub(crate) fn file(
        &self,
        file: &FileRecord<'_>,
        buffer: &mut String,
        mut found: impl FnMut(usize, Seen),
    ) {
        self.path(file.path, buffer, |indicator, wanted, seen| {
            let immunised = wanted != Some(PathKind::Directory)
                && (file.kind == FileKind::Directory
                    || (file.size == Some(0) && file.kind == FileKind::File));
            let not_a_folder = wanted == Some(PathKind::Directory) && file.kind == FileKind::File;
            let seen = if file.kind == FileKind::Deleted {
                Seen { weight: Weight::Suspected, place: PlaceKind::Deleted, ..seen }
            } else if immunised || not_a_folder {
                Seen { weight: Weight::Context, place: PlaceKind::Vaccine, ..seen }
            } else {
                seen
            };
            found(indicator, seen);
        });
    }

    /// Every indicator that a process is, by its image name and, where the source gives one, its path. True if the name is cut
    /// where that of an indicator goes on: nobody can say then whether it is that one.
    pub(crate) fn process(
        &self,
        process: &ProcessRecord<'_>,
        buffer: &mut String,
        mut found: impl FnMut(usize, Seen),
    ) -> bool {
        let running =
            |matched| Seen { weight: Weight::Infected, matched, place: PlaceKind::RunningProcess };
        buffer.clear();
        fold_into(process.name, buffer);
        let mut undecided = false;
        if process.name_may_be_cut {
            let next = self.names.by_process.first_from(buffer.as_str());
            undecided = next.is_some_and(|name| name.starts_with(buffer.as_str()));
        } else if let Some(indicator) = self.names.by_process.get(buffer.as_str()) {
            found(*indicator, running(Match::Exact));
        } else if !buffer.contains('.') {
            buffer.push_str(".exe");
            if let Some(indicator) = self.names.by_process.get(buffer.as_str()) {
                found(*indicator, running(Match::Variant));
            }
        }
        let Some(path) = process.path else { return undecided };
        self.path(path, buffer, |indicator, wanted, seen| {
            // A process whose image lies in any folder is judged by its name above; here the whole path decides.
            if wanted == Some(PathKind::File) && seen.place == PlaceKind::LivePath {
                found(indicator, running(seen.matched));
            }
        });
        undecided
    }

    fn path(
        &self,
        path: &str,
        buffer: &mut String,
        found: impl FnMut(usize, Option<PathKind>, Seen),
    ) {
        if self.may_end_as_known(path) && self.may_be_known(path, buffer) {
            self.whole_path(path, buffer, found);
        }
    }

    /// False for nearly every path of a host: it ends in a letter, names no stream, and its last letters are those of nothing known.
    fn may_end_as_known(&self, path: &str) -> bool {
        let below_drive = match path.as_bytes() {
            [_, b':', b'\\', below @ ..] => below,
            all => all,
        };
        self.endings.may_end(path)
            || matches!(below_drive.last(), None | Some(b'.' | b' ' | b'\\' | b'/'))
            || memchr(b':', below_drive).is_some()
    }

    /// False for most of the others: its last name, plain ASCII that Windows opens as it stands, is none that any rule
    /// could be about.
    fn may_be_known(&self, path: &str, buffer: &mut String) -> bool {
        let start = memrchr2(b'\\', b'/', path.as_bytes()).map_or(0, |at| at + 1);
        let name = path.get(start..).unwrap_or_default();
        if !name.is_ascii() || name.ends_with(['.', ' ']) || memchr(b':', name.as_bytes()).is_some()
        {
            return true;
        }
        buffer.clear();
        fold_into(name, buffer);
        let extension = buffer.rsplit_once('.').map(|(_, extension)| extension);
        name.is_empty()
            || self.names.by_name.contains_key(buffer.as_str())
            || extension.is_some_and(|extension| self.names.extensions.contains(extension))
    }

    fn whole_path(
        &self,
        path: &str,
        buffer: &mut String,
        mut found: impl FnMut(usize, Option<PathKind>, Seen),
    ) {
        buffer.clear();
        fold_into(path, buffer);
        let mut taken = Taken::AsItStands;
        if !spelling::is_plain(buffer) {
            (*buffer, taken) = spelling::plain(buffer);
        }
        // A name that had to be cut down to be known isn't the name itself.
        let as_taken = |matched| if taken == Taken::AsItStands { matched } else { Match::Variant };
        let mut found = |indicator, wanted, seen: Seen| {
            found(indicator, wanted, Seen { matched: as_taken(seen.matched), ..seen });
        };
        let (drive, below_drive) = split_drive(buffer);
        let name = below_drive.rsplit_once('\\').map_or(below_drive, |(_, name)| name);
        let places = Places::built_in();
        for rule in self.names.by_name.get(name).into_iter().flatten() {
            let (wanted, seen) = match &rule.what {
                What::AnyFolder if places.is_copy(below_drive) => {
                    (None, Some(put_away(rule.matched)))
                }
                What::AnyFolder => (None, Some(live(rule.matched))),
                What::Path { folders_and_name, kind, unique } => {
                    let seen = match how_alike(folders_and_name, below_drive) {
                        Alike::Whole if drive == MALWARE_DRIVE => Some(live(rule.matched)),
                        Alike::Whole | Alike::OtherSpelling => Some(live(Match::Variant)),
                        Alike::Deeper => Some(put_away(Match::Variant)),
                        Alike::NameOnly => unique.then(|| put_away(Match::Variant)),
                    };
                    (Some(*kind), seen)
                }
            };
            if let Some(seen) = seen {
                found(rule.indicator, wanted, seen);
            }
        }
        if let Some(indicator) =
            name.rsplit_once('.').and_then(|(_, extension)| self.names.by_extension.get(extension))
        {
            let copy = places.is_copy(below_drive);
            found(*indicator, None, if copy { put_away(Match::Exact) } else { live(Match::Exact) });
        }
        if let Some(indicator) =
            ran(below_drive).and_then(|program| self.names.by_process.get(program))
        {
            let (weight, place) = (Weight::Infected, PlaceKind::RunTrace);
            found(*indicator, None, Seen { weight, matched: Match::Variant, place });
        }
        let put_away_name = places.without_scanner_extension(name);
        for rule in
            put_away_name.and_then(|name| self.names.by_name.get(name)).into_iter().flatten()
        {
            if matches!(rule.what, What::AnyFolder | What::Path { unique: true, .. }) {
                found(rule.indicator, None, put_away(Match::Variant));
            }
        }
    }
}

fn live(matched: Match) -> Seen {
    Seen { weight: Weight::Infected, matched, place: PlaceKind::LivePath }
}

fn put_away(matched: Match) -> Seen {
    Seen { weight: Weight::Suspected, matched, place: PlaceKind::Copy }
}

/// The program that a file tells of which Windows wrote when it ran: `windows\prefetch\tasksche.exe-ac6e1e0f.pf`.
fn ran(below_drive: &str) -> Option<&str> {
    let name = below_drive.strip_prefix("windows\\prefetch\\")?;
    name.strip_suffix(".pf")?.rsplit_once('-').map(|(program, _)| program)
}

/// `c:\windows\x` → (`c:`, `windows\x`). A path without a drive has an empty one, also below a drive's own share: `\\srv\c$\windows\x`.
fn split_drive(folded_path: &str) -> (&str, &str) {
    match folded_path.split_once(":\\") {
        Some((letter, below)) if letter.len() == 1 => {
            (folded_path.get(..2).unwrap_or_default(), below)
        }
        _ => {
            let path = folded_path.trim_start_matches('\\');
            let shared = path.split_once('\\').and_then(|(_, share)| share.split_once("$\\"));
            ("", shared.filter(|(drive, _)| drive.len() == 1).map_or(path, |(_, below)| below))
        }
    }
}

enum Alike {
    /// The same folders below the drive's root.
    Whole,
    /// The same, but `Program Files (x86)`, `WINNT`, or a folder by its short name. `MICROS~1` may be another folder that begins with
    /// those letters, but none of Windows' or Microsoft's own holds a file of the names an advisory gives with their folder.
    OtherSpelling,
    /// The same, but below other folders: `E:\backup\C\Windows\…`.
    Deeper,
    /// Only the name is the same.
    NameOnly,
}

fn how_alike(wanted: &[String], below_drive: &str) -> Alike {
    let (mut other_spelling, mut short_spelling) = (false, false);
    let mut folders = below_drive.rsplit('\\');
    for wanted in wanted.iter().rev() {
        match folders.next() {
            Some(folder) if folder == wanted || wanted == "*" => {}
            Some("program files (x86)") if wanted == "program files" => other_spelling = true,
            Some("winnt") if wanted == "windows" => other_spelling = true,
            Some(folder) if is_short_for(folder, wanted) => short_spelling = true,
            _ => return Alike::NameOnly,
        }
    }
    match folders.next() {
        // A file in a drive's root has no folder that could tell its copy from any file of that name; nor is a short name that sure.
        Some(_) if short_spelling || wanted.len() == 1 => Alike::NameOnly,
        Some(_) => Alike::Deeper,
        None if short_spelling || other_spelling => Alike::OtherSpelling,
        None => Alike::Whole,
    }
}

/// Whether a name such as `progra~1` is one that Windows makes for a long name: its first letters without spaces and dots, a number, and
/// the first three letters of its extension. Both names are folded.
fn is_short_for(short: &str, long: &str) -> bool {
    if !short.contains('~') {
        return false;
    }
    let parts = |name: &'_ str| name.rfind('.').map_or((name.len(), name.len()), |at| (at, at + 1));
    let (short_base, short_extension) = parts(short);
    let (long_base, long_extension) = parts(long);
    let Some((head, number)) = short.get(..short_base).and_then(|base| base.rsplit_once('~'))
    else {
        return false;
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = 7usize.saturating_sub(number.len());
    let letters = long.get(..long_base).unwrap_or_default().chars();
    let letters = letters.filter(|letter| !matches!(letter, ' ' | '.')).take(wanted);
    let extension = long.get(long_extension..).unwrap_or_default().chars().take(3);
    is_number
        && head.chars().eq(letters)
        && short.get(short_extension..).unwrap_or_default().chars().eq(extension)
}
