//! In: slices of files, each with its file's number. Out: the checksum of each file when it is over.

use std::cell::RefCell;

use jiance::Sha256;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, UnwrapThrowExt as _};
use web_sys::MessagePort;

use crate::worker::port::listen;
use crate::worker::read::pieces;

/// The checksums in the making.
#[derive(Default)]
struct Sums {
    /// By their files' numbers; hardly more than one at a time.
    sums: Vec<(u32, Sha256)>,
    /// For what is copied into the wasm's own memory.
    space: Vec<u8>,
}

impl Sums {
    fn add(&mut self, file: u32, slice: &ArrayBuffer) {
        let mut sum = self.take(file);
        for piece in pieces(&Uint8Array::new(slice)) {
            self.space.resize(piece.length() as usize, 0);
            piece.copy_to(&mut self.space);
            sum.add(&self.space);
        }
        self.sums.push((file, sum));
    }

    /// What there is of a file.
    fn take(&mut self, file: u32) -> Sha256 {
        let taken = self.sums.extract_if(.., |(of, _)| *of == file).next();
        taken.map(|(_, sum)| sum).unwrap_or_default()
    }
}

/// Works out checksums for whoever speaks at this port: `[file, slice]` as often as there are, and in the end `[file, true]`, or `[file]`
/// if it isn't wanted any more. Answers `[file]` to a slice, and `[file, checksum]` in the end.
pub(crate) fn serve(port: MessagePort) {
    let sums: RefCell<Sums> = RefCell::default();
    let answer = port.clone();
    listen(&port, move |file, what| {
        let mut sums = sums.borrow_mut();
        if let Some(slice) = what.dyn_ref::<ArrayBuffer>() {
            sums.add(file, slice);
            return answer.post_message(&Array::of1(&file.into())).unwrap_throw();
        }
        let sum = sums.take(file);
        if what.is_truthy() {
            let checksum = Uint8Array::from(&sum.finish()[..]);
            answer.post_message(&Array::of2(&file.into(), &checksum)).unwrap_throw();
        }
    })
    .forget();
}
