//! In: files to check. Out: actions on the page's state. Keeps one worker ready, and replaces it when it is broken: the check then begins
//! again without the file that it broke over.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiance::collections::Scope;
use jiance::{ExcerptLine, Wanted};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::client::Client;
use super::parts::Parts;
use super::protocol::{Fault, FromWorker, Given, Share};
use crate::browser;
use crate::files;
use crate::state::{Action, Again, Finished, Origin, State};

/// Who waits for lines, and the number of the question.
type Waiting = (u32, Callback<Vec<ExcerptLine>>);

/// How many files of a check may break a worker before it is the check that is broken.
const MOST_FAULTS: usize = 3;

/// The check that is under way.
struct Asked {
    run: u32,
    /// The run that its files are kept by.
    files_of: u32,
    share: Option<Share>,
    /// How many files have broken a worker.
    faults: usize,
}

/// Starts and stops checks.
pub(crate) struct Checker {
    dispatch: UseReducerDispatcher<State>,
    client: RefCell<Option<Client>>,
    broken: Cell<bool>,
    last_run: Cell<u32>,
    last_ask: Cell<u32>,
    waiting: RefCell<Vec<Waiting>>,
    asked: RefCell<Option<Asked>>,
    /// What has come so far of the answer to it.
    parts: RefCell<Parts>,
    /// Which file of which run the worker reads, or has read last.
    reading: Cell<Option<(u32, usize)>>,
    /// Handles to the files of each answer at hand, by the run that gave it: it may be asked for again with other encodings.
    files: RefCell<Vec<(u32, Vec<Given>)>>,
}

/// A wish for lines of a file.
pub(crate) struct Look {
    /// Which.
    pub(crate) wanted: Wanted,
    /// Takes them; none if they were not come by.
    pub(crate) answer: Callback<Vec<ExcerptLine>>,
}

/// The page's checker. Its worker is loaded with the page, so that a check itself loads nothing.
#[hook]
pub(crate) fn use_checker(dispatch: UseReducerDispatcher<State>) -> Rc<Checker> {
    let checker = use_state(|| {
        let checker = Checker {
            dispatch,
            client: RefCell::default(),
            broken: Cell::new(true),
            last_run: Cell::new(0),
            last_ask: Cell::new(0),
            waiting: RefCell::default(),
            asked: RefCell::default(),
            parts: RefCell::default(),
            reading: Cell::default(),
            files: RefCell::default(),
        };
        Rc::new(checker)
    });
    use_effect_with((), {
        let checker = Rc::clone(&checker);
        move |()| checker.or_break(checker.renew())
    });
    Rc::clone(&checker)
}

impl Checker {
    /// Checks files, from the start or beside an answer in view. A check still under way gives way.
    pub(crate) fn begin(self: &Rc<Self>, files: Vec<Given>, origin: Origin) {
        // One that was left for something else.
        self.stop();
        let run = self.last_run.get() + 1;
        self.files.borrow_mut().push((run, files));
        self.start(run, None, origin);
    }

    /// Checks the same files again, read as the user wants. A check still under way gives way.
    pub(crate) fn begin_again(self: &Rc<Self>, again: Rc<Again>) {
        self.stop();
        let finished = &again.shown.finished;
        let files_of = finished.first_run;
        let parts = match &finished.parts {
            Some(parts) => parts.to_vec(),
            None => (0..self.files_of(files_of).len()).map(|file| (file, Scope::all())).collect(),
        };
        let share = Share { parts, encodings: again.choices.names() };
        self.start(files_of, Some(share), Origin::Again(again));
    }

    /// Reads lines of an answer's files again.
    pub(crate) fn look(self: &Rc<Self>, finished: &Finished, Look { wanted, answer }: Look) {
        let ask = self.last_ask.get() + 1;
        self.last_ask.set(ask);
        self.waiting.borrow_mut().push((ask, answer));
        let files = self.files_of(finished.first_run);
        let encoding =
            finished.choices.of(wanted.file()).and_then(|choice| choice.encoding.clone());
        let asked = self.ready().and_then(|()| match self.client.borrow().as_ref() {
            Some(client) => client.look(ask, files, wanted, encoding),
            None => Ok(()),
        });
        if asked.is_err() {
            self.broken.set(true);
            self.hear_lines(ask, Vec::new());
        }
    }

    /// Stops the check under way. The worker stays: a new one would take time to start.
    pub(crate) fn cancel(&self) {
        self.dispatch.dispatch(Action::Cancel);
        self.stop();
    }

    /// Back from one host to the table. A check of that host stops.
    pub(crate) fn back(&self) {
        self.dispatch.dispatch(Action::Back);
        self.stop();
    }

    /// Stops what is under way.
    pub(crate) fn restart(&self) {
        self.dispatch.dispatch(Action::Restart);
        self.stop();
    }

    /// Lets go of every file but those of these runs, and of the check under way.
    pub(crate) fn keep(&self, runs: &[u32]) {
        let asked = self.asked.borrow();
        let is_asked = |run| asked.as_ref().is_some_and(|asked| asked.files_of == run);
        self.files.borrow_mut().retain(|(run, _)| is_asked(*run) || runs.contains(run));
    }

