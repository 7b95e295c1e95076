//! In: a zip, wherever it lies. Out: whether every part in it unpacks to what its checksum says. For `/verify`.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::bytes::{u16_at, u32_at, u64_at};
use crate::checksum;

/// What deflated data may point back to.
const WINDOW: usize = 32 * 1024;
const STEP: usize = 32 * 1024;
const END_RECORD: usize = 22;
/// A directory of more parts than a collection ever has is not ours.
const LONGEST_DIRECTORY: u64 = 1 << 20;

/// A file that can be read at any place.
pub trait Source {
    /// How long it is.
    fn length(&mut self) -> u64;
    /// Reads from a place; gives how many bytes were read, fewer than asked for only at the end or if reading fails.
    fn read(&mut self, at: u64, into: &mut [u8]) -> usize;
}

/// What is wrong with a zip.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its directory is missing or cut: it was not written to its end, or is no zip.
    NoDirectory,
    /// A part, by its name, does not unpack to what it was.
    Part(String),
}

/// A part of a zip.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its length, unpacked.
    pub bytes: u64,
}

/// Unpacks every part, giving its bytes to `each` along with the part's name, and checks it.
pub fn read(
    source: &mut dyn Source,
    each: &mut dyn FnMut(&str, &[u8]),
) -> Result<Vec<Part>, Fault> {
    let rows = directory(source).ok_or(Fault::NoDirectory)?;
    let mut parts = Vec::new();
    for row in rows {
        match unpack(source, &row, each) {
            Some(()) => parts.push(Part { name: row.name, bytes: row.plain }),
            None => return Err(Fault::Part(row.name)),
        }
    }
    Ok(parts)
}

/// A row of the directory.
struct Row {
    name: String,
    start: u64,
    sum: u32,
    packed: u64,
    plain: u64,
}

fn directory(source: &mut dyn Source) -> Option<Vec<Row>> {
    let end_at = source.length().checked_sub(END_RECORD as u64)?;
    let end = bytes(source, end_at, END_RECORD as u64)?;
    let end = end.strip_prefix(b"PK\x05\x06")?;
    let mut count = u64::from(u16_at(end, 6)?);
    let mut size = u64::from(u32_at(end, 8)?);
    let mut at = u64::from(u32_at(end, 12)?);
    if at == u64::from(u32::MAX) || size == u64::from(u32::MAX) {
        let locator = bytes(source, end_at.checked_sub(20)?, 20)?;
        let record = u64_at(locator.strip_prefix(b"PK\x06\x07")?, 4)?;
        let record = bytes(source, record, 56)?;
        record.starts_with(b"PK\x06\x06").then_some(())?;
        (count, size, at) = (u64_at(&record, 32)?, u64_at(&record, 40)?, u64_at(&record, 48)?);
    }
    if LONGEST_DIRECTORY < size {
        return None;
    }
    let all = bytes(source, at, size)?;
    let mut rest = all.as_slice();
    let mut rows = Vec::new();
    for _ in 0..count {
        let (row, following) = row(rest)?;
        rows.push(row);
        rest = following;
    }
    rest.is_empty().then_some(rows)
}

fn row(rest: &[u8]) -> Option<(Row, &[u8])> {
    rest.starts_with(b"PK\x01\x02").then_some(())?;
    let lengths = [28, 30, 32].map(|at| u16_at(rest, at).map(usize::from));
    let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
    let (name, mut wide) =
        (rest.get(46..46 + name)?, rest.get(46 + name + 4..46 + name + extra).unwrap_or_default());
    let mut size = |at: usize| {
        let number = u32_at(rest, at)?;
        if number != u32::MAX {
            return Some(u64::from(number));
        }
        let number = u64_at(wide, 0)?;
        wide = wide.get(8..)?;
        Some(number)
    };
    let (plain, packed, start) = (size(24)?, size(20)?, size(42)?);
    let row = Row {
        name: String::from_utf8_lossy(name).into_owned(),
        start,
        sum: u32_at(rest, 16)?,
        packed,
        plain,
    };
    Some((row, rest.get(46 + name.len() + extra + comment..)?))
}

fn unpack(source: &mut dyn Source, row: &Row, each: &mut dyn FnMut(&str, &[u8])) -> Option<()> {
    let header = bytes(source, row.start, 30)?;
    let deflated = header.starts_with(b"PK\x03\x04") && u16_at(&header, 8)? == 8;
    deflated.then_some(())?;
    let names = u64::from(u16_at(&header, 26)?) + u64::from(u16_at(&header, 28)?);
    let mut at = row.start.checked_add(30 + names)?;
    let end = at.checked_add(row.packed)?;
    let mut unpacker = Box::<DecompressorOxide>::default();
    let mut window = alloc::vec![0; WINDOW];
    let (mut place, mut sum, mut plain) = (0, checksum::begin(), 0u64);
    let mut packed = alloc::vec![0; STEP];
    let mut status = TINFLStatus::NeedsMoreInput;
    while at < end && status != TINFLStatus::Done {
        let want = packed.len().min(usize::try_from(end - at).unwrap_or(usize::MAX));
        let got = source.read(at, packed.get_mut(..want)?);
        at += got as u64;
        let mut rest = packed.get(..got)?;
        if got == 0 {
            return None;
        }
        loop {
            let flags = if at < end { inflate_flags::TINFL_FLAG_HAS_MORE_INPUT } else { 0 };
            let (now, taken, given) = decompress(&mut unpacker, rest, &mut window, place, flags);
            let fresh = window.get(place..place + given)?;
            sum.update(fresh);
            plain += given as u64;
            each(&row.name, fresh);
            place = (place + given) % WINDOW;
            rest = rest.get(taken..)?;
            status = now;
            match status {
                TINFLStatus::HasMoreOutput => {}
                TINFLStatus::NeedsMoreInput | TINFLStatus::Done => break,
                _ => return None,
            }
        }
    }
    (status == TINFLStatus::Done && plain == row.plain && sum.finalize() == row.sum).then_some(())
}

fn bytes(source: &mut dyn Source, at: u64, length: u64) -> Option<Vec<u8>> {
    let mut bytes = alloc::vec![0; usize::try_from(length).ok()?];
    (source.read(at, &mut bytes) == bytes.len()).then_some(bytes)
}
