//! What there was to look at, artifact by artifact.

use jiance::report::{Coverage, CoverageState};
use yew::prelude::*;

use super::section::{self, Standing, section};
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
    let counted = |n: u64, words| {
        let text = || html! { <span class="quiet">{ t.fill(words, &[("n", &n)]) }</span> };
        (0 < n).then(text).unwrap_or_default()
    };
    let counts = html! {
        <>
            { counted(row.records, Code::CoverageRecords) }
            { counted(row.unreadable, Code::CoverageUnreadable) }
        </>
    };
    let files = html! {
        if !row.files.is_empty() {
            <p class="quiet source">{ row.files.join(", ") }</p>
        }
    };
    let title = html! { { artifact_name(t, &row.artifact) } };
    let standing = coverage_words(row.state);
    section::row(t, Some(&row.artifact), title, standing, counts, &row.reasons, files)
}

/// A state's name, tone and words.
pub(crate) fn coverage_words(state: CoverageState) -> Standing {
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
