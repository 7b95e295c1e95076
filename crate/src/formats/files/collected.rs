//! In: `jiance-files/2`, the listing that `jiance.exe` writes (docs/FORMATS.md). Out: a `FileRecord` for every row.
//!
//! It is whole when its last line says how many folders, entries and refusals it holds, and it holds just as many.

use std::borrow::Cow;

use jiance_blocks::path::is_plain;
use jiance_blocks::row::{number, split_row};
use memchr::{memchr, memrchr};

use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord, Position, Record};

const HEADING: &str = "jiance-files/2";

/// Windows' attribute bits for a folder, and for what has a reparse tag: a junction, a symbolic link.
const DIRECTORY: u32 = 0x10;
const REPARSE_POINT: u32 = 0x400;

pub(super) fn sniff(head: &[&str]) -> u8 {
    let first = head.iter().map(|line| line.trim()).find(|line| !line.is_empty());
    if first == Some(HEADING) { 100 } else { 0 }
}

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Collected::default())
}

#[derive(Debug, Default)]
struct Collected {
    pieces: Pieces,
    /// The folder of the heading above, with its backslash; empty if there is none that can be trusted.
    folder: String,
    /// The same, with the last record's name behind it.
    path: String,
    counts: Counts,
    /// What its last line says, until anything follows.
    declared: Option<Counts>,
}

/// How much a listing holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    folders: u64,
    entries: u64,
    refused: u64,
}

impl Reader for Collected {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.declared = None;
            return out.unreadable(line);
        }
        if line.text.is_empty() || line.text == HEADING {
            return;
        }
        self.declared = None;
        // A line without its end may have lost part of what it says.
        let whole = line.end == LineEnd::Newline;
        if !(whole && self.take(line.text, line, out)) {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        if self.declared == Some(self.counts) {
            Ending::Whole
        } else {
            Ending::Cut(Phrase::new(Code::EndingNoTotals))
        }
    }
}

impl Collected {
    /// Takes one line; false if it can't be read, or says what could not be.
    fn take(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        // Nearly every line is a row, and shows with its first letter that it is nothing else.
        if matches!(text.as_bytes().first(), Some(b'0'..=b'9')) {
            self.counts.entries += 1;
            return self.row(text, line, out);
        }
        if let Some(folder) = text.strip_prefix("folder=") {
            self.counts.folders += 1;
            return self.folder(folder, line, out);
        }
        if text.starts_with("refused=") {
            self.counts.refused += 1;
            return false;
        }
        if let Some(counts) = text.strip_prefix("end=") {
            self.declared = declared(counts);
            return self.declared.is_some();
        }
        self.counts.entries += 1;
        self.row(text, line, out)
    }

    /// A heading: the folder's own row, which a drive's root does not have, and its full path.
    fn folder(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        self.folder.clear();
        let tab = memrchr(b'\t', text.as_bytes());
        let row = tab.map(|_| split_row(text).and_then(|(cells, _)| kind_and_size(cells)));
        let escaped = tab.and_then(|tab| text.get(tab + 1..)).unwrap_or(text);
        let Some(folder) = unescaped(escaped) else { return false };
        let plain = if is_plain(&folder) {
            Some(Cow::Borrowed(folder.as_ref()))
        } else {
            path::normalise(&folder)
        };
        let Some(plain) = plain else { return false };
        self.folder.push_str(&plain);
        if !self.folder.ends_with('\\') {
            self.folder.push('\\');
        }
        if let Some(Some((kind @ (FileKind::Directory | FileKind::Link), size))) = row {
            self.path.clone_from(&self.folder);
            self.path.truncate(self.folder.trim_end_matches('\\').len());
            self.tell(kind, size, line, out);
        }
        self.path.clone_from(&self.folder);
        matches!(row, None | Some(Some((FileKind::Directory | FileKind::Link, _))))
    }

    fn row(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        let Some((cells, name)) = split_row(text) else { return false };
        let (Some((kind, size)), Some(name)) = (kind_and_size(cells), unescaped(name)) else {
            return false;
        };
        if name.is_empty() || self.folder.is_empty() {
            return false;
        }
        self.path.truncate(self.folder.len());
        self.path.push_str(&name);
        self.tell(kind, size, line, out);
        true
    }

    fn tell(&self, kind: FileKind, size: Option<u64>, line: &Line<'_>, out: &mut dyn RecordSink) {
        out.record(
            Record::File(FileRecord { path: &self.path, kind, size }),
            Position { line: line.number, offset: line.offset },
        );
    }
}

/// What a row holds before the name: what it is, and its size. Times and the short name are not asked for.
fn kind_and_size([attributes, size]: [&str; 2]) -> Option<(FileKind, Option<u64>)> {
    let attributes = u32::try_from(number(attributes)?).ok()?;
    let is_folder = attributes & DIRECTORY != 0;
    if is_folder {
        let is_link = attributes & REPARSE_POINT != 0;
        let kind = if is_link { FileKind::Link } else { FileKind::Directory };
        return size.is_empty().then_some((kind, None));
    }
    Some((FileKind::File, Some(number(size)?)))
}

