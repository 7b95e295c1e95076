//! In: the lines of one entry. Out: its records, read by whichever formats its content shows, never by its name.
//!
//! The first lines are held back, the format is picked by looking at them, then they are replayed and the rest streams. A line that
//! its reader can't read may be the start of another output glued behind: the next few lines are held back and looked at again.
//!
//! In a console's window each output ends at the next prompt. One that no format shows in is passed over: it takes nothing away from
//! the others.

use std::collections::VecDeque;

use super::prompt::{self, Asked};
use super::refusal::{self, Aside};
use super::{Ending, FORMATS, Format, Reader, RecordSink, SNIFF_LINES, TextDocument};
use crate::host_text::HostText;
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Position, Record};

/// How sure no other format can be.
const UNMISTAKABLE: u8 = 100;
/// How sure a format must be to be taken at once, with only the beginning seen.
const SURE: u8 = 80;
/// How sure a format must be to be taken at all.
const PLAUSIBLE: u8 = 50;
/// The most text held back for looking at, in bytes.
const SNIFF_BYTES: usize = 64 * 1024;
/// How many lines are looked at where one format may end and another begin.
const SEAM_LINES: usize = 8;
/// How many lines that were junk and no seam may follow each other before it is waited with suspecting the next one.
const FREE_SUSPICIONS: u32 = 64;
/// How long to wait at most; and after as many lines without a suspicion, the earlier ones are forgotten.
const LONGEST_PATIENCE: u64 = 4096;
/// How many parts of one entry are told apart. Of an entry with more, later parts are counted with an earlier one of their format,
/// which is no longer whole then: nobody can say how each of them ended.
const SECTIONS_APART: usize = 64;
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
    is_part: bool,
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
    prompt_at: u64,
    /// What was asked for there.
    asked: Asked,
    /// How many lines were passed over since, as no format showed in what the console printed; `None` if it is not passed over.
    passed_over: Option<u64>,
}

/// Reads one entry.
#[derive(Default)]
pub struct EntryReader {
    state: State,
    summary: EntrySummary,
    /// Lines before this number are not suspected of being a seam.
    trusted_before: u64,
    /// How many suspicions came to nothing.
    false_seams: u32,
    /// The last look at the beginning showed no format.
    in_junk: bool,
    /// The last line that is not blank ends as the console ends one in which a command was stopped.
    stopped: bool,
}

enum State {
    /// Lines are held back to be looked at; the reader so far, if any, waits.
    Looking {
        held: Held,
        waiting: Option<Open>,
    },
    Reading(Open),
}

impl Default for State {
    fn default() -> State {
        State::Looking { held: Held::default(), waiting: None }
    }
}

struct Open {
    format: &'static Format,
    reader: Box<dyn Reader>,
    records: u64,
    start: Position,
    /// All its records so far were asked for as a part only of what there is.
    is_part: bool,
}

