//! In: findings and the entries they came from. Out: a check's outcome, which can be put into words in any language.

use crate::advisory::Advisory;
use crate::assessment::coverage::{Coverage, Held};
use crate::assessment::{checks, exposure, hardening, verdict};
use crate::collections::folder_of;
use crate::distinct::distinct;
use crate::entry::ReadEntry;
use crate::findings::Findings;
use crate::formats::Artifact;
use crate::lang::Lang;
use crate::message::{Code, Phrase};
use crate::report::{self, AdvisoryHead, Engine, Input, Report, SCHEMA};

/// A check's outcome, not yet in any language.
#[derive(Debug)]
pub struct Outcome {
    advisory: &'static Advisory,
    findings: Findings,
    coverage: Coverage,
    /// By name, so that the order of the files does not show.
    entries: Vec<ReadEntry>,
}

impl Outcome {
    pub(crate) fn new(
        advisory: &'static Advisory,
        mut findings: Findings,
        mut entries: Vec<ReadEntry>,
    ) -> Outcome {
        entries.sort_by(|a, b| {
            (&a.input.file, &a.input.sha256).cmp(&(&b.input.file, &b.input.sha256))
        });
        let covered: Vec<_> = entries.iter().filter_map(|entry| entry.held.as_ref()).collect();
        let system_drive =
            findings.manifest.system_drive().or_else(|| findings.host.system_drive());
        let mut coverage = Coverage::of(&covered, &findings.manifest, system_drive);
        if coverage.software_is_whole {
            findings.host.updates.registry_is_whole();
        }
        if coverage.system_is_whole {
            findings.host.registry_system_is_whole();
        }
        coverage.doubt(&findings.host);
        for entry in &entries {
            if let Some(why) = &entry.lost {
                coverage.lose(&entry.input.file, entry.held.as_ref(), why);
            }
        }
        let mut outcome = Outcome { advisory, findings, coverage, entries };
        outcome.lose_ends_of_archives();
        outcome
    }

    /// What stood behind the place where an archive is cut off may have been anything, unless a manifest in it names all there was.
    fn lose_ends_of_archives(&mut self) {
        let cut = Phrase::new(Code::ContainerCut);
        for entry in &self.entries {
            let file = entry.input.file.as_str();
            if entry.input.problems.contains(&cut) && self.manifest_folders(file).is_empty() {
                self.coverage.lose(file, None, &cut);
            }
        }
    }

    /// Puts the outcome into words.
    pub fn report(&self, lang: Lang) -> Report {
        let Outcome { advisory, findings, coverage, entries } = self;
        let judgement = verdict::judge(&findings.sightings, coverage);
        let said = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.said(lang)).collect();
        Report {
            schema: SCHEMA.to_owned(),
            advisory: AdvisoryHead {
                id: advisory.id.clone(),
                version: advisory.version.clone(),
                title: advisory.title.clone(),
                published: advisory.published.clone(),
            },
            verdict: judgement.verdict,
            reasons: said(&judgement.reasons),
            sightings: advisory
                .indicators
                .iter()
                .flat_map(|row| findings.sightings.listed(&row.id))
                .cloned()
                .collect(),
            checks: checks::checks(advisory, &findings.sightings, coverage, lang),
            coverage: coverage
                .rows()
                .iter()
                .map(|row| report::Coverage {
                    artifact: row.artifact.name().to_owned(),
                    state: row.state,
                    records: row.records,
                    unreadable: row.unreadable,
                    files: row.files.clone(),
                    reasons: said(&row.reasons),
                })
                .collect(),
            host: findings.host.to_report(),
            exposure: exposure::assess(&findings.host, lang),
            hardening: hardening::assess(&findings.host, judgement.verdict, lang),
            inputs: entries
                .iter()
                .map(|entry| Input {
                    file: entry.input.file.clone(),
                    bytes: entry.input.bytes,
                    sha256: entry.input.sha256.clone(),
                    kind: entry.input.kind.clone(),
                    encoding: entry.input.encoding.clone(),
                    encoding_chosen: entry.input.encoding_is_chosen,
                    records: entry.input.records,
                    problems: said(&entry.input.problems),
                })
                .collect(),
            engine: Engine {
                name: "jiance".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
        }
    }

    /// The folders inside a file that hold a manifest; `file` is its name in the report. For `a.zip` with `a.zip/x/manifest.txt` in it: `x`.
    pub fn manifest_folders(&self, file: &str) -> Vec<String> {
        let inside = self.manifests().filter_map(|path| path.strip_prefix(file)?.strip_prefix('/'));
        distinct(inside.map(folder_of)).into_iter().map(str::to_owned).collect()
    }

    /// How many collections were read, by their manifests. More than one makes a report about no host in particular.
    pub fn collections(&self) -> usize {
        distinct(self.manifests().map(folder_of)).len()
    }

    /// The manifests read, by their names in the report.
    fn manifests(&self) -> impl Iterator<Item = &str> {
        let is_manifest = |held: &Held| {
            held.artifacts.iter().any(|(artifact, _)| *artifact == Artifact::Manifest)
        };
        let manifests =
            self.entries.iter().filter(move |entry| entry.held.as_ref().is_some_and(is_manifest));
        manifests.map(|entry| entry.input.file.as_str())
    }

    /// True if a file could not be read to its end: nobody knows what else it held.
    pub fn has_lost(&self) -> bool {
        self.entries.iter().any(|entry| entry.lost.is_some())
    }

    /// True if no file held anything of any format Jiance reads.
    pub fn nothing_readable(&self) -> bool {
        self.entries.iter().all(|entry| entry.held.is_none())
    }
}
