//! In: process records of one list. Out: whether the system's own processes are in it.

use super::{Held, Manifest, fewest};
use crate::formats::Artifact;
use crate::message::{Code, Phrase};
use crate::records::ProcessRecord;

/// Processes that every Windows runs, whatever else it does. Two of them make a list of the whole system, but not the first two
/// alone, which head every list: what was cut behind them shows no program yet. Nor do others without either of those: rows picked out
/// of a list, or its end. (What a collector lists on Wine, which has neither, is whole.)
const SYSTEM: [&str; 9] = [
    "system idle process",
    "system",
    "smss",
    "csrss",
    "wininit",
    "winlogon",
    "services",
    "lsass",
    "svchost",
];

/// Which of the system's own processes a list showed.
#[derive(Debug, Default)]
pub(crate) struct ProcessesSeen {
    system: [bool; SYSTEM.len()],
    /// Processes whose names are cut where the name of an indicator goes on.
    pub(super) undecided: u64,
}

impl ProcessesSeen {
    pub(crate) fn record(&mut self, process: &ProcessRecord<'_>) {
        let without_extension = |name: &str| {
            let at = name.len().checked_sub(4)?;
            name.get(at..)
                .filter(|end| end.eq_ignore_ascii_case(".exe"))
                .and(name.get(..at).map(str::to_owned))
        };
        let shortened = without_extension(process.name);
        let name = shortened.as_deref().unwrap_or(process.name);
        for (known, seen) in SYSTEM.iter().zip(&mut self.system) {
            *seen |= known.eq_ignore_ascii_case(name);
        }
    }

    /// How many of the system's own were seen, and how many of those are programs.
    fn counts(&self) -> (usize, usize) {
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count();
        let [_, _, programs @ ..] = &self.system;
        (count(&self.system), count(programs))
    }

    /// What heads every list is in it.
    fn has_head(&self) -> bool {
        self.system.iter().take(2).any(|seen| *seen)
    }
}

/// What keeps the process lists from being complete.
pub(crate) fn gaps(lists: &[&Held], manifest: &Manifest) -> Vec<Phrase> {
    fewest(lists.iter().map(|list| {
        let mut gaps = list.gaps(Artifact::ProcessList, manifest);
        let (own, programs) = list.watch.processes.counts();
        if list.watch.count(Artifact::ProcessList) == 0 {
            gaps.push(
                Phrase::new(Code::CoverageProcessesOnlyHeading).with_host("file", &list.file),
            );
        } else if own < 2
            || programs == 0
            || !(list.watch.processes.has_head() || manifest.part(&list.file).is_some())
        {
            gaps.push(Phrase::new(Code::CoverageProcessesNoSystem).with_host("file", &list.file));
        }
        if 0 < list.watch.processes.undecided {
            let cut = Phrase::new(Code::CoverageProcessesNamesCut)
                .with_host("file", &list.file)
                .with("names", list.watch.processes.undecided);
            gaps.push(cut);
        }
        gaps
    }))
}
