//! In: slices of files, each with its file's number. Out: the checksum of each file when it is over.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use jiance::Sha256;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, MessagePort};

use super::at_once::{self, AtOnce};
use crate::worker::read::pieces;

/// A checksum in the making.
enum Sum {
    InPieces(Box<Sha256>),
    AtOnce(AtOnce),
}

impl Sum {
    fn add(&mut self, slice: &ArrayBuffer, space: &mut Vec<u8>) {
        match self {
            Sum::InPieces(sum) => {
                for piece in pieces(&Uint8Array::new(slice)) {
                    space.resize(piece.length() as usize, 0);
                    piece.copy_to(space);
                    sum.add(space);
                }
            }
            Sum::AtOnce(sum) => sum.add(slice),
        }
    }

    /// How many bytes it holds, or will.
    fn held(&self) -> f64 {
        match self {
            Sum::InPieces(_) => 0.0,
            Sum::AtOnce(sum) => sum.size(),
        }
    }

    async fn finish(self) -> [u8; 32] {
        match self {
            Sum::InPieces(sum) => sum.finish(),
            Sum::AtOnce(sum) => sum.finish().await,
        }
    }
}

/// The files that are under way.
#[derive(Default)]
struct Sums {
    sums: BTreeMap<u32, Sum>,
    /// For what is copied into the wasm's own memory.
    space: Vec<u8>,
    /// How many bytes are held of files that are over, but not their checksums.
    ending: f64,
}

impl Sums {
    fn begin(&mut self, file: u32, size: f64) {
        let all = self.ending + size + self.sums.values().map(Sum::held).sum::<f64>();
        let at_once = if all <= at_once::most() { AtOnce::of(size) } else { None };
        self.sums.insert(file, at_once.map_or_else(|| Sum::InPieces(Box::default()), Sum::AtOnce));
    }

    fn add(&mut self, file: u32, slice: &ArrayBuffer) {
        if let Some(sum) = self.sums.get_mut(&file) {
            sum.add(slice, &mut self.space);
        }
    }
}

/// Works out checksums for whoever speaks at this port: `[file, size]`, then `[file, slice]` as often as there are, and in the end
/// `[file, true]`, or `[file]` if it isn't wanted any more. Answers `[file]` to a slice, and `[file, checksum]` in the end.
pub(crate) fn serve(port: MessagePort) {
    let sums: Rc<RefCell<Sums>> = Rc::default();
    let answer = port.clone();
    EventListener::new(&port, "message", move |event| {
        let message: Array = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
        let (number, what) = (message.get(0), message.get(1));
        let file = number.as_f64().unwrap_or_default() as u32;
        if let Some(size) = what.as_f64() {
            return sums.borrow_mut().begin(file, size);
        }
        if let Some(slice) = what.dyn_ref::<ArrayBuffer>() {
            sums.borrow_mut().add(file, slice);
            return answer.post_message(&Array::of1(&number)).unwrap_throw();
        }
        let Some(sum) = sums.borrow_mut().sums.remove(&file).filter(|_| what.is_truthy()) else {
            return;
        };
        let (sums, answer) = (Rc::clone(&sums), answer.clone());
        spawn_local(async move {
            let held = sum.held();
            sums.borrow_mut().ending += held;
            let checksum = Uint8Array::from(&sum.finish().await[..]);
            sums.borrow_mut().ending -= held;
            answer.post_message(&Array::of2(&number, &JsValue::from(checksum))).unwrap_throw();
        });
    })
    .forget();
    port.start();
}