impl std::fmt::Debug for EntryReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EntryReader").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl EntryReader {
    /// A reader for a fresh entry.
    pub fn new() -> EntryReader {
        EntryReader::default()
    }

    /// Takes the next line.
    pub fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !line.is_blank() {
            self.summary.lines += 1;
            let was_stopped = std::mem::replace(&mut self.stopped, is_stopped(line.text));
            if was_stopped && refusal::is_prompt(line.text) {
                self.summary.unreadable += 1;
                out.unreadable(line);
            }
        }
        if line.end == LineEnd::EndOfEntry && refusal::is_prompt(line.text) {
            // Copied from a console's window: the output before it came to its end.
            return;
        }
        match &mut self.state {
            State::Reading(_) => self.read(line, out),
            State::Looking { held, waiting } => {
                held.push(line);
                let enough = if waiting.is_some() { SEAM_LINES } else { SNIFF_LINES };
                if held.lines.len() >= enough || held.bytes >= SNIFF_BYTES {
                    self.decide(false, out);
                }
            }
        }
    }

    /// The entry is over.
    pub fn finish(mut self, out: &mut dyn RecordSink) -> EntrySummary {
        while matches!(&self.state, State::Looking { held, waiting } if waiting.is_some() || !held.lines.is_empty())
        {
            self.decide(true, out);
        }
        if let State::Reading(open) = std::mem::take(&mut self.state) {
            self.close(open, out);
        }
        self.summary.unreadable += u64::from(self.stopped);
        self.tell_parts();
        self.summary
    }

    /// Of what was asked for in part only, and nowhere in the entry as a whole, nobody knows the rest.
    fn tell_parts(&mut self) {
        let bit = |section: &Section| 1u32 << section.format.artifact as u32;
        let whole = self.summary.sections.iter().filter(|it| !it.is_part);
        let whole = whole.fold(0, |bits, section| bits | bit(section));
        for section in &mut self.summary.sections {
            if section.is_part && whole & bit(section) == 0 && section.ending == Ending::Whole {
                section.ending = Ending::Cut(Phrase::new(Code::EndingPartOnly));
            }
        }
    }

    /// Gives a line to the open reader; if that can't read it, a seam may be here.
    fn read(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let may_be_seam = line.number >= self.trusted_before && line.end != LineEnd::TooLong;
        let begins = may_be_seam && self.begins_at(line.number) && !line.is_blank();
        if (begins || self.give(line, may_be_seam, out))
            && let State::Reading(open) = std::mem::take(&mut self.state)
        {
            let mut held = Held::default();
            held.push(line);
            self.state = State::Looking { held, waiting: Some(open) };
        }
    }

    /// Gives a line to the open reader; true if that can't read it and it is not reported, because a seam may be here.
    fn give(&mut self, line: &Line<'_>, may_be_seam: bool, out: &mut dyn RecordSink) -> bool {
        let State::Reading(open) = &mut self.state else { return false };
        let asked = self.summary.asked;
        let mut watch = Watch {
            out,
            summary: &mut self.summary,
            is_part: asked == Asked::Part,
            records: 0,
            hold: may_be_seam.then_some(line.number),
            held: false,
        };
        open.reader.line(line, &mut watch);
        let (records, held) = (watch.records, watch.held);
        let is_prompt = self.summary.prompt_at == line.number;
        if is_prompt {
            self.trusted_before = 0;
        }
        if is_prompt && open.records + records == 0 {
            open.is_part = self.summary.asked == Asked::Part;
        } else if 0 < records && asked != Asked::Part {
            open.is_part = false;
        }
        open.records += records;
        held
    }

    /// Looks at the lines held back and goes on with the format they show.
    fn decide(&mut self, at_end: bool, out: &mut dyn RecordSink) {
        let State::Looking { mut held, waiting } = std::mem::take(&mut self.state) else { return };
        if waiting.is_none() && self.pass_over_others(&mut held, out) {
            self.state = State::Looking { held, waiting };
            return;
        }
        let begins = self.begins_at(held.start().line);
        let least = if waiting.is_some() && !begins { SURE } else { PLAUSIBLE };
        let found = self.look(&held, least, waiting.is_some());
        let is_open = |open: &Open| found.is_none_or(|(format, _)| format.kind == open.format.kind);
        match (found, waiting) {
            (_, Some(open)) if begins && is_open(&open) => {
                // No output that another format shows in. The reader may know lines of it; the rest is another command's, unless this
                // is what the reader itself begins with.
                self.summary.prompt_at = 0;
                let is_others = found.is_none() && 0 < open.records;
                if is_others && self.summary.asked != Asked::Nothing {
                    self.summary.passed_over = Some(0);
                }
                self.state = State::Reading(open);
                self.replay(held, out);
            }
            (Some((format, seen)), waiting) => {
                let seen = match waiting {
                    Some(open) => seen - self.lead_out(open, format, seen, &mut held, out),
                    None => seen,
                };
                self.false_seams = 0;
                self.in_junk = false;
                self.trusted_before = held.number_after(seen);
                let start = held.start();
                // What was passed over since the same prompt was this one's beginning.
                self.summary.unreadable += self.summary.passed_over.take().unwrap_or_default();
                let is_part = begins && self.summary.asked == Asked::Part;
                let reader = (format.reader)();
                self.state = State::Reading(Open { format, reader, records: 0, start, is_part });
                self.replay(held, out);
            }
            (None, Some(open)) => {
                let at = held.start().line;
                let is_calm = self.trusted_before + LONGEST_PATIENCE < at;
                self.false_seams = if is_calm { 1 } else { self.false_seams.saturating_add(1) };
                let doublings = self.false_seams.saturating_sub(FREE_SUSPICIONS);
                let patience = 1u64.checked_shl(doublings).unwrap_or(LONGEST_PATIENCE);
                self.trusted_before = at + patience.min(LONGEST_PATIENCE);
                self.state = State::Reading(open);
                if let Some(first) = held.lines.pop_front() {
                    report_unreadable(&first.line(), &mut self.summary, out);
                }
                self.replay(held, out);
            }
            (None, None) => {
                // Nothing yet. The older half is given up, the newer half may be the beginning of something.
                if !self.in_junk {
                    self.summary.document = TextDocument::of(&held.texts());
                }
                self.in_junk = true;
                let give_up = if at_end { held.lines.len() } else { held.lines.len().div_ceil(2) };
                self.give_up(&mut held, give_up, out);
                self.state = State::Looking { held, waiting: None };
            }
        }
    }

    /// Gives up what stands in front of the first prompt but one as long as no format shows there. True if others may show in what
    /// is left once more lines are there.
    fn pass_over_others(&mut self, held: &mut Held, out: &mut dyn RecordSink) -> bool {
        let before = held.lines.len();
        while let Some(end) = held.next_prompt() {
            let mut output = held.texts();
            output.truncate(end);
            if pick(&output, PLAUSIBLE).is_some() {
                break;
            }
            self.summary.passed_over = Some(0);
            self.give_up(held, end, out);
            self.summary.passed_over = None;
        }
        held.lines.len() < before
    }

    /// Gives up the first lines held back: nothing shows in them. Those below a prompt were printed by some other command.
    fn give_up(&mut self, held: &mut Held, count: usize, out: &mut dyn RecordSink) {
        for line in held.lines.drain(..count) {
            report_unreadable(&line.line(), &mut self.summary, out);
            if self.summary.prompt_at == line.number && self.summary.asked != Asked::Nothing {
                self.summary.passed_over = Some(0);
            }
        }
        held.bytes = held.lines.iter().map(|line| line.text.len()).sum();
    }

    /// Whether a command was given right above a line: then its output begins here, however short. Many print an empty line first, or two.
    fn begins_at(&self, line: u64) -> bool {
        0 < self.summary.prompt_at && line <= self.summary.prompt_at + 3
    }

    /// What the lines held back show. Behind junk, more junk is likely: then shorter beginnings are only looked at once all lines
    /// together show something.
    fn look(&self, held: &Held, least: u8, at_seam: bool) -> Option<(&'static Format, usize)> {
        let mut texts = held.texts();
        if (least < SURE || !at_seam)
            && let Some(next) = held.next_prompt()
        {
            texts.truncate(next);
        }
        if texts.iter().all(|text| text.trim().is_empty()) {
            return None;
        }
        if self.in_junk && !at_seam && surest(&texts).0 < least {
            return None;
        }
        pick(&texts, least)
    }

    /// Gives lines that were held back to the reader that was chosen, which may itself come upon a seam.
    fn replay(&mut self, held: Held, out: &mut dyn RecordSink) {
        let mut lines = held.lines;
        while let Some(line) = lines.pop_front() {
            match &mut self.state {
                State::Reading(_) => self.read(&line.line(), out),
                State::Looking { held, waiting } => {
                    held.push(&line.line());
                    if waiting.is_some() && held.lines.len() >= SEAM_LINES {
                        // What follows is replayed by the decision to come, in order.
                        self.decide(false, out);
                    }
                }
            }
        }
    }

    /// Closes the reader that is open before a new format's begins, once it has read the lines held back in front of that. Gives how
    /// many those were.
    fn lead_out(
        &mut self,
        open: Open,
        format: &'static Format,
        seen: usize,
        held: &mut Held,
        out: &mut dyn RecordSink,
    ) -> usize {
        let before = held.lines_before(format, seen);
        self.state = State::Reading(open);
        for (at, line) in held.lines.drain(..before).enumerate() {
            match at {
                // The one that made a seam likely: the reader had it already.
                0 => report_unreadable(&line.line(), &mut self.summary, out),
                _ => _ = self.give(&line.line(), false, out),
            }
        }
        if let State::Reading(open) = std::mem::take(&mut self.state) {
            self.close(open, out);
        }
        before
    }

    fn close(&mut self, mut open: Open, out: &mut dyn RecordSink) {
        let is_part = open.is_part;
        let summary = &mut self.summary;
        let mut watch = Watch { out, summary, is_part, records: 0, hold: None, held: false };
        let ending = open.reader.finish(&mut watch);
        watch.summary.folders_passed_over += open.reader.folders_passed_over();
        let Open { format, start, .. } = open;
        let records = open.records + watch.records;
        let sections = &mut self.summary.sections;
        if SECTIONS_APART <= sections.len()
            && let Some(same) = sections.iter_mut().rfind(|known| known.format.kind == format.kind)
        {
            same.records += records;
            let too_many = Phrase::new(Code::EndingTooManyParts).with("parts", SECTIONS_APART);
            same.ending = Ending::Cut(too_many);
            return;
        }
        sections.push(Section { format, ending, records, start, is_part });
    }
}

