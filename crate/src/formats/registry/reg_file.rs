//! In: the lines of a `.reg` file, version 5 or REGEDIT4, also several glued together. Out: its keys and values, decoded.
//!
//! What regedit and `reg export` write, and Wine's of both: a heading, an empty line, then for each key its `[path]`, its values
//! and an empty line. So an export that does not end with an empty line is cut.

use jiance_blocks::hex;
use memchr::memchr2;

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Position, RegistryData};

use super::data::{PART, Value, kind};
use super::facts::FactFinder;
use super::plain_line::{self, PlainLine};
use super::{begins_with_hive, set_key};

const HEADING_5: &str = "Windows Registry Editor Version 5.00";
const HEADING_4: &str = "REGEDIT4";
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// `.reg` files of Windows 2000 and later.
pub(crate) const VERSION_5: Format = Format {
    kind: Code::KindReg5,
    artifact: Artifact::Registry,
    sniff: |head| if first(head) == HEADING_5 { 100 } else { body_sniff(head) },
    reader: || Box::new(RegFile::default()),
};

/// `.reg` files in the format of Windows 98, which later ones still write on demand.
pub(crate) const VERSION_4: Format = Format {
    kind: Code::KindReg4,
    artifact: Artifact::Registry,
    sniff: |head| if first(head) == HEADING_4 { 100 } else { 0 },
    reader: || Box::new(RegFile { ansi: true, ..RegFile::default() }),
};

fn first<'a>(head: &[&'a str]) -> &'a str {
    let lines = head.iter().map(|line| line.trim().trim_matches(BYTE_ORDER_MARK));
    lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default()
}

/// A file whose heading was lost still has keys in brackets.
fn body_sniff(head: &[&str]) -> u8 {
    let is_key = |line: &&str| {
        let path = line.strip_prefix('[').and_then(|line| line.trim_end().strip_suffix(']'));
        path.is_some_and(|path| begins_with_hive(path.strip_prefix('-').unwrap_or(path)))
    };
    if head.iter().any(is_key) { 60 } else { 0 }
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum State {
    #[default]
    Between,
    /// In the quotes of a value's name.
    Name,
    /// In the quotes of a value's text.
    Text,
    /// In a row of bytes that goes on.
    Hex { kind: u32, half: Option<u8> },
    /// In the rest of a line that is too long to hold and nothing we know.
    Skip,
}

#[derive(Debug, Default)]
struct RegFile {
    ansi: bool,
    state: State,
    value: Value,
    /// Where the current value began.
    at: Option<Position>,
    /// A backslash was the last thing read.
    escaping: bool,
    /// The last line was only part of one.
    mid_line: bool,
    /// The last line was empty and had its end.
    blank: bool,
    heading: bool,
    keys: u64,
    /// The first thing found missing.
    cut: Option<Phrase>,
    facts: FactFinder,
}

impl Reader for RegFile {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        match heading(line.text).filter(|_| !self.mid_line) {
            Some((before, ansi)) => {
                if !before.is_empty() {
                    self.blank = false;
                    self.take(before, false, line, out);
                }
                self.end_export(line, out);
                (self.heading, self.ansi, self.keys, self.blank) = (true, ansi, 0, false);
            }
            None => {
                if !self.take_plain(line, out) {
                    self.take(line.text, line.end == LineEnd::Newline, line, out);
                }
                self.blank = line.text.is_empty() && line.end == LineEnd::Newline;
            }
        }
        self.mid_line = line.end == LineEnd::TooLong;
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        if self.cut.is_none() {
            self.cut = self.missing_end();
        }
        self.give_up_value(out);
        self.facts.finish(out);
        self.cut.take().map_or(Ending::Whole, Ending::Cut)
    }
}

/// If a heading stands at this line's end: what stands before it, and whether it is REGEDIT4's. Files glued together after a cut
/// have their heading in the middle of a line.
fn heading(text: &str) -> Option<(&str, bool)> {
    // Nearly every line shows by its last letters that none does.
    let may_be = match text.as_bytes() {
        [.., b'5', b'.', b'0', b'0'] | [.., b'D', b'I', b'T', b'4'] => true,
        [.., last] => *last <= b' ' || 0x7F <= *last,
        [] => false,
    };
    if !may_be {
        return None;
    }
    if let Some(before) = text.trim_end().strip_suffix(HEADING_5) {
        return Some((before.trim_end_matches(BYTE_ORDER_MARK), false));
    }
    (text.trim() == HEADING_4).then_some(("", true))
}

impl RegFile {
    /// Reads a line that needs no memory of the last one and leaves none, as nearly every one of a value is; false if it is none such,
    /// and untouched.
    fn take_plain(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        let is_fresh = !self.mid_line && matches!(self.state, State::Between | State::Skip);
        if !is_fresh || line.end != LineEnd::Newline || PART < line.text.len() {
            return false;
        }
        let Some(plain) = plain_line::read(line.text) else { return false };
        let at = position(line);
        (self.at, self.escaping, self.state) = (Some(at), false, State::Between);
        match plain {
            PlainLine::Empty => {}
            PlainLine::Value(value) => {
                self.state = if value.kind == kind::DWORD { State::Skip } else { State::Between };
                self.value.emit_borrowed(value, at, &mut self.facts, out);
            }
        }
        true
    }

