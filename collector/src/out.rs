//! Where the parts of a collection go: bytes, front to back, without a way to fail. Trouble is kept by whoever takes them.

use alloc::vec::Vec;

/// Takes what a part consists of.
pub trait Out {
    /// Takes the next bytes.
    fn put(&mut self, bytes: &[u8]);

    /// True once nothing more is taken (the disk is full): whoever writes may as well stop.
    fn is_closed(&self) -> bool {
        false
    }
}

impl Out for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}
