//! In: a long listing (`dir`, `dir /s`, with `/x`, `/q`, `/r` or without) or a wide one (`/w`, `/d`), as Windows in any locale or Wine prints it.
//! Out: a `FileRecord` for every row, its full path rebuilt from the heading above it; headings, labels and totals are structure.

use super::long_row::{self, Row};
use super::wide_row::{WideName, WideRows};
use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::refusal::{self, Aside};
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::Line;
use crate::message::{Code, Phrase};
use crate::records::{FileKind, FileRecord, Position, Record};

/// Width of the column with short names that `/x` adds, and of the one with owners that `/q` adds.
const SHORT_NAME_WIDTH: usize = 13;
const OWNER_WIDTH: usize = 23;

/// What stands behind the folder in the languages that put it first; others are learned, or guessed to be one word.
const SUFFIXES: &[&str] =
    &[" 的目录", " 的目錄", " のディレクトリ", " 디렉터리", " dizini", " tartalma"];

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Long::default())
}

/// A heading with a row below it is unmistakable; a serial number with a heading is as good as that.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let mut long = Long::default();
    let (mut headings, mut rows, mut marks) = (0, 0, 0);
    for line in head {
        match long.recognise(line) {
            Part::Heading => headings += 1,
            Part::Row(row) => {
                rows += 1;
                marks += u32::from(row.size.is_none());
            }
            Part::Names(_) => rows += 1,
            _ => {}
        }
    }
    match (headings, rows, marks) {
        (1.., 1.., _) => 100,
        (1.., ..) if long.serial_seen => 90,
        (0, 2.., 1..) => 60,
        _ => 0,
    }
}

