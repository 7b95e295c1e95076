//! In: sightings, what was there to look at, and what the host says of itself. Out: the verdict, coverage, exposure and
//! hardening, each with its reasons. Knows nothing of how anything is shown.

pub(crate) mod checks;
pub(crate) mod coverage;
pub(crate) mod exposure;
pub(crate) mod hardening;
pub(crate) mod host;
pub(crate) mod verdict;
