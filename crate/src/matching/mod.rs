//! In: records and an advisory. Out: sightings. Knows nothing of formats, nor of the verdict.

mod files;
mod fold;
mod places;
mod registry;
mod scans;
mod sightings;

use crate::advisory::Advisory;
use crate::records::{Position, Record};
use crate::report::Source;

pub(crate) use sightings::{LISTED, Sightings};

/// An advisory made ready for looking.
#[derive(Debug)]
pub(crate) struct Matcher {
    advisory: &'static Advisory,
    files: files::FileRules,
    registry: registry::RegistryRules,
    scans: scans::ScanRules,
    /// Scratch space for folded names.
    buffer: String,
}

impl Matcher {
    pub(crate) fn new(advisory: &'static Advisory) -> Matcher {
        let files = files::FileRules::new(advisory);
        let registry = registry::RegistryRules::new(advisory);
        let scans = scans::ScanRules::new(advisory);
        Matcher { advisory, files, registry, scans, buffer: String::new() }
    }

    /// Looks at one record of `file`.
    pub(crate) fn record(
        &mut self,
        record: &Record<'_>,
        file: &str,
        at: Position,
        sightings: &mut Sightings,
    ) {
        let Matcher { advisory, files, registry, scans, buffer } = self;
        let mut found = |indicator: usize, seen, evidence: &str| {
            let source = Source { file: file.to_owned(), line: at.line(), offset: Some(at.offset) };
            if let Some(indicator) = advisory.indicators.get(indicator) {
                sightings.add(indicator, seen, source, evidence);
            }
        };
        match record {
            Record::File(file) => {
                files.file(file, buffer, |indicator, seen| found(indicator, seen, file.path))
            }
            Record::Process(process) => {
                let path = process.path;
                files.process(process.name, path, buffer, |indicator, seen| {
                    found(indicator, seen, process.row)
                });
            }
            Record::Registry(value) => {
                if registry.record(value, found) {
                    sightings.note_exclusion();
                }
            }
            Record::Socket(socket) => scans.record(socket, file, at, found),
            Record::Fact(_) | Record::Update(_) | Record::Manifest(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
