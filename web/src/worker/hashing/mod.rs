//! Checksums of large files take longer than their check: a second worker works them out meanwhile. It gets the slices that the first
//! has read; none is copied on the way.

mod asking;
mod at_once;
mod serving;

pub(super) use asking::Hasher;
pub(super) use serving::serve;
