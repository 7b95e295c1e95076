//! In: chunks of one file. Out: its entries. For now every file is its own only entry.

use super::EntrySink;
use crate::message::Phrase;

/// Takes a file apart.
#[derive(Debug, Default)]
pub struct Unpacker {
    begun: bool,
}

/// What a file turned out to be.
#[derive(Debug)]
pub struct ContainerSummary {
    /// `plain`.
    pub kind: &'static str,
    /// What is wrong with the file as a whole.
    pub problems: Vec<Phrase>,
}

impl Unpacker {
    /// Begins a file.
    pub fn new() -> Unpacker {
        Unpacker::default()
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8], sink: &mut dyn EntrySink) {
        if !self.begun {
            self.begun = true;
            sink.begin("");
        }
        sink.data(bytes);
    }

    /// The file is over.
    pub fn finish(mut self, sink: &mut dyn EntrySink) -> ContainerSummary {
        self.feed(&[], sink);
        sink.end(Ok(()));
        ContainerSummary { kind: "plain", problems: Vec::new() }
    }
}
