//! The lines at the bottom: the promise that nothing leaves, what holds the page to it, and what support needs.

use yew::prelude::*;

use super::composer::Composer;
use super::{Icon, LockBadge, icon};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct FooterProps {
    pub(crate) t: Texts,
}

/// The lines at the bottom.
#[component]
pub(crate) fn Footer(props: &FooterProps) -> Html {
    html! {
        <footer class="bottom">
            <p>{ icon(Icon::Shield) }<span>{ props.t.say(Code::AppPromise) }</span></p>
            <LockBadge t={props.t} />
            <Composer t={props.t} />
        </footer>
    }
}
