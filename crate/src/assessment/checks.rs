//! In: the advisory, sightings and coverage. Out: what became of each indicator.

use super::coverage::Coverage;
use crate::advisory::Advisory;
use crate::formats::Artifact;
use crate::lang::Lang;
use crate::matching::{LISTED, Sightings};
use crate::message::{Code, Phrase};
use crate::report::{Check, CheckState, CoverageState};

/// One row per indicator, in the advisory's order.
pub(crate) fn checks(
    advisory: &Advisory,
    sightings: &Sightings,
    coverage: &Coverage,
    lang: Lang,
) -> Vec<Check> {
    let row = |indicator: &crate::advisory::Indicator| {
        let artifact = indicator.kind.artifact();
        let immunised = sightings.only_vaccines(&indicator.id);
        let count = if immunised { 0 } else { sightings.count(&indicator.id) };
        let (state, because) = match (count, coverage.state(artifact)) {
            (0, CoverageState::Complete) => {
                (CheckState::NotFound, about(Code::CheckNotFound, artifact))
            }
            (0, CoverageState::Partial) => {
                (CheckState::NotChecked, about(Code::CheckPartial, artifact))
            }
            (0, CoverageState::Missing) => {
                (CheckState::NotChecked, about(Code::CheckMissing, artifact))
            }
            (count, _) => (CheckState::Found, found(count)),
        };
        let mut because = because.said(lang);
        if immunised {
            because.text.push_str(&Phrase::new(Code::CheckVaccine).said(lang).text);
        }
        if let (CheckState::Found, Some(neighbour)) = (state, &indicator.neighbour) {
            let told = Phrase::new(Code::CheckNeighbour).with("what", neighbour.text(lang));
            because.text.push_str(&told.said(lang).text);
        }
        Check { indicator: indicator.id.clone(), state, because }
    };
    advisory.indicators.iter().map(row).collect()
}

fn found(count: u64) -> Phrase {
    if count <= LISTED as u64 {
        Phrase::new(Code::CheckFound).with("count", count)
    } else {
        Phrase::new(Code::CheckFoundListed).with("count", count).with("listed", LISTED)
    }
}

fn about(code: Code, artifact: Artifact) -> Phrase {
    Phrase::new(code).with_phrase("artifact", &name(artifact))
}

/// What people call an artifact.
pub(crate) fn name(artifact: Artifact) -> Phrase {
    Phrase::new(match artifact {
        Artifact::FileListing => Code::ArtifactFileListing,
        Artifact::ProcessList => Code::ArtifactProcessList,
        Artifact::Registry => Code::ArtifactRegistry,
        Artifact::SystemInfo | Artifact::Manifest => Code::ArtifactSystemInfo,
        Artifact::Hotfixes => Code::ArtifactHotfixes,
        Artifact::Sockets => Code::ArtifactSockets,
    })
}
