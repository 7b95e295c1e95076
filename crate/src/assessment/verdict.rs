//! In: sightings and coverage. Out: one of four answers, with its reasons.
//!
//! A sign found counts in full, however little was seen. "No signs" needs everything the advisory asks for, whole.

use super::checks::name;
use super::coverage::Coverage;
use crate::advisory::Weight;
use crate::distinct::distinct;
use crate::matching::Sightings;
use crate::message::{Code, Phrase};
use crate::report::{CoverageState, PlaceKind, Sighting, Verdict};

/// The answer and why. Only [`judge`] makes one, so none exists without coverage.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) reasons: Vec<Phrase>,
}

/// Gives the answer.
pub(crate) fn judge(sightings: &Sightings, coverage: &Coverage) -> Judgement {
    let of_weight = |weight| -> Vec<&Sighting> {
        sightings.all().filter(|seen| seen.weight == weight).collect()
    };
    let infected = of_weight(Weight::Infected);
    let suspected = of_weight(Weight::Suspected);
    let gaps = gaps(coverage);
    let (verdict, mut reasons) = if !infected.is_empty() {
        (Verdict::Infected, why_infected(&infected))
    } else if !suspected.is_empty() {
        (Verdict::Suspected, why_suspected(&suspected, sightings.exclusions()))
    } else if gaps.is_empty() {
        (Verdict::NoSigns, vec![Phrase::new(Code::VerdictNoSigns)])
    } else {
        (Verdict::CannotTell, vec![Phrase::new(Code::VerdictCannotTell)])
    };
    if sightings.all().any(|seen| seen.place == PlaceKind::Vaccine) {
        reasons.push(Phrase::new(Code::VerdictVaccine));
    }
    if 0 < sightings.exclusions() {
        reasons.push(Phrase::new(Code::VerdictScannerExclusion));
    }
    reasons.extend(gaps);
    if matches!(verdict, Verdict::NoSigns | Verdict::CannotTell) {
        reasons.push(Phrase::new(Code::VerdictMemoryOnly));
    }
    Judgement { verdict, reasons }
}

/// Everything needed that was not seen whole.
fn gaps(coverage: &Coverage) -> Vec<Phrase> {
    let needed = coverage
        .rows()
        .iter()
        .filter(|row| row.artifact.is_needed() && row.state != CoverageState::Complete);
    let gap = |artifact, why| {
        Phrase::new(Code::VerdictGap)
            .with_phrase("artifact", &name(artifact))
            .with_phrase("why", why)
    };
    needed.flat_map(|row| row.reasons.iter().map(move |why| gap(row.artifact, why))).collect()
}

fn why_infected(infected: &[&Sighting]) -> Vec<Phrase> {
    let indicators = |in_notice: bool| {
        let seen = infected.iter().filter(|seen| seen.in_notice == in_notice);
        distinct(seen.map(|seen| seen.indicator.as_str()))
    };
    [
        (Code::VerdictInfectedNotice, indicators(true)),
        (Code::VerdictInfectedFurther, indicators(false)),
    ]
    .into_iter()
    .filter(|(_, indicators)| !indicators.is_empty())
    .map(|(code, indicators)| Phrase::new(code).with("count", indicators.len()))
    .collect()
}

/// An exclusion has a reason of its own, so it is not told as something that was blocked.
fn why_suspected(suspected: &[&Sighting], exclusions: u64) -> Vec<Phrase> {
    let held_by_security = |seen: &&&Sighting| seen.place == PlaceKind::SecurityProduct;
    let only_exclusions = suspected.iter().filter(held_by_security).count() as u64 <= exclusions;
    let told = suspected.iter().filter(|seen| !(only_exclusions && held_by_security(seen)));
    let codes = distinct(told.map(|seen| match seen.place {
        PlaceKind::TypedByUser => Code::VerdictSuspectedTyped,
        PlaceKind::Copy => Code::VerdictSuspectedCopy,
        PlaceKind::Deleted => Code::VerdictSuspectedDeleted,
        PlaceKind::SecurityProduct => Code::VerdictSuspectedSecurity,
        PlaceKind::LivePath
        | PlaceKind::RunningProcess
        | PlaceKind::NetworkActivity
        | PlaceKind::Autostart
        | PlaceKind::RunTrace
        | PlaceKind::Vaccine
        | PlaceKind::MalwareKey
        | PlaceKind::OtherRegistry => Code::VerdictSuspectedOther,
    }));
    codes.into_iter().map(Phrase::new).collect()
}
