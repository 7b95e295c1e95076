//! The page's side of the worker: starts it, asks it, hears it. Dropping the client ends the worker at once.

use gloo::events::EventListener;
use jiance::report::Source;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::Callback;

use super::protocol::{FromWorker, Given, Share, ToWorker, from_js, to_js};

#[wasm_bindgen]
extern "C" {
    /// `static/boot.js` starts it: from a blob, so that it is bound by the page's lock.
    #[wasm_bindgen(js_namespace = jiance, js_name = startWorker, catch)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// A running worker.
pub(crate) struct Client {
    worker: Worker,
    _listeners: [EventListener; 2],
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
        let on_error = EventListener::new(&worker, "error", move |event| {
            broke.emit(event.dyn_ref().map_or_else(String::new, ErrorEvent::message));
        });
        worker.post_message(&wasm_bindgen::module())?;
        Ok(Client { worker, _listeners: [on_message, on_error] })
    }

    /// Asks for a check.
    pub(crate) fn check(
        &self,
        run: u32,
        files: Vec<Given>,
        share: Option<Share>,
    ) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(&ToWorker::Check { run, files, share })?)
    }

    /// Asks for the lines around a place.
    pub(crate) fn look(
        &self,
        ask: u32,
        files: Vec<Given>,
        place: Source,
        encoding: Option<String>,
    ) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(&ToWorker::Look { ask, files, place, encoding })?)
    }

    /// Asks to stop a check.
    pub(crate) fn cancel(&self, run: u32) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(&ToWorker::Cancel { run })?)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
