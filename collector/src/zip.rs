//! In: parts, byte by byte, in any number. Out: one zip on a disk that may become full or vanish at any moment.
//!
//! Parts are deflated while they come in; nothing is kept but the last 64 KiB and a row for each part. The file always reaches some
//! way beyond what is written, so that a disk found full still has room to end the part, the manifest and the directory properly.
//! At its end stands a directory of the parts that are whole, so that it opens even if the program ends in mid-run.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress};
use miniz_oxide::{DataFormat, deflate::CompressionLevel};

use crate::checksum::{self, Checksum};
use crate::out::Out;

/// How much is deflated at once, and how much comes out at once at most.
const STEP: usize = 64 * 1024;
/// Room kept behind what is written: for what the deflater holds, the manifest and the directory.
const RESERVE: u64 = 256 * 1024;
/// How much room is made at once.
const CLAIM: usize = 64 * 1024;

/// Sizes follow the data; names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
const DEFLATED: u16 = 8;
/// Versions that a reader must know: 2.0 for deflate, 4.5 for 64-bit sizes.
const PLAIN: u16 = 20;
const WIDE: u16 = 45;
const ALL_ONES: u32 = u32::MAX;

/// Where the zip is written.
pub trait Disk {
    /// Writes at a place in the file; false unless all of it was written.
    fn write(&mut self, at: u64, bytes: &[u8]) -> bool;
    /// Makes the file end at a place.
    fn cut(&mut self, at: u64) -> bool;
}

/// Local date and time in MS-DOS' form.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// Years since 1980 in 7 bits, month in 4, day in 5.
    pub date: u16,
    /// Hours in 5 bits, minutes in 6, seconds in 5, halved.
    pub time: u16,
}

/// How the writing went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is on the disk.
    Whole,
    /// The disk took no more: the zip opens, and holds what was written until then.
    Full,
    /// Not even a directory could be written.
    Lost,
}

/// A zip being written.
pub struct Zip<D> {
    disk: D,
    stamp: Stamp,
    /// Where what is written ends, and where the file does.
    at: u64,
    claimed: u64,
    entries: Vec<Entry>,
    open: Option<Open>,
    outcome: Outcome,
    reserve_is_open: bool,
    packer: Box<CompressorOxide>,
    /// What came in and was not yet deflated.
    waiting: Vec<u8>,
    packed: Box<[u8]>,
    /// What room is made of.
    zeros: Box<[u8]>,
}

struct Entry {
    name: String,
    start: u64,
    sum: u32,
    packed: u64,
    plain: u64,
}

/// The part being written.
struct Open {
    name: String,
    start: u64,
    /// Where its data begins.
    data: u64,
    sum: Checksum,
    plain: u64,
}

impl<D: Disk> Zip<D> {
    /// A zip without parts.
    pub fn new(disk: D, stamp: Stamp) -> Zip<D> {
        let mut packer = Box::<CompressorOxide>::default();
        packer.set_format_and_level(DataFormat::Raw, CompressionLevel::BestCompression as u8);
        Zip {
            disk,
            stamp,
            at: 0,
            claimed: 0,
            entries: Vec::new(),
            open: None,
            outcome: Outcome::Whole,
            reserve_is_open: false,
            packer,
            waiting: Vec::with_capacity(STEP),
            packed: alloc::vec![0; STEP].into_boxed_slice(),
            zeros: alloc::vec![0; CLAIM].into_boxed_slice(),
        }
    }

    /// Begins a part. What is put from now on belongs to it.
    pub fn begin(&mut self, name: &str) {
        self.packer.reset();
        self.waiting.clear();
        let start = self.at;
        let mut header = Vec::from(*b"PK\x03\x04");
        push_16(&mut header, &[PLAIN, FLAGS, DEFLATED, self.stamp.time, self.stamp.date]);
        // Checksum and sizes: they follow the data.
        header.extend_from_slice(&[0; 12]);
        push_16(&mut header, &[name.len() as u16, 0]);
        header.extend_from_slice(name.as_bytes());
        self.write(&header);
        let (name, sum) = (name.into(), checksum::begin());
        self.open = Some(Open { name, start, data: self.at, sum, plain: 0 });
    }

    /// Ends the part. Gives whether all that was put is in it.
    pub fn end(&mut self) -> bool {
        self.deflate(TDEFLFlush::Finish);
        self.close();
        self.outcome == Outcome::Whole
    }

    /// The disk had no room for all that was put.
    pub fn is_full(&self) -> bool {
        self.outcome != Outcome::Whole
    }

    /// From now on what is put goes into the room that was kept: for the manifest, which says what is missing.
    pub fn open_reserve(&mut self) {
        self.reserve_is_open = true;
    }

    /// Writes the directory. Gives the disk back, the zip's length and how it went.
    pub fn finish(mut self) -> (D, u64, Outcome) {
        if self.open.is_some() {
            self.end();
        }
        let directory = self.directory(self.at);
        self.write(&directory);
        if !self.disk.cut(self.at) {
            self.outcome = Outcome::Lost;
        }
        (self.disk, self.at, self.outcome)
    }

