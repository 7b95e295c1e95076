//! The line at the bottom: the promise that nothing leaves.

use yew::prelude::*;

use super::{Icon, icon};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct FooterProps {
    pub(crate) t: Texts,
}

/// The line at the bottom.
#[component]
pub(crate) fn Footer(props: &FooterProps) -> Html {
    html! {
        <footer class="bottom"><p>{ icon(Icon::Lock) }<span>{ props.t.say(Code::AppPromise) }</span></p></footer>
    }
}
