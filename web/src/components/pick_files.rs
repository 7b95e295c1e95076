//! The two ways to hand in without dropping: one input for files of any kind, and a choice of a whole folder.

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::Icon;
use super::button::{PLAIN, button};
use crate::files;
use crate::state::Trouble;
use crate::text::{Code, Texts};
use crate::worker::Given;

#[derive(Properties, PartialEq)]
pub(crate) struct PickFilesProps {
    pub(crate) t: Texts,
    pub(crate) begin: Callback<Result<Vec<Given>, Trouble>>,
    /// The id of the text that says what can be handed in.
    pub(crate) hint: &'static str,
}

/// The two buttons. There is one such pair on the page at a time.
#[component]
pub(crate) fn PickFiles(props: &PickFilesProps) -> Html {
    let PickFilesProps { t, begin, hint } = props;
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
        Callback::from(move |()| files::choose_folder(begin.clone()))
    };
    html! {
        <div class="buttons">
            <span class="pick">
                <input type="file" id="files" multiple={true} onchange={chosen} aria-describedby={*hint} />
                <label class="button primary" for="files">{ t.say(Code::DropChooseFiles) }</label>
            </span>
            { button(PLAIN, Some("folder"), Some(Icon::Folder), t.say(Code::DropChooseFolder), folder) }
        </div>
    }
}
