//! In: a cabinet as makecab and IExpress write it. Out: its files.
//!
//! A cabinet's files stand one behind the other in folders, a folder is packed in blocks of 32 KiB, and a block may refer to the ones
//! before it.

use std::collections::VecDeque;

use super::super::EntrySink;
use super::fields::{u16_at, u32_at};
use super::inflate::{Damaged, MsZip};
use super::lzx::Lzx;
use super::{Container, names};
use crate::message::{Code, Phrase};

const HAS_PREVIOUS: u16 = 1;
const HAS_NEXT: u16 = 2;
const HAS_RESERVE: u16 = 4;
/// Among a file's attributes.
const NAME_IS_UTF8: u16 = 0x80;

/// A file that began in the cabinet before, or goes on in the next one, stands in no folder of this one.
const FIRST_FOLDER_ELSEWHERE: u16 = 0xFFFD;

/// The longest name that the format allows, with the zero byte at its end.
const LONGEST_NAME: usize = 257;

/// A cabinet.
#[derive(Debug, Default)]
pub(super) struct Cab {
    state: State,
    /// Bytes read so far.
    at: u64,
    folders_left: u16,
    files_left: u16,
    files_at: u64,
    folder_reserve: usize,
    block_reserve: usize,
    folders: Vec<Folder>,
    packing: Option<Packing>,
    problem: Option<Phrase>,
}

#[derive(Debug, Default, Clone, Copy)]
enum State {
    #[default]
    Header,
    Folders,
    Files,
    /// Before the blocks of the folder whose data come next.
    Folder,
    /// In them.
    Blocks,
    Over,
}

#[derive(Debug)]
struct Folder {
    data_at: u64,
    blocks_left: u16,
    packing: u16,
    /// Bytes unpacked so far.
    unpacked: u64,
    files: VecDeque<File>,
    /// The first of the files has begun.
    begun: bool,
}

#[derive(Debug)]
struct File {
    name: String,
    start: u64,
    length: u64,
}

#[derive(Debug)]
enum Packing {
    Stored,
    MsZip(MsZip),
    Lzx(Box<Lzx>),
}

impl Container for Cab {
    fn read(&mut self, input: &[u8], _last: bool, out: &mut dyn EntrySink) -> usize {
        let mut at = 0;
        while let Some(rest) = input.get(at..) {
            match self.step(rest, out) {
                Some(taken) => {
                    at += taken;
                    self.at += taken as u64;
                    if taken == 0 && matches!(self.state, State::Over) {
                        return input.len();
                    }
                }
                None => break,
            }
        }
        at.min(input.len())
    }

    fn finish(&mut self, out: &mut dyn EntrySink) -> Vec<Phrase> {
        if !matches!(self.state, State::Over) {
            self.stop(Code::ContainerCut, Code::ContainerEntryCut, out);
        }
        self.problem.take().into_iter().collect()
    }
}

impl Cab {
    /// Reads the next structure: how many bytes it took, or `None` to wait for more.
    fn step(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        match self.state {
            State::Header => self.header(rest, out),
            State::Folders if self.folders_left == 0 => {
                self.to(self.files_at, State::Files, rest, out)
            }
            State::Folders => self.folder(rest),
            State::Files if self.files_left == 0 => {
                self.folders.sort_by_key(|folder| folder.data_at);
                self.folders.reverse();
                for folder in &mut self.folders {
                    folder.files.make_contiguous().sort_by_key(|file| file.start);
                }
                self.state = State::Folder;
                Some(0)
            }
            State::Files => self.file(rest, out),
            State::Folder => self.next_folder(rest, out),
            State::Blocks => self.block(rest, out),
            State::Over => Some(0),
        }
    }

    /// Goes on to a place further on in the cabinet.
    fn to(
        &mut self,
        place: u64,
        then: State,
        rest: &[u8],
        out: &mut dyn EntrySink,
    ) -> Option<usize> {
        let Some(gap) = place.checked_sub(self.at) else { return self.give_up(out) };
        if gap == 0 {
            self.state = then;
            return Some(0);
        }
        let taken = usize::try_from(gap).unwrap_or(usize::MAX).min(rest.len());
        (taken != 0).then_some(taken)
    }

