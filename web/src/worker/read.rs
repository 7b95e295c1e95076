//! In: a file's handle. Out: its bytes, fed to the engine in order, and word of the progress.

use std::ops::ControlFlow;

use jiance::InputFeed;
use js_sys::Uint8Array;
use wasm_bindgen::UnwrapThrowExt as _;

use super::Helpers;
use super::courier::Courier;
use super::hashing::{Entries, Hasher};
use super::protocol::{Fault, Given};
use super::reading::Source;

/// How much is fed to the engine between two looks at the clock. Of a packed file it becomes a thousand times as much at most.
const FEED_BYTES: u32 = 128 * 1024;
/// Files that are larger than this are read by another worker, and have their checksum worked out by a third.
const HELPED: f64 = 1024.0 * 1024.0;

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
    // Only the run that the page wants may have the reader begin a file.
    courier.wanted()?;
    courier.begin_file(index);
    let Helpers { reader, hasher } =
        if HELPED < file.size() { courier.helpers() } else { Helpers::default() };
    let hashing = hasher.as_ref().map(Hasher::begin);
    let mut entries = None;
    if let Some(hasher) = &hasher {
        feed.expect_checksum();
        let (theirs, taking) = Entries::new(hasher);
        feed.hand_entries_to(taking);
        entries = Some(theirs);
    }
    let mut source = Source::of(file, reader.as_ref()).unwrap_throw();
    let (mut bytes, mut read) = (Vec::new(), 0);
    let broken = loop {
        let next = source.next().await;
        courier.wanted()?;
        match next {
            Ok(Some(slice)) => {
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
