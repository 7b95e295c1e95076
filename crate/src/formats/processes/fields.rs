//! In: the named properties of a process, from whichever list. Out: its record.

use std::borrow::Cow;

use crate::formats::{RecordSink, path};
use crate::records::{Position, ProcessRecord, Record};

/// The properties of `Win32_Process`, which WMI prints in English everywhere, parted by `|`.
const WIN32_PROCESS: &str = "Caption|CommandLine|CreationClassName|CreationDate|CSCreationClassName|CSName|\
    Description|ExecutablePath|ExecutionState|Handle|HandleCount|InstallDate|KernelModeTime|\
    MaximumWorkingSetSize|MinimumWorkingSetSize|Name|OSCreationClassName|OSName|\
    OtherOperationCount|OtherTransferCount|PageFaults|PageFileUsage|ParentProcessId|\
    PeakPageFileUsage|PeakVirtualSize|PeakWorkingSetSize|Priority|PrivatePageCount|\
    ProcessId|QuotaNonPagedPoolUsage|QuotaPagedPoolUsage|QuotaPeakNonPagedPoolUsage|\
    QuotaPeakPagedPoolUsage|ReadOperationCount|ReadTransferCount|SessionId|Status|\
    TerminationDate|ThreadCount|UserModeTime|VirtualSize|WindowsVersion|WorkingSetSize|\
    WriteOperationCount|WriteTransferCount";

/// True for a property of `Win32_Process`.
pub(super) fn is_property(name: &str) -> bool {
    WIN32_PROCESS.split('|').any(|known| known.eq_ignore_ascii_case(name))
}

/// Properties that processes share with services, jobs, modules and files, which have these besides.
const FOREIGN: &[&str] = &[
    "PathName",
    "StartMode",
    "Node",
    "PSJobTypeName",
    "ModuleType",
    "OwningProcess",
    "FullName",
    "Size",
    "Date Modified",
];

/// Properties beside a `Name` and a number that only processes have.
const OF_PROCESSES: &[&str] = &[
    "CommandLine",
    "CPU",
    "CPU(s)",
    "ExecutablePath",
    "HandleCount",
    "Handles",
    "ParentProcessId",
    "Path",
    "PriorityClass",
    "SI",
    "VirtualSize",
    "WorkingSetSize",
    "WS",
];

/// How surely some properties are those of processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// They are.
    Sure,
    /// They are if what they say are programs.
    IfPrograms,
    /// They are not.
    No,
}

/// What the names of some properties, in a heading or in a list, tell of whose they are.
pub(super) fn telling<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Telling {
    let has = |known: &[&str]| names.clone().any(|name| known.contains(&name));
    if has(FOREIGN) {
        return Telling::No;
    }
    let named = has(&["Name", "ProcessName"]);
    let numbered = has(&["Id", "ProcessId"]);
    // Process Explorer.
    let explored = has(&["Process"]) && has(&["PID"]) && has(&["CPU", "Working Set"]);
    if explored || has(&["ProcessName"]) && numbered || named && numbered && has(OF_PROCESSES) {
        Telling::Sure
    } else if named && (numbered || has(&["Path", "ExecutablePath", "CommandLine"])) {
        Telling::IfPrograms
    } else {
        Telling::No
    }
}

/// Whether lines show programs: a file name that is one, or the service host that runs on every Windows.
pub(super) fn shows_programs(head: &[&str]) -> bool {
    head.iter().any(|line| {
        let line = line.to_ascii_lowercase();
        line.contains(".exe") || line.contains("svchost")
    })
}

/// What a property says of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    /// `Get-Process`' name, which leaves `.exe` away.
    ShortName,
    Caption,
    Path,
    Command,
    Pid,
    /// `Get-Process`' number, beside which every name is a short one.
    Id,
}

/// What a property's name means to us; most mean nothing.
pub(super) fn role(name: &str) -> Option<Role> {
    [
        ("Name", Role::Name),
        ("Process", Role::Name),
        ("ProcessName", Role::ShortName),
        ("Caption", Role::Caption),
        ("ExecutablePath", Role::Path),
        ("Path", Role::Path),
        ("CommandLine", Role::Command),
        ("ProcessId", Role::Pid),
        ("PID", Role::Pid),
        ("Id", Role::Id),
    ]
    .into_iter()
    .find_map(|(known, role)| known.eq_ignore_ascii_case(name).then_some(role))
}

/// What is known of one process.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    name: &'a str,
    short_name: &'a str,
    caption: &'a str,
    path: &'a str,
    command: &'a str,
    pid: Option<u32>,
    origin: Origin,
    /// The source gives no sign of where it cuts names, and this one is as long as those it cuts.
    may_be_cut: bool,
}

