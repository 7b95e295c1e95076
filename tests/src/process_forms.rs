//! Process lists as PowerShell, Sysinternals' `pslist` and `query process` write them.

use std::fmt::Write as _;

use crate::host::Host;
use crate::locale::Locale;
use crate::processes::{Process, pid};

/// The processes with their numbers, as `Get-Process` and `pslist` call them: without `.exe`, the idle one by a name of its own.
fn short(host: &Host) -> impl Iterator<Item = (String, u64, &str)> {
    host.processes.iter().enumerate().map(|(at, process)| {
        let name = match at {
            0 => "Idle",
            _ => process.name.strip_suffix(".exe").unwrap_or(&process.name),
        };
        (name.to_owned(), pid(at, process), process.path.as_str())
    })
}

/// The processes with their numbers, by their whole names.
fn whole(host: &Host) -> impl Iterator<Item = (&Process, u64)> {
    host.processes.iter().enumerate().map(|(at, process)| (process, pid(at, process)))
}

/// `Get-Process` of PowerShell 2 to 4.
pub fn get_process_2(host: &Host) -> String {
    let mut text = "\r\nHandles  NPM(K)    PM(K)      WS(K) VM(M)   CPU(s)     Id ProcessName\r\n\
                    -------  ------    -----      ----- -----   ------     -- -----------\r\n"
        .to_owned();
    for (name, pid, _) in short(host) {
        let _ = write!(
            text,
            "{:>7} {:>7} {:>8} {:>10} {:>5} {:>8} {pid:>6} {name}\r\n",
            81, 9, 2044, 9484, 61, "0.16"
        );
    }
    text + "\r\n\r\n"
}

/// `Get-Process` of Windows PowerShell 5.
pub fn get_process_5(host: &Host) -> String {
    let mut text = "\r\nHandles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName\r\n\
                    -------  ------    -----      -----     ------     --  -- -----------\r\n"
        .to_owned();
    for (name, pid, _) in short(host) {
        let _ = write!(
            text,
            "{:>7} {:>7} {:>8} {:>10} {:>10} {pid:>6} {:>3} {name}\r\n",
            81, 9, 2044, 9484, "", 0
        );
    }
    text + "\r\n\r\n"
}

/// `Get-Process` of PowerShell 7.
pub fn get_process_7(host: &Host) -> String {
    let mut text = "\r\n NPM(K)    PM(M)      WS(M)     CPU(s)      Id  SI ProcessName\r\n \
                    ------    -----      -----     ------      --  -- -----------\r\n"
        .to_owned();
    for (name, pid, _) in short(host) {
        let _ = write!(
            text,
            "{:>7} {:>8} {:>10} {:>10} {pid:>7} {:>3} {name}\r\n",
            9, "2.04", "9.48", "0.16", 0
        );
    }
    text + "\r\n"
}

/// What does not fit is cut to a width, its end marked.
fn cut(text: &str, width: usize, mark: &str) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - mark.chars().count()).chain(mark.chars()).collect()
}

fn chosen(host: &Host, path_width: usize, mark: &str) -> String {
    let mut text =
        format!("\r\n{:<20} {:>6} Path\r\n{:<20} {:>6} ----\r\n", "Name", "Id", "----", "--");
    for (name, pid, path) in short(host) {
        let _ = write!(text, "{name:<20} {pid:>6} {}\r\n", cut(path, path_width, mark));
    }
    text + "\r\n\r\n"
}

/// `Get-Process | Select-Object Name,Id,Path`, wide enough for all.
pub fn chosen_table(host: &Host) -> String {
    chosen(host, usize::MAX, "...")
}

/// The same on a narrow console, where paths are cut.
pub fn chosen_table_narrow(host: &Host) -> String {
    chosen(host, 16, "...")
}

/// The same by PowerShell 7, whose mark is one letter.
pub fn chosen_table_narrow_7(host: &Host) -> String {
    chosen(host, 16, "…")
}

/// `Get-Process | Select-Object Name,Id,Path | Format-List`.
pub fn chosen_list(host: &Host) -> String {
    let mut text = "\r\n".to_owned();
    for (name, pid, path) in short(host) {
        let _ = write!(text, "\r\nName : {name}\r\nId   : {pid}\r\nPath : {path}\r\n");
    }
    text + "\r\n\r\n\r\n"
}

