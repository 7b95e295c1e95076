//! The page while a check runs: how far it is, what it has found, and a way out.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::{PLAIN, badge, button, progress_bar, sighting_row, verdict_words};
use crate::format;
use crate::hosts::{HostAnswer, HostRow};
use crate::intl;
use crate::state::Running;
use crate::text::{Code, Texts};
use crate::worker::LISTED;

#[derive(Properties, PartialEq)]
pub(crate) struct RunningProps {
    pub(crate) t: Texts,
    pub(crate) running: Running,
    pub(crate) engine_ready: bool,
    pub(crate) cancel: Callback<()>,
}

/// A check is under way.
#[component]
pub(crate) fn RunningPage(props: &RunningProps) -> Html {
    let RunningProps { t, running, engine_ready, cancel } = props;
    let (done, total) = (intl::bytes(*t, running.done), intl::bytes(*t, running.total));
    html! {
        <section class="running" data-verdict="running">
            <div class="card">
                <h1>{ t.say(Code::RunningTitle) }</h1>
                <p class="quiet stage">{ stage(*t, running, *engine_ready) }</p>
                { progress_bar(*t, running.percent()) }
                <p class="facts">
                    <span>{ t.fill(Code::RunningTotal, &[("done", &done), ("total", &total)]) }</span>
                    if let Some(rate) = running.rate() {
                        <span>{ t.fill(Code::RunningRate, &[("rate", &intl::bytes(*t, rate as u64))]) }</span>
                    }
                    if let Some(secs) = running.remaining_secs() {
                        <span>{ t.fill(Code::RunningRemaining, &[("time", &waiting(*t, secs))]) }</span>
                    }
                </p>
                { button(PLAIN, None, None, t.say(Code::RunningCancel), cancel.clone()) }
                // Spoken seldom: in steps of a quarter.
                <p class="spoken" role="status">{ spoken(*t, running) }</p>
            </div>
            { match &running.hosts {
                Some(hosts) => host_list(*t, hosts),
                None => html! { <>{ file_list(*t, running) }{ sightings(*t, running) }</> },
            } }
        </section>
    }
}

/// A time in words.
fn waiting(t: Texts, secs: f64) -> String {
    match format::minutes(secs) {
        (0, seconds) => t.fill(Code::RunningSeconds, &[("s", &seconds)]),
        (minutes, seconds) => t.fill(Code::RunningMinutes, &[("m", &minutes), ("s", &seconds)]),
    }
}

fn stage(t: Texts, running: &Running, engine_ready: bool) -> String {
    match running.files.get(running.file) {
        _ if !engine_ready => t.say(Code::RunningPreparing).to_owned(),
        Some(file) if running.done < running.total => {
            t.fill(Code::RunningReading, &[("name", &file.name)])
        }
        _ => t.say(Code::RunningJudging).to_owned(),
    }
}

fn file_list(t: Texts, running: &Running) -> Html {
    html! {
        <div class="card">
            <h2>{ t.say(Code::RunningFiles) }</h2>
            <ul class="files">
                for (index, file) in running.files.iter().enumerate().skip(running.file.saturating_sub(LISTED / 2)).take(LISTED) {
                    <li key={index}>
                        <span class="name">{ &file.name }</span>
                        <span class="quiet">{ file_state(t, running, index) }</span>
                    </li>
                }
            </ul>
        </div>
    }
}

/// How far it is and what was found.
fn spoken(t: Texts, running: &Running) -> String {
    let percent = intl::percent(t, running.percent() / 25 * 25);
    match &running.hosts {
        Some(hosts) => {
            t.fill(Code::RunningStatusHosts, &[("percent", &percent), ("n", &hosts.len())])
        }
        None => t.fill(Code::RunningStatus, &[("percent", &percent), ("n", &running.found)]),
    }
}

fn sightings(t: Texts, running: &Running) -> Html {
    let found = running.found;
    html! {
        <div class="card">
            if found == 0 {
                <p class="quiet">{ t.say(Code::RunningFoundNone) }</p>
            } else {
                <h2>{ t.count(Code::RunningFound, found) }</h2>
                <ul class="sightings">
                    for (index, sighting) in running.sightings.iter().enumerate() {
                        <li key={index}>{ sighting_row(t, sighting, None, Html::default()) }</li>
                    }
                </ul>
            }
        </div>
    }
}

/// Where there are several hosts: those answered for so far, the last first.
fn host_list(t: Texts, hosts: &[Rc<HostAnswer>]) -> Html {
    html! {
        <div class="card">
            <h2>{ t.count(Code::RunningHosts, hosts.len()) }</h2>
            <ul class="files">
                for answer in hosts.iter().rev().take(LISTED) {
                    { host(t, &answer.row) }
                }
            </ul>
        </div>
    }
}

fn host(t: Texts, row: &HostRow) -> Html {
    let (tone, words) = verdict_words(row.verdict);
    html! { <li><span class="name">{ row.title() }</span>{ badge(tone, t.say(words)) }</li> }
}

fn file_state(t: Texts, running: &Running, index: usize) -> String {
    let total = running.files.get(index).map_or(0, |file| file.bytes);
    let done = running.done_of(index);
    if index < running.file || (total > 0 && done == total) {
        t.say(Code::RunningFinished).to_owned()
    } else if index > running.file {
        t.say(Code::RunningWaiting).to_owned()
    } else {
        let (done, total) = (intl::bytes(t, done), intl::bytes(t, total));
        t.fill(Code::RunningTotal, &[("done", &done), ("total", &total)])
    }
}
