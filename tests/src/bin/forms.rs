//! Writes the tables of forms into `docs/FORMATS.md`. Run it after changing a form; a test compares them.

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use jiance_tests::forms;

fn main() -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/FORMATS.md");
    let document = fs::read_to_string(&path)?;
    let updated = forms::in_document(&document).ok_or(Error::new(
        ErrorKind::InvalidData,
        "docs/FORMATS.md lacks the marks between which the tables stand",
    ))?;
    fs::write(&path, updated)
}
