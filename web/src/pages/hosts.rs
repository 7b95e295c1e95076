//! Several hosts' answers: a table to sort and narrow, from which each answer opens.

use std::rc::Rc;

use jiance::report::Verdict;
use jiance::report::export::csv;
use yew::prelude::*;

use crate::browser;
use crate::components::{
    HostTable, Icon, PLAIN, PRIMARY, button, coverage_text, ports_text, print_button, use_heading,
    verdict_words,
};
use crate::hosts::{HostRow, Hosts, View};
use crate::intl;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct HostsProps {
    pub(crate) t: Texts,
    pub(crate) hosts: Rc<Hosts>,
    /// A host is to be looked at, by its place among the answers.
    pub(crate) open: Callback<usize>,
    pub(crate) look: Callback<View>,
    pub(crate) restart: Callback<()>,
}

/// The names that exports are saved under. Nothing of the hosts is in them.
const CSV_FILE: &str = "jiance-hosts.csv";
const JSON_FILE: &str = "jiance-hosts.json";

/// In the order of what asks for attention.
const VERDICTS: [Verdict; 4] =
    [Verdict::Infected, Verdict::Suspected, Verdict::CannotTell, Verdict::NoSigns];

/// The answers are there.
#[component]
pub(crate) fn HostsPage(props: &HostsProps) -> Html {
    let HostsProps { t, hosts, open, look, restart } = props;
    // The table itself leads back to a row.
    let heading = use_heading(hosts.seen.is_none().then_some(hosts.run));
    let save_csv = {
        let (t, hosts) = (*t, Rc::clone(hosts));
        Callback::from(move |()| {
            browser::download(CSV_FILE, "text/csv;charset=utf-8", &[table(t, &hosts)]);
        })
    };
    let save_json = {
        let (t, hosts) = (*t, Rc::clone(hosts));
        Callback::from(move |()| {
            browser::download(JSON_FILE, "application/json", &reports(t, &hosts));
        })
    };
    let save = Some(Icon::Download);
    let verdict = hosts.verdict();
    html! {
        <div class="result hosts" data-verdict={verdict.name()} data-complete="true" data-hosts={hosts.answers.len().to_string()}>
            <section class="card" aria-labelledby="hosts-title">
                <h1 id="hosts-title" tabindex="-1" ref={heading}>{ t.count(Code::HostsTitle, hosts.answers.len()) }</h1>
                <p class="quiet">{ t.say(Code::HostsLead) }</p>
                { unread(*t, &hosts.unread) }
                { counts(*t, hosts, look) }
                <div class="buttons toolbar">
                    { button(PRIMARY, Some("restart"), None, t.say(Code::HostsAgain), restart.clone()) }
                    { button(PLAIN, Some("download-csv"), save, t.say(Code::HostsCsv), save_csv) }
                    { button(PLAIN, Some("download-reports"), save, t.say(Code::HostsJson), save_json) }
                    { print_button(*t) }
                </div>
            </section>
            <HostTable t={*t} answers={hosts.answers.clone()} view={hosts.view.clone()} seen={hosts.seen} open={open.clone()} look={look.clone()} />
        </div>
    }
}

/// How many hosts have each verdict; each number narrows the table to them.
fn counts(t: Texts, hosts: &Hosts, look: &Callback<View>) -> Html {
    html! {
        <div class="tiles" role="group" aria-label={t.say(Code::HostsByVerdict)}>
            for verdict in VERDICTS {
                { count(t, hosts, look, verdict) }
            }
        </div>
    }
}

fn count(t: Texts, hosts: &Hosts, look: &Callback<View>, verdict: Verdict) -> Html {
    let (tone, words) = verdict_words(verdict);
    let n = hosts.answers.iter().filter(|answer| answer.row.verdict == verdict).count();
    let pressed = hosts.view.verdict == Some(verdict);
    let onclick = {
        let view = hosts.view.clone();
        look.reform(move |_| View { verdict: (!pressed).then_some(verdict), ..view.clone() })
    };
    html! {
        <button class={classes!(tone, (n == 0).then_some("none"))} aria-pressed={pressed.to_string()}
            data-count={verdict.name()} {onclick}>
            <strong>{ intl::count(t, n) }</strong><span>{ t.say(words) }</span>
        </button>
    }
}

/// Files that are no host's and hold nothing are no row, but are not passed over in silence either.
fn unread(t: Texts, names: &[String]) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    html! {
        <details class="unread">
            <summary>{ t.count(Code::HostsUnread, names.len()) }</summary>
            <ul>for name in names { <li class="name">{ name }</li> }</ul>
        </details>
    }
}

/// The whole table as CSV, in the order in view.
fn table(t: Texts, hosts: &Hosts) -> String {
    let headings = [
        Code::HostsHost,
        Code::HostsFile,
        Code::HostsWindows,
        Code::ResultHostCollected,
        Code::HostsVerdict,
        Code::HostsPatches,
        Code::HostsPatchesUnknown,
        Code::HostsPorts,
        Code::HostsCoverage,
    ];
    let all: Vec<&HostRow> = hosts.answers.iter().map(|answer| &answer.row).collect();
    let every = View { words: String::new(), verdict: None, ..hosts.view.clone() };
    let rows = every.pick(&all).into_iter().map(|at| {
        let row = all[at];
        vec![
            row.name.clone().unwrap_or_default(),
            row.file.clone(),
            row.windows.clone().unwrap_or_default(),
            row.collected_at.clone().unwrap_or_default(),
            t.say(verdict_words(row.verdict).1).to_owned(),
            row.missing.join(" "),
            row.unknown.join(" "),
            ports_text(t, &row.ports),
            coverage_text(t, row),
        ]
    });
    csv(rows, headings.map(|code| t.say(code)))
}

/// Every report in full, as one JSON list, in pieces.
fn reports(t: Texts, hosts: &Hosts) -> Vec<String> {
    let mut pieces = Vec::with_capacity(hosts.answers.len() * 2 + 1);
    for answer in &hosts.answers {
        pieces.push(if pieces.is_empty() { "[" } else { "," }.to_owned());
        pieces.push(answer.report(t.0).to_owned());
    }
    pieces.push("]\n".to_owned());
    pieces
}
