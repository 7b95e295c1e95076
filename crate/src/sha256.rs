//! In: bytes, piece by piece. Out: their SHA-256. It may be worked out beside the check of the same bytes, which takes no longer.

use sha2::Digest as _;

/// SHA-256 of the bytes so far.
#[derive(Debug, Default, Clone)]
pub struct Sha256(sha2::Sha256);

impl Sha256 {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The bytes are over.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Works out the checksums of what an archive holds, beside its check: one entry after another.
pub trait EntryChecksums: std::fmt::Debug {
    /// An entry begins. Gives the number by which its checksum will be known.
    fn begin(&mut self) -> u32;
    /// The next bytes of that entry.
    fn add(&mut self, bytes: &[u8]);
    /// The entry is over.
    fn end(&mut self);
}
