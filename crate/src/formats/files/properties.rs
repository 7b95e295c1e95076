//! In: files as lists of properties (`Get-ChildItem | Format-List`, with `*` or some properties chosen). Out: a `FileRecord` for each.
//!
//! Property names are the same in every language. A record ends where its first property comes again: `VersionInfo` may hold blank lines.

use super::heading;
use super::item::{Item, property};
use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::Line;
use crate::message::{Code, Phrase};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Properties::default())
}

/// A path among properties, or a folder's heading with a name below it.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let mut folder = false;
    let mut named = false;
    for line in head {
        folder |= heading::folder(line).is_some();
        match split(line) {
            Some(("FullName" | "PSPath", value)) if is_path(value) => return 95,
            Some(("Name", _)) => named |= folder,
            _ => {}
        }
    }
    if named { 85 } else { 0 }
}

fn is_path(value: &str) -> bool {
    path::is_absolute(value.rsplit_once("::").map_or(value, |(_, path)| path))
}

/// `Name           : tasksche.exe`.
fn split(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let is_name = name.ends_with(' ') && !name.starts_with(' ');
    let name = name.trim_end_matches(' ');
    let clean = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && clean).then_some((name, value.strip_prefix(' ').unwrap_or(value)))
}

#[derive(Default)]
struct Properties {
    pieces: Pieces,
    item: Item,
    folder: String,
    /// The property that each record begins with.
    first: String,
    /// The line above was the heading of a folder, or a property that makes up the path: what is indented below goes on with it.
    path_goes_on: bool,
    after_blank: bool,
}

impl Reader for Properties {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.item.doubt(position(line));
            return out.unreadable(line);
        }
        let text = line.text;
        let after_blank = std::mem::replace(&mut self.after_blank, text.trim().is_empty());
        let path_went_on = std::mem::take(&mut self.path_goes_on);
        if text.trim().is_empty() {
            return;
        }
        if let Some((name, value)) = split(text) {
            if self.first.is_empty() {
                name.clone_into(&mut self.first);
            }
            if name == self.first {
                self.item.emit(&self.folder, out);
            }
            if let Some(property) = property(name) {
                self.path_goes_on = property.is_path();
                self.item.set(property, value.trim_end_matches(' '), position(line));
            }
        } else if let Some(folder) = heading::folder(text).filter(|_| after_blank) {
            self.item.emit(&self.folder, out);
            self.folder.clear();
            self.folder.push_str(&path::normalise(folder).unwrap_or(folder.into()));
            self.path_goes_on = true;
        } else if text.starts_with(' ') {
            // Values that go on matter only where they belong to a path: then it isn't believed.
            if path_went_on {
                if self.item.is_empty() {
                    self.folder.clear()
                } else {
                    self.item.doubt(position(line))
                }
                self.path_goes_on = true;
            }
        } else {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.item.emit(&self.folder, out);
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
    use crate::records::FileKind;

    #[test]
    fn all_properties() {
        let text = "\n\nPSPath            : Microsoft.PowerShell.Core\\FileSystem::C:\\Windows\\a.exe\nPSIsContainer     : False\nVersionInfo       : File:             C:\\Windows\\a.exe\n                    InternalName:     other\n\nName              : a.exe\nLength            : 7\nFullName          : C:\\Windows\\a.exe\nAttributes        : Hidden, System, Archive\n\nPSPath            : Microsoft.PowerShell.Core\\FileSystem::C:\\Windows\nPSIsContainer     : True\nName              : Windows\nFullName          : C:\\Windows\nAttributes        : Directory\n\n\n";
        let read = read(text);
        assert_eq!(
            read.files,
            [
                (r"C:\Windows\a.exe".to_owned(), FileKind::File, Some(7)),
                (r"C:\Windows".to_owned(), FileKind::Directory, None)
            ]
        );
        assert_eq!((read.kinds(), read.whole()), (vec!["get_childitem_list"], vec![true]));
        assert_eq!((read.summary.unreadable, read.positions[0].line), (0, 3));
    }

    #[test]
    fn names_below_their_folders_heading() {
        let text = "\n\n    目录: C:\\Windows\n\n\nName           : a.exe\nLength         : 7\nMode           : -a----\nVersionInfo    : File:             C:\\Windows\\a.exe\n                 InternalName:     a\n\nName           : sub\nMode           : d-----\n\n\n";
        let read = read(text);
        assert_eq!(
            read.files,
            [
                (r"C:\Windows\a.exe".to_owned(), FileKind::File, Some(7)),
                (r"C:\Windows\sub".to_owned(), FileKind::Directory, None)
            ]
        );
        assert_eq!(read.summary.unreadable, 0);
    }

    #[test]
    fn a_path_that_goes_on_is_not_believed() {
        let text = "\nFullName : C:\\Windows\\mssecsvc.exe\n           .txt\nLength   : 7\n\nFullName : C:\\b\nLength   : 8\n\n";
        let read = read(text);
        assert_eq!(read.files, [(r"C:\b".to_owned(), FileKind::File, Some(8))]);
        assert_eq!((read.summary.unreadable, read.whole()), (1, vec![true]));
    }
}
