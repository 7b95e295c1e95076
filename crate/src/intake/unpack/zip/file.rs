//! In: the packed bytes of a file in a zip, and the descriptor behind them. Out: its own bytes, and whether they are the right ones.

use memchr::memmem;

use super::super::inflate::Unpack;
use super::DESCRIPTOR;
use crate::checksum::Checksum;
use crate::intake::EntrySink;
use crate::message::Code;

/// The longest data descriptor: signature, checksum, two 64-bit sizes.
const MAX_DESCRIPTOR: usize = 24;

/// A file being unpacked.
#[derive(Debug)]
pub(super) struct File {
    pub(super) data: Data,
    /// Bytes of packed data left, where the header says how many there are.
    pub(super) left: Option<u64>,
    pub(super) has_descriptor: bool,
    pub(super) sum: Checksum,
    pub(super) expected_sum: u32,
    pub(super) packed: u64,
    pub(super) unpacked: u64,
    /// A folder: its data, of which there should be none, is not handed on.
    pub(super) is_folder: bool,
}

#[derive(Debug)]
pub(super) enum Data {
    Stored,
    Packed(Box<dyn Unpack>),
    /// Read to its end; the descriptor follows.
    Read,
}

pub(super) enum Step {
    Wait,
    Take(usize),
    End(usize, Result<(), Code>),
}

impl File {
    pub(super) fn read(&mut self, rest: &[u8], last: bool, out: &mut dyn EntrySink) -> Step {
        let bound = self.left.and_then(|left| usize::try_from(left).ok()).unwrap_or(usize::MAX);
        let input = rest.get(..bound).unwrap_or(rest);
        match (&mut self.data, self.left) {
            (Data::Stored, None) => self.stored_to_descriptor(rest, last, out),
            (Data::Stored, Some(_)) => {
                self.hand_on(input, out);
                self.took(input.len(), input.len() == bound)
            }
            (Data::Packed(packed), _) => {
                let File { sum, unpacked, is_folder, .. } = self;
                let (sum, unpacked, is_folder) = (sum, unpacked, *is_folder);
                let (taken, ended) = packed.feed(input, &mut |bytes| {
                    sum.update(bytes);
                    *unpacked += bytes.len() as u64;
                    if !is_folder {
                        out.data(bytes);
                    }
                });
                let overran = input.len() == bound && taken == bound && ended == Ok(false);
                if ended.is_err() || overran {
                    self.left = self.left.map(|left| left.saturating_sub(taken as u64));
                    return Step::End(taken, Err(Code::ContainerEntryDamaged));
                }
                self.took(taken, ended == Ok(true))
            }
            (Data::Read, _) => self.descriptor(rest, last),
        }
    }

    /// Notes what was read of the packed data, and whether that was all of it.
    fn took(&mut self, taken: usize, ended: bool) -> Step {
        self.packed += taken as u64;
        self.left = self.left.map(|left| left.saturating_sub(taken as u64));
        match ended {
            false => Step::Take(taken),
            true if self.has_descriptor => {
                self.data = Data::Read;
                Step::Take(taken)
            }
            true => Step::End(taken, self.outcome(self.expected_sum)),
        }
    }

    pub(super) fn outcome(&self, expected_sum: u32) -> Result<(), Code> {
        let is_right = self.is_folder || self.sum.clone().finalize() == expected_sum;
        is_right.then_some(()).ok_or(Code::ContainerChecksum)
    }

    fn hand_on(&mut self, bytes: &[u8], out: &mut dyn EntrySink) {
        self.sum.update(bytes);
        self.unpacked += bytes.len() as u64;
        if !self.is_folder && !bytes.is_empty() {
            out.data(bytes);
        }
    }

    /// Stored data of unknown length ends where a descriptor stands that fits what came before it.
    fn stored_to_descriptor(&mut self, rest: &[u8], last: bool, out: &mut dyn EntrySink) -> Step {
        match memmem::find(rest, DESCRIPTOR) {
            Some(at) if rest.len() < at + MAX_DESCRIPTOR && !last => {
                self.hand_on(&rest[..at], out);
                self.packed += at as u64;
                if at == 0 { Step::Wait } else { Step::Take(at) }
            }
            Some(at) => {
                self.hand_on(&rest[..at], out);
                self.packed += at as u64;
                match descriptor_length(
                    &rest[at..],
                    self.sum.clone().finalize(),
                    self.packed,
                    self.unpacked,
                ) {
                    Some(length) => Step::End(at + length, Ok(())),
                    None => {
                        self.hand_on(&rest[at..=at], out);
                        self.packed += 1;
                        Step::Take(at + 1)
                    }
                }
            }
            // Its first bytes may stand at the end.
            None => match rest.len().saturating_sub(if last { 0 } else { DESCRIPTOR.len() - 1 }) {
                0 => Step::Wait,
                taken => {
                    self.hand_on(&rest[..taken], out);
                    self.packed += taken as u64;
                    Step::Take(taken)
                }
            },
        }
    }

    fn descriptor(&mut self, rest: &[u8], last: bool) -> Step {
        if rest.len() < MAX_DESCRIPTOR && !last {
            return Step::Wait;
        }
        let sum = self.sum.clone().finalize();
        match descriptor_length(rest, sum, self.packed, self.unpacked) {
            Some(length) => Step::End(length, Ok(())),
            // The walk goes on at the next record; what stands here is skipped as belonging to none.
            None => {
                Step::End(0, if self.is_folder { Ok(()) } else { Err(Code::ContainerChecksum) })
            }
        }
    }
}

/// The length of a data descriptor that says just this: with or without signature, with sizes of 64 or 32 bits.
fn descriptor_length(bytes: &[u8], sum: u32, packed: u64, unpacked: u64) -> Option<usize> {
    let low = |size: u64| (size & u64::from(u32::MAX)).to_le_bytes();
    [DESCRIPTOR, b""].into_iter().find_map(|signature| {
        let rest = bytes.strip_prefix(signature)?.strip_prefix(&sum.to_le_bytes())?;
        let fits = |packed: &[u8], unpacked: &[u8]| {
            rest.strip_prefix(packed).is_some_and(|rest| rest.starts_with(unpacked))
        };
        if fits(&packed.to_le_bytes(), &unpacked.to_le_bytes()) {
            Some(signature.len() + 20)
        } else if fits(&low(packed)[..4], &low(unpacked)[..4]) {
            Some(signature.len() + 12)
        } else {
            None
        }
    })
}
