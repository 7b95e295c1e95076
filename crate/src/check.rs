//! One check: inputs are fed in chunks of any size, in any order; the outcome can be put into a report in any language.

use std::collections::BTreeMap;
use std::mem::take;

use crate::advisory::Advisory;
use crate::entry::{Measure, OpenEntry, ReadEntry};
use crate::findings::Findings;
use crate::host_text::HostText;
use crate::intake::{EntrySink, TextEncoding, Unpacker};
use crate::message::{Code, Phrase};
use crate::outcome::Outcome;
use crate::report::Sighting;

/// A check under way. Its memory does not grow with its inputs' size, only, a little, with their number.
#[derive(Debug)]
pub struct Check {
    advisory: &'static Advisory,
    findings: Findings,
    entries: Vec<ReadEntry>,
    /// The user's choice for all texts, and those for single ones by the name that the report gives them.
    encoding: Option<TextEncoding>,
    encodings: BTreeMap<String, TextEncoding>,
}

impl Check {
    /// Begins a check against an advisory.
    pub fn new(advisory: &'static Advisory) -> Check {
        Check {
            advisory,
            findings: Findings::new(advisory),
            entries: Vec::new(),
            encoding: None,
            encodings: BTreeMap::new(),
        }
    }

    /// Has every text that follows read in an encoding that the user chose, instead of the one that its bytes speak for. UTF-16 that
    /// shows by its marks or zero bytes stays UTF-16.
    pub fn read_all_as(&mut self, encoding: TextEncoding) {
        self.encoding = Some(encoding);
    }

    /// The same for one text; `file` is its name in the report: the input's own, or `bundle.zip/files-C.txt`.
    pub fn read_as(&mut self, file: &str, encoding: TextEncoding) {
        self.encodings.insert(file.to_owned(), encoding);
    }

    /// Begins a file. `name` is how the report will call it: the file's own name, or its path below a dropped folder.
    pub fn input(&mut self, name: &str) -> InputFeed<'_> {
        let name = HostText::shown(name).as_str().to_owned();
        InputFeed {
            check: self,
            unpacker: Some(Unpacker::new()),
            name,
            whole: Measure::default(),
            entry: None,
            inner: Measure::default(),
            is_plain: false,
            ended: None,
        }
    }

    /// What has been seen so far, for showing while the check runs; the report is the authority.
    pub fn sightings(&self) -> &[Sighting] {
        self.findings.sightings.recent()
    }

    /// Ends the check.
    pub fn finish(self) -> Outcome {
        Outcome::new(self.advisory, self.findings, self.entries)
    }
}

/// A file being fed into a check. Dropped without an end, it counts as cut off.
#[derive(Debug)]
pub struct InputFeed<'a> {
    check: &'a mut Check,
    /// Gone once the file ended.
    unpacker: Option<Unpacker>,
    name: String,
    /// The file as it came.
    whole: Measure,
    /// The entry being read: the file itself, or one of the files inside it.
    entry: Option<OpenEntry>,
    /// That entry's own measure, where it isn't the file's.
    inner: Measure,
    /// The file is its own only entry.
    is_plain: bool,
    /// How such an entry ended. It may end before its file does, whose measure it shares.
    ended: Option<Result<(), Phrase>>,
}

impl InputFeed<'_> {
    /// The next bytes, however many.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.whole.add(bytes);
        let Some(mut unpacker) = self.unpacker.take() else { return };
        unpacker.feed(bytes, self);
        self.unpacker = Some(unpacker);
    }

    /// [`Check::sightings`] while this file is still being fed: a large one shows its first sign before its last byte.
    pub fn sightings(&self) -> &[Sighting] {
        self.check.sightings()
    }

    /// The file ended.
    pub fn finish(mut self) {
        self.end(None);
    }

    /// The file could not be read on; `reason` is the system's own word for it.
    pub fn fail(mut self, reason: &str) {
        self.end(Some(Phrase::new(Code::ProblemReadFailed).with_host("reason", reason)));
    }

    /// Closes the entry being read.
    fn close(&mut self, measure: Measure, outcome: Result<(), Phrase>) {
        if let Some(entry) = self.entry.take() {
            let read = entry.finish(measure, outcome, &mut self.check.findings);
            self.check.entries.push(read);
        }
    }

    fn end(&mut self, broken: Option<Phrase>) {
        let Some(unpacker) = self.unpacker.take() else { return };
        let summary = unpacker.finish(self);
        if let Some(outcome) = self.ended.take() {
            let whole = take(&mut self.whole);
            self.close(whole, outcome);
        }
        let problems = summary.problems.into_iter().chain(broken);
        match self.check.entries.last_mut() {
            Some(entry) if self.is_plain => entry.add_problems(problems),
            _ => {
                let (name, whole) = (take(&mut self.name), take(&mut self.whole));
                let problems = problems.collect();
                self.check.entries.push(ReadEntry::container(name, whole, summary.kind, problems));
            }
        }
    }
}

impl EntrySink for InputFeed<'_> {
    fn begin(&mut self, path: &str) {
        self.is_plain = path.is_empty();
        self.inner = Measure::default();
        let name = match path {
            "" => self.name.clone(),
            path => format!("{}/{}", self.name, HostText::shown(path)),
        };
        let chosen = self.check.encodings.get(&name).copied().or(self.check.encoding);
        self.entry = Some(OpenEntry::new(name, chosen));
    }

    fn data(&mut self, bytes: &[u8]) {
        if !self.is_plain {
            self.inner.add(bytes);
        }
        if let Some(entry) = &mut self.entry {
            entry.feed(bytes, &mut self.check.findings);
        }
    }

    fn end(&mut self, outcome: Result<(), Phrase>) {
        if self.is_plain {
            self.ended = Some(outcome);
        } else {
            let inner = take(&mut self.inner);
            self.close(inner, outcome);
        }
    }
}

impl Drop for InputFeed<'_> {
    fn drop(&mut self) {
        self.end(Some(Phrase::new(Code::ProblemCut)));
    }
}
