//! In: the blocks of an LZX folder of a cabinet. Out: what each of them unpacks to.
//!
//! LZX is Lempel-Ziv with three Huffman trees, which are sent as differences from the ones before; the last three distances have short
//! codes. A block of the cabinet is a frame of at most 32 KiB, at whose end the bits are aligned again; a block of LZX may go on over
//! several frames. The format: Microsoft's Cabinet SDK and [MS-PATCH].

use super::fields::u32_at;
use super::inflate::Damaged;

mod bits;
mod tree;

use bits::Bits;
use tree::{Tree, read_lengths};

/// The most that a frame holds.
const FRAME: usize = 32 * 1024;
const LITERALS: usize = 256;
const LENGTHS: usize = 249;
/// Main codes are literals, and eight lengths for each slot of distances; there are 50 slots in the largest window.
const MAX_MAIN: usize = LITERALS + 8 * 50;
/// The shortest match.
const MIN_MATCH: usize = 2;
/// Behind this many frames no calls are translated any more.
const TRANSLATED_FRAMES: u64 = 32 * 1024;

/// The frames of a folder, each of which may refer to the ones before it.
#[derive(Debug)]
pub(super) struct Lzx {
    /// The last bytes, in a ring that grows up to its size.
    window: Vec<u8>,
    size: usize,
    /// Bytes unpacked so far.
    total: u64,
    frames: u64,
    main_codes: usize,
    main: [u8; MAX_MAIN],
    length: [u8; LENGTHS],
    trees: Trees,
    /// The last three distances, the newest first.
    recent: [usize; 3],
    kind: Kind,
    /// Bytes that the block still holds.
    left: usize,
    /// A block of raw bytes of odd length is followed by a byte that fills it up.
    is_padded: bool,
    /// What the targets of calls were reckoned by; 0 if they were left alone.
    translation: Option<u32>,
    out: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Verbatim,
    Aligned,
    Raw,
}

#[derive(Debug, Default)]
struct Trees {
    main: Tree,
    length: Tree,
    aligned: Tree,
}

impl Lzx {
    /// A fresh folder, with a window of two to the power of 15 to 21 bytes; `None` for any other.
    pub(super) fn new(window_bits: u16) -> Option<Lzx> {
        let slots = match window_bits {
            15..=19 => 2 * usize::from(window_bits),
            20 => 42,
            21 => 50,
            _ => return None,
        };
        Some(Lzx {
            window: Vec::new(),
            size: 1 << window_bits,
            total: 0,
            frames: 0,
            main_codes: LITERALS + 8 * slots,
            main: [0; MAX_MAIN],
            length: [0; LENGTHS],
            trees: Trees::default(),
            recent: [1; 3],
            kind: Kind::Raw,
            left: 0,
            is_padded: false,
            translation: None,
            out: Vec::new(),
        })
    }

    /// Unpacks a frame that holds `length` bytes.
    pub(super) fn block(&mut self, frame: &[u8], length: usize) -> Result<&[u8], Damaged> {
        let start = self.position();
        let end = start + length;
        // Only the last frame may be shorter than 32 KiB, so none goes over the ring's end.
        if FRAME < length || self.size < end {
            return Err(Damaged);
        }
        if self.window.len() < end {
            self.window.resize(end, 0);
        }
        let mut bits = Bits::new(frame);
        if self.translation.is_none() {
            let is_translated = bits.take(1) == 1;
            self.translation = Some(if is_translated { bits.take_32() } else { 0 });
        }
        let mut at = start;
        while at < end {
            if self.left == 0 {
                self.block_header(&mut bits)?;
            }
            let room = self.left.min(end - at);
            let read = match self.kind {
                Kind::Raw => self.raw(&mut bits, at, room)?,
                Kind::Verbatim | Kind::Aligned => self.packed(&mut bits, at, room)?,
            };
            at += read;
            self.left -= read;
            self.total += read as u64;
            if self.left == 0 && self.is_padded && bits.skip_byte() {
                self.is_padded = false;
            }
        }
        if bits.is_overrun() {
            return Err(Damaged);
        }
        self.out.clear();
        self.out.extend_from_slice(self.window.get(start..end).ok_or(Damaged)?);
        self.translate_calls(length);
        self.frames += 1;
        Ok(&self.out)
    }

    fn position(&self) -> usize {
        usize::try_from(self.total % self.size as u64).unwrap_or(0)
    }

