//! In: bytes from a line's start on. Out: that line, decoded, and what is known of the encodings so far.

use memchr::memchr;

use super::choice::Reading;
use super::evidence::{evidence, evidence_window, has_long_sequence, is_mostly_utf8};
use super::family::{Family, Start, WINDOW, at_line_start, wide_inside};
use super::guess;
use super::narrow;
use super::wide::{self, WideDecoder};
use crate::intake::{Line, LineEnd, LineSink};
use crate::pages::{Page, has_four_byte_character};

/// Lines that any narrow encoding reads alike; a report calls them `utf-8`.
pub(super) const ASCII: &str = "ascii";

/// Cuts bytes into lines and decodes them.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) family: Family,
    /// False inside a line that is handed on in pieces.
    pub(super) at_start: bool,
    /// Number of the next line or piece.
    pub(super) number: u64,
    /// The page for lines that are not UTF-8, once one has come.
    page: Option<Page>,
    /// What the user chose.
    pub(super) chosen: Option<Reading>,
    /// Up to here no line speaks for a page.
    utf8_until: u64,
    /// Encodings seen so far, in order.
    seen: Vec<&'static str>,
    has_utf8_mark: bool,
    pub(super) undecodable: u64,
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

impl Lines {
    /// Reads the next thing in `rest`, which begins at `offset`. Gives how many bytes that took, or `None` to wait for more.
    pub(super) fn step(
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

    fn narrow(
        &mut self,
        rest: &[u8],
        offset: u64,
        last: bool,
        sink: &mut dyn LineSink,
    ) -> Option<(usize, LineEnd)> {
        let narrow::Found { mut text, mut taken, mut end } = narrow::find_line(rest, last)?;
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

    pub(super) fn note(&mut self, encoding: &'static str, whole: bool) {
        let again = self.seen.last().is_some_and(|last| std::ptr::eq(*last, encoding));
        if !again && !self.seen.contains(&encoding) {
            self.seen.push(encoding);
        }
        if !whole && self.last_undecodable != self.number {
            self.undecodable += 1;
            self.last_undecodable = self.number;
        }
    }

    pub(super) fn encoding(&self) -> String {
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
