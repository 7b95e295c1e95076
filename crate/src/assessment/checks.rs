//! In: the advisory, sightings and coverage. Out: what became of each indicator.

use super::coverage::Coverage;
use crate::advisory::{Advisory, Indicator};
use crate::formats::Artifact;
use crate::lang::Lang;
use crate::matching::{LISTED, Sightings};
use crate::message::{Code, Phrase, Said};
use crate::report::{Check, CheckState, CoverageState};

/// One row per indicator, in the advisory's order.
pub(crate) fn checks(
    advisory: &Advisory,
    sightings: &Sightings,
    coverage: &Coverage,
    lang: Lang,
) -> Vec<Check> {
    let row = |indicator: &Indicator| {
        let artifact = indicator.kind.artifact();
        let immunised = sightings.only_vaccines(&indicator.id);
        let count = if immunised { 0 } else { sightings.count(&indicator.id) };
        let coverage = coverage.state(artifact);
        let state = match (count, coverage) {
            (0, CoverageState::Complete) => CheckState::NotFound,
            (0, CoverageState::Partial | CoverageState::Missing) => CheckState::NotChecked,
            _ => CheckState::Found,
        };
        let because = because(state, count, artifact, coverage);
        let because = said(indicator, state, immunised, &because, lang);
        Check { indicator: indicator.id.clone(), state, because }
    };
    advisory.indicators.iter().map(row).collect()
}

/// Why an indicator that was seen so often, in an artifact of which there was so much, counts as it does.
pub(crate) fn because(
    state: CheckState,
    count: u64,
    artifact: Artifact,
    coverage: CoverageState,
) -> Phrase {
    match (state, coverage) {
        (CheckState::Found, _) => found(count),
        (CheckState::NotFound, _) => about(Code::CheckNotFound, artifact),
        (CheckState::NotChecked, CoverageState::Missing) => about(Code::CheckMissing, artifact),
        (CheckState::NotChecked, _) => about(Code::CheckPartial, artifact),
    }
}

/// The same in words, with what is told beside it: that there are immunisations alone, or what the indicator is easily mistaken for.
pub(crate) fn said(
    indicator: &Indicator,
    state: CheckState,
    immunised: bool,
    because: &Phrase,
    lang: Lang,
) -> Said {
    let mut said = because.said(lang);
    if immunised {
        said.text.push_str(&Phrase::new(Code::CheckVaccine).said(lang).text);
    }
    if let (CheckState::Found, Some(neighbour)) = (state, &indicator.neighbour) {
        let told = Phrase::new(Code::CheckNeighbour).with("what", neighbour.text(lang));
        said.text.push_str(&told.said(lang).text);
    }
    said
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
