//! The page's state and how it changes. Pure: no browser in here, so it is tested natively.

use std::rc::Rc;

use jiance::Lang;
use jiance::report::Sighting;
use yew::Reducible;

use crate::choices::Choices;
use crate::worker::{FromWorker, Reports};

/// Everything the page shows is a view of this.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// The chosen language.
    pub(crate) lang: Lang,
    /// The worker has said that the engine is loaded.
    pub(crate) engine_ready: bool,
    /// Where the user is.
    pub(crate) phase: Phase,
}

/// Where the user is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phase {
    /// Nothing given yet, or what was given led to nothing.
    Start(Option<Trouble>),
    /// A check is under way.
    Running(Running),
    /// The answer is there.
    Done(Rc<Finished>),
    /// The check broke off; the browser's own words for it.
    Broken(String),
}

/// Why no check began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A folder without files.
    NoFiles,
    /// The browser could not read what was dropped; its own word for why.
    Unreadable(String),
    /// An example could not be fetched; its file name.
    NoSample(String),
}

/// A check under way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Running {
    /// Number of the run.
    pub(crate) run: u32,
    /// The files, in the order in which they are read.
    pub(crate) files: Rc<[FileHead]>,
    /// Which of them is being read, counted from 0.
    pub(crate) file: usize,
    /// How many of its bytes are read.
    pub(crate) bytes: u64,
    /// When the run began and when word last came, in milliseconds of the page's clock.
    pub(crate) began_ms: f64,
    /// See above.
    pub(crate) now_ms: f64,
    /// What was seen so far.
    pub(crate) sightings: Rc<Vec<Sighting>>,
    /// The same files were checked before; that answer stays in view meanwhile.
    pub(crate) again: Option<Rc<Again>>,
}

/// A check of files that were checked before, read in other encodings.
#[derive(Debug)]
pub(crate) struct Again {
    /// The answer so far.
    pub(crate) before: Rc<Finished>,
    /// How to read the texts this time.
    pub(crate) choices: Rc<Choices>,
}

impl PartialEq for Again {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.before, &other.before) && self.choices == other.choices
    }
}

/// A file's name and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileHead {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// The answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Finished {
    /// It, in every language.
    pub(crate) reports: Reports,
    /// True if no file held anything of any known format.
    pub(crate) nothing_readable: bool,
    /// How the user wanted the texts read.
    pub(crate) choices: Rc<Choices>,
    /// The run that first answered for these files: later ones with other encodings are the same answer, corrected.
    pub(crate) first_run: u32,
}

/// Speeds and waiting times are shown from here on; before, they only flicker.
const STEADY_AFTER_MS: f64 = 1000.0;

impl Running {
    /// Bytes of all files.
    pub(crate) fn total(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Bytes read of all files.
    pub(crate) fn done(&self) -> u64 {
        let before: u64 = self.files.iter().take(self.file).map(|file| file.bytes).sum();
        before + self.bytes
    }

    /// How far the reading is, in whole percent.
    pub(crate) fn percent(&self) -> u64 {
        (self.done() * 100).checked_div(self.total()).unwrap_or(0).min(100)
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
        (STEADY_AFTER_MS <= elapsed_ms && self.done() > 0)
            .then(|| self.done() as f64 * 1000.0 / elapsed_ms)
    }

    /// Seconds still to wait, once the rate is steady.
    pub(crate) fn remaining_secs(&self) -> Option<f64> {
        let left = self.total().saturating_sub(self.done());
        self.rate().map(|rate| left as f64 / rate)
    }
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
        /// Its files were checked before.
        again: Option<Rc<Again>>,
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
    /// The user stopped the check.
    Cancel,
    /// Back to the start, for another host.
    Restart,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let phase = match action {
            Action::Speak(lang) if lang == self.lang => return self,
            Action::Speak(lang) => return Rc::new(State { lang, ..(*self).clone() }),
            Action::Hear { message: FromWorker::Ready, .. } => {
                return Rc::new(State { engine_ready: true, ..(*self).clone() });
            }
            Action::Hear { message, now_ms } => match self.phase.heard(message, now_ms) {
                Some(phase) => phase,
                None => return self,
            },
            Action::Begin { run, files, again, now_ms } => Phase::Running(Running {
                run,
                files,
                file: 0,
                bytes: 0,
                began_ms: now_ms,
                now_ms,
                sightings: Rc::default(),
                again,
            }),
            Action::Refuse(trouble) => Phase::Start(Some(trouble)),
            // A worker that breaks while it is idle is replaced when it is needed.
            Action::Break(_) if !matches!(self.phase, Phase::Running(_)) => return self,
            Action::Break(reason) => Phase::Broken(reason),
            Action::Cancel => match &self.phase {
                Phase::Running(Running { again: Some(again), .. }) => {
                    Phase::Done(Rc::clone(&again.before))
                }
                _ => Phase::Start(None),
            },
            Action::Restart => Phase::Start(None),
        };
        Rc::new(State { phase, ..(*self).clone() })
    }
}

