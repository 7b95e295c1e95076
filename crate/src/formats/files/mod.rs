//! In: the lines of a file listing. Out: one `FileRecord` per file or folder, by its full path.

mod collected;
mod long;
mod long_row;
mod paths;

use super::{Artifact, Format};

/// Full paths, one a line: `dir /s /b`, `where /r`.
pub(super) const BARE: Format = Format {
    kind: "dir_s_b",
    artifact: Artifact::FileListing,
    sniff: paths::sniff_bare,
    reader: paths::bare,
};
/// `forfiles /s /c "cmd /c echo @path"`: full paths in quotes.
pub(super) const QUOTED: Format = Format {
    kind: "forfiles",
    artifact: Artifact::FileListing,
    sniff: paths::sniff_quoted,
    reader: paths::quoted,
};
/// `attrib /s`: attribute letters, then the full path.
pub(super) const ATTRIB: Format = Format {
    kind: "attrib_s",
    artifact: Artifact::FileListing,
    sniff: paths::sniff_attrib,
    reader: paths::attrib,
};
/// `dir /s`: a heading for each folder, a row for each entry, totals at the end.
pub(super) const LONG: Format = Format {
    kind: "dir_s",
    artifact: Artifact::FileListing,
    sniff: long::sniff,
    reader: long::reader,
};
/// `jiance-files/1`: what `jiance.exe` lists, a heading for each folder, a row for each entry, counts at the end.
pub(super) const COLLECTED: Format = Format {
    kind: "jiance_files",
    artifact: Artifact::FileListing,
    sniff: collected::sniff,
    reader: collected::reader,
};
