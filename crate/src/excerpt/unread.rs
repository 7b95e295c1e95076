//! In: a text's lines. Out: the first of them that a check can't read, or not all of, and why.

use super::{ExcerptLine, Flaw, Lines};
use crate::formats::{EntryReader, RecordSink};
use crate::host_text::HostText;
use crate::intake::{Line, LineEnd, LineSink};
use crate::records::{Position, Record};

/// How many lines are shown.
const MOST: usize = 20;
/// Stands for what could not be decoded.
const UNDECODED: char = '\u{FFFD}';

/// Reads the lines as a check does, and keeps what that leaves out.
#[derive(Debug, Default)]
pub(super) struct Unread {
    reader: EntryReader,
    kept: Kept,
}

impl Lines for Unread {
    fn begin(&mut self) {}

    fn end(&mut self) {
        std::mem::take(&mut self.reader).finish(&mut self.kept);
        self.kept.is_over = !self.kept.lines.is_empty();
    }

    fn is_all(&self) -> bool {
        self.kept.is_all()
    }

    fn take(mut self: Box<Self>) -> Vec<ExcerptLine> {
        self.end();
        self.kept.lines
    }
}

impl LineSink for Unread {
    fn line(&mut self, line: Line<'_>) {
        if line.text.contains(UNDECODED) {
            self.kept.keep(&line);
        }
        self.reader.line(&line, &mut self.kept);
    }
}

#[derive(Debug, Default)]
struct Kept {
    lines: Vec<ExcerptLine>,
    /// The text that has them is at its end.
    is_over: bool,
}

impl Kept {
    fn is_all(&self) -> bool {
        self.is_over || MOST <= self.lines.len()
    }

    /// The parts of a very long line bear one number, and a line may be told of twice.
    fn keep(&mut self, line: &Line<'_>) {
        if self.is_all() || self.lines.iter().any(|kept| kept.number == line.number) {
            return;
        }
        let flaw = if line.text.contains(UNDECODED) {
            Flaw::Bytes
        } else if line.end == LineEnd::TooLong {
            Flaw::TooLong
        } else {
            Flaw::Form
        };
        let (number, text) = (line.number, HostText::shown(line.text));
        // Readers hold lines back, and tell of them later than of others.
        let at = self.lines.partition_point(|kept| kept.number < number);
        self.lines.insert(at, ExcerptLine { number, text, flaw: Some(flaw) });
    }
}

impl RecordSink for Kept {
    fn record(&mut self, _record: Record<'_>, _at: Position) {}

    fn unreadable(&mut self, line: &Line<'_>) {
        self.keep(line);
    }
}
