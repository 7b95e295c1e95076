//! In: a zip file, read from its front. Out: its files.
//!
//! A zip's directory stands at its end, where a stream arrives last; so the local headers are walked instead, and the directory only
//! tells whether all of them were there.

use super::super::EntrySink;
use super::fields::{u16_at, u32_at, u64_at};
use super::inflate::Inflate;
use super::inflate64::Inflate64;
use super::{Container, names};
use crate::checksum::{Checksum, crc32};
use crate::message::{Code, Phrase};

mod file;

use file::{Data, File, Step};

/// Before a file's checksum and sizes; at the very front, the mark of an archive in several parts.
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// The method of entries that are encrypted in WinZip's way; their own method stands in an extra field.
const AES: u16 = 99;

const IS_ENCRYPTED: u16 = 1;
const HAS_DESCRIPTOR: u16 = 1 << 3;
/// Encrypted in PKWARE's own way.
const IS_STRONG: u16 = 1 << 6;
const IS_UTF8: u16 = 1 << 11;

/// A zip file.
#[derive(Debug, Default)]
pub(super) struct Zip {
    state: State,
    /// The file begins with the mark of an archive in several parts.
    is_part: bool,
    /// It has been looked at.
    has_begun: bool,
    /// Local headers seen, in the last of several archives one behind the other.
    locals: u64,
    /// Its end record was read.
    has_ended: bool,
    problems: Vec<Phrase>,
}

#[derive(Debug, Default)]
enum State {
    /// Before a record, or in bytes that belong to none.
    #[default]
    Between,
    Skip(u64),
    File(Box<File>),
}

impl Container for Zip {
    fn read(&mut self, input: &[u8], last: bool, out: &mut dyn EntrySink) -> usize {
        let mut at = 0;
        if !std::mem::replace(&mut self.has_begun, true) {
            self.is_part = input.starts_with(DESCRIPTOR);
        }
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            let taken = match &mut self.state {
                State::Between => self.record(rest, last, out),
                State::Skip(left) => {
                    let taken = (*left).min(rest.len() as u64);
                    *left -= taken;
                    if *left == 0 {
                        self.state = State::Between;
                    }
                    usize::try_from(taken).ok()
                }
                State::File(file) => {
                    let step = file.read(rest, last, out);
                    match step {
                        Step::Wait => None,
                        Step::Take(taken) => Some(taken),
                        Step::End(taken, outcome) => {
                            self.end(outcome, out);
                            Some(taken)
                        }
                    }
                }
            };
            match taken {
                Some(taken) => at += taken,
                None => break,
            }
            // A file of no bytes ends without any more coming.
            self.end_if_empty(out);
        }
        at
    }

    fn finish(&mut self, out: &mut dyn EntrySink) -> Vec<Phrase> {
        if let State::File(file) = &self.state {
            let is_folder = file.is_folder;
            // Only the descriptor may be missing: then the bytes are there, but nothing vouches for them.
            if !is_folder {
                out.end(Err(Phrase::new(Code::ContainerEntryCut)));
            }
        }
        if !self.has_ended {
            // The first part of several has the mark at its front, and the end record stands in the last.
            let code = if self.is_part { Code::ContainerSplit } else { Code::ContainerCut };
            self.problems.push(Phrase::new(code));
        }
        std::mem::take(&mut self.problems)
    }
}

impl Zip {
    /// Reads the record at the start of `rest`, or skips a byte that begins none.
    fn record(&mut self, rest: &[u8], last: bool, out: &mut dyn EntrySink) -> Option<usize> {
        let wait = if last { Some(rest.len()) } else { None };
        let Some(signature) = rest.get(..4) else {
            return match memchr::memchr(b'P', rest) {
                Some(0) => wait,
                Some(at) => Some(at),
                None => Some(rest.len()),
            };
        };
        match signature {
            b"PK\x03\x04" => self.local(rest, out).or(wait),
            b"PK\x01\x02" => {
                let Some(fixed) = rest.get(..46) else { return wait };
                let variable = [28, 30, 32].map(|at| u64::from(u16_at(fixed, at)));
                self.state = State::Skip(46 + variable.iter().sum::<u64>());
                Some(0)
            }
            b"PK\x06\x06" => {
                let Some(fixed) = rest.get(..12) else { return wait };
                self.state = State::Skip(u64_at(fixed, 4).saturating_add(12));
                Some(0)
            }
            b"PK\x06\x07" => {
                self.state = State::Skip(20);
                Some(0)
            }
            b"PK\x05\x06" => {
                let Some(end) = rest.get(..22) else { return wait };
                self.check_end(u16_at(end, 4), u64::from(u16_at(end, 10)));
                // Its comment is passed over. Another archive may stand behind it.
                (self.locals, self.has_ended) = (0, true);
                self.state = State::Skip(22 + u64::from(u16_at(end, 20)));
                Some(0)
            }
            _ => Some(1 + memchr::memchr(b'P', &rest[1..]).unwrap_or(rest.len() - 1)),
        }
    }

