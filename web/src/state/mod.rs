//! The page's state and how it changes. Pure: no browser in here, so it is tested natively.

mod aside;
mod at_hand;
mod linked;
mod running;
mod shown;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use jiance::Lang;
use jiance::link::{LinkError, Step, Ticket};
use yew::Reducible;

use crate::hosts::{Hosts, View};
use crate::worker::FromWorker;

pub(crate) use linked::Linked;
pub(crate) use running::{Again, FileHead, Origin, Running};
pub(crate) use shown::{Finished, Home, Shown};

/// Everything the page shows is a view of this.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// The chosen language.
    pub(crate) lang: Lang,
    /// The worker has said that the engine is loaded.
    pub(crate) engine_ready: bool,
    /// What a check link asked for.
    pub(crate) asked: Asked,
    /// The result that a link brought; files that are checked after it are held against it.
    pub(crate) received: Option<Linked>,
    /// What was left for something else, and can be gone back to: an answer, the table, a check that goes on meanwhile.
    pub(crate) aside: Option<Rc<Phase>>,
    /// Where the user is.
    pub(crate) phase: Phase,
}

/// What support asked for with a check link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Asked {
    /// The step to begin with.
    pub(crate) step: Option<Step>,
    /// The ticket that the check is for.
    pub(crate) ticket: Option<Ticket>,
}

/// Where the user is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phase {
    /// Nothing given yet, or what was given led to nothing.
    Start(Option<Trouble>),
    /// A check is under way.
    Running(Running),
    /// One host's answer is there.
    Done(Shown),
    /// Several hosts' answers are there.
    Table(Rc<Hosts>),
    /// A link was opened: what it says, or why it says nothing.
    Link(Result<Linked, LinkError>),
    /// What was wanted came to nothing.
    Stopped {
        /// Why.
        why: Why,
        /// What was in view before, and is still at hand.
        behind: Rc<Phase>,
    },
}

/// Why something came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// The check broke off; the browser's own words for it.
    Broke(String),
    /// No check began, or it led to nothing.
    Trouble(Trouble),
}

/// Why no check began, or led to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The user stopped it.
    Stopped,
    /// A folder without files.
    NoFiles,
    /// The browser could not read what was dropped; its own word for why.
    Unreadable(String),
    /// An example could not be fetched; its file name.
    NoSample(String),
    /// More collections than can be told apart at once.
    TooMany,
}

