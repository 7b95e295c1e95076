//! In: the bytes of one entry. Out: its records, handed to the findings, and what the report says of the entry itself.

use sha2::{Digest, Sha256};

use crate::assessment::coverage::{Held, Watch};
use crate::findings::Findings;
use crate::formats::{Artifact, Ending, EntryReader, EntrySummary, RecordSink};
use crate::intake::{Line, LineSink, TextEncoding, TextReader, TextSummary};
use crate::message::{Code, Phrase};
use crate::records::{Position, Record};

/// An entry being read.
#[derive(Debug)]
pub(crate) struct OpenEntry {
    file: String,
    text: TextReader,
    reader: EntryReader,
    watch: Watch,
}

/// Size and checksum of some bytes.
#[derive(Debug, Default)]
pub(crate) struct Measure {
    bytes: u64,
    checksum: Sha256,
}

impl Measure {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.checksum.update(bytes);
    }

    fn hex(self) -> String {
        self.checksum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What the report says of an entry, not yet in any language.
#[derive(Debug)]
pub(crate) struct InputRow {
    pub(crate) file: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    pub(crate) kind: String,
    pub(crate) encoding: String,
    pub(crate) records: u64,
    pub(crate) problems: Vec<Phrase>,
}

/// An entry read to its end.
#[derive(Debug)]
pub(crate) struct ReadEntry {
    pub(crate) input: InputRow,
    /// What it held; `None` if nothing that can be read.
    pub(crate) held: Option<Held>,
}

impl OpenEntry {
    /// Begins an entry, in the encoding that the user chose for it, if any.
    pub(crate) fn new(file: String, encoding: Option<TextEncoding>) -> OpenEntry {
        OpenEntry {
            file,
            text: encoding.map_or_else(TextReader::new, TextReader::reading_as),
            reader: EntryReader::new(),
            watch: Watch::default(),
        }
    }

    /// Reads the next bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8], findings: &mut Findings) {
        let OpenEntry { file, text, reader, watch } = self;
        text.feed(bytes, &mut Lines { reader, records: Records { file, watch, findings } });
    }

    /// Reads what was held back and closes the entry.
    pub(crate) fn finish(
        self,
        measure: Measure,
        outcome: Result<(), Phrase>,
        findings: &mut Findings,
    ) -> ReadEntry {
        let OpenEntry { file, text, mut reader, mut watch } = self;
        let mut records = Records { file: &file, watch: &mut watch, findings };
        let text = text.finish(&mut Lines { reader: &mut reader, records: records.reborrow() });
        let summary = reader.finish(&mut records);
        let cut = outcome.err();
        let problems = problems(measure.bytes, &text, &summary, cut.as_ref());
        let sections = summary.sections.iter();
        let mut artifacts: Vec<(Artifact, Ending)> =
            sections.map(|section| (section.format.artifact, section.ending.clone())).collect();
        for (artifact, ending) in &mut artifacts {
            if let Some(why) = &cut {
                *ending = Ending::Cut(why.clone());
            }
            if *artifact == Artifact::Manifest {
                records.findings.manifest.begin();
            }
        }
        let input = InputRow {
            bytes: measure.bytes,
            sha256: measure.hex(),
            kind: kind(&summary),
            encoding: text.encoding,
            records: summary.sections.iter().map(|section| section.records).sum(),
            problems,
            file: file.clone(),
        };
        let held = (!artifacts.is_empty()).then_some(Held {
            file,
            artifacts,
            unreadable: summary.unreadable,
            withheld: summary.withheld,
            folders_passed_over: summary.folders_passed_over,
            watch,
        });
        ReadEntry { input, held }
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
            sha256: measure.hex(),
            kind: kind.to_owned(),
            encoding: "binary".to_owned(),
            records: 0,
            problems,
        };
        ReadEntry { input, held: None }
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
        self.findings.record(&record, self.file, at);
    }

    /// Counted and shown by the entry's summary.
    fn unreadable(&mut self, _line: &Line<'_>) {}
}

/// What is wrong with an entry, as the user should read it.
fn problems(
    bytes: u64,
    text: &TextSummary,
    summary: &EntrySummary,
    cut: Option<&Phrase>,
) -> Vec<Phrase> {
    let mut problems: Vec<Phrase> = cut.cloned().into_iter().collect();
    if bytes == 0 {
        problems.push(Phrase::new(Code::ProblemEmpty));
    } else if let Some(archive) = text.archive {
        problems.push(Phrase::new(Code::ProblemArchiveKind).with("kind", archive));
    } else if !text.is_text {
        problems.push(Phrase::new(Code::ProblemNotText));
    } else if summary.sections.is_empty() {
        problems.push(match summary.refusals.first() {
            Some(refusal) => Phrase::new(Code::ProblemRefused).with("text", &refusal.text),
            None => Phrase::new(Code::ProblemUnknownFormat),
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
    let mut kinds: Vec<&str> = summary.sections.iter().map(|section| section.format.kind).collect();
    kinds.dedup();
    if kinds.is_empty() { "unknown".to_owned() } else { kinds.join(" + ") }
}
