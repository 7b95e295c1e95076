//! In: a deflate stream in chunks. Out: what it unpacks to.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// How far back deflate may refer, and the most that an MSZIP block holds.
const WINDOW: usize = 32 * 1024;

/// The stream means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// A packed stream that shows its own end.
pub(super) trait Unpack: std::fmt::Debug {
    /// Unpacks: how many bytes of input that took, and whether the stream ended with them.
    fn feed(&mut self, input: &[u8], take: &mut dyn FnMut(&[u8]))
    -> (usize, Result<bool, Damaged>);
}

/// A raw deflate stream.
pub(super) struct Inflate {
    state: Box<InflateState>,
    out: Vec<u8>,
}

impl std::fmt::Debug for Inflate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inflate").finish_non_exhaustive()
    }
}

impl Inflate {
    pub(super) fn new() -> Inflate {
        Inflate { state: InflateState::new_boxed(DataFormat::Raw), out: vec![0; WINDOW] }
    }
}

impl Unpack for Inflate {
    fn feed(
        &mut self,
        input: &[u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> (usize, Result<bool, Damaged>) {
        let mut at = 0;
        loop {
            let rest = input.get(at..).unwrap_or_default();
            let step = inflate(&mut self.state, rest, &mut self.out, MZFlush::None);
            at += step.bytes_consumed;
            if let Some(unpacked) =
                self.out.get(..step.bytes_written).filter(|bytes| !bytes.is_empty())
            {
                take(unpacked);
            }
            match step.status {
                Ok(MZStatus::StreamEnd) => return (at, Ok(true)),
                Ok(_) if 0 < step.bytes_consumed + step.bytes_written => {}
                Ok(_) | Err(MZError::Buf) => return (at, Ok(false)),
                Err(_) => return (at, Err(Damaged)),
            }
        }
    }
}

/// The blocks of an MSZIP folder, each of which may refer to the ones before it.
pub(super) struct MsZip {
    state: Box<DecompressorOxide>,
    /// The last [`WINDOW`] bytes, and room for a block.
    window: Vec<u8>,
}

impl std::fmt::Debug for MsZip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MsZip").finish_non_exhaustive()
    }
}

impl MsZip {
    pub(super) fn new() -> MsZip {
        MsZip { state: Box::default(), window: vec![0; 2 * WINDOW] }
    }

    /// Unpacks a block that holds `length` bytes.
    pub(super) fn block(&mut self, block: &[u8], length: usize) -> Result<&[u8], Damaged> {
        let block = block.strip_prefix(b"CK").ok_or(Damaged)?;
        let window = self.window.get_mut(..WINDOW + length).ok_or(Damaged)?;
        self.state.init();
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, _, unpacked) = decompress(&mut self.state, block, window, WINDOW, flags);
        if status != TINFLStatus::Done || unpacked != length {
            return Err(Damaged);
        }
        self.window.copy_within(length..WINDOW + length, 0);
        self.window.get(WINDOW - length..WINDOW).ok_or(Damaged)
    }
}
