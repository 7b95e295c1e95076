//! In: a report, and what to tell beyond the default. Out: the content of a result link, in the newest version.
//!
//! By default nothing of a host's own text can get in: everything is a number of a catalogue, a count, or a digest.

use super::error::LinkError;
use super::fingerprint::Fingerprint;
use super::frame::MAX_CONTENT;
use super::limits::*;
use super::names::Names;
use super::numbers::{self, ARCHITECTURES, ARTIFACTS, INSTALLATION_TYPES, MEASURES, WEAKNESSES};
use super::result::*;
use super::saying::Saying;
use super::versions;
use super::wire::Writer;
use crate::advisory::Advisory;
use crate::knowledge::Role;
use crate::lang::Lang;
use crate::message::{Code, Piece, Said, pieces};
use crate::report::{CheckState, Os, Report, Sighting};

/// What a result link tells beyond the default. All are off unless the customer has said yes to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extras {
    /// The computer's name.
    pub host_name: bool,
    /// The texts that were found, with their paths; user names stand in such paths.
    pub evidence: bool,
    /// The names of the files that were handed in.
    pub file_names: bool,
}

/// The content of a link.
///
/// # Errors
/// [`LinkError::UnknownAdvisory`] if the report is about one that is not built in, [`LinkError::Oversized`] if it does not fit.
pub(super) fn content(report: &Report, lang: Lang, extras: Extras) -> Result<Vec<u8>, LinkError> {
    let advisory = Advisory::by_id(&report.advisory.id).ok_or_else(|| {
        LinkError::UnknownAdvisory { id: crate::HostText::shown(&report.advisory.id) }
    })?;
    let mut content = Content {
        extras,
        indicators: numbers::indicators(&advisory.id),
        out: Writer::default(),
        names: Names::of(report, extras.file_names),
        left_out: 0,
    };
    content.body(report);
    let Content { out: body, names, left_out, .. } = content;
    let mut out = Writer::default();
    out.number(place_in(&Lang::NUMBERED, &Some(lang)));
    out.text(&advisory.id);
    out.text(versions::numbers(&report.advisory.version));
    out.text(versions::numbers(&report.engine.version));
    let (names, names_left_out) = names.into_list();
    out.number(left_out + names_left_out);
    let host_name = report.host.name.as_ref().filter(|_| extras.host_name);
    out.number(u64::from(host_name.is_some()) | u64::from(extras.file_names) << 1);
    if let Some(name) = host_name {
        out.text(name.as_str());
    }
    if extras.file_names {
        out.list(&names);
    }
    out.bytes(&body.into_bytes());
    if MAX_CONTENT < out.len() { Err(LinkError::Oversized) } else { Ok(out.into_bytes()) }
}

struct Content {
    extras: Extras,
    indicators: &'static [&'static str],
    out: Writer,
    names: Names,
    left_out: u64,
}

impl Content {
    fn body(&mut self, report: &Report) {
        self.out.number(place_in(&VERDICTS, &report.verdict));
        self.sayings(&report.reasons);
        self.seen(report);
        self.checks(report);
        self.coverage(report);
        self.os(&report.host.os);
        self.exposure(report);
        self.hardening(report);
        self.out.count(report.inputs.len());
        self.out.bytes(&Fingerprint::of(report).0);
    }

    /// Messages, each once: without file names, some are alike.
    fn sayings(&mut self, all: &[Said]) {
        let mut written: Vec<Vec<u8>> = Vec::new();
        for said in all {
            let room = written.len() < MAX_REASONS;
            let Some(saying) = Saying::of(said).filter(|_| room) else {
                self.left_out += 1;
                continue;
            };
            let mut out = Writer::default();
            saying.write(&mut out, &mut self.names);
            let bytes = out.into_bytes();
            if !written.contains(&bytes) {
                written.push(bytes);
            }
        }
        self.out.count(written.len());
        written.iter().for_each(|bytes| self.out.bytes(bytes));
    }

    /// One message that must stand there.
    fn saying(&mut self, saying: &Saying) {
        saying.write(&mut self.out, &mut self.names);
    }

