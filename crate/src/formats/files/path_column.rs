//! In: a table of PowerShell's with a column `FullName` (`Select-Object FullName`, with other columns or none). Out: `FileRecord`s.
//!
//! The ruler below the heading shows the columns, in cells. A path that has no room ends in `...`, since version 6 in `…`: no file's name
//! ends so, and such a path isn't believed.

use std::ops::Range;

use crate::formats::columns::{cells_of, slice};
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

/// The cells of the column of paths; the last one has no end.
fn column(heading: &str, ruler: &str) -> Option<Range<usize>> {
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
    (alone && in_ruler).then_some(at..next.unwrap_or(usize::MAX))
}

#[derive(Default)]
struct PathColumn {
    pieces: Pieces,
    /// The line above, where the column isn't known yet.
    heading: String,
    column: Option<Range<usize>>,
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
        let Some(column) = &self.column else {
            self.column = column(&self.heading, line.text);
            line.text.clone_into(&mut self.heading);
            return;
        };
        let mut shown = slice(line.text, column, cells_of);
        // Numbers are aligned to the right, and may begin before their own heading does.
        if column.end != usize::MAX && !shown.ends_with(' ') {
            shown = shown.trim_end_matches(|letter: char| letter.is_ascii_digit());
        }
        let shown = shown.trim_end();
        let is_cut = shown.ends_with("...") || shown.ends_with('…');
        match path::normalise(shown).filter(|_| !is_cut) {
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
