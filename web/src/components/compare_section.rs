//! What changed between two collections of a host: fixed, not checked again, still open, new.

use std::rc::Rc;

use jiance::advisory::Advisory;
use jiance::report::compare::{Change, Comparison, CoverageChange, Doubt, Turn, compare};
use jiance::report::{CoverageState, Report, Verdict};
use yew::prelude::*;

use super::Icon;
use super::button::{PLAIN, button};
use super::coverage_section::{artifact_name, coverage_words};
use super::hardening_section::measure_title;
use super::section::{badge, folded, note, section};
use crate::intl;
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties)]
pub(crate) struct CompareProps {
    pub(crate) t: Texts,
    pub(crate) before: Rc<Finished>,
    pub(crate) after: Rc<Finished>,
    pub(crate) swap: Callback<()>,
}

impl PartialEq for CompareProps {
    fn eq(&self, other: &Self) -> bool {
        self.t == other.t
            && Rc::ptr_eq(&self.before, &other.before)
            && Rc::ptr_eq(&self.after, &other.after)
    }
}

/// The kinds of change that are told, what asks for attention first: name, tone, heading, explanation.
const TOLD: [(Turn, &str, &str, Code); 7] = [
    (Turn::New, "new", "bad", Code::CompareNew),
    (Turn::NowSeen, "now_seen", "bad", Code::CompareNowSeen),
    (Turn::StillOpen, "still_open", "bad", Code::CompareStillOpen),
    (Turn::NotChecked, "not_checked", "unsure", Code::CompareNotChecked),
    (Turn::NoLongerKnown, "no_longer_known", "open", Code::CompareNoLongerKnown),
    (Turn::Fixed, "fixed", "good", Code::CompareFixed),
    (Turn::NowClosed, "now_closed", "good", Code::CompareNowClosed),
];

/// From so many things on, what is known or not known by now is folded away.
const MANY: usize = 8;

/// What changed since an earlier collection.
#[component]
pub(crate) fn CompareSection(props: &CompareProps) -> Html {
    let CompareProps { t, before, after, swap } = props;
    let (earlier, later) = (before.reports.pick(t.0), after.reports.pick(t.0));
    let comparison = compare(earlier, later);
    let changed = html! {
        <>
            <p class="turn">
                { verdict_badge(*t, comparison.verdict[0]) }<span aria-hidden="true">{ "→" }</span>
                <span class="spoken">{ t.say(Code::CompareThen) }</span>
                { verdict_badge(*t, comparison.verdict[1]) }
            </p>
            { turns(*t, &comparison, later) }
            { coverage(*t, &comparison.coverage) }
        </>
    };
    // Between two hosts nothing is fixed or new, unless somebody knows that they are one.
    let changed = match comparison.doubts.contains(&Doubt::DifferentHosts) {
        true => folded(t.say(Code::CompareAnyway), html! { <div>{ changed }</div> }),
        false => changed,
    };
    let content = html! { <>{ doubts(*t, &comparison, earlier, later, swap) }{ changed }</> };
    let lead = t.fill(
        Code::CompareLead,
        &[("before", &collected(*t, earlier)), ("after", &collected(*t, later))],
    );
    section("changes", t.say(Code::CompareTitle), Some(&lead), content)
}

fn collected(t: Texts, report: &Report) -> String {
    match &report.host.collected_at {
        Some(time) => intl::host_time(t, time.as_str()).unwrap_or_else(|| time.to_string()),
        None => t.say(Code::CompareTimeUnknown).to_owned(),
    }
}

fn doubts(
    t: Texts,
    found: &Comparison,
    before: &Report,
    after: &Report,
    swap: &Callback<()>,
) -> Html {
    let name =
        |report: &Report| report.host.name.as_ref().map_or("?", |name| name.as_str()).to_owned();
    html! {
        for doubt in &found.doubts {
            { note("warning", Icon::Warning, Some("alert"), doubt_name(*doubt), html! {
                <>
                    { match doubt {
                        Doubt::SameFiles => t.say(Code::CompareSameFiles).to_owned(),
                        Doubt::DifferentHosts => t.fill(
                            Code::CompareDifferentHosts,
                            &[("before", &name(before)), ("after", &name(after))],
                        ),
                        Doubt::HostUnnamed => t.say(Code::CompareHostUnnamed).to_owned(),
                        Doubt::Reversed => t.say(Code::CompareReversed).to_owned(),
                        Doubt::OtherAdvisory => t.say(Code::CompareOtherAdvisory).to_owned(),
                    } }
                    if *doubt == Doubt::Reversed {
                        { " " }
                        { button(PLAIN, Some("swap"), None, t.say(Code::CompareSwap), swap.clone()) }
                    }
                </>
            }) }
        }
    }
}

