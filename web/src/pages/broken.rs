//! Shown when the check broke off: that there is no answer, and what to do.

use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct BrokenProps {
    pub(crate) t: Texts,
    pub(crate) reason: String,
    pub(crate) restart: Callback<()>,
}

/// There is no answer.
#[component]
pub(crate) fn BrokenPage(props: &BrokenProps) -> Html {
    let BrokenProps { t, reason, restart } = props;
    html! {
        <section class="card failure" role="alert">
            <h1>{ icon(Icon::Warning) }{ t.say(Code::FailureTitle) }</h1>
            <p>{ t.say(Code::FailureBody) }</p>
            <p>{ t.say(Code::FailureNext) }</p>
            <pre>{ reason }</pre>
            <button class="button" onclick={restart.reform(|_| ())}>{ t.say(Code::ResultAgain) }</button>
        </section>
    }
}
