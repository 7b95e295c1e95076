//! In: the slices of a file that was read. Out: its checksum, which the other worker works out.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::MessagePort;

use crate::worker::bell::Bell;
use crate::worker::port::listen;

/// How many slices may wait for the other worker: each takes memory.
const WAITING: u32 = 3;

/// The way to the other worker.
#[derive(Debug)]
pub(in crate::worker) struct Hasher {
    port: MessagePort,
    heard: Rc<Heard>,
    files: Cell<u32>,
    _listener: EventListener,
}

/// What it answered.
#[derive(Debug, Default)]
struct Heard {
    waiting: Cell<u32>,
    /// Of files that are over, by their numbers.
    sums: RefCell<Vec<(u32, [u8; 32])>>,
    bell: Bell,
}

impl Heard {
    fn hear(&self, file: u32, word: JsValue) {
        match word.dyn_into::<Uint8Array>() {
            Ok(sum) => {
                let mut bytes = [0; 32];
                if sum.length() as usize == bytes.len() {
                    sum.copy_to(&mut bytes);
                }
                self.sums.borrow_mut().push((file, bytes));
            }
            Err(_) => self.waiting.set(self.waiting.get().saturating_sub(1)),
        }
        self.bell.ring();
    }
}

impl Hasher {
    /// The other worker listens at the other end of this port.
    pub(in crate::worker) fn at(port: MessagePort) -> Hasher {
        let heard = Rc::new(Heard::default());
        let listener = listen(&port, {
            let heard = Rc::clone(&heard);
            move |file, word| heard.hear(file, word)
        });
        Hasher { port, heard, files: Cell::new(0), _listener: listener }
    }

    /// Begins a file.
    pub(in crate::worker) fn begin(self: &Rc<Self>) -> Hashing {
        let file = self.files.get() + 1;
        self.files.set(file);
        Hashing { hasher: Rc::clone(self), file, is_over: false }
    }

    /// Waits until at most so many slices wait for the other worker.
    pub(super) async fn wait_for(&self, most: u32) {
        while most < self.heard.waiting.get() {
            self.heard.bell.rung().await;
        }
    }

    /// The checksum of a file that is over.
    pub(super) async fn sum(&self, file: u32) -> [u8; 32] {
        loop {
            let is_of_it = |(of, _): &mut (u32, [u8; 32])| *of == file;
            if let Some((_, sum)) = self.heard.sums.borrow_mut().extract_if(.., is_of_it).next() {
                return sum;
            }
            self.heard.bell.rung().await;
        }
    }
}

/// A file whose checksum is being worked out.
#[derive(Debug)]
pub(in crate::worker) struct Hashing {
    hasher: Rc<Hasher>,
    file: u32,
    is_over: bool,
}

impl Hashing {
    /// The number by which the file is known.
    pub(super) fn number(&self) -> u32 {
        self.file
    }

    /// Hands over the next slice; waits while too many are waiting.
    pub(in crate::worker) async fn add(&self, slice: &ArrayBuffer) -> Result<(), JsValue> {
        self.hasher.wait_for(WAITING - 1).await;
        self.add_at_once(slice)
    }

    /// The same, without waiting.
    pub(super) fn add_at_once(&self, slice: &ArrayBuffer) -> Result<(), JsValue> {
        let waiting = &self.hasher.heard.waiting;
        waiting.set(waiting.get() + 1);
        let message = Array::of2(&self.file.into(), slice);
        self.hasher.port.post_message_with_transferable(&message, &Array::of1(slice))
    }

    /// All slices were handed over.
    pub(super) fn end(mut self) -> Result<(), JsValue> {
        self.is_over = true;
        self.hasher.port.post_message(&Array::of2(&self.file.into(), &JsValue::TRUE))
    }

    /// The checksum of all slices.
    pub(in crate::worker) async fn finish(self) -> Result<[u8; 32], JsValue> {
        let (hasher, file) = (Rc::clone(&self.hasher), self.file);
        self.end()?;
        Ok(hasher.sum(file).await)
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        if !self.is_over {
            self.hasher.port.post_message(&Array::of1(&self.file.into())).ok();
        }
    }
}
