//! In: the bytes of one entry, in chunks of any size. Out: its lines, decoded, and which encodings they were in.
//!
//! Windows' commands write UTF-16 with one, two or no byte-order marks, ANSI and OEM pages, and files made by appending one
//! output to another change their encoding on the way. So the encoding is not a property of the file but of each line: plain ASCII
//! and UTF-8 pass straight through, UTF-16 is told by its zero bytes, and for the rest one code page is chosen on the first
//! 64 KiB from where it is needed.

mod choice;
mod evidence;
mod family;
mod frequent;
mod guess;
mod head;
mod lines;
mod narrow;
mod plain;
mod wide;
mod words;

#[cfg(test)]
mod tests;

use jiance_blocks::ascii;

pub use self::choice::TextEncoding;
use self::head::HEAD;
use self::lines::Lines;
use self::plain::Layout;
use super::{Foreign, LineSink};

/// The most that is copied in at once.
const STRIDE: usize = 64 * 1024;

/// Fewer new bytes than this, or than a quarter of what is held, are only kept: looking for a line's end again at each of them would
/// take the square of its length.
const ENOUGH: usize = 4096;

/// What an entry's bytes turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSummary {
    /// For the report: `utf-8`, `utf-16le`, `gbk`, `ibm850`, `binary`, or `mixed: utf-8 + utf-16le`.
    pub encoding: String,
    /// The user chose how it was read, and not the evidence.
    pub is_chosen: bool,
    /// Lines that held bytes without meaning in their encoding; each was handed on with U+FFFD in their place.
    pub undecodable: u64,
    /// False if the entry is not text: none of its lines was handed on.
    pub is_text: bool,
    /// What it is instead, where that is known.
    pub foreign: Option<Foreign>,
}

/// Reads one entry as text.
#[derive(Debug, Default)]
pub struct TextReader {
    /// Bytes not yet handed on; the first stands at `offset` in the entry.
    buffer: Vec<u8>,
    offset: u64,
    /// Bytes that came since the buffer was last looked at.
    fresh: usize,
    head: Head,
    foreign: Option<Foreign>,
    lines: Lines,
    /// Space for UTF-16 that is ASCII.
    space: Vec<u8>,
}

/// What is known of the entry as a whole.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Head {
    #[default]
    Unread,
    Text,
    Binary,
}

impl TextReader {
    /// A reader for a fresh entry.
    pub fn new() -> TextReader {
        TextReader::default()
    }

    /// A reader that believes the user about the encoding, and not the evidence.
    pub fn reading_as(encoding: TextEncoding) -> TextReader {
        let mut reader = TextReader::new();
        reader.lines.chosen = Some(encoding.reading());
        reader
    }

    /// Takes the entry's next bytes, and hands on the lines that they complete.
    pub fn feed(&mut self, bytes: &[u8], sink: &mut dyn LineSink) {
        for piece in bytes.chunks(STRIDE) {
            if self.head == Head::Binary {
                return;
            }
            self.buffer.extend_from_slice(piece);
            self.fresh += piece.len();
            if ENOUGH.max(self.buffer.len() / 4) <= self.fresh {
                self.read(false, sink);
            }
        }
    }

    /// The entry is over: hands on its last lines.
    pub fn finish(mut self, sink: &mut dyn LineSink) -> TextSummary {
        self.read(true, sink);
        TextSummary {
            encoding: if self.head == Head::Binary {
                "binary".to_owned()
            } else {
                self.lines.encoding()
            },
            is_chosen: self.lines.chosen.is_some() && self.head != Head::Binary,
            undecodable: self.lines.undecodable,
            is_text: self.head != Head::Binary,
            foreign: self.foreign,
        }
    }

    fn read(&mut self, last: bool, sink: &mut dyn LineSink) {
        self.fresh = 0;
        if self.head == Head::Unread {
            if self.buffer.len() < HEAD && !last {
                return;
            }
            let head = self.buffer.get(..HEAD).unwrap_or(&self.buffer);
            self.foreign = Foreign::of(head);
            let is_binary = match self.lines.chosen {
                // What the user calls text is refused only for a mark that no text begins with.
                Some(_) => self.foreign.is_some() || head::has_magic(head),
                None => self.foreign.is_some() || head::is_binary(head),
            };
            self.head = if is_binary { Head::Binary } else { Head::Text };
        }
        if self.head == Head::Binary {
            self.buffer = Vec::new();
            return;
        }
        let mut at = 0;
        // The narrow plain text that was last found, and where it begins.
        let (mut run, mut run_at) = ("", 0);
        while let Some(rest) = self.buffer.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(layout) = self.lines.plain_layout() {
                let plain = match layout {
                    Layout::Narrow => {
                        if run_at + run.len() <= at {
                            (run, run_at) = (ascii::narrow_start(rest), at);
                        }
                        run.get(at - run_at..).unwrap_or_default()
                    }
                    Layout::Wide => ascii::wide_start(rest, &mut self.space),
                };
                let offset = self.offset + at as u64;
                let taken = self.lines.plain_lines(plain, layout, offset, sink);
                if 0 < taken {
                    at += taken;
                    continue;
                }
            }
            match self.lines.step(rest, self.offset + at as u64, last, sink) {
                Some(taken) => at += taken,
                None => break,
            }
        }
        self.buffer.drain(..at);
        self.offset += at as u64;
    }
}
