//! In: the files of a host. Out: what PowerShell's `Get-ChildItem -Recurse` writes of them, in its own table, as lists, as CSV, as a
//! table of paths. Widths and headings are those of the `FileSystem` formats of versions 2, 5 and 7.

use std::fmt::Write as _;

use crate::files::{Entry, Kind};
use crate::host::Host;
use crate::listing::{Scope, walk};
use crate::locale::Locale;
use crate::seed;

/// Which PowerShell writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The one that came for XP and with Windows 7.
    Two,
    /// The last of Windows' own.
    Five,
    /// The one that runs everywhere.
    Seven,
}

impl Version {
    /// The Windows PowerShell a host has.
    pub fn of(host: &Host) -> Version {
        if host.windows.is_nt10() { Version::Five } else { Version::Two }
    }

    /// `d--hs-`: a letter for the link since 5, which takes the folder's place in 7.
    fn mode(self, entry: &Entry) -> String {
        let hidden = if entry.hidden { "hs" } else { "--" };
        let link = matches!(entry.kind, Kind::Junction(_));
        let (first, archive) = match entry.kind {
            Kind::File(_) => ('-', 'a'),
            Kind::Junction(_) if self == Version::Seven => ('l', '-'),
            Kind::Folder | Kind::Junction(_) => ('d', '-'),
        };
        let last = match self {
            Version::Five if link => "l",
            Version::Five => "-",
            Version::Two | Version::Seven => "",
        };
        format!("{first}{archive}-{hidden}{last}")
    }
}

fn name(entry: &Entry) -> &str {
    entry.path.rsplit('\\').next().unwrap_or_default()
}

/// The short date and the short time of the culture.
fn when(entry: &Entry, host: &Host) -> (String, String) {
    let (month, day) = (1 + seed::below(12, &entry.path), 1 + seed::below(28, &entry.path));
    let (hour, minute) = (seed::below(24, &entry.path), seed::below(60, &entry.path));
    let year = host.windows.year;
    let clock = format!("{hour}:{minute:02}");
    match host.locale {
        Locale::ZhCn if host.windows.is_nt5() => (format!("{year}-{month}-{day}"), clock),
        Locale::ZhCn => (format!("{year}/{month}/{day}"), clock),
        Locale::Ja => (format!("{year}/{month:02}/{day:02}"), clock),
        Locale::De => (format!("{day:02}.{month:02}.{year}"), format!("{hour:02}:{minute:02}")),
        Locale::Ru => (format!("{day:02}.{month:02}.{year}"), clock),
        Locale::En => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            (format!("{month}/{day}/{year}"), format!("{hour}:{minute:02} {half}"))
        }
    }
}

fn heading(folder: &str, locale: Locale) -> String {
    let word = match locale {
        Locale::ZhCn => "目录",
        Locale::En => "Directory",
        Locale::De => "Verzeichnis",
        Locale::Ru => "Каталог",
        Locale::Ja => "ディレクトリ",
    };
    let root = if folder.ends_with(':') { "\\" } else { "" };
    format!("    {word}: {folder}{root}\r\n")
}

/// `Get-ChildItem -Recurse -Force C:\`: a table for each folder.
pub fn table(host: &Host, scope: Scope, version: Version) -> String {
    // Cells for the time and for the length, and how many blank lines stand around the heading of a folder.
    let (time_width, length_width, blank) = match version {
        Version::Two => (25, 10, "\r\n\r\n"),
        Version::Five => (25, 14, "\r\n\r\n"),
        Version::Seven => (26, 14, "\r\n"),
    };
    let mut text = String::new();
    walk(&host.files, "C:", scope, &mut |folder, entries| {
        let _ = write!(text, "{blank}{}{blank}", heading(folder, host.locale));
        for (mode, time, length, name) in [
            ("Mode", "LastWriteTime", "Length", "Name"),
            ("----", "-------------", "------", "----"),
        ] {
            let _ =
                write!(text, "{mode:<7} {time:>time_width$} {length:>length_width$} {name}\r\n");
        }
        for entry in entries {
            let (date, clock) = when(entry, host);
            let time = format!("{date:>10}  {clock:>8}");
            let length = match &entry.kind {
                Kind::File(size) => size.to_string(),
                Kind::Folder | Kind::Junction(_) => String::new(),
            };
            let target = match &entry.kind {
                Kind::Junction(target) if version == Version::Seven => format!(" -> {target}"),
                _ => String::new(),
            };
            let _ = write!(
                text,
                "{:<7} {time:>time_width$} {length:>length_width$} {}{target}\r\n",
                version.mode(entry),
                name(entry)
            );
        }
    });
    text.push_str(blank);
    text
}

