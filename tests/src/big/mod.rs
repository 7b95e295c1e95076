//! In: a size. Out: what a Windows host of that size hands in, written front to back: a registry export, listings, a whole bundle.
//!
//! Shapes and shares are estimated, not counted on a real host: classes with a GUID each, the component store's packages and winners,
//! what installers keep, certificates and drivers as bytes; files of the same kinds. Names are random where a Windows' are (hashes,
//! GUIDs, counters), with fixed seeds: the same size gives the same bytes everywhere. Nothing of it is a sign unless asked for.

mod bundle;
mod hex;
mod listing;
mod random;
mod registry;

use std::io::{self, Write};

pub use bundle::{Sizes, bundle};
pub use listing::Form;

/// One mebibyte.
pub const MIB: u64 = 1 << 20;

/// A sign of the notice near a file's start, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Nothing is wrong with the host.
    None,
    /// One sign, about a mebibyte behind the start.
    Early,
}

/// A registry export in UTF-16, of about so many bytes: it ends with the first key behind them.
pub fn registry(bytes: u64, sign: Sign, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Wide { out, buffer: Vec::new() };
    out.out.write_all(&[0xFF, 0xFE])?;
    registry::write(bytes / 2, sign, &mut |text| out.write(text))
}

/// A listing of drive C in UTF-8, of about so many bytes: it ends with the first folder behind them.
pub fn listing(form: Form, bytes: u64, sign: Sign, out: &mut dyn Write) -> io::Result<()> {
    listing::write(form, bytes, sign, &mut |text| out.write_all(text.as_bytes()))
}

/// Takes text piece by piece.
type Put<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

/// Writes text as UTF-16.
struct Wide<'a> {
    out: &'a mut dyn Write,
    buffer: Vec<u8>,
}

impl Wide<'_> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        self.out.write_all(&self.buffer)
    }
}
