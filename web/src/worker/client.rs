//! The page's side of the worker: starts it, asks it, hears it. Dropping the client ends the worker at once.

use std::cell::RefCell;

use gloo::events::EventListener;
use jiance::Wanted;
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, MessageChannel, MessageEvent, MessagePort, Worker};
use yew::Callback;

use super::protocol::{FromWorker, Given, Help, Share, ToWorker, from_js, to_js};

#[wasm_bindgen]
extern "C" {
    /// `static/boot.js` starts it: from a blob, so that it is bound by the page's lock.
    #[wasm_bindgen(js_namespace = jiance, js_name = startWorker, catch)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// For files that are larger than this in all the worker gets helpers.
const LARGE_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// A running worker.
pub(crate) struct Client {
    worker: Worker,
    _listeners: [EventListener; 2],
    /// Started when they are first of use.
    helpers: RefCell<Vec<Helper>>,
    broke: Callback<String>,
}

/// A worker that helps.
struct Helper {
    worker: Worker,
    _listener: EventListener,
}

impl Client {
    /// Starts a worker with this page's own wasm. What it says goes to `hear`, what breaks it to `broke`.
    pub(crate) fn start(
        hear: Callback<FromWorker>,
        broke: Callback<String>,
    ) -> Result<Client, JsValue> {
        let worker = start_worker()?;
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Ok(message) = from_js(event.unchecked_ref::<MessageEvent>().data()) {
                hear.emit(message);
            }
        });
        let on_error = on_error(&worker, broke.clone());
        worker.post_message(&wasm_bindgen::module())?;
        let helpers = RefCell::default();
        Ok(Client { worker, _listeners: [on_message, on_error], helpers, broke })
    }

    /// Asks for a check.
    pub(crate) fn check(
        &self,
        run: u32,
        files: Vec<Given>,
        share: Option<Share>,
    ) -> Result<(), JsValue> {
        let bytes: f64 = files.iter().map(|given| given.file.size()).sum();
        if LARGE_BYTES < bytes && self.helpers.borrow().is_empty() {
            let helps =
                if is_gecko() { &[Help::Hashing][..] } else { &[Help::Reading, Help::Hashing] };
            let helpers = helps.iter().map(|help| self.start_helper(*help));
            *self.helpers.borrow_mut() = helpers.collect::<Result<_, _>>()?;
        }
        self.worker.post_message(&to_js(&ToWorker::Check { run, files, share })?)
    }

    /// Starts a further worker, and tells the two of each other.
    fn start_helper(&self, help: Help) -> Result<Helper, JsValue> {
        let worker = start_worker()?;
        let helper = Helper { _listener: on_error(&worker, self.broke.clone()), worker };
        helper.worker.post_message(&wasm_bindgen::module())?;
        let channel = MessageChannel::new()?;
        let (near, far) = (channel.port1(), channel.port2());
        let send = |worker: &Worker, port: &MessagePort, message: ToWorker| {
            worker.post_message_with_transfer(&to_js(&message)?, &Array::of1(port))
        };
        send(&helper.worker, &far, ToWorker::Help { help, port: far.clone() })?;
        send(&self.worker, &near, ToWorker::Helper { help, port: near.clone() })?;
        Ok(helper)
    }

    /// Asks for lines of a file.
    pub(crate) fn look(
        &self,
        ask: u32,
        files: Vec<Given>,
        wanted: Wanted,
        encoding: Option<String>,
    ) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(&ToWorker::Look { ask, files, wanted, encoding })?)
    }

    /// Asks to stop a check.
    pub(crate) fn cancel(&self, run: u32) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(&ToWorker::Cancel { run })?)
    }
}

/// Firefox takes what one worker sends to another through a second process, which costs more than a reader wins.
fn is_gecko() -> bool {
    js_sys::Reflect::has(&js_sys::global(), &"InternalError".into()).unwrap_or_default()
}

fn on_error(worker: &Worker, broke: Callback<String>) -> EventListener {
    EventListener::new(worker, "error", move |event| {
        broke.emit(event.dyn_ref().map_or_else(String::new, ErrorEvent::message));
    })
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