fn doubt_name(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::SameFiles => "same_files",
        Doubt::DifferentHosts => "different_hosts",
        Doubt::HostUnnamed => "host_unnamed",
        Doubt::Reversed => "reversed",
        Doubt::OtherAdvisory => "other_advisory",
    }
}

fn verdict_badge(t: Texts, verdict: Verdict) -> Html {
    let (tone, words) = super::verdict_words(verdict);
    badge(tone, t.say(words))
}

/// Things of one kind that can change.
struct Kind<'a> {
    name: Code,
    changes: &'a [Change],
    /// What people call one of them.
    title: &'a dyn Fn(&str) -> String,
}

/// One list for each kind of change that there is.
fn turns(t: Texts, found: &Comparison, report: &Report) -> Html {
    let advisory = Advisory::by_id(&report.advisory.id);
    let sign = |id: &str| {
        let indicator = advisory.and_then(|advisory| advisory.indicator(id));
        indicator.map_or_else(|| id.to_owned(), |it| format!("{id} · {}", it.value))
    };
    let weakness = |id: &str| {
        let row = report.exposure.iter().find(|row| row.weakness == id);
        row.map_or_else(|| id.to_owned(), |row| format!("{id} · {}", row.exploits.join(", ")))
    };
    let measure = |id: &str| measure_title(t, id);
    let kinds = [
        Kind { name: Code::CompareSign, changes: &found.signs, title: &sign },
        Kind { name: Code::ComparePatch, changes: &found.exposure, title: &weakness },
        Kind { name: Code::CompareMeasure, changes: &found.hardening, title: &measure },
    ];
    let groups: Vec<Html> = TOLD
        .iter()
        .filter_map(|(turn, name, tone, words)| {
            let items: Vec<Html> = kinds
                .iter()
                .flat_map(|Kind { name, changes, title }| {
                    let changes = changes.iter().filter(|change| change.turn() == *turn);
                    changes.map(move |change| html! {
                        <li data-change={change.id.clone()}>
                            <span class="kind">{ t.say(*name) }</span>{ " " }{ title(&change.id) }
                        </li>
                    })
                })
                .collect();
            (!items.is_empty()).then(|| html! {
                <li data-turn={*name}>
                    <p class="head">{ badge(tone, &items.len().to_string()) }<strong>{ t.say(*words) }</strong></p>
                    { list(t, *turn, items) }
                </li>
            })
        })
        .collect();
    if groups.is_empty() {
        return html! { <p>{ t.say(Code::CompareNothing) }</p> };
    }
    html! { <ul class="rows">{ groups }</ul> }
}

/// Things that changed in one way. Where a whole artifact came or went, all that was looked for in it is among them: folded away.
fn list(t: Texts, turn: Turn, items: Vec<Html>) -> Html {
    let is_long = MANY < items.len() && matches!(turn, Turn::NoLongerKnown | Turn::NowClosed);
    let all = t.count(Code::CompareAll, items.len());
    let list = html! { <ul class="plain-list">{ items }</ul> };
    if is_long { folded(&all, list) } else { list }
}

/// Artifacts of which there is more or less than before.
fn coverage(t: Texts, changes: &[CoverageChange]) -> Html {
    let changed: Vec<&CoverageChange> =
        changes.iter().filter(|change| change.before != change.after).collect();
    if changed.is_empty() {
        return Html::default();
    }
    let state = |state: CoverageState| {
        let (_, tone, words) = coverage_words(state);
        badge(tone, t.say(words))
    };
    html! {
        <>
            <h3>{ t.say(Code::CompareCoverage) }</h3>
            <ul class="plain-list">
                for change in changed {
                    <li class="turn" data-coverage={change.artifact.clone()}>
                        { artifact_name(t, &change.artifact) }{ " " }
                        { state(change.before) }<span aria-hidden="true">{ "→" }</span>
                        <span class="spoken">{ t.say(Code::CompareThen) }</span>{ state(change.after) }
                    </li>
                }
            </ul>
        </>
    }
}
