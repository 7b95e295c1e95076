//! In: the properties of one file, as PowerShell names them in every language. Out: its `FileRecord`.

use crate::formats::RecordSink;
use crate::formats::path;
use crate::intake::{Line, LineEnd};
use crate::records::{FileKind, FileRecord, Position, Record};

/// A property that a record is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    /// The whole path, perhaps behind its provider's name.
    Path,
    /// The folder's path.
    Folder,
    Name,
    Length,
    /// `True` for a folder.
    IsFolder,
    /// `-a----`.
    Mode,
    /// `Hidden, System, Directory`.
    Attributes,
}

impl Property {
    /// True for what makes up the path.
    pub(super) fn is_path(self) -> bool {
        matches!(self, Property::Path | Property::Folder | Property::Name)
    }
}

/// Which property a name means.
pub(super) fn property(name: &str) -> Option<Property> {
    Some(match name {
        "FullName" | "PSPath" => Property::Path,
        "DirectoryName" | "Directory" | "PSParentPath" => Property::Folder,
        "Name" | "PSChildName" => Property::Name,
        "Length" => Property::Length,
        "PSIsContainer" => Property::IsFolder,
        "Mode" => Property::Mode,
        "Attributes" => Property::Attributes,
        _ => return None,
    })
}

/// The file that properties are being collected of; its memory is used again for the next.
#[derive(Debug, Default)]
pub(super) struct Item {
    path: String,
    folder: String,
    name: String,
    size: Option<u64>,
    folder_said: Option<bool>,
    link: bool,
    at: Option<Position>,
    doubtful: bool,
}

impl Item {
    /// Nothing was said of it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_none()
    }

    /// Its path or name isn't whole.
    pub(super) fn doubt(&mut self, at: Position) {
        self.at.get_or_insert(at);
        self.doubtful = true;
    }

    /// Takes one property; empty ones say nothing.
    pub(super) fn set(&mut self, property: Property, value: &str, at: Position) {
        self.at.get_or_insert(at);
        if value.is_empty() {
            return;
        }
        let path = || value.rsplit_once("::").map_or(value, |(_, path)| path);
        match property {
            Property::Path => path().clone_into(&mut self.path),
            Property::Folder => path().clone_into(&mut self.folder),
            Property::Name => value.clone_into(&mut self.name),
            Property::Length => self.size = value.parse().ok(),
            Property::IsFolder => self.folder_said = Some(value == "True"),
            Property::Mode => {
                self.link |=
                    value.starts_with('l') || value.starts_with('d') && value.contains('l');
                self.folder_said = self.folder_said.or(Some(value.starts_with('d')));
            }
            Property::Attributes => {
                let said = |name| value.split(", ").any(|attribute| attribute == name);
                self.link |= said("ReparsePoint") && said("Directory");
                self.folder_said = self.folder_said.or(Some(said("Directory")));
            }
        }
    }

    /// Hands out the record, or counts it as unreadable, and is empty again; false if no whole path was said. `heading` is the folder of the heading above, if any.
    pub(super) fn emit(&mut self, heading: &str, out: &mut dyn RecordSink) -> bool {
        let Some(at) = self.at.take() else { return false };
        if self.path.is_empty() && !self.name.is_empty() {
            let folder = if self.folder.is_empty() { heading } else { &self.folder };
            if !folder.is_empty() {
                self.path.push_str(folder);
                if !self.path.ends_with('\\') {
                    self.path.push('\\');
                }
                self.path.push_str(&self.name);
            }
        }
        let kind = match (self.link, self.folder_said, self.size) {
            (true, ..) => FileKind::Link,
            (_, Some(true), _) => FileKind::Directory,
            // Folders have no length of their own, but Windows PowerShell's CSV gives them `1`.
            (_, Some(false), _) | (_, None, Some(_)) => FileKind::File,
            (_, None, None) => FileKind::Unsaid,
        };
        let size = self.size.filter(|_| kind != FileKind::Directory);
        let path = path::normalise(&self.path).filter(|_| !self.doubtful);
        let shown = path.is_some();
        match path {
            Some(path) => out.record(Record::File(FileRecord { path: &path, kind, size }), at),
            None => {
                let text = if self.path.is_empty() { "?" } else { &self.path };
                let (number, offset) = (at.line, at.offset);
                out.unreadable(&Line { text, number, offset, end: LineEnd::Newline });
            }
        }
        let Item { path, folder, name, size, folder_said, link, doubtful, .. } = self;
        for text in [path, folder, name] {
            text.clear();
        }
        (*size, *folder_said, *link, *doubtful) = (None, None, false, false);
        shown
    }
}
