//! In: the named properties of a process, from whichever list. Out: its record.

use std::borrow::Cow;

use crate::formats::{RecordSink, path};
use crate::records::{Position, ProcessRecord, Record};

/// The properties of `Win32_Process`, which WMI prints in English everywhere.
const WIN32_PROCESS: &[&str] = &[
    "Caption",
    "CommandLine",
    "CreationClassName",
    "CreationDate",
    "CSCreationClassName",
    "CSName",
    "Description",
    "ExecutablePath",
    "ExecutionState",
    "Handle",
    "HandleCount",
    "InstallDate",
    "KernelModeTime",
    "MaximumWorkingSetSize",
    "MinimumWorkingSetSize",
    "Name",
    "OSCreationClassName",
    "OSName",
    "OtherOperationCount",
    "OtherTransferCount",
    "PageFaults",
    "PageFileUsage",
    "ParentProcessId",
    "PeakPageFileUsage",
    "PeakVirtualSize",
    "PeakWorkingSetSize",
    "Priority",
    "PrivatePageCount",
    "ProcessId",
    "QuotaNonPagedPoolUsage",
    "QuotaPagedPoolUsage",
    "QuotaPeakNonPagedPoolUsage",
    "QuotaPeakPagedPoolUsage",
    "ReadOperationCount",
    "ReadTransferCount",
    "SessionId",
    "Status",
    "TerminationDate",
    "ThreadCount",
    "UserModeTime",
    "VirtualSize",
    "WindowsVersion",
    "WorkingSetSize",
    "WriteOperationCount",
    "WriteTransferCount",
];

/// True for a property of `Win32_Process`.
pub(super) fn is_property(name: &str) -> bool {
    WIN32_PROCESS.iter().any(|known| known.eq_ignore_ascii_case(name))
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
}

/// What a property's name means to us; most mean nothing.
pub(super) fn role(name: &str) -> Option<Role> {
    [
        ("Name", Role::Name),
        ("ProcessName", Role::ShortName),
        ("Caption", Role::Caption),
        ("ExecutablePath", Role::Path),
        ("Path", Role::Path),
        ("CommandLine", Role::Command),
        ("ProcessId", Role::Pid),
        ("Id", Role::Pid),
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
}

impl<'a> Fields<'a> {
    pub(super) fn set(&mut self, role: Role, value: &'a str) {
        let value = value.trim();
        match role {
            Role::Name => self.name = value,
            Role::ShortName => self.short_name = value,
            Role::Caption => self.caption = value,
            Role::Path => self.path = value,
            Role::Command => self.command = value,
            Role::Pid => self.pid = value.parse().ok(),
        }
    }

    /// Hands the record out; false if it names no process.
    pub(super) fn emit(&self, row: &str, at: Position, out: &mut dyn RecordSink) -> bool {
        let path = path::normalise(self.path).or_else(|| path::normalise(program(self.command)));
        let from_path =
            path.as_deref().and_then(|path| path.rsplit('\\').next()).unwrap_or_default();
        let long_name = [self.name, self.caption].into_iter().find(|name| !name.is_empty());
        let name = match long_name {
            // `Get-Process` objects carry the short name as an alias `Name` too.
            Some(name) if self.short_name.is_empty() => Cow::Borrowed(name),
            _ if !from_path.is_empty() => Cow::Borrowed(from_path),
            _ => with_extension(self.short_name, self.pid),
        };
        if name.is_empty() {
            return false;
        }
        out.record(
            Record::Process(ProcessRecord {
                name: &name,
                name_may_be_cut: false,
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
        return quoted.split('"').next().unwrap_or_default();
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
    }
}
