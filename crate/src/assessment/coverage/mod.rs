//! In: every record and how each file ended. Out: per artifact, whether it is complete, partial or missing, and why.
//!
//! CONTRACT: the verdict rests on the file listing, the process list and the registry; the others never weaken it.

mod component_store;
mod files;
mod host;
mod manifest;
mod processes;
mod registry;

use crate::assessment::host::HostProfile;
use crate::formats::{Artifact, Ending};
use crate::message::{Code, Phrase};
use crate::records::Record;
use crate::report::CoverageState;

pub(crate) use manifest::Manifest;

/// The artifacts a report has a row for, in its order.
pub(crate) const ARTIFACTS: [Artifact; 6] = [
    Artifact::FileListing,
    Artifact::ProcessList,
    Artifact::Registry,
    Artifact::SystemInfo,
    Artifact::Hotfixes,
    Artifact::Sockets,
];

impl Artifact {
    /// True if the verdict rests on it.
    pub(crate) fn is_needed(self) -> bool {
        matches!(self, Artifact::FileListing | Artifact::ProcessList | Artifact::Registry)
    }

    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Artifact::FileListing => "file_listing",
            Artifact::ProcessList => "process_list",
            Artifact::Registry => "registry",
            Artifact::SystemInfo => "system_info",
            Artifact::Hotfixes => "hotfixes",
            Artifact::Sockets => "sockets",
            Artifact::Manifest => "manifest",
        }
    }
}

/// What one entry held, noted record by record. Its size does not grow with the entry.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    files: files::FilesSeen,
    processes: processes::ProcessesSeen,
    registry: registry::RegistrySeen,
    counts: [u64; ARTIFACTS.len()],
    /// A list of updates said something of itself, be it that there are none.
    lists_updates: bool,
}

impl Watch {
    /// Notes one record.
    pub(crate) fn record(&mut self, record: &Record<'_>) {
        let artifact = match record {
            Record::File(file) => {
                self.files.record(file);
                Artifact::FileListing
            }
            Record::Process(process) => {
                self.processes.record(process);
                Artifact::ProcessList
            }
            Record::Registry(value) => {
                self.registry.record(value);
                Artifact::Registry
            }
            Record::Fact(fact) if fact.is_about_updates() => {
                self.lists_updates = true;
                return;
            }
            Record::Fact(_) | Record::Connection(_) => Artifact::SystemInfo,
            Record::Update(_) => Artifact::Hotfixes,
            Record::Socket(_) => Artifact::Sockets,
            Record::Manifest(_) => return,
        };
        if let Some(count) = self.counts.get_mut(artifact as usize) {
            *count += 1;
        }
    }

    /// Notes a process whose name is cut where the name of an indicator goes on.
    pub(crate) fn note_undecided_name(&mut self) {
        self.processes.undecided += 1;
    }

    /// True if there was anything of an artifact.
    fn holds(&self, artifact: Artifact) -> bool {
        0 < self.count(artifact) || (artifact == Artifact::Hotfixes && self.lists_updates)
    }

    /// How many records of an artifact there were.
    pub(crate) fn count(&self, artifact: Artifact) -> u64 {
        self.counts.get(artifact as usize).copied().unwrap_or_default()
    }
}

/// What one entry held.
#[derive(Debug)]
pub(crate) struct Held {
    /// Its name in the report.
    pub(crate) file: String,
    /// What it turned out to hold, with how each part ended.
    pub(crate) artifacts: Vec<(Artifact, Ending)>,
    /// Lines that could not be read.
    pub(crate) unreadable: u64,
    /// Lines by which the command says that something could not be shown.
    pub(crate) withheld: u64,
    /// Folders that a listing names but does not show from inside.
    pub(crate) folders_passed_over: u64,
    /// It does not say which drive its paths lie on.
    pub(crate) assumes_drive: bool,
    pub(crate) watch: Watch,
}

impl Held {
    /// How its part of an artifact ended; `None` if it holds none.
    fn ending(&self, artifact: Artifact) -> Option<&Ending> {
        let of_kind =
            self.artifacts.iter().filter(|(kind, _)| *kind == artifact).map(|(_, ending)| ending);
        of_kind.max_by_key(|ending| matches!(ending, Ending::Cut(_)))
    }

    /// It holds a manifest without its end mark: nobody knows what that would have named.
    fn has_cut_manifest(&self) -> bool {
        matches!(self.ending(Artifact::Manifest), Some(Ending::Cut(_)))
    }

    /// What keeps it from counting as whole, whatever it holds.
    fn gaps(&self, artifact: Artifact, manifest: &Manifest) -> Vec<Phrase> {
        let mut gaps = Vec::new();
        let named = |code| Phrase::new(code).with_host("file", &self.file);
        if let Some(Ending::Cut(why)) = self.ending(artifact) {
            let in_mid_line = *why == Phrase::new(Code::EndingNoLineEnd);
            let cut = if in_mid_line { Code::CoverageCutMidLine } else { Code::CoverageCut };
            gaps.push(named(cut).with_phrase("why", why));
        }
        if 0 < self.unreadable {
            gaps.push(named(Code::CoverageUnreadable).with("lines", self.unreadable));
        }
        let part = manifest.part(&self.file);
        // `dir` complains elsewhere than in its list, and the collector counts that; the native collector's list says it itself.
        let refused = self.withheld.max(part.map_or(0, |part| part.refused));
        if 0 < refused {
            gaps.push(named(Code::CoverageRefused).with("refused", refused));
        }
        if part.is_some_and(|part| !part.ended) {
            gaps.push(named(Code::CoveragePartCut));
        }
        gaps
    }
}

