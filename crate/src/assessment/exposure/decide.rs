//! In: one weakness, one Windows, the host's profile. Out: open or not, and what decided it.

use crate::assessment::host::{HostProfile, Standing};
use crate::host_text::HostText;
use crate::knowledge::{Affected, FixKind, Product, Weakness};
use crate::message::{Code, Phrase};
use crate::records::Kb;
use crate::report::{Evidence, ExposureState, Source};

/// The answer for one weakness on one Windows.
#[derive(Debug)]
pub(super) struct Decision {
    pub(super) state: ExposureState,
    pub(super) because: Phrase,
    pub(super) evidence: Vec<Evidence>,
    /// The fix is there and only a restart is missing.
    pub(super) restart_only: bool,
}

impl Decision {
    fn new(state: ExposureState, because: Phrase, evidence: Vec<Evidence>) -> Decision {
        Decision { state, because, evidence, restart_only: false }
    }

    fn restart(because: Phrase, evidence: Evidence) -> Decision {
        let evidence = vec![evidence];
        Decision { state: ExposureState::Missing, because, evidence, restart_only: true }
    }
}

/// A build that was released with the fix.
pub(super) fn released_fixed(weakness: &Weakness, build: u32, source: &Source) -> Decision {
    let because = Phrase::new(Code::ExposureReleasedFixed)
        .with("build", build)
        .with("since", weakness.fixed_since_build);
    Decision::new(ExposureState::NotAffected, because, vec![seen(build.to_string(), source)])
}

/// A build that no product of the table has.
pub(super) fn not_in_table(build: u32, source: &Source) -> Decision {
    let because = Phrase::new(Code::ExposureBuildNotInTable).with("build", build);
    Decision::new(ExposureState::Unknown, because, vec![seen(build.to_string(), source)])
}

/// The answer on one product.
pub(super) fn on(
    weakness: &Weakness,
    product: &Product,
    build: u32,
    profile: &HostProfile,
) -> Decision {
    if weakness.not_affected.contains(&product.id) {
        let because = Phrase::new(Code::ExposureNeverAffected).with("windows", product.name);
        return Decision::new(ExposureState::NotAffected, because, Vec::new());
    }
    let Some(affected) = row(weakness, product, build) else {
        let because = Phrase::new(Code::ExposureProductNotInTable).with("windows", product.name);
        return Decision::new(ExposureState::Unknown, because, Vec::new());
    };
    by_file(affected, profile, true)
        .or_else(|| below_service_pack(affected, product, build, profile))
        .or_else(|| by_file(affected, profile, false))
        .or_else(|| by_revision(affected, build, profile))
        .or_else(|| by_update(affected, product, profile))
        .or_else(|| by_rollup(affected, build, profile))
        .or_else(|| by_waiting(affected, product, build, profile))
        .or_else(|| undocumented(affected, product, build, profile))
        .or_else(|| newer_than_the_table(weakness, affected, product, profile))
        .unwrap_or_else(|| by_absence(weakness, affected, product, profile))
}

/// The row of a product's build.
pub(super) fn row(weakness: &Weakness, product: &Product, build: u32) -> Option<&'static Affected> {
    weakness
        .affected
        .iter()
        .find(|affected| affected.product == product.id && affected.builds.contains(&build))
}

/// The service pack of this host: its build's, or the one it states.
pub(super) fn service_pack(product: &Product, build: u32, profile: &HostProfile) -> Option<u32> {
    product.service_pack(build).or_else(|| profile.service_pack())
}

fn by_revision(affected: &Affected, build: u32, profile: &HostProfile) -> Option<Decision> {
    let fixed = affected.revision?;
    let (revision, source) = profile.revision()?;
    let (state, code) = if fixed <= revision {
        (ExposureState::Patched, Code::ExposureRevisionFixed)
    } else {
        (ExposureState::Missing, Code::ExposureRevisionOpen)
    };
    let because = Phrase::new(code)
        .with("revision", format!("{build}.{revision}"))
        .with("fixed", format!("{build}.{fixed}"));
    Some(Decision::new(state, because, vec![seen(format!("{build}.{revision}"), source)]))
}

