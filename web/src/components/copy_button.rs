//! A command with a button that copies it.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{Icon, icon};
use crate::browser;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct CopyButtonProps {
    pub(crate) t: Texts,
    pub(crate) text: String,
}

/// How long the button says that it has copied.
const SAID_MS: u32 = 2000;

/// A command and its button.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let CopyButtonProps { t, text } = props;
    let command = use_node_ref();
    let copied = use_state_eq(|| false);
    use_effect_with(*copied, {
        let copied = copied.setter();
        move |said| {
            let timeout = said.then(|| Timeout::new(SAID_MS, move || copied.set(false)));
            move || drop(timeout)
        }
    });
    let onclick = {
        let (command, copied) = (command.clone(), copied.setter());
        move |_| {
            if let Some(command) = command.cast() {
                copied.set(browser::copy(&command));
            }
        }
    };
    let words = if *copied { Code::HardeningCopied } else { Code::HardeningCopy };
    let sign = if *copied { Icon::Check } else { Icon::Copy };
    html! {
        <div class="command">
            <pre ref={command}>{ text }</pre>
            <button class="button" {onclick}>{ icon(sign) }<span aria-live="polite">{ t.say(words) }</span></button>
        </div>
    }
}
