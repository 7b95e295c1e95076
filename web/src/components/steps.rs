//! The three steps: get the collector, run it, hand in what it wrote.

use yew::prelude::*;

use super::{Icon, icon};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct StepsProps {
    pub(crate) t: Texts,
}

/// The collector beside the page.
const COLLECTOR: &str = "./jiance.bat";

/// The three steps.
#[component]
pub(crate) fn Steps(props: &StepsProps) -> Html {
    let t = props.t;
    let step = |title, body, more: Html| {
        html! { <li class="card"><h3>{ t.say(title) }</h3><p>{ t.say(body) }</p>{ more }</li> }
    };
    let get = html! {
        <a class="button" href={COLLECTOR} download="jiance.bat">{ icon(Icon::Download) }{ t.say(Code::StepGetButton) }</a>
    };
    html! {
        <section aria-labelledby="steps">
            <h2 id="steps">{ t.say(Code::StepHeading) }</h2>
            <ol class="steps">
                { step(Code::StepGetTitle, Code::StepGetBody, get) }
                { step(Code::StepRunTitle, Code::StepRunBody, Html::default()) }
                { step(Code::StepHandTitle, Code::StepHandBody, Html::default()) }
            </ol>
        </section>
    }
}