/// `119 934 0`
fn declared(text: &str) -> Option<Counts> {
    let mut numbers = text.split(' ').map(|number| number.parse().ok());
    let (folders, entries, refused) = (numbers.next()??, numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(Counts { folders, entries, refused })
}

/// A name with its `/` and four hexadecimal digits made characters again; half characters become U+FFFD.
fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if memchr(b'/', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let (before, mut rest) = text.split_once('/')?;
    let mut plain = before.to_owned();
    loop {
        let unit = u32::from_str_radix(rest.get(..4)?, 16).ok()?;
        plain.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = rest.get(4..)?;
        match rest.split_once('/') {
            Some((before, after)) => {
                plain.push_str(before);
                rest = after;
            }
            None => {
                plain.push_str(rest);
                return Some(Cow::Owned(plain));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;
    use crate::records::FileKind;

    const WHOLE: &str = "jiance-files/2\r\nfolder=C:\\\r\n2416\t\t591567c1\t=\t-2\t\tDocuments and Settings\r\n26\t12a05f200\t\t\t\t~1\tpagefile.sys\r\nfolder=16\t\t\t\t\t~1\tC:\\System Volume Information\r\nrefused=00000005 C:\\System Volume Information\r\nfolder=10\t\t\t\t\t\tC:\\Windows\r\n20\t0\t\t\t\t\tt d83d.txt \r\n20\t1f\t\t\t\t\ta/0009b/d83d检\r\nend=3 4 1\r\n";

    #[test]
    fn every_row_becomes_a_file() {
        let seen = read(WHOLE);
        let expected = [
            (r"C:\Documents and Settings", FileKind::Link, None),
            (r"C:\pagefile.sys", FileKind::File, Some(5_000_000_000)),
            (r"C:\System Volume Information", FileKind::Directory, None),
            (r"C:\Windows", FileKind::Directory, None),
            ("C:\\Windows\\t d83d.txt ", FileKind::File, Some(0)),
            ("C:\\Windows\\a\tb\u{FFFD}检", FileKind::File, Some(31)),
        ];
        let expected = expected.map(|(path, kind, size)| (path.to_owned(), kind, size));
        assert_eq!(seen.files, expected);
        assert_eq!((seen.kinds(), seen.whole()), (vec!["jiance_files"], vec![true]));
    }

    #[test]
    fn what_was_refused_is_withheld_and_not_damage() {
        let seen = read(WHOLE);
        assert_eq!((seen.summary.withheld, seen.summary.unreadable), (1, 0));
    }

    #[test]
    fn a_cut_anywhere_is_told() {
        let cuts = WHOLE.char_indices().map(|(at, _)| at).filter(|at| 16 < *at);
        for at in cuts.filter(|at| *at + 2 < WHOLE.len()) {
            let seen = read(&WHOLE[..at]);
            assert_eq!(seen.whole(), [false], "{at}");
        }
        // A row that is gone is missed, wherever it stood.
        let lost = WHOLE.replace("26\t12a05f200\t\t\t\t~1\tpagefile.sys\r\n", "");
        assert_ne!(lost, WHOLE);
        assert_eq!(read(&lost).whole(), [false]);
    }

    #[test]
    fn rows_that_break_the_form_are_counted() {
        let rows = [
            "x\t\t\t\t\t\tn",
            "20\t1\t\t\t\tn",
            "20\t\t\t\t\t\tn",
            "20\t1\t\t\t\t\t\tn",
            "10\t1\t\t\t\t\tn",
            "20\t1\t\t\t\t\t",
            "20\t1\t\t\t\t\ta/00",
        ];
        for row in rows {
            let seen = read(&WHOLE.replace("26\t12a05f200\t\t\t\t~1\tpagefile.sys", row));
            assert_eq!((seen.summary.unreadable, seen.files.len()), (1, 5), "{row}");
        }
        // With a heading, all below it is lost.
        for heading in ["folder=10\t\t\t\t\t\tWindows\r", "folder=C:/\r"] {
            let lost = read(&WHOLE.replace("folder=10\t\t\t\t\t\tC:\\Windows\r", heading));
            assert_eq!((lost.summary.unreadable, lost.files.len()), (3, 3), "{heading:?}");
        }
        for heading in ["folder=20\t1\t\t\t\t\tC:\\Windows\r", "folder=10\tC:\\Windows\r"] {
            let odd = read(&WHOLE.replace("folder=10\t\t\t\t\t\tC:\\Windows\r", heading));
            assert_eq!((odd.summary.unreadable, odd.files.len()), (1, 5), "{heading:?}");
        }
    }
}
