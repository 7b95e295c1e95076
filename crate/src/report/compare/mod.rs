//! In: two reports, of one host before and after a repair. Out: what changed, by codes and not by texts.
//!
//! What a second collection did not cover is never called fixed: it is not seen any more, but was not checked either.

mod order;
#[cfg(test)]
mod tests;

use super::{
    Check, CheckState, Coverage, CoverageState, ExposureState, HardeningState, Report, Sighting,
    Verdict,
};
use crate::letters::in_small;

/// What changed between two collections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Why the two may not be comparable, most important first.
    pub doubts: Vec<Doubt>,
    /// The verdict before and after.
    pub verdict: [Verdict; 2],
    /// Indicators, by id, in the later report's order.
    pub signs: Vec<Change>,
    /// Weaknesses, by bulletin.
    pub exposure: Vec<Change>,
    /// Measures, by code: those that both reports judge.
    pub hardening: Vec<Change>,
    /// Artifacts, by name.
    pub coverage: Vec<CoverageChange>,
}

/// Why two reports may not be comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// They are made from the very same files.
    SameFiles,
    /// They name different hosts.
    DifferentHosts,
    /// One of them does not say which host it is of.
    HostUnnamed,
    /// What is called later was collected earlier.
    Reversed,
    /// They were checked against different advisories, or versions of one.
    OtherAdvisory,
}

/// What is known of one thing that should not be: a sign, a weakness, a measure not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is there.
    Open,
    /// It is known not to be there.
    Closed,
    /// Nothing that was given says.
    Unsaid,
}

/// How something stood before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its code: an indicator's id, a bulletin, a measure.
    pub id: String,
    /// How it stood before.
    pub before: Standing,
    /// How it stands now.
    pub after: Standing,
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// It was there and is known to be gone.
    Fixed,
    /// It was there and is not seen any more, but was not checked in full: it may well be there.
    NotChecked,
    /// It was there and still is.
    StillOpen,
    /// It was known not to be there and is now.
    New,
    /// It is there; before, that was not known.
    NowSeen,
    /// It is known not to be there; before, that was not known.
    NowClosed,
    /// It was known not to be there; now that is not known.
    NoLongerKnown,
    /// It is not known, and was not.
    Unknown,
    /// It was not there and is not.
    StillClosed,
}

impl Change {
    /// What became of it.
    pub fn turn(&self) -> Turn {
        use Standing::{Closed, Open, Unsaid};
        match (self.before, self.after) {
            (Open, Closed) => Turn::Fixed,
            (Open, Unsaid) => Turn::NotChecked,
            (Open, Open) => Turn::StillOpen,
            (Closed, Open) => Turn::New,
            (Unsaid, Open) => Turn::NowSeen,
            (Unsaid, Closed) => Turn::NowClosed,
            (Closed, Unsaid) => Turn::NoLongerKnown,
            (Unsaid, Unsaid) => Turn::Unknown,
            (Closed, Closed) => Turn::StillClosed,
        }
    }
}

/// How much of an artifact there was before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageChange {
    /// The artifact.
    pub artifact: String,
    /// Before.
    pub before: CoverageState,
    /// Now.
    pub after: CoverageState,
}

/// Says what changed from `before` to `after`.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let exposure = after.exposure.iter().map(|row| {
        let earlier = before.exposure.iter().find(|old| old.weakness == row.weakness);
        change(&row.weakness, earlier.map(|old| of_exposure(old.state)), of_exposure(row.state))
    });
    let hardening = after.hardening.iter().filter_map(|row| {
        let earlier = before.hardening.iter().find(|old| old.measure == row.measure)?;
        Some(change(&row.measure, Some(of_hardening(earlier.state)), of_hardening(row.state)))
    });
    let coverage = after.coverage.iter().map(|row| CoverageChange {
        artifact: row.artifact.clone(),
        before: covered(before, &row.artifact),
        after: row.state,
    });
    Comparison {
        doubts: doubts(before, after),
        verdict: [before.verdict, after.verdict],
        signs: after.checks.iter().map(|check| sign(check, before, after)).collect(),
        exposure: exposure.collect(),
        hardening: hardening.collect(),
        coverage: coverage.collect(),
    }
}

/// Same computer name in both; `None` where one of them names none.
pub fn is_same_host(one: &Report, other: &Report) -> Option<bool> {
    let (one, other) = (one.host.name.as_ref()?, other.host.name.as_ref()?);
    Some(in_small(one.as_str()) == in_small(other.as_str()))
}

fn doubts(before: &Report, after: &Report) -> Vec<Doubt> {
    let same_files = before.fingerprint() == after.fingerprint();
    let host = match is_same_host(before, after) {
        Some(true) => None,
        Some(false) => Some(Doubt::DifferentHosts),
        None => Some(Doubt::HostUnnamed),
    };
    let reversed = order::of(before, after).is_some_and(std::cmp::Ordering::is_gt);
    let advisory = before.advisory.id != after.advisory.id
        || before.advisory.version != after.advisory.version;
    [
        same_files.then_some(Doubt::SameFiles),
        host,
        reversed.then_some(Doubt::Reversed),
        advisory.then_some(Doubt::OtherAdvisory),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn change(id: &str, before: Option<Standing>, after: Standing) -> Change {
    Change { id: id.to_owned(), before: before.unwrap_or(Standing::Unsaid), after }
}

fn sign(check: &Check, before: &Report, after: &Report) -> Change {
    let earlier = before.checks.iter().find(|old| old.indicator == check.indicator);
    let mut now = of_check(check.state);
    // An indicator shows in several artifacts; it is gone only if each in which it was seen was looked through again.
    let seen = before.sightings.iter().filter(|seen| seen.indicator == check.indicator);
    if now == Standing::Closed && seen.into_iter().any(|seen| !is_covered(seen, before, after)) {
        now = Standing::Unsaid;
    }
    change(&check.indicator, earlier.map(|old| of_check(old.state)), now)
}

/// True if the later collection has all of every artifact that the sighting's file held.
fn is_covered(seen: &Sighting, before: &Report, after: &Report) -> bool {
    let holds = |row: &&Coverage| row.files.contains(&seen.source.file);
    let mut artifacts = before.coverage.iter().filter(holds);
    artifacts.all(|row| covered(after, &row.artifact) == CoverageState::Complete)
}

fn covered(report: &Report, artifact: &str) -> CoverageState {
    let row = report.coverage.iter().find(|row| row.artifact == artifact);
    row.map_or(CoverageState::Missing, |row| row.state)
}

fn of_check(state: CheckState) -> Standing {
    match state {
        CheckState::Found => Standing::Open,
        CheckState::NotFound => Standing::Closed,
        CheckState::NotChecked => Standing::Unsaid,
    }
}

fn of_exposure(state: ExposureState) -> Standing {
    match state {
        ExposureState::Missing => Standing::Open,
        ExposureState::Patched | ExposureState::NotAffected => Standing::Closed,
        ExposureState::Unknown => Standing::Unsaid,
    }
}

fn of_hardening(state: HardeningState) -> Standing {
    match state {
        HardeningState::Needed => Standing::Open,
        HardeningState::Done => Standing::Closed,
        HardeningState::Unknown => Standing::Unsaid,
    }
}
