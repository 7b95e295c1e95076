//! In: the bytes of an archive's entries, as the engine unpacks them. Out: their checksums, which the other worker works out.

use std::cell::RefCell;
use std::mem::take;
use std::rc::Rc;

use jiance::EntryChecksums;
use js_sys::Uint8Array;
use wasm_bindgen::UnwrapThrowExt as _;

use super::asking::{Hasher, Hashing};

/// How many bytes are handed over at a time.
const PIECE: usize = 1024 * 1024;
/// How many such pieces may wait for the other worker between two pieces of the archive.
const WAITING: u32 = 32;

/// The entries of one archive.
pub(in crate::worker) struct Entries {
    hasher: Rc<Hasher>,
    /// The numbers of those that are over.
    over: Rc<RefCell<Vec<u32>>>,
}

impl Entries {
    /// None of them yet; and who takes their bytes.
    pub(in crate::worker) fn new(hasher: &Rc<Hasher>) -> (Entries, Box<dyn EntryChecksums>) {
        let over: Rc<RefCell<Vec<u32>>> = Rc::default();
        let taking = Taking {
            hasher: Rc::clone(hasher),
            over: Rc::clone(&over),
            open: None,
            piece: Vec::new(),
        };
        (Entries { hasher: Rc::clone(hasher), over }, Box::new(taking))
    }

    /// Waits while too many of their bytes are waiting.
    pub(in crate::worker) async fn wait(&self) {
        self.hasher.wait_for(WAITING).await;
    }

    /// The checksum of each that is over, with its number.
    pub(in crate::worker) async fn sums(self) -> Vec<(u32, [u8; 32])> {
        let mut sums = Vec::new();
        for number in self.over.take() {
            sums.push((number, self.hasher.sum(number).await));
        }
        sums
    }
}

/// Takes the bytes.
#[derive(Debug)]
struct Taking {
    hasher: Rc<Hasher>,
    over: Rc<RefCell<Vec<u32>>>,
    open: Option<Hashing>,
    /// What was not handed over yet.
    piece: Vec<u8>,
}

impl Taking {
    fn hand_over(&mut self) {
        if let Some(open) = &self.open {
            open.add_at_once(&Uint8Array::from(self.piece.as_slice()).buffer()).unwrap_throw();
        }
        self.piece.clear();
    }
}

impl EntryChecksums for Taking {
    fn begin(&mut self) -> u32 {
        self.piece.clear();
        self.open.insert(self.hasher.begin()).number()
    }

    fn add(&mut self, bytes: &[u8]) {
        self.piece.extend_from_slice(bytes);
        if PIECE <= self.piece.len() {
            self.hand_over();
        }
    }

    fn end(&mut self) {
        self.hand_over();
        if let Some(open) = take(&mut self.open) {
            self.over.borrow_mut().push(open.number());
            open.end().unwrap_throw();
        }
    }
}
