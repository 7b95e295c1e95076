//! What the formats' own tests read with: text in, everything a reader gave out.

use crate::formats::{Ending, Format, RecordSink};
use crate::intake::{Line, LineEnd};
use crate::records::{
    HostFact, ManifestRecord, Position, Protocol, Record, RegistryData, UpdateRecord,
};

/// Everything a reader gave.
#[derive(Debug)]
pub(super) struct Seen {
    /// Keys and values in order.
    pub(super) registry: Vec<RegistryRow>,
    pub(super) facts: Vec<HostFact>,
    pub(super) updates: Vec<UpdateRecord>,
    /// (protocol, address, port, listening, process).
    pub(super) sockets: Vec<(Protocol, String, u16, bool)>,
    pub(super) manifest: Vec<ManifestRecord>,
    pub(super) unreadable: u64,
    pub(super) ending: Ending,
}

/// Key, name and data, where it stands; a key's own record has neither name nor data.
pub(super) type RegistryRow = (String, Option<(String, Data)>, Position);

/// [`RegistryData`] that owns what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    Text(String),
    Number(u64),
    Bytes(Vec<u8>),
    Deletion,
}

impl Seen {
    /// Registry records, one text each: `[key]`, `name=data`, bytes as `<00ff>`.
    pub(super) fn values(&self) -> Vec<String> {
        let shown = |(key, value, _): &RegistryRow| match value {
            None => format!("[{key}]"),
            Some((name, Data::Text(text))) => format!("{name}={text}"),
            Some((name, Data::Number(number))) => format!("{name}={number}"),
            Some((name, Data::Deletion)) => format!("{name}=-"),
            Some((name, Data::Bytes(bytes))) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("{name}=<{hex}>")
            }
        };
        self.registry.iter().map(shown).collect()
    }
}

impl RecordSink for Seen {
    fn record(&mut self, record: Record<'_>, at: Position) {
        match record {
            Record::Registry(record) => {
                let value = record.value.map(|value| {
                    let data = match value.data {
                        RegistryData::Text(text) => Data::Text(text.to_owned()),
                        RegistryData::Number(number) => Data::Number(number),
                        RegistryData::Bytes(bytes) => Data::Bytes(bytes.to_vec()),
                        RegistryData::Deletion => Data::Deletion,
                    };
                    (value.name.to_owned(), data)
                });
                self.registry.push((record.key.to_owned(), value, at));
            }
            Record::Fact(fact) => self.facts.push(fact),
            Record::Update(update) => self.updates.push(update),
            Record::Socket(socket) => self.sockets.push((
                socket.protocol,
                socket.local_address.to_owned(),
                socket.local_port,
                socket.listening,
            )),
            Record::Manifest(record) => self.manifest.push(record),
            Record::File(_) | Record::Process(_) | Record::Connection(_) => {}
        }
    }

    fn unreadable(&mut self, _line: &Line<'_>) {
        self.unreadable += 1;
    }
}

/// Reads a text in one format, lines whole.
pub(super) fn read(format: &Format, text: &str) -> Seen {
    read_in_pieces(format, text, usize::MAX)
}

/// Reads a text whose lines come in pieces of at most `longest` bytes, as over-long lines do.
pub(super) fn read_in_pieces(format: &Format, text: &str, longest: usize) -> Seen {
    let mut seen = Seen {
        registry: Vec::new(),
        facts: Vec::new(),
        updates: Vec::new(),
        sockets: Vec::new(),
        manifest: Vec::new(),
        unreadable: 0,
        ending: Ending::Whole,
    };
    let mut reader = (format.reader)();
    let mut offset = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let ended = line.ends_with('\n');
        let mut rest = line.trim_end_matches('\n').trim_end_matches('\r');
        loop {
            let cut = (0..=longest.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at));
            let (piece, after) = rest.split_at(cut.unwrap_or(rest.len()));
            let end = match (after.is_empty(), ended) {
                (false, _) => LineEnd::TooLong,
                (true, true) => LineEnd::Newline,
                (true, false) => LineEnd::EndOfEntry,
            };
            reader.line(&Line { text: piece, number, offset, end }, &mut seen);
            if after.is_empty() {
                break;
            }
            rest = after;
        }
        offset += line.len() as u64;
    }
    seen.ending = reader.finish(&mut seen);
    seen
}
