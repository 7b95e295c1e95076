//! What must hold whatever bytes come. In: the bytes that libFuzzer tries. Out: a panic where something does not hold.
//!
//! One function per target. Each reads its bytes as they are, and once more around a line that names a sign: the report must be the
//! same wherever the input is cut, keep its own rules, and show the sign if the file was read as what the line belongs to.

mod binary;
mod bundles;
mod containers;
mod forms;
mod glued;
mod links;
mod report;
mod text;

pub use binary::{file_tables, hives};
pub use bundles::{Recipe, bundles};
pub use containers::containers;
pub use glued::glued;
pub use links::links;
pub use text::text;

use jiance::report::Verdict;

use self::report::{NamedBytes, alike};

/// A listing of three files, the middle one a sign.
const LISTING: &[u8] = b"C:\\a.txt\r\nC:\\Windows\\mssecsvc.exe\r\nC:\\b.txt\r\n";

/// File listings.
pub fn listings(data: &[u8]) {
    forms::read(forms::LISTINGS, data);
}

/// Process lists.
pub fn processes(data: &[u8]) {
    forms::read(forms::PROCESSES, data);
}

/// Registry text.
pub fn registry(data: &[u8]) {
    forms::read(forms::REGISTRY, data);
}

/// System information and updates.
pub fn host(data: &[u8]) {
    forms::read(forms::HOST, data);
}

/// Sockets.
pub fn sockets(data: &[u8]) {
    forms::read(forms::SOCKETS, data);
}

/// A collector's manifest.
pub fn manifest(data: &[u8]) {
    forms::read(forms::MANIFEST, data);
}

/// Several files at once, whatever they are: their order does not show, and none hides a sign in another.
pub fn whole(data: &[u8]) {
    let [count, data @ ..] = data else { return };
    let names = ["manifest.txt", "files-C.txt", "processes.txt", "registry-hklm.reg"];
    let size = data.len() / (1 + usize::from(*count) % names.len()) + 1;
    let files: Vec<NamedBytes<'_>> = names.into_iter().zip(data.chunks(size)).collect();
    let first = alike(&files, data);
    let reversed: Vec<NamedBytes<'_>> = files.iter().rev().copied().collect();
    assert_eq!(report::of(&reversed), first, "the order of the files shows");
    let with_sign: Vec<NamedBytes<'_>> = files.into_iter().chain([("sign.txt", LISTING)]).collect();
    let report = report::of(&with_sign);
    assert_eq!(report.verdict, Verdict::Infected, "the other files hide a sign");
}