/// Whose properties they are, which says whether names carry their extension.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Origin {
    #[default]
    Unknown,
    GetProcess,
    Wmi,
}

/// How PowerShell and `qprocess` mark what they cut; a code page that lacks the one letter of it writes `?`, which no file name holds.
const CUT_MARKS: [&str; 3] = ["...", "…", "?"];

/// What is left of a cut value; `None` if it is whole.
fn cut(value: &str) -> Option<&str> {
    CUT_MARKS.iter().find_map(|mark| value.strip_suffix(mark))
}

impl<'a> Fields<'a> {
    pub(super) fn set(&mut self, role: Role, value: &'a str) {
        let value = value.trim();
        match role {
            Role::Name => self.name = value,
            Role::ShortName => self.short_name = value,
            Role::Caption => self.caption = value,
            // Part of a path is the path of something else.
            Role::Path => self.path = if cut(value).is_some() { "" } else { value },
            Role::Command => self.command = value,
            Role::Pid | Role::Id => self.pid = value.parse().ok(),
        }
        match role {
            Role::Pid | Role::Caption => self.origin = Origin::Wmi,
            Role::Id => self.origin = Origin::GetProcess,
            _ => {}
        }
    }

    /// Names as long as this one may be cut.
    pub(super) fn may_be_cut(&mut self) {
        self.may_be_cut = true;
    }

    /// The name as it stands, and whether it lacks its extension.
    fn name(&self) -> (&'a str, bool) {
        let names = [self.name, self.caption, self.short_name];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let short = match self.origin {
            Origin::GetProcess => true,
            // WMI's objects carry the whole name under the short one's name too.
            Origin::Wmi => false,
            Origin::Unknown => {
                !self.short_name.is_empty() && !name.to_ascii_lowercase().ends_with(".exe")
            }
        };
        (name, short)
    }

    /// Hands the record out; false if it names no process.
    pub(super) fn emit(&self, row: &str, at: Position, out: &mut dyn RecordSink) -> bool {
        let path = path::normalise(self.path).or_else(|| path::normalise(program(self.command)));
        let from_path =
            path.as_deref().and_then(|path| path.rsplit('\\').next()).unwrap_or_default();
        let (given, short) = self.name();
        let left = cut(given).or(self.may_be_cut.then_some(given));
        let name = match left {
            _ if !from_path.is_empty() && (short || left.is_some() || given.is_empty()) => {
                Cow::Borrowed(from_path)
            }
            Some(left) => Cow::Borrowed(left),
            None if short => with_extension(given, self.pid),
            None => Cow::Borrowed(given),
        };
        if name.is_empty() {
            return false;
        }
        out.record(
            Record::Process(ProcessRecord {
                name: &name,
                name_may_be_cut: left.is_some() && from_path.is_empty(),
                path: path.as_deref(),
                pid: self.pid,
                row: row.trim(),
            }),
            at,
        );
        true
    }
}

/// Puts back the `.exe` that `Get-Process` leaves away, except on what is no program.
pub(super) fn with_extension(name: &str, pid: Option<u32>) -> Cow<'_, str> {
    let no_program = ["Idle", "System", "Registry", "Memory Compression", "Secure System", "vmmem"];
    if name.is_empty() || matches!(pid, Some(0 | 4)) || no_program.contains(&name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("{name}.exe"))
    }
}

/// The program of a command line: what stands in its first quotes, else what goes up to the first `.exe` that ends a word.
fn program(command: &str) -> &str {
    if let Some(quoted) = command.strip_prefix('"') {
        // Without its second quote it is cut.
        return quoted.split_once('"').map_or("", |(program, _)| program);
    }
    let lower = command.to_ascii_lowercase();
    let ends = lower.match_indices(".exe").map(|(at, found)| at + found.len());
    let end = ends
        .into_iter()
        .find(|end| lower.get(*end..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' ')));
    end.and_then(|end| command.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_command_line() {
        assert_eq!(program(r#""C:\a b\c.exe" /x "y.exe""#), r"C:\a b\c.exe");
        assert_eq!(program(r"C:\Program Files\x.exe -k y.exe"), r"C:\Program Files\x.exe");
        assert_eq!(program(r"C:\x.exe.d\y.EXE"), r"C:\x.exe.d\y.EXE");
        assert_eq!(program("svchost -k netsvcs"), "");
        assert_eq!(program(r#""C:\a b\c.ex"#), "");
    }
}
