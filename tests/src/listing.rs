//! In: the files of a host. Out: the text of `dir /s`, in both forms and every language.

use std::fmt::Write as _;

use crate::files::{Entry, Files, Kind};
use crate::host::Host;
use crate::locale::Locale;
use crate::seed;
use crate::windows::Windows;

/// Which entries a listing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `/a`: all.
    All,
    /// Without `/a`: hidden and system entries, and what is in hidden folders, are left out.
    Visible,
}

impl Scope {
    fn shows(self, entry: &Entry) -> bool {
        self == Scope::All || !entry.hidden
    }
}

/// `dir /s /b C:\`: full paths, each folder's content before that of the folders in it. `folder` is `C:` or `C:\Users`.
pub fn bare(files: &Files, folder: &str, scope: Scope) -> String {
    let mut text = String::new();
    walk(files, folder, scope, &mut |_, entries| {
        for entry in entries {
            text.push_str(&entry.path);
            text.push_str("\r\n");
        }
    });
    text
}

/// What `jiance.exe` lists of a drive (docs/FORMATS.md, `jiance-files/2`).
pub fn collected(files: &Files, drive: &str) -> String {
    let mut listing = Collected { text: "jiance-files/2\r\n".to_owned(), folders: 0, rows: 0 };
    listing.folder(files, drive, &format!("{drive}\\"));
    let Collected { mut text, folders, rows } = listing;
    let _ = write!(text, "end={folders} {rows} 0\r\n");
    text
}

/// A listing being written, and how much is in it.
struct Collected {
    text: String,
    folders: u64,
    rows: u64,
}

impl Collected {
    /// A folder by its path, with all below it; its own row stands in its heading.
    fn folder(&mut self, files: &Files, folder: &str, heading: &str) {
        let _ = write!(self.text, "folder={heading}\r\n");
        self.folders += 1;
        let is_folder = |entry: &&Entry| matches!(entry.kind, Kind::Folder);
        for entry in files.children(folder).filter(|entry| !is_folder(entry)) {
            let name = entry.path.rsplit('\\').next().unwrap_or_default();
            let _ = write!(self.text, "{}{name}\r\n", collected_cells(entry));
            self.rows += 1;
        }
        for entry in files.children(folder).filter(is_folder) {
            let heading = format!("{}{}", collected_cells(entry), entry.path);
            self.folder(files, &entry.path, &heading);
        }
    }
}

/// What stands before an entry's name.
fn collected_cells(entry: &Entry) -> String {
    const HIDDEN: u32 = 0x2;
    const SYSTEM: u32 = 0x4;
    let (kind, size) = match &entry.kind {
        Kind::File(size) => (0x20, format!("{size:x}")),
        Kind::Folder => (0x10, String::new()),
        Kind::Junction(_) => (0x410, String::new()),
    };
    let attributes = kind | if entry.hidden { HIDDEN | SYSTEM } else { 0 };
    // 2017-05-12 07:44 UTC, and some seconds that depend on the entry.
    let time = 1_494_575_040 + seed::below(3600, &entry.path);
    format!("{attributes:x}\t{size}\t{time:x}\t=\t=\t\t")
}

/// What `dir /s` shows besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besides {
    /// Nothing.
    Nothing,
    /// `/x`: the short name, where the name itself is none.
    ShortNames,
    /// `/q`: who owns it.
    Owners,
    /// `/r`: the streams of a file, one a line. A file that was downloaded has one.
    Streams,
}

impl Besides {
    /// What stands between size and name. `.` and `..` have no short name.
    fn column(self, name: &str) -> String {
        match self {
            Besides::Nothing | Besides::Streams => String::new(),
            Besides::ShortNames => format!("{:<13}", short_name(name)),
            Besides::Owners => format!("{:<23}", "NT AUTHORITY\\SYSTEM"),
        }
    }
}

