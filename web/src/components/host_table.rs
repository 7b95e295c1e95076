//! The table of hosts: sorted by its headings, narrowed by words; each host's name opens its answer.

use std::rc::Rc;

use yew::prelude::*;

use super::button::{PLAIN, button};
use super::fields::search;
use super::host_time;
use super::section::{badge, whole};
use super::verdict_words;
use super::window::{about_long, is_long, use_window};
use crate::hosts::{Column, HostAnswer, HostRow, Ports, View};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct HostTableProps {
    pub(crate) t: Texts,
    pub(crate) answers: Vec<Rc<HostAnswer>>,
    pub(crate) view: View,
    /// The row to begin at, by its place among the answers.
    pub(crate) seen: Option<usize>,
    /// A host is to be looked at, by its place among the answers.
    pub(crate) open: Callback<usize>,
    pub(crate) look: Callback<View>,
}

/// The table.
#[component]
pub(crate) fn HostTable(props: &HostTableProps) -> Html {
    let HostTableProps { t, answers, view, seen, open, look } = props;
    let list = use_node_ref();
    let rows: Vec<&HostRow> = answers.iter().map(|answer| &answer.row).collect();
    let picked = view.pick(&rows);
    let begin = seen.and_then(|seen| picked.iter().position(|at| *at == seen));
    let drawn = use_window(&list, picked.len(), begin);
    let spacer = |key: &'static str| {
        let spacer = html! { <tr key={key} class="spacer" aria-hidden="true"><td /></tr> };
        is_long(picked.len()).then_some(spacer)
    };
    let status = t.fill(Code::HostsShown, &[("shown", &picked.len()), ("total", &rows.len())]);
    html! {
        <section class="card" aria-label={t.say(Code::HostsTable)}>
            { filter(*t, view, look) }
            <p class="quiet" role="status">{ status }</p>
            { about_long(*t, picked.len()) }
            if picked.is_empty() {
                <p>{ t.say(Code::HostsNoMatch) }</p>
            } else {
                // Told by name, since narrow pages show rows as cards, which browsers then no longer tell as a table.
                <table class="host-table" role="table" aria-rowcount={(picked.len() + 1).to_string()}>
                    <caption class="spoken">{ t.say(Code::HostsTable) }</caption>
                    <thead role="rowgroup"><tr role="row" aria-rowindex="1" data-label={t.say(Code::HostsSortBy)}>
                        for column in Column::ALL { { heading(*t, column, view, look) } }
                    </tr></thead>
                    <tbody role="rowgroup" ref={list}>
                        { spacer("above") }
                        for (place, at) in picked.iter().enumerate().skip(drawn.start).take(drawn.len()) {
                            { row(*t, place, *at, rows[*at], open) }
                        }
                        { spacer("below") }
                    </tbody>
                </table>
            }
        </section>
    }
}

fn filter(t: Texts, view: &View, look: &Callback<View>) -> Html {
    let every = {
        let view = view.clone();
        look.reform(move |()| View { verdict: None, ..view.clone() })
    };
    let words = {
        let view = view.clone();
        look.reform(move |words| View { words, ..view.clone() })
    };
    html! {
        <div class="filter">
            { search(t, "host-filter", Code::HostsFilterHint, &view.words, words) }
            if view.verdict.is_some() {
                { button(PLAIN, None, None, t.say(Code::HostsEveryVerdict), every) }
            }
        </div>
    }
}

fn heading(t: Texts, column: Column, view: &View, look: &Callback<View>) -> Html {
    let sorted = (view.sort == column).then_some(match view.reversed {
        false => "ascending",
        true => "descending",
    });
    let onclick = {
        let view = view.clone();
        look.reform(move |_| view.sorted_by(column))
    };
    html! {
        <th scope="col" role="columnheader" aria-sort={sorted}>
            <button class="sort" data-sort={column.name()} {onclick}>{ t.say(column_words(column)) }</button>
        </th>
    }
}

