//! In: named bytes. Out: a cabinet packed with LZX, as `makecab /d CompressionType=LZX` does; no packer of it runs here. It packs
//! badly on purpose, and uses each part of the format: all three kinds of blocks, recent distances, translated calls.

use std::collections::HashMap;

/// What a frame holds.
const FRAME: usize = 32 * 1024;
const LITERALS: usize = 256;
const LENGTHS: usize = 249;
/// Distances are kept below those of this slot, so that the trees have codes that mean nothing.
const SLOTS: usize = 24;
const MAX_DISTANCE: usize = (1 << 12) - 3;
const MAX_MATCH: usize = 257;
/// A frame that does not fit into this is left unpacked: readers bound what a block may take.
const MAX_PACKED: usize = 38_000;

/// A cabinet of the entries, in their order, in one folder whose window has two to the power of `window_bits` bytes: 15 to 21.
pub fn cabinet(entries: &[(&str, &[u8])], window_bits: u16) -> Vec<u8> {
    let content: Vec<u8> = entries.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let mut files = Vec::new();
    let mut start = 0;
    for (name, bytes) in entries {
        files.extend((bytes.len() as u32).to_le_bytes());
        files.extend((start as u32).to_le_bytes());
        // The folder's number; 2 June 2017, 16:35; the name is UTF-8.
        files.extend([0, 0, 0xC2, 0x4A, 0x60, 0x84, 0xA0, 0]);
        files.extend(name.as_bytes());
        files.push(0);
        start += bytes.len();
    }
    let mut packer = Packer::new(window_bits, content.len() as u32);
    let content = translated(&content, content.len() as i32);
    let mut blocks = Vec::new();
    for (number, frame) in content.chunks(FRAME).enumerate() {
        let packed = packer.frame(number, &content, frame.len());
        blocks.extend([0; 4]);
        blocks.extend((packed.len() as u16).to_le_bytes());
        blocks.extend((frame.len() as u16).to_le_bytes());
        blocks.extend(packed);
    }
    let files_at = 36 + 8;
    let blocks_at = files_at + files.len();
    let mut cabinet = b"MSCF\0\0\0\0".to_vec();
    for number in [blocks_at + blocks.len(), 0, files_at, 0] {
        cabinet.extend((number as u32).to_le_bytes());
    }
    cabinet.extend([3, 1, 1, 0]);
    for number in [entries.len() as u16, 0, 0, 0] {
        cabinet.extend(number.to_le_bytes());
    }
    cabinet.extend((blocks_at as u32).to_le_bytes());
    cabinet.extend((content.len().div_ceil(FRAME) as u16).to_le_bytes());
    cabinet.extend((window_bits << 8 | 3).to_le_bytes());
    cabinet.extend(files);
    cabinet.extend(blocks);
    cabinet
}

#[derive(Debug, Clone)]
struct Packer {
    main: Vec<u8>,
    length: Vec<u8>,
    recent: [usize; 3],
    content_length: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Verbatim = 1,
    Aligned = 2,
    Raw = 3,
}

impl Packer {
    fn new(window_bits: u16, content_length: u32) -> Packer {
        let slots = match window_bits {
            20 => 42,
            21 => 50,
            bits => 2 * usize::from(bits),
        };
        Packer {
            main: vec![0; LITERALS + 8 * slots],
            length: vec![0; LENGTHS],
            recent: [1; 3],
            content_length,
        }
    }

    /// Packs the frame of that number, as one block; its kind changes from one to the next.
    fn frame(&mut self, number: usize, content: &[u8], length: usize) -> Vec<u8> {
        let kind = [Kind::Verbatim, Kind::Aligned, Kind::Raw, Kind::Verbatim][number % 4];
        let before = self.clone();
        let packed = self.block(kind, number, content, length);
        if packed.len() <= MAX_PACKED {
            return packed;
        }
        *self = before;
        self.block(Kind::Raw, number, content, length)
    }

    fn block(&mut self, kind: Kind, number: usize, content: &[u8], length: usize) -> Vec<u8> {
        let mut out = Bits::default();
        if number == 0 {
            out.put(1, 1);
            out.put(self.content_length >> 16, 16);
            out.put(self.content_length & 0xFFFF, 16);
        }
        out.put(kind as u32, 3);
        out.put(length as u32 >> 8, 16);
        out.put(length as u32 & 0xFF, 8);
        let start = number * FRAME;
        let end = start + length;
        if kind == Kind::Raw {
            out.fill_word();
            for distance in self.recent {
                out.bytes.extend((distance as u32).to_le_bytes());
            }
            out.bytes.extend(&content[start..end]);
            out.bytes.resize(out.bytes.len().next_multiple_of(2), 0);
            return out.bytes;
        }
        if kind == Kind::Aligned {
            for _ in 0..8 {
                out.put(3, 3);
            }
        }
        let mut main = flat(LITERALS + 8 * SLOTS);
        main.resize(self.main.len(), 0);
        let length_tree = flat(LENGTHS);
        put_lengths(&mut out, &self.main[..LITERALS], &main[..LITERALS]);
        put_lengths(&mut out, &self.main[LITERALS..], &main[LITERALS..]);
        put_lengths(&mut out, &self.length, &length_tree);
        let (main_codes, length_codes) = (codes(&main), codes(&length_tree));
        (self.main, self.length) = (main, length_tree);
        let mut seen: HashMap<&[u8], usize> = HashMap::new();
        // What the frame before ends with can be repeated.
        for at in start.saturating_sub(MAX_DISTANCE)..start {
            seen.insert(&content[at..at + 3.min(end - at)], at);
        }
        let mut at = start;
        while at < end {
            let key = &content[at..end.min(at + 3)];
            let found = seen.insert(key, at).filter(|_| key.len() == 3);
            let Some(from) = found.filter(|from| at - from <= MAX_DISTANCE) else {
                out.code(main_codes[usize::from(content[at])]);
                at += 1;
                continue;
            };
            let limit = MAX_MATCH.min(end - at);
            let matched =
                (0..limit).take_while(|step| content[from + step] == content[at + step]).count();
            self.put_match(&mut out, kind, (at - from, matched), &main_codes, &length_codes);
            at += matched;
        }
        out.into_words()
    }

