//! In: `query process *`, `qprocess *`: who, which session, its number, the process' number, its image. Out: `ProcessRecord`s.
//!
//! Titles are translated, but for `ID` and `PID`. Images longer than 15 characters are cut to 12 and three dots.

use super::fields::{Fields, Role};
use super::rows::Rows;
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::Code;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(QProcess::default())
}

pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| is_heading(line)) { 90 } else { 0 }
}

/// Five titles behind the mark's column; the numbers' are the third and the fourth.
fn is_heading(text: &str) -> bool {
    let mut titles = text.split_whitespace().rev().skip(1);
    text.starts_with(' ')
        && titles.next() == Some("PID")
        && titles.next() == Some("ID")
        && (2..=4).contains(&titles.count())
}

#[derive(Default)]
struct QProcess {
    rows: Rows,
    headed: bool,
}

/// The process' number and its image, which the idle process lacks.
fn row(text: &str) -> Option<(&str, &str)> {
    let marked = text.strip_prefix(['>', ' '])?;
    let mut numbers = 0;
    let mut rest = marked;
    // The session may be nobody's, the user is always named.
    let mut words = 0;
    while !rest.is_empty() {
        rest = rest.trim_start_matches(' ');
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        numbers = if 0 < words && word.parse::<u32>().is_ok() { numbers + 1 } else { 0 };
        words += 1;
        if numbers == 2 {
            return Some((word, behind.trim()));
        }
        rest = behind;
    }
    None
}

impl Reader for QProcess {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.rows.is_next(line, out) {
            return;
        }
        if is_heading(line.text) {
            self.headed = true;
            return;
        }
        let row = row(line.text).filter(|_| self.headed);
        let mut fields = Fields::default();
        if let Some((pid, image)) = row {
            fields.set(Role::Pid, pid);
            fields.set(Role::Name, if image.is_empty() && pid == "0" { "Idle" } else { image });
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

    #[test]
    fn every_row_and_its_cut_names() {
        let rows = "
 (unknown)             services             0      0
 (unknown)             services             0      4  system
>john doe              console              1   1584  tasksche.exe
 (unknown)             services             0    316  tpautoconnsv...
 administrator                              2   1936  a b.exe
";
        for heading in [
            " USERNAME              SESSIONNAME         ID    PID  IMAGE",
            " 用户名                会话名              ID    PID  映像",
        ] {
            let read = read(&format!("{heading}{rows}"));
            let found: Vec<_> =
                read.processes.iter().map(|p| (p.name.as_str(), p.pid, p.cut)).collect();
            let expected = [
                ("Idle", Some(0), false),
                ("system", Some(4), false),
                ("tasksche.exe", Some(1584), false),
                ("tpautoconnsv", Some(316), true),
                ("a b.exe", Some(1936), false),
            ];
            assert_eq!(found, expected);
            assert_eq!(
                (read.kinds(), read.whole(), read.summary.unreadable),
                (vec!["qprocess"], vec![true], 0)
            );
        }
    }
}
