//! In: a file's handle. Out: its bytes, fed to the engine in order, and word of the progress.

use jiance::InputFeed;
use jiance::report::Sighting;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, DomException, File};

use super::protocol::FromWorker;
use super::send;

/// How much is asked of the browser at once. A call costs so much that small slices are ten times slower.
const SLICE_BYTES: f64 = 16.0 * 1024.0 * 1024.0;
/// How much is fed to the engine between two looks at the clock.
const FEED_BYTES: usize = 512 * 1024;
/// The least time between two messages: at most twenty a second.
const PAUSE_MS: f64 = 50.0;

/// Reads a file to its end, or to where the browser cannot read on; the next slice is always asked for while one is checked.
pub(super) async fn read(
    file: &File,
    index: usize,
    mut feed: InputFeed<'_>,
    courier: &mut Courier<'_>,
) {
    let size = file.size();
    let mut at = 0.0;
    let mut next = ask(file, at);
    let mut bytes = Vec::new();
    while at < size {
        let slice = match arrival(next).await {
            Ok(slice) => slice,
            Err(reason) => return feed.fail(&reason),
        };
        let mut read = at as u64;
        at += SLICE_BYTES;
        next = if at < size { ask(file, at) } else { None };
        bytes.resize(slice.length() as usize, 0);
        slice.copy_to(&mut bytes);
        for piece in bytes.chunks(FEED_BYTES) {
            feed.feed(piece);
            read += piece.len() as u64;
            courier.tell(index, read, feed.sightings());
        }
    }
    feed.finish();
}

fn ask(file: &File, at: f64) -> Option<Promise> {
    let slice = file.slice_with_f64_and_f64(at, at + SLICE_BYTES).ok()?;
    Some(slice.array_buffer())
}

/// The bytes asked for, or the browser's own word for why there are none (`NotReadableError`).
async fn arrival(asked: Option<Promise>) -> Result<Uint8Array, String> {
    let Some(asked) = asked else {
        return Err("NotReadableError".to_owned());
    };
    match JsFuture::from(asked).await {
        Ok(buffer) => Ok(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>())),
        Err(reason) => Err(reason_name(&reason)),
    }
}

fn reason_name(reason: &JsValue) -> String {
    reason.dyn_ref::<DomException>().map_or_else(|| format!("{reason:?}"), DomException::name)
}

/// Carries word of one run to the page, seldom enough that the page stays quick.
pub(super) struct Courier<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    run: u32,
    last_ms: f64,
    sightings_sent: usize,
}

impl<'a> Courier<'a> {
    pub(super) fn new(scope: &'a DedicatedWorkerGlobalScope, run: u32) -> Self {
        Courier { scope, run, last_ms: 0.0, sightings_sent: 0 }
    }

    fn tell(&mut self, file: usize, bytes: u64, sightings: &[Sighting]) {
        let now_ms = js_sys::Date::now();
        if now_ms - self.last_ms < PAUSE_MS {
            return;
        }
        self.last_ms = now_ms;
        send(self.scope, &FromWorker::Progress { run: self.run, file, bytes });
        let new = sightings.get(self.sightings_sent..).unwrap_or_default();
        if !new.is_empty() {
            self.sightings_sent = sightings.len();
            send(self.scope, &FromWorker::Sightings { run: self.run, new: new.to_vec() });
        }
    }
}
