//! In: a folder inside a file, and which folders in it are others'. Out: which of the file's entries are meant.

use serde::{Deserialize, Serialize};

/// How much of a file belongs to a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// What stands in this folder; empty for the whole file.
    within: String,
    /// Except what stands in these.
    except: Vec<String>,
}

impl Scope {
    /// The whole file.
    pub fn all() -> Scope {
        Scope::default()
    }

    /// A folder inside the file, without those of `folders` that stand below it.
    pub(super) fn of_folder(folder: &str, folders: &[String]) -> Scope {
        let below = |other: &&String| *other != folder && is_below(other, folder);
        Scope { within: folder.to_owned(), except: folders.iter().filter(below).cloned().collect() }
    }

    /// The folder inside the file; empty for the whole file.
    pub fn folder(&self) -> &str {
        &self.within
    }

    /// True if an entry belongs to it; `path` is the entry's path inside the file, empty for a file that is no archive.
    pub(crate) fn holds(&self, path: &str) -> bool {
        is_below(path, &self.within) && !self.except.iter().any(|other| is_below(path, other))
    }
}

/// True if a path is a folder, or stands in it.
fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
