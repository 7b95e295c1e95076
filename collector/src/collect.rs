//! Collects: every part in turn, then the manifest.

use alloc::string::String;
use alloc::vec::Vec;

use jiance_collector::bytes::units;
use jiance_collector::directory::Entry;
use jiance_collector::hive::Hive;
use jiance_collector::keys::{self, Keys};
use jiance_collector::left_out::is_left_out;
use jiance_collector::listing::Listing;
use jiance_collector::manifest::Manifest;
use jiance_collector::options::Options;
use jiance_collector::out::Out;
use jiance_collector::reg::RegFile;
use jiance_collector::rows::{
    SOCKETS_HEADING, System, VERSIONS_HEADING, push_process, push_socket, push_system, push_version,
};
use jiance_collector::text::{push_decimal, push_padded};
use jiance_collector::walk::{self, Folders};
use jiance_collector::words::{Lang, Word};
use jiance_collector::zip::{Outcome, Zip};

use crate::session::{Ended, Progress, Session, local_time, stamp};
use crate::status;
use crate::sys::console::Console;
use crate::sys::file::File;
use crate::sys::folder::FolderReader;
use crate::sys::host::{self, Volume};
use crate::sys::registry::Registry;
use crate::sys::sockets::Tables;
use crate::sys::{places, processes, versions, wide};

const COLLECTOR: &str = concat!("jiance.exe ", env!("CARGO_PKG_VERSION"));
const SEPARATOR: u16 = b'\\' as u16;

/// The files whose versions tell which updates are in force, below System32.
const FILES: [(&str, &str); 5] = [
    ("srv.sys", r"\drivers\srv.sys"),
    ("srv2.sys", r"\drivers\srv2.sys"),
    ("srvnet.sys", r"\drivers\srvnet.sys"),
    ("spoolsv.exe", r"\spoolsv.exe"),
    ("netapi32.dll", r"\netapi32.dll"),
];

/// Collects; gives the exit status.
pub(crate) fn run(options: &Options, console: &Console, lang: Lang) -> u32 {
    let progress = Progress::new(console, lang, options.quiet);
    progress.say(Word::Welcome);
    let elevated = host::is_elevated();
    if !elevated {
        progress.say(Word::NotElevated);
    }
    // A library loads only before System32 is shown as it is.
    let tables = if options.no_sockets { None } else { Tables::load() };
    host::take_rights();
    host::see_system32();

    let now = host::local_time();
    let Some((file, path)) = new_file(options.out.as_deref(), &file_name()) else {
        progress.print(lang.say(Word::NoPlace));
        return status::CANNOT_WRITE;
    };
    let zip = Zip::new(file, stamp(&now));
    let drives = Drives::find();
    let manifest = begin_manifest(elevated, &drives);
    let mut session = Session { zip, manifest, progress, refused: 0, failed: false };

    if !options.no_processes {
        read_processes(&mut session);
    }
    if !options.no_sockets {
        read_sockets(&mut session, tables.as_ref());
    }
    if !options.no_files {
        for letter in drives.letters.clone() {
            list_files(&mut session, letter, &drives);
        }
    }
    if !options.no_registry {
        session.progress.step(Word::Registry, "");
        let mut keys = 0;
        let machine = (r"\Registry\Machine", "HKEY_LOCAL_MACHINE", false);
        export(&mut session, "registry-hklm.reg", "jiance.exe registry HKLM", machine, &mut keys);
        let users = (r"\Registry\User", "HKEY_USERS", elevated);
        export(&mut session, "registry-hku.reg", "jiance.exe registry HKU", users, &mut keys);
    }
    if !options.no_system {
        read_system(&mut session);
    }
    finish(session, &path)
}

/// Writes the manifest and the directory, and says how it went.
fn finish(mut session: Session<'_>, path: &[u16]) -> u32 {
    let full = session.zip.is_full();
    if !full {
        session.manifest.say("end", b"manifest");
    }
    session.zip.open_reserve();
    session.zip.begin("manifest.txt");
    session.zip.put(session.manifest.text());
    session.zip.end();
    session.progress.end_line();
    let Session { zip, progress, refused, failed, .. } = session;
    let (mut file, _, outcome) = zip.finish();
    match outcome {
        Outcome::Lost => {
            progress.print(progress.lang.say(Word::CannotWrite));
            return status::CANNOT_WRITE;
        }
        Outcome::Full => progress.print(progress.lang.say(Word::DiskFull)),
        Outcome::Whole => {}
    }
    progress.say(Word::DoneIn);
    progress.console.print(path);
    progress.print(progress.lang.say(Word::Checksum));
    progress.print(&crate::verify::checksum(&mut file));
    progress.print("\r\n");
    if 0 < refused {
        progress.say(Word::Refused);
        if !progress.quiet {
            progress.print(&decimal(refused));
            progress.print("\r\n");
        }
    }
    progress.say(Word::Next);
    match outcome {
        Outcome::Full => status::DISK_FULL,
        _ if failed || 0 < refused => status::REFUSED,
        _ => status::WHOLE,
    }
}

