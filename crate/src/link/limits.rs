//! How much of a report a link takes, and how much a reader believes. Readers of old links use them too: they may only grow.

/// Indicators seen.
pub(super) const MAX_SEEN: usize = 256;
/// Kinds of places of one indicator: each weight, match and kind of place that a number can say.
pub(super) const MAX_GROUPS: usize = 1024;
/// Texts shown for one kind of place.
pub(super) const MAX_EVIDENCE: usize = 3;
/// Reasons of the verdict, or of one artifact.
pub(super) const MAX_REASONS: usize = 32;
/// Artifacts, weaknesses, measures.
pub(super) const MAX_ROWS: usize = 64;
/// Updates for one weakness.
pub(super) const MAX_INSTALL: usize = 32;
/// Names of files.
pub(super) const MAX_NAMES: usize = 64;
/// All names of files and all evidence together, in bytes.
pub(super) const MAX_TEXTS: usize = 3000;
/// One text of a host's own, in bytes: 512 characters.
pub(super) const MAX_TEXT: usize = 2048;
/// An id or a version, in bytes.
pub(super) const MAX_VERSION: usize = 32;
/// Indicators of an advisory.
pub(super) const MAX_INDICATORS: u64 = 4096;
