//! One sign: what it is, what it means, where it stands, and the text itself.

use jiance::advisory::Indicator;
use jiance::report::{Match, PlaceKind, Sighting, Source, Weight};
use yew::prelude::*;

use super::indicator::kind_words;
use super::section::badge;
use crate::text::{Code, Texts};

/// Shows a sighting; with its indicator where the advisory is at hand, and what more can be done with it.
pub(crate) fn sighting_row(
    t: Texts,
    sighting: &Sighting,
    indicator: Option<&Indicator>,
    more: Html,
) -> Html {
    let (tone, weight) = weight_words(sighting.weight);
    let origin =
        if sighting.in_notice { Code::EvidenceInNotice } else { Code::EvidenceNotInNotice };
    html! {
        <article class={classes!("sighting", tone)} data-indicator={sighting.indicator.clone()}>
            <p class="chips">
                { badge(tone, t.say(weight)) }
                { badge("plain", &sighting.indicator) }
                { badge("plain", &sighting.family) }
                { badge("plain", t.say(origin)) }
                if sighting.matched == Match::Variant {
                    { badge("plain", t.say(Code::EvidenceVariant)) }
                }
            </p>
            if let Some(indicator) = indicator {
                <h3><span class="quiet">{ t.say(kind_words(indicator.kind)) }</span>{ " " }<code>{ &indicator.value }</code></h3>
            }
            <p>{ t.say(place_words(sighting.place)) }</p>
            <pre class="evidence">{ sighting.evidence.as_str() }</pre>
            <p class="quiet source">{ source_words(t, &sighting.source) }</p>
            if let Some(note) = indicator.and_then(|indicator| indicator.note.as_ref()) {
                <p class="quiet">{ note.text(t.0) }</p>
            }
            { more }
        </article>
    }
}

/// File and line.
pub(crate) fn source_words(t: Texts, source: &Source) -> String {
    match source.line {
        Some(line) => {
            t.fill(Code::ResultSourceLine, &[("file", &source.file), ("line", &line.to_string())])
        }
        None => source.file.clone(),
    }
}

/// A weight's tone and words.
pub(crate) fn weight_words(weight: Weight) -> (&'static str, Code) {
    match weight {
        Weight::Infected => ("bad", Code::WeightInfected),
        Weight::Suspected => ("unsure", Code::WeightSuspected),
        Weight::Context => ("plain", Code::WeightContext),
    }
}

/// What people call a kind of place.
pub(crate) fn place_words(place: PlaceKind) -> Code {
    match place {
        PlaceKind::LivePath => Code::PlaceLivePath,
        PlaceKind::Copy => Code::PlaceCopy,
        PlaceKind::Deleted => Code::PlaceDeleted,
        PlaceKind::Vaccine => Code::PlaceVaccine,
        PlaceKind::RunningProcess => Code::PlaceRunningProcess,
        PlaceKind::Autostart => Code::PlaceAutostart,
        PlaceKind::RunTrace => Code::PlaceRunTrace,
        PlaceKind::TypedByUser => Code::PlaceTypedByUser,
        PlaceKind::SecurityProduct => Code::PlaceSecurityProduct,
        PlaceKind::MalwareKey => Code::PlaceMalwareKey,
        PlaceKind::OtherRegistry => Code::PlaceOtherRegistry,
        PlaceKind::NetworkActivity => Code::PlaceNetworkActivity,
    }
}
