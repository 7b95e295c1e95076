//! Copies of files and folders.

use std::fs;
use std::path::Path;

use crate::job::Outcome;

/// Copies a file, or a folder with all that is in it but what has one of these names.
pub(crate) fn copy(from: &Path, to: &Path, left_out: &[&str]) -> Outcome {
    if from.is_dir() {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            if !left_out.iter().any(|name| entry.file_name() == *name) {
                copy(&entry.path(), &to.join(entry.file_name()), left_out)?;
            }
        }
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to)?;
    Ok(())
}
