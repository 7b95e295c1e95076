//! What to do now, in order.

use jiance::report::Report;
use yew::prelude::*;

use super::section::section;
use crate::advice::advice;
use crate::text::{Code, Texts};

/// The list of things to do.
pub(crate) fn advice_section(t: Texts, report: &Report) -> Html {
    let list = html! {
        <ol class="advice">
            for (what, how) in advice(report) {
                <li><strong>{ t.say(what) }</strong><p>{ t.say(how) }</p></li>
            }
        </ol>
    };
    section("advice", t.say(Code::AdviceTitle), None, list)
}