/// `Get-ChildItem -Recurse -Force C:\ | Format-List`: the default properties, below the heading of their folder.
pub fn list(host: &Host) -> String {
    let version = Version::of(host);
    let mut text = String::new();
    walk(&host.files, "C:", Scope::All, &mut |folder, entries| {
        let _ = write!(text, "\r\n\r\n{}\r\n\r\n", heading(folder, host.locale));
        for entry in entries {
            let (date, clock) = when(entry, host);
            let _ = write!(text, "\r\nName           : {}\r\n", name(entry));
            if let Kind::File(size) = entry.kind {
                let _ = write!(text, "Length         : {size}\r\n");
            }
            for time in ["CreationTime  ", "LastWriteTime ", "LastAccessTime"] {
                let _ = write!(text, "{time} : {date} {clock}:09\r\n");
            }
            if version == Version::Five {
                let _ = write!(text, "Mode           : {}\r\n", version.mode(entry));
                text.push_str("LinkType       : \r\nTarget         : {}\r\n");
            }
            if matches!(entry.kind, Kind::File(_)) {
                let _ = write!(text, "VersionInfo    : File:             {}\r\n", entry.path);
                for line in ["InternalName:     ", "OriginalFilename: ", "Debug:            False"]
                {
                    let _ = write!(text, "                 {line}\r\n");
                }
                text.push_str("                 \r\n");
            }
        }
    });
    text.push_str("\r\n\r\n");
    text
}

/// `Get-ChildItem -Recurse -Force C:\ | Export-Csv`: in quotes, and since the first entry is a folder there is no column of lengths.
pub fn csv(host: &Host) -> String {
    let version = Version::of(host);
    let mut text = "#TYPE System.IO.DirectoryInfo\r\n\"PSPath\",\"PSParentPath\",\"PSIsContainer\",\"Mode\",\"Name\",\"FullName\",\"LastWriteTime\",\"Attributes\"\r\n".to_owned();
    walk(&host.files, "C:", Scope::All, &mut |folder, entries| {
        for entry in entries {
            let (date, clock) = when(entry, host);
            let hidden = if entry.hidden { "Hidden, System, " } else { "" };
            let (folder_said, attributes) = match entry.kind {
                Kind::File(_) => ("False", "Archive"),
                Kind::Folder => ("True", "Directory"),
                Kind::Junction(_) => ("True", "Directory, ReparsePoint"),
            };
            let provider = "Microsoft.PowerShell.Core\\FileSystem::";
            let (path, mode, name) = (&entry.path, version.mode(entry), name(entry));
            let _ = write!(
                text,
                "\"{provider}{path}\",\"{provider}{folder}\",\"{folder_said}\",\"{mode}\",\"{name}\",\"{path}\",\"{date} {clock}:09\",\"{hidden}{attributes}\"\r\n"
            );
        }
    });
    text
}

/// `Get-ChildItem -Recurse -Force C:\ | Format-Table FullName -AutoSize | Out-String -Width 4096`.
pub fn paths(host: &Host) -> String {
    let mut all = Vec::new();
    walk(&host.files, "C:", Scope::All, &mut |_, entries| {
        all.extend(entries.iter().map(|entry| entry.path.as_str()));
    });
    let width = all.iter().map(|path| Locale::cells(path)).max().unwrap_or_default();
    let mut text = "\r\n".to_owned();
    for line in ["FullName", "--------"].iter().chain(&all) {
        let _ = write!(text, "{}\r\n", Locale::padded(line, width));
    }
    text.push_str("\r\n\r\n");
    text
}
