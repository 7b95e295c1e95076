//! In: update records of every list. Out: which updates are in force, waiting or replaced, and whether the list is whole.
//!
//! Only updates that the knowledge names are kept, so memory is bounded by it.

use std::sync::LazyLock;

use super::values::Values;
use crate::distinct::distinct;
use crate::knowledge::{PRODUCTS, WEAKNESSES};
use crate::records::{Kb, Update, UpdateRecord, UpdateSource, UpdateState};
use crate::report::Source;
use crate::small_map::SmallMap;

/// What the host's lists say about its updates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Updates {
    seen: SmallMap<Kb, Seen>,
    /// By build: the highest revision of a cumulative package in force, and of one that waits.
    rollups: SmallMap<u32, RollupsSeen>,
    /// A row that hides its number.
    pub(crate) unnamed: Values<()>,
    /// How many updates a list says it holds, and how many it shows.
    pub(crate) declared: Values<(u32, u32)>,
    /// A list that says it goes on.
    pub(crate) elided: Values<()>,
    /// A list that ended as such a list ends.
    pub(crate) whole: Values<()>,
    /// A restart is due.
    pub(crate) restart: Values<()>,
    /// Any update was read at all.
    pub(crate) any: bool,
    /// The highest number that a list names as installed, known or not, and where it stands first.
    highest: Option<(Kb, Source)>,
    /// A list that names cumulative updates by their number was read (systeminfo, qfe).
    pub(crate) numbered_list: bool,
    /// The registry's own records of updates were read, or the keys above them, and where first.
    pub(crate) keys: Values<()>,
    /// Nothing of them is missing.
    keys_whole: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    /// What the servicing stack says of its packages.
    servicing: Values<Rank>,
    /// Other lists, which name only what is installed.
    listed: Values<Rank>,
}

/// Servicing states in the order in which they outweigh each other where one update has several packages:
/// any part that waits means the update isn't in force; parts that were never needed are merely staged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Pending,
    Installed,
    Superseded,
    NotInForce,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct RollupsSeen {
    in_force: Option<Rollup>,
    pending: Option<Rollup>,
}

/// A cumulative package, which names itself by a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rollup {
    pub(crate) revision: u32,
    pub(crate) source: Source,
    /// Its KB number stands beside it.
    pub(crate) numbered: bool,
}

/// How an update stands on this host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In force.
    InForce,
    /// Listed as installed, but a restart is due on this host and nothing says that this update does not wait for it.
    ListedBeforeRestart,
    /// Waits for a restart.
    Pending,
    /// A newer one took its place.
    Superseded,
    /// Staged, or being removed.
    NotInForce,
}

static NAMED: LazyLock<Vec<Kb>> = LazyLock::new(|| {
    let affected = WEAKNESSES.iter().flat_map(|weakness| weakness.affected);
    distinct(affected.flat_map(|it| it.proofs.iter().chain(it.hints)).copied())
});

impl Updates {
    /// Takes one record.
    pub(crate) fn add(&mut self, record: &UpdateRecord, source: &Source) {
        self.any = true;
        self.numbered_list |=
            matches!(record.source, UpdateSource::SystemInfo | UpdateSource::HotfixList);
        if let Update::Kb(kb) = record.update {
            if record.state == UpdateState::Installed && record.source != UpdateSource::Servicing {
                self.raise_highest(kb, source);
            }
            // A package's own key names both: the revision first, then the number.
            for rollup in self.rollups.values_mut().filter_map(|seen| seen.in_force.as_mut()) {
                rollup.numbered |= rollup.source == *source;
            }
        }
        match record.update {
            Update::Unnamed => self.unnamed.add((), source),
            Update::Kb(kb) if NAMED.binary_search(&kb).is_ok() => {
                let rank = match record.state {
                    UpdateState::Pending => Rank::Pending,
                    UpdateState::Installed => Rank::Installed,
                    UpdateState::Superseded => Rank::Superseded,
                    UpdateState::NotInForce => Rank::NotInForce,
                };
                let seen = self.seen.entry(kb);
                if record.source == UpdateSource::Servicing {
                    seen.servicing.add(rank, source);
                } else {
                    seen.listed.add(rank, source);
                }
            }
            Update::Rollup { build, revision }
                if PRODUCTS.iter().any(|product| product.builds.contains(&build)) =>
            {
                let seen = self.rollups.entry(build);
                match record.state {
                    UpdateState::Installed => raise(&mut seen.in_force, revision, source),
                    UpdateState::Pending => raise(&mut seen.pending, revision, source),
                    UpdateState::Superseded | UpdateState::NotInForce => {}
                }
            }
            Update::Kb(_) | Update::Rollup { .. } => {}
        }
    }

    fn raise_highest(&mut self, kb: Kb, source: &Source) {
        let higher = self
            .highest
            .as_ref()
            .is_none_or(|(known, at)| *known < kb || (*known == kb && source < at));
        if higher {
            self.highest = Some((kb, source.clone()));
        }
    }

    /// The highest number that a list names as installed.
    pub(crate) fn highest(&self) -> Option<&(Kb, Source)> {
        self.highest.as_ref()
    }

    /// HKEY_LOCAL_MACHINE\SOFTWARE was read whole: what Windows does not note there is not installed.
    pub(crate) fn registry_is_whole(&mut self) {
        self.keys_whole = !self.keys.is_empty();
    }

    /// How an update stands, and where that was read. The servicing stack's word counts more than a list's.
    pub(crate) fn standing(&self, kb: Kb) -> Option<(Standing, &Source)> {
        let seen = self.seen.get(&kb)?;
        let by_servicing = seen.servicing.lowest();
        let (rank, source) = by_servicing.or_else(|| seen.listed.lowest())?;
        let standing = match rank {
            Rank::Pending => Standing::Pending,
            Rank::Installed if by_servicing.is_none() && !self.restart.is_empty() => {
                Standing::ListedBeforeRestart
            }
            Rank::Installed => Standing::InForce,
            Rank::Superseded => Standing::Superseded,
            Rank::NotInForce => Standing::NotInForce,
        };
        Some((standing, source))
    }

    /// The cumulative package of the highest revision that is in force for a build.
    pub(crate) fn rollup_in_force(&self, build: u32) -> Option<&Rollup> {
        self.rollups.get(&build)?.in_force.as_ref()
    }

    /// The cumulative package of the highest revision that waits for a restart, for a build.
    pub(crate) fn rollup_pending(&self, build: u32) -> Option<&Rollup> {
        self.rollups.get(&build)?.pending.as_ref()
    }

    /// True if nothing that is installed can be missing from what was read.
    pub(crate) fn is_whole(&self) -> bool {
        self.keys_whole || (!self.whole.is_empty() && self.unnamed.is_empty())
    }
}

fn raise(highest: &mut Option<Rollup>, revision: u32, source: &Source) {
    let higher =
        highest.as_ref().is_none_or(|known| (known.revision, source) < (revision, &known.source));
    if higher {
        *highest = Some(Rollup { revision, source: source.clone(), numbered: false });
    }
}
