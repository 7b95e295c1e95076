//! In: the bytes of one entry. Out: its records, handed to the findings, and what the report says of the entry itself.

use crate::assessment::coverage::{Held, Watch};
use crate::findings::Findings;
use crate::formats::{
    Artifact, BinaryFormat, BinaryReader, BinarySummary, Ending, EntryReader, EntrySummary,
    HEAD_BYTES, RecordSink, binary_format,
};
use crate::intake::{Line, LineSink, TextEncoding, TextReader, TextSummary};
use crate::message::{BETWEEN_KINDS, Code, Phrase};
use crate::records::{Position, Record};
use crate::sha256::Sha256;

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

/// What the bytes turned out to be, once they are all read.
struct Reading {
    kind: String,
    encoding: String,
    encoding_is_chosen: bool,
    records: u64,
    artifacts: Vec<(Artifact, Ending)>,
    unreadable: u64,
    withheld: u64,
    folders_passed_over: u64,
    assumes_drive: bool,
    problems: Vec<Phrase>,
}

impl Reading {
    fn of_text(bytes: u64, text: TextSummary, summary: EntrySummary) -> Reading {
        let sections = summary.sections.iter();
        Reading {
            kind: kind(&summary),
            records: sections.clone().map(|section| section.records).sum(),
            artifacts: sections
                .map(|section| (section.format.artifact, section.ending.clone()))
                .collect(),
            unreadable: summary.unreadable,
            withheld: summary.withheld,
            folders_passed_over: summary.folders_passed_over,
            assumes_drive: false,
            problems: problems(bytes, &text, &summary),
            encoding_is_chosen: text.is_chosen,
            encoding: text.encoding,
        }
    }

    fn of_binary(format: &BinaryFormat, summary: BinarySummary, records: u64) -> Reading {
        let BinarySummary { ending, unreadable, notes } = summary;
        let mut problems = Vec::new();
        if 0 < unreadable {
            problems.push(Phrase::new(Code::ProblemUnreadableRecords).with("records", unreadable));
        }
        if let Ending::Cut(why) = &ending {
            problems.push(why.clone());
        }
        problems.extend(notes);
        Reading {
            kind: format.kind.key().to_owned(),
            encoding: "binary".to_owned(),
            encoding_is_chosen: false,
            records,
            artifacts: format.artifact.map(|artifact| (artifact, ending)).into_iter().collect(),
            unreadable,
            withheld: 0,
            folders_passed_over: 0,
            assumes_drive: format.assumes_drive,
            problems,
        }
    }
}

/// Size and checksum of some bytes.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    bytes: u64,
    sum: Sum,
}

/// Who works the checksum out.
#[derive(Debug, Clone)]
enum Sum {
    Own(Sha256),
    /// Whoever feeds the bytes; none until it is known.
    Given(Option<[u8; 32]>),
    /// Whoever gets the bytes of entries, under this number.
    Awaited(u32),
}

impl Default for Measure {
    fn default() -> Measure {
        Measure { bytes: 0, sum: Sum::Own(Sha256::default()) }
    }
}

impl Measure {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if let Sum::Own(checksum) = &mut self.sum {
            checksum.add(bytes);
        }
    }

    /// The checksum is worked out elsewhere; none while it is not known.
    pub(crate) fn give(&mut self, checksum: Option<[u8; 32]>) {
        self.sum = Sum::Given(checksum);
    }

    /// The checksum is worked out elsewhere, and comes under this number when the entry is over.
    pub(crate) fn awaiting(number: u32) -> Measure {
        Measure { bytes: 0, sum: Sum::Awaited(number) }
    }

    fn awaited(&self) -> Option<u32> {
        if let Sum::Awaited(number) = self.sum { Some(number) } else { None }
    }

    fn hex(self) -> String {
        let checksum = match self.sum {
            Sum::Own(checksum) => Some(checksum.finish()),
            Sum::Given(checksum) => checksum,
            Sum::Awaited(_) => None,
        };
        checksum.as_ref().map_or_else(String::new, hex)
    }
}

fn hex(checksum: &[u8; 32]) -> String {
    checksum.iter().map(|byte| format!("{byte:02x}")).collect()
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
            problems,
        } = content.finish(measure.bytes, records);
        let cut = outcome.err();
        for (_, ending) in &mut artifacts {
            if let Some(why) = &cut {
                *ending = Ending::Cut(why.clone());
            }
        }
        let input = InputRow {
            bytes: measure.bytes,
            awaited: measure.awaited(),
            sha256: measure.hex(),
            kind,
            encoding,
            encoding_is_chosen,
            records: count,
            problems: cut.into_iter().chain(problems).collect(),
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

/// What is wrong with a text, as the user should read it.
fn problems(bytes: u64, text: &TextSummary, summary: &EntrySummary) -> Vec<Phrase> {
    let mut problems = Vec::new();
    if bytes == 0 {
        problems.push(Phrase::new(Code::ProblemEmpty));
    } else if let Some(foreign) = text.foreign {
        problems.push(foreign.refusal());
    } else if !text.is_text {
        problems.push(Phrase::new(Code::ProblemNotText));
    } else if summary.sections.is_empty() {
        problems.push(match (summary.document, summary.refusals.first()) {
            (Some(document), _) => document.refusal(),
            (None, Some(refusal)) => Phrase::new(Code::ProblemRefused).with("text", &refusal.text),
            (None, None) => Phrase::new(Code::ProblemUnknownFormat),
        });
    } else if 0 < summary.unreadable {
        problems.push(Phrase::new(Code::ProblemUnreadableLines).with("lines", summary.unreadable));
    }
    if 0 < text.undecodable {
        problems.push(Phrase::new(Code::ProblemUndecodable).with("lines", text.undecodable));
    }
    let endings = summary.sections.iter().map(|section| &section.ending);
    for ending in endings {
        if let Ending::Cut(why) = ending
            && !problems.contains(why)
        {
            problems.push(why.clone());
        }
    }
    problems
}

/// `reg_5`, `tasklist_csv + dir_s_b`, `unknown`.
fn kind(summary: &EntrySummary) -> String {
    let mut kinds: Vec<&str> =
        summary.sections.iter().map(|section| section.format.kind.key()).collect();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push(Code::KindUnknown.key());
    }
    kinds.join(BETWEEN_KINDS)
}
