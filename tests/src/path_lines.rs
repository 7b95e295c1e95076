//! In: the files of a host. Out: the listings of `attrib`, `forfiles`, `where` and `tree`, and a body file.

use std::fmt::Write as _;

use crate::files::{Entry, Files, Kind};
use crate::host::Host;
use crate::listing::{Scope, date, walk};
use crate::locale::Locale;
use crate::seed;

/// Every entry, folder by folder.
fn each<'f>(files: &'f Files, visit: &mut dyn FnMut(&'f Entry)) {
    walk(files, "C:", Scope::All, &mut |_, entries| entries.iter().for_each(|entry| visit(entry)));
}

/// How many files there are: what commands show that leave folders out.
pub fn count_files(host: &Host) -> usize {
    let mut count = 0;
    each(&host.files, &mut |entry| count += usize::from(matches!(entry.kind, Kind::File(_))));
    count
}

/// `attrib /s /d C:\*`: letters in fixed places, as many columns as the Windows knows attributes for, then the path.
pub fn attrib(host: &Host) -> String {
    let width = match host.windows {
        windows if windows.is_nt5() => 11,
        windows if windows.is_nt10() => 21,
        _ => 13,
    };
    let mut text = String::new();
    each(&host.files, &mut |entry| {
        let archive = if matches!(entry.kind, Kind::File(_)) { 'A' } else { ' ' };
        let letters = format!("{archive}  {}", if entry.hidden { "SH" } else { "" });
        let _ = write!(text, "{letters:<width$}{}\r\n", entry.path);
    });
    text
}

/// `forfiles /p C:\ /s /c "cmd /c echo @path"`: an empty line, then paths in quotes.
pub fn forfiles(host: &Host) -> String {
    let mut text = "\r\n".to_owned();
    each(&host.files, &mut |entry| {
        let _ = write!(text, "\"{}\"\r\n", entry.path);
    });
    text
}

/// `where /r C:\ *`: the paths of files.
pub fn where_r(host: &Host) -> String {
    let mut text = String::new();
    each(&host.files, &mut |entry| {
        if matches!(entry.kind, Kind::File(_)) {
            let _ = write!(text, "{}\r\n", entry.path);
        }
    });
    text
}

/// `where /r C:\ /t *`: size, date and time before each.
pub fn where_t(host: &Host) -> String {
    let mut text = String::new();
    each(&host.files, &mut |entry| {
        if let Kind::File(size) = entry.kind {
            let when = date(&entry.path, host.windows, host.locale);
            let (day, time) = when.split_once("  ").unwrap_or_default();
            let (clock, half) = time.split_once(' ').unwrap_or((time, ""));
            let half = if half.is_empty() { String::new() } else { format!(" {half}") };
            let _ = write!(text, "{size:>10}   {day}      {clock}:09{half}  {}\r\n", entry.path);
        }
    });
    text
}

/// The drawing of `tree`: what stands before a name, and what leads on below a folder.
struct Drawing {
    branch: &'static str,
    last_branch: &'static str,
    below: &'static str,
}

/// `tree C:\ /f /a`: in letters that every code page has.
pub fn tree_ascii(host: &Host) -> String {
    tree(host, &Drawing { branch: "+---", last_branch: "\\---", below: "|   " })
}

/// `tree C:\ /f`: in the code page's lines, which the consoles of East Asia draw two cells wide.
pub fn tree_lines(host: &Host) -> String {
    let drawing = match host.locale {
        Locale::ZhCn | Locale::Ja => {
            Drawing { branch: "├─", last_branch: "└─", below: "│  " }
        }
        Locale::En | Locale::De | Locale::Ru => {
            Drawing { branch: "├───", last_branch: "└───", below: "│   " }
        }
    };
    tree(host, &drawing)
}

fn tree(host: &Host, drawing: &Drawing) -> String {
    let heading = match host.locale {
        Locale::ZhCn => "文件夹 PATH 列表\r\n卷序列号为 5C1E-94F0",
        Locale::En => "Folder PATH listing\r\nVolume serial number is 5C1E-94F0",
        Locale::De => "Auflistung der Ordnerpfade\r\nVolumeseriennummer : 5C1E-94F0",
        Locale::Ru => "Структура папок\r\nСерийный номер тома: 5C1E-94F0",
        Locale::Ja => "フォルダー パスの一覧\r\nボリューム シリアル番号は 5C1E-94F0 です",
    };
    let mut text = format!("{heading}\r\nC:\\\r\n");
    draw(&mut text, &host.files, "C:", "", drawing);
    text
}

/// A folder's files, a line that sets them apart, and its folders. Hidden and system entries are never shown.
fn draw(text: &mut String, files: &Files, folder: &str, indent: &str, drawing: &Drawing) {
    let shown: Vec<&Entry> = files.children(folder).filter(|entry| !entry.hidden).collect();
    let (plain, folders): (Vec<&Entry>, Vec<&Entry>) =
        shown.into_iter().partition(|entry| matches!(entry.kind, Kind::File(_)));
    let name = |entry: &Entry| entry.path.rsplit('\\').next().unwrap_or_default().to_owned();
    let lead = if folders.is_empty() { "    " } else { drawing.below };
    for file in &plain {
        let _ = write!(text, "{indent}{lead}{}\r\n", name(file));
    }
    if !plain.is_empty() {
        let _ = write!(text, "{indent}{lead}\r\n");
    }
    for (at, entry) in folders.iter().enumerate() {
        let is_last = at + 1 == folders.len();
        let branch = if is_last { drawing.last_branch } else { drawing.branch };
        let _ = write!(text, "{indent}{branch}{}\r\n", name(entry));
        let below = if is_last { "    " } else { drawing.below };
        if entry.kind == Kind::Folder {
            draw(text, files, &entry.path, &format!("{indent}{below}"), drawing);
        }
    }
}

/// `fls -r -m C: image`: a line for each name, the entry's own and the one in its `$FILE_NAME`.
pub fn bodyfile(host: &Host) -> String {
    let mut text = String::new();
    each(&host.files, &mut |entry| {
        let path = entry.path.replace('\\', "/");
        let entry_number = 40 + seed::below(90_000, &entry.path);
        let (attribute, mode, size) = match entry.kind {
            Kind::File(size) => (128, "r/rrwxrwxrwx", size),
            Kind::Folder | Kind::Junction(_) => (144, "d/drwxrwxrwx", 56),
        };
        let times = "1494575040|1494575040|1494575040|1494575040";
        let _ = writeln!(text, "0|{path}|{entry_number}-{attribute}-1|{mode}|0|0|{size}|{times}");
        let _ = writeln!(text, "0|{path} ($FILE_NAME)|{entry_number}-48-2|{mode}|0|0|90|{times}");
    });
    text
}
