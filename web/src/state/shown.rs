//! An answer, and what stands beside it on the page.

use std::rc::Rc;

use jiance::Lang;
use jiance::collections::Scope;
use jiance::report::compare::is_same_host;

use super::Again;
use crate::choices::Choices;
use crate::hosts::{HostAnswer, Hosts};
use crate::worker::Reports;

/// The answer. One is equal to itself alone: to compare what two of them say would mean to compare all that they rest on.
#[derive(Debug)]
pub(crate) struct Finished {
    /// It, in every language.
    pub(crate) reports: Reports,
    /// True if no file held anything of any known format.
    pub(crate) nothing_readable: bool,
    /// How the user wanted the texts read.
    pub(crate) choices: Rc<Choices>,
    /// The run that first answered for these files: later ones with other encodings are the same answer, corrected.
    pub(crate) first_run: u32,
    /// Which of that run's files it is about, and how much of each; none for all of them.
    pub(crate) parts: Option<Rc<[(usize, Scope)]>>,
}

impl PartialEq for Finished {
    fn eq(&self, other: &Finished) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Finished {}

/// An answer in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) finished: Rc<Finished>,
    /// An earlier collection's answer, to say what changed since.
    pub(crate) before: Option<Rc<Finished>>,
    /// The table it was opened from.
    pub(crate) home: Option<Home>,
}

/// Where an answer was opened from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) hosts: Rc<Hosts>,
    /// The row that it is the answer of; none if it is of a later collection.
    pub(crate) row: Option<usize>,
}

impl Shown {
    /// An answer with nothing beside it.
    pub(super) fn alone(finished: Finished) -> Shown {
        Shown { finished: Rc::new(finished), before: None, home: None }
    }

    /// What is shown when a later collection has been checked: both, if they are to be compared.
    pub(super) fn followed_by(&self, later: Finished, meant: bool) -> Shown {
        let earlier = &self.finished;
        let (one, other) = (earlier.reports.pick(Lang::En), later.reports.pick(Lang::En));
        let same = meant || is_same_host(one, other) == Some(true);
        Shown {
            finished: Rc::new(later),
            before: same.then(|| Rc::clone(earlier)),
            home: self.home.as_ref().map(|home| Home { hosts: Rc::clone(&home.hosts), row: None }),
        }
    }

    /// What is shown when the same files have been read in other encodings.
    pub(super) fn corrected(&self, finished: Finished) -> Shown {
        let home = self.home.as_ref().map(|home| match home.row {
            Some(row) => Home { hosts: with_row(&home.hosts, row, &finished), row: Some(row) },
            None => home.clone(),
        });
        Shown { finished: Rc::new(finished), before: self.before.clone(), home }
    }

    /// The two answers in each other's place.
    pub(super) fn swapped(&self) -> Option<Shown> {
        let home = self.home.as_ref().map(|home| Home { hosts: Rc::clone(&home.hosts), row: None });
        Some(Shown {
            finished: Rc::clone(self.before.as_ref()?),
            before: Some(Rc::clone(&self.finished)),
            home,
        })
    }
}

impl Again {
    /// The answer, corrected.
    pub(super) fn finish(&self, reports: Reports, nothing_readable: bool) -> Shown {
        self.shown.corrected(Finished {
            reports,
            nothing_readable,
            choices: Rc::clone(&self.choices),
            first_run: self.shown.finished.first_run,
            parts: self.shown.finished.parts.clone(),
        })
    }
}

/// The table with one row's answer replaced.
fn with_row(hosts: &Rc<Hosts>, row: usize, finished: &Finished) -> Rc<Hosts> {
    let mut hosts = (**hosts).clone();
    if let Some(answer) = hosts.answers.get_mut(row) {
        let (file, parts) = (answer.row.file.clone(), answer.parts.clone());
        *answer = Rc::new(HostAnswer::of(&finished.reports, file, parts));
    }
    Rc::new(hosts)
}
