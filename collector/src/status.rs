//! Exit statuses, as README.md promises them.

pub(crate) const WHOLE: u32 = 0;
pub(crate) const CANNOT_WRITE: u32 = 1;
pub(crate) const WRONG_USAGE: u32 = 2;
pub(crate) const REFUSED: u32 = 3;
pub(crate) const DISK_FULL: u32 = 4;
/// The program itself failed; it never should. Or the processor lacks what it needs.
pub(crate) const FAULT: u32 = 101;
