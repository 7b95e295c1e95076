//! Several hosts at once: what the page keeps of each, how they are put in order, and how the table leaves the page.

mod row;
mod view;

use std::rc::Rc;

use jiance::collections::Scope;
use jiance::report::{Report, Verdict};
use jiance::{Lang, in_small};
use serde::{Deserialize, Serialize};

pub(crate) use row::{HostRow, Ports, label, windows};
pub(crate) use view::{Column, View};

use crate::worker::Reports;

/// One host's answer, kept small: its row, and its reports as text until somebody opens them. `Eq` has shared ones compared by their
/// place first, so that a table of a thousand is not compared letter by letter at each click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HostAnswer {
    /// What the table shows.
    pub(crate) row: HostRow,
    /// Which of the files given are its, and how much of each.
    pub(crate) parts: Vec<(usize, Scope)>,
    /// The report as JSON, in each language.
    pub(crate) reports: [String; Lang::COUNT],
}

impl HostAnswer {
    /// The answer that reports give of what stands in `file`, read from these parts.
    pub(crate) fn of(reports: &Reports, file: String, parts: Vec<(usize, Scope)>) -> HostAnswer {
        let row = HostRow::of(reports.pick(Lang::En), file);
        HostAnswer { row, parts, reports: reports.0.each_ref().map(Report::to_json) }
    }

    /// The report in a language, as JSON.
    pub(crate) fn report(&self, lang: Lang) -> &str {
        lang.of::<String>(&self.reports)
    }
}

/// The answers for everything given at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hosts {
    /// The run that gave them: its files are still at hand.
    pub(crate) run: u32,
    /// One a host, in the order in which they came.
    pub(crate) answers: Vec<Rc<HostAnswer>>,
    /// Names of files that belong to no collection and hold nothing readable.
    pub(crate) unread: Rc<[String]>,
    /// How the table is looked at.
    pub(crate) view: View,
    /// The row that was opened last: where whoever comes back goes on.
    pub(crate) seen: Option<usize>,
}

impl Hosts {
    /// The gravest of the verdicts: what must be said of all together.
    pub(crate) fn verdict(&self) -> Verdict {
        let verdicts = self.answers.iter().map(|answer| answer.row.verdict);
        verdicts.max_by_key(|verdict| gravity(*verdict)).unwrap_or(Verdict::CannotTell)
    }

    /// The other collections of a host, by the name that it gives itself.
    pub(crate) fn siblings(&self, of: usize) -> impl Iterator<Item = (usize, &HostRow)> {
        let name = self.answers.get(of).and_then(|answer| answer.row.name.as_ref());
        let name = name.map(|name| in_small(name));
        let rows = self.answers.iter().map(|answer| &answer.row).enumerate();
        rows.filter(move |(at, row)| {
            *at != of && name.is_some() && row.name.as_ref().map(|name| in_small(name)) == name
        })
    }
}

/// How much a verdict asks for attention.
pub(crate) fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NoSigns => 0,
        Verdict::CannotTell => 1,
        Verdict::Suspected => 2,
        Verdict::Infected => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(rows: &[(Option<&str>, Verdict)]) -> Hosts {
        let answer = |(name, verdict): &(Option<&str>, Verdict)| {
            let row = HostRow {
                name: name.map(str::to_owned),
                verdict: *verdict,
                ..row::tests::clean("a.zip")
            };
            let reports = Lang::ALL.map(|_| String::new());
            Rc::new(HostAnswer { row, parts: Vec::new(), reports })
        };
        let answers = rows.iter().map(answer).collect();
        Hosts { run: 1, answers, unread: Rc::new([]), view: View::default(), seen: None }
    }

    #[test]
    fn one_bad_host_among_many_is_what_is_said_of_all() {
        use Verdict::{CannotTell, Infected, NoSigns, Suspected};
        for (verdicts, expected) in [
            (vec![NoSigns, NoSigns], NoSigns),
            (vec![NoSigns, CannotTell], CannotTell),
            (vec![Suspected, CannotTell], Suspected),
            (vec![NoSigns, Infected, Suspected], Infected),
            (vec![], CannotTell),
        ] {
            let rows: Vec<_> = verdicts.into_iter().map(|verdict| (None, verdict)).collect();
            assert_eq!(hosts(&rows).verdict(), expected);
        }
    }

    #[test]
    fn collections_of_one_host_find_each_other() {
        let same = Verdict::NoSigns;
        let hosts = hosts(&[
            (Some("WEB-01"), same),
            (Some("DB"), same),
            (Some("web-01"), same),
            (None, same),
            (None, same),
        ]);
        let siblings = |of| hosts.siblings(of).map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(siblings(0), [2]);
        assert!(siblings(1).is_empty());
        assert!(siblings(3).is_empty(), "two that name no host are not one");
    }
}