/// The name NTFS makes beside a name that DOS could not have had; empty beside one it could.
fn short_name(name: &str) -> String {
    let (base, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = |part: &str, most: usize| {
        part.len() <= most
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$_-".contains(&byte))
    };
    let is_dots = name.bytes().all(|byte| byte == b'.');
    if is_dots || (!base.is_empty() && plain(base, 8) && plain(extension, 3)) {
        return String::new();
    }
    let letters = |part: &str, most| -> String {
        part.chars()
            .filter(char::is_ascii_alphanumeric)
            .take(most)
            .collect::<String>()
            .to_uppercase()
    };
    let mut head = letters(base, 6);
    if head.len() < 3 {
        // Too short to tell names apart: NTFS puts a checksum behind it.
        let _ = write!(head, "{:04X}", seed::below(0x1_0000, name));
    }
    match letters(extension, 3) {
        extension if extension.is_empty() => format!("{head}~1"),
        extension => format!("{head}~1.{extension}"),
    }
}

/// `dir /s /-c C:\`: dates, sizes, totals.
pub fn long(
    files: &Files,
    folder: &str,
    scope: Scope,
    windows: &Windows,
    locale: Locale,
) -> String {
    long_with(Besides::Nothing, files, folder, scope, windows, locale)
}

/// [`long`] with what else was asked for.
pub fn long_with(
    besides: Besides,
    files: &Files,
    folder: &str,
    scope: Scope,
    windows: &Windows,
    locale: Locale,
) -> String {
    framed(files, folder, scope, words(locale, windows.is_nt5()), &|folder, entries| {
        let mut text = String::new();
        if !folder.ends_with(':') {
            for dots in [".", ".."] {
                let date = date(folder, windows, locale);
                let _ = write!(text, "{date}    <DIR>          {}{dots}\r\n", besides.column(dots));
            }
        }
        for entry in entries {
            let date = date(&entry.path, windows, locale);
            let name = name_of(entry);
            let column = besides.column(name);
            let _ = match &entry.kind {
                Kind::File(size) => write!(text, "{date}{size:>18} {column}{name}\r\n"),
                Kind::Folder => write!(text, "{date}    <DIR>          {column}{name}\r\n"),
                Kind::Junction(target) => {
                    write!(text, "{date}    <JUNCTION>     {column}{name} [{target}]\r\n")
                }
            };
            if besides == Besides::Streams && name.ends_with(".url") {
                let _ = write!(text, "{:>36} {name}:Zone.Identifier:$DATA\r\n", 26);
            }
        }
        text
    })
}

/// In which order a wide listing fills its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// `/w`: row by row.
    Rows,
    /// `/d`: column by column.
    Columns,
}

/// How many cells a console shows in a line.
const CONSOLE_WIDTH: usize = 80;

/// `dir /s /w C:\` or `dir /s /d C:\`: names only, several in a row, folders and junctions in brackets.
pub fn wide(host: &Host, fill: Fill) -> String {
    let words = words(host.locale, host.windows.is_nt5());
    framed(&host.files, "C:", Scope::All, words, &|folder, entries| {
        let dots = [".", ".."].map(|dots| format!("[{dots}]"));
        let shown = entries.iter().map(|entry| match entry.kind {
            Kind::File(_) => name_of(entry).to_owned(),
            Kind::Folder | Kind::Junction(_) => format!("[{}]", name_of(entry)),
        });
        let dots = dots.into_iter().filter(|_| !folder.ends_with(':'));
        let names: Vec<String> = dots.chain(shown).collect();
        let widest = names.iter().map(|name| Locale::cells(name)).max().unwrap_or_default() + 3;
        let columns = (CONSOLE_WIDTH / widest).max(1);
        let rows = names.len().div_ceil(columns);
        let mut text = String::new();
        for row in 0..rows {
            for column in 0..columns {
                let at = match fill {
                    Fill::Rows => row * columns + column,
                    Fill::Columns => column * rows + row,
                };
                if let Some(name) = names.get(at) {
                    text.push_str(&Locale::padded(name, widest));
                }
            }
            text.push_str("\r\n");
        }
        text
    })
}

fn name_of(entry: &Entry) -> &str {
    entry.path.rsplit('\\').next().unwrap_or_default()
}

/// The volume, a heading and totals for each folder, and the totals of all, around the rows of each.
fn framed(
    files: &Files,
    folder: &str,
    scope: Scope,
    words: Words,
    rows: &dyn Fn(&str, &[&Entry]) -> String,
) -> String {
    let (drive, _) = folder.split_at(1);
    let mut text = format!("{}\r\n", words.volume.replace('C', drive));
    let _ = write!(text, "{}\r\n", words.serial);
    let (mut all_files, mut all_bytes, mut all_folders) = (0, 0, 0);
    walk(files, folder, scope, &mut |folder, entries| {
        let is_root = folder.ends_with(':');
        let shown = if is_root { format!("{folder}\\") } else { folder.to_owned() };
        let _ = write!(text, "\r\n{}\r\n\r\n", words.folder.replace("{}", &shown));
        text.push_str(&rows(folder, entries));
        let (mut count, mut bytes) = (0, 0);
        all_folders += if is_root { 0 } else { 2 };
        for entry in entries {
            match &entry.kind {
                Kind::File(size) => (count, bytes) = (count + 1, bytes + size),
                Kind::Folder | Kind::Junction(_) => all_folders += 1,
            }
        }
        let _ = write!(text, "{count:>16} {} {bytes:>14} {}\r\n", words.files, words.bytes);
        (all_files, all_bytes) = (all_files + count, all_bytes + bytes);
    });
    let _ = write!(text, "\r\n{}\r\n", words.total);
    let _ = write!(text, "{all_files:>16} {} {all_bytes:>14} {}\r\n", words.files, words.bytes);
    let _ = write!(
        text,
        "{all_folders:>16} {} {:>15} {}\r\n",
        words.folders, 30_943_412_224_u64, words.free
    );
    text
}

