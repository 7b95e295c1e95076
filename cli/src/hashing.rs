//! In: a file's bytes, in buffers. Out: their checksum, worked out in a thread of its own while the same bytes are checked.

use std::mem::take;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use jiance::Sha256;

/// How many buffers may wait for the thread.
const WAITING: usize = 4;

/// A checksum in the making.
pub(crate) struct Hashing {
    /// The first buffer, until a second one comes: small files need no thread.
    first: Arc<Vec<u8>>,
    thread: Option<Thread>,
    /// Buffers that were used before, to be used again.
    used: Vec<Arc<Vec<u8>>>,
}

impl Hashing {
    pub(crate) fn begin() -> Hashing {
        Hashing { first: Arc::default(), thread: None, used: Vec::new() }
    }

    /// A buffer of that many bytes to read into.
    pub(crate) fn buffer(&mut self, bytes: usize) -> Vec<u8> {
        let free = self.used.iter_mut().find_map(Arc::get_mut);
        let mut buffer = free.map(take).unwrap_or_default();
        self.used.retain(|used| used.capacity() != 0);
        buffer.resize(bytes, 0);
        buffer
    }

    /// Takes the file's next bytes, and lends them.
    pub(crate) fn add(&mut self, buffer: Vec<u8>) -> &[u8] {
        let buffer = Arc::new(buffer);
        if self.first.is_empty() {
            self.first = buffer;
            return &self.first;
        }
        let (sender, _) = self.thread.get_or_insert_with(|| begin_thread(Arc::clone(&self.first)));
        // It listens until the sender is gone.
        sender.send(Arc::clone(&buffer)).ok();
        self.used.push(buffer);
        self.used.last().map_or(&[], |buffer| buffer.as_slice())
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        if let Some((sender, thread)) = self.thread {
            drop(sender);
            return thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
        let mut checksum = Sha256::default();
        checksum.add(&self.first);
        checksum.finish()
    }
}

type Thread = (SyncSender<Arc<Vec<u8>>>, JoinHandle<[u8; 32]>);

fn begin_thread(first: Arc<Vec<u8>>) -> Thread {
    let (sender, buffers) = sync_channel(WAITING);
    let thread = thread::spawn(move || {
        let mut checksum = Sha256::default();
        for buffer in std::iter::once(first).chain(buffers) {
            checksum.add(&buffer);
        }
        checksum.finish()
    });
    (sender, thread)
}
