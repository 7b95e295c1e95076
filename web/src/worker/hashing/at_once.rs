//! In: the slices of a file whose size is known, and that fits into memory. Out: its checksum, worked out by the browser itself, which has
//! the processor's own instructions for it but takes all bytes at once only.
//!
//! The browser copies what it is given, so that a file takes twice its size for a moment. Where that much cannot be had, or the browser
//! does not work out checksums (a page from a server without TLS), the file goes the other way: [`Sha256`], piece by piece.

use jiance::Sha256;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::worker::read::pieces;

const MIB: f64 = 1024.0 * 1024.0;
/// What may be held at a time where nobody knows how much memory there is.
const MOST: f64 = 256.0 * MIB;
/// What may be held where the browser says that there is plenty.
const MOST_OF_PLENTY: f64 = 1024.0 * MIB;
/// As browsers say it: in GiB, rounded, and often no more than this.
const PLENTY: f64 = 8.0;

#[wasm_bindgen]
extern "C" {
    /// The browser's checksums.
    type Subtle;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["globalThis", "crypto"], js_name = subtle)]
    static SUBTLE: Option<Subtle>;

    #[wasm_bindgen(method, catch)]
    fn digest(this: &Subtle, algorithm: &str, bytes: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["globalThis", "navigator"], js_name = deviceMemory)]
    static DEVICE_MEMORY: Option<f64>;

    /// A buffer that may not be had.
    #[wasm_bindgen(js_name = ArrayBuffer)]
    type Room;

    #[wasm_bindgen(constructor, catch, js_class = "ArrayBuffer")]
    fn new(bytes: f64) -> Result<Room, JsValue>;
}

/// How many bytes may be held at a time, of all files together.
pub(super) fn most() -> f64 {
    match DEVICE_MEMORY.with(Clone::clone) {
        Some(memory) if PLENTY <= memory => MOST_OF_PLENTY,
        _ => MOST,
    }
}

/// A file's bytes so far, in the browser's own memory.
pub(super) struct AtOnce {
    bytes: Uint8Array,
    filled: u32,
}

impl AtOnce {
    /// Makes room for a file of that size; none if it can't be had.
    pub(super) fn of(size: f64) -> Option<AtOnce> {
        SUBTLE.with(Option::is_some).then_some(())?;
        let room = Room::new(size).ok()?;
        // The browser's copy needs the same once more, and nobody hears of it if that is not to be had then.
        Room::new(size).ok()?;
        Some(AtOnce { bytes: Uint8Array::new(room.as_ref()), filled: 0 })
    }

    /// How much is held for it.
    pub(super) fn size(&self) -> f64 {
        f64::from(self.bytes.length())
    }

    pub(super) fn add(&mut self, slice: &ArrayBuffer) {
        self.bytes.set(&Uint8Array::new(slice), self.filled);
        self.filled += slice.byte_length();
    }

    /// The checksum of what came; a file that could not be read to its end has less than its size.
    pub(super) async fn finish(self) -> [u8; 32] {
        let bytes = self.bytes.subarray(0, self.filled);
        let mut checksum = [0; 32];
        match digest(&bytes).await {
            Some(digest) if digest.length() as usize == checksum.len() => {
                digest.copy_to(&mut checksum);
                checksum
            }
            _ => in_pieces(&bytes),
        }
    }
}

async fn digest(bytes: &Uint8Array) -> Option<Uint8Array> {
    let asked = SUBTLE.with(|subtle| subtle.as_ref()?.digest("SHA-256", bytes).ok())?;
    let answer = JsFuture::from(asked).await.ok()?;
    Some(Uint8Array::new(answer.dyn_ref::<ArrayBuffer>()?))
}

fn in_pieces(bytes: &Uint8Array) -> [u8; 32] {
    let mut sum = Sha256::default();
    for piece in pieces(bytes) {
        sum.add(&piece.to_vec());
    }
    sum.finish()
}
