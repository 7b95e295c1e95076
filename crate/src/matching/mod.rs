//! In: records and an advisory. Out: sightings. Knows nothing of formats, nor of the verdict.

mod endings;
mod files;
mod fold;
mod places;
mod registry;
mod scans;
mod sightings;
mod spelling;

use std::sync::{Arc, LazyLock};

use crate::advisory::Advisory;
use crate::records::{Position, Record};
use crate::report::Source;

pub(crate) use sightings::{LISTED, Sightings};

/// An advisory made ready for looking.
#[derive(Debug)]
pub(crate) struct Matcher {
    advisory: &'static Advisory,
    rules: Arc<Rules>,
    scans: scans::ScanRules,
    registry: registry::RegistryScratch,
    /// Scratch space for folded names.
    buffer: String,
}

/// What does not change while a check runs.
#[derive(Debug)]
struct Rules {
    files: files::FileRules,
    registry: registry::RegistryRules,
}

impl Rules {
    fn new(advisory: &Advisory) -> Rules {
        let files = files::FileRules::new(advisory);
        Rules { files, registry: registry::RegistryRules::new(advisory) }
    }

    /// The rules of an advisory. Making those that are built in takes longer than many a check, so they are made once.
    fn of(advisory: &'static Advisory) -> Arc<Rules> {
        static BUILT_IN: LazyLock<Vec<Arc<Rules>>> = LazyLock::new(|| {
            Advisory::built_in().iter().map(|advisory| Arc::new(Rules::new(advisory))).collect()
        });
        let place = Advisory::built_in().iter().position(|known| std::ptr::eq(known, advisory));
        let known = place.and_then(|place| BUILT_IN.get(place)).cloned();
        known.unwrap_or_else(|| Arc::new(Rules::new(advisory)))
    }
}

impl Matcher {
    pub(crate) fn new(advisory: &'static Advisory) -> Matcher {
        Matcher {
            advisory,
            rules: Rules::of(advisory),
            scans: scans::ScanRules::new(advisory),
            registry: registry::RegistryScratch::default(),
            buffer: String::new(),
        }
    }

    /// Looks at one record of `file`. True if it is a name cut where an indicator's goes on, so that it can't be judged.
    pub(crate) fn record(
        &mut self,
        record: &Record<'_>,
        file: &str,
        at: Position,
        sightings: &mut Sightings,
    ) -> bool {
        let Matcher { advisory, rules, scans, registry, buffer } = self;
        let files = &rules.files;
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
                return files.process(process, buffer, |indicator, seen| {
                    found(indicator, seen, process.row)
                });
            }
            Record::Registry(value) => {
                if rules.registry.record(value, registry, found) {
                    sightings.note_exclusion();
                }
            }
            Record::Socket(socket) => scans.record(socket, file, at, found),
            Record::Connection(connection) if !connection.inbound => {
                scans.record(&connection.as_socket(), file, at, found);
            }
            Record::Connection(_) => {}
            Record::Fact(_) | Record::Update(_) | Record::Manifest(_) => {}
        }
        false
    }
}

#[cfg(test)]
mod tests;
