//! The lines at the bottom: the promise that nothing leaves, what holds the page to it, what support needs, and whose work is in it.

use yew::prelude::*;

use super::composer::Composer;
use super::{Icon, LockBadge, icon};
use crate::browser;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct FooterProps {
    pub(crate) t: Texts,
    /// Whether the page is locked, in words.
    pub(crate) lock: &'static str,
}

/// The lines at the bottom.
#[component]
pub(crate) fn Footer(props: &FooterProps) -> Html {
    html! {
        <footer class="bottom">
            <p>{ icon(Icon::Shield) }<span>{ props.t.say(Code::AppPromise) }</span></p>
            <LockBadge t={props.t} state={props.lock} />
            <Composer t={props.t} />
            if browser::home().is_some() {
                // In a tab of its own: whoever looks at it loses no answer.
                <p><a href="./licences.html" target="_blank" rel="noopener noreferrer">{ props.t.say(Code::AppLicences) }</a></p>
            }
        </footer>
    }
}
