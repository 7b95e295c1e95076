//! In: a hive's first 4096 bytes. Out: which file it is, whether all of it was written, where its root lies.
//!
//! Source of the offsets: the published descriptions of the `regf` format (libregf's and Suhanov's documents).

use crate::formats::fields::{push_utf16, u32_at};

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

#[cfg(test)]
mod tests {
    use super::*;

    /// A base block with these sequence numbers and, at its end, the exclusive or of its words, put in by `sum`.
    fn block(first: u32, second: u32, sum: impl Fn(u32) -> u32) -> BaseBlock {
        let mut bytes = vec![0; BYTES];
        for (at, number) in [(4, first), (8, second), (20, 1), (36, 32), (40, 8192)] {
            bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        for (at, unit) in (48..).step_by(2).zip("\\??\\C:\\Users\\a\\ntuser.dat".encode_utf16()) {
            bytes[at..at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        let words = bytes.chunks_exact(4).map(|word| u32_at(word, 0).unwrap_or_default());
        let checksum = sum(words.take(127).fold(0, |sum, word| sum ^ word));
        bytes[508..512].copy_from_slice(&checksum.to_le_bytes());
        BaseBlock::read(&bytes).expect("a base block")
    }

    #[test]
    fn only_equal_numbers_and_a_fitting_checksum_say_that_all_is_written() {
        assert!(block(7, 7, |sum| sum).is_written_back);
        assert!(!block(8, 7, |sum| sum).is_written_back);
        assert!(!block(7, 7, |sum| sum ^ 1).is_written_back);
    }

    #[test]
    fn its_name_is_the_paths_last_part_and_its_length_counts_the_block() {
        let block = block(1, 1, |sum| sum);
        assert_eq!((block.file_name.as_str(), block.root), ("ntuser.dat", 32));
        assert_eq!(block.file_bytes(), 4096 + 8192);
    }

    #[test]
    fn a_block_that_is_not_all_there_is_none() {
        assert!(BaseBlock::read(&[0; BYTES - 1]).is_none());
    }

    #[test]
    fn the_file_type_stands_in_a_block_of_version_1() {
        let head = |version: u32, kind: u32| {
            let mut head = [0; 48];
            head[..4].copy_from_slice(MAGIC);
            head[20..24].copy_from_slice(&version.to_le_bytes());
            head[28..32].copy_from_slice(&kind.to_le_bytes());
            file_type(&head)
        };
        assert_eq!((head(1, 0), head(1, 6), head(2, 0)), (Some(0), Some(6), None));
        assert_eq!(file_type(b"regf"), None);
    }
}