/// The format that the lines show: the first that is sure on the shortest beginning, else the surest on all; and how many lines it needed.
fn pick(head: &[&str], least: u8) -> Option<(&'static Format, usize)> {
    let mut length = 1;
    loop {
        let seen = length.min(head.len());
        let beginning = head.get(..seen)?;
        let wanted = if seen == head.len() { least } else { SURE };
        let (sure, format) = surest(beginning);
        if let Some(format) = format
            && sure >= wanted
        {
            return Some((format, seen));
        }
        if seen == head.len() {
            return None;
        }
        length *= 2;
    }
}

/// The surest format, the first of equals, and how sure it is.
fn surest(beginning: &[&str]) -> (u8, Option<&'static Format>) {
    let mut best = (0, None);
    for format in FORMATS {
        let sure = (format.sniff)(beginning);
        if best.0 < sure {
            best = (sure, Some(format));
        }
        if UNMISTAKABLE <= sure {
            break;
        }
    }
    best
}

/// Stands between a reader and the sink: counts, sorts out what is no damage, and notices where a seam may be.
struct Watch<'a> {
    out: &'a mut dyn RecordSink,
    summary: &'a mut EntrySummary,
    /// A part only was asked for, which may call itself whole.
    is_part: bool,
    records: u64,
    /// Number of the line that is not to be reported yet if it is unreadable.
    hold: Option<u64>,
    held: bool,
}

