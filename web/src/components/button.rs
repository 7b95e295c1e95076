//! In: what a button says, and what it does. Out: the button.

use yew::prelude::*;

use super::{Icon, icon};
use crate::browser;
use crate::text::{Code, Texts};

/// The thing to do next, of those side by side.
pub(crate) const PRIMARY: &str = "button primary";
/// Any other.
pub(crate) const PLAIN: &str = "button";

/// The button. `id` is what programs know it by.
pub(crate) fn button(
    look: &'static str,
    id: Option<&'static str>,
    sign: Option<Icon>,
    words: &str,
    act: Callback<()>,
) -> Html {
    html! {
        <button class={look} {id} onclick={act.reform(|_| ())}>
            if let Some(sign) = sign {
                { icon(sign) }
            }
            { words }
        </button>
    }
}

/// The button that prints what is shown.
pub(crate) fn print_button(t: Texts) -> Html {
    let print = Callback::from(|()| browser::print());
    button(PLAIN, None, Some(Icon::Print), t.say(Code::ResultPrint), print)
}
