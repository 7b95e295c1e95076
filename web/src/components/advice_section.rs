//! What to do now, in order.

use jiance::report::Report;
use yew::prelude::*;

use super::checklist::Checklist;
use super::section::section;
use super::step_list::step_list;
use crate::advice::advice;
use crate::text::{Code, Texts};

/// The list of things to do, each with its steps where the report has them.
pub(crate) fn advice_section(t: Texts, report: &Report, checklist: &Checklist) -> Html {
    let todo = advice(report);
    let done = todo.iter().filter(|item| checklist.holds(item.what.name())).count();
    let list = html! {
        <>
        { checklist.progress(t, done, todo.len()) }
        <ol class="advice">
            for item in &todo {
                <li>
                    <p class="head"><strong>{ t.say(item.what) }</strong>{ checklist.tick(t, item.what.name(), t.say(item.what)) }</p>
                    <p>{ t.say(item.how) }</p>
                    { steps_of(t, report, item.measure) }
                </li>
            }
        </ol>
        </>
    };
    section("advice", t.say(Code::AdviceTitle), None, list)
}

fn steps_of(t: Texts, report: &Report, measure: Option<&str>) -> Html {
    let row = measure.and_then(|id| report.hardening.iter().find(|row| row.measure == id));
    row.map(|row| step_list(t, &row.steps)).unwrap_or_default()
}