impl Phase {
    /// The phase after a message; `None` if it changes nothing, as one of an older run does.
    fn heard(&self, message: FromWorker, now_ms: f64) -> Option<Phase> {
        let Phase::Running(running) = self else {
            return None;
        };
        match message {
            FromWorker::Progress { run, file, bytes } if run == running.run => {
                Some(Phase::Running(Running { file, bytes, now_ms, ..running.clone() }))
            }
            FromWorker::Sightings { run, new } if run == running.run => {
                let sightings = running.sightings.iter().cloned().chain(new).collect::<Vec<_>>();
                Some(Phase::Running(Running { sightings: Rc::new(sightings), ..running.clone() }))
            }
            FromWorker::Done { run, reports, nothing_readable } if run == running.run => {
                let again = running.again.as_deref();
                Some(Phase::Done(Rc::new(Finished {
                    reports: *reports,
                    nothing_readable,
                    choices: again.map(|again| Rc::clone(&again.choices)).unwrap_or_default(),
                    first_run: again.map_or(run, |again| again.before.first_run),
                })))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        let fresh = State { lang: Lang::ZhCn, engine_ready: false, phase: Phase::Start(None) };
        actions.into_iter().fold(Rc::new(fresh), Reducible::reduce)
    }

    fn begin(run: u32) -> Action {
        let files = [("a.txt", 100), ("b.reg", 300)]
            .map(|(name, bytes)| FileHead { name: name.to_owned(), bytes });
        Action::Begin { run, files: Rc::new(files), again: None, now_ms: 0.0 }
    }

    fn progress(run: u32, file: usize, bytes: u64, now_ms: f64) -> Action {
        Action::Hear { message: FromWorker::Progress { run, file, bytes }, now_ms }
    }

    fn running(state: &State) -> &Running {
        match &state.phase {
            Phase::Running(running) => running,
            other => panic!("not running: {other:?}"),
        }
    }

    #[test]
    fn progress_counts_files_already_read() {
        let state = after([begin(1), progress(1, 1, 100, 2000.0)]);
        let running = running(&state);
        assert_eq!((running.done(), running.total(), running.percent()), (200, 400, 50));
        assert_eq!((running.done_of(0), running.done_of(1)), (100, 100));
        assert_eq!((running.rate(), running.remaining_secs()), (Some(100.0), Some(2.0)));
    }

    #[test]
    fn no_speed_is_shown_in_the_first_second() {
        let state = after([begin(1), progress(1, 0, 50, 999.0)]);
        assert_eq!(running(&state).remaining_secs(), None);
    }

    #[test]
    fn empty_files_make_no_division_by_zero() {
        let files = Rc::new([FileHead { name: "empty".to_owned(), bytes: 0 }]);
        let state = after([Action::Begin { run: 1, files, again: None, now_ms: 0.0 }]);
        assert_eq!(running(&state).percent(), 0);
    }

    #[test]
    fn word_of_an_older_run_is_dropped() {
        let state = after([begin(1), Action::Cancel, begin(2), progress(1, 1, 300, 1.0)]);
        assert_eq!(running(&state).done(), 0);
    }

    #[test]
    fn word_after_a_cancel_does_not_bring_the_run_back() {
        let state = after([begin(1), Action::Cancel, progress(1, 0, 10, 1.0)]);
        assert_eq!(state.phase, Phase::Start(None));
    }

    #[test]
    fn a_broken_worker_is_only_news_while_it_is_needed() {
        let broke = || Action::Break("out of memory".to_owned());
        assert_eq!(after([broke()]).phase, Phase::Start(None));
        assert_eq!(after([begin(1), broke()]).phase, Phase::Broken("out of memory".to_owned()));
    }

    #[test]
    fn a_check_in_other_encodings_corrects_the_answer_or_leaves_it() {
        let advisory = jiance::Advisory::built_in().first().unwrap();
        let outcome = jiance::Check::new(advisory).finish();
        let done = |run| {
            let [zh_cn, en] = [Lang::ZhCn, Lang::En].map(|lang| outcome.report(lang));
            let reports = Box::new(Reports { zh_cn, en });
            let message = FromWorker::Done { run, reports, nothing_readable: true };
            Action::Hear { message, now_ms: 1.0 }
        };
        let finished = |state: &State| match &state.phase {
            Phase::Done(finished) => Rc::clone(finished),
            other => panic!("not done: {other:?}"),
        };
        let state = after([begin(1), done(1)]);
        let before = finished(&state);
        let choices = Rc::new(Choices::default().with("a.txt", "gbk", Some("ibm850")));
        let again = Rc::new(Again { before: Rc::clone(&before), choices: Rc::clone(&choices) });
        let begin_again =
            Action::Begin { run: 2, files: Rc::new([]), again: Some(again), now_ms: 2.0 };
        let state = state.reduce(begin_again);
        let cancelled = Rc::clone(&state).reduce(Action::Cancel);
        assert!(Rc::ptr_eq(&finished(&cancelled), &before));
        let after = finished(&state.reduce(done(2)));
        assert_eq!((&after.choices, after.first_run), (&choices, 1));
    }

    #[test]
    fn a_language_change_keeps_the_run() {
        let state = after([begin(1), progress(1, 0, 10, 1.0), Action::Speak(Lang::En)]);
        assert_eq!((state.lang, running(&state).done()), (Lang::En, 10));
    }

    #[test]
    fn changing_nothing_renders_nothing() {
        let state = after([]);
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(Action::Speak(Lang::ZhCn))));
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(progress(7, 0, 0, 0.0))));
    }
}
