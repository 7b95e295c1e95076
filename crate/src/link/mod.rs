//! Links: what stands after `#` in an address of the page, and what can be pasted where no address gets through.
//!
//! - A **result link** carries a report's summary from a customer to support: numbers of the catalogue, counts and a digest, and
//!   of the host's own texts only what the customer chose ([`Extras`]).
//! - A **check link** carries a customer to the right page: advisory, language, step, ticket. It holds no data.
//!
//! Both say their version and their checksum, and both are read as what they are: a stranger's input. docs/LINKS.md has the formats.

mod check_link;
mod code_block;
mod contents;
mod error;
mod fingerprint;
mod frame;
mod limits;
mod names;
mod numbers;
mod result;
mod saying;
mod values;
mod version_1;
mod versions;
mod wire;
mod write;

use crate::lang::Lang;
use crate::message::Phrase;
use crate::report::Report;

pub use check_link::{CheckLink, Step, Ticket};
pub use error::LinkError;
pub use fingerprint::Fingerprint;
pub use numbers::Numbered;
pub use result::{
    LinkedCheck, LinkedCoverage, LinkedEvidence, LinkedExposure, LinkedHardening, LinkedOs,
    LinkedResult, LinkedSeen, SeenGroup,
};
pub use write::Extras;

use frame::Alphabet;

/// The most characters of a fragment or of a code block's letters. Servers and mail programs have to take addresses of this length.
pub const MAX_CHARS: usize = 8_000;

/// The most bytes of text that are searched for a code block: the block, quoted and with a mail around it.
const MAX_PASTED: usize = 64 * 1024;

/// How a result link's fragment begins.
const RESULT: &str = "result=";

type Read = fn(&[u8]) -> Result<LinkedResult, LinkError>;

/// What reads each version's content, version 1 first. A version that was ever given out keeps its row.
const READERS: [Read; 1] = [version_1::read];

/// The version that is written.
const VERSION: u8 = READERS.len() as u8;

/// What sentence punctuation chat programs and people leave at an address's end.
const STRAY: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '\'', '"', '。', '，', '；', '：', '！',
    '？', '）', '》', '】', '”', '’',
];

/// A result link, made but not yet shown to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLink {
    content: Vec<u8>,
}

impl ResultLink {
    /// Makes the link of a report. `lang` is the language the receiver is shown first.
    ///
    /// # Errors
    /// [`LinkError::UnknownAdvisory`] if the report is about one that is not built in; [`LinkError::Oversized`] if it does not fit.
    pub fn of(report: &Report, lang: Lang, extras: Extras) -> Result<ResultLink, LinkError> {
        Ok(ResultLink { content: write::content(report, lang, extras)? })
    }

    /// What stands after `#`.
    pub fn fragment(&self) -> String {
        format!("{RESULT}{}", frame::write(VERSION, &self.content, Alphabet::Url))
    }

    /// The same as lines to paste into a mail or a chat.
    pub fn code_block(&self) -> String {
        code_block::write(&frame::write(VERSION, &self.content, Alphabet::Text))
    }

    /// All that the link holds, and what it leaves out, read back from the link itself.
    ///
    /// # Errors
    /// None for a link of a report that a check has made.
    pub fn contents(&self) -> Result<Vec<Phrase>, LinkError> {
        Ok(contents::contents(&read(VERSION, &self.content)?))
    }
}

/// What a link is.
#[derive(Debug, Clone)]
pub enum Link {
    /// A result from elsewhere.
    Result(Box<LinkedResult>),
    /// Where support wants a check to begin.
    Check(CheckLink),
}

/// Opens a fragment, a whole address, or a text with a code block in it.
///
/// # Errors
/// Why it can't be opened; see [`LinkError::phrase`].
pub fn open(text: &str) -> Result<Link, LinkError> {
    if MAX_PASTED < text.len() {
        return Err(LinkError::Oversized);
    }
    if let Some(letters) = code_block::find(text) {
        return result(&letters?, Alphabet::Text);
    }
    let text = text.trim();
    let fragment = match text.split_once('#') {
        Some((_, fragment)) => fragment,
        // An address whose fragment was dropped on the way.
        None if text.contains("://") => "",
        None => text,
    };
    let fragment = fragment.trim_end_matches(STRAY);
    if let Some(letters) = fragment.strip_prefix(RESULT) {
        result(letters, Alphabet::Url)
    } else if MAX_CHARS < fragment.len() {
        Err(LinkError::Oversized)
    } else if fragment.starts_with(check_link::BEGINNING) {
        CheckLink::read(fragment).map(Link::Check)
    } else if RESULT.starts_with(fragment) || check_link::BEGINNING.starts_with(fragment) {
        Err(LinkError::Cut)
    } else {
        Err(LinkError::NotALink)
    }
}

fn result(letters: &str, alphabet: Alphabet) -> Result<Link, LinkError> {
    if MAX_CHARS < letters.len() + RESULT.len() {
        return Err(LinkError::Oversized);
    }
    let (version, content) = frame::read(letters, alphabet)?;
    read(version, &content).map(|result| Link::Result(Box::new(result)))
}

fn read(version: u8, content: &[u8]) -> Result<LinkedResult, LinkError> {
    let row = usize::from(version).checked_sub(1).ok_or(LinkError::Impossible)?;
    READERS.get(row).ok_or(LinkError::Newer { version })?(content)
}
