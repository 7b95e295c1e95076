//! The check runs here, off the page's thread: files come in as handles, progress, sightings and the report go out.

mod checker;
mod client;
mod courier;
mod protocol;
mod read;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use jiance::advisory::Advisory;
use jiance::{Check, Lang, TextEncoding};
use wasm_bindgen::{JsCast as _, UnwrapThrowExt as _};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub(crate) use checker::use_checker;
use courier::Courier;
pub(crate) use protocol::{FromWorker, Given, Reports};
use protocol::{ToWorker, from_js, to_js};

/// Takes the worker's role for as long as it lives.
///
/// What goes wrong here is thrown: `static/worker.js` passes it on, and the page hears it as the worker's error.
pub(crate) fn serve(scope: DedicatedWorkerGlobalScope) {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    let mailbox = scope.clone();
    let cancelled = Rc::new(Cell::new(0));
    EventListener::new(&scope, "message", move |event| {
        let message = event.unchecked_ref::<MessageEvent>().data();
        match from_js(message).unwrap_throw() {
            ToWorker::Check { run, files, encodings } => {
                let courier = Courier::new(mailbox.clone(), run, Rc::clone(&cancelled));
                wasm_bindgen_futures::spawn_local(check(courier, files, encodings));
            }
            ToWorker::Cancel { run } => cancelled.set(run),
        }
    })
    .forget();
    send(&scope, &FromWorker::Ready);
}

async fn check(mut courier: Courier, files: Vec<Given>, encodings: BTreeMap<String, String>) {
    let advisory = Advisory::built_in().first().unwrap_throw();
    let mut check = Check::new(advisory);
    for (file, encoding) in &encodings {
        check.read_as(file, TextEncoding::named(encoding).unwrap_throw());
    }
    for (index, Given { name, file }) in files.iter().enumerate() {
        if read::read(file, index, check.input(name), &mut courier).await.is_break() {
            return;
        }
    }
    let outcome = check.finish();
    let reports =
        Box::new(Reports { zh_cn: outcome.report(Lang::ZhCn), en: outcome.report(Lang::En) });
    let nothing_readable = outcome.nothing_readable();
    courier.hand_over(reports, nothing_readable);
}

fn send(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    scope.post_message(&to_js(message).unwrap_throw()).unwrap_throw();
}
