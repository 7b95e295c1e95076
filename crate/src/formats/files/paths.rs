//! In: listings with one path a line (`dir /s /b`, `where /r`, with `/t` too, `forfiles`, `attrib /s`, a column `FullName`).
//! Out: `FileRecord`s, mostly of unsaid kind.
//!
//! Such output has no end mark; it is whole when its last line is.

use std::borrow::Cow;

use jiance_blocks::path::{is_forbidden, is_plain};

use super::long_row;
use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::refusal;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{FileKind, FileRecord, Record};

/// How a line of one of these formats holds its path.
type PathOf = fn(&str) -> Option<Shown<'_>>;

/// What a line shows.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    path: &'a str,
    /// The path stands in the spelling of records.
    is_plain: bool,
    kind: FileKind,
    size: Option<u64>,
}

impl<'a> Shown<'a> {
    fn path(path: &'a str) -> Shown<'a> {
        Shown { path, is_plain: false, kind: FileKind::Unsaid, size: None }
    }
}

pub(super) fn bare() -> Box<dyn Reader> {
    reader(path_of_bare)
}

pub(super) fn quoted() -> Box<dyn Reader> {
    reader(path_of_quoted)
}

pub(super) fn attrib() -> Box<dyn Reader> {
    reader(path_of_attrib)
}

pub(super) fn timed() -> Box<dyn Reader> {
    reader(path_of_timed)
}

pub(super) fn sniff_bare(head: &[&str]) -> u8 {
    sniff(head, path_of_bare)
}

pub(super) fn sniff_quoted(head: &[&str]) -> u8 {
    sniff(head, path_of_quoted)
}

pub(super) fn sniff_attrib(head: &[&str]) -> u8 {
    sniff(head, path_of_attrib)
}

pub(super) fn sniff_timed(head: &[&str]) -> u8 {
    sniff(head, path_of_timed)
}

fn reader(path_of: PathOf) -> Box<dyn Reader> {
    Box::new(PathLines { path_of, pieces: Pieces::default(), last: None })
}

/// Sure when three lines or more are paths and hardly any is not, but for what a console prints; plausible for the one or two lines of a
/// short listing.
fn sniff(head: &[&str], path_of: PathOf) -> u8 {
    let lines = head.iter().filter(refusal::is_output).count();
    let paths = head.iter().filter(|line| path_of(line).is_some()).count();
    match paths {
        0 => 0,
        _ if paths * 5 < lines * 4 => 0,
        1 | 2 => 60,
        _ => 85,
    }
}

/// The whole line is the path, spaces and all; but where gaps part it and fill its end, it is a row of some table.
fn path_of_bare(text: &str) -> Option<Shown<'_>> {
    let is_row = || text.ends_with(' ') && text.trim_end().contains("  ");
    if is_plain(text) {
        return (!is_row()).then_some(Shown { is_plain: true, ..Shown::path(text) });
    }
    (path::is_absolute(text) && is_clean(text) && !is_row()).then_some(Shown::path(text))
}

/// `"C:\a b"`, and `".\a b"` where `forfiles` was asked for the path below the folder it ran in.
fn path_of_quoted(text: &str) -> Option<Shown<'_>> {
    let inside = text.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    let below = || (inside.starts_with(r".\") && is_clean(inside)).then_some(Shown::path(inside));
    path_of_bare(inside).or_else(below)
}

/// `   3514368   2017/05/12      16:44:00  C:\Windows\a b.exe`: size, date, time; the path may be quoted. Folders are never shown.
fn path_of_timed(text: &str) -> Option<Shown<'_>> {
    let line = text.trim_start_matches(' ');
    let (size, rest) = line.split_once("  ")?;
    let size = long_row::number(size)?;
    let rest = rest.trim_start_matches(' ');
    let (date, rest) = rest.split_once("  ")?;
    if !long_row::is_date(date) {
        return None;
    }
    // Seconds and half of the day follow; where the path begins is beyond doubt, since no time holds a backslash.
    let begin = rest.find(":\\").and_then(|at| at.checked_sub(1)).or_else(|| rest.find(r"\\"))?;
    let (time, path) = rest.split_at_checked(begin)?;
    long_row::behind_time(time.trim_start_matches(' '))?;
    let path = path.strip_suffix('"').unwrap_or(path);
    let shown = path_of_bare(path)?;
    Some(Shown { kind: FileKind::File, size: Some(size), ..shown })
}

