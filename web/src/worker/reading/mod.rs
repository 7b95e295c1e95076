//! In: a file's handle. Out: its bytes, slice after slice, read by this worker or, for large files, by another.
//!
//! The browser puts a slice together on the thread that asked for it, a little at a time. A thread that is busy with the slice before
//! keeps it waiting, so that nothing is won by asking early; a worker that does nothing else is there in time.

mod asking;
mod serving;
mod slices;

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::File;

use asking::Arriving;
pub(super) use asking::Reader;
pub(super) use serving::serve;
pub(super) use slices::{Slices, first};

/// Where a file's slices come from.
pub(super) enum Source<'a> {
    Here(Slices<'a>),
    Elsewhere(Arriving),
}

impl<'a> Source<'a> {
    pub(super) fn of(file: &'a File, reader: Option<&Rc<Reader>>) -> Result<Source<'a>, JsValue> {
        Ok(match reader {
            Some(reader) => Source::Elsewhere(reader.open(file)?),
            None => Source::Here(Slices::of(file)),
        })
    }

    /// The next slice; none at the end; or the browser's own word for why it can't be read.
    pub(super) async fn next(&mut self) -> Result<Option<Uint8Array>, String> {
        match self {
            Source::Here(slices) => slices.next().await,
            Source::Elsewhere(arriving) => arriving.next().await,
        }
    }
}
