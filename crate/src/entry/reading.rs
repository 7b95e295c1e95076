//! What the bytes of an entry turned out to be, and what is wrong with them, as the user should read it.

use crate::formats::{Artifact, BinaryFormat, BinarySummary, Ending, EntrySummary};
use crate::intake::TextSummary;
use crate::message::{BETWEEN_KINDS, Code, Phrase};

/// What the bytes turned out to be, once they are all read.
pub(super) struct Reading {
    pub(super) kind: String,
    pub(super) encoding: String,
    pub(super) encoding_is_chosen: bool,
    pub(super) records: u64,
    pub(super) artifacts: Vec<(Artifact, Ending)>,
    pub(super) unreadable: u64,
    pub(super) withheld: u64,
    pub(super) folders_passed_over: u64,
    pub(super) assumes_drive: bool,
    pub(super) problems: Vec<Phrase>,
}

impl Reading {
    pub(super) fn of_text(bytes: u64, text: TextSummary, summary: EntrySummary) -> Reading {
        let sections = summary.sections.iter();
        Reading {
            kind: kind(&summary),
            records: sections.clone().map(|section| section.records).sum(),
            artifacts: sections
                .map(|section| (section.format.artifact, section.ending.clone()))
                .collect(),
            unreadable: summary.unreadable,
            withheld: summary.withheld,
            folders_passed_over: summary.folders_passed_over,
            assumes_drive: false,
            problems: problems(bytes, &text, &summary),
            encoding_is_chosen: text.is_chosen,
            encoding: text.encoding,
        }
    }

    pub(super) fn of_binary(
        format: &BinaryFormat,
        summary: BinarySummary,
        records: u64,
    ) -> Reading {
        let BinarySummary { ending, unreadable, notes } = summary;
        let mut problems = Vec::new();
        if 0 < unreadable {
            problems.push(Phrase::new(Code::ProblemUnreadableRecords).with("records", unreadable));
        }
        if let Ending::Cut(why) = &ending {
            problems.push(why.clone());
        }
        problems.extend(notes);
        Reading {
            kind: format.kind.key().to_owned(),
            encoding: "binary".to_owned(),
            encoding_is_chosen: false,
            records,
            artifacts: format.artifact.map(|artifact| (artifact, ending)).into_iter().collect(),
            unreadable,
            withheld: 0,
            folders_passed_over: 0,
            assumes_drive: format.assumes_drive,
            problems,
        }
    }
}

/// What is wrong with a text, as the user should read it.
fn problems(bytes: u64, text: &TextSummary, summary: &EntrySummary) -> Vec<Phrase> {
    let mut problems = Vec::new();
    if bytes == 0 {
        problems.push(Phrase::new(Code::ProblemEmpty));
    } else if let Some(foreign) = text.foreign {
        problems.push(foreign.refusal());
    } else if !text.is_text {
        problems.push(Phrase::new(Code::ProblemNotText));
    } else if summary.sections.is_empty() {
        problems.push(match (summary.document, summary.refusals.first()) {
            (Some(document), _) => document.refusal(),
            (None, Some(refusal)) => Phrase::new(Code::ProblemRefused).with("text", &refusal.text),
            (None, None) => Phrase::new(Code::ProblemUnknownFormat),
        });
    } else if 0 < summary.unreadable {
        problems.push(Phrase::new(Code::ProblemUnreadableLines).with("lines", summary.unreadable));
    }
    if 0 < text.undecodable {
        problems.push(Phrase::new(Code::ProblemUndecodable).with("lines", text.undecodable));
    }
    let endings = summary.sections.iter().map(|section| &section.ending);
    for ending in endings {
        if let Ending::Cut(why) = ending
            && !problems.contains(why)
        {
            problems.push(why.clone());
        }
    }
    problems
}

/// `reg_5`, `tasklist_csv + dir_s_b`, `unknown`.
fn kind(summary: &EntrySummary) -> String {
    let mut kinds: Vec<&str> =
        summary.sections.iter().map(|section| section.format.kind.key()).collect();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push(Code::KindUnknown.key());
    }
    kinds.join(BETWEEN_KINDS)
}
