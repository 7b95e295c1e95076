//! In: the content of a result link of version 1. Out: what it says. docs/LINKS.md has the format byte by byte.

use super::error::LinkError;
use super::fingerprint::{Fingerprint, LENGTH};
use super::limits::*;
use super::numbers::{
    self, ARCHITECTURES, ARTIFACTS, INSTALLATION_TYPES, MEASURES, Numbered, WEAKNESSES,
};
use super::result::*;
use super::saying;
use super::versions;
use super::wire::Reader;
use crate::advisory::{Advisory, Indicator};
use crate::assessment::{checks, coverage};
use crate::host_text::HostText;
use crate::knowledge;
use crate::lang::Lang;
use crate::message::Phrase;
use crate::records::Kb;
use crate::report::{CheckState, CoverageState};

/// Reads it.
pub(super) fn read(bytes: &[u8]) -> Result<LinkedResult, LinkError> {
    let mut reader = Reader::new(bytes);
    let lang = at_place(&Lang::NUMBERED, reader.number()?).ok().flatten();
    let id = reader.text(MAX_VERSION)?;
    let advisory = Advisory::by_id(id)
        .ok_or_else(|| LinkError::UnknownAdvisory { id: HostText::shown(id) })?;
    let advisory_version = versions::read(&mut reader)?;
    let engine_version = versions::read(&mut reader)?;
    let left_out = reader.number()?;
    let flags = reader.number()?;
    let host_name =
        (flags & 1 != 0).then(|| reader.text(MAX_TEXT).map(HostText::shown)).transpose()?;
    let file_names = (flags & 2 != 0).then(|| reader.list(MAX_NAMES, MAX_TEXT)).transpose()?;
    let file_names: Option<Vec<HostText>> =
        file_names.map(|names| names.iter().map(|name| HostText::shown(name)).collect());
    if 3 < flags {
        return Err(LinkError::Impossible);
    }
    let names = file_names.as_deref().unwrap_or_default();
    let mut content = Content { reader, advisory, names, unknown: 0 };
    let verdict = at_place(&VERDICTS, content.reader.number()?)?;
    let reasons = content.reasons()?;
    let seen = content.seen()?;
    let states = content.states()?;
    let coverage = content.coverage()?;
    let checks = content.checks(&states, &seen, &coverage);
    let os = content.os()?;
    let exposure = content.exposure()?;
    let hardening = content.hardening()?;
    let inputs = content.reader.number()?;
    let digest = content.reader.bytes(LENGTH)?.try_into().map_err(|_| LinkError::Impossible)?;
    let Content { reader, unknown, .. } = content;
    reader.end()?;
    Ok(LinkedResult {
        lang,
        advisory,
        advisory_version,
        engine_version,
        verdict,
        reasons,
        seen,
        checks,
        coverage,
        os,
        exposure,
        hardening,
        inputs,
        fingerprint: Fingerprint(digest),
        host_name,
        file_names,
        left_out,
        unknown,
    })
}

struct Content<'a> {
    reader: Reader<'a>,
    advisory: &'static Advisory,
    names: &'a [HostText],
    unknown: u64,
}

