//! What became of an entry: which formats its parts are in, how each ended, and what could not be read.

use crate::formats::prompt::{self, Asked};
use crate::formats::refusal::{self, Aside};
use crate::formats::{Ending, Format, RecordSink, TextDocument};
use crate::host_text::HostText;
use crate::intake::Line;
use crate::message::{Code, Phrase};
use crate::records::Position;

/// How many parts of one entry are told apart. Of an entry with more, later parts are counted with an earlier one of their format,
/// which is no longer whole then: nobody can say how each of them ended.
pub(super) const SECTIONS_APART: usize = 64;
/// How many of the commands' refusals are kept for showing.
const ASIDES_KEPT: usize = 8;

/// One format's part of an entry.
#[derive(Debug, Clone)]
pub struct Section {
    /// The format.
    pub format: &'static Format,
    /// How its part ended.
    pub ending: Ending,
    /// How many records it gave.
    pub records: u64,
    /// Where it began.
    pub start: Position,
    /// A part only was asked for.
    pub(super) is_part: bool,
}

/// What a command said instead of giving evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of refusal.
    pub kind: Aside,
    /// The line.
    pub text: HostText,
    /// Where it stands.
    pub at: Position,
}

/// What became of an entry.
#[derive(Debug, Clone, Default)]
pub struct EntrySummary {
    /// The formats found, in their order; none if the entry held nothing that can be read.
    pub sections: Vec<Section>,
    /// What the text is instead, if it holds nothing that can be read.
    pub document: Option<TextDocument>,
    /// The first few refusals of commands.
    pub refusals: Vec<Refusal>,
    /// How many of them say that something was there and could not be shown.
    pub withheld: u64,
    /// Folders that were named but not shown from inside.
    pub folders_passed_over: u64,
    /// Lines that could not be read.
    pub unreadable: u64,
    /// Lines that are not blank.
    pub lines: u64,
    /// Number of the last line that is a console's prompt.
    pub(super) prompt_at: u64,
    /// What was asked for there.
    pub(super) asked: Asked,
    /// How many lines were passed over since, as no format showed in what the console printed; `None` if it is not passed over.
    pub(super) passed_over: Option<u64>,
}

impl EntrySummary {
    /// Adds a part that came to its end.
    pub(super) fn add(&mut self, section: Section) {
        let is_same = |known: &&mut Section| known.format.kind == section.format.kind;
        if SECTIONS_APART <= self.sections.len()
            && let Some(same) = self.sections.iter_mut().rfind(is_same)
        {
            same.records += section.records;
            let too_many = Phrase::new(Code::EndingTooManyParts).with("parts", SECTIONS_APART);
            same.ending = Ending::Cut(too_many);
            return;
        }
        self.sections.push(section);
    }

    /// Of what was asked for in part only, and nowhere in the entry as a whole, nobody knows the rest.
    pub(super) fn tell_parts(&mut self) {
        let bit = |section: &Section| 1u32 << section.format.artifact as u32;
        let whole = self.sections.iter().filter(|it| !it.is_part);
        let whole = whole.fold(0, |bits, section| bits | bit(section));
        for section in &mut self.sections {
            if section.is_part && whole & bit(section) == 0 && section.ending == Ending::Whole {
                section.ending = Ending::Cut(Phrase::new(Code::EndingPartOnly));
            }
        }
    }

    /// Takes a line that its reader can't read: what a command or the console says in it is noted, all else but blanks counted.
    pub(super) fn unreadable(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if line.is_blank() {
            return;
        }
        match (refusal::aside(line.text), &mut self.passed_over) {
            (None, Some(passed_over)) => *passed_over += 1,
            (None, None) => {
                self.unreadable += 1;
                out.unreadable(line);
            }
            (Some(Aside::Console), _) => {
                if refusal::is_prompt(line.text) {
                    self.prompt_at = line.number;
                    self.asked = prompt::asked(line.text);
                    self.passed_over = None;
                }
            }
            (Some(kind), _) => {
                self.withheld += u64::from(matches!(kind, Aside::AccessDenied | Aside::Failed));
                if self.refusals.len() < ASIDES_KEPT {
                    let at = Position { line: line.number, offset: line.offset };
                    self.refusals.push(Refusal {
                        kind,
                        text: HostText::shown(line.text.trim()),
                        at,
                    });
                }
            }
        }
    }
}
