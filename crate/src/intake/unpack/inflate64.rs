//! In: a Deflate64 stream in chunks, which Windows' Explorer writes for files of more than 2 GiB. Out: what it unpacks to.

use deflate64::InflaterManaged;

use super::inflate::{Damaged, Unpack};

/// How much is unpacked at a time.
const STEP: usize = 32 * 1024;

/// A raw Deflate64 stream.
pub(super) struct Inflate64 {
    state: Box<InflaterManaged>,
    out: Vec<u8>,
    is_length_known: bool,
}

impl std::fmt::Debug for Inflate64 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inflate64").finish_non_exhaustive()
    }
}

impl Inflate64 {
    /// A stream of which something else tells how long it is, or not.
    pub(super) fn new(is_length_known: bool) -> Inflate64 {
        Inflate64 { state: Box::new(InflaterManaged::new()), out: vec![0; STEP], is_length_known }
    }
}

impl Unpack for Inflate64 {
    fn feed(
        &mut self,
        input: &[u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> (usize, Result<bool, Damaged>) {
        let (mut at, mut has_more) = (0, false);
        loop {
            // The library takes bytes ahead of the bits it needs, and does not say how many. Where the stream's end must be found, it
            // gets each byte only once it can't go on without.
            let end = if has_more {
                at
            } else if self.is_length_known {
                input.len()
            } else {
                input.len().min(at + 1)
            };
            let piece = input.get(at..end).unwrap_or_default();
            let step = self.state.inflate(piece, &mut self.out);
            at += step.bytes_consumed;
            if let Some(unpacked) =
                self.out.get(..step.bytes_written).filter(|bytes| !bytes.is_empty())
            {
                take(unpacked);
            }
            let is_stuck = !has_more && step.bytes_consumed == 0 && !piece.is_empty();
            // What it has unpacked, it hands out only when called again.
            has_more = 0 < self.state.available_output() || step.bytes_written == self.out.len();
            if has_more {
                continue;
            } else if step.data_error || self.state.errored() {
                return (at, Err(Damaged));
            } else if self.state.finished() {
                return (at, Ok(true));
            } else if at == input.len() {
                return (at, Ok(false));
            } else if is_stuck {
                return (at, Err(Damaged));
            }
        }
    }
}
