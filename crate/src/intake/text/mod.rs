//! In: the bytes of one entry, in chunks of any size. Out: its lines, decoded, and which encodings they were in.
//!
//! Windows' commands write UTF-16 with one, two or no byte-order marks, ANSI and OEM pages, and files made by appending one
//! output to another change their encoding on the way. So the encoding is not a property of the file but of each line: plain ASCII
//! and UTF-8 pass straight through, UTF-16 is told by its zero bytes, and for the rest one code page is chosen on the first
//! 64 KiB from where it is needed.

mod choice;
mod family;
mod frequent;
mod guess;
mod head;
mod wide;
mod words;

#[cfg(test)]
mod tests;

use memchr::{memchr, memchr_iter};

use self::choice::Reading;
pub use self::choice::TextEncoding;
use self::family::{Family, LONGEST_DOUBTFUL, Start, WINDOW, at_line_start, wide_inside};
use self::head::HEAD;
use self::wide::WideDecoder;
use super::{Foreign, Line, LineEnd, LineSink, MAX_LINE_BYTES};
use crate::pages::{Page, has_four_byte_character};

/// How many bytes, from the first line that is not UTF-8, decide its code page.
const EVIDENCE: usize = 64 * 1024;

/// The most that is copied in at once.
const STRIDE: usize = 64 * 1024;

/// Fewer new bytes than this, or than a quarter of what is held, are only kept: looking for a line's end again at each of them would
/// take the square of its length.
const ENOUGH: usize = 4096;

/// Longer lines are rare, and looked at more closely.
const LONG: usize = 64 * 1024;