/// `jiance-<host>-<yyyymmdd-hhmmss>.zip`
fn file_name() -> Vec<u16> {
    let is_plain = |unit: u16| {
        u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            || 0x80 <= unit
    };
    let host = host::name();
    let host = host.into_iter().map(|unit| if is_plain(unit) { unit } else { u16::from(b'-') });
    let time = host::local_time();
    let mut stamp = Vec::new();
    for (at, number) in [time.year, time.month, time.day, time.hour, time.minute, time.second]
        .into_iter()
        .enumerate()
    {
        if at == 3 {
            stamp.push(b'-');
        }
        push_padded(&mut stamp, number.into(), 2);
    }
    let mut name = wide("jiance-");
    name.extend(host);
    name.push(u16::from(b'-'));
    name.extend(stamp.into_iter().map(u16::from));
    name.extend(wide(".zip"));
    name
}

/// Makes the file: in the folder asked for, else beside this program, on the desktop, among the temporary files.
fn new_file(asked: Option<&[u16]>, name: &[u16]) -> Option<(File, Vec<u16>)> {
    let places: Vec<Vec<u16>> = match asked {
        Some(folder) => alloc::vec![folder.into()],
        None => {
            let mut own = places::own_path();
            own.truncate(own.iter().rposition(|unit| *unit == SEPARATOR).unwrap_or(0));
            let mut desktop = places::environment("USERPROFILE");
            desktop.extend(wide(r"\Desktop"));
            alloc::vec![own, desktop, places::environment("TEMP")]
        }
    };
    places.into_iter().filter(|folder| !folder.is_empty()).find_map(|mut path| {
        if path.last() != Some(&SEPARATOR) {
            path.push(SEPARATOR);
        }
        path.extend_from_slice(name);
        Some((File::create(&path)?, path))
    })
}

/// The drives to list.
struct Drives {
    letters: Vec<u16>,
    volumes: Vec<Volume>,
}