    fn block_header(&mut self, bits: &mut Bits<'_>) -> Result<(), Damaged> {
        if std::mem::take(&mut self.is_padded) {
            bits.skip_byte();
        }
        let kind = bits.take(3);
        self.left = ((bits.take(16) << 8) | bits.take(8)) as usize;
        // A block of nothing has no use, and many of them would be work without an end.
        if self.left == 0 || bits.is_overrun() {
            return Err(Damaged);
        }
        self.kind = match kind {
            1 => Kind::Verbatim,
            2 => Kind::Aligned,
            3 => Kind::Raw,
            _ => return Err(Damaged),
        };
        if self.kind == Kind::Raw {
            let header = bits.raw_after_alignment(12).ok_or(Damaged)?;
            self.recent = [0, 4, 8].map(|at| u32_at(header, at) as usize);
            self.is_padded = self.left % 2 == 1;
            return Ok(());
        }
        if self.kind == Kind::Aligned {
            let mut lengths = [0; 8];
            for length in &mut lengths {
                *length = bits.take(3) as u8;
            }
            self.trees.aligned = Tree::new(&lengths)?;
        }
        let main = self.main.get_mut(..self.main_codes).ok_or(Damaged)?;
        let (literals, matches) = main.split_at_mut_checked(LITERALS).ok_or(Damaged)?;
        read_lengths(literals, bits)?;
        read_lengths(matches, bits)?;
        self.trees.main = Tree::new(main)?;
        read_lengths(&mut self.length, bits)?;
        self.trees.length = Tree::new(&self.length)?;
        Ok(())
    }

    fn raw(&mut self, bits: &mut Bits<'_>, at: usize, room: usize) -> Result<usize, Damaged> {
        let bytes = bits.raw(room).ok_or(Damaged)?;
        self.window.get_mut(at..at + room).ok_or(Damaged)?.copy_from_slice(bytes);
        Ok(room)
    }

    /// Unpacks `room` bytes of a packed block to the window's place `start`.
    fn packed(&mut self, bits: &mut Bits<'_>, start: usize, room: usize) -> Result<usize, Damaged> {
        let end = start + room;
        let mut at = start;
        while at < end {
            let code = self.trees.main.next(bits)?;
            let Some(code) = code.checked_sub(LITERALS) else {
                *self.window.get_mut(at).ok_or(Damaged)? = code as u8;
                at += 1;
                continue;
            };
            let mut length = (code & 7) + MIN_MATCH;
            if code & 7 == 7 {
                length += self.trees.length.next(bits)?;
            }
            let distance = self.distance(code >> 3, bits)?;
            let reachable = self
                .size
                .min(usize::try_from(self.total).unwrap_or(usize::MAX).saturating_add(at - start));
            if distance == 0 || reachable < distance || end - at < length || bits.is_overrun() {
                return Err(Damaged);
            }
            self.copy(at, distance, length)?;
            at += length;
        }
        Ok(room)
    }

    fn distance(&mut self, slot: usize, bits: &mut Bits<'_>) -> Result<usize, Damaged> {
        let [newest, second, third] = self.recent;
        self.recent = match slot {
            0 => self.recent,
            1 => [second, newest, third],
            2 => [third, second, newest],
            _ => {
                let (base, extra) = slot_of_distances(slot);
                let distance = if self.kind == Kind::Aligned && 3 <= extra {
                    let high = bits.take(extra - 3) << 3;
                    base + high as usize + self.trees.aligned.next(bits)?
                } else {
                    base + bits.take(extra) as usize
                };
                // The three recent ones come before the first.
                [distance - 2, newest, second]
            }
        };
        Ok(self.recent[0])
    }

    /// Repeats what stands `distance` bytes before `at`; the two may overlap.
    fn copy(&mut self, at: usize, distance: usize, length: usize) -> Result<(), Damaged> {
        let mask = self.size - 1;
        let from = at.wrapping_sub(distance) & mask;
        for step in 0..length {
            let byte = *self.window.get((from + step) & mask).ok_or(Damaged)?;
            *self.window.get_mut(at + step).ok_or(Damaged)? = byte;
        }
        Ok(())
    }

    /// Undoes what makes programs pack better: behind every byte E8 (a call), the target's place in the file stood for its distance.
    /// Only what is handed out is changed: matches refer to the bytes as they were packed.
    fn translate_calls(&mut self, length: usize) {
        let size = self.translation.unwrap_or(0).cast_signed();
        if size == 0 || length <= 10 || TRANSLATED_FRAMES <= self.frames {
            return;
        }
        let frame_start = self.total - length as u64;
        let mut at = 0;
        while let Some(found) =
            self.out.get(at..length - 10).and_then(|rest| memchr::memchr(0xE8, rest))
        {
            at += found + 1;
            let place = i32::try_from(frame_start + at as u64 - 1).unwrap_or(i32::MAX);
            let target = u32_at(&self.out, at).cast_signed();
            if -place <= target && target < size {
                let shift = if target < 0 { size } else { -place };
                let bytes = target.wrapping_add(shift).to_le_bytes();
                if let Some(written) = self.out.get_mut(at..at + 4) {
                    written.copy_from_slice(&bytes);
                }
            }
            at += 4;
        }
    }
}

/// The first distance of a slot, counted with the three recent ones before it, and how many bits choose among the slot's.
fn slot_of_distances(slot: usize) -> (usize, u32) {
    match slot {
        0..4 => (slot, 0),
        4..36 => {
            let extra = slot / 2 - 1;
            ((2 + slot % 2) << extra, extra as u32)
        }
        _ => ((slot - 34) << 17, 17),
    }
}
