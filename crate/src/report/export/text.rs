//! In: a document. Out: plain lines; each text of it stays on the line that it is put on.

use super::{Block, Document};

/// Between the cells of a row.
const BETWEEN: &str = " | ";

pub(super) fn text(document: &Document<'_>) -> String {
    let mut out = String::new();
    line(&mut out, "", &document.title);
    for block in &document.blocks {
        match block {
            Block::Heading(words) => {
                out.push('\n');
                line(&mut out, "", words);
            }
            Block::Line(words) => line(&mut out, "", words),
            Block::List(items) => items.iter().for_each(|item| line(&mut out, "- ", item)),
            // Their headings only make sense in columns.
            Block::Table(_, rows) => {
                for cells in rows {
                    let filled: Vec<&str> =
                        cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                    line(&mut out, "- ", &filled.join(BETWEEN));
                }
            }
        }
    }
    out
}

/// Texts of a host are made safe where they are read; what would end the line or move the cursor is taken out here once more.
fn line(out: &mut String, mark: &str, words: &str) {
    out.push_str(mark);
    out.extend(words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
    out.push('\n');
}
