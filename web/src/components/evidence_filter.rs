//! What narrows and sorts the signs: words, what they mean, whose they are, and in which order they stand.

use jiance::report::{Sighting, Weight};
use yew::prelude::*;

use super::fields::{search, select};
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
    let every = Some(t.say(Code::EvidenceEvery));
    let weights = WEIGHTS.map(|weight| t.say(weight_words(weight).1));
    let weight = WEIGHTS.iter().position(|it| view.weight == Some(*it));
    let weigh = change(view, |view, at: Option<usize>| {
        view.weight = at.and_then(|at| WEIGHTS.get(at)).copied();
    });
    let families = families(all);
    let family = families.iter().position(|it| view.family.as_deref() == Some(*it));
    let relate = {
        let names: Vec<String> = families.iter().map(|name| (*name).to_owned()).collect();
        change(view, move |view, at: Option<usize>| {
            view.family = at.and_then(|at| names.get(at)).cloned();
        })
    };
    let orders = ORDERS.map(|(_, words)| t.say(words));
    let order = ORDERS.iter().position(|(it, _)| view.order == *it);
    let sort = change(view, |view, at: Option<usize>| {
        view.order = at.and_then(|at| ORDERS.get(at)).map_or(Order::Weight, |(order, _)| *order);
    });
    let look = change(view, |view, words| view.words = words);
    let only_notice = change(view, |view, _| view.only_notice = !view.only_notice);
    html! {
        <div class="filter">
            { search(t, "evidence-filter", Code::EvidenceFilterHint, &view.words, look) }
            { select("weight", t.say(Code::EvidenceWeight), every, &weights, weight, weigh) }
            { select("family", t.say(Code::EvidenceFamily), every, &families, family, relate) }
            { select("order", t.say(Code::EvidenceOrder), None, &orders, order, sort) }
            <label><input type="checkbox" checked={view.only_notice} onchange={only_notice} />{ t.say(Code::EvidenceOnlyNotice) }</label>
        </div>
    }
}

/// Hears of a change to the view.
fn change<In: 'static>(
    view: &UseStateHandle<View>,
    set: impl Fn(&mut View, In) + 'static,
) -> Callback<In> {
    let view = view.clone();
    Callback::from(move |input| {
        let mut changed = (*view).clone();
        set(&mut changed, input);
        view.set(changed);
    })
}