    fn seen(&mut self, report: &Report) {
        let seen_as = |id: &str| -> Vec<&Sighting> {
            report.sightings.iter().filter(|seen| seen.indicator == id).collect()
        };
        let rows: Vec<(u64, Vec<&Sighting>)> = (0..)
            .zip(self.indicators.iter().map(|id| seen_as(id)))
            .filter(|(_, sightings)| !sightings.is_empty())
            .take(MAX_SEEN)
            .collect();
        let written: usize = rows.iter().map(|(_, sightings)| sightings.len()).sum();
        self.left_out += (report.sightings.len() - written) as u64;
        self.out.count(rows.len());
        let mut next = 0;
        for (number, sightings) in rows {
            self.out.number(number - next);
            next = number + 1;
            let id = sightings.first().map_or("", |seen| seen.indicator.as_str());
            let listed = sightings.len() as u64;
            self.out.number(total(report, id).unwrap_or(listed).max(listed));
            self.groups(&sightings);
        }
    }

    fn groups(&mut self, sightings: &[&Sighting]) {
        let mut groups: Vec<(u64, Vec<&Sighting>)> = Vec::new();
        for seen in sightings {
            let matched = place_in(&MATCHES, &seen.matched);
            let kind =
                place_in(&WEIGHTS, &seen.weight) | matched << 2 | place_number(seen.place) << 3;
            match groups.iter_mut().find(|(it, _)| *it == kind) {
                Some((_, alike)) => alike.push(seen),
                None => groups.push((kind, vec![seen])),
            }
        }
        self.out.count(groups.len());
        for (kind, sightings) in groups {
            self.out.number(kind);
            self.out.count(sightings.len());
            self.evidence(&sightings);
        }
    }

    fn evidence(&mut self, sightings: &[&Sighting]) {
        let mut shown: Vec<&&Sighting> = Vec::new();
        for seen in sightings.iter().take(MAX_EVIDENCE).filter(|_| self.extras.evidence) {
            if self.names.take(seen.evidence.as_str().len()) {
                shown.push(seen);
            }
        }
        self.out.count(shown.len());
        for seen in shown {
            self.out.text(seen.evidence.as_str());
            self.out.number(seen.source.line.unwrap_or_default());
            self.out.number(self.names.known(&seen.source.file));
        }
    }

    /// By number, so many in a row with one state.
    fn checks(&mut self, report: &Report) {
        let state = |id: &&str| {
            let row = report.checks.iter().find(|row| row.indicator == **id);
            place_in(&CHECKS, &row.map(|row| row.state))
        };
        let states: Vec<u64> = self.indicators.iter().map(state).collect();
        let runs: Vec<&[u64]> = states.chunk_by(|a, b| a == b).collect();
        self.out.count(runs.len());
        for run in runs {
            let state = run.first().copied().unwrap_or_default();
            self.out.number((run.len() as u64) << 2 | state);
        }
        let unnumbered = report
            .checks
            .iter()
            .filter(|row| numbers::number(self.indicators, &row.indicator).is_none());
        self.left_out += unnumbered.count() as u64;
    }

    fn coverage(&mut self, report: &Report) {
        let rows: Vec<_> = self.numbered(&report.coverage, ARTIFACTS, |row| &row.artifact);
        self.out.count(rows.len());
        for (artifact, row) in rows {
            self.out.number(artifact << 2 | place_in(&COVERAGE, &row.state));
            self.out.number(row.records);
            self.out.number(row.unreadable);
            self.sayings(&row.reasons);
        }
    }

    fn os(&mut self, os: &Os) {
        let kind = os.installation_type.as_ref().map(crate::HostText::as_str);
        let version = os.version.as_deref().and_then(|version| {
            let (major, minor) = version.split_once('.')?;
            Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
        });
        let numbers = [
            version.map(|(major, _)| u64::from(major)),
            version.map(|(_, minor)| u64::from(minor)),
            os.build.map(u64::from),
            os.revision.map(u64::from),
            os.service_pack.map(u64::from),
            os.architecture.as_deref().and_then(|name| numbers::number(ARCHITECTURES, name)),
            kind.and_then(|name| numbers::number(INSTALLATION_TYPES, name)),
        ];
        self.out.number(place_in(&ROLES, &role(os)));
        // Nothing is 0, everything else one more than it is.
        numbers.iter().for_each(|number| self.out.number(number.map_or(0, |number| number + 1)));
    }