/// `A  SH  I    C:\boot.ini`: only attribute letters stand before the path, and at least the widest form's gap after nothing.
fn path_of_attrib(text: &str) -> Option<Shown<'_>> {
    let start =
        text.find(|letter: char| !is_attribute(letter)).and_then(|end| match text.get(end..)? {
            rest if rest.starts_with(':') => end.checked_sub(1),
            rest if rest.starts_with(r"\\") => Some(end),
            _ => None,
        });
    // A drive that is no attribute letter stops the search itself.
    let start = start.or_else(|| text.find(":\\")?.checked_sub(1)).filter(|start| *start >= 4)?;
    let flags = text.get(..start)?;
    let clean = flags.chars().all(is_attribute) && flags.ends_with("  ");
    clean.then(|| text.get(start..)).flatten().and_then(path_of_bare)
}

fn is_attribute(letter: char) -> bool {
    letter == ' ' || "ASHRIONCEPUVXLBDTF".contains(letter)
}

/// No character that no Windows path has. `?` may stand for what a code page lacks, U+FFFD for what could not be decoded.
fn is_clean(path: &str) -> bool {
    let body = path.get(2..).unwrap_or_default();
    let body = body.strip_prefix(r"?\").map_or(body, |long| long.get(2..).unwrap_or_default());
    !body.bytes().any(is_forbidden)
}

struct PathLines {
    path_of: PathOf,
    pieces: Pieces,
    /// How the last line that is not blank ended.
    last: Option<LineEnd>,
}

impl Reader for PathLines {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.last = Some(line.end);
            return out.unreadable(line);
        }
        if line.is_blank() {
            return;
        }
        self.last = Some(line.end);
        let Some(Shown { path, is_plain, kind, size }) = (self.path_of)(line.text) else {
            return out.unreadable(line);
        };
        // What lies below a folder that isn't named has no other spelling.
        let other = if is_plain { None } else { path::normalise(path) };
        let path = other.unwrap_or(Cow::Borrowed(path));
        out.record(Record::File(FileRecord { path: &path, kind, size }), position(line));
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::by_last_line(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{files, read};

    #[test]
    fn bare_paths_are_taken_whole() {
        let text = "C:\\ lead\\ a .txt\n\\\\srv\\share\\x\n\\\\?\\C:\\long\nc:/unix/path\nC:\\\\two\\\\x\nC:\\用户\\2017-05-12  10:00    <DIR>\n";
        assert_eq!(
            files(&text.replace("    <DIR>", "")),
            [
                "C:\\ lead\\ a .txt",
                r"\\srv\share\x",
                r"C:\long",
                r"c:\unix\path",
                r"C:\two\x",
                "C:\\用户\\2017-05-12  10:00"
            ][..5]
        );
        assert_eq!(read(text).summary.unreadable, 1);
    }

    #[test]
    fn the_last_line_must_be_whole() {
        let whole = read("C:\\a\nC:\\b\n\n");
        assert_eq!(whole.summary.sections[0].ending, Ending::Whole);
        let cut = read("C:\\a\nC:\\b");
        assert!(matches!(cut.summary.sections[0].ending, Ending::Cut(_)));
        assert_eq!(cut.files.len(), 2);
    }

    #[test]
    fn attrib_lines_of_every_width() {
        let text = "A  SHR     C:\\boot.ini\nA    I       A:\\x y\n                     C:\\plain\n   SH             O  \\\\srv\\s\\f\n";
        assert_eq!(files(text), [r"C:\boot.ini", r"A:\x y", r"C:\plain", r"\\srv\s\f"]);
        assert_eq!(read(text).kinds(), ["attrib_s"]);
    }

    #[test]
    fn quoted_paths() {
        let text = "\n\"C:\\a b\\c.txt\"\n\"C:\\d\"\n";
        assert_eq!(files(text), [r"C:\a b\c.txt", r"C:\d"]);
        assert_eq!(read(text).kinds(), ["forfiles"]);
    }

    #[test]
    fn paths_below_a_folder_that_is_not_named() {
        let text = "\".\\Windows\\a b.exe\"\n\".\\Users\"\n";
        assert_eq!(files(text), [r".\Windows\a b.exe", r".\Users"]);
    }

    #[test]
    fn where_with_sizes_and_times() {
        let text = "   3514368   2017/05/12      16:44:00  C:\\Windows\\a b.exe\n         0   12.05.2017      04:44:09 PM  \"\\\\srv\\s\\c\"\n";
        let read = read(text);
        assert_eq!(read.kinds(), ["where_t"]);
        assert_eq!(
            read.files,
            [
                (r"C:\Windows\a b.exe".to_owned(), FileKind::File, Some(3_514_368)),
                (r"\\srv\s\c".to_owned(), FileKind::File, Some(0)),
            ]
        );
    }
}
