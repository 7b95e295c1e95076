//! Every indicator of the advisory and what became of it: the notice's own first, the further ones folded away.

use std::rc::Rc;

use jiance::advisory::Advisory;
use jiance::report::{Check, CheckState};
use yew::prelude::*;

use super::indicator::kind_words;
use super::section::{Standing, badge, folded, section};
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties)]
pub(crate) struct ChecksProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    pub(crate) advisory: Option<&'static Advisory>,
}

impl PartialEq for ChecksProps {
    fn eq(&self, other: &Self) -> bool {
        self.t == other.t && Rc::ptr_eq(&self.finished, &other.finished)
    }
}

/// Every indicator and what became of it.
#[component]
pub(crate) fn ChecksSection(props: &ChecksProps) -> Html {
    let ChecksProps { t, finished, advisory } = props;
    checks_of(*t, &finished.reports.pick(t.0).checks, *advisory)
}

/// The same for checks from anywhere.
pub(crate) fn checks_of(t: Texts, checks: &[Check], advisory: Option<&'static Advisory>) -> Html {
    let in_notice = |check: &&Check| {
        advisory
            .and_then(|advisory| advisory.indicator(&check.indicator))
            .is_some_and(|i| i.in_notice)
    };
    let (notice, further): (Vec<&Check>, Vec<&Check>) = checks.iter().partition(in_notice);
    let count = |state| checks.iter().filter(|check| check.state == state).count();
    let lead = t.fill(
        Code::ChecksLeadAll,
        &[
            ("total", &checks.len()),
            ("found", &count(CheckState::Found)),
            ("not_found", &count(CheckState::NotFound)),
            ("not_checked", &count(CheckState::NotChecked)),
        ],
    );
    let content = html! {
        <>
            <h3>{ t.say(Code::ChecksNotice) }</h3>
            { table(t, &notice, advisory) }
            if !further.is_empty() {
                { folded(&format!("{} ({})", t.say(Code::ChecksFurther), further.len()), table(t, &further, advisory)) }
            }
        </>
    };
    section("checks", t.say(Code::ChecksTitle), Some(&lead), content)
}

fn table(t: Texts, checks: &[&Check], advisory: Option<&'static Advisory>) -> Html {
    html! {
        <table class="stacked">
            <thead><tr>
                for label in [Code::ChecksId, Code::ChecksIndicator, Code::ChecksState, Code::ChecksBecause] {
                    <th scope="col">{ t.say(label) }</th>
                }
            </tr></thead>
            <tbody>
                for check in checks {
                    { row(t, check, advisory) }
                }
            </tbody>
        </table>
    }
}

fn row(t: Texts, check: &Check, advisory: Option<&'static Advisory>) -> Html {
    let (name, tone, words) = check_words(check.state);
    let indicator = advisory.and_then(|advisory| advisory.indicator(&check.indicator));
    html! {
        <tr key={check.indicator.clone()} data-indicator={check.indicator.clone()} data-state={name}>
            <th scope="row">{ &check.indicator }</th>
            <td>
                if let Some(indicator) = indicator {
                    <code>{ &indicator.value }</code>
                    <span class="quiet">{ t.say(kind_words(indicator.kind)) }{ " · " }{ &indicator.family }</span>
                }
            </td>
            <td>{ badge(tone, t.say(words)) }</td>
            <td>{ &check.because.text }</td>
        </tr>
    }
}

/// A state's name, tone and words.
pub(crate) fn check_words(state: CheckState) -> Standing {
    match state {
        CheckState::Found => ("found", "bad", Code::ChecksFound),
        CheckState::NotFound => ("not_found", "good", Code::ChecksNotFound),
        CheckState::NotChecked => ("not_checked", "open", Code::ChecksNotChecked),
    }
}
