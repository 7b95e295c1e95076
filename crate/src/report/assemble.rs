//! In: a check's outcome and a language. Out: the report.

use super::{AdvisoryHead, Coverage, Engine, Input, Report, SCHEMA, Verdict};
use crate::assessment::{checks, exposure, hardening, verdict};
use crate::check::Outcome;
use crate::lang::Lang;
use crate::message::Phrase;

/// Puts an outcome into words.
pub(crate) fn assemble(outcome: &Outcome, lang: Lang) -> Report {
    let Outcome { advisory, findings, coverage, entries } = outcome;
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
            .map(|row| Coverage {
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
        hardening: hardening::assess(&findings.host, judgement.verdict == Verdict::Infected, lang),
        inputs: entries
            .iter()
            .map(|entry| Input {
                file: entry.input.file.clone(),
                bytes: entry.input.bytes,
                sha256: entry.input.sha256.clone(),
                kind: entry.input.kind.clone(),
                encoding: entry.input.encoding.clone(),
                records: entry.input.records,
                problems: said(&entry.input.problems),
            })
            .collect(),
        engine: Engine { name: "jiance".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
    }
}
