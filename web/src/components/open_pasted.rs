//! A field for a link, or for the block of letters that stands in for one: plan B where an address did not get through whole.

use jiance::link::{self, Link, LinkError};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::button::{PLAIN, button};
use super::hand_on::refused;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct OpenPastedProps {
    pub(crate) t: Texts,
    /// What was pasted is a link.
    pub(crate) open: Callback<Link>,
}

/// The field and its button.
#[component]
pub(crate) fn OpenPasted(props: &OpenPastedProps) -> Html {
    let OpenPastedProps { t, open } = props;
    let field = use_node_ref();
    let error = use_state_eq(|| None::<LinkError>);
    let try_it = {
        let (field, open, error) = (field.clone(), open.clone(), error.setter());
        Callback::from(move |()| {
            let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
            match link::open(&field.value()) {
                Ok(link) => open.emit(link),
                Err(why) => error.set(Some(why)),
            }
        })
    };
    html! {
        <div class="paste">
            <label for="pasted">{ t.say(Code::PasteLabel) }</label>
            // No browser service that looks at what is typed may see a result.
            <textarea id="pasted" rows="5" autocomplete="off" autocapitalize="off" spellcheck="false" ref={field} />
            if let Some(error) = &*error {
                { refused(*t, error) }
            }
            <div class="buttons">{ button(PLAIN, Some("open-pasted"), None, t.say(Code::PasteOpen), try_it) }</div>
        </div>
    }
}
