//! A report's summary as a link carries it: what a page shows of a result that was checked elsewhere.

use super::error::LinkError;
use super::fingerprint::Fingerprint;
use super::numbers::Numbered;
use super::versions;
use crate::advisory::{Advisory, Indicator, Weight};
use crate::assessment::{checks, exposure};
use crate::formats::Artifact;
use crate::host_text::HostText;
use crate::knowledge::{Measure, Product, Role, Weakness, candidates};
use crate::lang::Lang;
use crate::message::{Code, Phrase, Said};
use crate::records::Kb;
use crate::report::{
    CheckState, CoverageState, ExposureState, HardeningState, Install, Match, PlaceKind, Verdict,
};

/// What a result link says. Nobody here has checked it: whoever made the link may have written anything that fits.
#[derive(Debug, Clone)]
pub struct LinkedResult {
    /// The language that the sender saw; `None` if it is not spoken here.
    pub lang: Option<Lang>,
    /// What was checked against; the sender's version of it is `advisory_version`.
    pub advisory: &'static Advisory,
    /// The version of the advisory that the sender had.
    pub advisory_version: String,
    /// The version of the engine that made the report.
    pub engine_version: String,
    /// The answer.
    pub verdict: Verdict,
    /// Why, most important first.
    pub reasons: Vec<Phrase>,
    /// The indicators that were seen, in the order of their numbers.
    pub seen: Vec<LinkedSeen>,
    /// What became of each indicator, in the order of their numbers.
    pub checks: Vec<LinkedCheck>,
    /// What there was to look at.
    pub coverage: Vec<LinkedCoverage>,
    /// The host's Windows.
    pub os: LinkedOs,
    /// Which weaknesses are open.
    pub exposure: Vec<LinkedExposure>,
    /// Which protective measures are needed.
    pub hardening: Vec<LinkedHardening>,
    /// How many files were read, entries of archives counted too.
    pub inputs: u64,
    /// Which files these were.
    pub fingerprint: Fingerprint,
    /// The computer's name, if the sender chose to tell it.
    pub host_name: Option<HostText>,
    /// The names of the files, if the sender chose to tell them.
    pub file_names: Option<Vec<HostText>>,
    /// How many things of the report had no room, or no number, and are not in the link.
    pub left_out: u64,
    /// How many things the link names that this program's catalogue does not have.
    pub unknown: u64,
}

/// One indicator that was seen.
#[derive(Debug, Clone)]
pub struct LinkedSeen {
    /// Which.
    pub indicator: Numbered<&'static Indicator>,
    /// In how many places; the groups below count those that the report lists.
    pub total: u64,
    /// The listed places by their kind.
    pub groups: Vec<SeenGroup>,
}

/// Places of one kind in which an indicator was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenGroup {
    /// What it means for the verdict.
    pub weight: Weight,
    /// Whether it is what the advisory names, or a variant of it.
    pub matched: Match,
    /// What kind of place.
    pub place: Numbered<PlaceKind>,
    /// How many of them are listed.
    pub count: u64,
    /// The first of them, if the sender chose to show them.
    pub evidence: Vec<LinkedEvidence>,
}

/// What was read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedEvidence {
    /// The decoded text.
    pub text: HostText,
    /// The line, counted from 1, where there are lines.
    pub line: Option<u64>,
    /// The file, if the sender chose to tell its name too.
    pub file: Option<HostText>,
}

/// What became of one indicator.
#[derive(Debug, Clone)]
pub struct LinkedCheck {
    /// Which.
    pub indicator: Numbered<&'static Indicator>,
    /// What became of it.
    pub state: CheckState,
    /// Why; `None` if the indicator is not known here.
    pub(super) because: Option<Phrase>,
    /// Only immunisations were seen.
    pub(super) immunised: bool,
}

impl LinkedSeen {
    /// True if all that was seen are empty files and folders of its name.
    pub(super) fn is_only_vaccines(&self) -> bool {
        self.groups.iter().all(|group| group.place == Numbered::Known(PlaceKind::Vaccine))
    }
}

impl LinkedCheck {
    /// Why, in words; `None` if the indicator is not known here.
    pub fn because(&self, lang: Lang) -> Option<Said> {
        let (indicator, because) = (self.indicator.known()?, self.because.as_ref()?);
        Some(checks::said(indicator, self.state, self.immunised, because, lang))
    }
}

/// What there was of one artifact.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedCoverage {
    /// Which.
    pub artifact: Numbered<Artifact>,
    /// How much of it there was.
    pub state: CoverageState,
    /// Records read.
    pub records: u64,
    /// Lines that could not be read.
    pub unreadable: u64,
    /// Why it isn't complete.
    pub reasons: Vec<Phrase>,
}

/// A Windows by its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkedOs {
    /// Client or server.
    pub role: Option<Role>,
    /// Kernel version: (6, 1).
    pub version: Option<(u32, u32)>,
    /// Build: 7601.
    pub build: Option<u32>,
    /// Update build revision.
    pub revision: Option<u32>,
    /// Service pack number.
    pub service_pack: Option<u32>,
    /// `x86`, `x64`, `ia64`, `arm64`.
    pub architecture: Option<Numbered<&'static str>>,
    /// `Client`, `Server`, `Server Core`.
    pub installation_type: Option<Numbered<&'static str>>,
}

/// Whether one weakness is open.
#[derive(Debug, Clone)]
pub struct LinkedExposure {
    /// Which.
    pub weakness: Numbered<&'static Weakness>,
    /// Open or not.
    pub state: ExposureState,
    /// Why.
    pub because: Phrase,
    /// What to install, in order. [`LinkedResult::install`] says more of each.
    pub install: Vec<Kb>,
}

