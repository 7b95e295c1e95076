//! The processes of a host, and the texts of `tasklist` and `wmic process` for them.

use std::fmt::Write as _;

use crate::host::Host;
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

/// `tasklist /fo list`: keys filled up to the widest, an empty line in front of each process.
pub fn list(processes: &[Process], windows: &Windows, locale: Locale) -> String {
    let labels = labels(locale);
    let width = labels.map(Locale::cells).into_iter().max().unwrap_or_default() + 2;
    let mut text = String::new();
    for (at, process) in processes.iter().enumerate() {
        let (session, number) = session(at, windows);
        let (pid, number) = (pid(at, process).to_string(), number.to_string());
        let memory = memory(at, process, locale);
        text.push_str("\r\n");
        for (label, value) in labels.iter().zip([&process.name, &pid, session, &number, &memory]) {
            let _ = write!(text, "{}{value}\r\n", Locale::padded(&format!("{label}:"), width));
        }
    }
    text
}

/// What one of the wider tables of `tasklist` shows of a process behind its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wider {
    /// `/v`: state, user, time and title too.
    Verbose,
    /// `/svc`: services, in as many lines as they need.
    Services,
    /// `/m`: modules.
    Modules,
}

/// `tasklist /v`, `/svc` and `/m`.
pub fn wider_table(host: &Host, wider: Wider) -> String {
    let [name, pid_label, ..] = labels(host.locale);
    let none = if host.locale == Locale::ZhCn { "暂缺" } else { "N/A" };
    let (titles, widths): (&[&str], &[usize]) = match wider {
        Wider::Verbose => (
            &[
                "Session Name",
                "Session#",
                "Mem Usage",
                "Status",
                "User Name",
                "CPU Time",
                "Window Title",
            ],
            &[16, 11, 12, 15, 50, 12, 72],
        ),
        Wider::Services => (&["Services"], &[44]),
        Wider::Modules => (&["Modules"], &[44]),
    };
    let mut text = format!("\r\n{} {}", Locale::padded(name, 25), to_the_right(pid_label, 8));
    for (title, width) in titles.iter().zip(widths) {
        let _ = write!(text, " {}", Locale::padded(title, *width));
    }
    let _ = write!(text, "\r\n{} {}", "=".repeat(25), "=".repeat(8));
    for width in widths {
        let _ = write!(text, " {}", "=".repeat(*width));
    }
    text.push_str("\r\n");
    for (at, process) in host.processes.iter().enumerate() {
        let name: String = process.name.chars().take(25).collect();
        let _ = write!(text, "{name:<25} {:>8} ", pid(at, process));
        let below = " ".repeat(35);
        match wider {
            Wider::Verbose => {
                let (session, number) = session(at, host.windows);
                let memory = memory(at, process, host.locale);
                let user = "NT AUTHORITY\\SYSTEM";
                let _ = write!(
                    text,
                    "{session:<16} {number:>11} {memory:>12} {:<15} {user:<50} {:>12} {:<72}\r\n",
                    "Unknown", "0:00:01", "N/A"
                );
            }
            Wider::Services if process.name == "svchost.exe" => {
                let _ =
                    write!(text, "{:<44}\r\n{below}{:<44}\r\n", "DcomLaunch, Power,", "PlugPlay");
            }
            Wider::Services => {
                let _ = write!(text, "{:<44}\r\n", none);
            }
            Wider::Modules if at < 2 => {
                let _ = write!(text, "{:<44}\r\n", none);
            }
            Wider::Modules => {
                let _ = write!(
                    text,
                    "{:<44}\r\n{below}{:<44}\r\n",
                    "ntdll.dll, kernel32.dll,", "user32.dll"
                );
            }
        }
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
