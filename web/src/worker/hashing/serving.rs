//! In: slices of files, each with its file's number. Out: the checksum of each file when it is over.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo::events::EventListener;
use jiance::Sha256;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use web_sys::{MessageEvent, MessagePort};

use crate::worker::read::pieces;

/// Works out checksums for whoever speaks at this port: `[file, slice]`, and in the end `[file, true]`, or `[file]` if it isn't wanted any
/// more. Answers `[file]` to a slice, and `[file, checksum]` in the end.
pub(crate) fn serve(port: MessagePort) {
    let sums: RefCell<BTreeMap<u32, Sha256>> = RefCell::default();
    let space = RefCell::new(Vec::new());
    let answer = port.clone();
    EventListener::new(&port, "message", move |event| {
        let message: Array = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
        let (number, what) = (message.get(0), message.get(1));
        let file = number.as_f64().unwrap_or_default() as u32;
        let mut sums = sums.borrow_mut();
        let said = match what.dyn_into::<ArrayBuffer>() {
            Ok(slice) => {
                let (sum, mut bytes) = (sums.entry(file).or_default(), space.borrow_mut());
                for piece in pieces(&Uint8Array::new(&slice)) {
                    bytes.resize(piece.length() as usize, 0);
                    piece.copy_to(&mut bytes);
                    sum.add(&bytes);
                }
                Array::of1(&number)
            }
            Err(end) => match (sums.remove(&file).unwrap_or_default(), end.is_truthy()) {
                (sum, true) => {
                    Array::of2(&number, &JsValue::from(Uint8Array::from(&sum.finish()[..])))
                }
                (_, false) => return,
            },
        };
        answer.post_message(&said).unwrap_throw();
    })
    .forget();
    port.start();
}
