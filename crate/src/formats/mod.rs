//! In: the lines of one entry, or the bytes of a binary one. Out: records, and what could not be read. Knows nothing of the advisory.

mod binary;
mod columns;
mod csv_row;
mod dispatch;
#[cfg(test)]
mod document_tests;
mod fields;
mod files;
mod finder;
mod firewall;
mod host;
mod kb;
mod manifest;
mod package;
mod path;
mod pieces;
mod processes;
mod product;
mod prompt;
mod refusal;
mod registry;
mod sockets;
#[cfg(test)]
mod test_sink;
#[cfg(test)]
mod testing;
mod text_document;

use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Position, Record};

pub(crate) use binary::{BinaryFormat, BinaryReader, BinarySummary, HEAD_BYTES};
pub use dispatch::{EntryReader, EntrySummary, Refusal, Section};
pub(crate) use manifest::HEADING as MANIFEST_HEADING;
pub use refusal::Aside;
pub use text_document::TextDocument;

/// What kind of evidence an entry turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    /// A listing of files and folders.
    FileListing,
    /// A list of processes.
    ProcessList,
    /// A registry export.
    Registry,
    /// `systeminfo` and its like.
    SystemInfo,
    /// A list of installed updates.
    Hotfixes,
    /// `netstat`.
    Sockets,
    /// A collector's manifest.
    Manifest,
}

/// Takes what a format reads.
pub trait RecordSink {
    /// A record.
    fn record(&mut self, record: Record<'_>, at: Position);
    /// A line, or part of one, that should be a record and could not be read. Each is counted and shown.
    fn unreadable(&mut self, line: &Line<'_>);
}

/// How an entry's text ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// As such output ends.
    Whole,
    /// Cut off, or with something missing; the phrase says what.
    Cut(Phrase),
}

impl Ending {
    /// The ending of output that is whole when its last line is; `None` if it has no line.
    fn by_last_line(last: Option<LineEnd>) -> Ending {
        match last {
            Some(LineEnd::Newline) => Ending::Whole,
            _ => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }

    /// The same for output below a heading, which means nothing without a row.
    fn of_rows(rows: u64, last: Option<LineEnd>) -> Ending {
        match rows {
            0 => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            _ => Ending::by_last_line(last),
        }
    }
}

/// Reads one format, line by line. Parsing never fails: what is not understood goes to [`RecordSink::unreadable`].
pub trait Reader {
    /// Takes the next line.
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink);
    /// Folders that were named so far but whose inside was not shown, as a listing passes over what it may not open.
    fn folders_passed_over(&self) -> u64 {
        0
    }
    /// The entry is over: hands out what was held back and says how it ended.
    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending;
}

/// One format Jiance reads. A new format is one file and one row in [`FORMATS`].
#[derive(Debug)]
pub struct Format {
    /// What it is called in words. The message's key is its name in the report's `inputs[].kind`: `dir_s_b`, `tasklist_csv`, `reg_5`.
    pub(crate) kind: Code,
    /// What it is evidence of.
    pub artifact: Artifact,
    /// Looks at the first lines of an entry (at most [`SNIFF_LINES`], often only the first few) and says how surely they are this
    /// format: 0 no, 50 plausible, 80 its heading was seen, 100 unmistakable. From 80 on a shorter beginning wins over a longer one.
    pub sniff: fn(head: &[&str]) -> u8,
    /// Makes a fresh reader.
    pub reader: fn() -> Box<dyn Reader>,
}

/// How many lines [`Format::sniff`] gets to see at most.
pub const SNIFF_LINES: usize = 200;

/// Every format, in the order in which equal certainty is decided.
pub const FORMATS: &[Format] = &[
    // File listings and process lists.
    files::LONG,
    files::BARE,
    files::ATTRIB,
    files::QUOTED,
    files::COLLECTED,
    files::TIMED,
    files::TREE,
    files::MODE_TABLE,
    files::PROPERTIES,
    files::CSV,
    files::PATH_COLUMN,
    files::BODYFILE,
    processes::TASKLIST,
    processes::TASKLIST_CSV,
    processes::TASKLIST_LIST,
    processes::WMIC_TABLE,
    processes::WMIC_CSV,
    processes::WMIC_LIST,
    processes::WMIC_XML,
    processes::PROCESS_CSV,
    processes::GET_PROCESS,
    processes::TABLE,
    processes::LIST,
    processes::PSLIST,
    processes::QPROCESS,
    // Registry.
    registry::reg_file::VERSION_5,
    registry::reg_file::VERSION_4,
    registry::query::FORMAT,
    // What the host says of itself: system information, updates, sockets, manifest.
    host::system_info::ROWS,
    host::system_info::CSV,
    host::system_info::RULED,
    host::os_list::FORMAT,
    host::computer_info::FORMAT,
    host::msinfo::FORMAT,
    host::ver::FORMAT,
    host::hotfix_list::FORMAT,
    host::packages::FORMAT,
    host::file_versions::FORMAT,
    sockets::NETSTAT,
    sockets::CONNECTIONS,
    firewall::NETSH,
    firewall::PROFILES,
    firewall::LOG,
    manifest::FORMAT,
];

/// Every binary format.
pub(crate) const BINARY_FORMATS: &[BinaryFormat] =
    &[registry::hive::HIVE, registry::hive::LOG, files::mft::FORMAT, finder::FORMAT];

/// The binary format that an entry's first bytes show, if any; all else is text.
pub(crate) fn binary_format(head: &[u8]) -> Option<&'static BinaryFormat> {
    BINARY_FORMATS.iter().find(|format| (format.sniff)(head))
}

/// Where a line stands.
fn position(line: &Line<'_>) -> Position {
    Position { line: line.number, offset: line.offset }
}