impl Drives {
    fn find() -> Drives {
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

fn begin_manifest(elevated: bool, drives: &Drives) -> Manifest {
    let mut manifest = Manifest::default();
    manifest.say("collector", COLLECTOR.as_bytes());
    manifest.say("started", &local_time());
    manifest.say_wide("host", &host::name());
    manifest.say("elevated", if elevated { b"yes" } else { b"no" });
    manifest.say("codepage", decimal(host::oem_page().into()).as_bytes());
    let system = places::system_folder();
    manifest.say_wide("system_drive", system.get(..2).unwrap_or_default());
    for letter in &drives.letters {
        manifest.say_wide("fixed_drive", &[*letter, u16::from(b':')]);
    }
    for volume in drives.volumes.iter().filter(|volume| volume.paths.is_empty()) {
        manifest.say_wide("volume_not_listed", &volume.name);
    }
    manifest
}

fn read_processes(session: &mut Session<'_>) {
    session.progress.step(Word::Processes, "");
    session.part("processes.txt", "jiance.exe processes", |out, _| {
        let mut line = Vec::new();
        let told = processes::read(&mut |process| {
            line.clear();
            push_process(&mut line, process);
            out.put(&line);
        });
        Ended { failed: !told, ..Ended::default() }
    });
}

fn read_sockets(session: &mut Session<'_>, tables: Option<&Tables>) {
    session.progress.step(Word::Sockets, "");
    session.part("sockets.txt", "jiance.exe sockets", |out, _| {
        out.put(SOCKETS_HEADING.as_bytes());
        let mut line = Vec::new();
        let told = tables.is_some_and(|tables| {
            tables.read(&mut |socket| {
                line.clear();
                push_socket(&mut line, socket);
                out.put(&line);
            })
        });
        Ended { failed: !told, ..Ended::default() }
    });
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

fn list_files(session: &mut Session<'_>, letter: u16, drives: &Drives) {
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

/// Writes one side of the registry: its native path, its name; and whether users who are not logged on are read too. `keys` counts on.
fn export(
    session: &mut Session<'_>,
    part: &str,
    command: &str,
    (path, name, with_others): (&str, &str, bool),
    keys: &mut u64,
) {
    let expected = host::key_count();
    session.part(part, command, |out, progress| {
        let mut counted = || {
            *keys += 1;
            progress.count(*keys, Word::KeysSoFar, expected);
        };
        let mut registry = Registry::new(&mut counted);
        let mut file = RegFile::begin(out);
        let Ok(root) = registry.open_path(&wide(path)) else {
            return Ended { failed: true, ..Ended::default() };
        };
        let mut refused =
            keys::walk(&mut registry, root, &wide(name), &is_left_out, &mut file, out);
        if with_others {
            other_users(&mut registry, &mut file, out, &mut refused);
        }
        Ended { refused: refused.count, refused_at: refused.first, ..Ended::default() }
    });
}

/// Where Windows keeps a list of its users.
const PROFILES: &str =
    r"\Registry\Machine\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList";

/// A user's two hives: what stands behind the user's id in the registry, and where each may be below the profile. XP keeps the second
/// at the second place, which later Windows leads on to the first.
const HIVES: [(&str, &[&str]); 2] = [
    ("", &[r"\NTUSER.DAT"]),
    (
        "_Classes",
        &[
            r"\AppData\Local\Microsoft\Windows\UsrClass.dat",
            r"\Local Settings\Application Data\Microsoft\Windows\UsrClass.dat",
        ],
    ),
];

/// Writes the hives of users who are not logged on. They are read as files: nothing is loaded.
fn other_users(
    registry: &mut Registry<'_>,
    file: &mut RegFile,
    out: &mut dyn Out,
    refused: &mut keys::Refused,
) {
    let list = match registry.open_path(&wide(PROFILES)) {
        Ok(list) => list,
        Err(status) => return refused.add(&wide(PROFILES), status),
    };
    let mut user = Vec::new();
    for index in 0.. {
        match registry.subkey(&list, index, &mut user) {
            Ok(true) => {}
            Ok(false) => return,
            Err(status) => return refused.add(&wide(PROFILES), status),
        }
        let mut loaded = wide(r"\Registry\User\");
        loaded.extend_from_slice(&user);
        let profile = registry
            .open(&list, &user, false)
            .ok()
            .and_then(|key| registry.value_named(&key, "ProfileImagePath"))
            .filter(|_| registry.open_path(&loaded).is_err());
        let Some((_, folder)) = profile else { continue };
        let folder = places::expanded(&text(&folder));
        for (behind, places) in HIVES {
            let mut name = wide(r"HKEY_USERS\");
            name.extend_from_slice(&user);
            name.extend(wide(behind));
            let file_at = |place: &&str| {
                let mut path = folder.clone();
                path.extend(wide(place));
                File::open(&path).transpose()
            };
            // A user who never logged on has none.
            let Some(hive) = places.iter().find_map(file_at) else { continue };
            match hive.and_then(Hive::open) {
                Ok((mut hive, root)) => {
                    refused.join(keys::walk(&mut hive, root, &name, &is_left_out, file, out));
                }
                Err(status) => refused.add(&name, status),
            }
        }
    }
}

fn read_system(session: &mut Session<'_>) {
    session.progress.step(Word::System, "");
    session.part("os.txt", "jiance.exe system", |out, _| {
        let mut nothing = || {};
        let mut registry = Registry::new(&mut nothing);
        let key = registry
            .open_path(&wide(r"\Registry\Machine\SOFTWARE\Microsoft\Windows NT\CurrentVersion"));
        let mut value = |name| registry.value_named(key.as_ref().ok()?, name);
        let product = value("ProductName").map_or(Vec::new(), |(_, data)| text(&data));
        let revision =
            value("UBR").and_then(|(_, data)| Some(u32::from_le_bytes(data.try_into().ok()?)));
        let version = host::version();
        let arm = [
            places::environment("PROCESSOR_ARCHITECTURE"),
            places::environment("PROCESSOR_ARCHITEW6432"),
        ]
        .iter()
        .any(|name| *name == wide("ARM64"));
        let bits = if host::is_below_64() { 64 } else { usize::BITS };
        let mut line = Vec::new();
        let system = System {
            product: &product,
            version: version.numbers,
            revision,
            service_pack: &version.service_pack,
            bits,
            arm,
        };
        push_system(&mut line, &system);
        out.put(&line);
        Ended::default()
    });
    session.part("versions.txt", "jiance.exe versions", |out, _| {
        out.put(VERSIONS_HEADING.as_bytes());
        for (name, below) in FILES {
            let mut path = places::system_folder();
            path.extend(wide(below));
            if let Some(version) = versions::of(&path) {
                let mut line = Vec::new();
                push_version(&mut line, name, version);
                out.put(&line);
            }
        }
        Ended::default()
    });
}

fn decimal(number: u64) -> String {
    let mut text = Vec::new();
    push_decimal(&mut text, number);
    String::from_utf8(text).unwrap_or_default()
}

/// A registry text, without the zero at its end.
fn text(data: &[u8]) -> Vec<u16> {
    units(data).take_while(|unit| *unit != 0).collect()
}
