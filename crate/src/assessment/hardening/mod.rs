//! In: the host's profile, the knowledge, and the verdict. Out: which protective measures are needed here, why,
//! and the steps that fit this Windows.

mod finding;
mod shares;
mod state;
mod steps;
#[cfg(test)]
mod tests;

use super::host::HostProfile;
use crate::knowledge::{MEASURES, Measure};
use crate::lang::Lang;
use crate::report::{Hardening, Verdict};
use finding::Finding;

/// Judges every measure, in the order of the data: first what an infected host needs, if it is one.
pub(crate) fn assess(profile: &HostProfile, verdict: Verdict, lang: Lang) -> Vec<Hardening> {
    MEASURES
        .iter()
        .filter_map(|measure| {
            let finding = state::of(measure.id, profile, verdict)?;
            Some(hardening(measure, finding, profile, lang))
        })
        .collect()
}

fn hardening(measure: &Measure, finding: Finding, profile: &HostProfile, lang: Lang) -> Hardening {
    let Finding { state, because, evidence } = finding;
    Hardening {
        measure: measure.id.to_owned(),
        state,
        because: because.said(lang),
        evidence,
        steps: steps::fitting(measure, state, profile, lang),
    }
}
