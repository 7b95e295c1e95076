//! In: a host. Out: what a collector brings home from it, part by part, with its manifest.

use std::fmt::Write as _;

use crate::encode::Encoding;
use crate::host::Host;
use crate::listing::{self, Scope};
use crate::registry::{self, Form};
use crate::zip::zip;
use crate::{processes, sockets, systeminfo, updates};

/// Local time of every collection.
const DATE: &str = "20170602-163500";

/// What a collector brings home.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Name of the bundle without an extension: `jiance-<host>-<date>`.
    pub name: String,
    /// Its parts, the manifest last.
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
    /// Everything that the collector asks a host for.
    pub fn of(host: &Host) -> Collection {
        let mut parts: Vec<Part> =
            host.drives.iter().map(|drive| listing_part(host, *drive, Scope::All)).collect();
        parts.push(part(
            host,
            "tasklist.csv",
            "tasklist /fo csv",
            Encoding::Oem,
            &processes::csv(&host.processes, host.windows, host.locale),
        ));
        if host.windows.has_wmic() {
            parts.push(part(
                host,
                "process.csv",
                "wmic process get ExecutablePath,Name,ProcessId /format:csv",
                Encoding::Utf16Bom,
                &processes::wmic(&host.processes, host.windows, &host.name),
            ));
        }
        parts.push(registry_part(host, "HKLM", "HKEY_LOCAL_MACHINE"));
        parts.push(registry_part(host, "HKU", "HKEY_USERS"));
        parts.push(part(
            host,
            "systeminfo.txt",
            "systeminfo",
            Encoding::Oem,
            &systeminfo::systeminfo(host),
        ));
        if host.windows.has_wmic() {
            let text = updates::wmic_qfe(&host.updates, &host.name, host.windows.is_nt5());
            parts.push(part(host, "hotfixes.txt", "wmic qfe", Encoding::Utf16Bom, &text));
        }
        parts.push(part(
            host,
            "netstat.txt",
            "netstat -ano",
            Encoding::Oem,
            &sockets::netstat(&host.sockets, host.locale),
        ));
        let mut collection = Collection { name: format!("jiance-{}-{DATE}", host.name), parts };
        let manifest = part(host, "manifest.txt", "", Encoding::Oem, &collection.manifest(host));
        collection.parts.push(manifest);
        collection
    }

    /// The part of that name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The same without one part: a file that went missing, which the manifest still names.
    #[must_use]
    pub fn without(&self, name: &str) -> Collection {
        let parts = self.parts.iter().filter(|part| part.name != name).cloned().collect();
        Collection { name: self.name.clone(), parts }
    }

    /// The same with other bytes in one part.
    #[must_use]
    pub fn with_bytes(&self, name: &str, bytes: Vec<u8>) -> Collection {
        let mut changed = self.clone();
        for part in changed.parts.iter_mut().filter(|part| part.name == name) {
            part.bytes = bytes.clone();
        }
        changed
    }

    /// The bundle as one file.
    pub fn zip(&self) -> Vec<u8> {
        zip(self.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())))
    }

    /// `jiance-manifest/1` (docs/FORMATS.md) for the parts.
    fn manifest(&self, host: &Host) -> String {
        let mut lines = vec![
            "jiance-manifest/1".to_owned(),
            "collector=jiance.bat 1.0".to_owned(),
            "started=2017-06-02 16:35:00".to_owned(),
            format!("host={}", host.name),
            "elevated=yes".to_owned(),
            format!("codepage={}", host.locale.oem_code_page()),
            "system_drive=C:".to_owned(),
        ];
        lines.extend(host.drives.iter().map(|drive| format!("fixed_drive={drive}:")));
        for (minute, part) in self.parts.iter().enumerate() {
            lines.push(format!("begin={}", part.name));
            lines.push(format!("command={}", part.command));
            lines.push(format!("encoding={}", part.encoding.in_manifest()));
            lines.push(format!("start=2017-06-02 16:{}:00", 35 + minute));
            lines.push(format!("stop=2017-06-02 16:{}:40", 35 + minute));
            lines.push("refused=0".to_owned());
            lines.push("exit=0".to_owned());
            lines.push(format!("end={}", part.name));
        }
        lines.push("end=manifest".to_owned());
        let mut text = String::new();
        for line in lines {
            let _ = write!(text, "{line}\r\n");
        }
        text
    }
}

/// The listing of one drive, as the collector makes it or without `/a`.
pub fn listing_part(host: &Host, drive: char, scope: Scope) -> Part {
    let switch = if scope == Scope::All { " /a" } else { "" };
    let text = listing::bare(&host.files, &format!("{drive}:"), scope);
    part(
        host,
        &format!("files-{drive}.txt"),
        &format!("cmd /u /c dir /s /b{switch} {drive}:\\"),
        Encoding::Utf16,
        &text,
    )
}

/// The export of one hive.
fn registry_part(host: &Host, short: &str, hive: &str) -> Part {
    let text = registry::export(&host.registry, hive, Form::Five, host.locale);
    part(
        host,
        &format!("registry-{short}.reg"),
        &format!("reg export {short} registry-{short}.reg"),
        Encoding::Utf16Bom,
        &text,
    )
}

fn part(host: &Host, name: &str, command: &str, encoding: Encoding, text: &str) -> Part {
    Part {
        name: name.to_owned(),
        command: command.to_owned(),
        encoding,
        bytes: encoding.encode(text, host.locale),
    }
}