impl RecordSink for Watch<'_> {
    fn record(&mut self, record: Record<'_>, at: Position) {
        self.records += 1;
        if !(self.is_part && matches!(record, Record::Fact(HostFact::UpdatesWhole))) {
            self.out.record(record, at);
        }
    }

    fn unreadable(&mut self, line: &Line<'_>) {
        let suspicious = self.hold == Some(line.number) && refusal::aside(line.text).is_none();
        if suspicious {
            self.held = true;
        } else {
            report_unreadable(line, self.summary, self.out);
        }
    }
}

/// Takes what a reader gives that is only tried.
#[derive(Default)]
struct Trial {
    has_record: bool,
    /// Numbers of the lines that it can't read.
    unreadable: Vec<u64>,
}

impl RecordSink for Trial {
    fn record(&mut self, _record: Record<'_>, _at: Position) {
        self.has_record = true;
    }

    fn unreadable(&mut self, line: &Line<'_>) {
        if !self.has_record {
            self.unreadable.push(line.number);
        }
    }
}

/// Ctrl+C leaves its own picture behind what a command had printed so far; on a line of its own it is unreadable anyway. A file may be called
/// so, but hardly right above a prompt.
fn is_stopped(text: &str) -> bool {
    text.strip_suffix("^C").is_some_and(|printed| !printed.is_empty())
}

