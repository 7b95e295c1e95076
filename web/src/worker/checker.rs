//! In: files to check. Out: actions on the page's state. Keeps one worker ready, and replaces it when it is broken.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use jiance::NearbyLine;
use jiance::collections::Scope;
use jiance::report::Source;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::client::Client;
use super::protocol::{FromWorker, Given, Share};
use crate::browser;
use crate::files;
use crate::state::{Action, Again, Finished, Origin, State};

/// Who waits for lines, and the number of the question.
type Waiting = (u32, Callback<Vec<NearbyLine>>);

/// Starts and stops checks.
pub(crate) struct Checker {
    dispatch: UseReducerDispatcher<State>,
    client: RefCell<Option<Client>>,
    broken: Rc<Cell<bool>>,
    last_run: Cell<u32>,
    last_ask: Cell<u32>,
    /// Who waits for the lines around a place, and the number of the question.
    waiting: Rc<RefCell<Option<Waiting>>>,
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
            broken: Rc::new(Cell::new(true)),
            last_run: Cell::new(0),
            last_ask: Cell::new(0),
            waiting: Rc::default(),
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
    pub(crate) fn begin(&self, files: Vec<Given>, origin: Origin) {
        // One that was left for something else.
        self.stop();
        let run = self.last_run.get() + 1;
        self.files.borrow_mut().insert(run, files.clone());
        self.start(files, None, origin);
    }

    /// Checks the same files again, read as the user wants. A check still under way gives way.
    pub(crate) fn begin_again(&self, again: Rc<Again>) {
        self.stop();
        let finished = &again.shown.finished;
        let files = self.files_of(finished);
        let parts = match &finished.parts {
            Some(parts) => parts.to_vec(),
            None => (0..files.len()).map(|file| (file, Scope::all())).collect(),
        };
        let share = Share { parts, encodings: again.choices.names() };
        self.start(files, Some(share), Origin::Again(again));
    }

    /// Reads again what an answer's files have around a place. An earlier wish is forgotten.
    pub(crate) fn look(&self, finished: &Finished, Look { place, answer }: Look) {
        let ask = self.last_ask.get() + 1;
        self.last_ask.set(ask);
        *self.waiting.borrow_mut() = Some((ask, answer));
        let files = self.files_of(finished);
        let encoding = finished.choices.of(&place.file).and_then(|choice| choice.encoding.clone());
        let client = self.client.borrow();
        self.or_break(match client.as_ref() {
            Some(client) => client.look(ask, files, place, encoding),
            None => Ok(()),
        });
    }

    /// Handles to the files that an answer is about.
    fn files_of(&self, finished: &Finished) -> Vec<Given> {
        self.files.borrow().get(&finished.first_run).cloned().unwrap_or_default()
    }

    /// Stops the check under way. The worker stays: a new one would take time to start.
    pub(crate) fn cancel(&self) {
        self.dispatch.dispatch(Action::Cancel);
        self.stop();
    }

    /// Stops what is under way and lets go of the files.
    pub(crate) fn restart(&self) {
        self.dispatch.dispatch(Action::Restart);
        self.stop();
        self.files.borrow_mut().clear();
    }

    fn start(&self, files: Vec<Given>, share: Option<Share>, origin: Origin) {
        let run = self.last_run.get() + 1;
        self.last_run.set(run);
        let (heads, now_ms) = (files::heads(&files), browser::now_ms());
        self.dispatch.dispatch(Action::Begin { run, files: heads, origin, now_ms });
        self.or_break(self.ask(run, files, share));
    }

    fn stop(&self) {
        let run = self.last_run.get();
        self.or_break(self.client.borrow().as_ref().map_or(Ok(()), |client| client.cancel(run)));
    }

    fn ask(&self, run: u32, files: Vec<Given>, share: Option<Share>) -> Result<(), JsValue> {
        if self.broken.get() {
            self.renew()?;
        }
        let client = self.client.borrow();
        client.as_ref().map_or(Ok(()), |client| client.check(run, files, share))
    }

    fn renew(&self) -> Result<(), JsValue> {
        let hear = Callback::from({
            let (dispatch, waiting) = (self.dispatch.clone(), Rc::clone(&self.waiting));
            move |message| match message {
                FromWorker::Nearby { ask, lines } => {
                    let answer = waiting.borrow_mut().take_if(|(waiting, _)| *waiting == ask);
                    if let Some((_, answer)) = answer {
                        answer.emit(lines);
                    }
                }
                message => dispatch.dispatch(Action::Hear { message, now_ms: browser::now_ms() }),
            }
        });
        let broke = Callback::from({
            let (dispatch, broken) = (self.dispatch.clone(), Rc::clone(&self.broken));
            move |reason| {
                broken.set(true);
                dispatch.dispatch(Action::Break(reason));
            }
        });
        *self.client.borrow_mut() = None;
        *self.client.borrow_mut() = Some(Client::start(hear, broke)?);
        self.broken.set(false);
        Ok(())
    }

    fn or_break(&self, outcome: Result<(), JsValue>) {
        if let Err(reason) = outcome {
            self.broken.set(true);
            self.dispatch.dispatch(Action::Break(format!("{reason:?}")));
        }
    }
}
