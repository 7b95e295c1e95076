//! Lines that are held back until it is known who reads them.

use std::collections::VecDeque;

use super::pick::{SURE, pick};
use crate::formats::{Format, RecordSink, refusal};
use crate::intake::{Line, LineEnd};
use crate::records::{Position, Record};

/// Lines held back.
#[derive(Default)]
pub(super) struct Held {
    pub(super) lines: VecDeque<HeldLine>,
    pub(super) bytes: usize,
}

pub(super) struct HeldLine {
    pub(super) text: String,
    pub(super) number: u64,
    offset: u64,
    end: LineEnd,
}

impl Held {
    pub(super) fn push(&mut self, line: &Line<'_>) {
        self.bytes += line.text.len();
        self.lines.push_back(HeldLine {
            text: line.text.to_owned(),
            number: line.number,
            offset: line.offset,
            end: line.end,
        });
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    pub(super) fn start(&self) -> Position {
        self.lines.front().map_or(Position { line: 1, offset: 0 }, |line| Position {
            line: line.number,
            offset: line.offset,
        })
    }

    /// Where the first output ends: at the prompt for the next one.
    pub(super) fn next_prompt(&self) -> Option<usize> {
        let at = self.lines.iter().skip(1).position(|line| refusal::is_prompt(&line.text))?;
        Some(at + 1)
    }

    /// How many lines stand in front of a format that shows in the first `seen` of them: those up to the last that its own reader
    /// can't read before its first record, and without which it shows all the same.
    pub(super) fn lines_before(&self, format: &'static Format, seen: usize) -> usize {
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
    pub(super) fn number_after(&self, count: usize) -> u64 {
        let last = self.lines.get(count.saturating_sub(1)).or(self.lines.back());
        last.map_or(1, |line| line.number + 1)
    }
}

impl HeldLine {
    pub(super) fn line(&self) -> Line<'_> {
        Line { text: &self.text, number: self.number, offset: self.offset, end: self.end }
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