    /// Reads one line, or a part of one; `ended` tells whether its end belongs to it.
    fn take(&mut self, text: &str, ended: bool, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.mid_line && self.state == State::Between && !text.trim().is_empty() {
            out.unreadable(line);
            self.state = State::Skip;
        }
        if !self.mid_line && self.state == State::Skip {
            self.state = State::Between;
        }
        if !self.mid_line && !self.goes_on_with(text) {
            out.unreadable(line);
            if self.cut.is_none() {
                self.cut = self.missing_end();
            }
            self.give_up_value(out);
        }
        let mut rest = text;
        if self.state == State::Between {
            let Some(after) = self.begin(rest, line, out) else { return };
            rest = after;
        }
        if self.state == State::Name {
            let Some(after) = unquote(rest, &mut self.value.name, &mut self.escaping) else {
                if ended {
                    self.value.name.push('\n');
                }
                return self.name_too_long(line, out);
            };
            let Some(after) = self.begin_data(after, line, out) else { return };
            rest = after;
        }
        match self.state {
            State::Text => self.text(rest, ended, line, out),
            State::Hex { kind, half } => self.hex(rest, (kind, half), line, out),
            _ => {}
        }
    }

    /// Whether a new line can belong to the value that the line before left open. Quotes in a value are escaped, so an open name or
    /// text whose next line begins with a bare quote and more than its own end was cut.
    fn goes_on_with(&self, text: &str) -> bool {
        match self.state {
            State::Between | State::Skip => true,
            State::Name => !text.starts_with('"') || text.starts_with("\"="),
            State::Text => text.strip_prefix('"').is_none_or(|rest| rest.trim().is_empty()),
            State::Hex { .. } => text.trim_start().bytes().next().is_some_and(|letter| {
                hex::digit(letter).is_some() || matches!(letter, b'\\' | b',')
            }),
        }
    }

