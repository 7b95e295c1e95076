//! In: `wmic process get …` as a table: property names above columns that begin where the names do. Out: `ProcessRecord`s.

use super::fields::{Fields, Role, is_property, role};
use super::rows::Rows;
use crate::formats::columns::{cells_of, parts};
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::Code;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(WmicTable::default())
}

/// A heading of process properties only. `Name` alone heads many tables, so there the rows must be programs.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let mut lines = head.iter().filter(|line| !line.trim().is_empty());
    let Some(heading) = lines.find(|line| is_heading(line)) else { return 0 };
    let rows: Vec<&&str> = lines.collect();
    if heading.split_whitespace().count() >= 2 {
        // PowerShell draws a ruler below the same heading, so the line below it decides.
        return match rows.first() {
            Some(below) if below.trim_start().starts_with("--") => 0,
            Some(_) => 95,
            None => 60,
        };
    }
    let programs =
        rows.iter().filter(|row| row.trim_end().to_ascii_lowercase().ends_with(".exe")).count();
    if programs >= 1 && programs * 4 >= rows.len() * 3 { 85 } else { 0 }
}

fn is_heading(text: &str) -> bool {
    let mut names = text.split_whitespace();
    !text.starts_with(' ')
        && names.clone().all(is_property)
        && names.any(|name| role(name).is_some_and(|role| role != Role::Pid))
        && text.split_whitespace().all(|name| {
            name.starts_with(|first: char| first.is_ascii_uppercase()) || name.len() > 6
        })
}

#[derive(Default)]
struct WmicTable {
    rows: Rows,
    /// Where each column begins, in letters, and what it says.
    columns: Vec<(usize, Option<Role>)>,
}

impl WmicTable {
    fn heading(&mut self, text: &str) {
        let starts: Vec<usize> = text
            .char_indices()
            .filter(|(at, letter)| {
                *letter != ' ' && (*at == 0 || text.get(at - 1..*at) == Some(" "))
            })
            .map(|(at, _)| at)
            .collect();
        let title = |start: usize| text.get(start..).and_then(|rest| rest.split(' ').next());
        self.columns = starts.iter().map(|start| (*start, title(*start).and_then(role))).collect();
    }

    /// What stands in each column, if every one begins behind a space when letters are as wide as `cells` says.
    fn cells<'a>(&self, text: &'a str, cells: fn(char) -> usize) -> Option<Vec<&'a str>> {
        let starts = self.columns.iter().map(|(start, _)| *start);
        let parts = parts(text, starts.skip(1), cells);
        let (_, before) = parts.split_last()?;
        before.iter().all(|part| part.ends_with(' ')).then_some(parts)
    }
}

impl Reader for WmicTable {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.rows.is_next(line, out) {
            return;
        }
        if is_heading(line.text) {
            return self.heading(line.text);
        }
        let by_char: fn(char) -> usize = |_| 1;
        let found = [by_char, cells_of].into_iter().find_map(|cells| self.cells(line.text, cells));
        let Some(values) = found.filter(|_| !self.columns.is_empty()) else {
            return self.rows.row(line, None, out);
        };
        let mut fields = Fields::default();
        let mut numbers_fit = true;
        for (at, (_, role)) in self.columns.iter().enumerate() {
            let Some(role) = role else { continue };
            let value = values.get(at).map_or("", |value| value.trim());
            numbers_fit &= *role != Role::Pid || value.parse::<u32>().is_ok();
            fields.set(*role, value);
        }
        self.rows.row(line, numbers_fit.then_some(&fields), out);
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        self.rows.ending(Code::EndingNoLineEnd)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    #[test]
    fn columns_begin_where_their_names_do() {
        let text = "
ExecutablePath                   Name                 ProcessId  \r
                                 System Idle Process  0          \r
C:\\Program Files\\a b\\x.exe       x.exe                12         \r
C:\\程序\\任务.exe                     任务.exe               13         \r
C:\\程序\\任务.exe                 任务.exe             14         \r
";
        let read = read(text);
        assert_eq!(
            read.running(),
            [
                ("System Idle Process", Some(0), None),
                ("x.exe", Some(12), Some(r"C:\Program Files\a b\x.exe")),
                ("任务.exe", Some(13), Some(r"C:\程序\任务.exe")),
                ("任务.exe", Some(14), Some(r"C:\程序\任务.exe")),
            ]
        );
        assert_eq!(
            (read.kinds(), read.whole(), read.summary.unreadable),
            (vec!["wmic_process"], vec![true], 0)
        );
    }

    #[test]
    fn names_alone_must_be_programs() {
        let processes = read(
            "Name                 \nSystem               \nstart.exe            \nwinedevice.exe       \ntasksche.exe         \n",
        );
        assert_eq!((processes.kinds(), processes.processes.len()), (vec!["wmic_process"], 4));
        let products =
            read("Name                 \nMicrosoft Office     \nPython 3             \n");
        assert!(products.kinds().is_empty());
    }

    #[test]
    fn a_sentence_before_the_table_does_no_harm() {
        let text = "Please wait while WMIC is being installed.\nName          ProcessId  \nsmss.exe      244        \n";
        let read = read(text);
        assert_eq!(
            (read.running(), read.unreadable.len()),
            (vec![("smss.exe", Some(244), None)], 0)
        );
    }
}
