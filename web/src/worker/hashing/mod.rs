//! Checksums of large files take about as long as their check: a further worker works them out meanwhile. It gets the slices that were
//! checked, none of which is copied on the way, and what was unpacked of archives.

mod asking;
mod entries;
mod serving;

pub(super) use asking::Hasher;
pub(super) use entries::Entries;
pub(super) use serving::serve;