/// `Get-Process | Select-Object Name,Id,Path` through `Export-Csv`, with its line of the type.
pub fn chosen_csv(host: &Host) -> String {
    format!("#TYPE Selected.System.Diagnostics.Process\r\n{}", chosen_csv_at(host, ','))
}

/// The same through `ConvertTo-Csv -Delimiter`, without that line.
pub fn chosen_csv_at(host: &Host, delimiter: char) -> String {
    let separator = delimiter.to_string();
    let line = |fields: [String; 3]| format!("{}\r\n", fields.join(&separator));
    let quoted = |text: &str| if text.is_empty() { String::new() } else { format!("\"{text}\"") };
    let mut text = line(["Name", "Id", "Path"].map(quoted));
    for (name, pid, path) in short(host) {
        text.push_str(&line([quoted(&name), quoted(&pid.to_string()), quoted(path)]));
    }
    text
}

/// `Get-CimInstance Win32_Process`.
pub fn cim_table(host: &Host) -> String {
    let mut text = format!(
        "\r\n{:<9} {:<24} HandleCount WorkingSetSize VirtualSize\r\n{:<9} {:<24} ----------- -------------- -----------\r\n",
        "ProcessId", "Name", "---------", "----"
    );
    for (process, pid) in whole(host) {
        let name = &process.name;
        let _ =
            write!(text, "{pid:<9} {name:<24} {:<11} {:<14} {:<11}\r\n", 53, 1_085_440, 4_362_240);
    }
    text + "\r\n\r\n"
}

/// `Get-WmiObject Win32_Process`, of whose properties these are a few; values too long for the console go on below.
pub fn wmi_list(host: &Host) -> String {
    let mut text = "\r\n".to_owned();
    let name = |name: &str| format!("{name:<26} : ");
    for (process, pid) in whole(host) {
        let path = broken(&process.path, 30, &name("").replace(':', " "));
        for (property, value) in [
            ("Name", process.name.as_str()),
            ("ExecutablePath", path.as_str()),
            ("ParentProcessId", "4"),
            ("ProcessId", &pid.to_string()),
            ("ProcessName", process.name.as_str()),
        ] {
            let _ = write!(text, "{}{value}\r\n", name(property));
        }
        text.push_str("\r\n");
    }
    text + "\r\n\r\n"
}

/// A value in lines of a width, those below the first behind an indent.
fn broken(value: &str, width: usize, indent: &str) -> String {
    let letters: Vec<char> = value.chars().collect();
    let lines: Vec<String> = letters.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(&format!("\r\n{indent}"))
}

/// `wmic process get ExecutablePath,Name,ProcessId /format:rawxml`: all of it on one line.
pub fn wmic_xml(host: &Host) -> String {
    let end = host.windows.wmic_line_end();
    let property = |name: &str, kind: &str, value: &str| {
        let value =
            if value.is_empty() { String::new() } else { format!("<VALUE>{value}</VALUE>") };
        format!(
            "<PROPERTY NAME=\"{name}\" CLASSORIGIN=\"CIM_Process\" TYPE=\"{kind}\">{value}</PROPERTY>"
        )
    };
    let mut text = format!(
        "<COMMAND SEQUENCENUM=\"1\" ISSUEDCOMMAND=\"process get ExecutablePath,Name,ProcessId /format:rawxml\" EVERYCOUNT=\"0\" \
         REPEATCOUNT=\"0\"><REQUEST><TARGET>Select * from Win32_Process</TARGET></REQUEST><RESULTS NODE=\"{}\"><CIM>",
        host.name
    );
    for (process, pid) in whole(host) {
        text.push_str("<INSTANCE CLASSNAME=\"Win32_Process\">");
        text.push_str(&property("ExecutablePath", "string", &process.path));
        text.push_str(&property("Name", "string", &process.name));
        text.push_str(&property("ProcessId", "uint32", &pid.to_string()));
        text.push_str("</INSTANCE>");
    }
    format!("{text}</CIM></RESULTS></COMMAND>{end}")
}