    /// Reads the beginning of a line; gives what is left of it when that belongs to a value.
    fn begin<'t>(
        &mut self,
        text: &'t str,
        line: &Line<'_>,
        out: &mut dyn RecordSink,
    ) -> Option<&'t str> {
        let text = text.trim_start_matches([' ', '\t', BYTE_ORDER_MARK]);
        self.at = Some(position(line));
        self.escaping = false;
        match text.bytes().next() {
            None => {}
            Some(b';') => self.state = State::Skip,
            Some(b'[') => self.key(&text[1..], line, out),
            Some(b'@') => {
                self.value.begin();
                return self.begin_data(&text[1..], line, out);
            }
            Some(b'"') => {
                self.value.begin();
                self.state = State::Name;
                return Some(&text[1..]);
            }
            Some(_) => {
                out.unreadable(line);
                self.state = State::Skip;
            }
        }
        None
    }

    fn key(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.state = State::Skip;
        let text = text.trim_end();
        let whole = text.strip_suffix(']');
        if whole.is_none() {
            // What follows belongs to this key, not to the one before, so what there is of it is kept.
            out.unreadable(line);
        }
        let path = whole.unwrap_or(text);
        let at = position(line);
        self.keys += 1;
        self.value.begin();
        if let Some(deleted) = path.strip_prefix('-') {
            set_key(&mut self.value.key, deleted);
            self.facts.end_key(true, out);
            self.value.emit(RegistryData::Deletion, at, &mut self.facts, out);
        } else {
            set_key(&mut self.value.key, path);
            self.value.emit_key(at, &mut self.facts, out);
        }
    }

    /// Reads from behind a value's name to the beginning of its data.
    fn begin_data<'t>(
        &mut self,
        text: &'t str,
        line: &Line<'_>,
        out: &mut dyn RecordSink,
    ) -> Option<&'t str> {
        let at = self.at.unwrap_or(position(line));
        self.state = State::Skip;
        let data = text.trim_start().strip_prefix('=').map(str::trim_start);
        if let Some(text) = data.and_then(|data| data.strip_prefix('"')) {
            self.state = State::Text;
            return Some(text);
        }
        if let Some((kind, bytes)) = data.and_then(hex_prefix) {
            self.state = State::Hex { kind, half: None };
            return Some(bytes);
        }
        let data = data.unwrap_or_default().trim_end();
        let number = data.strip_prefix("dword:").map(|digits| u32::from_str_radix(digits, 16));
        match (data, number) {
            ("-", _) => self.value.emit(RegistryData::Deletion, at, &mut self.facts, out),
            (_, Some(Ok(number))) => {
                self.value.kind = kind::DWORD;
                let data = RegistryData::Number(number.into());
                self.value.emit(data, at, &mut self.facts, out);
            }
            _ => out.unreadable(line),
        }
        None
    }

    fn text(&mut self, text: &str, ended: bool, line: &Line<'_>, out: &mut dyn RecordSink) {
        let at = self.at.unwrap_or(position(line));
        let after = unquote(text, &mut self.value.text, &mut self.escaping);
        if after.is_none() && ended {
            self.value.text.push('\n');
        }
        self.value.emit_text(after.is_some(), at, &mut self.facts, out);
        if let Some(after) = after {
            self.state = State::Between;
            if !after.trim().is_empty() {
                out.unreadable(line);
                self.state = State::Skip;
            }
        }
    }

    fn hex(
        &mut self,
        text: &str,
        (kind, mut half): (u32, Option<u8>),
        line: &Line<'_>,
        out: &mut dyn RecordSink,
    ) {
        let at = self.at.unwrap_or(position(line));
        let mut goes_on = line.end == LineEnd::TooLong;
        let plain = if half.is_none() { self.value.take_hex(text) } else { 0 };
        let mut letters = text.as_bytes().get(plain..).unwrap_or_default().iter();
        while let Some(&letter) = letters.next() {
            match (letter, hex::digit(letter), half) {
                (_, Some(digit), None) => half = Some(digit),
                (_, Some(digit), Some(high)) => {
                    self.value.bytes.push(high << 4 | digit);
                    half = None;
                }
                (b',' | b' ' | b'\t', ..) => self.value.bytes.extend(half.take()),
                (b'\\', ..) if letters.as_slice().trim_ascii().is_empty() => {
                    goes_on = true;
                    break;
                }
                _ => {
                    out.unreadable(line);
                    (goes_on, half) = (false, None);
                    break;
                }
            }
        }
        if !goes_on && half.is_some() {
            // Exports write two digits a byte: the second one is cut off.
            out.unreadable(line);
        }
        self.state = State::Hex { kind, half };
        if goes_on {
            let kind = (kind, self.ansi);
            self.value.emit_bytes(false, kind, at, &mut self.facts, out);
        } else {
            self.give_up_value(out);
            self.state = State::Skip;
        }
    }

    /// Hands on what there is of a value, whether or not it came to its end.
    fn give_up_value(&mut self, out: &mut dyn RecordSink) {
        let Some(at) = self.at else { return };
        match self.state {
            State::Text => self.value.emit_text(true, at, &mut self.facts, out),
            State::Hex { kind, half } => {
                self.value.bytes.extend(half);
                let kind = (kind, self.ansi);
                self.value.emit_bytes(true, kind, at, &mut self.facts, out);
            }
            State::Name | State::Between | State::Skip => {}
        }
        self.state = State::Between;
    }

    /// A name longer than any the registry holds is not a name: read on at the next line.
    fn name_too_long(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        const LONGEST_NAME: usize = 4 * 16_384;
        if LONGEST_NAME < self.value.name.len() {
            self.value.begin();
            out.unreadable(line);
            self.state = State::Skip;
        }
    }

    /// One export is over, by the end of the file or by another's heading.
    fn end_export(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if !self.heading && self.keys == 0 && self.state == State::Between {
            return;
        }
        if !matches!(self.state, State::Between | State::Skip) {
            out.unreadable(line);
        }
        if self.cut.is_none() {
            self.cut = self.missing_end();
        }
        self.give_up_value(out);
        self.state = State::Between;
    }

    /// What the export lacks at this point to be a whole one.
    fn missing_end(&self) -> Option<Phrase> {
        if !matches!(self.state, State::Between | State::Skip) {
            return self
                .at
                .map(|at| Phrase::new(Code::EndingRegistryValueCut).with("line", at.line));
        }
        if !self.heading {
            return Some(Phrase::new(Code::EndingRegistryNoHeading));
        }
        if self.keys == 0 {
            return Some(Phrase::new(Code::EndingRegistryNoKeys));
        }
        (!self.blank).then(|| Phrase::new(Code::EndingRegistryNoEnd))
    }
}

/// Reads up to a closing quote, undoing escapes; `None` while it has not come. Windows escapes `\` and `"`; Wine line ends too.
fn unquote<'t>(mut text: &'t str, into: &mut String, escaping: &mut bool) -> Option<&'t str> {
    loop {
        if std::mem::take(escaping) {
            let mut letters = text.chars();
            match letters.next() {
                None => {
                    *escaping = true;
                    return None;
                }
                Some('n') => into.push('\n'),
                Some('r') => into.push('\r'),
                Some(letter @ ('\\' | '"')) => into.push(letter),
                Some(letter) => into.extend(['\\', letter]),
            }
            text = letters.as_str();
        }
        let Some(at) = memchr2(b'"', b'\\', text.as_bytes()) else {
            into.push_str(text);
            return None;
        };
        let (run, rest) = text.split_at(at);
        into.push_str(run);
        text = &rest[1..];
        if rest.starts_with('"') {
            return Some(text);
        }
        *escaping = true;
    }
}

/// `hex:` and `hex(2):` with the type each means, and what follows.
fn hex_prefix(data: &str) -> Option<(u32, &str)> {
    let rest = data.strip_prefix("hex")?;
    if let Some(bytes) = rest.strip_prefix(':') {
        return Some((kind::BINARY, bytes));
    }
    let (kind, bytes) = rest.strip_prefix('(')?.split_once("):")?;
    Some((u32::from_str_radix(kind, 16).ok()?, bytes))
}
