//! The processes of a host, and the texts of `tasklist` and `wmic process` for them.

use std::fmt::Write as _;

use crate::locale::Locale;
use crate::seed;
use crate::windows::Windows;

/// A running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Image name.
    pub name: String,
    /// Where the image lies, empty for the system's own.
    pub path: String,
}

impl Process {
    /// A process by its image's path.
    pub fn at(path: &str) -> Process {
        Process {
            name: path.rsplit('\\').next().unwrap_or_default().to_owned(),
            path: path.to_owned(),
        }
    }

    fn of_system(name: &str) -> Process {
        Process { name: name.to_owned(), path: String::new() }
    }
}

/// What runs on a fresh Windows.
pub fn of_windows(windows: &Windows) -> Vec<Process> {
    let mut all = vec![Process::of_system("System Idle Process"), Process::of_system("System")];
    let names: &[&str] = if windows.is_nt5() {
        &[
            "smss", "csrss", "winlogon", "services", "lsass", "svchost", "svchost", "spoolsv",
            "alg", "ctfmon", "cmd",
        ]
    } else if windows.is_nt10() {
        &[
            "smss",
            "csrss",
            "wininit",
            "csrss",
            "services",
            "lsass",
            "winlogon",
            "svchost",
            "svchost",
            "svchost",
            "dwm",
            "spoolsv",
            "sihost",
            "taskhostw",
            "RuntimeBroker",
            "SearchIndexer",
            "conhost",
            "cmd",
        ]
    } else {
        &[
            "smss", "csrss", "wininit", "csrss", "services", "lsass", "lsm", "winlogon", "svchost",
            "svchost", "spoolsv", "taskhost", "dwm", "conhost", "cmd",
        ]
    };
    all.extend(names.iter().map(|name| Process::at(&format!("C:\\Windows\\System32\\{name}.exe"))));
    all.push(Process::at("C:\\Windows\\explorer.exe"));
    all.push(Process::at("C:\\Windows\\System32\\tasklist.exe"));
    all
}

/// The id of the process at a place in the list.
pub(crate) fn pid(at: usize, process: &Process) -> u64 {
    match at {
        0 => 0,
        1 => 4,
        _ => 4 * (64 + 37 * at as u64 + seed::below(9, &process.name)),
    }
}

fn memory(at: usize, process: &Process, locale: Locale) -> String {
    let kilobytes =
        if at == 0 { 24 } else { 300 + seed::below(90_000, &format!("{at}{}", process.name)) };
    let unit = if locale == Locale::Ru { "КБ" } else { "K" };
    format!("{} {unit}", locale.grouped(kilobytes))
}

fn session(at: usize, windows: &Windows) -> (&'static str, u32) {
    match (windows.is_nt5(), at < 8) {
        (true, _) => ("Console", 0),
        (false, true) => ("Services", 0),
        (false, false) => ("Console", 1),
    }
}

/// `tasklist`: the table, whose names are cut at 25 characters.
pub fn table(processes: &[Process], windows: &Windows, locale: Locale) -> String {
    let [name, pid_label, session_label, number, memory_label] = labels(locale);
    let widths = [25, 8, 16, 11, 12];
    let mut text = format!(
        "\r\n{} {} {} {} {}\r\n",
        Locale::padded(name, 25),
        to_the_right(pid_label, 8),
        Locale::padded(session_label, 16),
        to_the_right(number, 11),
        to_the_right(memory_label, 12),
    );
    text.push_str(&widths.map(|width| "=".repeat(width)).join(" "));
    text.push_str("\r\n");
    for (at, process) in processes.iter().enumerate() {
        let (session, number) = session(at, windows);
        let name: String = process.name.chars().take(25).collect();
        let _ = write!(
            text,
            "{name:<25} {:>8} {session:<16} {number:>11} {:>12}\r\n",
            pid(at, process),
            memory(at, process, locale)
        );
    }
    text
}

fn to_the_right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(Locale::cells(text))))
}

/// `tasklist /fo csv`.
pub fn csv(processes: &[Process], windows: &Windows, locale: Locale) -> String {
    let mut text = labels(locale).map(|label| format!("\"{label}\"")).join(",");
    text.push_str("\r\n");
    for (at, process) in processes.iter().enumerate() {
        let (session, number) = session(at, windows);
        let (pid, memory) = (pid(at, process), memory(at, process, locale));
        let _ = write!(
            text,
            "\"{}\",\"{pid}\",\"{session}\",\"{number}\",\"{memory}\"\r\n",
            process.name
        );
    }
    text
}

/// `wmic process get ExecutablePath,Name,ProcessId /format:csv`.
pub fn wmic_csv(processes: &[Process], windows: &Windows, node: &str) -> String {
    let end = windows.wmic_line_end();
    let mut text = format!("{end}Node,ExecutablePath,Name,ProcessId{end}");
    for (at, process) in processes.iter().enumerate() {
        let _ = write!(text, "{node},{},{},{}{end}", process.path, process.name, pid(at, process));
    }
    text
}

/// The collector's process list: one property a line, an empty line between processes; from `wmic … /value`, or from PowerShell
/// where Windows has no wmic any more.
pub fn properties(processes: &[Process], windows: &Windows) -> String {
    let end = windows.wmic_line_end();
    let (between, after) = windows.around_properties();
    let mut text = String::new();
    for (at, process) in processes.iter().enumerate() {
        let (path, name, pid) = (&process.path, &process.name, pid(at, process));
        let _ =
            write!(text, "{between}ExecutablePath={path}{end}Name={name}{end}ProcessId={pid}{end}");
    }
    text + &after
}

fn labels(locale: Locale) -> [&'static str; 5] {
    match locale {
        Locale::ZhCn => ["映像名称", "PID", "会话名", "会话#", "内存使用 "],
        Locale::En => ["Image Name", "PID", "Session Name", "Session#", "Mem Usage"],
        Locale::De => ["Abbildname", "PID", "Sitzungsname", "Sitz.-Nr.", "Speichernutzung"],
        Locale::Ru => ["Имя образа", "PID", "Имя сессии", "№ сеанса", "Память"],
        Locale::Ja => ["イメージ名", "PID", "セッション名", "セッション#", "メモリ使用量"],
    }
}