/// `wmic process list brief`.
pub fn wmic_brief(host: &Host) -> String {
    let end = host.windows.wmic_line_end();
    let mut text = format!(
        "HandleCount  {:<22}Priority  ProcessId  ThreadCount  WorkingSetSize  {end}",
        "Name"
    );
    for (process, pid) in whole(host) {
        let name = &process.name;
        let _ =
            write!(text, "{:<13}{name:<22}{:<10}{pid:<11}{:<13}{:<16}{end}", 53, 8, 2, 1_085_440);
    }
    text + end
}

/// What `pslist` says before its table.
fn banner(host: &Host) -> String {
    format!(
        "\r\nPsList v1.4 - Process information lister\r\nCopyright (C) 2000-2016 Mark Russinovich\r\n\
         Sysinternals - www.sysinternals.com\r\n\r\nProcess information for {}:\r\n\r\n",
        host.name
    )
}

/// `pslist`.
pub fn pslist(host: &Host) -> String {
    let mut text = banner(host)
        + "Name                Pid Pri Thd  Hnd   Priv        CPU Time    Elapsed Time\r\n";
    for (name, pid, _) in short(host) {
        let _ = write!(
            text,
            "{name:<16} {pid:>6} {:>3} {:>3} {:>4} {:>6} {:>15} {:>15}\r\n",
            8, 2, 53, 1060, "0:00:00.203", "52:33:21.291"
        );
    }
    text
}

/// `pslist -t`: each process below the one that started it, which here is the first.
pub fn pslist_tree(host: &Host) -> String {
    let mut text = banner(host)
        + "Name                             Pid Pri Thd  Hnd      VM      WS    Priv\r\n";
    for (at, (name, pid, _)) in short(host).enumerate() {
        let name = format!("{}{name}", " ".repeat(2 * at.min(2)));
        let _ = write!(
            text,
            "{name:<29} {pid:>6} {:>3} {:>3} {:>4} {:>7} {:>7} {:>7}\r\n",
            8, 2, 53, 4360, 1060, 500
        );
    }
    text
}

/// `pslist -x`: each process with its threads.
pub fn pslist_threads(host: &Host) -> String {
    let mut text = banner(host);
    for (name, pid, _) in short(host) {
        let _ = write!(
            text,
            "Name                Pid Pri Thd  Hnd      VM      WS    Priv\r\n\
             {name:<16} {pid:>6} {:>3} {:>3} {:>4} {:>7} {:>7} {:>7}\r\n \
             Tid Pri    Cswtch            State     User Time   Kernel Time   Elapsed Time\r\n\
             {:>4} {:>3} {:>9} {:>16} {:>12} {:>13} {:>14}\r\n\r\n",
            8,
            1,
            53,
            4360,
            1060,
            500,
            pid + 4,
            8,
            193,
            "Wait:UserReq",
            "0:00:00.000",
            "0:00:00.078",
            "0:41:20.303"
        );
    }
    text
}

/// `query process *`: images in small letters, cut at 15 of them, the idle one without.
pub fn query_process(host: &Host) -> String {
    let titles = match host.locale {
        Locale::ZhCn => ["用户名", "会话名", "映像"],
        Locale::De => ["BENUTZERNAME", "SITZUNGSNAME", "ABBILD"],
        _ => ["USERNAME", "SESSIONNAME", "IMAGE"],
    };
    let [user, session, image] = titles;
    let mut text = format!(
        " {} {}    ID    PID  {image}\r\n",
        Locale::padded(user, 21),
        Locale::padded(session, 15)
    );
    for (at, (process, pid)) in whole(host).enumerate() {
        let name = if at == 0 { String::new() } else { process.name.to_lowercase() };
        let (mark, user, session, number) = if at < 8 {
            (' ', "(unknown)", "services", 0)
        } else {
            ('>', "administrator", "console", 1)
        };
        let name = if name.chars().count() > 15 { cut(&name, 15, "...") } else { name };
        let _ = write!(text, "{mark}{user:<21} {session:<16} {number:>4} {pid:>6}  {name}\r\n");
    }
    text
}
