//! In: a host. Out: what is brought home from it, part by part: by the collector with its manifest, or by hand.

use std::fmt::Write as _;

use crate::cabinet::cabinet;
use crate::encode::Encoding;
use crate::host::Host;
use crate::listing::{self, Scope};
use crate::registry::{self, Form};
use crate::zip::{stored, zip};
use crate::{processes, sockets, systeminfo, updates};

/// Local time of every collection.
const DATE: &str = "20170602-163500";

/// What was brought home from a host.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Name of the bundle without an extension: `jiance-<host>-<date>`.
    pub name: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// One file of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// File name.
    pub name: String,
    /// The command that writes it.
    pub command: String,
    /// How the command's output is encoded.
    pub encoding: Encoding,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Collection {
    /// What `jiance.bat` packs: its parts under its names, the manifest first.
    pub fn of(host: &Host) -> Collection {
        Collection::in_scope(host, Scope::All)
    }

    /// The same from a collector that lists files with or without `/a`.
    pub fn in_scope(host: &Host, scope: Scope) -> Collection {
        let windows = host.windows;
        let (process_command, update_command, os_command) = if windows.has_wmic() {
            (
                "wmic process get ExecutablePath,Name,ProcessId /value",
                "wmic qfe get Description,HotFixID,InstalledOn,ServicePackInEffect /value",
                "wmic os get BuildNumber,Caption,CSDVersion,OSArchitecture,Version /value",
            )
        } else {
            (
                "powershell Get-WmiObject Win32_Process",
                "powershell Get-WmiObject Win32_QuickFixEngineering",
                "powershell Get-WmiObject Win32_OperatingSystem",
            )
        };
        let wide = Encoding::Utf16Bom;
        let mut parts = vec![
            part(
                host,
                "processes.txt",
                process_command,
                wide,
                &processes::properties(&host.processes, windows),
            ),
            part(
                host,
                "sockets.txt",
                "netstat -ano",
                Encoding::Oem,
                &sockets::netstat(&host.sockets, host.locale),
            ),
        ];
        parts.extend(host.drives.iter().map(|drive| long_listing(host, *drive, scope)));
        parts.push(hive(host, "HKLM", "HKEY_LOCAL_MACHINE"));
        parts.push(hive(host, "HKU", "HKEY_USERS"));
        parts.push(part(host, "version.txt", "ver", Encoding::Oem, &systeminfo::ver(host)));
        parts.push(part(host, "os.txt", os_command, wide, &systeminfo::os_properties(host)));
        parts.push(part(
            host,
            "systeminfo.txt",
            "systeminfo",
            Encoding::Oem,
            &systeminfo::systeminfo(host),
        ));
        if !host.updates.is_empty() {
            parts.push(part(
                host,
                "hotfixes.txt",
                update_command,
                wide,
                &updates::properties(&host.updates, windows),
            ));
        }
        let versions = systeminfo::file_versions(host);
        parts.push(part(
            host,
            "versions.txt",
            "wmic datafile get Version",
            Encoding::Oem,
            &versions,
        ));
        let manifest = manifest(host, &parts);
        parts.insert(0, part(host, "manifest.txt", "", Encoding::Oem, &manifest));
        Collection { name: bundle_name(host), parts }
    }

    /// What a customer brings who follows the commands by hand in a console: no manifest, the console's code page.
    pub fn by_hand(host: &Host, scope: Scope) -> Collection {
        let bare = listing::bare(&host.files, "C:", scope);
        let table = processes::table(&host.processes, host.windows, host.locale);
        let mut parts = vec![
            part(host, "files.txt", "dir /s /b C:\\", Encoding::Oem, &bare),
            part(host, "tasklist.txt", "tasklist", Encoding::Oem, &table),
            hive(host, "HKLM", "HKEY_LOCAL_MACHINE"),
            hive(host, "HKU", "HKEY_USERS"),
            part(
                host,
                "systeminfo.txt",
                "systeminfo",
                Encoding::Oem,
                &systeminfo::systeminfo(host),
            ),
        ];
        if host.windows.has_wmic() && !host.updates.is_empty() {
            let table = updates::wmic_table(&host.updates, &host.name, host.windows);
            parts.push(part(host, "qfe.txt", "wmic qfe", Encoding::Utf16Bom, &table));
        }
        Collection { name: bundle_name(host), parts }
    }

    /// The part of that name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The same without one part: a file that went missing, which a manifest still names.
    #[must_use]
    pub fn without(&self, name: &str) -> Collection {
        let parts = self.parts.iter().filter(|part| part.name != name).cloned().collect();
        Collection { name: self.name.clone(), parts }
    }

    /// The same with other bytes in one part.
    #[must_use]
    pub fn with_bytes(&self, name: &str, bytes: Vec<u8>) -> Collection {
        let mut changed = self.clone();
        if let Some(part) = changed.parts.iter_mut().find(|part| part.name == name) {
            part.bytes = bytes;
        }
        changed
    }

    /// The same with a part instead of the one of that name.
    #[must_use]
    pub fn replacing(&self, name: &str, other: Part) -> Collection {
        let mut changed = self.without(name);
        changed.parts.push(other);
        changed
    }

    /// The cabinet that `makecab` packs where Windows has nothing newer.
    pub fn cabinet(&self) -> Vec<u8> {
        cabinet(self.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())))
    }

    /// The bundle as one file in which nothing is compressed.
    pub fn stored_zip(&self) -> Vec<u8> {
        stored(self.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())))
    }

    /// The bundle as one file.
    pub fn zip(&self) -> Vec<u8> {
        zip(self.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())))
    }
}

