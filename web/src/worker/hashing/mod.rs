//! Checksums of large files take longer than their check: a second worker works them out meanwhile. It gets the slices that the first
//! has read, none of which is copied on the way, and what the first has unpacked of archives.

mod asking;
mod entries;
mod serving;

pub(super) use asking::Hasher;
pub(super) use entries::Entries;
pub(super) use serving::serve;
