//! One check: inputs are fed in chunks of any size, in any order; the outcome can be put into a report in any language.

use std::mem::take;

use crate::advisory::Advisory;
use crate::collections::Scope;
use crate::entry::{Measure, OpenEntry, ReadEntry};
use crate::findings::Findings;
use crate::host_text::HostText;
use crate::intake::{EntrySink, TextEncoding, Unpacker};
use crate::message::{Code, Phrase};
use crate::outcome::Outcome;
use crate::report::Sighting;
use crate::sha256::EntryChecksums;

/// A check under way. Its memory does not grow with its inputs' size, only, a little, with their number.
#[derive(Debug)]
pub struct Check {
    advisory: &'static Advisory,
    findings: Findings,
    entries: Vec<ReadEntry>,
    /// The user's choice for all texts, and those for single ones by the name that the report gives them.
    encoding: Option<TextEncoding>,
    encodings: Vec<(String, TextEncoding)>,
}

impl Check {
    /// Begins a check against an advisory.
    pub fn new(advisory: &'static Advisory) -> Check {
        Check {
            advisory,
            findings: Findings::new(advisory),
            entries: Vec::new(),
            encoding: None,
            encodings: Vec::new(),
        }
    }

    /// Has every text that follows read in an encoding that the user chose, instead of the one that its bytes speak for. UTF-16 that
    /// shows by its marks or zero bytes stays UTF-16.
    pub fn read_all_as(&mut self, encoding: TextEncoding) {
        self.encoding = Some(encoding);
    }

    /// The same for one text; `file` is its name in the report: the input's own, or `bundle.zip/files-C.txt`.
    pub fn read_as(&mut self, file: &str, encoding: TextEncoding) {
        self.encodings.retain(|(of, _)| of != file);
        self.encodings.push((file.to_owned(), encoding));
    }

    /// Begins a file. `name` is how the report will call it: the file's own name, or its path below a dropped folder.
    pub fn input(&mut self, name: &str) -> InputFeed<'_> {
        InputFeed::shared(name, [(self, Scope::all())])
    }

    /// What has been seen so far, for showing while the check runs; the report is the authority.
    pub fn sightings(&self) -> &[Sighting] {
        self.findings.sightings.recent()
    }

    /// The checksum of an entry that was worked out elsewhere ([`InputFeed::hand_entries_to`]). It has to come before the check ends.
    pub fn give_checksum(&mut self, number: u32, checksum: [u8; 32]) {
        for entry in &mut self.entries {
            entry.give_checksum(number, &checksum);
        }
    }

    /// Ends the check.
    pub fn finish(self) -> Outcome {
        Outcome::new(self.advisory, self.findings, self.entries)
    }
}

/// A file being fed into a check, or into several that share it. Dropped without an end, it counts as cut off.
#[derive(Debug)]
pub struct InputFeed<'a> {
    /// Gone once the file ended.
    unpacker: Option<Unpacker>,
    /// The file as it came.
    whole: Measure,
    shares: Shares<'a>,
}

impl<'a> InputFeed<'a> {
    /// Begins a file of which each check gets a share, in one pass; see [`collections`](crate::collections). An entry that two of the
    /// scopes hold goes to the first of them, one that none holds to nobody.
    pub fn shared(
        name: &str,
        shares: impl IntoIterator<Item = (&'a mut Check, Scope)>,
    ) -> InputFeed<'a> {
        let shares = shares.into_iter().map(|(check, scope)| Share::new(check, scope)).collect();
        let name = HostText::shown(name).as_str().to_owned();
        InputFeed {
            unpacker: Some(Unpacker::new()),
            whole: Measure::default(),
            shares: Shares { name, shares, current: None, checksums: None },
        }
    }

    /// Leaves the file's checksum to whoever feeds it, so that it may be worked out at the same time. [`InputFeed::give_checksum`] has to
    /// follow before the end; a report of the file would lack it otherwise.
    pub fn expect_checksum(&mut self) {
        self.whole.give(None);
    }

    /// The checksum of all bytes fed.
    pub fn give_checksum(&mut self, checksum: [u8; 32]) {
        self.whole.give(Some(checksum));
    }

    /// Leaves the checksums of what an archive holds to somebody else. Each goes to [`Check::give_checksum`] later, under its number.
    pub fn hand_entries_to(&mut self, checksums: Box<dyn EntryChecksums>) {
        self.shares.checksums = Some(checksums);
    }

