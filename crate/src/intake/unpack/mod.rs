//! In: the bytes of a file, in chunks of any size. Out: the entries of a zip, cab or gz, nested at most two deep; anything else is its
//! own only entry.
//!
//! Archives are read in the order of their bytes, as they come. A broken one gives what stands before the break; a hostile one is
//! stopped by what it may grow to, not by memory.

mod cab;
mod fields;
mod gz;
mod inflate;
mod inflate64;
mod lzx;
mod names;
mod zip;

#[cfg(test)]
mod tests;

use super::EntrySink;
use super::foreign::is_office_package;
use crate::message::{Code, Phrase};

/// How many archives may be inside one another.
const MAX_DEPTH: usize = 2;
/// The most entries of one file, over all its archives.
const MAX_ENTRIES: u32 = 64 * 1024;
/// What may come out in any case, and how many times as much as went in beyond that.
const FREE_BYTES: u64 = 64 << 20;
const MAX_RATIO: u64 = 200;
/// What may come out at most.
const MAX_BYTES: u64 = 64 << 30;
/// Input is counted in steps of this size, so that a limit strikes at the same byte wherever chunks are cut.
const STEP: u64 = 64 * 1024;
/// How far into a file a zip may begin.
pub(crate) const SNIFF_BYTES: usize = 4096;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContainerSummary {
    /// `zip`, `cab`, `gz`, or `plain` for a file that is no container.
    pub(crate) kind: &'static str,
    /// What is wrong with the container as a whole. What is wrong with one entry ends that entry; what is wrong with a container
    /// inside ends an entry that bears its path.
    pub(crate) problems: Vec<Phrase>,
}

/// Takes a file apart.
#[derive(Debug, Default)]
pub(crate) struct Unpacker {
    root: Stream,
    budget: Budget,
    fed: u64,
}

impl Unpacker {
    /// An unpacker for a fresh file.
    pub(crate) fn new() -> Unpacker {
        Unpacker::default()
    }

    /// Takes the file's next bytes, and hands on what can be read of its entries.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], sink: &mut dyn EntrySink) {
        while !bytes.is_empty() && self.budget.refused.is_none() {
            let room = usize::try_from(STEP - self.fed % STEP).unwrap_or(usize::MAX);
            let (piece, rest) = bytes.split_at(bytes.len().min(room));
            self.budget.allow((self.fed / STEP + 1) * STEP);
            self.root.feed(piece, &mut self.budget, sink);
            self.fed += piece.len() as u64;
            bytes = rest;
        }
    }

    /// The file is over: ends the entry that is open, and says what the file was.
    pub(crate) fn finish(mut self, sink: &mut dyn EntrySink) -> ContainerSummary {
        self.root.finish(Ok(()), &mut self.budget, sink)
    }
}

/// A format that holds entries.
trait Container: std::fmt::Debug {
    /// Reads what it can of `input` and gives how many bytes that took; the rest is given again with more behind it, or for the
    /// `last` time.
    fn read(&mut self, input: &[u8], last: bool, out: &mut dyn EntrySink) -> usize;
    /// Ends the entry that is open; says what is wrong with the container.
    fn finish(&mut self, out: &mut dyn EntrySink) -> Vec<Phrase>;
}

/// What may still come out.
#[derive(Debug, Default)]
struct Budget {
    allowed: u64,
    /// Bytes that came out, by depth: a nested archive has its own count.
    unpacked: [u64; MAX_DEPTH + 1],
    entries: u32,
    /// Why nothing more is unpacked.
    refused: Option<Phrase>,
}

impl Budget {
    fn allow(&mut self, fed: u64) {
        self.allowed = fed.saturating_mul(MAX_RATIO).clamp(FREE_BYTES, MAX_BYTES);
    }
}

/// Bytes of which it shows in time whether they are a container: a file, or an entry of one.
#[derive(Debug, Default)]
struct Stream {
    /// Where it stands in the file; empty for the file itself.
    path: String,
    depth: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// The first bytes, kept until they tell.
    Unknown(Vec<u8>),
    Plain,
    Container(Box<Opened>),
    /// A container deeper than [`MAX_DEPTH`]: not opened.
    TooDeep,
}

impl Default for Content {
    fn default() -> Content {
        Content::Unknown(Vec::new())
    }
}

#[derive(Debug)]
struct Opened {
    kind: &'static str,
    container: Box<dyn Container>,
    /// Bytes that the container waits to see more of.
    held: Vec<u8>,
    entry: Option<Stream>,
}

impl Stream {
    fn feed(&mut self, bytes: &[u8], budget: &mut Budget, sink: &mut dyn EntrySink) {
        match &mut self.content {
            Content::Unknown(held) => {
                held.extend_from_slice(bytes);
                self.decide(false, budget, sink);
            }
            Content::Plain => sink.data(bytes),
            Content::Container(opened) => {
                let Opened { container, held, entry, .. } = opened.as_mut();
                let mut out =
                    Outlet { path: &self.path, depth: self.depth + 1, entry, budget, sink };
                if held.is_empty() {
                    let taken = container.read(bytes, false, &mut out);
                    held.extend_from_slice(bytes.get(taken..).unwrap_or_default());
                } else {
                    held.extend_from_slice(bytes);
                    let taken = container.read(held, false, &mut out);
                    held.drain(..taken.min(held.len()));
                }
            }
            Content::TooDeep => {}
        }
    }