/// Visits each folder that has something to show, a folder before the folders in it. Junctions are not entered.
pub(crate) fn walk<'f>(
    files: &'f Files,
    folder: &str,
    scope: Scope,
    visit: &mut dyn FnMut(&str, &[&'f Entry]),
) {
    let entries: Vec<&Entry> = files.children(folder).filter(|entry| scope.shows(entry)).collect();
    if !entries.is_empty() {
        visit(folder, &entries);
    }
    for entry in entries {
        if entry.kind == Kind::Folder {
            walk(files, &entry.path, scope, visit);
        }
    }
}

/// Date and time columns as the language writes them.
pub(crate) fn date(path: &str, windows: &Windows, locale: Locale) -> String {
    let (month, day) = (1 + seed::below(12, path), 1 + seed::below(28, path));
    let (hour, minute) = (seed::below(24, path), seed::below(60, path));
    let year = windows.year;
    match locale {
        Locale::ZhCn if windows.is_nt5() => {
            format!("{year}-{month:02}-{day:02}  {hour:02}:{minute:02}")
        }
        Locale::ZhCn | Locale::Ja => format!("{year}/{month:02}/{day:02}  {hour:02}:{minute:02}"),
        Locale::De | Locale::Ru => format!("{day:02}.{month:02}.{year}  {hour:02}:{minute:02}"),
        Locale::En => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{month:02}/{day:02}/{year}  {hour:02}:{minute:02} {half}")
        }
    }
}

struct Words {
    volume: &'static str,
    serial: &'static str,
    folder: &'static str,
    files: &'static str,
    bytes: &'static str,
    total: &'static str,
    folders: &'static str,
    free: &'static str,
}

fn words(locale: Locale, nt5: bool) -> Words {
    match locale {
        Locale::En => Words {
            volume: " Volume in drive C has no label.",
            serial: " Volume Serial Number is 5C1E-94F0",
            folder: " Directory of {}",
            files: "File(s)",
            bytes: "bytes",
            total: "     Total Files Listed:",
            folders: "Dir(s)",
            free: "bytes free",
        },
        Locale::ZhCn => Words {
            volume: " 驱动器 C 中的卷没有标签。",
            serial: " 卷的序列号是 5C1E-94F0",
            folder: " {} 的目录",
            files: "个文件",
            bytes: "字节",
            total: "     所列文件总数:",
            folders: "个目录",
            free: "可用字节",
        },
        Locale::De => Words {
            volume: if nt5 {
                " Datenträger in Laufwerk C: ist System"
            } else {
                " Volume in Laufwerk C: hat keine Bezeichnung."
            },
            serial: " Volumeseriennummer: 5C1E-94F0",
            folder: " Verzeichnis von {}",
            files: "Datei(en),",
            bytes: "Bytes",
            total: "     Anzahl der angezeigten Dateien:",
            folders: "Verzeichnis(se),",
            free: "Bytes frei",
        },
        Locale::Ru => Words {
            volume: " Том в устройстве C не имеет метки.",
            serial: " Серийный номер тома: 5C1E-94F0",
            folder: " Содержимое папки {}",
            files: "файлов",
            bytes: "байт",
            total: "     Всего файлов:",
            folders: "папок",
            free: "байт свободно",
        },
        Locale::Ja => Words {
            volume: " ドライブ C のボリューム ラベルがありません。",
            serial: " ボリューム シリアル番号は 5C1E-94F0 です",
            folder: " {} のディレクトリ",
            files: "個のファイル",
            bytes: "バイト",
            total: "     ファイルの総数:",
            folders: "個のディレクトリ",
            free: "バイトの空き領域",
        },
    }
}
