//! In: the files a report was made from. Out: ten bytes by which two people see that they speak of the same files.

use sha2::{Digest as _, Sha256};

use crate::report::Report;

/// How many bytes of the digest a link carries.
pub(super) const LENGTH: usize = 10;

/// The beginning of a SHA-256 over the SHA-256 of every file that was read. Neither the files' names nor their order change it.
///
/// Shown as `1a2b-3c4d-5e6f-7081-92a3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub(super) [u8; LENGTH]);

impl Fingerprint {
    /// The fingerprint of a report's inputs.
    pub fn of(report: &Report) -> Fingerprint {
        let mut sums: Vec<String> =
            report.inputs.iter().map(|input| input.sha256.clone()).collect();
        sums.sort();
        let mut hasher = Sha256::new();
        for sum in sums {
            hasher.update(&sum);
            hasher.update("\n");
        }
        let mut beginning = [0; LENGTH];
        for (byte, digest) in beginning.iter_mut().zip(hasher.finalize()) {
            *byte = digest;
        }
        Fingerprint(beginning)
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, pair) in self.0.chunks(2).enumerate() {
            if 0 < at {
                f.write_str("-")?;
            }
            for byte in pair {
                write!(f, "{byte:02x}")?;
            }
        }
        Ok(())
    }
}