/// The collector's listing of one drive, with or without `/a`.
fn long_listing(host: &Host, drive: char, scope: Scope) -> Part {
    let switch = if scope == Scope::All { " /a" } else { "" };
    let text = listing::long(&host.files, &format!("{drive}:"), scope, host.windows, host.locale);
    part(
        host,
        &format!("files-{drive}.txt"),
        &format!("dir /s{switch} /-c {drive}:\\"),
        Encoding::Utf16,
        &text,
    )
}

/// `tasklist /fo csv`.
pub fn tasklist_csv(host: &Host) -> Part {
    let text = processes::csv(&host.processes, host.windows, host.locale);
    part(host, "tasklist.csv", "tasklist /fo csv", Encoding::Oem, &text)
}

/// `wmic process get ExecutablePath,Name,ProcessId /format:csv`.
pub fn wmic_csv(host: &Host) -> Part {
    let command = "wmic process get ExecutablePath,Name,ProcessId /format:csv";
    let text = processes::wmic_csv(&host.processes, host.windows, &host.name);
    part(host, "wmic.csv", command, Encoding::Utf16Bom, &text)
}

/// Both hives in REGEDIT4's form.
pub fn regedit4(host: &Host) -> [Part; 2] {
    [("hklm.reg", "HKEY_LOCAL_MACHINE"), ("hku.reg", "HKEY_USERS")].map(|(name, hive)| {
        let text = registry::export(&host.registry, hive, Form::Four, host.locale);
        part(host, name, "regedit /a", Encoding::Ansi, &text)
    })
}

/// The export of one hive.
fn hive(host: &Host, short: &str, hive: &str) -> Part {
    let text = registry::export(&host.registry, hive, Form::Five, host.locale);
    let name = format!("registry-{}.reg", short.to_lowercase());
    part(host, &name, &format!("reg export {short}"), Encoding::Utf16Bom, &text)
}

fn part(host: &Host, name: &str, command: &str, encoding: Encoding, text: &str) -> Part {
    Part {
        name: name.to_owned(),
        command: command.to_owned(),
        encoding,
        bytes: encoding.encode(text, host.locale),
    }
}

fn bundle_name(host: &Host) -> String {
    format!("jiance-{}-{DATE}", host.name)
}

/// `jiance-manifest/1` (docs/FORMATS.md) for the parts.
fn manifest(host: &Host, parts: &[Part]) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        let _ = write!(text, "{key}={value}\r\n");
    };
    line("collector", "jiance.bat 1.0");
    line("started", "2017-06-02 16:35:00.12");
    line("host", &host.name);
    line("elevated", "yes");
    line("codepage", &host.locale.oem_code_page().to_string());
    line("system_drive", "C:");
    for drive in &host.drives {
        line("fixed_drive", &format!("{drive}:"));
    }
    for (minute, part) in parts.iter().enumerate() {
        line("begin", &part.name);
        line("start", &format!("2017-06-02 16:{}:00.25", 35 + minute));
        line("command", &part.command);
        line("encoding", part.encoding.in_manifest());
        line("exit", "0");
        if part.name.starts_with("files-") || part.name.starts_with("registry-") {
            line("refused", "0");
        }
        line("stop", &format!("2017-06-02 16:{}:40.75", 35 + minute));
        line("end", &part.name);
    }
    line("end", "manifest");
    format!("jiance-manifest/1\r\n{text}")
}
