//! In: a file's handle. Out: its bytes, fed to the engine in order, and word of the progress.

use std::ops::ControlFlow;

use jiance::InputFeed;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File};

use super::courier::Courier;

/// How much is asked of the browser at once. A call costs so much that small slices are ten times slower.
const SLICE_BYTES: f64 = 16.0 * 1024.0 * 1024.0;
/// How much is fed to the engine between two looks at the clock.
const FEED_BYTES: usize = 512 * 1024;

/// Files that are larger than this have their checksum worked out by the other worker.
const HASHED_ELSEWHERE: f64 = 1024.0 * 1024.0;

/// Reads a file to its end, to where the browser cannot read on, or, with a break, until the page stops the run; the next slice is always
/// asked for while one is checked.
pub(super) async fn read(
    file: &File,
    index: usize,
    mut feed: InputFeed<'_>,
    courier: &mut Courier,
) -> ControlFlow<()> {
    let size = file.size();
    let hasher = courier.hasher().filter(|_| HASHED_ELSEWHERE < size);
    let hashing = hasher.as_ref().map(|hasher| hasher.begin());
    if hashing.is_some() {
        feed.expect_checksum();
    }
    let mut at = 0.0;
    let mut next = ask(file, at);
    let mut bytes = Vec::new();
    let mut broken = None;
    while at < size {
        let slice = match arrival(next).await {
            Ok(slice) => slice,
            Err(reason) => {
                broken = Some(reason);
                break;
            }
        };
        let mut read = at as u64;
        at += SLICE_BYTES;
        next = if at < size { ask(file, at) } else { None };
        let view = Uint8Array::new(&slice);
        bytes.resize(view.length() as usize, 0);
        view.copy_to(&mut bytes);
        if let Some(hashing) = &hashing {
            hashing.add(&slice).await.unwrap_throw();
        }
        for piece in bytes.chunks(FEED_BYTES) {
            feed.feed(piece);
            read += piece.len() as u64;
            courier.tell(index, read, feed.sightings()).await?;
        }
    }
    if let Some(hashing) = hashing {
        feed.give_checksum(hashing.finish().await.unwrap_throw());
    }
    match broken {
        None => feed.finish(),
        Some(reason) => feed.fail(&reason),
    }
    courier.end_file(size as u64);
    ControlFlow::Continue(())
}

/// A file's first bytes, at most so many; none if it cannot be read.
pub(super) async fn first(file: &File, bytes: usize) -> Vec<u8> {
    let slice = file.slice_with_f64_and_f64(0.0, bytes as f64).ok();
    let arrived = arrival(slice.map(|slice| slice.array_buffer())).await;
    arrived.map(|bytes| Uint8Array::new(&bytes).to_vec()).unwrap_or_default()
}

fn ask(file: &File, at: f64) -> Option<Promise> {
    let slice = file.slice_with_f64_and_f64(at, at + SLICE_BYTES).ok()?;
    Some(slice.array_buffer())
}

/// The bytes asked for, or the browser's own word for why there are none (`NotReadableError`).
async fn arrival(asked: Option<Promise>) -> Result<ArrayBuffer, String> {
    let Some(asked) = asked else {
        return Err("NotReadableError".to_owned());
    };
    match JsFuture::from(asked).await {
        Ok(buffer) => Ok(buffer.unchecked_into()),
        Err(reason) => Err(reason_name(&reason)),
    }
}

fn reason_name(reason: &JsValue) -> String {
    reason.dyn_ref::<DomException>().map_or_else(|| format!("{reason:?}"), DomException::name)
}
