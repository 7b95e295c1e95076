//! For tests: reads a text through the dispatcher and keeps what came out.

use super::{EntryReader, EntrySummary, RecordSink};
use crate::intake::{Line, LineEnd};
use crate::records::{FileKind, Position, Record};

/// What reading an entry gave.
#[derive(Default)]
pub(super) struct Read {
    pub(super) files: Vec<(String, FileKind, Option<u64>)>,
    pub(super) processes: Vec<Process>,
    pub(super) positions: Vec<Position>,
    pub(super) unreadable: Vec<String>,
    pub(super) summary: EntrySummary,
}

/// A process record that owns its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    pub(super) name: String,
    pub(super) cut: bool,
    pub(super) path: Option<String>,
    pub(super) pid: Option<u32>,
    pub(super) row: String,
}

impl Read {
    /// The formats found, in order.
    pub(super) fn kinds(&self) -> Vec<&str> {
        self.summary.sections.iter().map(|section| section.format.kind.key()).collect()
    }

    /// Name, process id and path of each process.
    pub(super) fn running(&self) -> Vec<(&str, Option<u32>, Option<&str>)> {
        self.processes.iter().map(|p| (p.name.as_str(), p.pid, p.path.as_deref())).collect()
    }

    /// Whether each section ended as such output ends.
    pub(super) fn whole(&self) -> Vec<bool> {
        self.summary.sections.iter().map(|section| section.ending == super::Ending::Whole).collect()
    }
}

impl RecordSink for Read {
    fn record(&mut self, record: Record<'_>, at: Position) {
        self.positions.push(at);
        match record {
            Record::File(file) => self.files.push((file.path.to_owned(), file.kind, file.size)),
            Record::Process(process) => self.processes.push(Process {
                name: process.name.to_owned(),
                cut: process.name_may_be_cut,
                path: process.path.map(str::to_owned),
                pid: process.pid,
                row: process.row.to_owned(),
            }),
            _ => {}
        }
    }

    fn unreadable(&mut self, line: &Line<'_>) {
        self.unreadable.push(line.text.to_owned());
    }
}

/// Reads a text with `\n` or `\r\n` line ends.
pub(super) fn read(text: &str) -> Read {
    let mut lines = Vec::new();
    let mut offset = 0;
    for (at, raw) in text.split_inclusive('\n').enumerate() {
        let end = if raw.ends_with('\n') { LineEnd::Newline } else { LineEnd::EndOfEntry };
        let text = raw.trim_end_matches(['\r', '\n']);
        lines.push(Line { text, number: at as u64 + 1, offset, end });
        offset += raw.len() as u64;
    }
    read_lines(&lines)
}

/// Reads lines as they are given.
pub(super) fn read_lines(lines: &[Line<'_>]) -> Read {
    let mut read = Read::default();
    let mut reader = EntryReader::new();
    for line in lines {
        reader.line(line, &mut read);
    }
    read.summary = reader.finish(&mut read);
    read
}

/// The paths of a listing.
pub(super) fn files(text: &str) -> Vec<String> {
    read(text).files.into_iter().map(|(path, ..)| path).collect()
}