    fn exposure(&mut self, report: &Report) {
        let rows = self.numbered(&report.exposure, WEAKNESSES, |row| &row.weakness);
        let rows = self.said(rows, |row| &row.because);
        self.out.count(rows.len());
        for (weakness, row, because) in rows {
            self.out.number(weakness << 2 | place_in(&EXPOSURE, &row.state));
            self.saying(&because);
            let kbs: Vec<u32> = row
                .install
                .iter()
                .take(MAX_INSTALL)
                .filter_map(|update| update.kb.strip_prefix("KB")?.parse().ok())
                .collect();
            self.left_out += (row.install.len() - kbs.len()) as u64;
            self.out.count(kbs.len());
            kbs.iter().for_each(|kb| self.out.number(u64::from(*kb)));
        }
    }

    fn hardening(&mut self, report: &Report) {
        let rows = self.numbered(&report.hardening, MEASURES, |row| &row.measure);
        let rows = self.said(rows, |row| &row.because);
        self.out.count(rows.len());
        for (measure, row, because) in rows {
            self.out.number(measure << 2 | place_in(&HARDENING, &row.state));
            self.saying(&because);
        }
    }

    /// The rows whose name has a number.
    fn numbered<'r, T>(
        &mut self,
        rows: &'r [T],
        list: &[&str],
        name: impl Fn(&T) -> &str,
    ) -> Vec<(u64, &'r T)> {
        let numbered: Vec<(u64, &T)> = rows
            .iter()
            .filter_map(|row| Some((numbers::number(list, name(row))?, row)))
            .take(MAX_ROWS)
            .collect();
        self.left_out += (rows.len() - numbered.len()) as u64;
        numbered
    }

    /// The rows whose reason has a number.
    fn said<'r, T>(
        &mut self,
        rows: Vec<(u64, &'r T)>,
        because: impl Fn(&T) -> &Said,
    ) -> Vec<(u64, &'r T, Saying)> {
        let all = rows.len();
        let said: Vec<_> = rows
            .into_iter()
            .filter_map(|(number, row)| Some((number, row, Saying::of(because(row))?)))
            .collect();
        self.left_out += (all - said.len()) as u64;
        said
    }
}

/// How often an indicator was seen, by its row's own words.
fn total(report: &Report, indicator: &str) -> Option<u64> {
    let is_it =
        |row: &&crate::report::Check| row.indicator == indicator && row.state == CheckState::Found;
    let because = &report.checks.iter().find(is_it)?.because;
    let code = [Code::CheckFound, Code::CheckFoundListed]
        .into_iter()
        .find(|code| code.name() == because.code)?;
    Lang::ALL.into_iter().find_map(|lang| {
        let rest = match pieces(code.template(lang.tag()))[..] {
            [Piece::Words(words), Piece::Placeholder { name: "count", .. }, ..] => {
                because.text.strip_prefix(words)?
            }
            _ => return None,
        };
        let between = Code::LanguageGroup.template(lang.tag());
        let is_count = |letter: char| letter.is_ascii_digit() || between.contains(letter);
        let end = rest.find(|letter| !is_count(letter)).unwrap_or(rest.len());
        rest.get(..end)?.replace(between, "").parse().ok()
    })
}

/// Client or server, by how the host calls its Windows; `None` if that is not told, or is not agreed on.
fn role(os: &Os) -> Option<Role> {
    let product = os.product.as_ref().map(crate::HostText::as_str);
    let kind = os.installation_type.as_ref().map(crate::HostText::as_str);
    match (product.map(Role::of_product), kind.map(Role::of_installation_type)) {
        (Some(product), Some(kind)) => product.filter(|product| *product == kind),
        (Some(product), None) => product,
        (None, kind) => kind,
    }
}