    /// Deflates what waits, and brings the output to where `flush` wants it.
    fn deflate(&mut self, flush: TDEFLFlush) {
        if let Some(open) = &mut self.open {
            open.sum.update(&self.waiting);
            open.plain += self.waiting.len() as u64;
        }
        let waiting = core::mem::take(&mut self.waiting);
        let mut packed = core::mem::take(&mut self.packed);
        let mut rest = waiting.as_slice();
        while self.outcome != Outcome::Lost {
            let (status, taken, given) = compress(&mut self.packer, rest, &mut packed, flush);
            rest = rest.get(taken..).unwrap_or_default();
            self.write(packed.get(..given).unwrap_or_default());
            let over = match flush {
                TDEFLFlush::Finish => status == TDEFLStatus::Done,
                // A full buffer may have more behind it.
                _ => rest.is_empty() && given < packed.len(),
            };
            if over || !matches!(status, TDEFLStatus::Okay) {
                break;
            }
        }
        self.packed = packed;
        self.waiting = waiting;
        self.waiting.clear();
    }

    /// Writes behind what is written, and keeps room behind that.
    fn write(&mut self, bytes: &[u8]) {
        while self.claimed < self.at + bytes.len() as u64 + RESERVE
            && self.outcome == Outcome::Whole
        {
            if self.disk.write(self.claimed, &self.zeros) {
                self.claimed += CLAIM as u64;
                self.write_directory_ahead();
            } else {
                self.outcome = Outcome::Full;
            }
        }
        if self.outcome == Outcome::Lost || !self.disk.write(self.at, bytes) {
            self.outcome = Outcome::Lost;
            return;
        }
        self.at += bytes.len() as u64;
    }

    /// Writes the directory of the parts so far where the file ends now. What is written later goes over it.
    fn write_directory_ahead(&mut self) {
        let length = self.directory(self.claimed).len() as u64;
        let at = self.claimed.saturating_sub(length);
        if self.outcome == Outcome::Whole && self.at < at {
            // There is room; should the disk be gone, the next thing that is written tells.
            self.disk.write(at, &self.directory(at));
        }
    }

    /// Writes what stands behind a part's data, and notes the part.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Open { name, start, data, sum, plain } = open;
        let (sum, packed) = (sum.finalize(), self.at - data);
        let mut descriptor = Vec::from(*b"PK\x07\x08");
        descriptor.extend_from_slice(&sum.to_le_bytes());
        for size in [packed, plain] {
            if fits(packed) && fits(plain) {
                descriptor.extend_from_slice(&(size as u32).to_le_bytes());
            } else {
                descriptor.extend_from_slice(&size.to_le_bytes());
            }
        }
        self.write(&descriptor);
        self.entries.push(Entry { name, start, sum, packed, plain });
        self.write_directory_ahead();
    }

    /// The directory, to stand at a place in the file.
    fn directory(&self, at: u64) -> Vec<u8> {
        let mut all = Vec::new();
        for entry in &self.entries {
            self.directory_entry(entry, &mut all);
        }
        let (size, count) = (all.len() as u64, self.entries.len() as u64);
        if !fits(at) || !fits(size) {
            let record = at + size;
            all.extend_from_slice(b"PK\x06\x06");
            all.extend_from_slice(&44u64.to_le_bytes());
            push_16(&mut all, &[WIDE, WIDE, 0, 0, 0, 0]);
            for number in [count, count, size, at] {
                all.extend_from_slice(&number.to_le_bytes());
            }
            all.extend_from_slice(b"PK\x06\x07\0\0\0\0");
            all.extend_from_slice(&record.to_le_bytes());
            all.extend_from_slice(&1u32.to_le_bytes());
        }
        all.extend_from_slice(b"PK\x05\x06");
        push_16(&mut all, &[0, 0, count as u16, count as u16]);
        all.extend_from_slice(&narrow(size).to_le_bytes());
        all.extend_from_slice(&narrow(at).to_le_bytes());
        push_16(&mut all, &[0]);
        all
    }

    fn directory_entry(&self, entry: &Entry, all: &mut Vec<u8>) {
        let mut extra = Vec::new();
        for number in [entry.plain, entry.packed, entry.start] {
            if !fits(number) {
                extra.extend_from_slice(&number.to_le_bytes());
            }
        }
        let version = if extra.is_empty() { PLAIN } else { WIDE };
        if !extra.is_empty() {
            let mut field = Vec::new();
            push_16(&mut field, &[1, extra.len() as u16]);
            field.append(&mut extra);
            extra = field;
        }
        all.extend_from_slice(b"PK\x01\x02");
        push_16(all, &[version, version, FLAGS, DEFLATED, self.stamp.time, self.stamp.date]);
        all.extend_from_slice(&entry.sum.to_le_bytes());
        all.extend_from_slice(&narrow(entry.packed).to_le_bytes());
        all.extend_from_slice(&narrow(entry.plain).to_le_bytes());
        push_16(all, &[entry.name.len() as u16, extra.len() as u16, 0, 0, 0]);
        all.extend_from_slice(&[0; 4]);
        all.extend_from_slice(&narrow(entry.start).to_le_bytes());
        all.extend_from_slice(entry.name.as_bytes());
        all.append(&mut extra);
    }
}

impl<D: Disk> Out for Zip<D> {
    fn put(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_closed() {
            let room = STEP - self.waiting.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
            if self.waiting.len() == STEP {
                self.deflate(TDEFLFlush::None);
            }
        }
    }

    fn is_closed(&self) -> bool {
        match self.outcome {
            Outcome::Whole => false,
            Outcome::Full => !self.reserve_is_open,
            Outcome::Lost => true,
        }
    }
}

fn push_16(bytes: &mut Vec<u8>, numbers: &[u16]) {
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
}

fn fits(number: u64) -> bool {
    number < ALL_ONES.into()
}

/// The number, or all ones where only the 64-bit fields have room for it.
fn narrow(number: u64) -> u32 {
    if fits(number) { number as u32 } else { ALL_ONES }
}

#[cfg(test)]
mod tests;
