//! In: a hive's first 4096 bytes. Out: which file it is, whether all of it was written, where its root lies.
//!
//! Source of the offsets: the published descriptions of the `regf` format (libregf's and Suhanov's documents).

use crate::formats::binary::{push_utf16, u32_at};

/// Length of the base block; the hive's bins follow it.
pub(super) const BYTES: usize = 4096;

const MAGIC: &[u8] = b"regf";
const CHECKSUM_AT: usize = 508;

/// What the base block says.
#[derive(Debug)]
pub(super) struct BaseBlock {
    /// Both sequence numbers agree and the checksum fits: nothing waits in a log.
    pub(super) is_written_back: bool,
    /// Offset of the root key's cell in the bins.
    pub(super) root: u32,
    /// Last part of the path it was loaded from: `SOFTWARE`, `ntuser.dat`.
    pub(super) file_name: String,
    bins: u32,
}

impl BaseBlock {
    /// Reads it; `None` while it is not all there.
    pub(super) fn read(bytes: &[u8]) -> Option<BaseBlock> {
        let block = bytes.get(..BYTES)?;
        let mut path = String::new();
        push_utf16(block.get(48..112)?, &mut path);
        let path = path.split('\0').next().unwrap_or_default();
        let sums = (0..CHECKSUM_AT).step_by(4).filter_map(|at| u32_at(block, at));
        // The sums 0 and -1 are written as 1 and -2.
        let checksum = match sums.fold(0, |sum, word| sum ^ word) {
            0 => 1,
            u32::MAX => u32::MAX - 1,
            sum => sum,
        };
        Some(BaseBlock {
            is_written_back: u32_at(block, 4) == u32_at(block, 8)
                && u32_at(block, CHECKSUM_AT) == Some(checksum),
            root: u32_at(block, 36)?,
            file_name: path.rsplit(['\\', '/']).next().unwrap_or_default().to_owned(),
            bins: u32_at(block, 40)?,
        })
    }

    /// How long the file is by its own account.
    pub(super) fn file_bytes(&self) -> usize {
        usize::try_from(self.bins).unwrap_or(usize::MAX).saturating_add(BYTES)
    }
}

/// The type of a `regf` file: 0 the hive itself, 1, 2 and 6 its logs; `None` for anything else.
pub(super) fn file_type(head: &[u8]) -> Option<u32> {
    let is_version_1 = u32_at(head, 20) == Some(1);
    (head.starts_with(MAGIC) && is_version_1).then(|| u32_at(head, 28)).flatten()
}
