//! A check under way: what is read, how far it is, what word of it leads to, and where it goes back to.

use std::rc::Rc;

use jiance::report::Sighting;

use super::{Finished, Phase, Shown, Trouble, Why};
use crate::choices::Choices;
use crate::hosts::{HostAnswer, Hosts, View};
use crate::worker::FromWorker;

/// A check under way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Running {
    /// Number of the run.
    pub(crate) run: u32,
    /// The files given, by name.
    pub(crate) files: Rc<[FileHead]>,
    /// Which of them is being read, counted from 0.
    pub(crate) file: usize,
    /// How many of its bytes are read.
    pub(crate) bytes: u64,
    /// How many bytes are read of all that is to be read. Some files may have to be read twice.
    pub(crate) done: u64,
    /// See above.
    pub(crate) total: u64,
    /// When the run began and when word last came, in milliseconds of the page's clock.
    pub(crate) began_ms: f64,
    /// See above.
    pub(crate) now_ms: f64,
    /// How many sightings there are so far, and the first of them.
    pub(crate) found: usize,
    /// See above.
    pub(crate) sightings: Rc<Vec<Sighting>>,
    /// The hosts answered for so far, where there may be several; single sightings are not told then.
    pub(crate) hosts: Option<Rc<Vec<Rc<HostAnswer>>>>,
    /// What it was begun from.
    pub(crate) origin: Origin,
}

/// What a check was begun from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the start, or the table of hosts.
    Fresh,
    /// The same files were checked before; that answer stays in view meanwhile.
    Again(Rc<Again>),
    /// From an answer, to see what changed since. `meant` if the user said so, and did not just drop files on the page.
    After { shown: Shown, meant: bool },
}

impl Origin {
    /// The answer that stays at hand.
    pub(super) fn shown(&self) -> Option<&Shown> {
        match self {
            Origin::Fresh => None,
            Origin::Again(again) => Some(&again.shown),
            Origin::After { shown, .. } => Some(shown),
        }
    }

    /// It, to be gone back to.
    pub(super) fn answer(&self) -> Option<Phase> {
        self.shown().map(|shown| Phase::Done(shown.clone()))
    }
}

/// A check of files that were checked before, read in other encodings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Again {
    /// The answer so far.
    pub(crate) shown: Shown,
    /// How to read the texts this time.
    pub(crate) choices: Rc<Choices>,
}

/// A file's name and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileHead {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// Speeds and waiting times are shown from here on; before, they only flicker.
const STEADY_AFTER_MS: f64 = 1000.0;

impl Running {
    pub(super) fn begin(run: u32, files: Rc<[FileHead]>, origin: Origin, now_ms: f64) -> Running {
        Running {
            run,
            file: 0,
            bytes: 0,
            done: 0,
            total: files.iter().map(|file| file.bytes).sum(),
            files,
            began_ms: now_ms,
            now_ms,
            found: 0,
            sightings: Rc::default(),
            hosts: None,
            origin,
        }
    }

    /// The same check, from its beginning.
    pub(super) fn anew(&self, now_ms: f64) -> Running {
        Running::begin(self.run, Rc::clone(&self.files), self.origin.clone(), now_ms)
    }

    /// How far the reading is, in whole percent.
    pub(crate) fn percent(&self) -> u64 {
        (self.done * 100).checked_div(self.total).unwrap_or(0).min(100)
    }

    /// Bytes read of one file.
    pub(crate) fn done_of(&self, index: usize) -> u64 {
        match index.cmp(&self.file) {
            std::cmp::Ordering::Less => self.files.get(index).map_or(0, |file| file.bytes),
            std::cmp::Ordering::Equal => self.bytes,
            std::cmp::Ordering::Greater => 0,
        }
    }

    /// Bytes a second, once it is steady.
    pub(crate) fn rate(&self) -> Option<f64> {
        let elapsed_ms = self.now_ms - self.began_ms;
        (STEADY_AFTER_MS <= elapsed_ms && self.done > 0)
            .then(|| self.done as f64 * 1000.0 / elapsed_ms)
    }

    /// Seconds still to wait, once the rate is steady.
    pub(crate) fn remaining_secs(&self) -> Option<f64> {
        let left = self.total.saturating_sub(self.done);
        self.rate().map(|rate| left as f64 / rate)
    }
}

impl Running {
    fn answers(&self) -> Vec<Rc<HostAnswer>> {
        self.hosts.as_deref().cloned().unwrap_or_default()
    }

    /// The phase after a message; `None` if it changes nothing, as one of an older run does.
    pub(super) fn heard(&self, message: FromWorker, now_ms: f64) -> Option<Phase> {
        match message {
            FromWorker::Progress { run, file, bytes, done, total } if run == self.run => {
                Some(Phase::Running(Running { file, bytes, done, total, now_ms, ..self.clone() }))
            }
            FromWorker::Sightings { run, found, new } if run == self.run => {
                let sightings = self.sightings.iter().cloned().chain(new).collect::<Vec<_>>();
                Some(Phase::Running(Running {
                    found,
                    sightings: Rc::new(sightings),
                    ..self.clone()
                }))
            }
            FromWorker::Several { run } if run == self.run => {
                let (hosts, sightings) = (Some(Rc::default()), Rc::default());
                Some(Phase::Running(Running { hosts, sightings, ..self.clone() }))
            }
            FromWorker::Host { run, answer } if run == self.run => {
                let mut hosts = self.answers();
                hosts.push(Rc::new(*answer));
                Some(Phase::Running(Running { hosts: Some(Rc::new(hosts)), ..self.clone() }))
            }
            FromWorker::AllHosts { run, unread } if run == self.run => {
                Some(Phase::Table(Rc::new(Hosts {
                    run,
                    answers: self.answers(),
                    unread: unread.into(),
                    view: View::default(),
                    seen: None,
                })))
            }
            FromWorker::TooMany { run } if run == self.run => Some(match self.origin.answer() {
                Some(answer) => {
                    Phase::Stopped { why: Why::Trouble(Trouble::TooMany), behind: Rc::new(answer) }
                }
                None => Phase::Start(Some(Trouble::TooMany)),
            }),
            FromWorker::Done { run, reports: Some(reports), nothing_readable }
                if run == self.run =>
            {
                let finished = |reports| Finished {
                    reports,
                    nothing_readable,
                    choices: Rc::default(),
                    first_run: run,
                    parts: None,
                };
                Some(Phase::Done(match &self.origin {
                    Origin::Fresh => Shown::alone(finished(*reports)),
                    Origin::Again(again) => again.finish(*reports, nothing_readable),
                    Origin::After { shown, meant } => shown.followed_by(finished(*reports), *meant),
                }))
            }
            _ => None,
        }
    }
}
