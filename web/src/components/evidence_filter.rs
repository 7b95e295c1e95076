//! What narrows and sorts the signs: words, what they mean, whose they are, and in which order they stand.

use jiance::report::{Sighting, Weight};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

use super::sighting_row::weight_words;
use crate::evidence::{Order, View, families};
use crate::text::{Code, Texts};

const WEIGHTS: [Weight; 3] = [Weight::Infected, Weight::Suspected, Weight::Context];

const ORDERS: [(Order, Code); 3] = [
    (Order::Weight, Code::EvidenceByWeight),
    (Order::Place, Code::EvidenceByPlace),
    (Order::Text, Code::EvidenceByText),
];

/// The fields.
pub(super) fn evidence_filter(t: Texts, all: &[Sighting], view: &UseStateHandle<View>) -> Html {
    let oninput = {
        let view = view.clone();
        move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlInputElement>().value();
            view.set(View { words, ..(*view).clone() });
        }
    };
    let only_notice = {
        let view = view.clone();
        move |_| view.set(View { only_notice: !view.only_notice, ..(*view).clone() })
    };
    let weights: Vec<(bool, &str)> = WEIGHTS
        .iter()
        .map(|weight| (view.weight == Some(*weight), t.say(weight_words(*weight).1)))
        .collect();
    let families: Vec<&str> = families(all).into_iter().collect();
    let of_family: Vec<(bool, &str)> =
        families.iter().map(|name| (view.family.as_deref() == Some(*name), *name)).collect();
    let orders: Vec<(bool, &str)> =
        ORDERS.iter().map(|(order, words)| (view.order == *order, t.say(*words))).collect();
    let weigh = choose(view, |view, at| view.weight = at.and_then(|at| WEIGHTS.get(at)).copied());
    let relate = {
        let names: Vec<String> = families.iter().map(|name| (*name).to_owned()).collect();
        choose(view, move |view, at| view.family = at.and_then(|at| names.get(at)).cloned())
    };
    let sort = choose(view, |view, at| {
        view.order = at.and_then(|at| ORDERS.get(at)).map_or(Order::Weight, |(order, _)| *order);
    });
    html! {
        <div class="filter">
            <label>{ t.say(Code::EvidenceFilter) }
                // No browser service that looks at what is typed (filling in, online spelling) may see a host's paths.
                <input type="search" autocomplete="off" spellcheck="false" placeholder={t.say(Code::EvidenceFilterHint)}
                    value={view.words.clone()} {oninput} />
            </label>
            { select("weight", t.say(Code::EvidenceWeight), Some(t.say(Code::EvidenceEvery)), &weights, weigh) }
            { select("family", t.say(Code::EvidenceFamily), Some(t.say(Code::EvidenceEvery)), &of_family, relate) }
            <label><input type="checkbox" checked={view.only_notice} onchange={only_notice} />{ t.say(Code::EvidenceOnlyNotice) }</label>
            { select("order", t.say(Code::EvidenceOrder), None, &orders, sort) }
        </div>
    }
}

/// Hears of a choice, by its place in its list; none for all of them.
fn choose(
    view: &UseStateHandle<View>,
    set: impl Fn(&mut View, Option<usize>) + 'static,
) -> Callback<Event> {
    let view = view.clone();
    Callback::from(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        let mut changed = (*view).clone();
        set(&mut changed, chosen.parse().ok());
        view.set(changed);
    })
}

/// A list to choose one from; `every` is what choosing none of them is called.
fn select(
    id: &'static str,
    label: &str,
    every: Option<&str>,
    options: &[(bool, &str)],
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label>{ label }
            <select data-filter={id} {onchange}>
                if let Some(every) = every {
                    <option value="">{ every }</option>
                }
                for (at, (selected, words)) in options.iter().enumerate() {
                    <option value={at.to_string()} selected={*selected}>{ words }</option>
                }
            </select>
        </label>
    }
}