/// One row of the coverage table, not yet in words.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) artifact: Artifact,
    pub(crate) state: CoverageState,
    pub(crate) records: u64,
    pub(crate) unreadable: u64,
    pub(crate) files: Vec<String>,
    pub(crate) reasons: Vec<Phrase>,
}

/// What was there to look at. A verdict can't be built without one.
#[derive(Debug)]
pub(crate) struct Coverage {
    rows: Vec<Row>,
    /// HKEY_LOCAL_MACHINE\SOFTWARE, where Windows notes its updates, is there as a whole.
    pub(crate) software_is_whole: bool,
    /// HKEY_LOCAL_MACHINE\SYSTEM, with every service, is there as a whole.
    pub(crate) system_is_whole: bool,
}

impl Coverage {
    /// Judges all entries together.
    pub(crate) fn of(
        entries: &[&Held],
        manifest: &Manifest,
        system_drive: Option<char>,
    ) -> Coverage {
        let rows = ARTIFACTS
            .into_iter()
            .map(|artifact| row(artifact, entries, manifest, system_drive))
            .collect();
        let exports: Vec<&Held> = holding(Artifact::Registry, entries);
        let (software_is_whole, system_is_whole) = registry::whole_hives(&exports, manifest);
        Coverage { rows, software_is_whole, system_is_whole }
    }

    /// Adds what the host's profile shows to be missing: which Windows it is, or the rest of an update list.
    pub(crate) fn doubt(&mut self, profile: &HostProfile) {
        for row in &mut self.rows {
            let gaps = match (row.artifact, row.state) {
                (_, CoverageState::Missing) => continue,
                (Artifact::SystemInfo, _) => host::system_gaps(profile),
                (Artifact::Hotfixes, state) => {
                    host::update_gaps(&profile.updates, state == CoverageState::Complete)
                }
                _ => continue,
            };
            if !gaps.is_empty() {
                row.state = CoverageState::Partial;
                row.reasons.extend(gaps);
            }
        }
    }

    /// A file that could not be read to its end may have held more of what it held, or, where that is nothing, of everything.
    pub(crate) fn lose(&mut self, file: &str, held: Option<&Held>, why: &Phrase) {
        for row in &mut self.rows {
            let may_hold = held.is_none_or(|held| held.ending(row.artifact).is_some());
            if may_hold && row.artifact.is_needed() && row.state == CoverageState::Complete {
                row.state = CoverageState::Partial;
                let gap = Phrase::new(Code::CoverageUnread);
                row.reasons.push(gap.with_host("file", file).with_phrase("why", why));
            }
        }
    }

    /// Every row, in the report's order.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// One artifact's state.
    pub(crate) fn state(&self, artifact: Artifact) -> CoverageState {
        self.rows
            .iter()
            .find(|row| row.artifact == artifact)
            .map_or(CoverageState::Missing, |row| row.state)
    }
}

fn row(
    artifact: Artifact,
    entries: &[&Held],
    manifest: &Manifest,
    system_drive: Option<char>,
) -> Row {
    let holding = holding(artifact, entries);
    let mut files: Vec<String> = holding.iter().map(|entry| entry.file.clone()).collect();
    files.sort();
    let mut reasons = Vec::new();
    if holding.is_empty() {
        reasons.push(Phrase::new(missing(artifact)));
    } else {
        reasons = match artifact {
            Artifact::FileListing => {
                let mut gaps = files::gaps(&holding, manifest, system_drive);
                if entries.iter().any(|entry| entry.has_cut_manifest()) {
                    gaps.push(Phrase::new(Code::CoverageManifestCut));
                }
                gaps
            }
            Artifact::ProcessList => processes::gaps(&holding, manifest),
            Artifact::Registry => registry::gaps(&holding, manifest),
            // One source that says it all is enough, however many broken ones lie beside it.
            Artifact::SystemInfo | Artifact::Hotfixes => {
                fewest(holding.iter().map(|entry| entry.gaps(artifact, manifest)))
            }
            Artifact::Sockets | Artifact::Manifest => {
                holding.iter().flat_map(|entry| entry.gaps(artifact, manifest)).collect()
            }
        };
    }
    reasons.extend(manifest.missing_parts(artifact, entries));
    let state = match (holding.is_empty(), reasons.is_empty()) {
        (true, _) => CoverageState::Missing,
        (false, true) => CoverageState::Complete,
        (false, false) => CoverageState::Partial,
    };
    Row {
        artifact,
        state,
        records: holding.iter().map(|entry| entry.watch.count(artifact)).sum(),
        unreadable: holding
            .iter()
            .filter(|e| e.ending(artifact).is_some())
            .map(|entry| entry.unreadable)
            .sum(),
        files,
        reasons,
    }
}

/// The entries with anything of an artifact.
fn holding<'e>(artifact: Artifact, entries: &[&'e Held]) -> Vec<&'e Held> {
    let holds = |e: &&Held| e.ending(artifact).is_some() || e.watch.holds(artifact);
    entries.iter().copied().filter(holds).collect()
}

fn missing(artifact: Artifact) -> Code {
    match artifact {
        Artifact::FileListing => Code::CoverageMissingFileListing,
        Artifact::ProcessList => Code::CoverageMissingProcessList,
        Artifact::Registry => Code::CoverageMissingRegistry,
        Artifact::SystemInfo => Code::CoverageMissingSystemInfo,
        Artifact::Hotfixes => Code::CoverageMissingHotfixes,
        Artifact::Sockets | Artifact::Manifest => Code::CoverageMissingSockets,
    }
}

/// The gaps of the entry that has the fewest: one whole entry is enough, however many broken ones lie beside it.
fn fewest(gaps: impl Iterator<Item = Vec<Phrase>>) -> Vec<Phrase> {
    gaps.min_by_key(|gaps| (gaps.len(), gaps.clone())).unwrap_or_default()
}
