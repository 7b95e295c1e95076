//! In: a line of a table, and where its columns are. Out: what stands in them, each letter as wide as it is said to be.

use std::ops::Range;

/// The part of a line in some columns, each letter as wide as `cells` says.
pub(in crate::formats) fn slice<'a>(
    text: &'a str,
    columns: &Range<usize>,
    cells: fn(char) -> usize,
) -> &'a str {
    let mut column = 0;
    let (mut start, mut end) = (text.len(), text.len());
    for (at, letter) in text.char_indices() {
        if column >= columns.start {
            start = start.min(at);
        }
        if column >= columns.end {
            end = at;
            break;
        }
        column += cells(letter);
    }
    text.get(start..end).unwrap_or_default()
}

/// How many cells of a console a letter takes: East Asian wide ones take two.
pub(in crate::formats) fn cells_of(letter: char) -> usize {
    let wide = matches!(letter,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{A000}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}');
    if wide { 2 } else { 1 }
}

/// A line cut where columns begin: what stands before the first, then what stands from each to the next, as far as the line goes.
/// `starts` rise. One pass, however many there are.
pub(in crate::formats) fn parts(
    text: &str,
    starts: impl Iterator<Item = usize>,
    cells: fn(char) -> usize,
) -> Vec<&str> {
    let mut starts = starts.peekable();
    let (mut parts, mut begin, mut column) = (Vec::new(), 0, 0usize);
    for (at, letter) in text.char_indices() {
        while starts.next_if(|start| *start <= column).is_some() {
            parts.push(text.get(begin..at).unwrap_or_default());
            begin = at;
        }
        column += cells(letter);
    }
    parts.push(text.get(begin..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_where_columns_do() {
        let by_letter: fn(char) -> usize = |_| 1;
        assert_eq!(parts("ab  cd", [0, 4].into_iter(), by_letter), ["", "ab  ", "cd"]);
        assert_eq!(parts("任务  cd", [6, 9].into_iter(), cells_of), ["任务  ", "cd"]);
        assert_eq!(parts("ab", [4].into_iter(), by_letter), ["ab"]);
        assert_eq!(slice("任务  cd", &(6..8), cells_of), "cd");
    }
}
