//! In: the host's profile and the knowledge. Out: for each weakness whether it is open here, why, and what to install.
//!
//! The order of trust: a build released without the weakness; the version of the file that the fix replaces; the revision; an
//! update in force that is known to hold the fix for exactly this Windows. Only then, and only if the update list is known to be
//! whole, does seeing nothing mean that the fix is missing. The size of a KB number and dates decide nothing.

mod decide;
mod install;
#[cfg(test)]
mod tests;

use decide::Decision;
pub(crate) use install::{bare, offered};

use super::host::HostProfile;
use crate::knowledge::{PRODUCTS, Product, WEAKNESSES, Weakness};
use crate::lang::Lang;
use crate::message::{Code, Phrase};
use crate::report::{Exposure, ExposureState, NoticeRow};

/// Judges every weakness, in the order of the notice.
pub(crate) fn assess(profile: &HostProfile, lang: Lang) -> Vec<Exposure> {
    WEAKNESSES.iter().map(|weakness| assess_one(weakness, profile, lang)).collect()
}

/// True unless a weakness is known to be closed or absent here.
pub(crate) fn may_be_open(weakness: &str, profile: &HostProfile) -> bool {
    WEAKNESSES.iter().filter(|known| known.id == weakness).any(|known| {
        matches!(state(known, profile), ExposureState::Missing | ExposureState::Unknown)
    })
}

fn state(weakness: &Weakness, profile: &HostProfile) -> ExposureState {
    merge(&possibilities(weakness, profile)).0
}

fn assess_one(weakness: &Weakness, profile: &HostProfile, lang: Lang) -> Exposure {
    let possibilities = possibilities(weakness, profile);
    let (state, because) = merge(&possibilities);
    let mut evidence: Vec<_> =
        possibilities.iter().flat_map(|(_, decision)| decision.evidence.iter().cloned()).collect();
    evidence.sort();
    evidence.dedup();
    let mut install = Vec::new();
    if matches!(state, ExposureState::Missing | ExposureState::Unknown) {
        for (product, decision) in &possibilities {
            for update in install::updates(weakness, product, decision, profile, lang) {
                if !install.contains(&update) {
                    install.push(update);
                }
            }
        }
    }
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let notice = weakness.notice.iter().map(|row| NoticeRow {
        exploit: row.exploit.to_owned(),
        affected: row.affected.get(lang).to_owned(),
        url: row.url.to_owned(),
    });
    Exposure {
        weakness: weakness.id.to_owned(),
        exploits: owned(weakness.exploits),
        cves: owned(weakness.cves),
        bulletin: weakness.bulletin.to_owned(),
        notice: notice.collect(),
        state,
        because: because.said(lang),
        evidence,
        install,
        as_of: weakness.as_of.to_owned(),
    }
}

/// What the answer would be on each Windows this host can be; more than one only where its files don't tell, or contradict each other.
fn possibilities(
    weakness: &Weakness,
    profile: &HostProfile,
) -> Vec<(Option<&'static Product>, Decision)> {
    let mut all = Vec::new();
    for (build, source) in profile.builds() {
        if weakness.fixed_since_build <= build {
            all.push((None, decide::released_fixed(weakness, build, source)));
            continue;
        }
        let before = all.len();
        for product in profile.products(build) {
            all.push((Some(product), decide::on(weakness, product, build, profile)));
        }
        if all.len() == before {
            all.push((None, decide::not_in_table(build, source)));
        }
    }
    all
}

/// One answer out of the possible ones: theirs if they agree, else unknown.
fn merge(possibilities: &[(Option<&'static Product>, Decision)]) -> (ExposureState, Phrase) {
    let Some((_, first)) = possibilities.first() else {
        return (ExposureState::Unknown, Phrase::new(Code::ExposureWindowsUnsaid));
    };
    if possibilities.iter().all(|(_, decision)| decision.state == first.state) {
        return (first.state, first.because.clone());
    }
    let names: Vec<&str> = PRODUCTS
        .iter()
        .filter(|known| {
            possibilities.iter().any(|(product, _)| product.is_some_and(|it| it.id == known.id))
        })
        .map(|product| product.name)
        .collect();
    let because = Phrase::new(Code::ExposureWindowsAmbiguous).with("windows", names.join(" / "));
    (ExposureState::Unknown, because)
}
