//! What stands around every part of the page: the bar at the top, word of a newer version, the lines at the bottom.

use jiance::Lang;
use yew::prelude::*;

use super::{Footer, NewVersion, TopBar};
use crate::text::{Code, Texts};

/// What the frame is to say.
pub(crate) struct Frame {
    pub(crate) t: Texts,
    pub(crate) speak: Callback<Lang>,
    /// No check runs.
    pub(crate) may_reload: bool,
    /// Whether the page is locked, in words.
    pub(crate) lock: &'static str,
    /// The worker has said that the engine is loaded.
    pub(crate) engine_ready: bool,
}

/// The frame around what the page is about.
pub(crate) fn frame(frame: Frame, content: Html) -> Html {
    let Frame { t, speak, may_reload, lock, engine_ready } = frame;
    html! {
        <>
            <a class="skip" href="#main">{ t.say(Code::AppSkip) }</a>
            <TopBar {t} {speak} />
            <NewVersion {t} {may_reload} />
            <main id="main" tabindex="-1" data-engine={engine_ready.then_some("ready")}>{ content }</main>
            <Footer {t} {lock} />
        </>
    }
}
