//! What to do now, in order.

use jiance::report::{Hardening, Report};
use yew::prelude::*;

use super::checklist::Checklist;
use super::section::section;
use super::step_list::{step_list, steps_of};
use crate::advice::{Advice, advice};
use crate::text::{Code, Texts};
use crate::worker::Reports;

/// The list of things to do, each with its steps where the report has them.
pub(crate) fn advice_section(t: Texts, reports: &Reports, checklist: &Checklist) -> Html {
    let report = reports.pick(t.0);
    let todo = advice(report);
    let done = todo.iter().filter(|item| checklist.holds(&things(report, item))).count();
    let kept = html! { <p class="quiet">{ t.say(Code::TickKept) }</p> };
    let list = html! {
        <>
            { checklist.progress(t, done, todo.len(), kept) }
            <ol class="advice">
                for item in &todo {
                    <li>
                        <p class="head">
                            <strong>{ t.say(item.what) }</strong>
                            { checklist.tick(t, item.what.name(), &things(report, item), t.say(item.what)) }
                        </p>
                        <p>{ t.say(item.how) }</p>
                        if let Some(row) = measure(report, item) {
                            { step_list(t, row, t.say(item.what), reports, checklist) }
                        }
                    </li>
                }
            </ol>
        </>
    };
    section("advice", t.say(Code::AdviceTitle), None, list)
}

fn measure<'r>(report: &'r Report, item: &Advice) -> Option<&'r Hardening> {
    let id = item.measure?;
    report.hardening.iter().find(|row| row.measure == id)
}

/// What is ticked with it: the steps of its measure, or else itself.
fn things(report: &Report, item: &Advice) -> Vec<String> {
    measure(report, item).map_or_else(|| vec![item.what.name().to_owned()], steps_of)
}
