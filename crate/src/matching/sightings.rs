//! In: sightings as they are found. Out: the ones worth showing, in an order that does not depend on the order of the files,
//! and how many there were of each indicator.

use crate::advisory::{Indicator, Weight};
use crate::host_text::HostText;
use crate::report::{Match, PlaceKind, Sighting, Source};
use crate::small_map::SmallMap;

/// The most sightings of one indicator that a report lists; the rest are counted.
pub(crate) const LISTED: usize = 100;

/// The most sightings kept for showing while a check runs.
const RECENT: usize = 1000;

/// What one rule saw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) weight: Weight,
    pub(crate) matched: Match,
    pub(crate) place: PlaceKind,
}

/// All that was seen.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    /// By indicator id.
    of: SmallMap<String, OfIndicator>,
    recent: Vec<Sighting>,
    exclusions: u64,
}

/// What was seen of one indicator.
#[derive(Debug, Default)]
struct OfIndicator {
    count: u64,
    /// The `LISTED` smallest in the report's order, so that no order of files changes them.
    listed: Vec<Sighting>,
}

impl Sightings {
    /// Adds what was seen of an indicator.
    pub(crate) fn add(
        &mut self,
        indicator: &Indicator,
        seen: Seen,
        source: Source,
        evidence: &str,
    ) {
        let sighting = Sighting {
            indicator: indicator.id.clone(),
            family: indicator.family.clone(),
            in_notice: indicator.in_notice,
            weight: seen.weight.max(indicator.weight),
            matched: seen.matched,
            place: seen.place,
            source,
            evidence: HostText::shown(evidence),
        };
        if self.recent.len() < RECENT {
            self.recent.push(sighting.clone());
        }
        let of = self.of.entry(indicator.id.clone());
        of.count += 1;
        if let Err(at) = of.listed.binary_search(&sighting) {
            of.listed.insert(at, sighting);
            of.listed.truncate(LISTED);
        }
    }

    /// Notes that a record with a sighting in it tells a scanner what to leave alone.
    pub(crate) fn note_exclusion(&mut self) {
        self.exclusions += 1;
    }

    /// How many records with sightings tell a scanner what to leave alone.
    pub(crate) fn exclusions(&self) -> u64 {
        self.exclusions
    }

    /// The first ones, in the order they were found.
    pub(crate) fn recent(&self) -> &[Sighting] {
        &self.recent
    }

    /// The ones a report lists, by indicator in the report's order.
    pub(crate) fn listed(&self, indicator: &str) -> impl Iterator<Item = &Sighting> {
        self.of.get(indicator).into_iter().flat_map(|of| &of.listed)
    }

    /// How many were seen of an indicator, listed or not.
    pub(crate) fn count(&self, indicator: &str) -> u64 {
        self.of.get(indicator).map_or(0, |of| of.count)
    }

    /// True if an indicator was seen as empty files and folders of its name alone. (Real ones come first in what is listed.)
    pub(crate) fn only_vaccines(&self, indicator: &str) -> bool {
        let mut listed = self.listed(indicator).peekable();
        listed.peek().is_some() && listed.all(|seen| seen.place == PlaceKind::Vaccine)
    }

    /// Every listed sighting.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Sighting> {
        self.of.values().flat_map(|of| &of.listed)
    }
}
