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
    files: Cell<u32>,
    _listener: EventListener,
}

/// What it sent and nobody took yet.
#[derive(Debug, Default)]
struct Arrived {
    messages: RefCell<VecDeque<Array>>,
    bell: Bell,
}

impl Reader {
    /// The other worker listens at the other end of this port.
    pub(in crate::worker) fn at(port: MessagePort) -> Reader {
        let arrived = Rc::new(Arrived::default());
        let listener = listen(&port, {
            let arrived = Rc::clone(&arrived);
            move |message| {
                arrived.messages.borrow_mut().push_back(message);
                arrived.bell.ring();
            }
        });
        Reader { port, arrived, files: Cell::new(0), _listener: listener }
    }

    /// Begins a file; the one before is not read on.
    pub(super) fn open(self: &Rc<Self>, file: &File) -> Result<Arriving, JsValue> {
        let number = self.files.get() + 1;
        self.files.set(number);
        self.port.post_message(&Array::of2(&number.into(), file))?;
        Ok(Arriving { reader: Rc::clone(self), file: number })
    }

    /// The next message of a file. Those of files that are not read on are dropped.
    async fn message(&self, file: u32) -> Array {
        loop {
            let message = self.arrived.messages.borrow_mut().pop_front();
            match message {
                Some(message) if message.get(0) == file => return message,
                Some(_) => {}
                None => self.arrived.bell.rung().await,
            }
        }
    }
}

/// A file that is being read.
pub(in crate::worker) struct Arriving {
    reader: Rc<Reader>,
    file: u32,
}

impl Arriving {
    /// The next slice; none at the end; or the browser's own word for why it can't be read.
    pub(super) async fn next(&mut self) -> Result<Option<Uint8Array>, String> {
        let what = self.reader.message(self.file).await.get(1);
        if let Some(slice) = what.dyn_ref::<ArrayBuffer>() {
            self.reader.port.post_message(&Array::of1(&self.file.into())).ok();
            return Ok(Some(Uint8Array::new(slice)));
        }
        what.as_string().map_or(Ok(None), Err)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.reader.port.post_message(&Array::of2(&self.file.into(), &JsValue::FALSE)).ok();
    }
}
