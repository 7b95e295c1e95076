//! What there was to look at, artifact by artifact.

use jiance::report::{Coverage, CoverageState};
use yew::prelude::*;

use super::section::{badge, section};
use crate::text::{Code, Texts};

/// What there was to look at.
pub(crate) fn coverage_section(t: Texts, coverage: &[Coverage]) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in coverage {
                { artifact(t, row) }
            }
        </ul>
    };
    section("coverage", t.say(Code::CoverageTitle), Some(t.say(Code::CoverageLead)), rows)
}

fn artifact(t: Texts, row: &Coverage) -> Html {
    let (name, tone, words) = coverage_words(row.state);
    html! {
        <li data-artifact={row.artifact.clone()} data-state={name}>
            <p class="head">
                <strong>{ artifact_name(t, &row.artifact) }</strong>{ badge(tone, t.say(words)) }
                if row.records > 0 {
                    <span class="quiet">{ t.fill(Code::CoverageRecords, &[("n", &row.records)]) }</span>
                }
                if row.unreadable > 0 {
                    <span class="quiet">{ t.fill(Code::CoverageUnreadable, &[("n", &row.unreadable)]) }</span>
                }
            </p>
            for reason in &row.reasons {
                <p data-code={reason.code.clone()}>{ &reason.text }</p>
            }
            if !row.files.is_empty() {
                <p class="quiet source">{ row.files.join(", ") }</p>
            }
        </li>
    }
}

/// A state's name, tone and words.
pub(crate) fn coverage_words(state: CoverageState) -> (&'static str, &'static str, Code) {
    match state {
        CoverageState::Complete => ("complete", "good", Code::CoverageComplete),
        CoverageState::Partial => ("partial", "unsure", Code::CoveragePartial),
        CoverageState::Missing => ("missing", "open", Code::CoverageMissing),
    }
}

/// What people call an artifact.
pub(crate) fn artifact_name(t: Texts, artifact: &str) -> String {
    let code = match artifact {
        "file_listing" => Code::ArtifactFileListing,
        "process_list" => Code::ArtifactProcessList,
        "registry" => Code::ArtifactRegistry,
        "system_info" => Code::ArtifactSystemInfo,
        "hotfixes" => Code::ArtifactHotfixes,
        "sockets" => Code::ArtifactSockets,
        "manifest" => Code::ArtifactManifest,
        other => return other.to_owned(),
    };
    t.say(code).to_owned()
}
