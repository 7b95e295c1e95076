//! Where files are handed in: at the start, or where a link is to be held against them.

use yew::prelude::*;

use super::pick_files::PickFiles;
use super::{Icon, icon};
use crate::state::Trouble;
use crate::text::{Code, Texts};
use crate::worker::Given;

#[derive(Properties, PartialEq)]
pub(crate) struct DropZoneProps {
    pub(crate) t: Texts,
    pub(crate) begin: Callback<Result<Vec<Given>, Trouble>>,
    #[prop_or(Code::DropTitle)]
    pub(crate) title: Code,
    #[prop_or(Code::DropHint)]
    pub(crate) hint: Code,
}

/// The drop zone with its two buttons. Dropping itself works on the whole page: see `WholePageDrop`.
#[component]
pub(crate) fn DropZone(props: &DropZoneProps) -> Html {
    let DropZoneProps { t, begin, title, hint } = props;
    html! {
        <section class="drop" aria-labelledby="drop">
            { icon(Icon::Upload) }
            <h2 id="drop">{ t.say(*title) }</h2>
            <p class="quiet" id="drop-hint">{ t.say(*hint) }</p>
            <PickFiles t={*t} begin={begin.clone()} hint="drop-hint" />
        </section>
    }
}
