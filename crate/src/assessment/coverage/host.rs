//! In: the host's profile. Out: why what the host says of itself, or its list of updates, is not all there is to know.

use crate::assessment::host::{HostProfile, Updates};
use crate::host_text::HostText;
use crate::message::{Code, Phrase};
use crate::report::Source;

/// What keeps the system information from saying which Windows this is.
pub(super) fn system_gaps(profile: &HostProfile) -> Vec<Phrase> {
    let mut gaps = build_gaps(profile);
    gaps.extend(
        profile
            .other_name()
            .map(|[one, other]| contradiction(Code::CoverageNamesContradict, one, other)),
    );
    if gaps.is_empty() {
        // Of two builds it is plain that client and server differ.
        gaps.extend(
            profile
                .other_role()
                .map(|[one, other]| contradiction(Code::CoverageRolesContradict, one, other)),
        );
    }
    gaps
}

/// Two sources that can't be of one host, with what each says.
fn contradiction(code: Code, one: (&HostText, &Source), other: (&HostText, &Source)) -> Phrase {
    Phrase::new(code)
        .with("one", one.0)
        .with_host("first", &one.1.file)
        .with("other", other.0)
        .with_host("second", &other.1.file)
}

fn build_gaps(profile: &HostProfile) -> Vec<Phrase> {
    let mut builds = profile.builds();
    match (builds.next(), builds.next()) {
        (None, _) => vec![Phrase::new(Code::CoverageSystemInfoNoBuild)],
        (Some(_), None) => Vec::new(),
        (Some((one, first)), Some((other, second))) => {
            let contradiction = Phrase::new(Code::CoverageSystemInfoContradicts)
                .with("one", one)
                .with_host("first", &first.file)
                .with("other", other)
                .with_host("second", &second.file);
            vec![contradiction]
        }
    }
}

/// What keeps the lists of updates from being all that is installed; nothing if one list is known to be whole.
pub(super) fn update_gaps(updates: &Updates, looks_complete: bool) -> Vec<Phrase> {
    if updates.is_whole() {
        return Vec::new();
    }
    let mut gaps: Vec<Phrase> = Vec::new();
    for ((declared, listed), source) in updates.declared.iter() {
        if declared != listed {
            gaps.push(
                Phrase::new(Code::CoverageHotfixesMiscounted)
                    .with_host("file", &source.file)
                    .with("declared", declared)
                    .with("listed", listed),
            );
        }
    }
    let named = |code, file: &str| Phrase::new(code).with_host("file", file);
    if let Some((_, source)) = updates.elided.earliest() {
        gaps.push(named(Code::CoverageHotfixesElided, &source.file));
    }
    if let Some((_, source)) = updates.unnamed.earliest() {
        gaps.push(named(Code::CoverageHotfixesUnnamed, &source.file));
    }
    if gaps.is_empty() && looks_complete {
        gaps.push(Phrase::new(Code::CoverageHotfixesNotWhole));
    }
    gaps
}
