//! In: processes as PowerShell's tables: `Get-Process`, `Get-CimInstance Win32_Process`, both with properties chosen. Out: `ProcessRecord`s.
//!
//! Under each title stands a ruler as wide as the title, which is not how wide the column is: texts begin where their title begins,
//! numbers may end where it ends, and what does not fit is cut and marked.

use std::ops::Range;

use super::fields::{Fields, Role, Telling, role, shows_programs, telling};
use super::rows::Rows;
use super::ruled::{Heading, runs};
use crate::formats::columns::{cells_of, parts};
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::Code;

/// The most columns a table has; PowerShell makes lists of more than a few.
const MOST_COLUMNS: usize = 64;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Table::default())
}

/// `Get-Process`' own columns, whose last is `ProcessName`.
pub(super) fn sniff_get_process(head: &[&str]) -> u8 {
    let own = headed_rulers(head).any(|(heading, _)| heading.trim_end().ends_with("ProcessName"));
    if own { 95 } else { 0 }
}

/// Any other table of processes.
pub(super) fn sniff(head: &[&str]) -> u8 {
    headed_rulers(head)
        .map(|(heading, ruler)| {
            let titles = titles(heading, &runs(ruler));
            match telling(titles.iter().copied()) {
                Telling::Sure => 90,
                Telling::IfPrograms if shows_programs(head) => 85,
                _ => 0,
            }
        })
        .max()
        .unwrap_or(0)
}

/// Rulers, each with the line above it.
fn headed_rulers<'a>(head: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    head.windows(2).filter_map(|pair| match pair {
        [heading, ruler] if is_ruler(ruler) && !heading.trim().is_empty() => {
            Some((*heading, *ruler))
        }
        _ => None,
    })
}

fn is_ruler(text: &str) -> bool {
    let mut drawn = text.split_whitespace().take(MOST_COLUMNS + 1);
    let columns = drawn.clone().count();
    (2..=MOST_COLUMNS).contains(&columns)
        && drawn.all(|run| run.len() >= 2 && run.bytes().all(|mark| mark == b'-'))
}

/// Where the columns of a table of processes are, and what they say; `None` if its titles are those of another table.
fn columns(heading: &str, ruler: &str) -> Option<Vec<(Range<usize>, Option<Role>)>> {
    let runs = runs(ruler);
    let titles = titles(heading, &runs);
    let is_own = telling(titles.iter().copied()) != Telling::No || titles.contains(&"ProcessName");
    let roles = titles.into_iter().map(role);
    is_own.then(|| runs.iter().cloned().zip(roles).collect())
}

/// The titles above the runs of a ruler.
fn titles<'a>(heading: &'a str, runs: &[Range<usize>]) -> Vec<&'a str> {
    let titles = parts(heading, runs.iter().map(|run| run.start), |_| 1);
    titles.into_iter().skip(1).map(str::trim).collect()
}

#[derive(Default)]
struct Table {
    rows: Rows,
    /// The line before, in case it turns out to be the heading.
    heading: Option<Heading>,
    columns: Vec<(Range<usize>, Option<Role>)>,
    /// Where in the row each of its cells begins, in bytes.
    grid: Vec<usize>,
}

impl Table {
    /// Lays a row out, each letter as wide as `cells` says.
    fn lay_out(&mut self, text: &str, cells: fn(char) -> usize) {
        self.grid.clear();
        for (at, letter) in text.char_indices() {
            self.grid.extend(std::iter::repeat_n(at, cells(letter)));
        }
    }

    /// The byte where a cell begins.
    fn at(&self, text: &str, cell: usize) -> usize {
        self.grid.get(cell).copied().unwrap_or(text.len())
    }

