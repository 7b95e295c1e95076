//! In: bytes, in chunks of any size. Out: their SHA-256. It may be worked out beside the check of the same bytes, which it takes as long as.

use sha2::{Digest, Sha256};

/// SHA-256 of the bytes so far.
#[derive(Debug, Default, Clone)]
pub struct Checksum(Sha256);

impl Checksum {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The bytes are over.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
