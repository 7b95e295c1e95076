//! Which weaknesses are open, why, and what to install.

use jiance::report::{Evidence, Exposure, ExposureState, Report};
use yew::prelude::*;

use super::section::{badge, section};
use super::sighting_row::source_words;
use super::{Icon, icon};
use crate::text::{Code, Texts};

/// Which weaknesses are open.
pub(crate) fn exposure_section(t: Texts, report: &Report) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in &report.exposure {
                { weakness(t, row) }
            }
        </ul>
    };
    section("exposure", t.say(Code::ExposureTitle), Some(t.say(Code::ExposureLead)), rows)
}

fn weakness(t: Texts, row: &Exposure) -> Html {
    let (name, tone, words) = match row.state {
        ExposureState::Patched => ("patched", "good", Code::ExposurePatched),
        ExposureState::Missing => ("missing", "bad", Code::ExposureMissing),
        ExposureState::NotAffected => ("not_affected", "good", Code::ExposureNotAffected),
        ExposureState::Unknown => ("unknown", "open", Code::ExposureUnknown),
    };
    html! {
        <li data-weakness={row.weakness.clone()} data-state={name}>
            <p class="head"><strong>{ &row.weakness }</strong>{ badge(tone, t.say(words)) }</p>
            <p>{ &row.because.text }</p>
            <p class="quiet">{ t.fill(Code::ExposureExploits, &[("names", &row.exploits.join(", "))]) }</p>
            if !row.install.is_empty() {
                <h3>{ t.say(Code::ExposureInstall) }</h3>
                <ul class="installs">
                    for update in &row.install {
                        <li>
                            <a href={update.url.clone()} target="_blank" rel="noopener noreferrer">{ &update.kb }{ icon(Icon::Link) }</a>
                            { " " }{ &update.note }
                        </li>
                    }
                </ul>
            }
            { evidence_list(t, &row.evidence) }
        </li>
    }
}

/// What decided it, folded away.
pub(crate) fn evidence_list(t: Texts, evidence: &[Evidence]) -> Html {
    if evidence.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ t.say(Code::ExposureEvidence) }</summary>
            <ul class="plain-list">
                for item in evidence {
                    <li>
                        <code>{ item.text.as_str() }</code>
                        if let Some(source) = &item.source {
                            <span class="quiet source">{ source_words(t, source) }</span>
                        }
                    </li>
                }
            </ul>
        </details>
    }
}
