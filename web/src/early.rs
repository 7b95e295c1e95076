//! In: what was handed in before the page ran, which `static/first.js` kept. Out: it is checked, as anything that is handed in.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use yew::Callback;

use crate::files::Drop;
use crate::state::Trouble;
use crate::worker::Given;

#[wasm_bindgen]
extern "C" {
    /// `static/first.js`: files and entries of folders, as two lists, if there are any or as soon as there are.
    #[wasm_bindgen(js_namespace = jiance)]
    async fn early() -> JsValue;
}

/// Has it checked, whenever there is any.
pub(crate) fn hear(begin: Callback<Result<Vec<Given>, Trouble>>) {
    wasm_bindgen_futures::spawn_local(async move {
        loop {
            let lists: Array = early().await.unchecked_into();
            begin.emit(
                Drop::of(lists.get(0).unchecked_ref(), lists.get(1).unchecked_ref()).files().await,
            );
        }
    });
}
