//! In: a body file as The Sleuth Kit and others write it (`MD5|name|inode|mode_as_string|UID|GID|size|atime|mtime|ctime|crtime`).
//! Out: a `FileRecord` for each name.
//!
//! A deleted name is told as such, and the second name that an NTFS entry's `$FILE_NAME` gives is no second file. Names begin with the
//! drive that was given to the tool, or with the volume's own root: then no drive is said.

use std::borrow::Cow;

use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{FileKind, FileRecord, Record};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(BodyFile::default())
}

/// Eleven fields, of which the last ones are numbers, in nearly every line.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let lines =
        head.iter().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    let rows = head.iter().filter(|line| split(line).is_some()).count();
    match rows {
        0 => 0,
        _ if rows * 5 < lines * 4 => 0,
        _ => 95,
    }
}

/// One line.
struct Row<'a> {
    name: &'a str,
    kind: FileKind,
    size: u64,
}

/// The name may hold the separator itself, so the other fields are counted from both ends.
fn split(text: &str) -> Option<Row<'_>> {
    let (checksum, rest) = text.split_once('|')?;
    let mut fields = rest.rsplitn(10, '|');
    let times = [fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    let size = fields.next()?.parse().ok()?;
    let (_gid, _uid) = (fields.next()?, fields.next()?);
    let (mode, _inode, name) = (fields.next()?, fields.next()?, fields.next()?);
    let is_number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    if !times.into_iter().all(is_number) || !checksum.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    // `r/rrwxrwxrwx`: what the name says it is, then what the entry says.
    let kind = match mode.split('/').next_back()?.as_bytes().first()? {
        b'd' => FileKind::Directory,
        b'l' => FileKind::Link,
        b'r' | b'-' => FileKind::File,
        _ => FileKind::Unsaid,
    };
    Some(Row { name, kind, size })
}

/// The name without what tools append to it, and whether it was deleted; `None` for an entry's second name.
fn own_name(name: &str) -> Option<(&str, bool)> {
    let deleted = [" (deleted)", " (deleted-realloc)"];
    let left = deleted.iter().find_map(|mark| name.strip_suffix(mark));
    let (name, deleted) = left.map_or((name, false), |left| (left, true));
    if name.ends_with(" ($FILE_NAME)") {
        return None;
    }
    Some((name.split_once(" -> ").map_or(name, |(name, _)| name), deleted))
}

/// `C:/Windows/x`, `/Windows/x`; the latter says no drive.
fn normalise(name: &str) -> Option<Cow<'_, str>> {
    if let Some(path) = path::normalise(name) {
        return Some(path);
    }
    let below = name.strip_prefix('/').filter(|below| !below.is_empty())?;
    Some(Cow::Owned(format!("\\{}", below.trim_end_matches('/').replace('/', "\\"))))
}

#[derive(Default)]
struct BodyFile {
    pieces: Pieces,
    last: Option<LineEnd>,
}

impl Reader for BodyFile {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.last = Some(line.end);
            return out.unreadable(line);
        }
        if line.text.trim().is_empty() || line.text.starts_with('#') {
            return;
        }
        self.last = Some(line.end);
        let Some(Row { name, kind, size }) = split(line.text) else { return out.unreadable(line) };
        let Some((name, deleted)) = own_name(name) else { return };
        let kind = if deleted { FileKind::Deleted } else { kind };
        match normalise(name) {
            Some(path) => out.record(
                Record::File(FileRecord { path: &path, kind, size: Some(size) }),
                position(line),
            ),
            None => out.unreadable(line),
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::by_last_line(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::read;

    #[test]
    fn names_with_and_without_a_drive() {
        let text = "0|C:/Windows/tasksche.exe|1-128-1|r/rrwxrwxrwx|0|0|3514368|1494578640|1494578640|1494578640|1494578640\n0|C:/Windows/tasksche.exe ($FILE_NAME)|1-48-1|r/rrwxrwxrwx|0|0|82|1|1|1|1\n0|/Windows|2-144-1|d/drwxrwxrwx|0|0|56|1|1|1|1\n0|C:/a|b.txt|3|r/-rwxrwxrwx|0|0|7|1|1|1|1\n0|C:/$OrphanFiles/mssecsvc.exe (deleted)|4|-/rrwxrwxrwx|0|0|7|0|0|0|0\n0|C:/b ($FILE_NAME) (deleted)|5|-/rrwxrwxrwx|0|0|7|0|0|0|0\n";
        let read = read(text);
        assert_eq!(
            read.files,
            [
                (r"C:\Windows\tasksche.exe".to_owned(), FileKind::File, Some(3_514_368)),
                (r"\Windows".to_owned(), FileKind::Directory, Some(56)),
                (r"C:\a|b.txt".to_owned(), FileKind::File, Some(7)),
                (r"C:\$OrphanFiles\mssecsvc.exe".to_owned(), FileKind::Deleted, Some(7)),
            ]
        );
        assert_eq!((read.kinds(), read.whole()), (vec!["bodyfile"], vec![true]));
        assert_eq!(read.summary.unreadable, 0);
    }
}