    fn put_match(
        &mut self,
        out: &mut Bits,
        kind: Kind,
        (distance, length): (usize, usize),
        main: &[(u32, u32)],
        lengths: &[(u32, u32)],
    ) {
        let recent = self.recent.iter().position(|known| *known == distance);
        let slot = recent.unwrap_or_else(|| {
            (3..SLOTS).rev().find(|slot| base(*slot).0 <= distance + 2).unwrap_or(3)
        });
        let short = (length - 2).min(7);
        out.code(main[LITERALS + 8 * slot + short]);
        if short == 7 {
            out.code(lengths[length - 9]);
        }
        match recent {
            Some(place) => self.recent.swap(0, place),
            None => {
                self.recent = [distance, self.recent[0], self.recent[1]];
                let (base, extra) = base(slot);
                let rest = (distance + 2 - base) as u32;
                if kind == Kind::Aligned && 3 <= extra {
                    out.put(rest >> 3, extra - 3);
                    // All eight codes of the aligned tree have three bits.
                    out.put(rest & 7, 3);
                } else {
                    out.put(rest, extra);
                }
            }
        }
    }
}

/// The first distance of a slot and its bits.
fn base(slot: usize) -> (usize, u32) {
    if slot < 4 {
        return (slot, 0);
    }
    let extra = slot / 2 - 1;
    ((2 + slot % 2) << extra, extra as u32)
}

/// The lengths of a tree in which all codes are about as long.
fn flat(codes: usize) -> Vec<u8> {
    let bits = codes.next_power_of_two().ilog2();
    let short = (1 << bits) - codes;
    (0..codes).map(|code| if code < short { bits as u8 - 1 } else { bits as u8 }).collect()
}

/// The codes of a tree, each with its length.
fn codes(lengths: &[u8]) -> Vec<(u32, u32)> {
    let mut codes = vec![(0, 0); lengths.len()];
    let mut next = 0;
    for bits in 1..=16 {
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, length)| **length == bits) {
            *code = (next, u32::from(bits));
            next += 1;
        }
        next <<= 1;
    }
    codes
}

/// Writes a tree's lengths as differences from those of the tree before.
fn put_lengths(out: &mut Bits, before: &[u8], lengths: &[u8]) {
    let small = flat(20);
    for length in &small {
        out.put(u32::from(*length), 4);
    }
    let small = codes(&small);
    let mut at = 0;
    while at < lengths.len() {
        let (old, new) = (before[at], lengths[at]);
        let run = (at..lengths.len())
            .take_while(|next| (before[*next], lengths[*next]) == (old, new))
            .count();
        let difference = small[(17 + usize::from(old) - usize::from(new)) % 17];
        at += match (new, run) {
            (0, 20..) => {
                let run = run.min(51);
                out.code(small[18]);
                out.put(run as u32 - 20, 5);
                run
            }
            (0, 4..) => {
                let run = run.min(19);
                out.code(small[17]);
                out.put(run as u32 - 4, 4);
                run
            }
            (_, 4..) => {
                let run = run.min(5);
                out.code(small[19]);
                out.put(run as u32 - 4, 1);
                out.code(difference);
                run
            }
            _ => {
                out.code(difference);
                1
            }
        };
    }
}

/// The content with the targets of calls as places in it, frame by frame.
fn translated(content: &[u8], size: i32) -> Vec<u8> {
    let mut content = content.to_vec();
    for (number, frame) in content.chunks_mut(FRAME).enumerate() {
        let mut at = 0;
        while at + 10 < frame.len() {
            if frame[at] != 0xE8 {
                at += 1;
                continue;
            }
            let place = (number * FRAME + at) as i32;
            let target = frame[at + 1..at + 5].try_into().map_or(0, i32::from_le_bytes);
            if (-place..size).contains(&target) {
                let shift = if target < size - place { place } else { -size };
                frame[at + 1..at + 5].copy_from_slice(&(target + shift).to_le_bytes());
            }
            at += 5;
        }
    }
    content
}

/// Bits in 16-bit words, the highest first.
#[derive(Debug, Default)]
struct Bits {
    bytes: Vec<u8>,
    buffer: u64,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.buffer = self.buffer << count | u64::from(value);
        self.count += count;
        while 16 <= self.count {
            self.count -= 16;
            self.bytes.extend(((self.buffer >> self.count) as u16).to_le_bytes());
        }
    }

    fn code(&mut self, (code, length): (u32, u32)) {
        self.put(code, length);
    }

    /// Fills the word up, or a whole one if none has begun.
    fn fill_word(&mut self) {
        self.put(0, 16 - self.count);
    }

    fn into_words(mut self) -> Vec<u8> {
        if self.count != 0 {
            self.fill_word();
        }
        self.bytes
    }
}
