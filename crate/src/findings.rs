//! What records add to, whichever file they come from.

use crate::advisory::Advisory;
use crate::assessment::coverage::Manifest;
use crate::assessment::host::HostProfile;
use crate::matching::{Matcher, Sightings};
use crate::records::{Position, Record};
use crate::report::Source;

/// Everything found so far. Its size does not grow with the inputs.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) matcher: Matcher,
    pub(crate) sightings: Sightings,
    pub(crate) manifest: Manifest,
    pub(crate) host: HostProfile,
}

impl Findings {
    pub(crate) fn new(advisory: &'static Advisory) -> Findings {
        Findings {
            matcher: Matcher::new(advisory),
            sightings: Sightings::default(),
            manifest: Manifest::default(),
            host: HostProfile::default(),
        }
    }

    /// Takes one record of a file. True if a name in it is cut too short to be judged.
    pub(crate) fn record(&mut self, record: &Record<'_>, file: &str, at: Position) -> bool {
        let Findings { matcher, sightings, manifest, host } = self;
        let undecided = matcher.record(record, file, at, sightings);
        let source = || Source { file: file.to_owned(), line: at.line(), offset: Some(at.offset) };
        match record {
            Record::File(_) | Record::Process(_) | Record::Registry(_) => {}
            Record::Fact(fact) => host.fact(fact, &source()),
            Record::Update(update) => host.update(update, &source()),
            Record::Socket(socket) => host.socket(socket, &source()),
            Record::Connection(connection) => host.connection(connection, &source()),
            Record::Manifest(declared) => {
                manifest.record(declared);
                host.manifest(declared, &source());
            }
        }
        undecided
    }
}
