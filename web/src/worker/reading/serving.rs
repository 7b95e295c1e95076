//! In: a file's handle. Out: its slices, sent as soon as there is room for them.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, MessagePort};

use super::slices::Slices;
use crate::worker::bell::Bell;
use crate::worker::port::listen;

/// How many slices may be under way: each takes memory.
const UNDER_WAY: u32 = 3;

/// What is being read.
#[derive(Default)]
struct Reading {
    /// The number of the file; 0 if none is.
    file: Cell<u32>,
    under_way: Cell<u32>,
    bell: Bell,
}

impl Reading {
    fn turn_to(&self, file: u32) {
        self.file.set(file);
        self.under_way.set(0);
        self.bell.ring();
    }

    fn taken(&self) {
        self.under_way.set(self.under_way.get().saturating_sub(1));
        self.bell.ring();
    }

    /// Waits for room for another slice; false if this file is not read on.
    async fn has_room(&self, file: u32) -> bool {
        while self.file.get() == file && UNDER_WAY <= self.under_way.get() {
            self.bell.rung().await;
        }
        self.file.get() == file
    }
}

/// Reads for whoever speaks at this port: `[file, handle]`, then `[file]` for each slice that was taken, and `[file, false]` when no more
/// are wanted. Answers `[file, slice]` as often as there are, and in the end `[file]`, or `[file, reason]` where it can't read on.
pub(crate) fn serve(port: MessagePort) {
    let reading: Rc<Reading> = Rc::default();
    let answer = port.clone();
    listen(&port, move |file, what| match what.dyn_into::<File>() {
        Ok(handle) => {
            reading.turn_to(file);
            let (reading, answer) = (Rc::clone(&reading), answer.clone());
            spawn_local(async move { read(&reading, file, &handle, &answer).await });
        }
        Err(_) if reading.file.get() != file => {}
        Err(what) if what.is_undefined() => reading.taken(),
        Err(_) => reading.turn_to(0),
    })
    .forget();
}

async fn read(reading: &Reading, file: u32, handle: &File, answer: &MessagePort) {
    let mut slices = Slices::of(handle);
    loop {
        let next = slices.next().await;
        if !reading.has_room(file).await {
            return;
        }
        let end = match next {
            Ok(Some(slice)) => {
                reading.under_way.set(reading.under_way.get() + 1);
                let slice = slice.buffer();
                let message = Array::of2(&file.into(), &slice);
                answer.post_message_with_transferable(&message, &Array::of1(&slice)).unwrap_throw();
                continue;
            }
            Ok(None) => JsValue::UNDEFINED,
            Err(reason) => reason.into(),
        };
        return answer.post_message(&Array::of2(&file.into(), &end)).unwrap_throw();
    }
}
