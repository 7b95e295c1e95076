//! One check: inputs are fed in chunks of any size, in any order; the outcome can be put into a report in any language.

use crate::advisory::Advisory;
use crate::lang::Lang;
use crate::report::{Report, Sighting};

/// A check under way.
#[derive(Debug)]
pub struct Check {}

impl Check {
    /// Begins a check against an advisory.
    pub fn new(_advisory: &'static Advisory) -> Check {
        Check {}
    }

    /// Begins a file. `name` is how the report will call it: the file's own name, or its path below a dropped folder.
    pub fn input(&mut self, _name: &str) -> InputFeed<'_> {
        InputFeed { _check: self }
    }

    /// What has been seen so far, for showing while the check runs; the report is the authority.
    pub fn sightings(&self) -> &[Sighting] {
        &[]
    }

    /// Ends the check.
    pub fn finish(self) -> Outcome {
        Outcome {}
    }
}

/// A file being fed into a check. Dropped without an end, it counts as cut off.
#[derive(Debug)]
pub struct InputFeed<'a> {
    _check: &'a mut Check,
}

impl InputFeed<'_> {
    /// The next bytes, however many.
    pub fn feed(&mut self, _bytes: &[u8]) {}

    /// [`Check::sightings`] while this file is still being fed: a large one shows its first sign before its last byte.
    pub fn sightings(&self) -> &[Sighting] {
        self._check.sightings()
    }

    /// The file ended.
    pub fn finish(self) {}

    /// The file could not be read on; `reason` is the system's own word for it.
    pub fn fail(self, _reason: &str) {}
}

/// A check's outcome, not yet in any language.
#[derive(Debug)]
pub struct Outcome {}

impl Outcome {
    /// Puts the outcome into words.
    pub fn report(&self, _lang: Lang) -> Report {
        todo!()
    }

    /// True if no file held anything of any format Jiance reads.
    pub fn nothing_readable(&self) -> bool {
        true
    }
}
