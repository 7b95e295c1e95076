//! The forms of process lists.

use super::{Alone, Form, Group, PROGRAM, Records, Shows, WMIC, Write};
use crate::locale::Locale;
use crate::processes;
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
    ],
};

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
