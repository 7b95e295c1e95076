//! In: one row of a long listing (`dir`), in any locale. Out: what stands before the name, and where the name's column begins.
//!
//! Words are never looked at: a row is a date, two spaces, a time, and then a mark in angle brackets or a size.

use crate::records::FileKind;

/// A row, up to the column in which short name, owner and name follow.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub(super) kind: FileKind,
    pub(super) size: Option<u64>,
    /// Everything from the first column after the size or mark.
    pub(super) rest: &'a str,
}

/// Windows' width of the column for the size or mark, behind the time; Windows puts four spaces before a mark.
const WINDOWS_WIDTH: usize = 18;
const WINDOWS_MARK: usize = 15;
/// Wine's rows put two spaces before a mark and two behind a size.
const WINE_MARK: usize = 14;

/// Splits a row; `None` if the line is none.
pub(super) fn split(text: &str) -> Option<Row<'_>> {
    plain(text).or_else(|| in_any_language(text))
}

/// The row that nearly all are: `05/12/2017  04:44 PM         3,514,368 name`, with or without half of the day, the date in the other order
/// or with other marks. Says the same of it as [`in_any_language`], ten times as fast.
fn plain(text: &str) -> Option<Row<'_>> {
    const DATES: [[u8; 10]; 2] = [*b"00/00/0000", *b"0000/00/00"];
    let bytes = text.as_bytes();
    let date = bytes.first_chunk::<10>()?.map(shape);
    let time = bytes.get(10..17)?.first_chunk::<7>()?;
    let [_, _, tens, hour, _, minutes, _] = *time;
    let is_time = time.map(shape) == *b"  00:00" && (tens, hour) <= (b'2', b'4') && minutes < b'6';
    if !DATES.contains(&date) || !is_time {
        return None;
    }
    let begin = match bytes.get(17..20)? {
        b" AM" | b" PM" => 20,
        [b' ', b' ', _] => 17,
        _ => return None,
    };
    let column = bytes.get(begin..begin + WINDOWS_WIDTH)?;
    let (kind, size) = match column {
        b"    <DIR>         " => (FileKind::Directory, None),
        _ => (FileKind::File, Some(plain_number(column)?)),
    };
    let rest =
        text.get(begin + WINDOWS_WIDTH..)?.strip_prefix(' ').filter(|rest| !rest.is_empty())?;
    Some(Row { kind, size, rest })
}

/// A digit as `0`, a mark of a date as `/`, all else as itself.
fn shape(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'.' | b'-' => b'/',
        other => other,
    }
}

/// A size at the end of its column, in groups or not.
fn plain_number(column: &[u8]) -> Option<u64> {
    let mut value = 0;
    let mut before = b' ';
    for byte in column {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b',' | b'.' if before.is_ascii_digit() => {}
            b' ' if before == b' ' => {}
            _ => return None,
        }
        before = *byte;
    }
    before.is_ascii_digit().then_some(value)
}

/// A row in any language.
fn in_any_language(text: &str) -> Option<Row<'_>> {
    let line = text.trim_start_matches(' ');
    let date_end = line.find("  ")?;
    if !is_date(line.get(..date_end)?) {
        return None;
    }
    let after_time = behind_time(line.get(date_end..)?.trim_start_matches(' '))?;
    let trimmed = after_time.trim_start_matches(' ');
    let gap = after_time.len() - trimmed.len();
    if trimmed.starts_with('<') { marked(trimmed, gap) } else { sized(after_time, trimmed, gap) }
}

/// Two groups of digits at least, and not long: `2017/05/12`, `12-May-17`, `2017. 05. 12.`, `周五 2017/05/12`.
pub(super) fn is_date(text: &str) -> bool {
    let mut groups = 0;
    let mut before_was_digit = false;
    for letter in text.chars() {
        let digit = letter.is_numeric();
        groups += u32::from(digit && !before_was_digit);
        before_was_digit = digit;
    }
    (2..=3).contains(&groups) && text.len() <= 60
}

/// What follows `16:44`, `04:44 PM`, `下午 04:44`, `4:44 p. m.`, `16.44`, `16 h 44`.
pub(super) fn behind_time(text: &str) -> Option<&str> {
    let digits = text.find(char::is_numeric).filter(|start| *start <= 40)?;
    let (hour, rest) = two_digits(text.get(digits..)?)?;
    let rest = [":", ".", " h ", "h"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let (minute, rest) = two_digits(rest)?;
    if hour > 24 || minute > 59 {
        return None;
    }
    Some(skip_half_day(rest))
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|letter| digit(letter).is_none()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if !(1..=2).contains(&digits.chars().count()) {
        return None;
    }
    let value = digits.chars().filter_map(digit).fold(0, |value, digit| value * 10 + digit);
    Some((value, rest))
}

/// The value of a decimal digit of the alphabets that Windows writes dates and sizes in: ours, Arabic, Persian, Indian, Thai, full-width.
fn digit(letter: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];
    if letter.is_ascii() {
        return letter.to_digit(10);
    }
    ZEROS.iter().find_map(|zero| {
        u32::from(letter).checked_sub(u32::from(*zero)).filter(|digit| *digit <= 9)
    })
}

