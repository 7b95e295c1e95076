//! In: an input's bytes once more, and where in it something was seen. Out: the lines around that place, decoded as a check decodes them.
//!
//! A report keeps no more of an input than what it found. Whoever wants to see what stands beside it has the input read again.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::host_text::HostText;
use crate::intake::{EntrySink, Line, LineSink, TextEncoding, TextReader, Unpacker};
use crate::message::Phrase;
use crate::report::Source;

/// How many lines before the place, and how many after it, are shown.
const AROUND: u64 = 3;

/// One of the lines around a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearbyLine {
    /// Its number, counted from 1.
    pub number: u64,
    /// It, made safe to show.
    pub text: HostText,
}

/// Reads an input again, up to a few lines behind a place in it. Keeps a few lines, however long the input is.
#[derive(Debug)]
pub struct Surroundings {
    unpacker: Unpacker,
    search: Search,
}

impl Surroundings {
    /// Begins to read the input of that name. `encoding` is what the user chose for the text at the place, if anything.
    ///
    /// `None` if the place has no line, as in a raw hive, or is in another input.
    pub fn new(
        input: &str,
        place: &Source,
        encoding: Option<TextEncoding>,
    ) -> Option<Surroundings> {
        let input = HostText::shown(input);
        let path = match place.file.strip_prefix(input.as_str())? {
            "" => "",
            inside => inside.strip_prefix('/')?,
        };
        let lines = Nearby { line: place.line?, offset: place.offset, ..Nearby::default() };
        let search = Search { path: path.to_owned(), encoding, entry: None, lines };
        Some(Surroundings { unpacker: Unpacker::new(), search })
    }

    /// The next bytes, however many; a break as soon as no more are needed.
    pub fn feed(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        self.unpacker.feed(bytes, &mut self.search);
        if self.search.lines.is_all() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// The lines, in order, the one at the place among them; none if the place was not come by.
    pub fn finish(self) -> Vec<NearbyLine> {
        let Surroundings { unpacker, mut search } = self;
        if !search.lines.is_all() {
            unpacker.finish(&mut search);
        }
        if search.lines.is_there { search.lines.lines.into() } else { Vec::new() }
    }
}

/// Looks through the entries of the place's name.
#[derive(Debug)]
struct Search {
    path: String,
    encoding: Option<TextEncoding>,
    /// The entry being read, if it bears the name.
    entry: Option<TextReader>,
    lines: Nearby,
}

impl EntrySink for Search {
    fn begin(&mut self, path: &str) {
        if self.lines.is_there || HostText::shown(path).as_str() != self.path {
            return;
        }
        // An archive may hold two entries of one name.
        self.lines.lines.clear();
        self.entry = Some(self.encoding.map_or_else(TextReader::new, TextReader::reading_as));
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some(entry) = self.entry.as_mut().filter(|_| !self.lines.is_all()) {
            entry.feed(bytes, &mut self.lines);
        }
    }

    fn end(&mut self, _outcome: Result<(), Phrase>) {
        if let Some(entry) = self.entry.take() {
            entry.finish(&mut self.lines);
            self.lines.is_over = self.lines.is_there;
        }
    }
}

/// Keeps the lines around one line.
#[derive(Debug, Default)]
struct Nearby {
    line: u64,
    offset: Option<u64>,
    lines: VecDeque<NearbyLine>,
    /// The line at the place is among them.
    is_there: bool,
    /// The entry that has it is at its end.
    is_over: bool,
}

impl Nearby {
    fn is_all(&self) -> bool {
        let last = self.lines.back().map_or(0, |last| last.number);
        self.is_over || self.is_there && self.line.saturating_add(AROUND) <= last
    }
}

impl LineSink for Nearby {
    fn line(&mut self, line: Line<'_>) {
        if line.number.saturating_add(AROUND) < self.line || self.is_all() {
            return;
        }
        let is_it =
            line.number == self.line && self.offset.is_none_or(|offset| offset == line.offset);
        match self.lines.back_mut() {
            // The parts of a very long line bear one number; its first part is shown, or the one that the place names.
            Some(last) if last.number == line.number => {
                if is_it {
                    last.text = HostText::shown(line.text);
                }
            }
            _ => self
                .lines
                .push_back(NearbyLine { number: line.number, text: HostText::shown(line.text) }),
        }
        self.is_there |= is_it;
    }
}
