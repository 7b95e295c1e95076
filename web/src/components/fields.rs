//! Fields that several forms have: a list to choose one from, boxes to tick, and words to look for.

use web_sys::{Event, HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

use crate::text::{Code, Texts};

/// A list to choose one from. `none` is what choosing none of them is called, where that can be chosen; `choose` hears which one, by its
/// place.
pub(super) fn select(
    id: &'static str,
    label: &str,
    none: Option<&str>,
    options: &[&str],
    chosen: Option<usize>,
    choose: Callback<Option<usize>>,
) -> Html {
    let onchange = move |event: Event| {
        choose.emit(event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok());
    };
    html! {
        <label>{ label }
            <select data-field={id} {onchange}>
                if let Some(none) = none {
                    <option value="" selected={chosen.is_none()}>{ none }</option>
                }
                for (at, words) in options.iter().enumerate() {
                    <option value={at.to_string()} selected={chosen == Some(at)}>{ words }</option>
                }
            </select>
        </label>
    }
}

/// A box to tick, and what it stands for.
pub(super) fn choice(id: &str, is_chosen: bool, toggle: Callback<()>, words: Html) -> Html {
    html! {
        <label class="choice">
            <input type="checkbox" data-choice={id.to_owned()} checked={is_chosen} onchange={toggle.reform(|_| ())} /><span>{ words }</span>
        </label>
    }
}

/// What was typed.
pub(super) fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

/// Words that narrow a list.
pub(super) fn search(
    t: Texts,
    id: &'static str,
    hint: Code,
    words: &str,
    look: Callback<String>,
) -> Html {
    let oninput = move |event: InputEvent| look.emit(typed(&event));
    html! {
        <label>{ t.say(Code::EvidenceFilter) }
            // No browser service that looks at what is typed (filling in, online spelling) may see a host's names and paths.
            <input type="search" {id} autocomplete="off" spellcheck="false" placeholder={t.say(hint)} value={words.to_owned()} {oninput} />
        </label>
    }
}
