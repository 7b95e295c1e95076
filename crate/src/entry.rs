//! In: the bytes of one entry. Out: its records, handed to the findings, and what the report says of the entry itself.

use crate::assessment::coverage::{Held, Watch};
use crate::findings::Findings;
use crate::formats::{
    BinaryFormat, BinaryReader, Ending, EntryReader, HEAD_BYTES, RecordSink, binary_format,
};
use crate::intake::{Line, LineSink, TextEncoding, TextReader};
use crate::message::{Code, Phrase};
use crate::records::{Position, Record};

mod measure;
mod reading;

pub(crate) use measure::Measure;
use measure::hex;
use reading::Reading;

/// An entry being read.
#[derive(Debug)]
pub(crate) struct OpenEntry {
    file: String,
    content: Content,
    watch: Watch,
}

/// What an entry's bytes are.
enum Content {
    /// The first bytes, until they tell, and the encoding to read them in if they are text.
    Unknown(Vec<u8>, Option<TextEncoding>),
    Text(Box<OpenText>),
    Binary(OpenBinary),
}

/// A text and the reader of its lines.
struct OpenText {
    text: TextReader,
    reader: EntryReader,
}

/// A binary format and its reader.
struct OpenBinary {
    format: &'static BinaryFormat,
    reader: Box<dyn BinaryReader>,
    records: u64,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Content::Unknown(..) => "Unknown",
            Content::Text(_) => "Text",
            Content::Binary(open) => open.format.kind.key(),
        })
    }
}

impl Content {
    /// Text, unless the first bytes show a binary format.
    fn of(head: &[u8], encoding: Option<TextEncoding>) -> Content {
        match binary_format(head) {
            Some(format) => {
                Content::Binary(OpenBinary { format, reader: (format.reader)(), records: 0 })
            }
            None => Content::Text(Box::new(OpenText {
                text: encoding.map_or_else(TextReader::new, TextReader::reading_as),
                reader: EntryReader::new(),
            })),
        }
    }

    fn feed(&mut self, bytes: &[u8], records: Records<'_>) {
        match self {
            Content::Unknown(..) => {}
            Content::Text(open) => {
                open.text.feed(bytes, &mut Lines { reader: &mut open.reader, records });
            }
            Content::Binary(open) => {
                open.reader.feed(bytes, &mut Counted { count: &mut open.records, records });
            }
        }
    }

    fn finish(self, bytes: u64, mut records: Records<'_>) -> Reading {
        match self {
            Content::Unknown(head, encoding) => {
                let mut content = Content::of(&head, encoding);
                content.feed(&head, records.reborrow());
                content.finish(bytes, records)
            }
            Content::Text(open) => {
                let OpenText { text, mut reader } = *open;
                let text =
                    text.finish(&mut Lines { reader: &mut reader, records: records.reborrow() });
                Reading::of_text(bytes, text, reader.finish(&mut records))
            }
            Content::Binary(OpenBinary { format, mut reader, records: mut count }) => {
                let summary = reader.finish(&mut Counted { count: &mut count, records });
                Reading::of_binary(format, summary, count)
            }
        }
    }
}

/// What the report says of an entry, not yet in any language.
#[derive(Debug)]
pub(crate) struct InputRow {
    pub(crate) file: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    /// The number under which the checksum is still to come.
    pub(crate) awaited: Option<u32>,
    pub(crate) kind: String,
    pub(crate) encoding: String,
    pub(crate) encoding_is_chosen: bool,
    pub(crate) records: u64,
    pub(crate) problems: Vec<Phrase>,
}

/// An entry read to its end.
#[derive(Debug)]
pub(crate) struct ReadEntry {
    pub(crate) input: InputRow,
    /// What it held; `None` if nothing that can be read.
    pub(crate) held: Option<Held>,
    /// Why it was not read to its end, so that nobody knows what more it would have held.
    pub(crate) lost: Option<Phrase>,
}

impl OpenEntry {
    /// Begins an entry, in the encoding that the user chose for it, if any.
    pub(crate) fn new(file: String, encoding: Option<TextEncoding>) -> OpenEntry {
        let content = Content::Unknown(Vec::new(), encoding);
        OpenEntry { file, content, watch: Watch::default() }
    }

