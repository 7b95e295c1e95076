//! In: PowerShell's own table of files (`Get-ChildItem`), versions 2 to 7, in any language. Out: a `FileRecord` for each row.
//!
//! A row is a mode, date and time, a size for files, and the name, to the end of the line. A name that is too long for the table goes on
//! in the next line, and whether a space stood at the break is lost: such a name isn't believed.

use super::{heading, long_row};
use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord, Position, Record};

/// The longest folder that is put together from lines, in bytes: Windows' own limit is as many letters.
const LONGEST_FOLDER: usize = 32 * 1024;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(ModeTable::default())
}

/// The table's heading, whose words are the same in every language, or a folder with a row.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let columns = head.iter().any(|line| is_columns(line));
    let folders = head.iter().any(|line| heading::folder(line).is_some());
    let rows = head.iter().any(|line| split(line).is_some());
    match (folders, columns, rows) {
        (true, true, _) | (true, _, true) => 95,
        (false, true, true) => 85,
        _ => 0,
    }
}

fn is_columns(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    words.next() == Some("Mode")
        && words.next() == Some("LastWriteTime")
        && words.next_back() == Some("Name")
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
struct Row<'a> {
    kind: FileKind,
    size: Option<u64>,
    name: &'a str,
}

/// `-a----        2017/5/12     16:44        3514368 tasksche.exe`.
fn split(text: &str) -> Option<Row<'_>> {
    let (mode, rest) = text.split_once(' ')?;
    if !(5..=7).contains(&mode.len()) || !mode.bytes().all(|letter| b"darhsl-".contains(&letter)) {
        return None;
    }
    let (date, rest) = rest.trim_start_matches(' ').split_once("  ")?;
    if !long_row::is_date(date) {
        return None;
    }
    let rest = long_row::behind_time(rest.trim_start_matches(' '))?;
    let column = rest.strip_prefix(' ')?.trim_start_matches(' ').trim_end_matches(' ');
    let sized =
        column.split_once(' ').and_then(|(size, name)| Some((long_row::number(size)?, name)));
    let is_folder = mode.starts_with('d');
    let (size, name) = match sized {
        Some((size, name)) if !is_folder => (Some(size), name),
        _ => (None, column),
    };
    let kind = match (is_folder, mode.contains('l')) {
        (true, false) => FileKind::Directory,
        (true, true) => FileKind::Link,
        // Files kept elsewhere and files packed by the system carry the letter too.
        (false, true) if size.is_none() || mode.starts_with('l') => FileKind::Link,
        (false, _) if size.is_some() => FileKind::File,
        _ => return None,
    };
    let name = match name.split_once(" -> ") {
        Some((name, _)) if kind == FileKind::Link => name,
        _ => name,
    };
    (!name.is_empty()).then_some(Row { kind, size, name })
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Before {
    #[default]
    Blank,
    Folder,
    Columns,
    Row,
}

/// The row that waits for the next line to show that its name is whole.
#[derive(Debug)]
struct Waiting {
    kind: FileKind,
    size: Option<u64>,
    at: Position,
    /// Nothing shows yet that its name or its folder isn't whole.
    believed: bool,
}

#[derive(Default)]
struct ModeTable {
    pieces: Pieces,
    folder: String,
    /// The waiting row's path, and the line it was read from, kept for their memory.
    path: String,
    text: String,
    /// Where the folder's heading stands.
    heading_at: Option<Position>,
    waiting: Option<Waiting>,
    before: Before,
}

impl ModeTable {
    fn emit(&mut self, out: &mut dyn RecordSink) {
        let Some(Waiting { kind, size, at, believed }) = self.waiting.take() else { return };
        if believed {
            out.record(Record::File(FileRecord { path: &self.path, kind, size }), at);
        } else {
            out.unreadable(&line_at(&self.text, at));
        }
    }

    fn row(&mut self, row: &Row<'_>, line: &Line<'_>) {
        let cut = row.name.ends_with("...") || row.name.ends_with('…');
        let believed = !cut && !self.folder.is_empty() && !row.name.contains(['\\', '/']);
        self.path.clear();
        self.path.push_str(&self.folder);
        if !self.path.ends_with('\\') {
            self.path.push('\\');
        }
        self.path.push_str(row.name);
        line.text.clone_into(&mut self.text);
        self.waiting =
            Some(Waiting { kind: row.kind, size: row.size, at: position(line), believed });
    }

    /// A line that is none of the table's own: the rest of what the line above had no room for, or something else.
    fn rest(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let indented = line.text.starts_with("    ");
        match self.before {
            Before::Row if indented => {
                if let Some(row) = &mut self.waiting {
                    row.believed = false;
                }
            }
            Before::Folder if indented => {
                // Whether a space stood at the break is lost. The files below are named by what is there, and the gap is counted.
                if let Some(at) = self.heading_at.take() {
                    out.unreadable(&line_at(&self.folder, at));
                }
                self.folder.push_str(line.text.trim());
                if LONGEST_FOLDER < self.folder.len() {
                    // No folder is called so, and no row below is believed.
                    self.folder.clear();
                    self.before = Before::Columns;
                }
            }
            _ => {
                self.emit(out);
                // What an error says below its first line is indented too, and goes on with no row.
                self.before = Before::Columns;
                out.unreadable(line);
            }
        }
    }
}