fn report_unreadable(line: &Line<'_>, summary: &mut EntrySummary, out: &mut dyn RecordSink) {
    if line.is_blank() {
        return;
    }
    match (refusal::aside(line.text), &mut summary.passed_over) {
        (None, Some(passed_over)) => *passed_over += 1,
        (None, None) => {
            summary.unreadable += 1;
            out.unreadable(line);
        }
        (Some(Aside::Console), _) => {
            if refusal::is_prompt(line.text) {
                summary.prompt_at = line.number;
                summary.asked = prompt::asked(line.text);
                summary.passed_over = None;
            }
        }
        (Some(kind), _) => {
            summary.withheld += u64::from(matches!(kind, Aside::AccessDenied | Aside::Failed));
            if summary.refusals.len() < ASIDES_KEPT {
                let at = Position { line: line.number, offset: line.offset };
                summary.refusals.push(Refusal {
                    kind,
                    text: HostText::shown(line.text.trim()),
                    at,
                });
            }
        }
    }
}

/// Lines held back.
#[derive(Default)]
struct Held {
    lines: VecDeque<HeldLine>,
    bytes: usize,
}

struct HeldLine {
    text: String,
    number: u64,
    offset: u64,
    end: LineEnd,
}

impl Held {
    fn push(&mut self, line: &Line<'_>) {
        self.bytes += line.text.len();
        self.lines.push_back(HeldLine {
            text: line.text.to_owned(),
            number: line.number,
            offset: line.offset,
            end: line.end,
        });
    }

    fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    fn start(&self) -> Position {
        self.lines.front().map_or(Position { line: 1, offset: 0 }, |line| Position {
            line: line.number,
            offset: line.offset,
        })
    }

    /// Where the first output ends: at the prompt for the next one.
    fn next_prompt(&self) -> Option<usize> {
        let at = self.lines.iter().skip(1).position(|line| refusal::is_prompt(&line.text))?;
        Some(at + 1)
    }

    /// How many lines stand in front of a format that shows in the first `seen` of them: those up to the last that its own reader
    /// can't read before its first record, and without which it shows all the same.
    fn lines_before(&self, format: &'static Format, seen: usize) -> usize {
        let (mut trial, mut reader) = (Trial::default(), (format.reader)());
        for line in &self.lines {
            reader.line(&line.line(), &mut trial);
            if trial.has_record {
                break;
            }
        }
        let texts = self.texts();
        let shows_behind = |before: &usize| {
            let found = texts.get(*before..).and_then(|rest| pick(rest, SURE));
            found.is_some_and(|(same, _)| same.kind == format.kind)
        };
        let unreadable = |line: &HeldLine| trial.unreadable.contains(&line.number);
        let after = |at: usize| at + 1;
        let ends = (0..seen).rev().filter(|at| self.lines.get(*at).is_some_and(unreadable));
        ends.map(after).find(shows_behind).unwrap_or(0)
    }

    /// The number of the line behind the first `count`.
    fn number_after(&self, count: usize) -> u64 {
        let last = self.lines.get(count.saturating_sub(1)).or(self.lines.back());
        last.map_or(1, |line| line.number + 1)
    }
}

impl HeldLine {
    fn line(&self) -> Line<'_> {
        Line { text: &self.text, number: self.number, offset: self.offset, end: self.end }
    }
}

#[cfg(test)]
mod tests;
