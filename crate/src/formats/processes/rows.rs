//! In: the lines of a table with one process a row. Out: which of them are rows, and how the table ended.

use super::fields::Fields;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};

/// What every such reader remembers of its table.
#[derive(Default)]
pub(super) struct Rows {
    pieces: Pieces,
    read: u64,
    whole: bool,
}

impl Rows {
    /// True if a line may be a heading or a row: neither blank nor a piece of one too long.
    pub(super) fn is_next(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        if self.pieces.is_piece(line) {
            self.whole = false;
            out.unreadable(line);
            return false;
        }
        !line.text.trim().is_empty()
    }

    /// A row was read; `None` if it could not be.
    pub(super) fn row(
        &mut self,
        line: &Line<'_>,
        fields: Option<&Fields<'_>>,
        out: &mut dyn RecordSink,
    ) {
        self.whole = line.end == LineEnd::Newline;
        if fields.is_some_and(|fields| fields.emit(line.text, position(line), out)) {
            self.read += 1;
        } else {
            out.unreadable(line);
        }
    }

    /// How the table ended; `cut` says what is wrong with its last row if it has no line end.
    pub(super) fn ending(&self, cut: Code) -> Ending {
        match (self.read, self.whole) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            (_, false) => Ending::Cut(Phrase::new(cut)),
        }
    }
}