/// Decides by the files' versions if they are fixed (or open) as `fixed` asks. One open file outweighs any number of fixed ones.
fn by_file(affected: &Affected, profile: &HostProfile, fixed: bool) -> Option<Decision> {
    let mut found = None;
    for rule in affected.files {
        for (version, source) in profile.file(rule.name) {
            let Some(is_fixed) = rule.is_fixed(version) else { continue };
            if fixed && !is_fixed {
                return None;
            }
            if is_fixed == fixed {
                found = Some((rule.name, version, source));
            }
        }
    }
    let (name, version, source) = found?;
    let version = version.map(|part| part.to_string()).join(".");
    let (state, code) = if fixed {
        (ExposureState::Patched, Code::ExposureFileFixed)
    } else {
        (ExposureState::Missing, Code::ExposureFileOpen)
    };
    let because = Phrase::new(code).with("file", name).with("version", &version);
    Some(Decision::new(state, because, vec![seen(format!("{name} {version}"), source)]))
}

fn below_service_pack(
    affected: &Affected,
    product: &Product,
    build: u32,
    profile: &HostProfile,
) -> Option<Decision> {
    let needed = affected.service_pack?;
    let present = service_pack(product, build, profile)?;
    if needed.number <= present {
        return None;
    }
    let because = Phrase::new(Code::ExposureServicePackFirst)
        .with("windows", product.name)
        .with("needed", needed.install);
    let evidence = profile
        .builds()
        .find(|(stated, _)| *stated == build)
        .map(|(_, source)| seen(format!("{build}, Service Pack {present}"), source));
    Some(Decision::new(ExposureState::Missing, because, evidence.into_iter().collect()))
}

fn by_update(affected: &Affected, product: &Product, profile: &HostProfile) -> Option<Decision> {
    let (kb, source) = first(affected.proofs, profile, Standing::InForce)?;
    let because = about_kb(Code::ExposureUpdateInForce, kb, product);
    Some(Decision::new(ExposureState::Patched, because, vec![seen(kb.to_string(), source)]))
}

fn by_rollup(affected: &Affected, build: u32, profile: &HostProfile) -> Option<Decision> {
    let fixed = affected.revision?;
    let rollup = profile.updates.rollup_in_force(build)?;
    if rollup.revision < fixed {
        return None;
    }
    let package = format!("{build}.{}", rollup.revision);
    let because = Phrase::new(Code::ExposureRollupInForce)
        .with("revision", &package)
        .with("fixed", format!("{build}.{fixed}"));
    Some(Decision::new(ExposureState::Patched, because, vec![seen(package, &rollup.source)]))
}

/// The fix is on the host, but a restart stands before it.
fn by_waiting(
    affected: &Affected,
    product: &Product,
    build: u32,
    profile: &HostProfile,
) -> Option<Decision> {
    for standing in [Standing::ListedBeforeRestart, Standing::Pending] {
        if let Some((kb, source)) = first(affected.proofs, profile, standing) {
            let because = about_kb(Code::ExposureRestartDue, kb, product);
            return Some(Decision::restart(because, seen(kb.to_string(), source)));
        }
    }
    let rollup = profile.updates.rollup_pending(build)?;
    if rollup.revision < affected.revision? {
        return None;
    }
    let package = format!("{build}.{}", rollup.revision);
    let because =
        Phrase::new(Code::ExposureRestartDue).with("kb", &package).with("windows", product.name);
    Some(Decision::restart(because, seen(package, &rollup.source)))
}

