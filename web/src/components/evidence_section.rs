//! Every sign seen: narrowed, sorted, copied, each with the lines that stand around it in its file.

use std::rc::Rc;

use jiance::Wanted;
use jiance::advisory::Advisory;
use jiance::report::Sighting;
use yew::prelude::*;

use super::copy_button::CopyText;
use super::evidence_filter::evidence_filter;
use super::excerpt::Excerpt;
use super::section::section;
use super::sighting_row;
use super::window::{about_long, is_long, use_window};
use crate::evidence::{self, View};
use crate::state::Finished;
use crate::text::{Code, Texts};
use crate::worker::Look;

#[derive(Properties)]
pub(crate) struct EvidenceProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    pub(crate) advisory: Option<&'static Advisory>,
    /// Reads the lines around a sighting.
    pub(crate) look: Callback<Look>,
}

impl PartialEq for EvidenceProps {
    fn eq(&self, other: &Self) -> bool {
        self.t == other.t && Rc::ptr_eq(&self.finished, &other.finished)
    }
}

/// Filter, order and copying appear from here on.
const MANY: usize = 4;

/// Every sign seen.
#[component]
pub(crate) fn EvidenceSection(props: &EvidenceProps) -> Html {
    let EvidenceProps { t, finished, advisory, look } = props;
    let view = use_state_eq(View::default);
    let list = use_node_ref();
    let all = &finished.reports.pick(t.0).sightings;
    // A report's order and weights are the same in every language.
    let id = Rc::as_ptr(finished) as usize;
    let picked = use_memo((id, (*view).clone()), |(_, view)| view.pick(all));
    let rows = use_window(&list, picked.len(), None);
    let note = match (all.len(), picked.len()) {
        (0, _) => Some(Code::EvidenceNone),
        (_, 0) => Some(Code::EvidenceNoMatch),
        _ => None,
    };
    // Without keys of their own they would have every row made anew at each scroll.
    let spacer = |key: &'static str| {
        is_long(picked.len()).then(|| html! { <li key={key} class="spacer" aria-hidden="true" /> })
    };
    let row = |place: usize| {
        let at = picked.get(place).copied()?;
        let sighting = all.get(at)?;
        let indicator = advisory.and_then(|advisory| advisory.indicator(&sighting.indicator));
        let more = tools(*t, sighting, id, look);
        Some(html! {
            <li key={at} aria-setsize={picked.len().to_string()} aria-posinset={(place + 1).to_string()}>
                { sighting_row(*t, sighting, indicator, more) }
            </li>
        })
    };
    let content = html! {
        <>
            if MANY <= all.len() {
                { evidence_filter(*t, all, &view) }
                <div class="head">
                    <p class="quiet" role="status">{ t.fill(Code::EvidenceShown, &[("shown", &picked.len()), ("total", &all.len())]) }</p>
                    <CopyText t={*t} words={Code::EvidenceCopyAll} text={copy_all(*t, finished, &picked)} />
                </div>
            }
            if let Some(note) = note {
                <p>{ t.say(note) }</p>
            }
            { about_long(*t, picked.len()) }
            <ul class="sightings" ref={list}>
                { spacer("above") }
                { for rows.filter_map(row) }
                { spacer("below") }
            </ul>
        </>
    };
    section("evidence", t.say(Code::EvidenceTitle), None, content)
}

/// The buttons of one sighting of the answer `id`, and the lines around it once they are asked for.
fn tools(t: Texts, sighting: &Sighting, id: usize, look: &Callback<Look>) -> Html {
    let copy = {
        let sighting = sighting.clone();
        Callback::from(move |()| evidence::line(t, &sighting))
    };
    let copy = html! { <CopyText {t} words={Code::EvidenceCopyRow} text={copy} /> };
    if sighting.source.line.is_none() {
        return html! { <div class="tools">{ copy }</div> };
    }
    let words = [Code::EvidenceAround, Code::EvidenceAroundHide];
    html! {
        <Excerpt key={id} {t} {words} wanted={Wanted::Around(sighting.source.clone())} look={look.clone()}>{ copy }</Excerpt>
    }
}

/// The sightings in view as lines with tabs.
fn copy_all(t: Texts, finished: &Rc<Finished>, picked: &Rc<Vec<usize>>) -> Callback<(), String> {
    let (finished, picked) = (Rc::clone(finished), Rc::clone(picked));
    Callback::from(move |()| {
        let all = &finished.reports.pick(t.0).sightings;
        let picked = picked.iter().filter_map(|at| all.get(*at));
        picked.map(|sighting| evidence::line(t, sighting) + "\n").collect()
    })
}
