//! In: the lines of a file listing. Out: one `FileRecord` per file or folder, by its full path.

mod bodyfile;
mod collected;
mod csv;
mod heading;
mod item;
mod long;
mod long_row;
pub(super) mod mft;
mod mode_table;
mod path_column;
mod paths;
mod properties;
mod tree;
mod wide_row;

use super::{Artifact, Format};
use crate::message::Code;

/// Full paths, one a line: `dir /s /b`, `where /r`, `(Get-ChildItem …).FullName`.
pub(super) const BARE: Format = Format {
    kind: Code::KindDirSB,
    artifact: Artifact::FileListing,
    sniff: paths::sniff_bare,
    reader: paths::bare,
};
/// `forfiles /s /c "cmd /c echo @path"`: full paths in quotes.
pub(super) const QUOTED: Format = Format {
    kind: Code::KindForfiles,
    artifact: Artifact::FileListing,
    sniff: paths::sniff_quoted,
    reader: paths::quoted,
};
/// `attrib /s`: attribute letters, then the full path.
pub(super) const ATTRIB: Format = Format {
    kind: Code::KindAttribS,
    artifact: Artifact::FileListing,
    sniff: paths::sniff_attrib,
    reader: paths::attrib,
};
/// `dir /s`: a heading for each folder, a row for each entry (with `/w` and `/d` for several), totals at the end.
pub(super) const LONG: Format = Format {
    kind: Code::KindDirS,
    artifact: Artifact::FileListing,
    sniff: long::sniff,
    reader: long::reader,
};
/// `jiance-files/2`: what `jiance.exe` lists, a heading for each folder, a row for each other entry, counts at the end.
pub(super) const COLLECTED: Format = Format {
    kind: Code::KindJianceFiles,
    artifact: Artifact::FileListing,
    sniff: collected::sniff,
    reader: collected::reader,
};
/// `where /r /t`: size, date and time, then the full path.
pub(super) const TIMED: Format = Format {
    kind: Code::KindWhereT,
    artifact: Artifact::FileListing,
    sniff: paths::sniff_timed,
    reader: paths::timed,
};
/// `tree`, `tree /f`, `tree /a`: names below a drawing of their folders.
pub(super) const TREE: Format = Format {
    kind: Code::KindTree,
    artifact: Artifact::FileListing,
    sniff: tree::sniff,
    reader: tree::reader,
};
/// `Get-ChildItem`'s own table: a heading for each folder, a row for each entry.
pub(super) const MODE_TABLE: Format = Format {
    kind: Code::KindGetChilditem,
    artifact: Artifact::FileListing,
    sniff: mode_table::sniff,
    reader: mode_table::reader,
};
/// `Get-ChildItem | Format-List`: one property a line.
pub(super) const PROPERTIES: Format = Format {
    kind: Code::KindGetChilditemList,
    artifact: Artifact::FileListing,
    sniff: properties::sniff,
    reader: properties::reader,
};
/// `Get-ChildItem | Export-Csv`: one record for each entry.
pub(super) const CSV: Format = Format {
    kind: Code::KindFilesCsv,
    artifact: Artifact::FileListing,
    sniff: csv::sniff,
    reader: csv::reader,
};
/// `Get-ChildItem | Select-Object FullName`: a table with a column of full paths.
pub(super) const PATH_COLUMN: Format = Format {
    kind: Code::KindFilesTable,
    artifact: Artifact::FileListing,
    sniff: path_column::sniff,
    reader: path_column::reader,
};
/// Body files of forensic tools: one line for each name, fields parted by `|`.
pub(super) const BODYFILE: Format = Format {
    kind: Code::KindBodyfile,
    artifact: Artifact::FileListing,
    sniff: bodyfile::sniff,
    reader: bodyfile::reader,
};
