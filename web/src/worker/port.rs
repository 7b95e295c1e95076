//! In: a port at whose other end another worker is. Out: what that one says, each time the number of a file and a word about it.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, MessagePort};

/// Hears `[file, word]`, or `[file]` alone, for as long as the listener is kept.
pub(super) fn listen(port: &MessagePort, hear: impl Fn(u32, JsValue) + 'static) -> EventListener {
    let listener = EventListener::new(port, "message", move |event| {
        let message: Array = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
        hear(message.get(0).as_f64().unwrap_or_default() as u32, message.get(1));
    });
    port.start();
    listener
}
