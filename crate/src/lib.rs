//! The engine of Jiance: bytes go in at one end, a report comes out at the other, and nothing else happens on the way.
//!
//! ```text
//! intake ─► formats ─► matching ─► assessment ─► report
//! entries   records    sightings   verdict,      one
//! + text                           exposure,     value
//!                                  hardening
//! ```
//!
//! **Invariants.** The engine does no I/O and knows no clock, no randomness, no browser and no file system. Parsing never fails:
//! it gives records and counts what it could not read. Memory is bounded whatever the input's size, and the report is the same
//! wherever the input is cut into chunks.
#![deny(missing_docs, unsafe_code)]

pub mod advisory;
mod assessment;
mod check;
mod checksum;
pub mod collections;
mod distinct;
mod entry;
mod excerpt;
mod findings;
pub mod formats;
mod host_text;
pub mod intake;
pub mod knowledge;
mod lang;
mod letters;
pub mod link;
mod matching;
mod message;
mod outcome;
mod pages;
pub mod records;
pub mod report;
pub mod scripts;
mod sha256;
mod small_map;

pub use advisory::{Advisory, Indicator};
pub use check::{Check, InputFeed};
pub use excerpt::{Excerpt, ExcerptLine, Flaw, Wanted};
pub use host_text::HostText;
pub use intake::TextEncoding;
pub use lang::Lang;
pub use letters::{in_small, small};
pub use message::{Phrase, Said, kind_name};
pub use outcome::Outcome;
#[cfg(target_arch = "wasm32")]
pub use pages::{Decoder, decode_pairs_with};
pub use sha256::{EntryChecksums, Sha256};