    /// The next bytes, however many.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.whole.add(bytes);
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.feed(bytes, &mut self.shares);
        }
    }

    /// [`Check::sightings`] while this file is still being fed: a large one shows its first sign before its last byte. Of several
    /// checks, the first's.
    pub fn sightings(&self) -> &[Sighting] {
        self.shares.shares.first().map_or(&[], |share| share.check.sightings())
    }

    /// The file ended.
    pub fn finish(mut self) {
        self.end(None);
    }

    /// The file could not be read on; `reason` is the system's own word for it.
    pub fn fail(mut self, reason: &str) {
        self.end(Some(Phrase::new(Code::ProblemReadFailed).with_host("reason", reason)));
    }

    /// What read the file broke over it, and does without the rest; `reason` is the system's own word for it.
    pub fn give_up(mut self, reason: &str) {
        self.end(Some(Phrase::new(Code::ProblemBroke).with_host("reason", reason)));
    }

    fn end(&mut self, broken: Option<Phrase>) {
        let Some(unpacker) = self.unpacker.take() else { return };
        let summary = unpacker.finish(&mut self.shares);
        for share in &mut self.shares.shares {
            share.end_file(&self.shares.name, &self.whole, summary.kind, &summary.problems);
            if let (Some(why), Some(entry)) = (&broken, share.check.entries.last_mut()) {
                entry.break_off(why);
            }
        }
    }
}

impl Drop for InputFeed<'_> {
    fn drop(&mut self) {
        self.end(Some(Phrase::new(Code::ProblemCut)));
    }
}

/// Who gets which entries of a file.
#[derive(Debug)]
struct Shares<'a> {
    name: String,
    shares: Vec<Share<'a>>,
    /// The share that the entry being read belongs to.
    current: Option<usize>,
    /// Who works out the checksums of entries inside archives, if not the checks.
    checksums: Option<Box<dyn EntryChecksums>>,
}

impl<'a> Shares<'a> {
    fn current(&mut self) -> Option<&mut Share<'a>> {
        self.shares.get_mut(self.current?)
    }

    /// Who works out the current entry's checksum, if not its check.
    fn checksums(&mut self) -> Option<&mut Box<dyn EntryChecksums>> {
        let is_inner = !self.shares.get(self.current?)?.is_plain;
        self.checksums.as_mut().filter(|_| is_inner)
    }
}

impl EntrySink for Shares<'_> {
    fn begin(&mut self, path: &str) {
        let path = HostText::shown(path);
        self.current = self.shares.iter().position(|share| share.scope.holds(path.as_str()));
        let Shares { name, shares, current, .. } = self;
        if let Some(share) = current.and_then(|at| shares.get_mut(at)) {
            share.begin(name, path.as_str());
        }
        let number = self.checksums().map(|checksums| checksums.begin());
        if let (Some(number), Some(share)) = (number, self.current()) {
            share.inner = Measure::awaiting(number);
        }
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some(checksums) = self.checksums() {
            checksums.add(bytes);
        }
        if let Some(share) = self.current() {
            share.data(bytes);
        }
    }

    fn end(&mut self, outcome: Result<(), Phrase>) {
        if let Some(checksums) = self.checksums() {
            checksums.end();
        }
        if let Some(share) = self.current() {
            share.end(outcome);
        }
    }
}

/// What one check gets of a file.
#[derive(Debug)]
struct Share<'a> {
    check: &'a mut Check,
    scope: Scope,
    /// The entry being read: the file itself, or one of the files inside it.
    entry: Option<OpenEntry>,
    /// That entry's own measure, where it isn't the file's.
    inner: Measure,
    /// The file is its own only entry.
    is_plain: bool,
    /// How such an entry ended. It may end before its file does, whose measure it shares.
    ended: Option<Result<(), Phrase>>,
}

impl<'a> Share<'a> {
    fn new(check: &'a mut Check, scope: Scope) -> Share<'a> {
        let inner = Measure::default();
        Share { check, scope, entry: None, inner, is_plain: false, ended: None }
    }

    fn begin(&mut self, file: &str, path: &str) {
        self.is_plain = path.is_empty();
        self.inner = Measure::default();
        let name = match path {
            "" => file.to_owned(),
            path => format!("{file}/{path}"),
        };
        let chosen = self.check.encodings.iter().find(|(of, _)| *of == name);
        let chosen = chosen.map(|(_, encoding)| *encoding).or(self.check.encoding);
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

    /// Closes the entry being read.
    fn close(&mut self, measure: Measure, outcome: Result<(), Phrase>) {
        if let Some(entry) = self.entry.take() {
            let read = entry.finish(measure, outcome, &mut self.check.findings);
            self.check.entries.push(read);
        }
    }

    /// The file is over, whichever entries of it were this check's.
    fn end_file(&mut self, file: &str, whole: &Measure, kind: &str, problems: &[Phrase]) {
        if let Some(outcome) = self.ended.take() {
            self.close(whole.clone(), outcome);
        }
        match self.check.entries.last_mut() {
            Some(entry) if self.is_plain => entry.add_problems(problems.iter().cloned()),
            _ => {
                let (name, problems) = (file.to_owned(), problems.to_vec());
                self.check.entries.push(ReadEntry::container(name, whole.clone(), kind, problems));
            }
        }
    }
}
