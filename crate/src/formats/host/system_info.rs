//! In: what `systeminfo` prints, in any language, as rows (also `/fo list`), as `/fo csv` or as `/fo table`. Out: facts and updates,
//! by structure and by the shapes of values: labels are never read.
//!
//! The rows come in a fixed order: host, product, version (`6.1.7601 Service Pack 1 Build 7601`), …, Windows' folder, its system
//! folder, …, updates, network cards; lists stand under a row that says how many they are, as `[01]: …`.

mod ruled;
mod table;
#[cfg(test)]
mod tests;

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, kb, position};
use crate::intake::{Line, LineEnd};
use crate::message::Code;

use super::shapes::os_version;
use table::Table;

/// `systeminfo`'s rows.
pub(crate) const ROWS: Format = Format {
    kind: Code::KindSysteminfo,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let mut versions = head.iter().filter_map(|line| row(line)).filter_map(os_version);
        // `systeminfo | findstr KB`
        let listed = head.iter().filter(|line| line.starts_with(LIST_INDENT));
        let mut updates = listed.filter_map(|line| entry(line)).filter_map(kb::at_start);
        match (versions.next(), updates.next()) {
            (Some(_), _) => 95,
            (_, Some(_)) => 60,
            _ => 0,
        }
    },
    reader: || Box::new(Rows::default()),
};

/// `systeminfo /fo csv`.
pub(crate) const CSV: Format = Format {
    kind: Code::KindSysteminfoCsv,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let mut rows = head.iter().filter(|line| line.starts_with('"'));
        if rows.any(|line| cells(line).any(|cell| os_version(cell).is_some())) { 96 } else { 0 }
    },
    reader: || Box::new(Csv::default()),
};

/// `systeminfo /fo table`.
pub(crate) const RULED: Format = Format {
    kind: Code::KindSysteminfoTable,
    artifact: Artifact::SystemInfo,
    sniff: |head| if head.iter().any(|line| ruled::is_ruler(line)) { 96 } else { 0 },
    reader: || Box::new(ruled::Ruled::default()),
};

/// What stands before every entry of a list, at least.
const LIST_INDENT: &str = "          ";

/// Columns of a console from which on a line may have been broken into two: what was copied from its window.
const CONSOLE: usize = 79;

#[derive(Debug, Default)]
struct Rows {
    table: Table,
    end: Option<LineEnd>,
    /// The last line filled a console's width, so the next one may be the rest of it.
    filled: bool,
}

impl Reader for Rows {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let at = position(line);
        self.end = Some(line.end);
        let columns: usize =
            line.text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
        let rest_of_row = std::mem::replace(&mut self.filled, CONSOLE <= columns);
        if let Some(text) = entry(line.text) {
            self.table.entry(text, at, line.end, out);
        } else if let Some(value) = row(line.text) {
            self.table.row(value, at, out);
        } else if line.text.starts_with(LIST_INDENT) {
            self.table.end_list(out);
        } else if !line.text.trim().is_empty() && !rest_of_row {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.table.finish(self.end, out)
    }
}

#[derive(Debug, Default)]
struct Csv {
    table: Table,
    end: Option<LineEnd>,
}

impl Reader for Csv {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.end = Some(line.end);
        if !line.text.starts_with('"') && !line.text.trim().is_empty() {
            out.unreadable(line);
        }
        for cell in cells(line.text) {
            self.table.cell(cell, position(line), line.end, out);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.table.finish(self.end, out)
    }
}

/// The text of `[01]: text`, empty where it is cut off.
fn entry(line: &str) -> Option<&str> {
    let (number, text) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    number.parse::<u32>().ok()?;
    Some(text.trim_start().trim_start_matches([':', '：']).trim())
}

/// The value of a row, behind its label's colon.
fn row(line: &str) -> Option<&str> {
    let (label, value) = line.split_once([':', '：'])?;
    // Not a drive, which is one ASCII letter (域 is a label) or in PowerShell's prompt, not a line of another command's CSV.
    let is_label =
        label.trim().len() > 1 && !label.contains(['"', '=', '\\']) && !value.starts_with('\\');
    is_label.then(|| value.trim())
}

/// The cells of a line of quoted CSV.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let inner = line.trim().strip_prefix('"').unwrap_or_default();
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    inner.split("\",\"").filter(move |_| !inner.is_empty())
}
