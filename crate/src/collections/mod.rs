//! In: the names of what was given, and where manifests stand in it. Out: what belongs together, one collection a host.
//!
//! A manifest makes a collection of the folder it stands in, be that a folder of the disk or one inside an archive, or an archive
//! inside another. What stands below no manifest is one host's: somebody typed the commands by hand. Where there is but one
//! manifest, everything is one host's too, as when a part that was missing is handed in beside the bundle.

mod scope;

pub use scope::Scope;

use crate::distinct::distinct;
use crate::formats::MANIFEST_HEADING;
use crate::intake;

/// The most collections that are told apart in what is given at once.
pub const MOST_COLLECTIONS: usize = 1024;
/// How many of a file's first bytes [`Nature::of`] wants to see.
pub const NATURE_BYTES: usize = intake::SNIFF_BYTES;

/// What a file is, as far as it matters for telling hosts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// It holds files.
    Archive,
    /// A collector's manifest.
    Manifest,
    /// Anything else.
    Other,
}

impl Nature {
    /// Decides by a file's first bytes: [`NATURE_BYTES`] of them, or all there are.
    pub fn of(first: &[u8]) -> Nature {
        if intake::is_archive(first) {
            Nature::Archive
        } else if is_manifest(first) {
            Nature::Manifest
        } else {
            Nature::Other
        }
    }
}

/// One of the files given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name it has in the report, with its folders.
    pub name: String,
    /// What it is.
    pub nature: Nature,
    /// For an archive: the folders in it that hold a manifest, as [`Outcome::manifest_folders`](crate::Outcome::manifest_folders)
    /// gives them.
    pub folders: Vec<String>,
}

/// A file's share in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which of the files given.
    pub file: usize,
    /// How much of it.
    pub scope: Scope,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The files and their shares.
    pub parts: Vec<Part>,
    /// True if it has a manifest, or is all there is; false for what other collections leave over.
    pub is_own: bool,
}

/// More than [`MOST_COLLECTIONS`] stand in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

/// True if there may be several collections, as far as is seen without looking into archives.
pub fn may_be_several(given: &[Given]) -> bool {
    let archives = given.iter().filter(|file| file.nature == Nature::Archive).count();
    1 < archives + manifest_folders(given).count()
}

/// How many manifests are known of, in as many folders.
pub fn count(given: &[Given]) -> usize {
    distinct(manifest_folders(given)).len()
        + given.iter().map(|file| file.folders.len()).sum::<usize>()
}

/// Tells the collections apart. Every byte given belongs to exactly one of them.
///
/// # Errors
/// If there are too many.
pub fn tell_apart(given: &[Given]) -> Result<Vec<Collection>, TooMany> {
    let count = count(given);
    if MOST_COLLECTIONS < count {
        return Err(TooMany);
    }
    if count <= 1 {
        let parts = (0..given.len()).map(|file| Part { file, scope: Scope::all() });
        return Ok(vec![Collection { parts: parts.collect(), is_own: true }]);
    }
    let folders = distinct(manifest_folders(given));
    let mut by_folder = vec![Vec::new(); folders.len()];
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    for (file, Given { name, folders: inside, .. }) in given.iter().enumerate() {
        match inside.as_slice() {
            [] => {
                let part = Part { file, scope: Scope::all() };
                let place = ancestors(name).find_map(|folder| folders.binary_search(&folder).ok());
                place.and_then(|place| by_folder.get_mut(place)).unwrap_or(&mut rest).push(part);
            }
            [_] => own.push(vec![Part { file, scope: Scope::all() }]),
            several => {
                own.extend(
                    several.iter().map(|folder| {
                        vec![Part { file, scope: Scope::of_folder(folder, several) }]
                    }),
                );
                if !several.iter().any(String::is_empty) {
                    rest.push(Part { file, scope: Scope::of_folder("", several) });
                }
            }
        }
    }
    let own = own.into_iter().chain(by_folder);
    let own = own.map(|parts| Collection { parts, is_own: true });
    let rest = (!rest.is_empty()).then_some(Collection { parts: rest, is_own: false });
    Ok(own.chain(rest).collect())
}

/// An editor may have put a mark in front.
fn is_manifest(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    text.trim_ascii_start().starts_with(MANIFEST_HEADING.as_bytes())
}

/// The folders of the manifests among the files themselves.
fn manifest_folders(given: &[Given]) -> impl Iterator<Item = &str> {
    let manifests = given.iter().filter(|file| file.nature == Nature::Manifest);
    manifests.map(|file| folder_of(&file.name))
}

/// The folder a path stands in; empty at the top.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders a path stands in, the innermost first, the top last.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder_of(path)), |&folder| {
        (!folder.is_empty()).then_some(folder_of(folder))
    })
}

#[cfg(test)]
mod tests;
