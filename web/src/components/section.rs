//! A section of the result: heading, one line that says what it holds, and its content; and what its content is made of.

use jiance::Said;
use yew::prelude::*;

use super::{Icon, icon};
use crate::text::{Code, Texts};

/// Wraps a section's content. `id` is where the overview's tiles lead.
pub(crate) fn section(id: &'static str, title: &str, lead: Option<&str>, content: Html) -> Html {
    let heading = format!("{id}-title");
    html! {
        <section class="card" {id} tabindex="-1" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ title }</h2>
            if let Some(lead) = lead {
                <p class="quiet">{ lead }</p>
            }
            { content }
        </section>
    }
}

/// Names beside each other, none of which breaks at its hyphens.
pub(crate) fn whole(names: &[String]) -> Html {
    html! {
        for (at, name) in names.iter().enumerate() {
            if 0 < at {
                { ", " }
            }
            <span class="whole">{ name }</span>
        }
    }
}

/// What is shown once somebody asks for it.
pub(crate) fn folded(words: &str, content: Html) -> Html {
    html! { <details><summary>{ words }</summary>{ content }</details> }
}

/// How something stands: the state's name, tone and words.
pub(crate) type Standing = (&'static str, &'static str, Code);

/// A row of a section: what it is called, how it stands, what is beside that, why, and what more there is. `id` is what programs know it
/// by.
pub(crate) fn row(
    t: Texts,
    id: Option<&str>,
    title: Html,
    (state, tone, words): Standing,
    beside: Html,
    because: &[Said],
    more: Html,
) -> Html {
    html! {
        <li data-row={id.map(str::to_owned)} data-state={state}>
            <p class="head"><strong>{ title }</strong>{ badge(tone, t.say(words)) }{ beside }</p>
            for reason in because {
                <p data-code={reason.code.clone()}>{ &reason.text }</p>
            }
            { more }
        </li>
    }
}

/// Something not to be passed over; `role` is how screen readers are told. `name` is what programs know it by.
pub(crate) fn note(
    tone: &'static str,
    sign: Icon,
    role: Option<&'static str>,
    name: &str,
    words: Html,
) -> Html {
    html! {
        <p class={classes!("note", tone)} {role} data-note={name.to_owned()}>{ icon(sign) }<span>{ words }</span></p>
    }
}

/// A short word in a colour of its own: `tone` is one of the style sheet's tones (bad, unsure, good, plain).
pub(crate) fn badge(tone: &'static str, text: &str) -> Html {
    html! { <span class={classes!("badge", tone)}>{ text }</span> }
}
