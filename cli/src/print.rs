//! In: a report. Out: the same for people at a terminal; details stay in `--json`.

use std::fmt::Write as _;

use jiance::Lang;
use jiance::report::{CoverageState, ExposureState, HardeningState, Report, Verdict};

use crate::messages::{Code, said};

/// Sightings shown before "and N more".
const SHOWN: usize = 20;

/// The report as text.
pub(crate) fn text(report: &Report, lang: Lang) -> String {
    let mut out = Text { out: String::new(), lang };
    out.line(0, &word(lang, verdict(report.verdict)));
    out.heading(Code::HeadingWhy);
    for reason in &report.reasons {
        out.line(1, &reason.text);
    }
    if !report.sightings.is_empty() {
        out.heading(Code::HeadingEvidence);
        for seen in report.sightings.iter().take(SHOWN) {
            let line = seen.source.line.map(|line| format!(":{line}")).unwrap_or_default();
            out.line(
                1,
                &format!("{} {} · {}{line}", seen.indicator, seen.family, seen.source.file),
            );
            out.line(2, seen.evidence.as_str());
        }
        if SHOWN < report.sightings.len() {
            let more = (report.sightings.len() - SHOWN).to_string();
            out.line(1, &said(lang, Code::HeadingMore, &[("count", &more)]));
        }
    }
    out.heading(Code::HeadingCoverage);
    for row in &report.coverage {
        out.line(
            1,
            &format!("{}: {} ({})", row.artifact, word(lang, coverage(row.state)), row.records),
        );
        for reason in &row.reasons {
            out.line(2, &reason.text);
        }
    }
    if let Some(product) = &report.host.os.product {
        out.heading(Code::HeadingHost);
        let name = report.host.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        out.line(1, &format!("{name}{product}"));
    }
    out.heading(Code::HeadingExposure);
    for row in &report.exposure {
        out.line(
            1,
            &format!(
                "{}: {} · {}",
                row.weakness,
                word(lang, exposure(row.state)),
                row.because.text
            ),
        );
        for update in &row.install {
            out.line(2, &format!("{} {} {}", update.kb, update.url, update.note));
        }
    }
    // All rows are of one table, so they are of one age.
    if let Some(row) = report.exposure.first() {
        out.line(1, &said(lang, Code::KnowledgeAsOf, &[("date", &row.as_of)]));
    }
    out.heading(Code::HeadingHardening);
    for row in &report.hardening {
        out.line(
            1,
            &format!(
                "{}: {} · {}",
                row.measure,
                word(lang, hardening(row.state)),
                row.because.text
            ),
        );
    }
    let with_problems: Vec<_> =
        report.inputs.iter().filter(|input| !input.problems.is_empty()).collect();
    if !with_problems.is_empty() {
        out.heading(Code::HeadingInputs);
        for input in with_problems {
            for problem in &input.problems {
                out.line(1, &format!("{}: {}", input.file, problem.text));
            }
        }
    }
    out.out
}

struct Text {
    out: String,
    lang: Lang,
}

impl Text {
    fn heading(&mut self, code: Code) {
        let text = word(self.lang, code);
        let _ = write!(self.out, "\n{text}\n");
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }
}

fn word(lang: Lang, code: Code) -> String {
    said(lang, code, &[])
}

fn verdict(verdict: Verdict) -> Code {
    match verdict {
        Verdict::Infected => Code::VerdictInfected,
        Verdict::Suspected => Code::VerdictSuspected,
        Verdict::NoSigns => Code::VerdictNoSigns,
        Verdict::CannotTell => Code::VerdictCannotTell,
    }
}

fn coverage(state: CoverageState) -> Code {
    match state {
        CoverageState::Complete => Code::StateComplete,
        CoverageState::Partial => Code::StatePartial,
        CoverageState::Missing => Code::StateMissing,
    }
}

fn exposure(state: ExposureState) -> Code {
    match state {
        ExposureState::Patched => Code::StatePatched,
        ExposureState::Missing => Code::StateUnpatched,
        ExposureState::NotAffected => Code::StateNotAffected,
        ExposureState::Unknown => Code::StateUnknown,
    }
}

fn hardening(state: HardeningState) -> Code {
    match state {
        HardeningState::Needed => Code::StateNeeded,
        HardeningState::Done => Code::StateDone,
        HardeningState::Unknown => Code::StateUnknown,
    }
}
