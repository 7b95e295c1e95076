//! Shown when a check broke off, or what was dropped beside an answer led to none: why, what to do, and a way back to the answer.

use yew::prelude::*;

use super::start::words;
use crate::components::{Icon, PLAIN, PRIMARY, button, icon};
use crate::state::Why;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct StoppedProps {
    pub(crate) t: Texts,
    pub(crate) why: Why,
    /// Back to what was in view before, if that was more than the start.
    pub(crate) back: Option<Callback<()>>,
    pub(crate) restart: Callback<()>,
}

/// There is no answer, or no new one.
#[component]
pub(crate) fn StoppedPage(props: &StoppedProps) -> Html {
    let StoppedProps { t, why, back, restart } = props;
    html! {
        <section class="card failure" role="alert">
            { match why {
                Why::Broke(reason) => html! {
                    <>
                        <h1>{ icon(Icon::Warning) }{ t.say(Code::FailureTitle) }</h1>
                        <p>{ t.say(Code::FailureBody) }</p>
                        <p>{ t.say(Code::FailureNext) }</p>
                        <pre>{ reason }</pre>
                    </>
                },
                Why::Trouble(trouble) => html! { <p>{ icon(Icon::Warning) }{ words(*t, trouble) }</p> },
            } }
            <div class="buttons">
                if let Some(back) = back {
                    { button(PRIMARY, Some("back"), None, t.say(Code::FailureBack), back.clone()) }
                }
                { button(PLAIN, None, None, t.say(Code::ResultAgain), restart.clone()) }
            </div>
        </section>
    }
}