    fn is_blank(&self, text: &str, cell: usize) -> bool {
        text.get(self.at(text, cell)..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// The cell in which a column's value begins in this row; `None` if it has none. `Err` if what stands there fits no column.
    fn start(&self, text: &str, column: &Range<usize>) -> Result<Option<usize>, ()> {
        let blank = |cell| self.is_blank(text, cell);
        let opens = column.start.checked_sub(1).is_none_or(blank);
        if !blank(column.start) && opens {
            Ok(Some(column.start))
        } else if (column.start..column.end.min(self.grid.len())).all(blank) {
            Ok(None)
        } else if !blank(column.end - 1) && blank(column.end) {
            let back = (0..column.end).rev().take_while(|cell| !blank(*cell));
            Ok(back.last())
        } else {
            Err(())
        }
    }

    /// What a row says, if it fits its columns.
    fn fields<'a>(&self, text: &'a str) -> Option<Fields<'a>> {
        let starts: Result<Vec<_>, ()> =
            self.columns.iter().map(|(column, _)| self.start(text, column)).collect();
        let starts = starts.ok()?;
        let mut fields = Fields::default();
        let mut end = text.len();
        for (start, (_, role)) in starts.iter().zip(&self.columns).rev() {
            let value = match start {
                Some(start) => {
                    let from = self.at(text, *start);
                    text.get(from..std::mem::replace(&mut end, from))?.trim()
                }
                None => "",
            };
            let Some(role) = role else { continue };
            if matches!(role, Role::Pid | Role::Id) && value.parse::<u32>().is_err() {
                return None;
            }
            fields.set(*role, value);
        }
        Some(fields)
    }
}

impl Reader for Table {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.rows.is_next(line, out) {
            return;
        }
        let text = line.text;
        if self.columns.is_empty() {
            let heading = self.heading.as_ref().filter(|_| is_ruler(text));
            // The ruler of another table in front is a line like any other.
            if let Some(columns) = heading.and_then(|heading| columns(&heading.text, text)) {
                self.columns = columns;
                self.heading = None;
            } else if let Some(other) = self.heading.replace(Heading::new(line)) {
                out.unreadable(&other.line());
            }
            return;
        }
        self.lay_out(text, |_| 1);
        let mut fields = self.fields(text);
        if fields.is_none() && !text.is_ascii() {
            self.lay_out(text, cells_of);
            fields = self.fields(text);
        }
        self.rows.row(line, fields.as_ref(), out);
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        if let Some(heading) = self.heading.take() {
            out.unreadable(&heading.line());
        }
        self.rows.ending(Code::EndingNoLineEnd)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::{Read, read};

    #[track_caller]
    fn check(text: &str, kind: &str, expected: &[(&str, Option<u32>, Option<&str>)]) -> Read {
        let read = read(text);
        assert_eq!(read.kinds(), [kind]);
        assert_eq!(read.running(), expected);
        assert_eq!((read.whole(), read.unreadable.as_slice()), (vec![true], [].as_slice()));
        read
    }

    #[test]
    fn get_process_names_get_their_extension_back() {
        let expected = [("Idle", Some(0), None), ("tasksche.exe", Some(10484), None)];
        for text in [
            "
Handles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName
-------  ------    -----      -----     ------     --  -- -----------
      0       0       60          8                 0   0 Idle
    213      13     2628      11480       0.16  10484   1 tasksche
",
            "
Handles  NPM(K)    PM(K)      WS(K) VM(M)   CPU(s)     Id ProcessName
-------  ------    -----      ----- -----   ------     -- -----------
      0       0        0         24     0               0 Idle
    213      13     2628      11480   124     0.16  10484 tasksche
",
            "
 NPM(K)    PM(M)      WS(M)     CPU(s)      Id  SI ProcessName
 ------    -----      -----     ------      --  -- -----------
      0     0.06       0.01       0.00       0   0 Idle
     13     2.62      11.48       0.16   10484   1 tasksche
",
        ] {
            check(text, "get_process", &expected);
        }
    }

    #[test]
    fn another_table_in_front_is_no_heading() {
        let text = "
Name        InterfaceDescription      ifIndex Status
----        --------------------      ------- ------
Ethernet    Intel(R) 82574L                 3 Up

Handles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName
-------  ------    -----      -----     ------     --  -- -----------
    213      13     2628      11480       0.16  10484   1 tasksche
";
        let read = read(text);
        assert_eq!(read.running(), [("tasksche.exe", Some(10484), None)]);
        assert_eq!((read.kinds(), read.unreadable.len()), (vec!["get_process"], 3));
    }