/// Lines that any narrow encoding reads alike; a report calls them `utf-8`.
const ASCII: &str = "ascii";

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
        // The plain text that was last found, and where it begins.
        let (mut run, mut run_at) = ("", 0);
        while let Some(rest) = self.buffer.get(at..).filter(|rest| !rest.is_empty()) {
            if self.lines.may_be_plain() {
                if run_at + run.len() <= at {
                    (run, run_at) = (plain_start(rest), at);
                }
                let plain = run.get(at - run_at..).unwrap_or_default();
                let taken = self.lines.plain_lines(plain, self.offset + at as u64, sink);
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

/// Cuts bytes into lines and decodes them.
#[derive(Debug)]
struct Lines {
    family: Family,
    /// False inside a line that is handed on in pieces.
    at_start: bool,
    /// Number of the next line or piece.
    number: u64,
    /// The page for lines that are not UTF-8, once one has come.
    page: Option<Page>,
    /// What the user chose.
    chosen: Option<Reading>,
    /// Up to here no line speaks for a page.
    utf8_until: u64,
    /// Encodings seen so far, in order.
    seen: Vec<&'static str>,
    has_utf8_mark: bool,
    undecodable: u64,
    /// The last line that was counted as undecodable: a line in pieces counts once.
    last_undecodable: u64,
    text: String,
    wide: WideDecoder,
}

impl Default for Lines {
    fn default() -> Lines {
        Lines {
            family: Family::Narrow,
            at_start: true,
            number: 1,
            page: None,
            chosen: None,
            utf8_until: 0,
            seen: Vec::new(),
            has_utf8_mark: false,
            undecodable: 0,
            last_undecodable: 0,
            text: String::new(),
            wide: WideDecoder::default(),
        }
    }
}

/// A line, or a piece of one, found in the buffer.
struct Found {
    /// Bytes of its text.
    text: usize,
    /// Bytes it takes with its end.
    taken: usize,
    end: LineEnd,
}

impl Lines {
    /// Reads the next thing in `rest`, which begins at `offset`. Gives how many bytes that took, or `None` to wait for more.
    fn step(
        &mut self,
        rest: &[u8],
        offset: u64,
        last: bool,
        sink: &mut dyn LineSink,
    ) -> Option<usize> {
        if self.at_start {
            match at_line_start(rest, self.family, last) {
                Start::Wait => return None,
                Start::Mark(length, family) => {
                    self.has_utf8_mark = family == Family::Narrow;
                    self.family = family;
                    return Some(length);
                }
                Start::Text(family) => {
                    self.family = match self.chosen {
                        Some(Reading::Wide(endian)) => Family::Wide(endian),
                        _ => family,
                    }
                }
            }
        }
        let (taken, end) = match self.family {
            Family::Narrow => self.narrow(rest, offset, last, sink)?,
            Family::Wide(endian) => {
                let found = wide::find_line(rest, endian, last)?;
                let (text, whole) = self.wide.decode(&rest[..found.text], endian);
                sink.line(Line { text, number: self.number, offset, end: found.end });
                self.note(wide::name(endian), whole);
                (found.taken, found.end)
            }
        };
        self.at_start = end != LineEnd::TooLong;
        if self.at_start {
            self.number += 1;
        }
        Some(taken)
    }

    /// Hands on the lines at the start of `plain`, which is all ASCII without a zero byte, as far as each alone shows that it is no
    /// UTF-16; every narrow encoding reads them alike. Most lines are such; all others go through [`Lines::step`]. Gives how many
    /// bytes that took.
    fn plain_lines(&mut self, plain: &str, offset: u64, sink: &mut dyn LineSink) -> usize {
        let mut start = 0;
        for end in memchr_iter(b'\n', plain.as_bytes()) {
            let line = plain.get(start..end).unwrap_or_default();
            if LONG < line.len() || !(line.ends_with('\r') || LONGEST_DOUBTFUL < line.len()) {
                break;
            }
            let text = line.get(..without_returns(line.as_bytes())).unwrap_or_default();
            let (number, offset) = (self.number, offset + start as u64);
            sink.line(Line { text, number, offset, end: LineEnd::Newline });
            self.number += 1;
            start = end + 1;
        }
        if 0 < start {
            self.note(ASCII, true);
        }
        start
    }

    /// Whether the next line may be handed on by [`Lines::plain_lines`].
    fn may_be_plain(&self) -> bool {
        self.at_start
            && self.family == Family::Narrow
            && !matches!(self.chosen, Some(Reading::Wide(_)))
    }

    fn narrow(
        &mut self,
        rest: &[u8],
        offset: u64,
        last: bool,
        sink: &mut dyn LineSink,
    ) -> Option<(usize, LineEnd)> {
        let Found { mut text, mut taken, mut end } = find_narrow_line(rest, last)?;
        let mut next = Family::Narrow;
        if memchr(0, &rest[..text]).is_some() {
            // A command's message may stand glued to UTF-16 without a line end between them.
            if rest.len() < text + WINDOW && !last {
                return None;
            }
            if let Some((start, mark, endian)) = wide_inside(&rest[..text], rest) {
                (text, taken, end) = (start - mark, start, LineEnd::Newline);
                next = Family::Wide(endian);
            }
        }
        let mut line = &rest[..text];
        let page = match std::str::from_utf8(line) {
            Ok(text) if self.chosen.is_some() && text.is_ascii() => None,
            _ if let Some(Reading::Narrow(page)) = self.chosen => Some(page),
            Ok(text) if self.is_doubtful(text, offset) => {
                let window = evidence_window(rest, last)?;
                let evidence = evidence(window);
                if evidence.is_empty() {
                    self.utf8_until = offset + window.len() as u64;
                } else {
                    self.page = Some(guess::guess(&evidence));
                }
                self.page.filter(|_| !self.reads_as_utf8(text))
            }
            Ok(text) => self.page.filter(|_| !self.reads_as_utf8(text)),
            Err(fault) if end == LineEnd::TooLong && fault.error_len().is_none() => None,
            Err(fault) => {
                let ends_entry = last && taken == rest.len();
                let cut_short =
                    ends_entry && fault.error_len().is_none() && 0 < fault.valid_up_to();
                let is_utf8 = is_mostly_utf8(line, self.has_utf8_mark);
                Some(if is_utf8 || (cut_short && self.page.is_none()) {
                    Page::Utf8
                } else {
                    self.page_for(rest, last)?
                })
            }
        };
        if end == LineEnd::TooLong {
            let page = page.unwrap_or(Page::Utf8);
            line = &line[..page.whole_characters(line)];
            taken = line.len();
        }
        self.hand_on(line, page, offset, end, sink);
        self.family = next;
        Some((taken, end))
    }

    /// Hands on a line: as it stands, or decoded with a page.
    fn hand_on(
        &mut self,
        bytes: &[u8],
        page: Option<Page>,
        offset: u64,
        end: LineEnd,
        sink: &mut dyn LineSink,
    ) {
        let number = self.number;
        match (std::str::from_utf8(bytes), page) {
            (Ok(text), None) => {
                sink.line(Line { text, number, offset, end });
                self.note(if text.is_ascii() { ASCII } else { "utf-8" }, true);
            }
            (_, page) => {
                let page = page.unwrap_or(Page::Utf8);
                let mut text = std::mem::take(&mut self.text);
                text.clear();
                let whole = page.decode(bytes, &mut text);
                sink.line(Line { text: &text, number, offset, end });
                self.text = text;
                let wider = page == Page::GBK && has_four_byte_character(bytes);
                self.note(if wider { "gb18030" } else { page.name() }, whole);
            }
        }
    }

    /// A short line in a double-byte page may pass for UTF-8 (`系统` in GBK is `ϵͳ`): before a page is chosen, one without a longer
    /// sequence makes the reader look at what follows.
    fn is_doubtful(&self, text: &str, offset: u64) -> bool {
        self.page.is_none()
            && self.utf8_until <= offset
            && !text.is_ascii()
            && !has_long_sequence(text)
    }

    /// Once a page is chosen, such a line is believed to be in it.
    fn reads_as_utf8(&self, text: &str) -> bool {
        let Some(page) = self.page.filter(|page| page.is_double_byte()) else { return true };
        text.is_ascii()
            || has_long_sequence(text)
            || !page.decode(text.as_bytes(), &mut String::new())
    }

    /// The page for a line that is not UTF-8: the one chosen before, or the one that the bytes from here on speak for.
    fn page_for(&mut self, rest: &[u8], last: bool) -> Option<Page> {
        if self.page.is_none() {
            self.page = Some(guess::guess(&evidence(evidence_window(rest, last)?)));
        }
        self.page
    }

    fn note(&mut self, encoding: &'static str, whole: bool) {
        let again = self.seen.last().is_some_and(|last| std::ptr::eq(*last, encoding));
        if !again && !self.seen.contains(&encoding) {
            self.seen.push(encoding);
        }
        if !whole && self.last_undecodable != self.number {
            self.undecodable += 1;
            self.last_undecodable = self.number;
        }
    }

    fn encoding(&self) -> String {
        let mut seen = self.seen.clone();
        // GB18030 is GBK and more; ASCII is part of whichever narrow encoding there is.
        if seen.contains(&"gb18030") {
            seen.retain(|name| *name != "gbk");
        }
        if seen.iter().any(|name| *name != ASCII && !name.starts_with("utf-16")) {
            seen.retain(|name| *name != ASCII);
        }
        for name in seen.iter_mut().filter(|name| **name == ASCII) {
            *name = "utf-8";
        }
        match seen.as_slice() {
            [] => "utf-8".to_owned(),
            [only] => (*only).to_owned(),
            several => format!("mixed: {}", several.join(" + ")),
        }
    }
}

/// The text at the start that is ASCII without a zero byte.
fn plain_start(bytes: &[u8]) -> &str {
    const BLOCK: usize = 64;
    let is_plain = |byte: &u8| matches!(byte, 1..=0x7F);
    let blocks = bytes.chunks_exact(BLOCK);
    // Every byte of a block is looked at, so that it can be done for many at once.
    let plain = blocks
        .take_while(|block| block.iter().fold(true, |plain, byte| plain & is_plain(byte)))
        .count();
    let rest = bytes.get(plain * BLOCK..).unwrap_or_default();
    let length = plain * BLOCK + rest.iter().take_while(|byte| is_plain(byte)).count();
    bytes.get(..length).and_then(|plain| str::from_utf8(plain).ok()).unwrap_or_default()
}

fn find_narrow_line(rest: &[u8], last: bool) -> Option<Found> {
    let longest = rest.get(..=MAX_LINE_BYTES).unwrap_or(rest);
    if let Some(at) = memchr(b'\n', longest) {
        return Some(Found {
            text: without_returns(&rest[..at]),
            taken: at + 1,
            end: LineEnd::Newline,
        });
    }
    if MAX_LINE_BYTES < rest.len() {
        let piece = &rest[..MAX_LINE_BYTES];
        // Carriage returns at the cut may belong to the line's end.
        let text = Some(without_returns(piece)).filter(|text| *text != 0).unwrap_or(piece.len());
        return Some(Found { text, taken: text, end: LineEnd::TooLong });
    }
    last.then(|| Found { text: without_returns(rest), taken: rest.len(), end: LineEnd::EndOfEntry })
}

fn without_returns(line: &[u8]) -> usize {
    line.iter().rposition(|byte| *byte != b'\r').map_or(0, |at| at + 1)
}

/// UTF-8 with a fault: its long sequences, which hardly occur by chance, outnumber what is wrong with it.
///
/// Behind a UTF-8 mark a few faults alone are no other page yet.
fn is_mostly_utf8(line: &[u8], marked: bool) -> bool {
    let (mut long, mut faults) = (0usize, 0usize);
    for chunk in line.utf8_chunks() {
        long += chunk.valid().chars().filter(|letter| 2 < letter.len_utf8()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults * 2 < long + if marked { 5 } else { 0 }
}

/// A sequence of three bytes or more hardly occurs by chance.
fn has_long_sequence(text: &str) -> bool {
    text.chars().any(|letter| 2 < letter.len_utf8())
}

/// The bytes that decide on a page; `None` while there are too few.
fn evidence_window(rest: &[u8], last: bool) -> Option<&[u8]> {
    rest.get(..EVIDENCE).or(last.then_some(rest))
}

/// The lines that speak for a code page: those that are not UTF-8, up to where UTF-16 begins.
fn evidence(bytes: &[u8]) -> Vec<&[u8]> {
    let bytes = memchr(0, bytes).and_then(|zero| bytes.get(..zero)).unwrap_or(bytes);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or_default();
        if std::str::from_utf8(line).is_err() && !is_mostly_utf8(line, false) {
            lines.push(line);
        }
        start = end + 1;
    }
    lines
}
