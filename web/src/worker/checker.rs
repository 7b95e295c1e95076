//! In: files to check. Out: actions on the page's state. Keeps one worker ready, and replaces it when it is broken: the check then begins
//! again without the file that it broke over.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use jiance::NearbyLine;
use jiance::collections::Scope;
use jiance::report::Source;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::client::Client;
use super::protocol::{Fault, FromWorker, Given, Share};
use crate::browser;
use crate::files;
use crate::state::{Action, Again, Finished, Origin, State};

/// Who waits for lines, and the number of the question.
type Waiting = (u32, Callback<Vec<NearbyLine>>);

/// How many files of a check may break a worker before it is the check that is broken.
const MOST_FAULTS: usize = 3;

/// What the worker was asked for last.
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
    /// Who waits for the lines around a place, and the number of the question.
    waiting: RefCell<Option<Waiting>>,
    asked: RefCell<Option<Asked>>,
    /// Which file of which run the worker reads, or has read last.
    reading: Cell<Option<(u32, usize)>>,
    /// Handles to the files of each answer in view, by the run that gave it: it may be asked for again with other encodings.
    files: RefCell<BTreeMap<u32, Vec<Given>>>,
}

/// A wish for the lines around a place.
pub(crate) struct Look {
    /// The place, as the report names it.
    pub(crate) place: Source,
    /// Takes them; none if the place was not come by.
    pub(crate) answer: Callback<Vec<NearbyLine>>,
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
        self.stop();
        if origin == Origin::Fresh {
            self.files.borrow_mut().clear();
        }
        let run = self.last_run.get() + 1;
        self.files.borrow_mut().insert(run, files);
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

    /// Reads again what an answer's files have around a place. An earlier wish is forgotten.
    pub(crate) fn look(&self, finished: &Finished, Look { place, answer }: Look) {
        let ask = self.last_ask.get() + 1;
        self.last_ask.set(ask);
        *self.waiting.borrow_mut() = Some((ask, answer));
        let files = self.files_of(finished.first_run);
        let encoding = finished.choices.of(&place.file).and_then(|choice| choice.encoding.clone());
        let client = self.client.borrow();
        self.or_break(match client.as_ref() {
            Some(client) => client.look(ask, files, place, encoding),
            None => Ok(()),
        });
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

    /// Stops what is under way and lets go of the files.
    pub(crate) fn restart(&self) {
        self.dispatch.dispatch(Action::Restart);
        self.stop();
        self.files.borrow_mut().clear();
    }

    /// Handles to the files of a run.
    fn files_of(&self, run: u32) -> Vec<Given> {
        self.files.borrow().get(&run).cloned().unwrap_or_default()
    }

    fn start(self: &Rc<Self>, files_of: u32, share: Option<Share>, origin: Origin) {
        let run = self.last_run.get() + 1;
        self.last_run.set(run);
        let (heads, now_ms) = (files::heads(&self.files_of(files_of)), browser::now_ms());
        self.dispatch.dispatch(Action::Begin { run, files: heads, origin, now_ms });
        self.asked.replace(Some(Asked { run, files_of, share, faults: 0 }));
        self.or_break(self.ask());
    }

    fn stop(&self) {
        self.asked.take();
        let run = self.last_run.get();
        self.or_break(self.client.borrow().as_ref().map_or(Ok(()), |client| client.cancel(run)));
    }

    fn ask(self: &Rc<Self>) -> Result<(), JsValue> {
        if self.broken.get() {
            self.renew()?;
        }
        let (asked, client) = (self.asked.borrow(), self.client.borrow());
        let (Some(asked), Some(client)) = (asked.as_ref(), client.as_ref()) else { return Ok(()) };
        client.check(asked.run, self.files_of(asked.files_of), asked.share.clone())
    }

    fn renew(self: &Rc<Self>) -> Result<(), JsValue> {
        let hear = Callback::from({
            let checker = Rc::clone(self);
            move |message| match message {
                FromWorker::Reading { run, file } => checker.reading.set(Some((run, file))),
                FromWorker::Nearby { ask, lines } => checker.hear_lines(ask, lines),
                message => {
                    checker.dispatch.dispatch(Action::Hear { message, now_ms: browser::now_ms() })
                }
            }
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

    fn hear_lines(&self, ask: u32, lines: Vec<NearbyLine>) {
        let waiting = self.waiting.borrow_mut().take_if(|(waiting, _)| *waiting == ask);
        if let Some((_, answer)) = waiting {
            answer.emit(lines);
        }
    }

    /// The worker broke: where it was over a file, the check begins again without it.
    fn broke(self: &Rc<Self>, reason: String) {
        self.broken.set(true);
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
        let given = files.get_mut(&asked.files_of).and_then(|files| files.get_mut(file));
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