    /// Reads the next bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8], findings: &mut Findings) {
        let OpenEntry { file, content, watch } = self;
        let mut records = Records { file, watch, findings };
        let mut rest = bytes;
        if let Content::Unknown(head, encoding) = content {
            let wanted = HEAD_BYTES - head.len();
            let (more, after) = bytes.split_at(bytes.len().min(wanted));
            head.extend_from_slice(more);
            if head.len() < HEAD_BYTES {
                return;
            }
            let mut known = Content::of(head, *encoding);
            known.feed(head, records.reborrow());
            *content = known;
            rest = after;
        }
        content.feed(rest, records);
    }

    /// Reads what was held back and closes the entry.
    pub(crate) fn finish(
        self,
        measure: Measure,
        outcome: Result<(), Phrase>,
        findings: &mut Findings,
    ) -> ReadEntry {
        let OpenEntry { file, content, mut watch } = self;
        let records = Records { file: &file, watch: &mut watch, findings };
        let Reading {
            kind,
            encoding,
            encoding_is_chosen,
            records: count,
            mut artifacts,
            unreadable,
            withheld,
            folders_passed_over,
            assumes_drive,
            mut problems,
        } = content.finish(measure.bytes, records);
        let cut = outcome.err();
        for (_, ending) in &mut artifacts {
            if let Some(why) = &cut {
                *ending = Ending::Cut(why.clone());
            }
        }
        if let Some(why) = cut {
            // What could not be read is not empty for that.
            problems.retain(|problem| *problem != Phrase::new(Code::ProblemEmpty));
            problems.insert(0, why);
        }
        let input = InputRow {
            bytes: measure.bytes,
            awaited: measure.awaited(),
            sha256: measure.hex(),
            kind,
            encoding,
            encoding_is_chosen,
            records: count,
            problems,
            file: file.clone(),
        };
        let held = (!artifacts.is_empty()).then_some(Held {
            file,
            artifacts,
            unreadable,
            withheld,
            folders_passed_over,
            assumes_drive,
            watch,
        });
        ReadEntry { input, held, lost: None }
    }
}

impl ReadEntry {
    /// The row of a file that only holds others.
    pub(crate) fn container(
        file: String,
        measure: Measure,
        kind: &str,
        problems: Vec<Phrase>,
    ) -> ReadEntry {
        let input = InputRow {
            file,
            bytes: measure.bytes,
            awaited: measure.awaited(),
            sha256: measure.hex(),
            kind: kind.to_owned(),
            encoding: "binary".to_owned(),
            encoding_is_chosen: false,
            records: 0,
            problems,
        };
        ReadEntry { input, held: None, lost: None }
    }

    /// Takes the checksum if it is the one that is still to come.
    pub(crate) fn give_checksum(&mut self, number: u32, checksum: &[u8; 32]) {
        if self.input.awaited.take_if(|awaited| *awaited == number).is_some() {
            self.input.sha256 = hex(checksum);
        }
    }

    /// Adds what is wrong with the file as a whole: what it held is cut then.
    pub(crate) fn add_problems(&mut self, problems: impl Iterator<Item = Phrase>) {
        for problem in problems {
            if let Some(held) = &mut self.held {
                for (_, ending) in &mut held.artifacts {
                    *ending = Ending::Cut(problem.clone());
                }
            }
            self.input.problems.push(problem);
        }
    }

    /// The file was not read to its end. Of what nothing is known by then, the beginning says nothing.
    pub(crate) fn break_off(&mut self, why: &Phrase) {
        if self.held.is_none() {
            self.input.problems.retain(|problem| *problem != Phrase::new(Code::ProblemEmpty));
        }
        self.lost = Some(why.clone());
        self.add_problems(std::iter::once(why.clone()));
    }
}

/// Lines of one entry, on their way to its reader.
struct Lines<'a> {
    reader: &'a mut EntryReader,
    records: Records<'a>,
}

impl LineSink for Lines<'_> {
    fn line(&mut self, line: Line<'_>) {
        self.reader.line(&line, &mut self.records);
    }
}

/// Records of one entry, on their way to the findings.
struct Records<'a> {
    file: &'a str,
    watch: &'a mut Watch,
    findings: &'a mut Findings,
}

impl Records<'_> {
    fn reborrow(&mut self) -> Records<'_> {
        Records { file: self.file, watch: self.watch, findings: self.findings }
    }
}

impl RecordSink for Records<'_> {
    fn record(&mut self, record: Record<'_>, at: Position) {
        self.watch.record(&record);
        if self.findings.record(&record, self.file, at) {
            self.watch.note_undecided_name();
        }
    }

    /// Counted and shown by the entry's summary.
    fn unreadable(&mut self, _line: &Line<'_>) {}
}

/// Counts the records of a binary entry on their way.
struct Counted<'a> {
    count: &'a mut u64,
    records: Records<'a>,
}

impl RecordSink for Counted<'_> {
    fn record(&mut self, record: Record<'_>, at: Position) {
        *self.count += 1;
        self.records.record(record, at);
    }

    fn unreadable(&mut self, line: &Line<'_>) {
        self.records.unreadable(line);
    }
}
