//! Collects: every part in turn, then the manifest.

use alloc::string::String;
use alloc::vec::Vec;

use jiance_collector::manifest::Manifest;
use jiance_collector::options::Options;
use jiance_collector::out::Out;
use jiance_collector::rows::{
    SOCKETS_HEADING, System, VERSIONS_HEADING, push_process, push_socket, push_system, push_version,
};
use jiance_collector::text::{push_decimal, push_padded};
use jiance_collector::words::{Lang, Word};
use jiance_collector::zip::{Outcome, Zip};

use crate::session::{Ended, Progress, Session, local_time, stamp};
use crate::status;
use crate::sys::console::Console;
use crate::sys::file::File;
use crate::sys::host;
use crate::sys::registry::Registry;
use crate::sys::sockets::Tables;
use crate::sys::{places, processes, versions, wide};

mod files;
mod registry;

use files::Drives;

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
            files::list(&mut session, letter, &drives);
        }
    }
    if !options.no_registry {
        registry::export(&mut session, elevated);
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

fn read_system(session: &mut Session<'_>) {
    session.progress.step(Word::System, "");
    session.part("os.txt", "jiance.exe system", |out, _| {
        let mut nothing = || {};
        let mut registry = Registry::new(&mut nothing);
        let key = registry
            .open_path(&wide(r"\Registry\Machine\SOFTWARE\Microsoft\Windows NT\CurrentVersion"));
        let mut value = |name| registry.value_named(key.as_ref().ok()?, name);
        let product = value("ProductName").map_or(Vec::new(), |(_, data)| registry::text(&data));
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
