//! Word of a newer version of the page. Nothing is loaded anew until the user says so, and it is not offered while a check runs.

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use yew::prelude::*;

use super::button::{PLAIN, button};
use crate::text::{Code, Texts};

#[wasm_bindgen]
extern "C" {
    /// `static/offline.js`: calls back when a newer version waits.
    #[wasm_bindgen(js_namespace = jiance, js_name = onNewVersion)]
    fn on_new_version(tell: &Closure<dyn Fn()>);

    /// `static/offline.js`: goes over to it, and loads the page anew.
    #[wasm_bindgen(js_namespace = jiance, js_name = takeNewVersion)]
    fn take_new_version();
}

#[derive(Properties, PartialEq)]
pub(crate) struct NewVersionProps {
    pub(crate) t: Texts,
    /// No check runs.
    pub(crate) may_reload: bool,
}

/// The line and its button, once there is reason for them.
#[component]
pub(crate) fn NewVersion(props: &NewVersionProps) -> Html {
    let NewVersionProps { t, may_reload } = *props;
    let is_there = use_state_eq(|| false);
    use_effect_with((), {
        let is_there = is_there.setter();
        move |()| {
            let tell = Closure::<dyn Fn()>::new(move || is_there.set(true));
            on_new_version(&tell);
            // Held for as long as the page lives: the browser may call at any time.
            tell.forget();
        }
    });
    let reload = Callback::from(|()| take_new_version());
    html! {
        <div class="new-version" role="status">
            if *is_there && may_reload {
                <div class="note aside">
                    <p>{ t.say(Code::AppNewVersion) }</p>
                    { button(PLAIN, Some("take-new-version"), None, t.say(Code::AppReload), reload) }
                </div>
            }
        </div>
    }
}
