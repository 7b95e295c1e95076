//! In: `wmic process get … /format:csv`, which quotes nothing: commas of a command line stand bare. Out: `ProcessRecord`s.

use super::fields::{Fields, Role, is_property, role};
use super::rows::Rows;
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::Code;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(WmicCsv::default())
}

pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| is_heading(line)) { 100 } else { 0 }
}

/// `Node,` and then properties of a process only, one of which names it.
fn is_heading(text: &str) -> bool {
    let Some(names) = text.trim_end().strip_prefix("Node,") else { return false };
    names.split(',').all(is_property)
        && names.split(',').any(|name| role(name).is_some_and(|role| role != Role::Pid))
}

#[derive(Default)]
struct WmicCsv {
    rows: Rows,
    roles: Vec<Option<Role>>,
}

impl Reader for WmicCsv {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.rows.is_next(line, out) {
            return;
        }
        if is_heading(line.text) {
            self.roles = line.text.trim_end().split(',').map(role).collect();
            return;
        }
        let values: Vec<&str> = line.text.split(',').collect();
        let Some(surplus) =
            values.len().checked_sub(self.roles.len()).filter(|_| !self.roles.is_empty())
        else {
            return self.rows.row(line, None, out);
        };
        // Commas too many belong to the command line, or else the path; what stands before and behind it keeps its place.
        let place_of = |wanted| self.roles.iter().position(|role| *role == Some(wanted));
        let command =
            place_of(Role::Command).or_else(|| place_of(Role::Path)).unwrap_or(self.roles.len());
        let mut fields = Fields::default();
        let mut numbers_fit = true;
        let joined = values.get(command..=command + surplus).unwrap_or_default().join(",");
        for (at, role) in self.roles.iter().enumerate() {
            let Some(role) = role else { continue };
            let value = match at.cmp(&command) {
                std::cmp::Ordering::Less => values.get(at).copied(),
                std::cmp::Ordering::Equal => Some(joined.as_str()),
                std::cmp::Ordering::Greater => values.get(at + surplus).copied(),
            };
            let value = value.unwrap_or_default();
            numbers_fit &= *role != Role::Pid || value.trim().parse::<u32>().is_ok();
            fields.set(*role, value);
        }
        self.rows.row(line, numbers_fit.then_some(&fields), out);
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        self.rows.ending(Code::EndingRecordIncomplete)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    #[test]
    fn commas_of_a_command_line_stay_in_it() {
        let text = "\nNode,CommandLine,ExecutablePath,Name,ProcessId\nPC,,,System,4\nPC,\"C:\\a, b\\x.exe\" 1,2,C:\\a\\x.exe,x.exe,12\nPC,C:\\Windows\\tasksche.exe /i,,tasksche.exe,13\n";
        let read = read(text);
        assert_eq!(
            read.running(),
            [
                ("System", Some(4), None),
                ("x.exe", Some(12), Some(r"C:\a\x.exe")),
                ("tasksche.exe", Some(13), Some(r"C:\Windows\tasksche.exe")),
            ]
        );
        assert_eq!((read.kinds(), read.whole()), (vec!["wmic_process_csv"], vec![true]));
    }

    #[test]
    fn commas_of_a_path_stay_in_it_and_rows_of_other_tables_are_none() {
        let text = "Node,ExecutablePath,Name,ProcessId\nPC,C:\\a, b\\x.exe,x.exe,12\n\"a\",\"b\",\"c\",\"d\",\"e\"\n";
        let read = read(text);
        assert_eq!(read.running(), [("x.exe", Some(12), Some(r"C:\a, b\x.exe"))]);
        assert_eq!(read.unreadable.len(), 1);
    }

    #[test]
    fn a_cut_row_is_noticed() {
        let read = read("Node,ExecutablePath,Name,ProcessId\nPC,,System,4\nPC,C:\\Wind");
        assert_eq!((read.whole(), read.processes.len()), (vec![false], 1));
    }
}
