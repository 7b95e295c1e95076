//! In: a file's handle. Out: its bytes, fed to the engine in order, and word of the progress.

use std::ops::ControlFlow;

use jiance::InputFeed;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, UnwrapThrowExt as _};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::browser;

use super::courier::Courier;
use super::hashing::Entries;
use super::protocol::{Fault, Given};

/// How much is asked of the browser at once. A call costs so much that small slices are ten times slower.
const SLICE_BYTES: f64 = 16.0 * 1024.0 * 1024.0;
/// How much is asked of it first.
const FIRST_BYTES: f64 = 1024.0 * 1024.0;
/// How much is fed to the engine between two looks at the clock. Of a packed file it becomes a thousand times as much at most.
const FEED_BYTES: u32 = 128 * 1024;
/// Files that are larger than this have their checksum worked out by the other worker.
const HASHED_ELSEWHERE: f64 = 1024.0 * 1024.0;
/// The browsers' word for bytes that cannot be had.
const NOT_READABLE: &str = "NotReadableError";

/// A file's bytes, slice after slice; the next one is always asked for while one is used.
pub(super) struct Slices<'a> {
    file: &'a File,
    size: f64,
    at: f64,
    next: Option<JsFuture>,
}

impl<'a> Slices<'a> {
    pub(super) fn of(file: &'a File) -> Slices<'a> {
        Slices { file, size: file.size(), at: 0.0, next: ask(file, 0.0) }
    }

    /// The next slice, and where it begins; none at the end; or the browser's own word for why it can't be read.
    pub(super) async fn next(&mut self) -> Result<Option<(u64, Uint8Array)>, String> {
        if self.size <= self.at {
            return Ok(None);
        }
        let (begin, end) = (self.at, end_of_slice(self.at));
        let slice = arrival(self.next.take(), end.min(self.size) - begin).await?;
        self.at = end;
        self.next = if end < self.size { ask(self.file, end) } else { None };
        Ok(Some((begin as u64, slice)))
    }
}

/// The first slice is small, so that the first sign is soon seen.
fn end_of_slice(begin: f64) -> f64 {
    begin + if begin == 0.0 { FIRST_BYTES } else { SLICE_BYTES }
}

/// A slice in pieces, so that little of it stands in the wasm's own memory at a time.
pub(super) fn pieces(slice: &Uint8Array) -> impl Iterator<Item = Uint8Array> {
    let length = slice.length();
    (0..length)
        .step_by(FEED_BYTES as usize)
        .map(move |at| slice.subarray(at, length.min(at + FEED_BYTES)))
}

/// Reads a file to its end, to where the browser cannot read on, or, with a break, until the page stops the run. Gives the checksums of what
/// an archive holds, by the numbers under which its checks await them.
pub(super) async fn read(
    Given { file, fault, .. }: &Given,
    index: usize,
    mut feed: InputFeed<'_>,
    courier: &mut Courier,
) -> ControlFlow<(), Vec<(u32, [u8; 32])>> {
    if let Some(fault) = fault {
        match fault {
            Fault::Unreadable(reason) => feed.fail(reason),
            Fault::Broke(reason) => feed.give_up(reason),
        }
        courier.end_file(file.size() as u64);
        return ControlFlow::Continue(Vec::new());
    }
    courier.begin_file(index);
    let hasher = courier.hasher().filter(|_| HASHED_ELSEWHERE < file.size());
    let hashing = hasher.as_ref().map(|hasher| hasher.begin(file.size()).unwrap_throw());
    let mut entries = None;
    if let Some(hasher) = &hasher {
        feed.expect_checksum();
        let (theirs, taking) = Entries::new(hasher);
        feed.hand_entries_to(taking);
        entries = Some(theirs);
    }
    let (mut slices, mut bytes) = (Slices::of(file), Vec::new());
    let broken = loop {
        match slices.next().await {
            Ok(Some((mut read, slice))) => {
                for piece in pieces(&slice) {
                    bytes.resize(piece.length() as usize, 0);
                    piece.copy_to(&mut bytes);
                    feed.feed(&bytes);
                    read += bytes.len() as u64;
                    courier.tell(index, read, feed.sightings()).await?;
                    if let Some(entries) = &entries {
                        entries.wait().await;
                    }
                }
                if let Some(hashing) = &hashing {
                    hashing.add(&slice.buffer()).await.unwrap_throw();
                }
            }
            Ok(None) => break None,
            Err(reason) => break Some(reason),
        }
    };
    if let Some(hashing) = hashing {
        feed.give_checksum(hashing.finish().await.unwrap_throw());
    }
    match broken {
        Some(reason) => feed.fail(&reason),
        None => feed.finish(),
    }
    courier.end_file(file.size() as u64);
    ControlFlow::Continue(match entries {
        Some(entries) => entries.sums().await,
        None => Vec::new(),
    })
}

/// A file's first bytes, at most so many; none if it cannot be read.
pub(super) async fn first(file: &File, bytes: usize) -> Vec<u8> {
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
