//! In: `tasklist`'s tables, with a ruler (`=====`) under their heading. Out: `ProcessRecord`s.
//!
//! The ruler gives the columns. Where a name holds wide characters, columns may count cells instead of characters. Rows that fit no
//! column, or were picked out of the table (`tasklist | findstr …`), are told by their words.

use std::ops::Range;

use crate::formats::columns::{cells_of, slice};
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, refusal};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Position, ProcessRecord, Record};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Ruled::default())
}

/// A heading and a ruler whose first column is as wide as `tasklist` makes it; or nothing but rows.
pub(super) fn sniff_tasklist(head: &[&str]) -> u8 {
    let mut above = "";
    for line in head.iter().filter(|line| !line.trim().is_empty()) {
        if heads(above, line) {
            return 95;
        }
        above = line;
    }
    let lines = head.iter().filter(refusal::is_output);
    let names: Option<Vec<&str>> = lines.map(|line| Some(by_words(line)?.0)).collect();
    let are_rows = names.is_some_and(|names| names.iter().any(|name| name.contains('.')));
    if are_rows { 60 } else { 0 }
}

/// The longest row whose words are looked at.
const LONGEST_ROW: usize = 1024;

/// Name and number of a row: behind the number stand the session's name, if it has one, the session's number, and the memory.
fn by_words(text: &str) -> Option<(&str, u32)> {
    let text = text.trim();
    let mut gaps = text.match_indices([' ', '\t']).filter(|_| text.len() <= LONGEST_ROW);
    gaps.find_map(|(at, _)| {
        let (name, rest) = text.split_at(at);
        let mut words = rest.split_whitespace();
        let pid = words.next()?.parse().ok()?;
        let is_number = |word: Option<&str>| word.is_some_and(|it| it.parse::<u32>().is_ok());
        let has_session = is_number(words.next()) || is_number(words.next());
        let has_memory = words.next()?.starts_with(|digit: char| digit.is_ascii_digit());
        (has_session && has_memory).then(|| (name.trim_end(), pid))
    })
}

/// Whether a line is the heading of a table, and the one below it that table's ruler. A row, which has a number where the heading says
/// that one stands, is no heading.
fn heads(above: &str, ruler: &str) -> bool {
    let pid = || runs(ruler).get(1).map(|pid| slice(above, pid, |_| 1).trim().parse::<u32>());
    is_ruler(ruler)
        && is_of_tasklist(ruler)
        && !above.trim().is_empty()
        && !matches!(pid(), Some(Ok(_)))
}

/// The names of `schtasks` have more room, those of `driverquery` less.
fn is_of_tasklist(ruler: &str) -> bool {
    let runs = runs(ruler);
    2 <= runs.len() && runs.first().is_some_and(|name| (20..=30).contains(&name.len()))
}

fn is_ruler(text: &str) -> bool {
    text.len() >= 20
        && text.contains('=')
        && text.chars().all(|letter| letter == '=' || letter == ' ')
}

