//! In: a text's lines, and the number of one. Out: that one and a few around it.

use std::collections::VecDeque;

use super::{ExcerptLine, Lines};
use crate::host_text::HostText;
use crate::intake::{Line, LineSink};

/// How many lines before the place, and how many after it, are shown.
const AROUND: u64 = 3;

/// Keeps the lines around one line.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    line: u64,
    offset: Option<u64>,
    lines: VecDeque<ExcerptLine>,
    /// The line at the place is among them.
    is_there: bool,
    /// The entry that has it is at its end.
    is_over: bool,
}

impl Nearby {
    pub(super) fn new(line: u64, offset: Option<u64>) -> Nearby {
        Nearby { line, offset, ..Nearby::default() }
    }
}

impl Lines for Nearby {
    fn begin(&mut self) {
        self.lines.clear();
    }

    fn end(&mut self) {
        self.is_over = self.is_there;
    }

    fn is_all(&self) -> bool {
        let last = self.lines.back().map_or(0, |last| last.number);
        self.is_over || self.is_there && self.line.saturating_add(AROUND) <= last
    }

    fn take(self: Box<Self>) -> Vec<ExcerptLine> {
        if self.is_there { self.lines.into() } else { Vec::new() }
    }
}

impl LineSink for Nearby {
    fn line(&mut self, line: Line<'_>) {
        if line.number.saturating_add(AROUND) < self.line || self.is_all() {
            return;
        }
        let is_it =
            line.number == self.line && self.offset.is_none_or(|offset| offset == line.offset);
        match self.lines.back_mut() {
            // The parts of a very long line bear one number; its first part is shown, or the one that the place names.
            Some(last) if last.number == line.number => {
                if is_it {
                    last.text = HostText::shown(line.text);
                }
            }
            _ => {
                let (number, text) = (line.number, HostText::shown(line.text));
                self.lines.push_back(ExcerptLine { number, text, flaw: None });
            }
        }
        self.is_there |= is_it;
    }
}