    /// Decides what the stream is, once its first bytes tell.
    fn decide(&mut self, last: bool, budget: &mut Budget, sink: &mut dyn EntrySink) {
        let Content::Unknown(held) = &mut self.content else { return };
        let Some(found) = sniff(held, last) else { return };
        let first = std::mem::take(held);
        self.content = match found {
            Some(_) if MAX_DEPTH <= self.depth => Content::TooDeep,
            Some((kind, container)) => Content::Container(Box::new(Opened {
                kind,
                container,
                held: Vec::new(),
                entry: None,
            })),
            None => {
                sink.begin(&self.path);
                Content::Plain
            }
        };
        if !first.is_empty() {
            self.feed(&first, budget, sink);
        }
    }

    /// The stream is over; `outcome` says whether its own container could read it whole.
    fn finish(
        &mut self,
        outcome: Result<(), Phrase>,
        budget: &mut Budget,
        sink: &mut dyn EntrySink,
    ) -> ContainerSummary {
        self.decide(true, budget, sink);
        let (kind, mut problems) = match &mut self.content {
            Content::Container(opened) => {
                let Opened { kind, container, held, entry } = opened.as_mut();
                let mut out =
                    Outlet { path: &self.path, depth: self.depth + 1, entry, budget, sink };
                container.read(held, true, &mut out);
                let problems = container.finish(&mut out);
                match (&budget.refused, self.depth) {
                    (Some(refused), 0) => (*kind, vec![refused.clone()]),
                    (Some(_), _) => (*kind, Vec::new()),
                    (None, _) => (*kind, problems),
                }
            }
            Content::TooDeep => ("plain", vec![Phrase::new(Code::ContainerTooDeep)]),
            Content::Plain | Content::Unknown(_) => {
                sink.end(outcome);
                return ContainerSummary { kind: "plain", problems: Vec::new() };
            }
        };
        if 0 < self.depth {
            problems.extend(outcome.err());
            for problem in problems.drain(..) {
                sink.begin(&self.path);
                sink.end(Err(problem));
            }
        }
        ContainerSummary { kind, problems }
    }
}

type Found = (&'static str, Box<dyn Container>);

/// True if a file's first bytes are those of a container.
pub(crate) fn is_archive(first: &[u8]) -> bool {
    matches!(sniff(first, true), Some(Some(_)))
}

/// Which container the first bytes begin: `None` while they do not tell, `Some(None)` if it is none.
fn sniff(first: &[u8], last: bool) -> Option<Option<Found>> {
    match is_office_package(first) {
        Some(false) => {}
        // Its parts are no evidence: it is refused as a whole.
        Some(true) => return Some(None),
        None if !last => return None,
        None => {}
    }
    let found: Option<Found> = match first {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => {
            Some((Code::KindZip.key(), Box::<zip::Zip>::default()))
        }
        [b'M', b'S', b'C', b'F', 0, 0, 0, 0, ..] => {
            Some((Code::KindCab.key(), Box::<cab::Cab>::default()))
        }
        [0x1F, 0x8B, 8, ..] => Some((Code::KindGz.key(), Box::<gz::Gz>::default())),
        _ => None,
    };
    if found.is_some() {
        return Some(found);
    }
    let is_whole = last || SNIFF_BYTES <= first.len();
    is_whole.then(|| {
        let window = first.get(..SNIFF_BYTES).unwrap_or(first);
        // A local header in some other file's first bytes: bytes were put in front of a zip.
        let has_header =
            window.windows(6).any(|bytes| matches!(bytes, [b'P', b'K', 3, 4, 10..=63, 0]));
        has_header.then(|| -> Found { (Code::KindZip.key(), Box::<zip::Zip>::default()) })
    })
}

/// Takes what a container holds, and looks into it in turn.
struct Outlet<'a> {
    path: &'a str,
    depth: usize,
    entry: &'a mut Option<Stream>,
    budget: &'a mut Budget,
    sink: &'a mut dyn EntrySink,
}

impl EntrySink for Outlet<'_> {
    fn begin(&mut self, name: &str) {
        if self.budget.refused.is_some() {
            return;
        }
        self.budget.entries += 1;
        if MAX_ENTRIES < self.budget.entries {
            self.budget.refused =
                Some(Phrase::new(Code::ContainerTooManyEntries).with("n", MAX_ENTRIES));
            return;
        }
        let path = match (self.path, name) {
            ("", name) => name.to_owned(),
            (path, "") => path.to_owned(),
            (path, name) => format!("{path}/{name}"),
        };
        *self.entry = Some(Stream { path, depth: self.depth, content: Content::default() });
    }

    fn data(&mut self, bytes: &[u8]) {
        let (Some(entry), None) = (self.entry.as_mut(), &self.budget.refused) else { return };
        let Some(unpacked) = self.budget.unpacked.get_mut(self.depth) else { return };
        let room =
            usize::try_from(self.budget.allowed.saturating_sub(*unpacked)).unwrap_or(usize::MAX);
        let allowed = bytes.get(..room).unwrap_or(bytes);
        *unpacked += allowed.len() as u64;
        entry.feed(allowed, self.budget, self.sink);
        if allowed.len() < bytes.len() && self.budget.refused.is_none() {
            let refused = Phrase::new(Code::ContainerGrowsTooLarge);
            self.budget.refused = Some(refused.clone());
            self.end(Err(refused));
        }
    }

    fn end(&mut self, outcome: Result<(), Phrase>) {
        if let Some(mut entry) = self.entry.take() {
            entry.finish(outcome, self.budget, self.sink);
        }
    }
}