/// What happens to the page.
#[derive(Debug)]
pub(crate) enum Action {
    /// The user, or the address, chose a language.
    Speak(Lang),
    /// A check begins.
    Begin {
        /// Number of the run.
        run: u32,
        /// What is checked.
        files: Rc<[FileHead]>,
        /// What it is begun from.
        origin: Origin,
        /// Now.
        now_ms: f64,
    },
    /// The worker said something.
    Hear {
        /// What.
        message: FromWorker,
        /// Now.
        now_ms: f64,
    },
    /// What was given led to no check.
    Refuse(Trouble),
    /// The worker broke.
    Break(String),
    /// The worker broke, and another one begins the check again without the file that it broke over.
    Anew {
        /// Now.
        now_ms: f64,
    },
    /// The user stopped the check, or has read why it came to nothing.
    Cancel,
    /// Back to the start, for another host.
    Restart,
    /// One of several hosts is looked at.
    Open {
        /// Its row in the table.
        row: usize,
        /// Its answer.
        finished: Rc<Finished>,
    },
    /// Back from one host to the table.
    Back,
    /// The table is looked at in another way.
    Look(View),
    /// An earlier collection of the host is compared with the one in view.
    Compare {
        /// The earlier one's answer.
        before: Rc<Finished>,
        /// The one that was in view when this was asked for.
        after: Rc<Finished>,
    },
    /// The two compared change places.
    Swap,
    /// A result link was opened, or one that can't be.
    OpenLink(Result<Linked, LinkError>),
    /// The address names no link any more.
    CloseLink,
    /// Back to what was left.
    Resume,
    /// A check link was opened.
    Ask(Asked),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let phase = match (action, &self.phase) {
            (Action::Speak(lang), _) if lang == self.lang => return self,
            (Action::Speak(lang), _) => return Rc::new(State { lang, ..(*self).clone() }),
            (Action::Hear { message: FromWorker::Ready, .. }, _) => {
                return Rc::new(State { engine_ready: true, ..(*self).clone() });
            }
            (Action::Hear { message, now_ms }, Phase::Running(running)) => {
                match running.heard(message, now_ms) {
                    Some(phase) => phase,
                    None => return self,
                }
            }
            (Action::Hear { message, now_ms }, _) => {
                let heard = self.left_running().and_then(|running| running.heard(message, now_ms));
                match heard {
                    Some(phase) => return self.with_aside(Some(Rc::new(phase))),
                    None => return self,
                }
            }
            (Action::Begin { run, files, origin, now_ms }, _) => {
                let aside = match (&origin, self.left_running()) {
                    (_, Some(running)) => running.origin.answer().map(Rc::new),
                    (Origin::Fresh, None) => self.left(),
                    _ => self.aside.clone(),
                };
                let phase = Phase::Running(Running::begin(run, files, origin, now_ms));
                return Rc::new(State { aside, phase, ..(*self).clone() });
            }
            (Action::Refuse(trouble), Phase::Start(_)) => Phase::Start(Some(trouble)),
            // What is dropped beside a check under way ends it no more than a file does that can be read.
            (Action::Refuse(_), Phase::Running(_)) => return self,
            (Action::Refuse(trouble), _) => self.stopped(Why::Trouble(trouble)),
            (Action::Break(reason), Phase::Running(_)) => self.stopped(Why::Broke(reason)),
            (Action::Break(reason), _) if let Some(running) = self.left_running() => {
                let (why, behind) = (Why::Broke(reason), Rc::new(self.before(running)));
                return self.with_aside(Some(Rc::new(Phase::Stopped { why, behind })));
            }
            (Action::Anew { now_ms }, _) if let Some(running) = self.left_running() => {
                return self.with_aside(Some(Rc::new(Phase::Running(running.anew(now_ms)))));
            }
            (Action::Anew { now_ms }, Phase::Running(running)) => {
                Phase::Running(running.anew(now_ms))
            }
            (Action::Cancel, Phase::Running(running)) => match self.before(running) {
                Phase::Start(_) => Phase::Start(Some(Trouble::Stopped)),
                before => before,
            },
            (Action::Cancel, Phase::Stopped { behind, .. }) => (**behind).clone(),
            (Action::Restart, phase) => {
                let aside = match phase {
                    Phase::Done(Shown { home: Some(home), .. }) => {
                        Some(Rc::new(Phase::Table(Rc::clone(&home.hosts))))
                    }
                    _ => self.aside.clone(),
                };
                let phase = Phase::Start(None);
                return Rc::new(State { received: None, aside, phase, ..(*self).clone() });
            }
            (Action::CloseLink, Phase::Link(_)) => {
                let phase = self.aside.as_deref().cloned().unwrap_or(Phase::Start(None));
                return Rc::new(State { received: None, aside: None, phase, ..(*self).clone() });
            }
            (Action::OpenLink(link), _) => {
                let (received, aside, phase) = (link.clone().ok(), self.left(), Phase::Link(link));
                return Rc::new(State { received, aside, phase, ..(*self).clone() });
            }
            (Action::Resume, _) => match self.aside.as_deref().cloned() {
                Some(phase) => return Rc::new(State { aside: None, phase, ..(*self).clone() }),
                None => return self,
            },
            (Action::Ask(asked), phase) => {
                // A check link leads to the start, but takes away no answer that is there.
                let phase = match phase {
                    Phase::Link(_) => Phase::Start(None),
                    other => other.clone(),
                };
                return Rc::new(State { asked, phase, ..(*self).clone() });
            }
            (Action::Open { row, finished }, Phase::Table(hosts))
                if finished.first_run == hosts.run =>
            {
                let hosts = Rc::new(Hosts { seen: Some(row), ..(**hosts).clone() });
                let home = Some(Home { hosts, row: Some(row) });
                Phase::Done(Shown { finished, before: None, home })
            }
            (Action::Back, phase) => match phase.home() {
                Some(home) => Phase::Table(Rc::clone(&home.hosts)),
                None => return self,
            },
            (Action::Look(view), Phase::Table(hosts)) => {
                Phase::Table(Rc::new(Hosts { view, ..(**hosts).clone() }))
            }
            (Action::Compare { before, after }, Phase::Done(shown)) if after == shown.finished => {
                Phase::Done(Shown { before: Some(before), ..shown.clone() })
            }
            (Action::Swap, Phase::Done(shown)) => match shown.swapped() {
                Some(swapped) => Phase::Done(swapped),
                None => return self,
            },
            // What comes when it means nothing any more: word of a run that was stopped, a worker that breaks while it is idle and is
            // replaced when it is needed, a second click, an answer that was read for what is not in view any more.
            _ => return self,
        };
        Rc::new(State { phase, ..(*self).clone() })
    }
}

impl Phase {
    /// The table that the answer in view was opened from, also while it is corrected or followed by a later one.
    pub(crate) fn home(&self) -> Option<&Home> {
        match self {
            Phase::Done(shown) => shown.home.as_ref(),
            Phase::Running(running) => running.origin.shown()?.home.as_ref(),
            _ => None,
        }
    }
}
