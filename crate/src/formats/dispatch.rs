//! In: the lines of one entry. Out: its records, read by whichever formats its content shows, never by its name.
//!
//! The first lines are held back, the format is picked by looking at them, then they are replayed and the rest streams. A line that
//! its reader can't read may be the start of another output glued behind: the next few lines are held back and looked at again.
//!
//! In a console's window each output ends at the next prompt. One that no format shows in is passed over: it takes nothing away from
//! the others.

use super::prompt::Asked;
use super::{Format, Reader, RecordSink, SNIFF_LINES, TextDocument, refusal};
use crate::intake::{Line, LineEnd};
use crate::records::{HostFact, Position, Record};

mod held;
mod pick;
mod summary;
#[cfg(test)]
mod tests;

pub use summary::{EntrySummary, Refusal, Section};

use held::Held;
use pick::{PLAUSIBLE, SURE, pick, surest};

/// The most text held back for looking at, in bytes.
const SNIFF_BYTES: usize = 64 * 1024;
/// How many lines are looked at where one format may end and another begin.
const SEAM_LINES: usize = 8;
/// How many lines that were junk and no seam may follow each other before it is waited with suspecting the next one.
const FREE_SUSPICIONS: u32 = 64;
/// How long to wait at most; and after as many lines without a suspicion, the earlier ones are forgotten.
const LONGEST_PATIENCE: u64 = 4096;
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
        self.summary.tell_parts();
        self.summary
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
                    self.summary.unreadable(&first.line(), out);
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
            self.summary.unreadable(&line.line(), out);
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
                0 => self.summary.unreadable(&line.line(), out),
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
        self.summary.add(Section { format, ending, records, start, is_part });
    }
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
            self.summary.unreadable(line, self.out);
        }
    }
}

/// Ctrl+C leaves its own picture behind what a command had printed so far; on a line of its own it is unreadable anyway. A file may be called
/// so, but hardly right above a prompt.
fn is_stopped(text: &str) -> bool {
    text.strip_suffix("^C").is_some_and(|printed| !printed.is_empty())
}
