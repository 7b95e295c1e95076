//! A long list is shown piece by piece: the page never holds more rows than the user asked for.

use yew::prelude::*;

use crate::text::{Code, Texts};

/// How many rows a list begins with, and how many each further step shows.
pub(crate) const STEP: usize = 20;

/// The button that shows more, if there is more.
pub(crate) fn more_button(t: Texts, shown: &UseStateHandle<usize>, total: usize) -> Html {
    more_button_by(t, shown, total, STEP)
}

/// The same with steps of another length.
pub(crate) fn more_button_by(
    t: Texts,
    shown: &UseStateHandle<usize>,
    total: usize,
    step: usize,
) -> Html {
    if total <= **shown {
        return Html::default();
    }
    let next = step.min(total - **shown);
    let onclick = {
        let shown = shown.clone();
        move |_| shown.set(*shown + step)
    };
    html! {
        <p class="more">
            <span class="quiet">{ t.fill(Code::ResultShownOf, &[("shown", &**shown), ("total", &total)]) }</span>
            <button class="button" {onclick}>{ t.fill(Code::ResultShowMore, &[("n", &next)]) }</button>
        </p>
    }
}
