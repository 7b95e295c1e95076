//! Where files are handed in at the start.

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
}

/// The drop zone with its two buttons. Dropping itself works on the whole page: see `WholePageDrop`.
#[component]
pub(crate) fn DropZone(props: &DropZoneProps) -> Html {
    let DropZoneProps { t, begin } = props;
    html! {
        <section class="drop" aria-labelledby="drop">
            { icon(Icon::Upload) }
            <h2 id="drop">{ t.say(Code::DropTitle) }</h2>
            <p class="quiet" id="drop-hint">{ t.say(Code::DropHint) }</p>
            <PickFiles t={*t} begin={begin.clone()} hint="drop-hint" />
        </section>
    }
}
