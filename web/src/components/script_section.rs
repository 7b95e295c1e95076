//! A script of the steps that the reader chooses, and one that takes them back: what each does stands beside its box, and who depends
//! on this host is said before.

use std::rc::Rc;

use jiance::report::{Duty, Hardening, Report, Step, Verdict};
use jiance::scripts::{self, Script};
use yew::prelude::*;

use super::fields;
use super::hardening_section::measure_title;
use super::section::note;
use super::{Icon, icon};
use crate::browser;
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct ScriptProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
}

/// The choice of steps and the two scripts.
#[component]
pub(crate) fn ScriptSection(props: &ScriptProps) -> Html {
    let ScriptProps { t, finished } = props;
    let report = finished.reports.pick(t.0);
    let chosen = use_state_eq(|| scripts::suggested(report));
    let written = scripts::write(report, &chosen, t.0);
    let scripted = |measure: &&Hardening| measure.steps.iter().any(|step| step.scripted);
    let measures: Vec<&Hardening> = report.hardening.iter().filter(scripted).collect();
    html! {
        <div class="scripts" id="scripts">
            <h3>{ t.say(Code::ScriptTitle) }</h3>
            if !measures.is_empty() {
                <p class="quiet">{ t.say(Code::ScriptLead) }</p>
                { warnings(*t, report) }
                <fieldset>
                    <legend>{ t.say(Code::ScriptChoose) }</legend>
                    for measure in measures {
                        for step in measure.steps.iter().filter(|step| step.scripted) {
                            { choice(*t, measure, step, &chosen) }
                        }
                    }
                </fieldset>
            }
            { match written {
                Ok(scripts) => html! {
                    <div class="buttons">
                        { download(scripts.harden, "download-harden", t.say(Code::ScriptHarden)) }
                        { download(scripts.undo, "download-undo", t.say(Code::ScriptUndo)) }
                    </div>
                },
                Err(why) => html! { <p role="status" data-no-script="true">{ why.said(t.0).text }</p> },
            } }
        </div>
    }
}

/// Who depends on this host, and what a script is no help for.
fn warnings(t: Texts, report: &Report) -> Html {
    let duties = report.host.duties.iter().map(|duty| match duty {
        Duty::DomainController => ("domain_controller", Code::ScriptDomainController),
        Duty::FileServer => ("file_server", Code::ScriptFileServer),
        Duty::ClusterNode => ("cluster_node", Code::ScriptClusterNode),
    });
    let infected =
        (report.verdict == Verdict::Infected).then_some(("infected", Code::ScriptInfected));
    html! {
        for (name, words) in infected.into_iter().chain(duties) {
            { note("warning", Icon::Warning, None, name, html! { { t.say(words) } }) }
        }
    }
}

fn choice(
    t: Texts,
    measure: &Hardening,
    step: &Step,
    chosen: &UseStateHandle<Vec<String>>,
) -> Html {
    let toggle = {
        let (chosen, id) = (chosen.clone(), step.id.clone());
        Callback::from(move |()| {
            let mut changed = (*chosen).clone();
            changed.retain(|it| *it != id);
            if changed.len() == chosen.len() {
                changed.push(id.clone());
            }
            chosen.set(changed);
        })
    };
    let words = html! {
        <><strong>{ measure_title(t, &measure.measure) }</strong>{ " " }<span class="quiet">{ &step.effect }</span></>
    };
    fields::choice(&step.id, chosen.contains(&step.id), toggle, words)
}

fn download(script: Script, id: &'static str, words: &str) -> Html {
    let name = script.name.clone();
    let onclick = move |_| browser::download_bytes(&script.name, &script.bytes);
    html! {
        <button class="button" {id} {onclick}>{ icon(Icon::Download) }<span>{ words }{ " " }<span class="name">{ name }</span></span></button>
    }
}
