//! The check runs here, off the page's thread: files come in as handles, progress, sightings and the report go out.

mod as_json;
mod bell;
mod checker;
mod client;
mod courier;
mod hashing;
mod job;
mod look;
mod parts;
mod port;
mod protocol;
mod read;
mod reading;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, UnwrapThrowExt as _};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

pub(crate) use checker::{Checker, Look, use_checker};
use courier::Courier;
use hashing::Hasher;
pub(crate) use protocol::{Fault, FromWorker, Given, Reports};
use protocol::{Help, ToWorker, from_js, to_js};
use reading::Reader;

/// How many sightings are told while the check runs; the answer has all.
pub(crate) const LISTED: usize = 50;

/// The workers that help the one that checks, where there are any.
#[derive(Clone, Default)]
struct Helpers {
    reader: Option<Rc<Reader>>,
    hasher: Option<Rc<Hasher>>,
}

impl Helpers {
    fn add(&mut self, help: Help, port: MessagePort) {
        match help {
            Help::Reading => self.reader = Some(Rc::new(Reader::at(port))),
            Help::Hashing => self.hasher = Some(Rc::new(Hasher::at(port))),
        }
    }
}

/// Takes the worker's role for as long as it lives.
///
/// What goes wrong here is thrown: `static/worker.js` passes it on, and the page hears it as the worker's error.
pub(crate) fn serve(scope: DedicatedWorkerGlobalScope) {
    let mailbox = scope.clone();
    let cancelled = Rc::new(Cell::new(0));
    let helpers: RefCell<Helpers> = RefCell::default();
    EventListener::new(&scope, "message", move |event| {
        let message = event.unchecked_ref::<MessageEvent>().data();
        match from_js(message).unwrap_throw() {
            ToWorker::Check { run, files, share } => {
                let (helpers, cancelled) = (helpers.borrow().clone(), Rc::clone(&cancelled));
                let courier = Courier::new(mailbox.clone(), run, helpers, cancelled);
                wasm_bindgen_futures::spawn_local(async move {
                    // A break is the page's own wish.
                    let _ = match share {
                        Some(share) => job::one_host(courier, files, share).await,
                        None => job::whatever(courier, files).await,
                    };
                });
            }
            ToWorker::Look { ask, files, wanted, encoding } => {
                let mailbox = mailbox.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let lines = look::lines(&files, &wanted, encoding.as_deref()).await;
                    send(&mailbox, &FromWorker::Lines { ask, lines });
                });
            }
            ToWorker::Cancel { run } => cancelled.set(run),
            ToWorker::Helper { help, port } => helpers.borrow_mut().add(help, port),
            ToWorker::Help { help: Help::Reading, port } => reading::serve(port),
            ToWorker::Help { help: Help::Hashing, port } => hashing::serve(port),
        }
    })
    .forget();
    send(&scope, &FromWorker::Ready);
}

fn send(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    scope.post_message(&to_js(message).unwrap_throw()).unwrap_throw();
}
