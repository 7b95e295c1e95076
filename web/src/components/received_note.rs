//! Beside an answer: whether the link that was opened before speaks of the very files that were checked now.

use jiance::link::Fingerprint;
use jiance::report::Report;
use yew::prelude::*;

use super::Icon;
use super::section::note;
use super::verdict_banner::verdict_words;
use crate::state::Linked;
use crate::text::{Code, Texts};

/// What the link and the files have to do with each other.
pub(crate) fn received_note(t: Texts, linked: &Linked, report: &Report) -> Html {
    let (_, verdict) = verdict_words(linked.verdict);
    let (name, tone, sign, words) = if !linked.is_about(report) {
        let (theirs, ours) = (linked.fingerprint, Fingerprint::of(report));
        let words = t.fill(
            Code::LinkedOtherFiles,
            &[("theirs", &theirs.to_string()), ("ours", &ours.to_string())],
        );
        ("other", "warning", Icon::Warning, words)
    } else if linked.verdict == report.verdict {
        ("same", "good", Icon::Check, t.say(Code::LinkedSameFiles).to_owned())
    } else {
        let words = t.fill(Code::LinkedOtherVerdict, &[("verdict", &t.say(verdict))]);
        ("other-verdict", "bad", Icon::Alarm, words)
    };
    note(tone, sign, Some("status"), name, html! { { words } })
}