    fn header(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        let fixed = rest.get(..36)?;
        self.files_at = u64::from(u32_at(fixed, 16));
        self.folders_left = u16_at(fixed, 26);
        self.files_left = u16_at(fixed, 28);
        let flags = u16_at(fixed, 30);
        let mut end = 36;
        if flags & HAS_RESERVE != 0 {
            let sizes = rest.get(36..40)?;
            end = 40 + usize::from(u16_at(sizes, 0));
            self.folder_reserve = usize::from(sizes[2]);
            self.block_reserve = usize::from(sizes[3]);
        }
        for flag in [HAS_PREVIOUS, HAS_NEXT] {
            // The other cabinet's name and its disk's.
            for _ in 0..if flags & flag != 0 { 2 } else { 0 } {
                match name_end(rest.get(end..)?) {
                    Ok(name) => end += name? + 1,
                    Err(Damaged) => return self.give_up(out),
                }
            }
        }
        rest.get(..end)?;
        if flags & (HAS_PREVIOUS | HAS_NEXT) != 0 {
            self.problem = Some(Phrase::new(Code::ContainerSplit));
        }
        self.state = State::Folders;
        Some(end)
    }

    fn folder(&mut self, rest: &[u8]) -> Option<usize> {
        let length = 8 + self.folder_reserve;
        let fixed = rest.get(..length)?;
        self.folders.push(Folder {
            data_at: u64::from(u32_at(fixed, 0)),
            blocks_left: u16_at(fixed, 4),
            packing: u16_at(fixed, 6),
            unpacked: 0,
            files: VecDeque::new(),
            begun: false,
        });
        self.folders_left -= 1;
        Some(length)
    }

    fn file(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        let fixed = rest.get(..16)?;
        let name = rest.get(16..)?;
        let end = match name_end(name) {
            Ok(end) => end?,
            Err(Damaged) => return self.give_up(out),
        };
        let name = names::relative_entry(&names::decode(
            &name[..end],
            u16_at(fixed, 14) & NAME_IS_UTF8 != 0,
        ));
        let (length, start, folder) = (u32_at(fixed, 0), u32_at(fixed, 4), u16_at(fixed, 8));
        match self.folders.get_mut(usize::from(folder)) {
            Some(folder) => folder.files.push_back(File {
                name,
                start: u64::from(start),
                length: u64::from(length),
            }),
            None => {
                let is_elsewhere = FIRST_FOLDER_ELSEWHERE <= folder;
                out.begin(&name);
                out.end(Err(Phrase::new(if is_elsewhere {
                    Code::ContainerSplit
                } else {
                    Code::ContainerEntryDamaged
                })));
            }
        }
        self.files_left -= 1;
        Some(16 + end + 1)
    }

    /// Goes on to the folder whose data come next.
    fn next_folder(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        let Some(folder) = self.folders.last_mut() else {
            self.state = State::Over;
            return Some(0);
        };
        match Packing::of(folder.packing) {
            Ok(packing) => self.packing = Some(packing),
            Err(name) => {
                folder.end_all(&Phrase::new(Code::ContainerMethod).with("method", name), out);
                self.folders.pop();
                return Some(0);
            }
        }
        let place = folder.data_at;
        self.to(place, State::Blocks, rest, out)
    }

    fn block(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        let Some(folder) = self.folders.last_mut() else {
            self.state = State::Over;
            return Some(0);
        };
        folder.begin_files(out);
        if folder.blocks_left == 0 || folder.files.is_empty() {
            folder.end_all(&Phrase::new(Code::ContainerEntryCut), out);
            self.folders.pop();
            self.state = State::Folder;
            return Some(0);
        }
        let fixed = rest.get(..8)?;
        let packed = usize::from(u16_at(fixed, 4));
        let end = 8 + self.block_reserve + packed;
        let block = rest.get(..end)?;
        let data = block.get(8 + self.block_reserve..)?;
        folder.blocks_left -= 1;
        let (sum, length) = (u32_at(fixed, 0), usize::from(u16_at(fixed, 6)));
        let problem = if sum != 0 && sum != checksum(&block[8..], checksum(&block[4..8], 0)) {
            Code::ContainerChecksum
        } else if length == 0 {
            Code::ContainerSplit
        } else {
            match self.packing.as_mut().map(|packing| packing.block(data, length)) {
                Some(Ok(unpacked)) => {
                    folder.hand_on(unpacked, out);
                    return Some(end);
                }
                _ => Code::ContainerEntryDamaged,
            }
        };
        // What follows in this folder refers to the block: all of it is lost.
        folder.end_all(&Phrase::new(problem), out);
        Some(end)
    }