/// Skips ` PM`, ` p. m.`, ` μμ` behind a time: letters and dots behind single spaces, up to the gap before size or mark.
fn skip_half_day(text: &str) -> &str {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        match letter {
            ' ' | '\u{a0}' | '\u{202f}' => match next {
                Some(next)
                    if !next.is_whitespace()
                        && !next.is_numeric()
                        && next != '<'
                        && next != '(' => {}
                _ => break,
            },
            _ if letter.is_numeric() || letter == '<' || at > 24 => break,
            _ => end = at + letter.len_utf8(),
        }
    }
    text.get(end..).unwrap_or_default()
}

/// `<DIR>          name`: the mark is padded to a fixed width, which tells a name's own leading spaces from padding.
fn marked(trimmed: &str, gap: usize) -> Option<Row<'_>> {
    let mark_end = trimmed.find('>')? + 1;
    let mark = trimmed.get(..mark_end)?;
    let padding = trimmed.get(mark_end..)?.bytes().take_while(|byte| *byte == b' ').count();
    let width = if gap < 4 { WINE_MARK } else { WINDOWS_MARK };
    let wanted = width.saturating_sub(mark.chars().count()).max(1);
    let rest = trimmed.get(mark_end + wanted.min(padding)..)?;
    let inner = mark.trim_matches(['<', '>']);
    let links = ["JUNCTION", "SYMLINK", "SYMLINKD", "JONCTION"];
    let kind =
        if links.contains(&inner) || rest.contains(" [") && rest.ends_with(']') && inner != "DIR" {
            FileKind::Link
        } else {
            FileKind::Directory
        };
    (!rest.is_empty()).then_some(Row { kind, size: None, rest })
}

/// `         1 602 552 name`: on Windows the size ends with the eighteenth column, whatever separates its digits.
fn sized<'a>(after_time: &'a str, trimmed: &'a str, gap: usize) -> Option<Row<'a>> {
    let column_end = after_time.char_indices().nth(WINDOWS_WIDTH).map(|(at, _)| at);
    if let Some(end) = column_end
        && let Some(size) = after_time.get(..end).and_then(number)
        && let Some(rest) = after_time.get(end..).and_then(|rest| rest.strip_prefix(' '))
        && !rest.is_empty()
    {
        return Some(Row { kind: FileKind::File, size: Some(size), rest });
    }
    // Wine, and sizes that outgrow their column: no spaces inside, two behind (one where there is no more).
    let end = trimmed.find(' ').filter(|_| gap > 0)?;
    let size = number(trimmed.get(..end)?)?;
    let rest = trimmed.get(end + 1..)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    (!rest.is_empty()).then_some(Row { kind: FileKind::File, size: Some(size), rest })
}

/// A size with any thousands separator, `(1,234)` for a file kept elsewhere. Whole groups only: no two separators in a row.
pub(super) fn number(text: &str) -> Option<u64> {
    let text = text.trim_matches(' ');
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
    let mut value: u64 = 0;
    let mut before_was_digit = false;
    for letter in text.chars() {
        if let Some(digit) = digit(letter) {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            before_was_digit = true;
        } else if before_was_digit && is_separator(letter) {
            before_was_digit = false;
        } else {
            return None;
        }
    }
    before_was_digit.then_some(value)
}

