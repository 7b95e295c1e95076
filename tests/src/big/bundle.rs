//! In: sizes. Out: a folder as a collector leaves it, two parts of it large.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::{Form, Sign, listing, registry};
use crate::collection::Collection;
use crate::host::Host;
use crate::locale::Locale;
use crate::windows::WIN10_22H2;

/// How large a bundle's two large parts are, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// The registry export.
    pub registry: u64,
    /// The listing.
    pub listing: u64,
}

/// Writes a clean host's collection, with a registry and a listing of these sizes in place of its own.
pub fn bundle(sizes: Sizes, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for part in Collection::of(&Host::clean(&WIN10_22H2, Locale::ZhCn)).parts {
        let mut file = BufWriter::new(File::create(folder.join(&part.name))?);
        match part.name.as_str() {
            "files-C.txt" => listing(Form::Collected, sizes.listing, Sign::None, &mut file)?,
            "registry-hklm.reg" => registry(sizes.registry, Sign::None, &mut file)?,
            _ => file.write_all(&part.bytes)?,
        }
        file.flush()?;
    }
    Ok(())
}
