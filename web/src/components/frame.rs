//! What stands around every part of the page: the bar at the top, word of a newer version, the lines at the bottom.

use jiance::Lang;
use yew::prelude::*;

use super::{Footer, NewVersion, TopBar};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct FrameProps {
    pub(crate) t: Texts,
    pub(crate) speak: Callback<Lang>,
    /// No check runs.
    pub(crate) may_reload: bool,
    /// The lock is closed, as it is whenever the program runs.
    #[prop_or(true)]
    pub(crate) is_locked: bool,
    /// The worker has said that the engine is loaded.
    #[prop_or_default]
    pub(crate) engine_ready: bool,
    pub(crate) children: Html,
}

/// The frame, and in it what the page is about.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let FrameProps { t, speak, may_reload, is_locked, engine_ready, children } = props;
    html! {
        <>
            <a class="skip" href="#main">{ t.say(Code::AppSkip) }</a>
            <TopBar t={*t} speak={speak.clone()} />
            <NewVersion t={*t} may_reload={*may_reload} />
            <main id="main" tabindex="-1" data-engine={engine_ready.then_some("ready")}>{ children.clone() }</main>
            <Footer t={*t} is_locked={*is_locked} />
        </>
    }
}
