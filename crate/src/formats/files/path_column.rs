//! In: a table of PowerShell's with a column `FullName` (`Select-Object FullName`, with other columns or none). Out: `FileRecord`s.
//!
//! The ruler below the heading shows the columns, in cells. A path that has no room ends in `...`, since version 6 in `…`: no file's name
//! ends so, and such a path isn't believed.

use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::Line;
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord, Record};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(PathColumn::default())
}

/// The heading with its ruler.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let found = head.windows(2).any(|pair| match pair {
        [heading, ruler] => column(heading, ruler).is_some(),
        _ => false,
    });
    if found { 95 } else { 0 }
}

/// Where the column of paths begins and ends, in cells; the last has no end.
fn column(heading: &str, ruler: &str) -> Option<(usize, Option<usize>)> {
    let is_ruler = ruler.starts_with('-') && ruler.bytes().all(|byte| matches!(byte, b'-' | b' '));
    if !is_ruler || !heading.is_ascii() {
        return None;
    }
    let at = heading.find("FullName")?;
    let alone =
        heading.get(at + 8..).is_none_or(|after| after.is_empty() || after.starts_with(' '));
    let in_ruler = ruler.as_bytes().get(at) == Some(&b'-');
    let next = heading.get(at + 8..).and_then(|after| {
        let gap = after.len() - after.trim_start_matches(' ').len();
        (gap < after.len()).then_some(at + 8 + gap)
    });
    (alone && in_ruler).then_some((at, next))
}

/// The text between two cells; letters of East Asia are two cells wide.
fn between(text: &str, start: usize, end: Option<usize>) -> Option<&str> {
    let mut cell = 0;
    let (mut from, mut to) = (None, text.len());
    for (at, letter) in text.char_indices() {
        if cell >= start && from.is_none() {
            from = Some(at);
        }
        if end.is_some_and(|end| cell >= end) {
            to = at;
            break;
        }
        cell += if is_wide(letter) { 2 } else { 1 };
    }
    text.get(from?..to)
}

/// Letters that consoles of East Asia give two cells.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
}

#[derive(Default)]
struct PathColumn {
    pieces: Pieces,
    /// The line above, where the column isn't known yet.
    heading: String,
    column: Option<(usize, Option<usize>)>,
    after_blank: bool,
}

impl Reader for PathColumn {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.after_blank = false;
            return out.unreadable(line);
        }
        self.after_blank = line.text.trim().is_empty();
        if self.after_blank {
            return;
        }
        let Some((start, end)) = self.column else {
            self.column = column(&self.heading, line.text);
            line.text.clone_into(&mut self.heading);
            return;
        };
        let path = between(line.text, start, end).map(|shown| {
            // Numbers are aligned to the right, and may begin before their own heading does.
            let overlaps = end.is_some() && !shown.ends_with(' ');
            if overlaps {
                shown.trim_end_matches(|letter: char| letter.is_ascii_digit())
            } else {
                shown
            }
        });
        let path = path.map(str::trim_end);
        let whole = path.filter(|path| !path.ends_with("...") && !path.ends_with('…'));
        match whole.and_then(path::normalise) {
            Some(path) => out.record(
                Record::File(FileRecord { path: &path, kind: FileKind::Unsaid, size: None }),
                position(line),
            ),
            None => out.unreadable(line),
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        if self.after_blank {
            Ending::Whole
        } else {
            Ending::Cut(Phrase::new(Code::EndingRecordIncomplete))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    #[track_caller]
    fn check(text: &str, expected: &[&str], unreadable: u64) {
        let read = read(text);
        let paths: Vec<&str> = read.files.iter().map(|(path, ..)| path.as_str()).collect();
        assert_eq!(paths, expected);
        assert_eq!((read.kinds(), read.summary.unreadable), (vec!["files_table"], unreadable));
    }

    #[test]
    fn paths_alone() {
        check(
            "\nFullName                     \n--------                     \nC:\\a b                       \nC:\\Windows\\mssecsvc.exe.t...\nC:\\Windows\\mssecsvc.exe…\n\n\n",
            &[r"C:\a b"],
            2,
        );
    }

    #[test]
    fn paths_beside_other_columns() {
        check(
            "\nFullName      Length LastWriteTime\n--------      ------ -------------\nC:\\任务.exe  3514368 2017/5/12 16:44:00\nC:\\b               1 2017/5/12 16:44:00\n\n",
            &[r"C:\任务.exe", r"C:\b"],
            0,
        );
        check(
            "\nLength FullName\n------ --------\n     7 C:\\a b\n       C:\\任\n\n",
            &[r"C:\a b", r"C:\任"],
            0,
        );
    }
}
