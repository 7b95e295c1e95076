//! In: `systeminfo /fo table`: headings, a ruler, one long row whose lists stand in its cells. Out: facts and updates.
//!
//! Without its ruler (`/nh`) nothing tells where a cell ends, so such a row is left to be counted as unreadable.

use crate::formats::columns::cells_of;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};

use super::table::Table;

/// `systeminfo` has more columns than any other command with such a ruler.
const LEAST_COLUMNS: usize = 20;

/// True for the ruler under the headings.
pub(super) fn is_ruler(line: &str) -> bool {
    line.starts_with('=')
        && line.bytes().all(|mark| matches!(mark, b'=' | b' '))
        && LEAST_COLUMNS <= line.split_whitespace().count()
}

/// Reads the table.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    table: Table,
    /// Widths of the columns, which are one blank apart.
    widths: Option<Vec<usize>>,
    end: Option<LineEnd>,
}

impl Reader for Ruled {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.end = Some(line.end);
        if is_ruler(line.text) {
            self.widths = Some(line.text.split_whitespace().map(str::len).collect());
            return;
        }
        let Some(widths) = self.widths.as_ref().filter(|_| !line.text.trim().is_empty()) else {
            // Blank lines, and the headings: words of the host's language.
            return;
        };
        let by_letter: fn(char) -> usize = |_| 1;
        let Some(cells) =
            cells(line.text, widths, by_letter).or_else(|| cells(line.text, widths, cells_of))
        else {
            return out.unreadable(line);
        };
        for cell in cells {
            self.table.cell(cell.trim(), position(line), line.end, out);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.table.finish(self.end, out)
    }
}

/// The row's cells, if a blank stands wherever the ruler has one.
fn cells<'t>(text: &'t str, widths: &[usize], columns: fn(char) -> usize) -> Option<Vec<&'t str>> {
    let mut cells = Vec::with_capacity(widths.len());
    let mut rest = text;
    for (at, width) in widths.iter().enumerate() {
        let mut column = 0;
        let end = rest.char_indices().find(|(_, letter)| {
            let full = *width <= column;
            column += columns(*letter);
            full
        });
        let (cell, after) = rest.split_at(end.map_or(rest.len(), |(end, _)| end));
        cells.push(cell);
        let is_last = at + 1 == widths.len();
        rest = if is_last || after.is_empty() { after } else { after.strip_prefix(' ')? };
    }
    Some(cells)
}
