//! In: lines. Out: whether a line is only a piece of one too long to be handed on whole, so that no reader takes a piece for a record.

use crate::intake::{Line, LineEnd};

/// Remembers whether the line before was cut for its length.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    inside: bool,
}

impl Pieces {
    /// True for every part of a line that is longer than a reader is given at once.
    pub(super) fn is_piece(&mut self, line: &Line<'_>) -> bool {
        let was_inside = self.inside;
        self.inside = line.end == LineEnd::TooLong;
        was_inside || self.inside
    }
}
