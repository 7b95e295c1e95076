//! The sign that the page is locked, with a button that tries to get something out in front of the user's eyes.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::prelude::*;

use super::{Icon, icon};
use crate::text::{Code, Texts};

#[wasm_bindgen]
extern "C" {
    /// `static/lock.js`: true if the page's policy refused that way of sending.
    #[wasm_bindgen(js_namespace = jiance, js_name = isRefused)]
    async fn is_refused(way: &str) -> JsValue;
}

/// The ways of sending that are tried, by the names that `static/lock.js` gives them.
const WAYS: [(&str, Code); 4] = [
    ("fetch", Code::LockFetch),
    ("image", Code::LockImage),
    ("beacon", Code::LockBeacon),
    ("socket", Code::LockSocket),
];

#[derive(Clone, PartialEq)]
enum Trial {
    NotYet,
    UnderWay,
    /// For each of the ways, whether it was refused.
    Over(Vec<bool>),
}

#[derive(Properties, PartialEq)]
pub(crate) struct LockBadgeProps {
    pub(crate) t: Texts,
    /// Whether the page is locked, in words.
    pub(crate) state: &'static str,
}

/// The sign and its button.
#[component]
pub(crate) fn LockBadge(props: &LockBadgeProps) -> Html {
    let LockBadgeProps { t, state } = *props;
    let trial = use_state_eq(|| Trial::NotYet);
    let onclick = {
        let trial = trial.setter();
        move |_| {
            let trial = trial.clone();
            trial.set(Trial::UnderWay);
            wasm_bindgen_futures::spawn_local(async move {
                let mut refused = Vec::new();
                for (way, _) in WAYS {
                    refused.push(is_refused(way).await.is_truthy());
                }
                trial.set(Trial::Over(refused));
            });
        }
    };
    html! {
        <div class="lock">
            <p>
                { icon(Icon::Lock) }<span>{ state }</span>
                <button id="test-lock" class="button" disabled={*trial == Trial::UnderWay} {onclick}>{ t.say(Code::LockTest) }</button>
            </p>
            <div role="status">
                if let Trial::Over(refused) = &*trial {
                    { outcome(t, refused) }
                }
            </div>
        </div>
    }
}

fn outcome(t: Texts, refused: &[bool]) -> Html {
    let all = refused.iter().all(|refused| *refused);
    html! {
        <>
            <p>{ t.say(if all { Code::LockHolds } else { Code::LockFails }) }</p>
            <ul>
                for ((way, words), refused) in WAYS.into_iter().zip(refused.iter().copied()) {
                    <li data-way={way} data-refused={refused.to_string()}>
                        { icon(if refused { Icon::Check } else { Icon::Warning }) }
                        <span>{ t.say(words) }{ " · " }{ t.say(if refused { Code::LockRefused } else { Code::LockNotRefused }) }</span>
                    </li>
                }
            </ul>
        </>
    }
}