/// A line that came before.
fn line_at(text: &str, at: Position) -> Line<'_> {
    Line { text, number: at.line, offset: at.offset, end: LineEnd::Newline }
}

impl Reader for ModeTable {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.emit(out);
            self.before = Before::Row;
            return out.unreadable(line);
        }
        let text = line.text;
        if text.trim().is_empty() {
            self.emit(out);
            self.before = Before::Blank;
        } else if let Some(row) = split(text) {
            self.emit(out);
            self.before = Before::Row;
            self.row(&row, line);
        } else if let Some(folder) = heading::folder(text).filter(|_| self.before != Before::Row) {
            self.before = Before::Folder;
            self.heading_at = Some(position(line));
            self.folder.clear();
            self.folder.push_str(&path::normalise(folder).unwrap_or(folder.into()));
        } else if is_columns(text) || text.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
            self.before = Before::Columns;
        } else {
            self.rest(line, out);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.emit(out);
        match self.before {
            Before::Blank => Ending::Whole,
            _ => Ending::Cut(Phrase::new(Code::EndingRecordIncomplete)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::read;

    #[track_caller]
    fn check(text: &str, kind: FileKind, size: Option<u64>, name: &str) {
        assert_eq!(split(text), Some(Row { kind, size, name }), "{text}");
    }

    #[test]
    fn rows_of_many_versions_and_languages() {
        use FileKind::*;
        check(
            "-a----        2017/5/12     16:44        3514368 tasksche.exe  ",
            File,
            Some(3_514_368),
            "tasksche.exe",
        );
        check(
            "-a---         5/12/2017   4:44 PM    3514368 a b.exe",
            File,
            Some(3_514_368),
            "a b.exe",
        );
        check("-a---          12.05.2017    16:44        3514368 a", File, Some(3_514_368), "a");
        check("-a--s-        2017/5/12  下午 4:44              0 a", File, Some(0), "a");
        check("-a----    2017. 05. 12.     16:44              7 1 2", File, Some(7), "1 2");
        check(
            "d--hs-        2017/5/12     16:44                $Recycle.Bin",
            Directory,
            None,
            "$Recycle.Bin",
        );
        check("d-----        2017/5/12     16:44                12 a", Directory, None, "12 a");
        check(
            "d----l        2017/5/12     16:44                All Users",
            Link,
            None,
            "All Users",
        );
        check("l--hs          12/05/2017    16:44                a b -> C:\\x", Link, None, "a b");
        check(
            "-a---l        2017/5/12     16:44           7000 cloud.docx",
            File,
            Some(7000),
            "cloud.docx",
        );
    }

    #[test]
    fn a_name_that_was_wrapped_or_cut_is_not_believed() {
        let text = "\n\n    目录: C:\\Windows\n\n\nMode                LastWriteTime         Length Name\n----                -------------         ------ ----\n-a----        2017/5/12     16:44             12 whole.exe\n-a----        2017/5/12     16:44             12 mssecsvc.exe\n                                                 .txt\n-a----        2017/5/12     16:44             12 cut...\n\n\n";
        let read = read(text);
        assert_eq!(read.files, [(r"C:\Windows\whole.exe".to_owned(), FileKind::File, Some(12))]);
        assert_eq!((read.kinds(), read.whole()), (vec!["get_childitem"], vec![true]));
        assert_eq!(read.summary.unreadable, 2);
    }

    #[test]
    fn a_folder_that_was_wrapped_names_its_files_but_is_counted() {
        let text = "\n\n    Directory: C:\\Windows\\WinSxS\\amd64_microsoft-windows-x_31bf3856ad3\n    64e35_none\n\n\nMode                LastWriteTime         Length Name\n----                -------------         ------ ----\n-a----        2017/5/12     16:44             12 a\n\n\n";
        let read = read(text);
        assert_eq!(
            read.files[0].0,
            r"C:\Windows\WinSxS\amd64_microsoft-windows-x_31bf3856ad364e35_none\a"
        );
        assert_eq!((read.kinds(), read.summary.unreadable), (vec!["get_childitem"], 1));
    }

    #[test]
    fn a_folder_that_never_ends_is_none() {
        let table = |folder: &str| {
            format!(
                "    Directory: {folder}\n\nMode                 LastWriteTime         Length Name\n----                 -------------         ------ ----\n-a---          12/05/2017    16:44              7 a\n\n"
            )
        };
        let endless = format!("C:\\{}", format!("\n    {}", "n".repeat(1000)).repeat(100));
        let read = read(&(table(r"C:\x") + &table(&endless)));
        assert_eq!(read.files, [(r"C:\x\a".to_owned(), FileKind::File, Some(7))]);
        assert!(50 < read.summary.unreadable, "{}", read.summary.unreadable);
    }

    #[test]
    fn the_end_shows_that_it_is_whole() {
        let text = "    Directory: C:\\\n\nMode                 LastWriteTime         Length Name\n----                 -------------         ------ ----\n-a---          12/05/2017    16:44              7 a\n";
        assert_eq!(read(text).whole(), [false]);
        assert_eq!(read(&format!("{text}\n")).whole(), [true]);
    }
}
