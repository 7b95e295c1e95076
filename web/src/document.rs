//! In: a report. Out: the same in the reader's words, for a page, a text or a table of its own.

use jiance::kind_name;
use jiance::report::export::{Block, Document, csv};
use jiance::report::{CheckState, Report, Sighting};

use crate::advice::advice;
use crate::components::{
    artifact_name, check_words, coverage_words, exposure_words, hardening_words, measure_title,
    place_words, verdict_words, weight_words,
};
use crate::hosts::windows;
use crate::intl;
use crate::text::{Code, Texts};

/// What stands above the columns of evidence.
const EVIDENCE: [Code; 8] = [
    Code::FilesMeaning,
    Code::ChecksId,
    Code::FilesFamily,
    Code::FilesInNotice,
    Code::FilesPlace,
    Code::FilesFile,
    Code::FilesLine,
    Code::FilesText,
];

/// The signs found, one a row.
pub(crate) fn evidence_table(t: Texts, report: &Report) -> String {
    csv(report.sightings.iter().map(|it| evidence_row(t, it)), EVIDENCE.map(|code| t.say(code)))
}

fn evidence_row(t: Texts, it: &Sighting) -> Vec<String> {
    let origin = if it.in_notice { Code::EvidenceInNotice } else { Code::EvidenceNotInNotice };
    vec![
        t.say(weight_words(it.weight).1).to_owned(),
        it.indicator.clone(),
        it.family.clone(),
        t.say(origin).to_owned(),
        t.say(place_words(it.place)).to_owned(),
        it.source.file.clone(),
        it.source.line.map(|line| line.to_string()).unwrap_or_default(),
        it.evidence.to_string(),
    ]
}

/// All of it.
pub(crate) fn document(t: Texts, report: &Report) -> Document<'_> {
    let mut blocks = Blocks { t, blocks: Vec::new() };
    blocks.list(None, host(t, report));
    blocks.list(
        Some(Code::ResultReasons),
        report.reasons.iter().map(|reason| reason.text.clone()).collect(),
    );
    // Where this is read there is no section to send it from.
    let todo = advice(report).into_iter().filter(|it| it.what != Code::AdviceSupport);
    let todo = todo.map(|it| named(t, t.say(it.what), t.say(it.how)));
    blocks.list(Some(Code::AdviceTitle), todo.collect());
    let evidence = report.sightings.iter().map(|it| evidence_row(t, it)).collect();
    blocks.table(Code::EvidenceTitle, &EVIDENCE, evidence);
    let exposure = report.exposure.iter().map(|row| {
        let updates = row.install.iter().map(|it| format!("{} {} {}", it.kb, it.url, it.note));
        let updates: Vec<String> = updates.collect();
        let state = t.say(exposure_words(row.state).2).to_owned();
        vec![row.weakness.clone(), state, row.because.text.clone(), updates.join("\n")]
    });
    let columns =
        [Code::FilesWeakness, Code::ChecksState, Code::ChecksBecause, Code::ExposureInstall];
    blocks.table(Code::ExposureTitle, &columns, exposure.collect());
    let hardening = report.hardening.iter().map(|row| {
        let state = t.say(hardening_words(row.state).2).to_owned();
        vec![measure_title(t, &row.measure), state, row.because.text.clone()]
    });
    let columns = [Code::FilesMeasure, Code::ChecksState, Code::ChecksBecause];
    blocks.table(Code::HardeningTitle, &columns, hardening.collect());
    let coverage = report.coverage.iter().map(|row| {
        let reasons: Vec<&str> = row.reasons.iter().map(|reason| reason.text.as_str()).collect();
        let state = t.say(coverage_words(row.state).2).to_owned();
        vec![artifact_name(t, &row.artifact), state, reasons.join(" ")]
    });
    let columns = [Code::FilesArtifact, Code::ChecksState, Code::ChecksBecause];
    blocks.table(Code::CoverageTitle, &columns, coverage.collect());
    let checks = report.checks.iter().filter(|row| row.state != CheckState::Found).map(|row| {
        let state = t.say(check_words(row.state).2).to_owned();
        vec![row.indicator.clone(), state, row.because.text.clone()]
    });
    let columns = [Code::ChecksId, Code::ChecksState, Code::ChecksBecause];
    blocks.table(Code::ChecksTitle, &columns, checks.collect());
    let inputs = report.inputs.iter().map(|row| {
        let problems: Vec<&str> =
            row.problems.iter().map(|problem| problem.text.as_str()).collect();
        let kind = kind_name(&row.kind, t.0);
        vec![row.file.clone(), kind, row.sha256.clone(), problems.join(" ")]
    });
    let columns = [Code::FilesFile, Code::InputsKind, Code::FilesSum, Code::FilesProblems];
    blocks.table(Code::InputsTitle, &columns, inputs.collect());
    blocks.blocks.push(Block::Line(about(t, report)));
    let title = t.say(verdict_words(report.verdict).1).to_owned();
    Document { lang: t.0, title, blocks: blocks.blocks, report }
}

/// Which engine checked against what.
pub(crate) fn about(t: Texts, report: &Report) -> String {
    t.fill(
        Code::AppAbout,
        &[
            ("engine", &format!("{} {}", report.engine.name, report.engine.version)),
            ("advisory", &report.advisory.title.text(t.0)),
            ("published", &intl::day(t, &report.advisory.published)),
            ("version", &report.advisory.version),
        ],
    )
}

fn host(t: Texts, report: &Report) -> Vec<String> {
    let facts = [
        (Code::ResultHostName, report.host.name.as_ref().map(ToString::to_string)),
        (Code::ResultHostOs, windows(&report.host.os)),
        (Code::ResultHostCollected, report.host.collected_at.as_ref().map(ToString::to_string)),
    ];
    let said = |(label, value): (Code, Option<String>)| Some(named(t, t.say(label), &value?));
    facts.into_iter().filter_map(said).collect()
}

/// Something, and what there is to say of it.
pub(crate) fn named(t: Texts, name: &str, words: &str) -> String {
    t.fill(Code::AppNamed, &[("name", &name), ("words", &words)])
}

/// Parts of a document; one without anything in it is left out.
struct Blocks {
    t: Texts,
    blocks: Vec<Block>,
}

impl Blocks {
    fn list(&mut self, heading: Option<Code>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.extend(heading.map(|code| Block::Heading(self.t.say(code).to_owned())));
            self.blocks.push(Block::List(items));
        }
    }

    fn table(&mut self, heading: Code, columns: &[Code], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let words = |code: &Code| self.t.say(*code).to_owned();
            self.blocks.push(Block::Heading(words(&heading)));
            self.blocks.push(Block::Table(columns.iter().map(words).collect(), rows));
        }
    }
}
