//! In: files as CSV (`Get-ChildItem | Export-Csv`, `ConvertTo-Csv`), separated by comma, semicolon or tab, as the culture has it, with a
//! `#TYPE` line or without; and as programs that list a disk save it (Everything, WizTree), whose headings are in their own words.
//! Out: a `FileRecord` for each record.

use super::item::{Item, Property, property};
use crate::formats::csv_row;
use crate::formats::path::is_absolute;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::Position;

/// The longest record that is put together from several lines (`VersionInfo` holds line breaks), in bytes.
const LONGEST_RECORD: usize = 64 * 1024;
/// The most columns that are looked at; PowerShell gives a file about thirty.
const MOST_COLUMNS: usize = 128;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Csv::default())
}

/// A heading with a file's path among its properties.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let is_shown = |pair: &[&str]| matches!(pair, [above, row] if shown(above, row).is_some());
    if head.iter().any(|line| columns(line).is_some()) || head.windows(2).any(is_shown) {
        95
    } else {
        0
    }
}

/// What the columns below a heading in a program's own words mean, by the first row: a path and its size, or a name, its folder and its
/// size. Neither quotes its heading, both quote names.
fn shown(heading: &str, row: &str) -> Option<Vec<Option<Property>>> {
    if !row.starts_with('"') || heading.contains(['"', '\\']) || !heading.contains(',') {
        return None;
    }
    let fields: Vec<_> = csv_row::fields(row, b',').collect();
    let is_size = |at: usize| {
        fields.get(at).is_some_and(|field| field.bytes().all(|letter| letter.is_ascii_digit()))
    };
    let mut columns = vec![None; fields.len()];
    let path = fields.iter().position(|field| is_absolute(field))?;
    if 1 < path || !is_size(path + 1) {
        return None;
    }
    *columns.first_mut()? = Some(Property::Name);
    *columns.get_mut(path)? = Some(if path == 0 { Property::Path } else { Property::Folder });
    Some(columns)
}