/// What stands between digit groups; `ÿ` and U+FFFD are how 0xFF, the no-break space of OEM pages, comes out of a wrong one.
fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        ',' | '.'
            | ' '
            | '\''
            | '’'
            | '\u{a0}'
            | '\u{202f}'
            | '\u{2009}'
            | 'ÿ'
            | '\u{fffd}'
            | '٬'
            | '\u{f8f5}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Rows of the usual form and what almost is: the quick way says nothing, or the same.
        #[test]
        fn a_plain_row_is_split_as_any_other(
            date in "[0-9/.-]{9,11}|[0-3][0-9]/[0-1][0-9]/20[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}",
            time in "  [0-2][0-9]:[0-6][0-9]|  [0-9]:[0-9]{2}| {1,3}[0-9]{2}:[0-9]{2}",
            half in "| AM| PM| am| A",
            size in "[ ]{4}<DIR>[ ]{8,11}|[ ]{8,12}[0-9]{1,3}(,[0-9]{3}){0,2} {1,2}|[ ]{14,18}[0-9.,( ]{1,4} ",
            name in "[a中 <>.0-9]{0,6}",
        ) {
            let row = format!("{date}{time}{half}{size}{name}");
            if let Some(plain) = plain(&row) {
                prop_assert_eq!(Some(plain), in_any_language(&row));
            }
        }
    }

    #[test]
    fn the_usual_rows_are_plain() {
        for row in [
            "05/12/2017  04:44 PM         3,514,368 a",
            "12.05.2017  16:44         3.514.368 a",
            "2017-05-12  16:44    <DIR>          a",
        ] {
            assert!(plain(row).is_some(), "{row}");
            assert_eq!(plain(row), in_any_language(row));
        }
    }

    #[track_caller]
    fn check(text: &str, kind: FileKind, size: Option<u64>, rest: &str) {
        assert_eq!(split(text), Some(Row { kind, size, rest }), "{text}");
    }

    #[test]
    fn files_in_many_locales() {
        use FileKind::File;
        check(
            "05/12/2017  04:44 PM         3,514,368 tasksche.exe",
            File,
            Some(3_514_368),
            "tasksche.exe",
        );
        check(
            "2017/05/12  16:44         3,514,368 tasksche.exe",
            File,
            Some(3_514_368),
            "tasksche.exe",
        );
        check(
            "2017/05/12  下午 04:44         3,514,368 任务.exe",
            File,
            Some(3_514_368),
            "任务.exe",
        );
        check("12/05/2017  16:44         3 514 368 a b.exe", File, Some(3_514_368), "a b.exe");
        check("12/05/2017  16:44         3\u{a0}514\u{a0}368 a", File, Some(3_514_368), "a");
        check("12/05/2017  16:44         3\u{202f}514\u{202f}368 a", File, Some(3_514_368), "a");
        check("12.05.2017  16:44         3.514.368 a", File, Some(3_514_368), "a");
        check("12.05.2017  16.44         3ÿ514ÿ368 a", File, Some(3_514_368), "a");
        check("12/05/2017  04:44 p. m.         3,514,368 a", File, Some(3_514_368), "a");
        check("2017. 05. 12.  16:44         3 514 368 a", File, Some(3_514_368), "a");
        check("周五 2017/05/12  16:44                 0 a", File, Some(0), "a");
        check("12.05.17  16:44         3'514'368 a", File, Some(3_514_368), "a");
        check("12/05/2017  04:44 a.m.                 1 a", File, Some(1), "a");
        check("۱۳۹۶/۰۲/۲۲  ۱۶:۴۴                 ۷ a", File, Some(7), "a");
        check("๑๒/๐๕/๒๕๖๐  ๑๖:๔๔                 ๗ a", File, Some(7), "a");
        check("2017-05-12  오후 04:44                 7 a", File, Some(7), "a");
        check("2017/05/12  16:44           (12,345) a", File, Some(12_345), "a");
    }

    #[test]
    fn marks_and_links() {
        use FileKind::{Directory, Link};
        check("2017/05/12  16:44    <DIR>          ..", Directory, None, "..");
        check("2017/05/12  16:44    <JUNCTION>     a [C:\\b]", Link, None, "a [C:\\b]");
        check("2017/05/12  16:44    <SYMLINKD>     a [C:\\b]", Link, None, "a [C:\\b]");
        check("2017/05/12  16:44    <SYMLINK>      a [C:\\b]", Link, None, "a [C:\\b]");
        check("12/05/2017  16:44    <REP>          Windows", Directory, None, "Windows");
    }

    #[test]
    fn leading_spaces_belong_to_the_name() {
        use FileKind::{Directory, File};
        check("2017/05/12  16:44    <DIR>            two", Directory, None, "  two");
        check("2017/05/12  16:44                 1  one", File, Some(1), " one");
        check("2017/05/12  16:44                 1 12 13.txt", File, Some(1), "12 13.txt");
        check(
            "2017/05/12  16:44                 1 2017/05/12  16:44    <DIR>",
            File,
            Some(1),
            "2017/05/12  16:44    <DIR>",
        );
    }

    #[test]
    fn rows_as_wine_prints_them() {
        use FileKind::{Directory, File};
        check("11/23/2026   4:51 PM  <DIR>          lead", Directory, None, " lead");
        check("11/23/2026   4:51 PM    123,456,789  big.bin", File, Some(123_456_789), "big.bin");
        check("11/23/2026   4:51 PM             2   sp.exe", File, Some(2), " sp.exe");
        check("11/23/2026   4:51 PM             2  10 x.exe", File, Some(2), "10 x.exe");
        check("  1/3/2026   4:51 PM             2  x", File, Some(2), "x");
    }

    #[test]
    fn other_lines_are_no_rows() {
        for text in [
            "",
            "               1 File(s)            143 bytes",
            "               2 Dir(s)  514,900,566,016 bytes free",
            "               2 Verzeichnis(se), 12.34 Bytes",
            " Directory of C:\\2017/05/12  16:44",
            "svchost.exe                    732 Services                   0     12,345 K",
            "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       904",
            "2017/05/12  16:44",
            "2017/05/12  16:44    <DIR>",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
