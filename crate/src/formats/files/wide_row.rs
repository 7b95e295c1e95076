//! In: the rows of one folder in a wide listing (`dir /w`, `dir /d`). Out: the names in them, and which are folders.
//!
//! Names stand in columns of one width, at least three cells wider than the longest. `[.]` and `[..]` begin every folder but a root, so
//! the first row shows the width; a name's own spaces do no harm then.

use crate::formats::columns::{cells_of, parts};

/// What no name holds. `?` is missing, because a code page writes it for letters that it lacks.
const NEVER: [char; 8] = ['\\', '/', ':', '"', '<', '>', '|', '*'];

/// How wide a letter is.
type Cells = fn(char) -> usize;

/// Letters as wide as each other, and as consoles of East Asia show them.
const MEASURES: [Cells; 2] = [|_| 1, cells_of];

/// The columns of one folder.
#[derive(Debug, Default)]
pub(super) struct WideRows {
    /// The width of a column in each of [`MEASURES`], once the first row has shown it.
    widths: Option<[usize; 2]>,
}

/// A name in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WideName<'a> {
    pub(super) name: &'a str,
    pub(super) is_folder: bool,
}

impl WideRows {
    /// The names in a row, without `.` and `..`; `None` if the line is no such row.
    pub(super) fn names<'a>(&mut self, row: &'a str) -> Option<Vec<WideName<'a>>> {
        let row = row.trim_end();
        if row.starts_with(' ') || row.is_empty() || row.contains(NEVER) {
            return None;
        }
        let widths = self.widths.unwrap_or_else(|| MEASURES.map(|cells| first_width(row, cells)));
        let cells = MEASURES.into_iter().zip(widths);
        let names = cells.into_iter().find_map(|(cells, width)| split(row, width, cells))?;
        self.widths = Some(widths);
        Some(names)
    }

    /// Whether a folder's first line is a row of a wide listing beyond doubt: its dots, several names, or a folder.
    pub(super) fn is_first(row: &str) -> bool {
        let names = WideRows::default().names(row);
        row.starts_with("[.]")
            || names
                .is_some_and(|names| 2 <= names.len() || names.iter().any(|name| name.is_folder))
    }
}

/// Where the second column begins; if there is none, the first is as wide as any name.
fn first_width(row: &str, cells: Cells) -> usize {
    let gap = if row.starts_with("[.]") { Some("[.]".len()) } else { row.find("  ") };
    let second = gap.and_then(|gap| {
        let spaces = row.get(gap..)?.find(|letter| letter != ' ')?;
        row.get(..gap + spaces)
    });
    second.map_or(usize::MAX, |first| first.chars().map(cells).sum())
}

/// The names in columns of some width; `None` if a column does not begin with a name behind a space.
fn split(row: &str, width: usize, cells: Cells) -> Option<Vec<WideName<'_>>> {
    let starts = std::iter::successors(Some(width), |start| start.checked_add(width));
    let fields = parts(row, starts, cells);
    let (_, before) = fields.split_last()?;
    let fits = before.iter().all(|field| field.ends_with(' '))
        && fields.iter().all(|field| !field.starts_with(' '));
    fits.then(|| fields.into_iter().filter_map(|field| name(field.trim_end())).collect())
}

/// `[folder]` or `file`; `.` and `..` are neither.
fn name(field: &str) -> Option<WideName<'_>> {
    match field.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some("." | "..") => None,
        Some(name) if !name.is_empty() => Some(WideName { name, is_folder: true }),
        _ => Some(WideName { name: field, is_folder: false }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[&str], expected: &[(&str, bool)]) {
        let mut wide = WideRows::default();
        let names = rows.iter().flat_map(|row| wide.names(row).expect("a row"));
        let names: Vec<_> = names.map(|name| (name.name, name.is_folder)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn the_first_row_shows_the_columns() {
        check(
            &["[.]            [..]           [DLLs]", "a   b.txt      w9xpopen.exe   x"],
            &[("DLLs", true), ("a   b.txt", false), ("w9xpopen.exe", false), ("x", false)],
        );
        check(
            &["[.]", "a  name   with gaps.txt", "[b]"],
            &[("a  name   with gaps.txt", false), ("b", true)],
        );
        check(&["boot.ini       [Windows]   "], &[("boot.ini", false), ("Windows", true)]);
    }

    #[test]
    fn letters_of_east_asia_may_be_two_cells_wide() {
        let expected = [("任务.exe", false), ("b.txt", false)];
        check(&["[.]         [..]", "任务.exe    b.txt"], &expected);
        check(&["[.]         [..]", "任务.exe      b.txt"], &expected);
    }

    #[test]
    fn other_lines_are_no_rows() {
        for text in [
            " Directory of C:\\Windows",
            "2017/05/12  16:44    <DIR>          Windows",
            "               1 File(s)            143 bytes",
            "C:\\Windows\\tasksche.exe",
            "",
        ] {
            assert_eq!(WideRows::default().names(text), None, "{text}");
        }
        let mut wide = WideRows::default();
        assert!(wide.names("[.]       [..]").is_some());
        assert_eq!(wide.names("not in these columns"), None);
        assert!(!WideRows::is_first("#### junk"));
    }
}
