//! In: rows, and how the user wants to see them. Out: which rows to show, in which order.

use std::cmp::Ordering;

use jiance::in_small;
use jiance::report::Verdict;

use super::{HostRow, Ports, gravity};

/// What the table can be sorted by: its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Host,
    Windows,
    Verdict,
    Patches,
    Ports,
    Coverage,
}

impl Column {
    /// In the table's order.
    pub(crate) const ALL: [Column; 6] = [
        Column::Host,
        Column::Windows,
        Column::Verdict,
        Column::Patches,
        Column::Ports,
        Column::Coverage,
    ];

    /// Its name in the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Column::Host => "host",
            Column::Windows => "windows",
            Column::Verdict => "verdict",
            Column::Patches => "patches",
            Column::Ports => "ports",
            Column::Coverage => "coverage",
        }
    }
}

/// How the table is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    /// By which column; a column's first order puts on top what asks for attention.
    pub(crate) sort: Column,
    /// The other way round.
    pub(crate) reversed: bool,
    /// Words that must stand in a row.
    pub(crate) words: String,
    /// The verdict that a row must have.
    pub(crate) verdict: Option<Verdict>,
}

impl Default for View {
    fn default() -> View {
        View { sort: Column::Verdict, reversed: false, words: String::new(), verdict: None }
    }
}

impl View {
    /// Sorted by a column; a second time, the other way round.
    pub(crate) fn sorted_by(&self, column: Column) -> View {
        let reversed = self.sort == column && !self.reversed;
        View { sort: column, reversed, ..self.clone() }
    }

    /// The rows to show, by their place among `rows`.
    pub(crate) fn pick(&self, rows: &[&HostRow]) -> Vec<usize> {
        let words = in_small(&self.words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut picked: Vec<(usize, &HostRow)> = rows
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, row)| self.verdict.is_none_or(|verdict| verdict == row.verdict))
            .filter(|(_, row)| holds(row, &words))
            .collect();
        picked.sort_by(|(_, one), (_, other)| {
            let order = order(self.sort, one, other);
            let order = if self.reversed { order.reverse() } else { order };
            order.then_with(|| by_name(one, other)).then_with(|| one.file.cmp(&other.file))
        });
        picked.into_iter().map(|(at, _)| at).collect()
    }
}

/// True if each of the words stands in the row somewhere.
fn holds(row: &HostRow, words: &[&str]) -> bool {
    let texts = [row.name.as_deref(), Some(&row.file), row.windows.as_deref()];
    let open: &[String] = match &row.ports {
        Ports::Open(ports) => ports,
        Ports::Closed | Ports::Unknown => &[],
    };
    let all = texts.into_iter().flatten().chain(row.missing.iter().chain(open).map(String::as_str));
    let all: Vec<String> = all.map(in_small).collect();
    words.iter().all(|word| all.iter().any(|text| text.contains(word)))
}

fn order(column: Column, one: &HostRow, other: &HostRow) -> Ordering {
    match column {
        Column::Host => by_name(one, other),
        Column::Windows => one.windows.cmp(&other.windows),
        Column::Verdict => gravity(other.verdict).cmp(&gravity(one.verdict)),
        Column::Patches => {
            let open = |row: &HostRow| (row.missing.len(), row.unknown.len());
            open(other).cmp(&open(one))
        }
        Column::Ports => {
            let open = |row: &HostRow| match &row.ports {
                Ports::Open(ports) => 2 + ports.len(),
                Ports::Unknown => 1,
                Ports::Closed => 0,
            };
            open(other).cmp(&open(one))
        }
        Column::Coverage => one.complete.cmp(&other.complete),
    }
}

fn by_name(one: &HostRow, other: &HostRow) -> Ordering {
    natural(&in_small(one.title()), &in_small(other.title()))
}

/// The order people expect: `WEB-2` before `WEB-10`.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let (left, right) = (digits(one), digits(other));
        if !left.is_empty() && !right.is_empty() {
            let values = [left, right].map(|number| number.trim_start_matches('0'));
            let order = values[0].len().cmp(&values[1].len()).then(values[0].cmp(values[1]));
            if order != Ordering::Equal {
                return order;
            }
            (one, other) = (&one[left.len()..], &other[right.len()..]);
            continue;
        }
        let (mut letters, mut others) = (one.chars(), other.chars());
        match (letters.next(), others.next()) {
            (Some(letter), Some(against)) if letter == against => {
                (one, other) = (letters.as_str(), others.as_str());
            }
            (letter, against) => return letter.cmp(&against),
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::super::row::tests::clean;
    use super::*;

    fn rows() -> Vec<HostRow> {
        vec![
            HostRow { windows: Some("Windows XP SP3 x86".to_owned()), ..clean("web-10") },
            HostRow {
                verdict: Verdict::Infected,
                missing: vec!["MS17-010".to_owned()],
                ports: Ports::Open(vec!["TCP 445".to_owned()]),
                ..clean("web-2")
            },
            HostRow {
                verdict: Verdict::CannotTell,
                complete: 1,
                ports: Ports::Unknown,
                ..clean("DB")
            },
        ]
    }

    #[track_caller]
    fn check(view: &View, expected: &[&str]) {
        let rows = rows();
        let rows: Vec<&HostRow> = rows.iter().collect();
        let files: Vec<&str> = view.pick(&rows).into_iter().map(|at| &*rows[at].file).collect();
        assert_eq!(files, expected, "{view:?}");
    }

    #[test]
    fn what_asks_for_attention_comes_first() {
        let by = |sort| View { sort, ..View::default() };
        check(&View::default(), &["web-2", "DB", "web-10"]);
        check(&by(Column::Patches), &["web-2", "DB", "web-10"]);
        check(&by(Column::Ports), &["web-2", "DB", "web-10"]);
        check(&by(Column::Coverage), &["DB", "web-2", "web-10"]);
        check(&by(Column::Windows), &["DB", "web-2", "web-10"]);
    }

    #[test]
    fn names_are_in_the_order_people_expect_and_turn_round() {
        let view = View::default().sorted_by(Column::Host);
        check(&view, &["DB", "web-2", "web-10"]);
        check(&view.sorted_by(Column::Host), &["web-10", "web-2", "DB"]);
        check(&view.sorted_by(Column::Host).sorted_by(Column::Host), &["DB", "web-2", "web-10"]);
        assert_eq!(natural("a007", "a7b"), Ordering::Less);
    }

    #[test]
    fn words_and_a_verdict_narrow_it() {
        let with = |words: &str| View { words: words.to_owned(), ..View::default() };
        check(&with("WEB"), &["web-2", "web-10"]);
        check(&with("web xp"), &["web-10"]);
        check(&with("ms17-010"), &["web-2"]);
        check(&with(" 445 "), &["web-2"]);
        check(&with("nothing"), &[]);
        check(&View { verdict: Some(Verdict::CannotTell), ..View::default() }, &["DB"]);
    }
}