    /// Handles to the files of a run.
    fn files_of(&self, run: u32) -> Vec<Given> {
        let files = self.files.borrow();
        let of_run = files.iter().find(|(number, _)| *number == run);
        of_run.map(|(_, files)| files.clone()).unwrap_or_default()
    }

    fn start(self: &Rc<Self>, files_of: u32, share: Option<Share>, origin: Origin) {
        let run = self.last_run.get() + 1;
        self.last_run.set(run);
        let (heads, now_ms) = (files::heads(&self.files_of(files_of)), browser::now_ms());
        self.dispatch.dispatch(Action::Begin { run, files: heads, origin, now_ms });
        self.asked.replace(Some(Asked { run, files_of, share, faults: 0 }));
        self.or_break(self.ask());
    }

    fn is_asked(&self, run: u32) -> bool {
        self.asked.borrow().as_ref().is_some_and(|asked| asked.run == run)
    }

    fn stop(&self) {
        self.asked.take();
        let run = self.last_run.get();
        self.or_break(self.client.borrow().as_ref().map_or(Ok(()), |client| client.cancel(run)));
    }

    /// Sees to it that there is a worker to ask.
    fn ready(self: &Rc<Self>) -> Result<(), JsValue> {
        if self.broken.get() { self.renew() } else { Ok(()) }
    }

    fn ask(self: &Rc<Self>) -> Result<(), JsValue> {
        self.ready()?;
        self.parts.take();
        let (asked, client) = (self.asked.borrow(), self.client.borrow());
        let (Some(asked), Some(client)) = (asked.as_ref(), client.as_ref()) else { return Ok(()) };
        client.check(asked.run, self.files_of(asked.files_of), asked.share.clone())
    }

    fn renew(self: &Rc<Self>) -> Result<(), JsValue> {
        let hear = Callback::from({
            let checker = Rc::clone(self);
            move |message| checker.hear(message)
        });
        let broke = Callback::from({
            let checker = Rc::clone(self);
            move |reason| checker.broke(reason)
        });
        self.reading.set(None);
        *self.client.borrow_mut() = None;
        *self.client.borrow_mut() = Some(Client::start(hear, broke)?);
        self.broken.set(false);
        Ok(())
    }

    fn hear(&self, message: FromWorker) {
        let message = match message {
            FromWorker::Reading { run, file } => return self.reading.set(Some((run, file))),
            FromWorker::Lines { ask, lines } => return self.hear_lines(ask, lines),
            FromWorker::Part { run, part } => {
                if self.is_asked(run) {
                    self.parts.borrow_mut().add(part);
                }
                return;
            }
            FromWorker::Done { run, nothing_readable, .. } if self.is_asked(run) => {
                FromWorker::Done { run, reports: self.parts.take().whole(), nothing_readable }
            }
            other => other,
        };
        if message.ended().is_some_and(|run| self.is_asked(run)) {
            self.asked.take();
        }
        self.dispatch.dispatch(Action::Hear { message, now_ms: browser::now_ms() });
    }

    fn hear_lines(&self, ask: u32, lines: Vec<ExcerptLine>) {
        let at = self.waiting.borrow().iter().position(|(number, _)| *number == ask);
        let heard = at.map(|at| self.waiting.borrow_mut().swap_remove(at));
        if let Some((_, answer)) = heard {
            answer.emit(lines);
        }
    }

    /// The worker broke: whoever waits for lines gets none, and a check that was over a file begins again without it.
    fn broke(self: &Rc<Self>, reason: String) {
        self.broken.set(true);
        for (_, answer) in self.waiting.take() {
            answer.emit(Vec::new());
        }
        if self.set_aside(&reason) {
            self.dispatch.dispatch(Action::Anew { now_ms: browser::now_ms() });
            self.or_break(self.ask());
        } else {
            self.dispatch.dispatch(Action::Break(reason));
        }
    }

    /// Notes that the worker broke over the file it was at; false if there is none, or too many have.
    fn set_aside(&self, reason: &str) -> bool {
        let (mut asked, mut files) = (self.asked.borrow_mut(), self.files.borrow_mut());
        let Some((asked, (run, file))) = asked.as_mut().zip(self.reading.take()) else {
            return false;
        };
        if run != asked.run {
            return false;
        }
        let files = files.iter_mut().find(|(number, _)| *number == asked.files_of);
        let given = files.and_then(|(_, files)| files.get_mut(file));
        let Some(given) = given.filter(|_| asked.faults < MOST_FAULTS) else { return false };
        asked.faults += 1;
        given.fault = Some(Fault::Broke(reason.to_owned()));
        true
    }

    fn or_break(&self, outcome: Result<(), JsValue>) {
        if let Err(reason) = outcome {
            self.broken.set(true);
            self.dispatch.dispatch(Action::Break(browser::reason(&reason)));
        }
    }
}
