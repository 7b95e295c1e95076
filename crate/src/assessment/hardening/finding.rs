//! What is known of one measure on this host.

use crate::host_text::HostText;
use crate::message::{Code, Phrase};
use crate::report::{Evidence, HardeningState, Source};

/// The `Start` value of a service that is switched off.
pub(super) const DISABLED: u32 = 4;

pub(super) struct Finding {
    pub(super) state: HardeningState,
    pub(super) because: Phrase,
    pub(super) evidence: Vec<Evidence>,
}

/// Without evidence, and for a reason that needs no particulars.
pub(super) fn plain(state: HardeningState, code: Code) -> Finding {
    Finding { state, because: Phrase::new(code), evidence: Vec::new() }
}

/// What a file of the host shows.
pub(super) fn seen(text: &str, source: &Source) -> Evidence {
    Evidence { text: HostText::shown(text), source: Some(source.clone()) }
}