impl Content<'_> {
    fn reasons(&mut self) -> Result<Vec<Phrase>, LinkError> {
        let count = self.reader.count(MAX_REASONS)?;
        (0..count).map(|_| self.reason()).collect()
    }

    fn reason(&mut self) -> Result<Phrase, LinkError> {
        saying::read(&mut self.reader, self.names, &mut self.unknown)
    }

    /// Something by its number; counts what is not known here.
    fn numbered<T>(&mut self, number: u64, find: impl FnOnce(u64) -> Option<T>) -> Numbered<T> {
        let it = Numbered::of(number, find);
        self.unknown += u64::from(it.known().is_none());
        it
    }

    /// A number and the state that stands in its two lowest bits.
    fn with_state<T: Copy>(&mut self, states: &[T]) -> Result<(u64, T), LinkError> {
        let number = self.reader.number()?;
        Ok((number >> 2, at_place(states, number & 3)?))
    }

    fn indicator(&self, number: u64) -> Option<&'static Indicator> {
        self.advisory.indicator(numbers::name(numbers::indicators(&self.advisory.id), number)?)
    }

    fn seen(&mut self) -> Result<Vec<LinkedSeen>, LinkError> {
        let count = self.reader.count(MAX_SEEN)?;
        let mut all = Vec::new();
        let mut next = 0_u64;
        for _ in 0..count {
            let number = next.checked_add(self.reader.number()?).ok_or(LinkError::Impossible)?;
            if MAX_INDICATORS <= number {
                return Err(LinkError::Impossible);
            }
            next = number + 1;
            let found = self.indicator(number);
            let indicator = self.numbered(number, |_| found);
            let total = self.reader.number()?;
            let groups = self.reader.count(MAX_GROUPS)?;
            let groups = (0..groups).map(|_| self.group()).collect::<Result<_, _>>()?;
            all.push(LinkedSeen { indicator, total, groups });
        }
        Ok(all)
    }

    fn group(&mut self) -> Result<SeenGroup, LinkError> {
        let kind = self.reader.number()?;
        let place = self.numbered(kind >> 3, |number| at_place(&PLACES, number).ok());
        let count = self.reader.number()?;
        let evidence = self.reader.count(MAX_EVIDENCE)?;
        Ok(SeenGroup {
            weight: at_place(&WEIGHTS, kind & 3)?,
            matched: at_place(&MATCHES, kind >> 2 & 1)?,
            place,
            count,
            evidence: (0..evidence).map(|_| self.evidence()).collect::<Result<_, _>>()?,
        })
    }

    fn evidence(&mut self) -> Result<LinkedEvidence, LinkError> {
        let text = HostText::shown(self.reader.text(MAX_TEXT)?);
        let line = Some(self.reader.number()?).filter(|line| 0 < *line);
        let file = match self.reader.small::<usize>()? {
            0 => None,
            number => Some(self.names.get(number - 1).ok_or(LinkError::Impossible)?.clone()),
        };
        Ok(LinkedEvidence { text, line, file })
    }

    /// What became of the indicators, by number.
    fn states(&mut self) -> Result<Vec<Option<CheckState>>, LinkError> {
        let runs = self.reader.count(MAX_INDICATORS as usize)?;
        let mut states = Vec::new();
        for _ in 0..runs {
            let (length, state) = self.with_state(&CHECKS)?;
            if length == 0 || MAX_INDICATORS < length.saturating_add(states.len() as u64) {
                return Err(LinkError::Impossible);
            }
            states.extend((0..length).map(|_| state));
        }
        Ok(states)
    }

    fn checks(
        &mut self,
        states: &[Option<CheckState>],
        seen: &[LinkedSeen],
        coverage: &[LinkedCoverage],
    ) -> Vec<LinkedCheck> {
        let mut all = Vec::new();
        for (number, state) in states.iter().enumerate() {
            let Some(state) = *state else { continue };
            let number = number as u64;
            let found = self.indicator(number);
            let indicator = self.numbered(number, |_| found);
            let seen = seen.iter().find(|seen| {
                let known = (seen.indicator.known(), indicator.known());
                matches!(known, (Some(seen), Some(indicator)) if seen.id == indicator.id)
            });
            let because = indicator.known().map(|indicator| {
                let artifact = indicator.kind.artifact();
                let row = coverage.iter().find(|row| row.artifact == Numbered::Known(artifact));
                let coverage = row.map_or(CoverageState::Missing, |row| row.state);
                checks::because(state, seen.map_or(0, |seen| seen.total), artifact, coverage)
            });
            let immunised =
                state != CheckState::Found && seen.is_some_and(LinkedSeen::is_only_vaccines);
            all.push(LinkedCheck { indicator, state, because, immunised });
        }
        all
    }

    fn coverage(&mut self) -> Result<Vec<LinkedCoverage>, LinkError> {
        let count = self.reader.count(MAX_ROWS)?;
        let mut all = Vec::new();
        for _ in 0..count {
            let (number, state) = self.with_state(&COVERAGE)?;
            let artifact = self.numbered(number, |number| {
                let name = numbers::name(ARTIFACTS, number)?;
                coverage::ARTIFACTS.into_iter().find(|artifact| artifact.name() == name)
            });
            let (records, unreadable) = (self.reader.number()?, self.reader.number()?);
            all.push(LinkedCoverage {
                artifact,
                state,
                records,
                unreadable,
                reasons: self.reasons()?,
            });
        }
        Ok(all)
    }

    fn os(&mut self) -> Result<LinkedOs, LinkError> {
        let role = at_place(&ROLES, self.reader.number()?)?;
        let [major, minor, build, revision, service_pack] =
            [self.own()?, self.own()?, self.own()?, self.own()?, self.own()?];
        let architecture = self.own_name(ARCHITECTURES)?;
        let installation_type = self.own_name(INSTALLATION_TYPES)?;
        let version = match (major, minor) {
            (None, None) => None,
            (Some(major), Some(minor)) => Some((major, minor)),
            _ => return Err(LinkError::Impossible),
        };
        Ok(LinkedOs {
            role,
            version,
            build,
            revision,
            service_pack,
            architecture,
            installation_type,
        })
    }

    /// A number that may not be there: 0, or one more than it is.
    fn own(&mut self) -> Result<Option<u32>, LinkError> {
        match self.reader.number()?.checked_sub(1) {
            None => Ok(None),
            Some(number) => u32::try_from(number).map(Some).map_err(|_| LinkError::Impossible),
        }
    }

    fn own_name(
        &mut self,
        list: &[&'static str],
    ) -> Result<Option<Numbered<&'static str>>, LinkError> {
        let number = self.own()?.map(u64::from);
        Ok(number.map(|number| self.numbered(number, |number| numbers::name(list, number))))
    }

    fn exposure(&mut self) -> Result<Vec<LinkedExposure>, LinkError> {
        let count = self.reader.count(MAX_ROWS)?;
        let mut all = Vec::new();
        for _ in 0..count {
            let (number, state) = self.with_state(&EXPOSURE)?;
            let weakness = self.numbered(number, |number| {
                let id = numbers::name(WEAKNESSES, number)?;
                knowledge::WEAKNESSES.iter().find(|weakness| weakness.id == id)
            });
            let because = self.reason()?;
            let install = self.reader.count(MAX_INSTALL)?;
            let install =
                (0..install).map(|_| self.reader.small().map(Kb)).collect::<Result<_, _>>()?;
            all.push(LinkedExposure { weakness, state, because, install });
        }
        Ok(all)
    }

    fn hardening(&mut self) -> Result<Vec<LinkedHardening>, LinkError> {
        let count = self.reader.count(MAX_ROWS)?;
        let mut all = Vec::new();
        for _ in 0..count {
            let (number, state) = self.with_state(&HARDENING)?;
            let measure = self.numbered(number, |number| {
                let id = numbers::name(MEASURES, number)?;
                knowledge::MEASURES.iter().find(|measure| measure.id == id)
            });
            all.push(LinkedHardening { measure, state, because: self.reason()? });
        }
        Ok(all)
    }
}