    #[test]
    fn chosen_columns_of_get_process() {
        let text = "
Name                       Id Path
----                       -- ----
Idle                        0
Memory Compression       2044
tasksche                10484 C:\\Program Files\\a b\\tasksche.exe
任务                      104 C:\\任务\\任务.exe
任务                    10411 C:\\x y\\z.exe
";
        let expected = [
            ("Idle", Some(0), None),
            ("Memory Compression", Some(2044), None),
            ("tasksche.exe", Some(10484), Some("C:\\Program Files\\a b\\tasksche.exe")),
            ("任务.exe", Some(104), Some("C:\\任务\\任务.exe")),
            ("z.exe", Some(10411), Some("C:\\x y\\z.exe")),
        ];
        check(text, "process_table", &expected);
    }

    #[test]
    fn what_is_cut_is_never_taken_for_whole() {
        for mark in ["...", "…", "?"] {
            let row = |name: &str, id: u32, path: &str| format!("{name:<12}{id:>4} {path}\n");
            let text = [
                "\nName          Id Path\n----          -- ----\n".to_owned(),
                row("svchost", 804, &format!("C:\\WINDOWS\\system32{mark}")),
                row(&format!("tasksch{mark}"), 9484, &format!("C:\\Prog{mark}")),
                row(&format!("x{mark}"), 8, "C:\\xyz.exe"),
            ]
            .concat();
            let expected = [
                ("svchost.exe", Some(804), None),
                ("tasksch", Some(9484), None),
                ("xyz.exe", Some(8), Some("C:\\xyz.exe")),
            ];
            let read = check(&text, "process_table", &expected);
            let cut: Vec<bool> = read.processes.iter().map(|process| process.cut).collect();
            assert_eq!(cut, [false, true, false]);
        }
    }

    #[test]
    fn wmi_objects_keep_their_names() {
        let text = "
ProcessId Name                HandleCount WorkingSetSize VirtualSize
--------- ----                ----------- -------------- -----------
0         System Idle Process 0           8192           8192
10484     tasksche.exe        53          1085440        4362240
";
        let expected =
            [("System Idle Process", Some(0), None), ("tasksche.exe", Some(10484), None)];
        check(text, "process_table", &expected);
    }

    #[test]
    fn other_tables_are_none_of_processes() {
        for text in [
            "\nStatus   Name               DisplayName\n------   ----               -----------\nRunning  svchost            x.exe\n",
            "\nName   Path       Description\n----   ----       -----------\nADMIN$ C:\\Windows Remote Admin\n",
        ] {
            assert!(read(text).processes.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_stands_before_the_heading_is_counted() {
        let text =
            "junk\nmore\nName      Id Path\n----      -- ----\nlsass    804 C:\\a\\lsass.exe\n";
        assert_eq!(read(text).unreadable, ["junk", "more"]);
    }

    #[test]
    fn a_wide_ruler_makes_no_work_in_short_rows() {
        let heading = format!("Id {:<60000}Path", "Name");
        let ruler = format!("-- {} ----", "-".repeat(59_999));
        let text = format!("{heading}\n{ruler}\n{}", "7\n".repeat(50_000));
        // A second, debugging; with a look at each of the ruler's dashes for each row, minutes.
        let read = read(&text);
        assert_eq!(
            (read.kinds(), read.running().len(), read.summary.unreadable),
            (vec!["process_table"], 0, 50_000)
        );
    }

    #[test]
    fn a_row_that_fits_no_column_is_unreadable() {
        let text = "
Name      Id Path
----      -- ----
lsass    804 C:\\WINDOWS\\system32\\lsass.exe
lsass    8a4 C:\\WINDOWS\\system32\\lsass.exe
";
        assert_eq!(read(text).unreadable.len(), 1);
    }
}
