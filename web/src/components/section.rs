//! A section of the result: heading, one line that says what it holds, and its content.

use yew::prelude::*;

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

/// A short word in a colour of its own: `tone` is one of the style sheet's tones (bad, unsure, good, plain).
pub(crate) fn badge(tone: &'static str, text: &str) -> Html {
    html! { <span class={classes!("badge", tone)}>{ text }</span> }
}