/// A column's heading.
fn column_words(column: Column) -> Code {
    match column {
        Column::Host => Code::HostsHost,
        Column::Windows => Code::HostsWindows,
        Column::Verdict => Code::HostsVerdict,
        Column::Patches => Code::HostsPatches,
        Column::Ports => Code::HostsPorts,
        Column::Coverage => Code::HostsCoverage,
    }
}

fn row(t: Texts, place: usize, at: usize, row: &HostRow, open: &Callback<usize>) -> Html {
    let (tone, words) = verdict_words(row.verdict);
    let label = |column| t.say(column_words(column));
    html! {
        <tr key={at} role="row" aria-rowindex={(place + 2).to_string()} data-host={row.title().to_owned()} data-verdict-of={row.verdict.name()}>
            <th scope="row" role="rowheader">
                <button class="open-host" onclick={open.reform(move |_| at)}>{ row.title() }</button>
                <span class="quiet source">
                    { source(t, row) }
                </span>
            </th>
            <td role="cell" data-label={label(Column::Windows)}>{ row.windows.clone().unwrap_or_else(|| t.say(Code::HostsUnknown).to_owned()) }</td>
            <td role="cell" data-label={label(Column::Verdict)}>{ badge(tone, t.say(words)) }</td>
            <td role="cell" data-label={label(Column::Patches)}>{ patches(t, row) }</td>
            <td role="cell" data-label={label(Column::Ports)}>{ ports_text(t, &row.ports) }</td>
            <td role="cell" data-label={label(Column::Coverage)}>{ coverage_text(t, row) }</td>
        </tr>
    }
}

/// The file, where the host is not called after it, and when it was collected.
fn source(t: Texts, row: &HostRow) -> Html {
    let file = row.name.as_ref().map(|_| &row.file);
    let time = row.collected_at.as_deref();
    html! {
        <>
            { file }
            if file.is_some() && time.is_some() {
                { " · " }
            }
            if let Some(time) = time {
                { host_time(t, time) }
            }
        </>
    }
}

fn patches(t: Texts, row: &HostRow) -> Html {
    html! {
        <>
            if !row.missing.is_empty() {
                <span>{ whole(&row.missing) }</span>
            } else if row.unknown.is_empty() {
                <span>{ t.say(Code::HostsPatched) }</span>
            }
            if !row.unknown.is_empty() {
                <span class="quiet unsaid">{ t.say(Code::HostsUnsaid) }{ whole(&row.unknown) }</span>
            }
        </>
    }
}

/// The ports in words.
pub(crate) fn ports_text(t: Texts, ports: &Ports) -> String {
    match ports {
        Ports::Open(ports) if ports.is_empty() => t.say(Code::HostsPortsOpen).to_owned(),
        Ports::Open(ports) => by_protocol(ports),
        Ports::Closed => t.say(Code::HostsPortsClosed).to_owned(),
        Ports::Unknown => t.say(Code::HostsUnknown).to_owned(),
    }
}

/// `TCP 135, TCP 445, UDP 137` as `TCP 135, 445; UDP 137`.
fn by_protocol(ports: &[String]) -> String {
    let mut text = String::new();
    let mut last = None;
    for (protocol, port) in ports.iter().filter_map(|port| port.split_once(' ')) {
        match last {
            Some(before) if before == protocol => text.push_str(", "),
            Some(_) => text.push_str(&format!("; {protocol} ")),
            None => text.push_str(&format!("{protocol} ")),
        }
        text.push_str(port);
        last = Some(protocol);
    }
    text
}

/// How much was seen of what the verdict rests on.
pub(crate) fn coverage_text(t: Texts, row: &HostRow) -> String {
    t.fill(Code::HostsCoverageOf, &[("complete", &row.complete), ("needed", &row.needed)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_stand_together_by_protocol() {
        let ports = ["TCP 135", "TCP 445", "UDP 137"].map(str::to_owned);
        assert_eq!(by_protocol(&ports), "TCP 135, 445; UDP 137");
        assert_eq!(by_protocol(&ports[2..]), "UDP 137");
    }
}
