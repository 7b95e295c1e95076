//! The forms of process lists.

use super::{Alone, Form, Group, PROGRAM, Records, Shows, WMIC, Write};
use crate::encode::Encoding;
use crate::locale::Locale;
use crate::locale::Locale::{De, En, ZhCn};
use crate::process_forms;
use crate::processes::{self, Wider};
use crate::windows::{SERVER_2016, WIN7_SP1, WIN11, XP_SP3};

/// Process lists.
pub static GROUP: Group = Group {
    title: "Process lists",
    test: "process_lists_are_read",
    target: "processes",
    forms: &[
        Form {
            command: "tasklist",
            kind: "tasklist",
            write: Write::Text(|host| processes::table(&host.processes, host.windows, host.locale)),
            ..WHOLE_LIST
        },
        Form {
            command: "tasklist /fo csv",
            kind: "tasklist_csv",
            write: Write::Text(|host| processes::csv(&host.processes, host.windows, host.locale)),
            ..WHOLE_LIST
        },
        Form {
            command: "tasklist /fo list",
            kind: "tasklist_list",
            write: Write::Text(|host| processes::list(&host.processes, host.windows, host.locale)),
            ..WHOLE_LIST
        },
        Form {
            command: "tasklist /v",
            kind: "tasklist",
            write: Write::Text(|host| processes::wider_table(host, Wider::Verbose)),
            encodings: CONSOLE,
            ..WHOLE_LIST
        },
        Form {
            command: "tasklist /svc",
            kind: "tasklist",
            write: Write::Text(|host| processes::wider_table(host, Wider::Services)),
            encodings: CONSOLE,
            ..WHOLE_LIST
        },
        Form {
            command: "tasklist /m",
            kind: "tasklist",
            write: Write::Text(|host| processes::wider_table(host, Wider::Modules)),
            encodings: CONSOLE,
            ..WHOLE_LIST
        },
        Form {
            command: "wmic process get ExecutablePath,Name,ProcessId /format:csv",
            kind: "wmic_process_csv",
            encodings: WMIC,
            write: Write::Text(|host| {
                processes::wmic_csv(&host.processes, host.windows, &host.name)
            }),
            ..WHOLE_LIST
        },
        Form {
            command: "wmic process get ExecutablePath,Name,ProcessId /value",
            kind: "wmic_process_list",
            encodings: WMIC,
            write: Write::Text(|host| processes::properties(&host.processes, host.windows)),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..WHOLE_LIST
        },
        Form {
            command: "Get-WmiObject Win32_Process, one property a line",
            kind: "wmic_process_list",
            windows: &[&WIN11],
            encodings: super::POWERSHELL,
            write: Write::Text(|host| processes::properties(&host.processes, host.windows)),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..WHOLE_LIST
        },
        Form {
            command: "wmic process get ExecutablePath,Name,ProcessId /format:rawxml",
            kind: "wmic_process_xml",
            encodings: WMIC,
            write: Write::Text(process_forms::wmic_xml),
            ..WHOLE_LIST
        },
        Form {
            command: "wmic process list brief",
            kind: "wmic_process",
            write: Write::Text(process_forms::wmic_brief),
            encodings: WMIC,
            ..WHOLE_LIST
        },
        Form {
            command: "Get-Process (PowerShell 2 to 4)",
            kind: "get_process",
            write: Write::Text(process_forms::get_process_2),
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            windows: &[&WIN7_SP1],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process (PowerShell 5)",
            kind: "get_process",
            write: Write::Text(process_forms::get_process_5),
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process (PowerShell 7)",
            kind: "get_process",
            write: Write::Text(process_forms::get_process_7),
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path",
            kind: "process_table",
            write: Write::Text(process_forms::chosen_table),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path (paths cut)",
            kind: "process_table",
            write: Write::Text(process_forms::chosen_table_narrow),
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path (paths cut, PowerShell 7)",
            kind: "process_table",
            write: Write::Text(process_forms::chosen_table_narrow_7),
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            encodings: &[Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Bom],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path | fl",
            kind: "process_list",
            write: Write::Text(process_forms::chosen_list),
            shows: &[Shows::Sign { name: "n3", line: ": tasksche" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path | Export-Csv",
            kind: "process_csv",
            write: Write::Text(process_forms::chosen_csv),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path | ConvertTo-Csv -Delimiter ';'",
            kind: "process_csv",
            write: Write::Text(|host| process_forms::chosen_csv_at(host, ';')),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-Process | select Name,Id,Path | ConvertTo-Csv -Delimiter `t",
            kind: "process_csv",
            write: Write::Text(|host| process_forms::chosen_csv_at(host, '\t')),
            shows: &[Shows::Sign { name: "n3", line: "\\tasksche.exe" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-CimInstance Win32_Process",
            kind: "process_table",
            write: Write::Text(process_forms::cim_table),
            ..POWERSHELL_LIST
        },
        Form {
            command: "Get-WmiObject Win32_Process | fl (some properties)",
            kind: "process_list",
            write: Write::Text(process_forms::wmi_list),
            shows: &[Shows::Sign { name: "n3", line: ": tasksche" }],
            ..POWERSHELL_LIST
        },
        Form {
            command: "pslist",
            kind: "pslist",
            write: Write::Text(process_forms::pslist),
            locales: &[ZhCn, De],
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..WHOLE_LIST
        },
        Form {
            command: "pslist -t",
            kind: "pslist",
            write: Write::Text(process_forms::pslist_tree),
            locales: &[ZhCn, De],
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..WHOLE_LIST
        },
        Form {
            command: "pslist -x",
            kind: "pslist",
            write: Write::Text(process_forms::pslist_threads),
            locales: &[ZhCn, De],
            shows: &[Shows::Sign { name: "n3", line: "tasksche" }],
            ..WHOLE_LIST
        },
        Form {
            command: "query process *",
            kind: "qprocess",
            write: Write::Text(process_forms::query_process),
            locales: &[ZhCn, En, De],
            ..WHOLE_LIST
        },
    ],
};

/// What lists by PowerShell have in common.
const POWERSHELL_LIST: Form = Form {
    windows: &[&WIN7_SP1, &SERVER_2016, &WIN11],
    // The same words in every language.
    locales: &[ZhCn, De],
    encodings: super::POWERSHELL,
    ..WHOLE_LIST
};

/// What `tasklist` most often leaves behind: `>` in `cmd`, and through PowerShell 5.
const CONSOLE: &[Encoding] = &[Encoding::Oem, Encoding::Utf16Bom];

/// What rows have in common that list every process.
const WHOLE_LIST: Form = Form {
    command: "",
    kind: "",
    artifact: "process_list",
    windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
    locales: &Locale::ALL,
    encodings: PROGRAM,
    write: Write::Text(|_| String::new()),
    records: Records::All(|host| host.processes.len()),
    alone: Alone::Complete,
    shows: &[Shows::Sign { name: "n3", line: "tasksche.exe" }],
};
