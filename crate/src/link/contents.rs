//! In: a result as a link carries it. Out: all that the link holds, as plain sentences, for showing before anybody makes it.

use super::numbers::Numbered;
use super::result::{LinkedOs, LinkedResult};
use crate::message::{Code, Phrase};

/// What the link holds, and what it leaves out.
pub(super) fn contents(result: &LinkedResult) -> Vec<Phrase> {
    let count = |code, count: usize| Phrase::new(code).with("count", count);
    let mut all = vec![
        Phrase::new(Code::LinkHoldsAnswer)
            .with("reasons", result.reasons.len())
            .with("checks", result.checks.len()),
        count(Code::LinkHoldsSeen, result.seen.len()),
        count(Code::LinkHoldsCoverage, result.coverage.len()),
    ];
    all.extend(
        windows(&result.os).map(|text| Phrase::new(Code::LinkHoldsWindows).with("windows", text)),
    );
    all.push(count(Code::LinkHoldsExposure, result.exposure.len()));
    all.push(count(Code::LinkHoldsHardening, result.hardening.len()));
    all.push(
        Phrase::new(Code::LinkHoldsFingerprint)
            .with("count", result.inputs)
            .with("fingerprint", result.fingerprint),
    );
    all.push(
        Phrase::new(Code::LinkHoldsVersions)
            .with("id", &result.advisory.id)
            .with("version", &result.advisory_version)
            .with("engine", &result.engine_version),
    );
    all.push(match &result.host_name {
        Some(name) => Phrase::new(Code::LinkHoldsHostName).with("name", name),
        None => Phrase::new(Code::LinkLacksHostName),
    });
    let evidence: Vec<Phrase> = result
        .seen
        .iter()
        .flat_map(|seen| &seen.groups)
        .flat_map(|group| &group.evidence)
        .map(|seen| Phrase::new(Code::LinkHoldsEvidence).with("text", &seen.text))
        .collect();
    if evidence.is_empty() {
        all.push(Phrase::new(Code::LinkLacksEvidence));
    }
    all.extend(evidence);
    match &result.file_names {
        Some(names) => {
            all.extend(
                names.iter().map(|name| Phrase::new(Code::LinkHoldsFileName).with("name", name)),
            );
        }
        None => all.push(Phrase::new(Code::LinkLacksFileNames)),
    }
    all
}

/// `6.1.7601.24214, Service Pack 1, x64`, as far as it is known.
fn windows(os: &LinkedOs) -> Option<String> {
    let version = os.version.map(|(major, minor)| format!("{major}.{minor}"));
    let numbers =
        [version, os.build.map(|it| it.to_string()), os.revision.map(|it| it.to_string())];
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    let known = |it: &Option<Numbered<&'static str>>| {
        it.as_ref().and_then(Numbered::known).map(|name| (*name).to_owned())
    };
    let parts = [
        (!numbers.is_empty()).then(|| numbers.join(".")),
        os.service_pack.map(|number| format!("Service Pack {number}")),
        known(&os.architecture),
        known(&os.installation_type),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
