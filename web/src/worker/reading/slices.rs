//! In: a file's handle. Out: its bytes, slice after slice, as the browser gives them.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::browser;

/// How much is asked of the browser at once. A call costs so much that small slices are ten times slower.
const SLICE_BYTES: f64 = 8.0 * 1024.0 * 1024.0;
/// How much is asked of it first.
const FIRST_BYTES: f64 = 1024.0 * 1024.0;
/// The browsers' word for bytes that cannot be had.
const NOT_READABLE: &str = "NotReadableError";

/// A file's slices; the next one is always asked for while one is used.
pub(in crate::worker) struct Slices<'a> {
    file: &'a File,
    size: f64,
    at: f64,
    next: Option<JsFuture>,
}

impl<'a> Slices<'a> {
    pub(in crate::worker) fn of(file: &'a File) -> Slices<'a> {
        Slices { file, size: file.size(), at: 0.0, next: ask(file, 0.0) }
    }

    /// The next slice; none at the end; or the browser's own word for why it can't be read.
    pub(in crate::worker) async fn next(&mut self) -> Result<Option<Uint8Array>, String> {
        if self.size <= self.at {
            return Ok(None);
        }
        let end = end_of_slice(self.at);
        let slice = arrival(self.next.take(), end.min(self.size) - self.at).await?;
        self.at = end;
        self.next = if end < self.size { ask(self.file, end) } else { None };
        Ok(Some(slice))
    }
}

/// The first slice is small, so that the first sign is soon seen.
fn end_of_slice(begin: f64) -> f64 {
    begin + if begin == 0.0 { FIRST_BYTES } else { SLICE_BYTES }
}

/// A file's first bytes, at most so many; none if it cannot be read.
pub(in crate::worker) async fn first(file: &File, bytes: usize) -> Vec<u8> {
    let slice = file.slice_with_f64_and_f64(0.0, bytes as f64).ok();
    let arrived = arrival(slice.map(|slice| JsFuture::from(slice.array_buffer())), 0.0).await;
    arrived.map(|bytes| bytes.to_vec()).unwrap_or_default()
}

/// Heard from the moment it is asked: a refusal that comes while the slice before is checked is this file's, and not the worker's end.
fn ask(file: &File, at: f64) -> Option<JsFuture> {
    let slice = file.slice_with_f64_and_f64(at, end_of_slice(at)).ok()?;
    Some(JsFuture::from(slice.array_buffer()))
}

/// The bytes asked for, at least so many, or the browser's own word for why there are none. Fewer come of a file that shrank meanwhile.
async fn arrival(asked: Option<JsFuture>, least: f64) -> Result<Uint8Array, String> {
    let Some(asked) = asked else {
        return Err(NOT_READABLE.to_owned());
    };
    match asked.await {
        Ok(buffer) => {
            let bytes = Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>());
            let is_whole = least <= f64::from(bytes.length());
            is_whole.then_some(bytes).ok_or_else(|| NOT_READABLE.to_owned())
        }
        Err(reason) => Err(browser::reason(&reason)),
    }
}