/// One protective measure.
#[derive(Debug, Clone)]
pub struct LinkedHardening {
    /// Which.
    pub measure: Numbered<&'static Measure>,
    /// Whether it is needed.
    pub state: HardeningState,
    /// Why.
    pub because: Phrase,
}

impl LinkedResult {
    /// What must be told beside the result, so that nothing is mistaken for the whole: another version of the advisory, things
    /// that are not known here, things that are not in the link.
    pub fn caveats(&self) -> Vec<Phrase> {
        let mut all = Vec::new();
        if self.advisory_version != versions::numbers(&self.advisory.version) {
            let other = Phrase::new(Code::LinkOtherAdvisory)
                .with("theirs", &self.advisory_version)
                .with("ours", &self.advisory.version);
            all.push(other);
        }
        if 0 < self.unknown {
            all.push(Phrase::new(Code::LinkUnknownNumbers).with("count", self.unknown));
        }
        if 0 < self.left_out {
            all.push(Phrase::new(Code::LinkLeftOut).with("count", self.left_out));
        }
        all
    }

    /// The updates to install against one of its weaknesses, with what is known here of each.
    pub fn install(&self, exposure: &LinkedExposure, lang: Lang) -> Vec<Install> {
        let mut offered = match exposure.weakness {
            Numbered::Known(weakness) => self.os.offered(weakness, lang),
            Numbered::Unknown(_) => Vec::new(),
        };
        let mut known = |kb: &Kb| {
            let at = offered.iter().position(|update| update.kb == kb.to_string())?;
            Some(offered.remove(at))
        };
        exposure.install.iter().map(|kb| known(kb).unwrap_or_else(|| exposure::bare(*kb))).collect()
    }

    /// True if a report's inputs are the ones that the link speaks of.
    pub fn is_about(&self, report: &crate::report::Report) -> bool {
        Fingerprint::of(report) == self.fingerprint
    }
}

impl LinkedOs {
    /// The products of the catalogue that it can be; none if it is not in there.
    pub fn products(&self) -> impl Iterator<Item = &'static Product> {
        self.build.into_iter().flat_map(|build| candidates(build, self.role))
    }

    /// Every update that closes a weakness on the products it can be.
    fn offered(&self, weakness: &Weakness, lang: Lang) -> Vec<Install> {
        let mut all = Vec::new();
        for (product, build) in self.products().zip(self.build.into_iter().cycle()) {
            let present = product.service_pack(build).or(self.service_pack);
            all.extend(exposure::offered(weakness, product, build, present, lang));
        }
        all
    }
}

/// A number for each kind of place. Numbers are for ever: a new kind gets the next one.
pub(super) fn place_number(place: PlaceKind) -> u64 {
    match place {
        PlaceKind::LivePath => 0,
        PlaceKind::Copy => 1,
        PlaceKind::Vaccine => 2,
        PlaceKind::Deleted => 3,
        PlaceKind::RunningProcess => 4,
        PlaceKind::NetworkActivity => 5,
        PlaceKind::Autostart => 6,
        PlaceKind::RunTrace => 7,
        PlaceKind::TypedByUser => 8,
        PlaceKind::SecurityProduct => 9,
        PlaceKind::MalwareKey => 10,
        PlaceKind::OtherRegistry => 11,
    }
}

/// Every kind of place, by its number.
pub(super) const PLACES: [PlaceKind; 12] = [
    PlaceKind::LivePath,
    PlaceKind::Copy,
    PlaceKind::Vaccine,
    PlaceKind::Deleted,
    PlaceKind::RunningProcess,
    PlaceKind::NetworkActivity,
    PlaceKind::Autostart,
    PlaceKind::RunTrace,
    PlaceKind::TypedByUser,
    PlaceKind::SecurityProduct,
    PlaceKind::MalwareKey,
    PlaceKind::OtherRegistry,
];

/// The numbers of the closed lists. They are for ever too; what a list gains comes at its end.
pub(super) const VERDICTS: [Verdict; 4] =
    [Verdict::Infected, Verdict::Suspected, Verdict::NoSigns, Verdict::CannotTell];
pub(super) const WEIGHTS: [Weight; 3] = [Weight::Infected, Weight::Suspected, Weight::Context];
pub(super) const MATCHES: [Match; 2] = [Match::Exact, Match::Variant];
pub(super) const COVERAGE: [CoverageState; 3] =
    [CoverageState::Complete, CoverageState::Partial, CoverageState::Missing];
pub(super) const EXPOSURE: [ExposureState; 4] = [
    ExposureState::Patched,
    ExposureState::Missing,
    ExposureState::NotAffected,
    ExposureState::Unknown,
];
pub(super) const HARDENING: [HardeningState; 3] =
    [HardeningState::Needed, HardeningState::Done, HardeningState::Unknown];
/// `None`: the advisory has no such indicator.
pub(super) const CHECKS: [Option<CheckState>; 4] =
    [None, Some(CheckState::Found), Some(CheckState::NotFound), Some(CheckState::NotChecked)];
pub(super) const ROLES: [Option<Role>; 3] = [None, Some(Role::Client), Some(Role::Server)];

/// Something's place in its closed list.
pub(super) fn place_in<T: PartialEq>(list: &[T], it: &T) -> u64 {
    list.iter().position(|other| other == it).unwrap_or(list.len()) as u64
}

/// What stands at a place of a closed list.
pub(super) fn at_place<T: Copy>(list: &[T], number: u64) -> Result<T, LinkError> {
    let place = usize::try_from(number).map_err(|_| LinkError::Impossible)?;
    list.get(place).copied().ok_or(LinkError::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_place_stands_at_its_number() {
        for (at, place) in PLACES.into_iter().enumerate() {
            assert_eq!(place_number(place), at as u64);
        }
    }
}
