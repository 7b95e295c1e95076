//! In: a file's handle. Out: its slices, which another worker reads.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{File, MessagePort};

use crate::worker::bell::Bell;
use crate::worker::port::listen;

/// The way to the worker that reads. It reads one file at a time.
#[derive(Debug)]
pub(in crate::worker) struct Reader {
    port: MessagePort,
    arrived: Rc<Arrived>,
    _listener: EventListener,
}

/// What it sent of the last file that was begun, and nobody took yet.
#[derive(Debug, Default)]
struct Arrived {
    file: Cell<u32>,
    parts: RefCell<VecDeque<JsValue>>,
    bell: Bell,
}

impl Reader {
    /// The other worker listens at the other end of this port.
    pub(in crate::worker) fn at(port: MessagePort) -> Reader {
        let arrived = Rc::new(Arrived::default());
        let listener = listen(&port, {
            let arrived = Rc::clone(&arrived);
            move |file, part| {
                if file == arrived.file.get() {
                    arrived.parts.borrow_mut().push_back(part);
                    arrived.bell.ring();
                }
            }
        });
        Reader { port, arrived, _listener: listener }
    }

    /// Begins a file; the one before is not read on, and whoever waits for it is told so.
    pub(super) fn open(self: &Rc<Self>, file: &File) -> Result<Arriving, JsValue> {
        let number = self.arrived.file.get() + 1;
        self.arrived.file.set(number);
        self.arrived.parts.borrow_mut().clear();
        self.arrived.bell.ring();
        self.port.post_message(&Array::of2(&number.into(), file))?;
        Ok(Arriving { reader: Rc::clone(self), file: number })
    }
}

/// A file that is being read.
pub(in crate::worker) struct Arriving {
    reader: Rc<Reader>,
    file: u32,
}

impl Arriving {
    /// The next slice; none at the end; or the browser's own word for why it can't be read, which is empty if another file was begun.
    pub(super) async fn next(&mut self) -> Result<Option<Uint8Array>, String> {
        let part = self.part().await.ok_or_else(String::new)?;
        if let Some(slice) = part.dyn_ref::<ArrayBuffer>() {
            self.reader.port.post_message(&Array::of1(&self.file.into())).ok();
            return Ok(Some(Uint8Array::new(slice)));
        }
        part.as_string().map_or(Ok(None), Err)
    }

    async fn part(&self) -> Option<JsValue> {
        let arrived = &self.reader.arrived;
        while arrived.file.get() == self.file {
            let part = arrived.parts.borrow_mut().pop_front();
            match part {
                Some(part) => return Some(part),
                None => arrived.bell.rung().await,
            }
        }
        None
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.reader.port.post_message(&Array::of2(&self.file.into(), &JsValue::FALSE)).ok();
    }
}
