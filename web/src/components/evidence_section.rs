//! Every sign seen, with a filter when there are many.

use std::rc::Rc;

use jiance::advisory::Advisory;
use jiance::report::Sighting;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::section::section;
use super::sighting_row;
use super::window::{STEP, more_button};
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties)]
pub(crate) struct EvidenceProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    pub(crate) advisory: Option<&'static Advisory>,
}

impl PartialEq for EvidenceProps {
    fn eq(&self, other: &Self) -> bool {
        self.t == other.t && Rc::ptr_eq(&self.finished, &other.finished)
    }
}

/// A filter appears from here on.
const MANY: usize = 8;

/// Every sign seen.
#[component]
pub(crate) fn EvidenceSection(props: &EvidenceProps) -> Html {
    let EvidenceProps { t, finished, advisory } = props;
    let words = use_state_eq(String::new);
    let only_notice = use_state_eq(|| false);
    let shown = use_state_eq(|| STEP);
    let sightings = &finished.reports.pick(t.0).sightings;
    let matching: Vec<&Sighting> =
        sightings.iter().filter(|sighting| fits(sighting, &words, *only_notice)).collect();
    let note = match (sightings.len(), matching.len()) {
        (0, _) => Some(Code::EvidenceNone),
        (_, 0) => Some(Code::EvidenceNoMatch),
        _ => None,
    };
    let content = html! {
        <>
            if sightings.len() >= MANY {
                { filter(*t, &words, &only_notice) }
            }
            if let Some(note) = note {
                <p>{ t.say(note) }</p>
            }
            <ul class="sightings">
                for (index, sighting) in matching.iter().take(*shown).enumerate() {
                    <li key={index}>{ sighting_row(*t, sighting, advisory.and_then(|a| a.indicator(&sighting.indicator))) }</li>
                }
            </ul>
            { more_button(*t, &shown, matching.len()) }
        </>
    };
    section("evidence", t.say(Code::EvidenceTitle), None, content)
}

fn filter(t: Texts, words: &UseStateHandle<String>, only_notice: &UseStateHandle<bool>) -> Html {
    let oninput = {
        let words = words.setter();
        move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let onchange = {
        let only_notice = only_notice.clone();
        move |_| only_notice.set(!*only_notice)
    };
    html! {
        <div class="filter">
            <label>{ t.say(Code::EvidenceFilter) }
                // No browser service that looks at what is typed (filling in, online spelling) may see a host's paths.
                <input type="search" autocomplete="off" spellcheck="false" placeholder={t.say(Code::EvidenceFilterHint)} value={(**words).clone()} {oninput} />
            </label>
            <label><input type="checkbox" checked={**only_notice} {onchange} />{ t.say(Code::EvidenceOnlyNotice) }</label>
        </div>
    }
}

/// True if a sighting matches the filter, without regard to case.
fn fits(sighting: &Sighting, words: &str, only_notice: bool) -> bool {
    let words = words.trim().to_lowercase();
    let texts = [
        sighting.indicator.as_str(),
        &sighting.family,
        &sighting.source.file,
        sighting.evidence.as_str(),
    ];
    (sighting.in_notice || !only_notice)
        && texts.iter().any(|text| text.to_lowercase().contains(&words))
}