    /// Gives up a cabinet that means nothing from here on.
    fn give_up(&mut self, out: &mut dyn EntrySink) -> Option<usize> {
        self.stop(Code::ContainerDamaged, Code::ContainerEntryDamaged, out);
        Some(0)
    }

    /// Ends every file that is not whole.
    fn stop(&mut self, problem: Code, of_entry: Code, out: &mut dyn EntrySink) {
        for mut folder in std::mem::take(&mut self.folders).into_iter().rev() {
            folder.end_all(&Phrase::new(of_entry), out);
        }
        self.problem.get_or_insert(Phrase::new(problem));
        self.state = State::Over;
    }
}

impl Folder {
    /// Begins the file that stands where the folder has been read to, and ends the one that is whole.
    fn begin_files(&mut self, out: &mut dyn EntrySink) {
        while let Some(file) = self.files.front().filter(|file| file.start <= self.unpacked) {
            let end = file.start + file.length;
            if !self.begun {
                out.begin(&file.name);
                if file.start < self.unpacked {
                    // It overlaps the one before it, whose bytes have gone by.
                    out.end(Err(Phrase::new(Code::ContainerEntryDamaged)));
                    self.files.pop_front();
                    continue;
                }
            }
            self.begun = self.unpacked < end;
            if self.begun {
                return;
            }
            out.end(Ok(()));
            self.files.pop_front();
        }
    }

    fn hand_on(&mut self, mut bytes: &[u8], out: &mut dyn EntrySink) {
        while !bytes.is_empty() {
            self.begin_files(out);
            let next = match self.files.front() {
                Some(file) if self.begun => file.start + file.length,
                Some(file) => file.start,
                None => return,
            };
            let length =
                usize::try_from(next - self.unpacked).unwrap_or(usize::MAX).min(bytes.len());
            let (part, rest) = bytes.split_at(length);
            if self.begun {
                out.data(part);
            }
            self.unpacked += length as u64;
            bytes = rest;
        }
        self.begin_files(out);
    }

    /// Ends every file that is not whole with what kept it from being read.
    fn end_all(&mut self, problem: &Phrase, out: &mut dyn EntrySink) {
        for file in self.files.drain(..) {
            if !std::mem::take(&mut self.begun) {
                out.begin(&file.name);
            }
            out.end(Err(problem.clone()));
        }
    }
}

impl Packing {
    /// How a folder is packed, or the name of a packing that cannot be read.
    fn of(packing: u16) -> Result<Packing, &'static str> {
        match packing & 0xF {
            0 => Ok(Packing::Stored),
            1 => Ok(Packing::MsZip(MsZip::new())),
            2 => Err("Quantum"),
            3 => Lzx::new(packing >> 8 & 0x1F).map(|lzx| Packing::Lzx(Box::new(lzx))).ok_or("LZX"),
            _ => Err("?"),
        }
    }

    fn block<'a>(&'a mut self, data: &'a [u8], length: usize) -> Result<&'a [u8], Damaged> {
        match self {
            Packing::Stored if data.len() == length => Ok(data),
            Packing::Stored => Err(Damaged),
            Packing::MsZip(folder) => folder.block(data, length),
            Packing::Lzx(folder) => folder.block(data, length),
        }
    }
}

/// How long the name at the start is; `None` while its end has not come.
fn name_end(bytes: &[u8]) -> Result<Option<usize>, Damaged> {
    let end = memchr::memchr(0, bytes.get(..LONGEST_NAME).unwrap_or(bytes));
    if end.is_none() && LONGEST_NAME <= bytes.len() { Err(Damaged) } else { Ok(end) }
}

/// The format's checksum: 32-bit words, the last bytes in the opposite order.
fn checksum(bytes: &[u8], seed: u32) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let whole = words.iter().fold(seed, |sum, word| sum ^ u32::from_le_bytes(*word));
    whole ^ rest.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))
}
