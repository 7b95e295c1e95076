//! A button that copies a text, and a text with such a button.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{Icon, icon};
use crate::browser;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct CopyTextProps {
    pub(crate) t: Texts,
    #[prop_or(Code::HardeningCopy)]
    pub(crate) words: Code,
    /// What to copy; asked for only when it is wanted.
    pub(crate) text: Callback<(), String>,
}

/// How long the button says that it has copied.
const SAID_MS: u32 = 2000;

/// The button.
#[component]
pub(crate) fn CopyText(props: &CopyTextProps) -> Html {
    let CopyTextProps { t, words, text } = props;
    let copied = use_state_eq(|| false);
    use_effect_with(*copied, {
        let copied = copied.setter();
        move |said| {
            let timeout = said.then(|| Timeout::new(SAID_MS, move || copied.set(false)));
            move || drop(timeout)
        }
    });
    let onclick = {
        let (text, copied) = (text.clone(), copied.setter());
        move |_| copied.set(browser::copy(&text.emit(())))
    };
    let words = if *copied { Code::HardeningCopied } else { *words };
    let sign = if *copied { Icon::Check } else { Icon::Copy };
    html! {
        <button class="button copy" {onclick}>{ icon(sign) }<span aria-live="polite">{ t.say(words) }</span></button>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct CopyButtonProps {
    pub(crate) t: Texts,
    pub(crate) text: String,
}

/// A text as it is, and its button.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let CopyButtonProps { t, text } = props;
    let copy = Callback::from({
        let text = text.clone();
        move |()| text.clone()
    });
    html! {
        <div class="command">
            <pre>{ text }</pre>
            <CopyText t={*t} text={copy} />
        </div>
    }
}
