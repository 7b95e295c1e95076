//! In: a port at whose other end another worker is. Out: what that one says, each time as a list of a few values.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast as _;
use web_sys::{MessageEvent, MessagePort};

/// Hears for as long as the listener is kept.
pub(super) fn listen(port: &MessagePort, hear: impl Fn(Array) + 'static) -> EventListener {
    let listener = EventListener::new(port, "message", move |event| {
        hear(event.unchecked_ref::<MessageEvent>().data().unchecked_into());
    });
    port.start();
    listener
}
