//! Where files are handed in by hand: one input for files of any kind, and a choice of a whole folder.

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::{Icon, icon};
use crate::files;
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
    let chosen = {
        let begin = begin.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(list) = input.files() {
                begin.emit(files::of_list(&list));
            }
            // So that choosing the same file again is a change again.
            input.set_value("");
        }
    };
    let folder = {
        let begin = begin.clone();
        move |_| files::choose_folder(begin.clone())
    };
    html! {
        <section class="drop" aria-labelledby="drop">
            { icon(Icon::Upload) }
            <h2 id="drop">{ t.say(Code::DropTitle) }</h2>
            <p class="quiet" id="drop-hint">{ t.say(Code::DropHint) }</p>
            <div class="buttons">
                <span class="pick">
                    <input type="file" id="files" multiple={true} onchange={chosen} aria-describedby="drop-hint" />
                    <label class="button primary" for="files">{ t.say(Code::DropChooseFiles) }</label>
                </span>
                <button class="button" id="folder" onclick={folder}>{ icon(Icon::Folder) }{ t.say(Code::DropChooseFolder) }</button>
            </div>
        </section>
    }
}
