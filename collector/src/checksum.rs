//! The checksum of zips. One table of a kibibyte: faster ways need more room than the rest of the program.

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};

static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// A checksum being made.
pub(crate) type Checksum = Digest<'static, u32, Table<1>>;

/// The checksum of nothing yet.
pub(crate) fn begin() -> Checksum {
    CRC.digest()
}