/// The columns a ruler draws, in characters.
pub(super) fn runs(ruler: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in ruler.chars().enumerate().filter(|(_, mark)| *mark != ' ') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

#[derive(Default)]
struct Ruled {
    pieces: Pieces,
    columns: Option<Columns>,
    /// The line before, in case it turns out to be the heading.
    heading: Option<Heading>,
    rows: u64,
    /// The last line is whole, by its end or by filling its last column.
    whole: bool,
}

/// A line that may turn out to be the heading of a table.
pub(super) struct Heading {
    pub(super) text: String,
    number: u64,
    offset: u64,
    end: LineEnd,
}

/// The ruler above the name that every `tasklist` draws: for rows without one.
const USUAL: &str = "========================= ========";

struct Columns {
    name: Range<usize>,
    pid: Option<Range<usize>>,
    width: usize,
}

impl Columns {
    fn new(ruler: &str) -> Option<Columns> {
        let runs = runs(ruler);
        Some(Columns {
            name: runs.first()?.clone(),
            pid: runs.get(1).cloned(),
            width: runs.last()?.end,
        })
    }
}

impl Ruled {
    fn row(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let Some(columns) = &self.columns else { return };
        let by_char: fn(char) -> usize = |_| 1;
        let drawn = columns.pid.as_ref().and_then(|pid| {
            [by_char, cells_of].into_iter().find_map(|cells| {
                let pid = slice(line.text, pid, cells).trim().parse::<u32>().ok()?;
                Some((slice(line.text, &columns.name, cells).trim_end(), cells, pid))
            })
        });
        let found = drawn
            .filter(|(name, ..)| !name.trim().is_empty())
            .or_else(|| by_words(line.text).map(|(name, pid)| (name, by_char, pid)));
        let Some((name, cells, pid)) = found else {
            // `/svc` and `/m` go on below an empty name.
            let goes_on =
                slice(line.text, &(0..columns.pid.as_ref().map_or(0, |pid| pid.end)), by_char);
            if !goes_on.trim().is_empty() {
                out.unreadable(line);
            }
            return;
        };
        let at = Position { line: line.number, offset: line.offset };
        let width: usize = name.chars().map(cells).sum();
        let wide = name.chars().any(|letter| cells_of(letter) == 2);
        let fills = width + usize::from(wide) >= columns.name.len();
        self.rows += 1;
        out.record(
            Record::Process(ProcessRecord {
                name,
                name_may_be_cut: fills,
                path: None,
                pid: Some(pid),
                row: line.text.trim_end(),
            }),
            at,
        );
    }
}

impl Reader for Ruled {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.whole = false;
            return out.unreadable(line);
        }
        if line.text.trim().is_empty() {
            return;
        }
        if self.columns.is_none() && self.heading.is_none() {
            if refusal::aside(line.text).is_some() {
                return out.unreadable(line);
            }
            if by_words(line.text).is_some() {
                self.columns = Columns::new(USUAL);
            }
        }
        if self.columns.is_some() {
            let width = self.columns.as_ref().map_or(0, |columns| columns.width);
            self.whole = line.end == LineEnd::Newline
                || line.text.chars().map(cells_of).sum::<usize>() >= width;
            return self.row(line, out);
        }
        if self.heading.take_if(|above| heads(&above.text, line.text)).is_some() {
            self.columns = Columns::new(line.text);
            return;
        }
        if let Some(other) = self.heading.replace(Heading::new(line)) {
            out.unreadable(&other.line());
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        if let Some(heading) = self.heading.take() {
            out.unreadable(&heading.line());
        }
        match (self.rows, self.whole) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            (_, false) => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

impl Heading {
    pub(super) fn new(line: &Line<'_>) -> Heading {
        Heading {
            text: line.text.to_owned(),
            number: line.number,
            offset: line.offset,
            end: line.end,
        }
    }

    pub(super) fn line(&self) -> Line<'_> {
        Line { text: &self.text, number: self.number, offset: self.offset, end: self.end }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    const CHINESE: &str = "
映像名称                       PID 会话名              会话#       内存使用
========================= ======== ================ =========== ============
System Idle Process              0 Services                   0          8 K
tasksche.exe                  1444 Console                    1     10,068 K
a-name-of-twenty-five.exe    24364 Console                    1 7,73,308 K
任务管理.exe                     11700 Console                    1    124.116 KB
任务管理.exe                 11701 Console                    1    147 532 Ko
";

    #[test]
    fn columns_come_from_the_ruler() {
        let read = read(CHINESE);
        assert_eq!(read.kinds(), ["tasklist"]);
        assert_eq!(
            read.running(),
            [
                ("System Idle Process", Some(0), None),
                ("tasksche.exe", Some(1444), None),
                ("a-name-of-twenty-five.exe", Some(24364), None),
                ("任务管理.exe", Some(11700), None),
                ("任务管理.exe", Some(11701), None),
            ]
        );
        let cut: Vec<bool> = read.processes.iter().map(|process| process.cut).collect();
        assert_eq!(cut, [false, false, true, false, false]);
        assert_eq!((read.whole(), read.summary.unreadable), (vec![true], 0));
        assert!(read.processes[1].row.starts_with("tasksche.exe   "));
    }

    #[test]
    fn services_and_modules_go_on_below() {
        let text = "
Image Name                   PID Services
========================= ====== =============================================
svchost.exe                  732 BrokerInfrastructure, DcomLaunch, Power,
                                 SystemEventsBroker
lsass.exe                    632 KeyIso, SamSs
";
        let read = read(text);
        assert_eq!(
            read.running(),
            [("svchost.exe", Some(732), None), ("lsass.exe", Some(632), None)]
        );
        assert_eq!(read.summary.unreadable, 0);
    }

    #[test]
    fn a_cut_table_is_not_whole() {
        let inside = CHINESE.find(" Console").unwrap();
        assert_eq!(read(&CHINESE[..inside]).whole(), [false]);
        let heading = CHINESE.find("System").unwrap();
        assert_eq!(read(&CHINESE[..heading]).whole(), [false]);
    }

    #[test]
    fn rows_below_a_ruler_that_is_not_theirs_are_read_all_the_same() {
        let row = "tasksche.exe                  2212 Console                    1      9,160 K\n";
        for ruler in ["========================= ===", "==================== ======== ====="] {
            let read = read(&format!("{CHINESE}#### junk\n{ruler}\n{row}"));
            assert_eq!(read.running().last(), Some(&("tasksche.exe", Some(2212), None)), "{ruler}");
        }
    }

    #[test]
    fn a_row_above_a_stray_ruler_is_no_heading() {
        let ruler = CHINESE.lines().nth(2).unwrap();
        let row = "taskdl.exe                    2212 Console                    1      9,160 K";
        for text in [format!("{CHINESE}{row}\n{ruler}\n"), format!("{CHINESE}x\n{row}\n{ruler}\n")]
        {
            let running = read(&text).running().iter().filter(|it| it.0 == "taskdl.exe").count();
            assert_eq!(running, 1, "{text}");
        }
    }

    #[test]
    fn a_listing_glued_behind_is_read_too() {
        let text = format!(
            "{CHINESE}\nC:\\Windows\\tasksche.exe\nC:\\Windows\\b.exe\nC:\\c.exe\n{CHINESE}"
        );
        let read = read(&text);
        assert_eq!(read.kinds(), ["tasklist", "dir_s_b", "tasklist"]);
        assert_eq!((read.processes.len(), read.files.len(), read.summary.unreadable), (10, 3, 0));
        assert_eq!(read.whole(), [true, true, true]);
    }
}
