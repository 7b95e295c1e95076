//! In: files to check. Out: actions on the page's state. Keeps one worker ready, and replaces it when it is broken.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::client::Client;
use super::protocol::Given;
use crate::browser;
use crate::files;
use crate::state::{Action, State};

/// Starts and stops checks.
pub(crate) struct Checker {
    dispatch: UseReducerDispatcher<State>,
    client: RefCell<Option<Client>>,
    broken: Rc<Cell<bool>>,
    last_run: Cell<u32>,
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
    /// Checks files of one host.
    pub(crate) fn begin(&self, files: Vec<Given>) {
        let run = self.last_run.get() + 1;
        self.last_run.set(run);
        self.dispatch.dispatch(Action::Begin {
            run,
            files: files::heads(&files),
            now_ms: browser::now_ms(),
        });
        self.or_break(self.ask(run, files));
    }

    /// Stops the check under way. The worker stays: a new one would have to be fetched, and the network may be gone by now.
    pub(crate) fn cancel(&self) {
        self.dispatch.dispatch(Action::Restart);
        let run = self.last_run.get();
        self.or_break(self.client.borrow().as_ref().map_or(Ok(()), |client| client.cancel(run)));
    }

    fn ask(&self, run: u32, files: Vec<Given>) -> Result<(), JsValue> {
        if self.broken.get() {
            self.renew()?;
        }
        self.client.borrow().as_ref().map_or(Ok(()), |client| client.check(run, files))
    }

    fn renew(&self) -> Result<(), JsValue> {
        let hear = Callback::from({
            let dispatch = self.dispatch.clone();
            move |message| dispatch.dispatch(Action::Hear { message, now_ms: browser::now_ms() })
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