/// Something is installed that may hold the fix, but nothing reliable says so.
fn undocumented(
    affected: &Affected,
    product: &Product,
    build: u32,
    profile: &HostProfile,
) -> Option<Decision> {
    let unknown =
        |because, evidence| Some(Decision::new(ExposureState::Unknown, because, evidence));
    let file = affected.files.first().map_or("", |rule| rule.name);
    for standing in [Standing::InForce, Standing::ListedBeforeRestart] {
        if let Some((kb, source)) = first(affected.hints, profile, standing) {
            let because = about_kb(Code::ExposureUndocumented, kb, product).with("file", file);
            return unknown(because, vec![seen(kb.to_string(), source)]);
        }
    }
    if let Some((kb, source)) = first(affected.proofs, profile, Standing::Superseded) {
        let because = about_kb(Code::ExposureSuperseded, kb, product).with("file", file);
        return unknown(because, vec![seen(kb.to_string(), source)]);
    }
    if !affected.sound {
        let because = Phrase::new(Code::ExposureBuildUndocumented)
            .with("build", build)
            .with("windows", product.name)
            .with("file", file);
        return unknown(because, Vec::new());
    }
    // Before Windows 10 a package's revision says nothing of this fix; its number must be named, beside it or in a list.
    if affected.revision.is_none() && !profile.updates.numbered_list {
        let rollup = profile.updates.rollup_in_force(build).filter(|it| !it.numbered)?;
        let package = format!("{build}.{}", rollup.revision);
        let because =
            Phrase::new(Code::ExposureRollupUnnamed).with("revision", &package).with("file", file);
        return unknown(because, vec![seen(package, &rollup.source)]);
    }
    None
}

/// An update with a number above all that the table knows for this Windows is listed. Its number proves nothing, it may be of any
/// kind; but where updates are cumulative, a list may name only the newest one, and then the fix's absence proves nothing either.
fn newer_than_the_table(
    weakness: &Weakness,
    affected: &Affected,
    product: &Product,
    profile: &HostProfile,
) -> Option<Decision> {
    let cumulative = [FixKind::MonthlyRollup, FixKind::Cumulative];
    if !affected.fixes.iter().any(|fix| cumulative.contains(&fix.kind)) {
        return None;
    }
    let newest_known = affected.proofs.iter().chain(affected.hints).max()?;
    let (kb, source) = profile.updates.highest().filter(|(kb, _)| newest_known < kb)?;
    let because =
        about_kb(Code::ExposureNewerThanTable, *kb, product).with("as_of", weakness.as_of);
    Some(Decision::new(ExposureState::Unknown, because, vec![seen(kb.to_string(), source)]))
}

fn by_absence(
    weakness: &Weakness,
    affected: &Affected,
    product: &Product,
    profile: &HostProfile,
) -> Decision {
    let updates = &profile.updates;
    if updates.is_whole() {
        let because = Phrase::new(Code::ExposureNotListed)
            .with("windows", product.name)
            .with("n", affected.proofs.len())
            .with("as_of", weakness.as_of);
        let evidence = list_end(profile).into_iter().collect();
        return Decision::new(ExposureState::Missing, because, evidence);
    }
    let code = if !updates.unnamed.is_empty() {
        Code::ExposureListHidesNames
    } else if updates.any || !updates.declared.is_empty() {
        Code::ExposureListNotWhole
    } else {
        Code::ExposureNoList
    };
    let because = Phrase::new(code).with("windows", product.name);
    Decision::new(ExposureState::Unknown, because, list_end(profile).into_iter().collect())
}

/// Where the update list says how much it holds.
fn list_end(profile: &HostProfile) -> Option<Evidence> {
    let ((declared, _), source) = profile.updates.declared.lowest()?;
    Some(seen(declared.to_string(), source))
}

fn first<'a>(kbs: &[Kb], profile: &'a HostProfile, wanted: Standing) -> Option<(Kb, &'a Source)> {
    kbs.iter().find_map(|kb| {
        let (standing, source) = profile.updates.standing(*kb)?;
        (standing == wanted).then_some((*kb, source))
    })
}

fn about_kb(code: Code, kb: Kb, product: &Product) -> Phrase {
    Phrase::new(code).with("kb", kb).with("windows", product.name)
}

fn seen(text: String, source: &Source) -> Evidence {
    Evidence { text: HostText::shown(&text), source: Some(source.clone()) }
}
