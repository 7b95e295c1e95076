//! In: Sysinternals' `pslist`, plain, with memory (`-m`), as a tree (`-t`) or with threads (`-x`). Out: `ProcessRecord`s.
//!
//! Names come first and without `.exe`, the number ends where its title `Pid` does.

use super::fields::{Fields, Role};
use super::rows::Rows;
use crate::formats::columns::{cells_of, slice};
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::Code;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(PsList::default())
}

/// The heading of its table.
pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| pid_end(line).is_some()) { 95 } else { 0 }
}

/// Where the numbers end; `None` if a line is no heading of processes.
fn pid_end(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("Name ")?;
    let mut titles = rest.split_whitespace();
    let own = titles.next() == Some("Pid") && matches!(titles.next(), Some("Pri" | "CPU" | "VM"));
    own.then(|| text.find("Pid").map(|at| at + 3)).flatten()
}

/// What the program says of itself and of the host above its tables.
const BANNER: [&str; 5] =
    ["PsList v", "pslist v", "Mark Russinovich", "Sysinternals - ", " information for "];

/// How long a name may be before the column cuts it, counted back from where the numbers end.
const CUT_BEFORE_PID: std::ops::RangeInclusive<usize> = 7..=8;

#[derive(Default)]
struct PsList {
    rows: Rows,
    /// Where the numbers of the table end that lines are in; 0 before the first.
    pid_end: usize,
    /// Lines are those of threads.
    threads: bool,
}

impl PsList {
    fn row<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let by_cells = [|_| 1, cells_of as fn(char) -> usize];
        by_cells
            .into_iter()
            .find_map(|cells| {
                let before = slice(text, &(0..self.pid_end), cells);
                let rest = text.get(before.len()..)?;
                // A number too long for its column pushes what follows aside.
                let end = rest.find(' ').unwrap_or(rest.len());
                name_and_pid(text.get(..before.len() + end)?)
            })
            .or_else(|| {
                // So does a name: then the number is the first of the values that end the line.
                let is_value = |word: &&str| {
                    word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b','))
                };
                let words: Vec<&str> = text.split_whitespace().collect();
                let values = words.iter().rev().take_while(|word| is_value(word)).count();
                let pid = words.get(words.len() - values)?;
                let at = pid.as_ptr() as usize - text.as_ptr() as usize;
                name_and_pid(text.get(..at + pid.len())?)
            })
    }
}

/// `smss                  324`, without what follows.
fn name_and_pid(text: &str) -> Option<(&str, &str)> {
    let (name, pid) = text.rsplit_once(' ')?;
    let name = name.trim_end();
    (!name.trim().is_empty() && pid.parse::<u32>().is_ok()).then_some((name, pid))
}

impl Reader for PsList {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.rows.is_next(line, out) {
            // A blank line ends the threads of a process.
            self.threads = false;
            return;
        }
        let text = line.text;
        if let Some(end) = pid_end(text) {
            (self.pid_end, self.threads) = (end, false);
            return;
        }
        self.threads |= text.trim_start().starts_with("Tid ");
        if self.threads || BANNER.iter().any(|own| text.contains(own)) {
            return;
        }
        if self.pid_end == 0 {
            return self.rows.row(line, None, out);
        }
        let row = self.row(text);
        let mut fields = Fields::default();
        if let Some((name, pid)) = row {
            let width: usize = name.chars().map(cells_of).sum();
            fields.set(Role::ShortName, name);
            fields.set(Role::Id, pid);
            if CUT_BEFORE_PID.contains(&self.pid_end.saturating_sub(width)) {
                fields.may_be_cut();
            }
        }
        self.rows.row(line, row.map(|_| &fields), out);
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        self.rows.ending(Code::EndingNoLineEnd)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    const BANNER: &str = "
PsList v1.4 - Process information lister
Copyright (C) 2000-2016 Mark Russinovich
Sysinternals - www.sysinternals.com

Process information for PC:

";

    #[track_caller]
    fn check(table: &str, expected: &[(&str, Option<u32>, bool)]) {
        let read = read(&format!("{BANNER}{table}"));
        assert_eq!(read.kinds(), ["pslist"]);
        let found: Vec<_> =
            read.processes.iter().map(|p| (p.name.as_str(), p.pid, p.cut)).collect();
        assert_eq!(found, expected);
        assert_eq!((read.whole(), read.summary.unreadable), (vec![true], 0));
    }

    #[test]
    fn plain() {
        check(
            "\
Name                Pid Pri Thd  Hnd   Priv        CPU Time    Elapsed Time
Idle                  0   0  12    0     60   158:19:19.531    52:33:21.294
System                4   8 218 35686    204     0:32:48.875    52:33:21.294
tasksche          10480   8  69 1335 167308     0:00:08.125     0:41:20.303
Test Cpp 2013      6980   8   1   39   1092     0:00:00.031     0:00:06.665
abcdefghijklmnop   6981   8   1   39   1092     0:00:00.031     0:00:06.665
任务               6982   8   1   39   1092     0:00:00.031     0:00:06.665
PresentationFontCache   2000   8   1   39   1092     0:00:00.031     0:00:06.665
",
            &[
                ("Idle", Some(0), false),
                ("System", Some(4), false),
                ("tasksche.exe", Some(10480), false),
                ("Test Cpp 2013.exe", Some(6980), false),
                ("abcdefghijklmnop", Some(6981), true),
                ("任务.exe", Some(6982), false),
                ("PresentationFontCache.exe", Some(2000), false),
            ],
        );
    }

    #[test]
    fn a_tree() {
        check(
            "\
Name                             Pid Pri Thd  Hnd      VM      WS    Priv
Idle                               0   0   4    0      64      24       0
  System                           4   8 160 4325    3904     152     204
    smss                         324  11   2   53    4360    1060     500
",
            &[("Idle", Some(0), false), ("System", Some(4), false), ("smss.exe", Some(324), false)],
        );
    }

    #[test]
    fn with_threads() {
        check(
            "\
Name                Pid Pri Thd  Hnd      VM      WS    Priv
smss                324  11   2   53    4360    1060     500
 Tid Pri    Cswtch            State     User Time   Kernel Time   Elapsed Time
 328  12       193     Wait:UserReq  0:00:00.000   0:00:00.078    0:00:00.000

Name                Pid Pri Thd  Hnd      VM      WS    Priv
tasksche           3224   8   2   53    4360    1060     500
 Tid Pri    Cswtch            State     User Time   Kernel Time   Elapsed Time
3328  12       193     Wait:UserReq  0:00:00.000   0:00:00.078    0:00:00.000
",
            &[("smss.exe", Some(324), false), ("tasksche.exe", Some(3224), false)],
        );
    }
}
