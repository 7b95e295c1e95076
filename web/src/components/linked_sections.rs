//! What a link says of signs, coverage, patches and measures. Its rows look like a report's, and hold what a link holds.

use jiance::advisory::Indicator;
use jiance::link::{
    LinkedCoverage, LinkedEvidence, LinkedExposure, LinkedHardening, LinkedResult, LinkedSeen,
    Numbered, SeenGroup,
};
use jiance::report::{Check, Coverage, Match};
use yew::prelude::*;

use super::checks_section::checks_of;
use super::coverage_section::{artifact_name, coverage_section};
use super::exposure_section::{exposure_words, installs};
use super::hardening_section::{hardening_words, measure_title};
use super::indicator::kind_words;
use super::section::{self, badge, section};
use super::sighting_row::{place_words, weight_words};
use crate::linked::name;
use crate::text::{Code, Texts};

/// Everything that the link's verdict rests on, and what follows from it.
pub(crate) fn linked_sections(t: Texts, result: &LinkedResult) -> Html {
    let checks = result.checks.iter().filter_map(|check| {
        let indicator = check.indicator.known()?.id.clone();
        Some(Check { indicator, state: check.state, because: check.because(t.0)? })
    });
    let checks: Vec<Check> = checks.collect();
    let coverage: Vec<Coverage> = result.coverage.iter().map(|row| artifact(t, row)).collect();
    html! {
        <>
            { signs(t, result) }
            { exposure(t, result) }
            { hardening(t, result) }
            { coverage_section(t, &coverage) }
            { checks_of(t, &checks, Some(result.advisory)) }
        </>
    }
}

fn signs(t: Texts, result: &LinkedResult) -> Html {
    let rows = html! {
        <>
            if result.seen.is_empty() {
                <p>{ t.say(Code::EvidenceNone) }</p>
            }
            <ul class="rows">
                for seen in &result.seen {
                    { sign(t, seen) }
                }
            </ul>
        </>
    };
    section("evidence", t.say(Code::EvidenceTitle), None, rows)
}

fn sign(t: Texts, seen: &LinkedSeen) -> Html {
    let id = |indicator: &&Indicator| indicator.id.clone();
    html! {
        <li data-indicator={seen.indicator.known().map(id)} data-total={seen.total.to_string()}>
            <p class="head">
                <strong>{ name(t, &seen.indicator, id) }</strong>
                if let Some(indicator) = seen.indicator.known() {
                    <span class="quiet">{ t.say(kind_words(indicator.kind)) }</span>
                    <code>{ &indicator.value }</code>
                    { badge("plain", &indicator.family) }
                }
                { times(t, seen.total) }
            </p>
            <ul class="plain-list">
                for group in &seen.groups {
                    { places(t, group, 1 < seen.groups.len()) }
                }
            </ul>
        </li>
    }
}

fn times(t: Texts, n: u64) -> Html {
    html! { <span class="quiet">{ t.fill(Code::LinkedTimes, &[("n", &n)]) }</span> }
}

/// Places of one kind; how many, unless the sign's own count says it.
fn places(t: Texts, group: &SeenGroup, counted: bool) -> Html {
    let (tone, weight) = weight_words(group.weight);
    html! {
        <li>
            <p class="head">
                { badge(tone, t.say(weight)) }
                if group.matched == Match::Variant {
                    { badge("plain", t.say(Code::EvidenceVariant)) }
                }
                <span>{ name(t, &group.place, |place| t.say(place_words(*place)).to_owned()) }</span>
                if counted {
                    { times(t, group.count) }
                }
            </p>
            for found in &group.evidence {
                { evidence(t, found) }
            }
        </li>
    }
}

fn evidence(t: Texts, found: &LinkedEvidence) -> Html {
    let source = match (&found.file, found.line) {
        (Some(file), Some(line)) => {
            Some(t.fill(Code::ResultSourceLine, &[("file", file), ("line", &line.to_string())]))
        }
        (file, _) => file.as_ref().map(ToString::to_string),
    };
    html! {
        <>
            <pre class="evidence">{ found.text.as_str() }</pre>
            if let Some(source) = source {
                <p class="quiet source">{ source }</p>
            }
        </>
    }
}

fn artifact(t: Texts, row: &LinkedCoverage) -> Coverage {
    let artifact = match &row.artifact {
        Numbered::Known(artifact) => artifact.name().to_owned(),
        unknown => name(t, unknown, |artifact| artifact_name(t, artifact.name())),
    };
    let reasons = row.reasons.iter().map(|reason| reason.said(t.0)).collect();
    let &LinkedCoverage { state, records, unreadable, .. } = row;
    Coverage { artifact, state, records, unreadable, files: Vec::new(), reasons }
}

fn exposure(t: Texts, result: &LinkedResult) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in &result.exposure {
                { weakness(t, result, row) }
            }
        </ul>
    };
    section("exposure", t.say(Code::ExposureTitle), Some(t.say(Code::ExposureLead)), rows)
}

fn weakness(t: Texts, result: &LinkedResult, row: &LinkedExposure) -> Html {
    let updates = result.install(row, t.0);
    let more = html! {
        if !updates.is_empty() {
            <h3>{ t.say(Code::ExposureInstall) }</h3>
            { installs(&updates) }
        }
    };
    let title = html! { { name(t, &row.weakness, |it| it.id.to_owned()) } };
    let (id, standing) = (row.weakness.known().map(|it| it.id), exposure_words(row.state));
    section::row(t, id, title, standing, Html::default(), &[row.because.said(t.0)], more)
}

fn hardening(t: Texts, result: &LinkedResult) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in &result.hardening {
                { measure(t, row) }
            }
        </ul>
    };
    section("hardening", t.say(Code::HardeningTitle), None, rows)
}

fn measure(t: Texts, row: &LinkedHardening) -> Html {
    let title = html! { { name(t, &row.measure, |it| measure_title(t, it.id)) } };
    let (id, standing) = (row.measure.known().map(|it| it.id), hardening_words(row.state));
    let none = Html::default();
    section::row(t, id, title, standing, none.clone(), &[row.because.said(t.0)], none)
}
