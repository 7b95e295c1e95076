//! In: an input's bytes once more, and what of it is wanted. Out: those lines, decoded as a check decodes them.
//!
//! A report keeps no more of an input than what it found. Whoever wants to see what stands beside it, or what could not be read, has the input
//! read again.

mod nearby;
mod unread;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::host_text::HostText;
use crate::intake::{EntrySink, LineSink, TextEncoding, TextReader, Unpacker};
use crate::message::Phrase;
use crate::report::Source;

use nearby::Nearby;
use unread::Unread;

/// One line of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptLine {
    /// Its number, counted from 1.
    pub number: u64,
    /// It, made safe to show.
    pub text: HostText,
    /// Why nothing was read from it, where that was asked for.
    pub flaw: Option<Flaw>,
}

/// Why nothing, or not all, was read from a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// Bytes in it are no characters of the encoding that it was read in.
    Bytes,
    /// It is longer than any line that is read whole.
    TooLong,
    /// It is not what its format has there, or belongs to no known format.
    Form,
}

/// What of an input is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The lines around this place, as the report names it.
    Around(Source),
    /// The first lines that could not be read of the file of this name in the report.
    Unread(String),
}

impl Wanted {
    /// The file's name in the report.
    pub fn file(&self) -> &str {
        match self {
            Wanted::Around(place) => &place.file,
            Wanted::Unread(file) => file,
        }
    }
}

/// Reads an input again, as far as it has to. Keeps a few lines, however long the input is.
#[derive(Debug)]
pub struct Excerpt {
    unpacker: Unpacker,
    search: Search,
}

impl Excerpt {
    /// Begins to read the input of that name. `encoding` is what the user chose for the text wanted, if anything.
    ///
    /// `None` if what is wanted has no lines, as a place in a raw hive, or is in another input.
    pub fn new(input: &str, wanted: &Wanted, encoding: Option<TextEncoding>) -> Option<Excerpt> {
        let input = HostText::shown(input);
        let path = match wanted.file().strip_prefix(input.as_str())? {
            "" => "",
            inside => inside.strip_prefix('/')?,
        };
        let lines: Box<dyn Lines> = match wanted {
            Wanted::Around(place) => Box::new(Nearby::new(place.line?, place.offset)),
            Wanted::Unread(_) => Box::<Unread>::default(),
        };
        let search = Search { path: path.to_owned(), encoding, entry: None, lines };
        Some(Excerpt { unpacker: Unpacker::new(), search })
    }

    /// The next bytes, however many; a break as soon as no more are needed.
    pub fn feed(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        self.unpacker.feed(bytes, &mut self.search);
        if self.search.lines.is_all() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// The lines, in order; none if there are none, or the place was not come by.
    pub fn finish(self) -> Vec<ExcerptLine> {
        let Excerpt { unpacker, mut search } = self;
        if !search.lines.is_all() {
            unpacker.finish(&mut search);
        }
        search.lines.take()
    }
}

/// Picks lines of a text.
trait Lines: LineSink + std::fmt::Debug {
    /// A text of the right name begins: an archive may hold two of one name.
    fn begin(&mut self);
    /// It is over.
    fn end(&mut self);
    /// Nothing more is needed.
    fn is_all(&self) -> bool;
    /// What was picked.
    fn take(self: Box<Self>) -> Vec<ExcerptLine>;
}

/// Looks through the entries of the name wanted.
#[derive(Debug)]
struct Search {
    path: String,
    encoding: Option<TextEncoding>,
    /// The entry being read, if it bears the name.
    entry: Option<TextReader>,
    lines: Box<dyn Lines>,
}

impl EntrySink for Search {
    fn begin(&mut self, path: &str) {
        if self.lines.is_all() || HostText::shown(path).as_str() != self.path {
            return;
        }
        self.lines.begin();
        self.entry = Some(self.encoding.map_or_else(TextReader::new, TextReader::reading_as));
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some(entry) = self.entry.as_mut().filter(|_| !self.lines.is_all()) {
            entry.feed(bytes, &mut *self.lines);
        }
    }

    fn end(&mut self, _outcome: Result<(), Phrase>) {
        if let Some(entry) = self.entry.take() {
            entry.finish(&mut *self.lines);
            self.lines.end();
        }
    }
}