    fn check_end(&mut self, disk: u16, entries: u64) {
        // All ones: the true numbers stand in the 64-bit record.
        if disk != 0 && disk != u16::MAX {
            self.problems.push(Phrase::new(Code::ContainerSplit));
        } else if entries != u64::from(u16::MAX) && self.locals < entries {
            let lost = entries - self.locals;
            self.problems.push(Phrase::new(Code::ContainerEntriesLost).with("n", lost));
        }
    }

    fn local(&mut self, rest: &[u8], out: &mut dyn EntrySink) -> Option<usize> {
        let fixed = rest.get(..30)?;
        let (flags, method) = (u16_at(fixed, 6), u16_at(fixed, 8));
        let name_end = 30 + usize::from(u16_at(fixed, 26));
        let end = name_end + usize::from(u16_at(fixed, 28));
        let (name, extra) = (rest.get(30..name_end)?, rest.get(name_end..end)?);
        let name =
            unicode_path(extra, name).unwrap_or_else(|| names::decode(name, flags & IS_UTF8 != 0));
        let (packed, unpacked) = (u32_at(fixed, 18), u32_at(fixed, 22));
        let packed = sizes_64(extra, packed, unpacked).unwrap_or(u64::from(packed));
        let has_descriptor = flags & HAS_DESCRIPTOR != 0;
        let left = (!has_descriptor || packed != 0).then_some(packed);
        self.locals += 1;
        self.has_ended = false;
        let is_folder = names::is_folder(&name);
        if !is_folder {
            out.begin(&names::relative_entry(&name));
        }
        let data = if flags & IS_ENCRYPTED != 0 {
            Err(Phrase::new(Code::ContainerEncrypted).with("method", encryption(flags, method)))
        } else {
            match method {
                0 => Ok(Data::Stored),
                8 => Ok(Data::Packed(Box::new(Inflate::new()))),
                9 => Ok(Data::Packed(Box::new(Inflate64::new(left.is_some())))),
                _ => Err(Phrase::new(Code::ContainerMethod).with("method", method_name(method))),
            }
        };
        self.state = match data {
            Err(problem) => {
                if !is_folder {
                    out.end(Err(problem));
                }
                // Where the length is unknown, the next record is looked for.
                left.map_or(State::Between, State::Skip)
            }
            Ok(data) => State::File(Box::new(File {
                data,
                left,
                has_descriptor,
                sum: Checksum::new(),
                expected_sum: u32_at(fixed, 14),
                packed: 0,
                unpacked: 0,
                is_folder,
            })),
        };
        Some(end)
    }

    fn end(&mut self, outcome: Result<(), Code>, out: &mut dyn EntrySink) {
        let State::File(file) = std::mem::take(&mut self.state) else { return };
        if !file.is_folder {
            out.end(outcome.map_err(Phrase::new));
        }
        if let (Err(Code::ContainerEntryDamaged), Some(left)) = (outcome, file.left)
            && left != 0
        {
            self.state = State::Skip(left);
        }
    }

    fn end_if_empty(&mut self, out: &mut dyn EntrySink) {
        match &self.state {
            State::Skip(0) => self.state = State::Between,
            State::File(file) if file.left == Some(0) && !file.has_descriptor => {
                let outcome = file.outcome(file.expected_sum);
                self.end(outcome, out);
            }
            _ => {}
        }
    }
}

/// What packers call the encryption of an entry.
fn encryption(flags: u16, method: u16) -> &'static str {
    match method {
        AES => "AES",
        _ if flags & IS_STRONG != 0 => "PKWARE",
        _ => "ZipCrypto",
    }
}

/// What packers call a method; its number where it has no common name.
fn method_name(method: u16) -> String {
    match method {
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "Zstandard".to_owned(),
        95 => "xz".to_owned(),
        number => number.to_string(),
    }
}

/// The field with that id among a header's extra data.
fn field_of(extra: &[u8], wanted: u16) -> Option<&[u8]> {
    let mut rest = extra;
    while let [a, b, c, d, behind @ ..] = rest {
        let (field, next) = behind.split_at_checked(usize::from(u16::from_le_bytes([*c, *d])))?;
        if u16::from_le_bytes([*a, *b]) == wanted {
            return Some(field);
        }
        rest = next;
    }
    None
}

/// The packed size from a header's 64-bit field, if it has one.
fn sizes_64(extra: &[u8], packed: u32, unpacked: u32) -> Option<u64> {
    let field = field_of(extra, 1)?;
    // Only sizes that do not fit the header stand here, the unpacked one first.
    let at = if unpacked == u32::MAX { 8 } else { 0 };
    (packed == u32::MAX && at + 8 <= field.len()).then(|| u64_at(field, at))
}

/// The name in UTF-8 that Info-ZIP's field 0x7075 gives beside the header's, if it was written for just that one.
fn unicode_path(extra: &[u8], name: &[u8]) -> Option<String> {
    let [1, a, b, c, d, path @ ..] = field_of(extra, 0x7075)? else { return None };
    let is_of_name = u32::from_le_bytes([*a, *b, *c, *d]) == crc32(name);
    is_of_name.then(|| std::str::from_utf8(path).ok().map(str::to_owned)).flatten()
}
