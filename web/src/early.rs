//! In: what was handed in before the page ran, which `static/first.js` kept. Out: it is checked, as anything that is handed in.

use js_sys::Array;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use yew::Callback;

use crate::files::Drop;
use crate::state::Trouble;
use crate::worker::Given;

#[wasm_bindgen]
extern "C" {
    /// `static/first.js`: calls back with files, and entries of folders, if there were any or as soon as there are.
    #[wasm_bindgen(js_namespace = jiance, js_name = onEarly)]
    fn on_early(give: &Closure<dyn Fn(Array, Array)>);
}

/// Has it checked, if there is any.
pub(crate) fn hear(begin: Callback<Result<Vec<Given>, Trouble>>) {
    let give = Closure::<dyn Fn(Array, Array)>::new(move |files: Array, folders: Array| {
        let begin = begin.clone();
        let drop = Drop::of(&files, &folders);
        wasm_bindgen_futures::spawn_local(async move { begin.emit(drop.files().await) });
    });
    on_early(&give);
    // Held for as long as the page lives: a dialog that was opened before may still be open.
    give.forget();
}
