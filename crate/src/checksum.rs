//! In: bytes, piece by piece. Out: their CRC-32, as archives hold it.

use std::fmt::{Debug, Formatter};
use std::sync::LazyLock;

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};

/// The table is random to a compressor, so it is made while running and not a part of the page.
static CRC_32: LazyLock<Crc<u32, Table<16>>> =
    LazyLock::new(|| Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC));

/// A checksum of what came so far.
#[derive(Clone)]
pub(crate) struct Checksum(Digest<'static, u32, Table<16>>);

impl Checksum {
    pub(crate) fn new() -> Checksum {
        Checksum(CRC_32.digest())
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finalize(self) -> u32 {
        self.0.finalize()
    }
}

impl Debug for Checksum {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:08x}", self.clone().finalize())
    }
}

/// The checksum of bytes that are all there.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    CRC_32.checksum(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        let mut sum = Checksum::new();
        [&b"1234"[..], b"56789"].into_iter().for_each(|piece| sum.update(piece));
        assert_eq!(sum.finalize(), 0xCBF4_3926);
    }
}
