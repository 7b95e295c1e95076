//! The answer: the verdict first, then what to do, then everything it rests on. While the same files are checked again in other
//! encodings, it stays where it is, marked as no longer final.

use std::rc::Rc;

use jiance::advisory::Advisory;
use jiance::link::Ticket;
use yew::prelude::*;

use crate::browser;
use crate::choices::Choices;
use crate::components::{
    AfterRepair, Checklist, ChecksSection, CompareSection, EvidenceSection, HAND_ON, HandOn, Icon,
    Overrule, PLAIN, PRIMARY, advice_section, button, coverage_section, exposure_section,
    for_ticket, hardening_section, inputs_section, print_button, progress_bar, received_note,
    tiles, use_checklist, use_heading, verdict_banner,
};
use crate::document::about;
use crate::hosts::HostRow;
use crate::state::{Finished, Linked, Shown, Trouble};
use crate::text::{Code, Texts};
use crate::worker::{Given, Look};

#[derive(Properties, PartialEq)]
pub(crate) struct ResultProps {
    pub(crate) t: Texts,
    pub(crate) shown: Shown,
    /// How the user wants the texts read; the answer of a check still under way does not know of it yet.
    pub(crate) choices: Rc<Choices>,
    /// How far that check is, in percent.
    pub(crate) again: Option<u64>,
    pub(crate) overrule: Callback<Overrule>,
    pub(crate) cancel: Callback<()>,
    pub(crate) restart: Callback<()>,
    /// Back to the table of hosts.
    pub(crate) back: Callback<()>,
    /// A later collection is handed in.
    pub(crate) follow: Callback<Result<Vec<Given>, Trouble>>,
    /// Another collection of this host, by its row, is the earlier one.
    pub(crate) compare: Callback<usize>,
    /// Reads the lines around a sighting.
    pub(crate) look: Callback<Look>,
    /// The two compared change places.
    pub(crate) swap: Callback<()>,
    /// The ticket that the check is for.
    pub(crate) ticket: Option<Ticket>,
    /// The result that a link brought before.
    pub(crate) received: Option<Linked>,
}

/// The answer is there.
#[component]
pub(crate) fn ResultPage(props: &ResultProps) -> Html {
    let ResultProps { t, shown, choices, again, overrule, cancel, restart, back, .. } = props;
    let finished = &shown.finished;
    let report = finished.reports.pick(t.0);
    let advisory = Advisory::by_id(&report.advisory.id);
    let checklist = use_checklist(&report.fingerprint());
    // A corrected answer leaves the focus on the list in which the user corrected it.
    let heading = use_heading(Some(finished.first_run));
    let hand_on = Callback::from(|()| browser::go_to(HAND_ON));
    html! {
        <div class="result" data-verdict={if again.is_some() { "running" } else { report.verdict.name() }}
            data-complete={again.is_none().then_some("true")} aria-busy={again.is_some().then_some("true")}>
            if shown.home.is_some() {
                <nav class="back" aria-label={t.say(Code::HostsTable)}>
                    { button(PLAIN, Some("back"), None, t.say(Code::HostsBack), back.clone()) }
                </nav>
            }
            { for_ticket(*t, props.ticket.as_ref()) }
            if let Some(linked) = &props.received {
                { received_note(*t, linked, report) }
            }
            { verdict_banner(*t, report, finished.nothing_readable, heading) }
            <div class="buttons toolbar">
                { button(PRIMARY, Some("to-hand-on"), Some(Icon::Link), t.say(Code::HandOnTitle), hand_on) }
                { print_button(*t) }
                { button(PLAIN, Some("restart"), None, t.say(Code::ResultAgain), restart.clone()) }
            </div>
            if let Some(before) = &shown.before {
                <CompareSection t={*t} before={Rc::clone(before)} after={Rc::clone(finished)} swap={props.swap.clone()} />
            }
            if finished.nothing_readable {
                { advice_section(*t, &finished.reports, &checklist) }
            } else {
                { findings(props, &checklist, advisory) }
            }
            <HandOn key={report.fingerprint()} t={*t} finished={Rc::clone(finished)} ticket={props.ticket.clone()} />
            { inputs_section(*t, finished, choices, overrule, &props.look) }
            if let Some(percent) = again {
                { progress(*t, *percent, cancel) }
            }
            <p class="quiet about">{ about(*t, report) }</p>
        </div>
    }
}

/// Everything the verdict rests on, and everything that follows from it.
fn findings(
    props: &ResultProps,
    checklist: &Checklist,
    advisory: Option<&'static Advisory>,
) -> Html {
    let ResultProps { t, shown, follow, compare, look, .. } = props;
    let (t, finished): (Texts, &Rc<Finished>) = (*t, &shown.finished);
    let report = finished.reports.pick(t.0);
    html! {
        <>
            { tiles(t, report) }
            { advice_section(t, &finished.reports, checklist) }
            <AfterRepair {t} begin={follow.clone()} siblings={siblings(shown)} compare={compare.clone()} />
            <EvidenceSection {t} finished={Rc::clone(finished)} {advisory} look={look.clone()} />
            { exposure_section(t, report) }
            { hardening_section(t, finished, checklist) }
            { coverage_section(t, &report.coverage) }
            <ChecksSection {t} finished={Rc::clone(finished)} {advisory} />
        </>
    }
}

/// The other collections of the same host in the table that this answer was opened from.
fn siblings(shown: &Shown) -> Vec<(usize, HostRow)> {
    let Some((home, row)) = shown.home.as_ref().and_then(|home| Some((home, home.row?))) else {
        return Vec::new();
    };
    home.hosts.siblings(row).map(|(at, row)| (at, row.clone())).collect()
}

/// How far a check in other encodings is. It lies over the page's edge, so that nothing moves.
fn progress(t: Texts, percent: u64, cancel: &Callback<()>) -> Html {
    html! {
        <div class="again">
            <p role="status">{ t.say(Code::RunningAgain) }</p>
            { progress_bar(t, percent) }
            { button(PLAIN, None, None, t.say(Code::RunningCancel), cancel.clone()) }
        </div>
    }
}