/// What a line of a long listing is.
enum Part<'a> {
    Blank,
    Row(Row<'a>),
    /// A row of a wide listing.
    Names(Vec<WideName<'a>>),
    Heading,
    Serial,
    Label,
    Total,
    Unknown,
}

#[derive(Default)]
struct Long {
    pieces: Pieces,
    /// The folder of the heading above; empty if there is none that can be trusted.
    folder: String,
    /// The last record's path, kept for its memory.
    path: String,
    /// What stood before and behind the folder in the headings so far.
    prefix: Option<String>,
    suffix: Option<String>,
    /// Width of the columns between size and name, once a `.` row has shown it.
    extra: Option<usize>,
    serial_seen: bool,
    before: Before,
    folder_rows: FolderRows,
    wide: WideRows,
    wide_seen: bool,
    /// Totals lines in a row just now: two are the grand total that ends such output.
    totals: u32,
    /// Something came after the last grand total.
    open: bool,
    /// A new listing began before the one above it had ended.
    cut_above: bool,
    /// The listing at hand has a row: one that found nothing says so below its heading, and has no totals.
    has_row: bool,
    folders_named: u64,
    folders_shown: u64,
    /// How many listings there are: nothing names the folder at which each begins.
    listings: u64,
}

/// What is known of the rows of the folder at hand.
#[derive(Default, PartialEq, Eq, Clone, Copy)]
enum FolderRows {
    /// There is no folder, or its totals were printed.
    #[default]
    Over,
    /// The heading is all there is.
    First,
    /// One entry a line.
    Long,
    /// Several.
    Wide,
}

#[derive(Default, PartialEq, Eq, Clone, Copy)]
enum Before {
    #[default]
    Blank,
    Serial,
    Other,
}

impl Long {
    /// Says what a line is and remembers what later lines need; a heading's folder is taken over.
    fn recognise<'a>(&mut self, text: &'a str) -> Part<'a> {
        let part = self.part(text);
        self.before = match part {
            Part::Blank => Before::Blank,
            Part::Serial => Before::Serial,
            _ => Before::Other,
        };
        self.folder_rows = match part {
            Part::Heading => FolderRows::First,
            Part::Names(_) => FolderRows::Wide,
            Part::Total | Part::Serial => FolderRows::Over,
            Part::Blank | Part::Label => self.folder_rows,
            Part::Row(_) | Part::Unknown if self.folder_rows == FolderRows::First => {
                FolderRows::Long
            }
            Part::Row(_) | Part::Unknown => self.folder_rows,
        };
        if matches!(part, Part::Heading) {
            self.wide = WideRows::default();
        }
        part
    }

    fn part<'a>(&mut self, text: &'a str) -> Part<'a> {
        if text.trim().is_empty() {
            return Part::Blank;
        }
        if let Some(row) = long_row::split(text) {
            return Part::Row(row);
        }
        if let Some(names) = self.names(text) {
            return Part::Names(names);
        }
        if is_serial(text) {
            self.serial_seen = true;
            return Part::Serial;
        }
        if self.heading(text) {
            return Part::Heading;
        }
        if is_total(text) {
            return Part::Total;
        }
        let indent = text.len() - text.trim_start_matches(' ').len();
        let label = match indent {
            // The volume's line, before or after its serial number.
            1 => self.before != Before::Other || self.folder.is_empty() || !self.open,
            // `Total Files Listed:`, or a stream that `/r` lists.
            4.. => text.trim_end().ends_with(['：', ':']) || text.trim_end().ends_with(":$DATA"),
            _ => text.starts_with("Volume in drive "),
        };
        if label { Part::Label } else { Part::Unknown }
    }

    /// The names in a row of a wide listing; what a command says of itself is none, nor is what stands in a long one.
    fn names<'a>(&mut self, text: &'a str) -> Option<Vec<WideName<'a>>> {
        let may_be = match self.folder_rows {
            FolderRows::First => self.wide_seen || WideRows::is_first(text),
            FolderRows::Wide => true,
            FolderRows::Over | FolderRows::Long => false,
        };
        if !may_be || refusal::aside(text).is_some() {
            return None;
        }
        let names = self.wide.names(text)?;
        self.wide_seen = true;
        Some(names)
    }

    /// Takes over the folder of a heading: ` Directory of C:\Windows`, ` C:\Windows 的目录`, Wine's `Directory of c:`.
    fn heading(&mut self, text: &str) -> bool {
        let Some(start) = path_start(text) else { return false };
        let (Some(prefix), Some(rest)) = (text.get(..start), text.get(start..)) else {
            return false;
        };
        // A prompt.
        if rest.contains('>') {
            return false;
        }
        let folder = if prefix.trim().is_empty() {
            let Some((folder, suffix)) = self.split_suffix(rest, !prefix.is_empty()) else {
                return false;
            };
            self.suffix = Some(suffix.to_owned());
            folder
        } else {
            let known = self.prefix.as_deref() == Some(prefix);
            if !known && self.before == Before::Other {
                return false;
            }
            if !known {
                self.prefix = Some(prefix.to_owned());
            }
            rest.trim_end()
        };
        self.folder.clear();
        match path::normalise(folder) {
            Some(folder) => self.folder.push_str(&folder),
            None if folder.len() == 2 => {
                self.folder.push_str(folder);
                self.folder.push('\\');
            }
            None => {}
        }
        if !self.folder.ends_with('\\') {
            self.folder.push('\\');
        }
        true
    }

    /// Parts a folder from the word behind it. A root shows the word beyond doubt: `C:\ 的目录`.
    fn split_suffix<'a>(&self, rest: &'a str, indented: bool) -> Option<(&'a str, &'a str)> {
        let known = SUFFIXES
            .iter()
            .copied()
            .chain(self.suffix.as_deref())
            .find(|suffix| rest.ends_with(*suffix));
        if let Some(suffix) = known {
            return Some(rest.split_at(rest.len() - suffix.len()));
        }
        if !indented || self.before == Before::Other {
            return None;
        }
        if rest.get(2..4) == Some("\\ ") {
            return Some(rest.split_at(3));
        }
        rest.rfind(' ').map(|at| rest.split_at(at))
    }

    fn row(&mut self, row: &Row<'_>, line: &Line<'_>, out: &mut dyn RecordSink) {
        if let Some(extra) = width_before_dots(row.rest) {
            self.extra = Some(extra);
            return;
        }
        let skip = self.extra.unwrap_or_else(|| guess_extra(row.rest));
        let name = match skip {
            0 => Some(row.rest),
            _ => row.rest.char_indices().nth(skip).and_then(|(at, _)| row.rest.get(at..)),
        };
        let name = if row.kind == FileKind::Link || row.size == Some(0) {
            name.map(without_target)
        } else {
            name
        };
        match name {
            Some(name)
                if !name.is_empty()
                    && !self.folder.is_empty()
                    && memchr::memchr2(b'\\', b'/', name.as_bytes()).is_none() =>
            {
                self.entry(name, row.kind, row.size, line, out);
            }
            _ => out.unreadable(line),
        }
    }

    /// Hands out an entry of the folder at hand.
    fn entry(
        &mut self,
        name: &str,
        kind: FileKind,
        size: Option<u64>,
        line: &Line<'_>,
        out: &mut dyn RecordSink,
    ) {
        self.path.clear();
        self.path.push_str(&self.folder);
        self.path.push_str(name);
        self.folders_named += u64::from(kind == FileKind::Directory);
        let record = FileRecord { path: &self.path, kind, size };
        out.record(Record::File(record), Position { line: line.number, offset: line.offset });
    }
}

