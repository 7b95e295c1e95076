//! Folders with all that is in them: copied, listed, and when they changed last.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

/// Every file in a folder and the folders in it, in the order of their paths.
pub(crate) fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_in(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// When a file, or anything in a folder, was changed last. A folder changes too when a file in it comes or goes.
pub(crate) fn last_change(path: &Path) -> Option<SystemTime> {
    let mut last = fs::metadata(path).ok()?.modified().ok()?;
    if path.is_dir() {
        for entry in fs::read_dir(path).ok()? {
            last = last.max(last_change(&entry.ok()?.path())?);
        }
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use super::*;
    use crate::job;

    fn set_time(path: &Path, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn a_folder_is_as_new_as_the_newest_thing_in_it() {
        let folder = job::target_dir().unwrap().join("xtask-tests/last-change");
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/file"), "").unwrap();
        set_time(&folder.join("inner/file"), 300);
        set_time(&folder.join("inner"), 100);
        set_time(&folder, 200);
        let seconds = |path: &Path| {
            last_change(path).unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
        };
        assert_eq!(seconds(&folder), 300);
        set_time(&folder.join("inner/file"), 50);
        assert_eq!(seconds(&folder), 200);
        assert!(last_change(&folder.join("none")).is_none());
    }
}