/// What the columns of a heading mean, and what separates them.
fn columns(text: &str) -> Option<(u8, Vec<Option<Property>>)> {
    // A record, which is what most lines are.
    if memchr::memchr(b'\\', text.as_bytes()).is_some() {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}');
    let separator =
        *text.as_bytes().iter().find(|byte| matches!(byte, b',' | b';' | b'\t')).unwrap_or(&b',');
    let names = text.split(char::from(separator)).take(MOST_COLUMNS);
    let names: Vec<&str> = names.map(|name| name.trim_matches('"')).collect();
    let is_named = |wanted| names.contains(&wanted);
    let whole = is_named("FullName") || is_named("PSPath");
    let parts = is_named("Name") && (is_named("Directory") || is_named("DirectoryName"));
    let is_heading = text.starts_with('"') || names.len() > 1;
    let only_names = names.iter().all(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    // Other objects have a `PSPath` too; a file's has at least this of a file.
    let of_file = is_named("FullName") || is_named("Length") || is_named("LastWriteTime");
    (is_heading && only_names && of_file && (whole || parts))
        .then(|| (separator, names.iter().map(|name| property(name)).collect()))
}

#[derive(Default)]
struct Csv {
    pieces: Pieces,
    separator: u8,
    columns: Vec<Option<Property>>,
    item: Item,
    /// A record that goes on in the next line, where it began, and whether it is inside quotes.
    pending: String,
    began: Option<Position>,
    quoted: bool,
    whole: bool,
    /// The line before the first record, which may turn out to be its heading.
    above: Option<(String, Position)>,
}

impl Csv {
    /// Counts a line that is no heading. PowerShell names the type above one, and WizTree itself.
    fn give_up(&mut self, line: Option<(String, Position)>, out: &mut dyn RecordSink) {
        let Some((text, Position { line: number, offset })) = line else { return };
        if !text.trim_start_matches('\u{feff}').starts_with("#TYPE") && !text.contains("WizTree") {
            out.unreadable(&Line { text: &text, number, offset, end: LineEnd::Newline });
        }
    }

    /// Takes a record's fields; false if there are not as many as the heading has names.
    fn fits(&mut self, text: &str, at: Position) -> bool {
        let mut count = 0;
        for value in csv_row::fields(text, self.separator) {
            if let Some(Some(property)) = self.columns.get(count) {
                self.item.set(*property, &value, at);
            }
            count += 1;
        }
        count == self.columns.len()
    }

    /// A whole record, from one line or several; `line` is its last.
    fn take(&mut self, text: &str, at: Position, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.fits(text, at) {
            self.item.doubt(at);
        }
        let shown = self.item.emit("", out);
        self.whole = shown && line.end == LineEnd::Newline;
    }
}

impl Reader for Csv {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.whole = false;
            return out.unreadable(line);
        }
        if self.pending.is_empty() && line.text.trim().is_empty() {
            return;
        }
        if !self.quoted {
            if let Some((separator, columns)) = columns(line.text) {
                (self.separator, self.columns) = (separator, columns);
                let above = self.above.take();
                return self.give_up(above, out);
            }
            if self.columns.is_empty() {
                let above = self.above.take();
                match above.as_ref().and_then(|(above, _)| shown(above, line.text)) {
                    Some(columns) => (self.separator, self.columns) = (b',', columns),
                    None => {
                        self.give_up(above, out);
                        self.above = Some((line.text.to_owned(), position(line)));
                        return;
                    }
                }
            }
            if line.text.starts_with("#TYPE") {
                return;
            }
        }
        self.quoted ^= line.text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let here = position(line);
        if self.pending.is_empty() && !self.quoted {
            return self.take(line.text, here, line, out);
        }
        let at = *self.began.get_or_insert(here);
        self.pending.push_str(line.text);
        self.pending.push('\n');
        if !self.quoted {
            let text = std::mem::take(&mut self.pending);
            self.began = None;
            self.take(text.trim_end_matches('\n'), at, line, out);
            self.pending = text;
            self.pending.clear();
        } else if LONGEST_RECORD < self.pending.len() {
            self.pending.clear();
            (self.began, self.quoted, self.whole) = (None, false, false);
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        let above = self.above.take();
        self.give_up(above, out);
        if self.whole && !self.quoted {
            Ending::Whole
        } else {
            Ending::Cut(Phrase::new(Code::EndingRecordIncomplete))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;
    use crate::records::FileKind;

    #[track_caller]
    fn check(text: &str) {
        let read = read(text);
        assert_eq!(
            read.files,
            [
                (r"C:\a, b;c.exe".to_owned(), FileKind::File, Some(7)),
                (r"C:\Windows".to_owned(), FileKind::Directory, None)
            ],
            "{text}"
        );
        assert_eq!((read.kinds(), read.whole()), (vec!["files_csv"], vec![true]));
        assert_eq!(read.summary.unreadable, 0);
    }

    #[test]
    fn every_separator_and_version() {
        let text = "#TYPE System.IO.FileInfo\n\"VersionInfo\",\"FullName\",\"Length\",\"Mode\"\n\"File: x\nLanguage: \"\"y\"\"\n\",\"C:\\a, b;c.exe\",\"7\",\"-a----\"\n,\"C:\\Windows\",\"1\",\"d-----\"\n";
        check(text);
        check(&text.replace("\",\"", "\";\"").replace("\n,", "\n;"));
        check(&text.replace("\",\"", "\"\t\"").replace("\n,", "\n\t"));
        check("FullName,Length,PSIsContainer\n\"C:\\a, b;c.exe\",7,False\nC:\\Windows,,True\n");
        check(
            "\"DirectoryName\",\"Name\",\"Length\",\"Attributes\"\n\"C:\\\",\"a, b;c.exe\",\"7\",\"Archive\"\n\"C:\\\",\"Windows\",,\"Directory\"\n",
        );
    }

    #[test]
    fn as_programs_that_list_a_disk_save_it() {
        let everything = "Filename,Size,Date Modified,Date Created,Attributes\n\"C:\\a, b;c.exe\",7,1,1,32\n\"C:\\Windows\",,1,1,16\n";
        let by_name = "名称,路径,大小,修改时间\n\"a, b;c.exe\",\"C:\\\",7,2017/6/2 16:35\n\"Windows\",\"C:\\\",,2017/6/2 16:35\n";
        let wiztree = "由 WizTree 4.08 生成\n文件名称,大小,分配,修改时间\n\"C:\\a, b;c.exe\",7,4096,x\n\"C:\\Windows\\\",9,9,x\n";
        for text in [everything, by_name, wiztree] {
            let read = read(text);
            let paths: Vec<_> = read.files.iter().map(|(path, ..)| path.as_str()).collect();
            assert_eq!(paths, [r"C:\a, b;c.exe", r"C:\Windows"], "{text}");
            assert_eq!((read.kinds(), read.whole()), (vec!["files_csv"], vec![true]));
            assert_eq!((read.summary.unreadable, read.processes.len()), (0, 0));
        }
        let behind_junk = read(&format!("junk\n{everything}"));
        assert_eq!((behind_junk.files.len(), behind_junk.summary.unreadable), (2, 1));
    }

    #[test]
    fn only_paths() {
        let read = read("\"FullName\"\n\"C:\\a\"\n\"C:\\b c\"\n");
        assert_eq!((read.files.len(), read.kinds()), (2, vec!["files_csv"]));
    }

    #[test]
    fn a_record_that_is_cut_says_so() {
        let read = read("\"FullName\",\"Length\"\n\"C:\\a\",\"7\"\n\"C:\\b");
        assert_eq!((read.files.len(), read.whole()), (1, vec![false]));
    }
}
