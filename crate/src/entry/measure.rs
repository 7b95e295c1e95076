//! In: some bytes. Out: how many they are, and their checksum, whoever works it out.

use crate::sha256::Sha256;

/// Size and checksum of some bytes.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(super) bytes: u64,
    sum: Sum,
}

/// Who works the checksum out.
#[derive(Debug, Clone)]
enum Sum {
    Own(Sha256),
    /// Whoever feeds the bytes; none until it is known.
    Given(Option<[u8; 32]>),
    /// Whoever gets the bytes of entries, under this number.
    Awaited(u32),
}

impl Default for Measure {
    fn default() -> Measure {
        Measure { bytes: 0, sum: Sum::Own(Sha256::default()) }
    }
}

impl Measure {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if let Sum::Own(checksum) = &mut self.sum {
            checksum.add(bytes);
        }
    }

    /// The checksum is worked out elsewhere; none while it is not known.
    pub(crate) fn give(&mut self, checksum: Option<[u8; 32]>) {
        self.sum = Sum::Given(checksum);
    }

    /// The checksum is worked out elsewhere, and comes under this number when the entry is over.
    pub(crate) fn awaiting(number: u32) -> Measure {
        Measure { bytes: 0, sum: Sum::Awaited(number) }
    }

    pub(super) fn awaited(&self) -> Option<u32> {
        if let Sum::Awaited(number) = self.sum { Some(number) } else { None }
    }

    pub(super) fn hex(self) -> String {
        let checksum = match self.sum {
            Sum::Own(checksum) => Some(checksum.finish()),
            Sum::Given(checksum) => checksum,
            Sum::Awaited(_) => None,
        };
        checksum.as_ref().map_or_else(String::new, hex)
    }
}

pub(super) fn hex(checksum: &[u8; 32]) -> String {
    checksum.iter().map(|byte| format!("{byte:02x}")).collect()
}
