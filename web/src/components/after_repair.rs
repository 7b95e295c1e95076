//! Where the collection made after the repair is handed in, beside the answer in view.

use yew::prelude::*;

use super::pick_files::PickFiles;
use super::{Icon, host_time, icon};
use crate::hosts::HostRow;
use crate::state::Trouble;
use crate::text::{Code, Texts};
use crate::worker::Given;

/// The place's id: what is dropped on it is meant to be compared, whatever host it is of.
pub(crate) const PLACE: &str = "after-repair";

#[derive(Properties, PartialEq)]
pub(crate) struct AfterRepairProps {
    pub(crate) t: Texts,
    pub(crate) begin: Callback<Result<Vec<Given>, Trouble>>,
    /// Other collections of the same host that were given at once, by their row.
    pub(crate) siblings: Vec<(usize, HostRow)>,
    pub(crate) compare: Callback<usize>,
}

/// The place, with its buttons.
#[component]
pub(crate) fn AfterRepair(props: &AfterRepairProps) -> Html {
    let AfterRepairProps { t, begin, siblings, compare } = props;
    html! {
        <section class="drop after" id={PLACE} aria-labelledby="after-title">
            { icon(Icon::Upload) }
            <h2 id="after-title">{ t.say(Code::CompareDropTitle) }</h2>
            <p class="quiet" id="after-hint">{ t.say(Code::CompareDropHint) }</p>
            <PickFiles t={*t} begin={begin.clone()} hint="after-hint" />
            if !siblings.is_empty() {
                <p class="quiet">{ t.say(Code::CompareSiblings) }</p>
                <div class="buttons">
                    for (row, sibling) in siblings {
                        <button class="button" onclick={compare.reform({ let row = *row; move |_| row })}>
                            { sibling_words(*t, sibling) }
                        </button>
                    }
                </div>
            }
        </section>
    }
}

fn sibling_words(t: Texts, row: &HostRow) -> Html {
    match &row.collected_at {
        Some(time) => html! { <span>{ &row.file }{ " · " }{ host_time(t, time) }</span> },
        None => html! { { &row.file } },
    }
}