impl Reader for Long {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.open = true;
            self.totals = 0;
            return out.unreadable(line);
        }
        let part = self.recognise(line.text);
        match part {
            Part::Blank => return,
            Part::Total => {
                self.totals += 1;
                if self.totals >= 2 {
                    self.open = false;
                }
                return;
            }
            Part::Row(row) => {
                (self.open, self.has_row) = (true, true);
                self.row(&row, line, out);
            }
            Part::Names(names) => {
                (self.open, self.has_row) = (true, true);
                for WideName { name, is_folder } in names {
                    let kind = if is_folder { FileKind::Directory } else { FileKind::File };
                    self.entry(name, kind, None, line, out);
                }
            }
            Part::Heading => {
                self.open = true;
                self.folders_shown += 1;
            }
            Part::Serial => {
                self.listings += 1;
                self.cut_above |= self.open;
                self.has_row = false;
                self.folder.clear();
            }
            Part::Label => {}
            Part::Unknown => {
                let found_nothing = refusal::aside(line.text) == Some(Aside::NothingFound);
                self.open &= self.has_row || !found_nothing;
                out.unreadable(line);
            }
        }
        self.totals = 0;
    }

    fn folders_passed_over(&self) -> u64 {
        (self.folders_named + self.listings.max(1)).saturating_sub(self.folders_shown)
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        if self.open || self.cut_above {
            Ending::Cut(Phrase::new(Code::EndingNoTotals))
        } else {
            Ending::Whole
        }
    }
}

/// Where a drive or a share begins in a heading.
fn path_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let drive = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(at + 1) == Some(&b':')
            && matches!(bytes.get(at + 2), Some(b'\\') | None)
    };
    let begins_word = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    (0..bytes.len())
        .find(|at| begins_word(*at) && (drive(*at) || bytes.get(*at..*at + 2) == Some(br"\\")))
}

/// The volume's serial number, the same in every language: `… 1A2B-3C4D`.
fn is_serial(text: &str) -> bool {
    let text = text.trim_end();
    let Some(tail) = text.len().checked_sub(9).and_then(|at| text.get(at..)) else { return false };
    let hex = tail
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 { byte == b'-' } else { byte.is_ascii_hexdigit() });
    let indent = text.len() - text.trim_start_matches(' ').len();
    hex && indent <= 2 && text.len() > 9 + indent && !text.contains(['\\', '"', ','])
}

/// `               1 File(s)            143 bytes`: indented, a number, a word, a number, a word.
fn is_total(text: &str) -> bool {
    let body = text.trim_start_matches(' ');
    if text.len() - body.len() < 4 || !body.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let mut groups = 0;
    let mut in_number = false;
    for letter in body.chars() {
        if letter.is_ascii_digit() {
            groups += u32::from(!in_number);
            in_number = true;
        } else if letter.is_alphabetic() && letter != 'ÿ' {
            in_number = false;
        }
    }
    groups == 2 && !in_number
}

/// How wide the columns before the name are, if the row is one of the two every folder but a root begins with: `.` and `..`.
fn width_before_dots(rest: &str) -> Option<usize> {
    let before = rest.strip_suffix("..").or_else(|| rest.strip_suffix('.'))?;
    let width = before.chars().count();
    let owner = before.contains('\\') && (before.ends_with(' ') || width == OWNER_WIDTH);
    let is_dots = before.trim_matches(' ').is_empty() || owner || before.trim_matches(' ') == "...";
    is_dots.then_some(width)
}

/// Before a `.` row has shown the layout (the root has none), the row itself must: an owner holds a backslash, which no name does;
/// a short name is padded, or missing altogether.
fn guess_extra(rest: &str) -> usize {
    let column =
        |width: usize| rest.char_indices().nth(width).and_then(|(at, _)| rest.split_at_checked(at));
    if rest.contains('\\')
        && let Some((owner, name)) = column(OWNER_WIDTH)
        && owner.contains('\\')
        // Where a junction leads has backslashes of its own, behind a drive.
        && !owner.contains(':')
        && !without_target(name).contains('\\')
    {
        return OWNER_WIDTH;
    }
    let Some((short, name)) = column(SHORT_NAME_WIDTH) else { return 0 };
    let is_short = short.trim().is_empty()
        || short.contains('~')
            && short.ends_with(' ')
            && !short.trim_end().contains(' ')
            && short.trim_end().chars().count() <= 12;
    if is_short && !name.is_empty() { SHORT_NAME_WIDTH } else { 0 }
}

/// A link's own name: `a [C:\b]` points to `C:\b`. Files that are started through a stub have such a target too.
fn without_target(name: &str) -> &str {
    if !name.ends_with(']') {
        return name;
    }
    let target_of = |at: usize| name.get(at + 2..).unwrap_or_default();
    let begins = |at: &usize| {
        let target = target_of(*at);
        path::is_absolute(target) || target.starts_with(r"\??\") || target.starts_with('.')
    };
    let at = name.match_indices(" [").map(|(at, _)| at).find(begins);
    at.and_then(|at| name.get(..at)).unwrap_or(name)
}

#[cfg(test)]
mod tests;
