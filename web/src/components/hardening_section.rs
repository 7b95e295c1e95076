//! Which measures to take, and how, step by step.

use jiance::report::{Hardening, HardeningState, Report, Shell, Step};
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::exposure_section::evidence_list;
use super::section::{badge, section};
use crate::text::{Code, Texts};

/// Which measures to take.
pub(crate) fn hardening_section(t: Texts, report: &Report) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in &report.hardening {
                { measure(t, row) }
            }
        </ul>
    };
    section("hardening", t.say(Code::HardeningTitle), Some(t.say(Code::HardeningLead)), rows)
}

fn measure(t: Texts, row: &Hardening) -> Html {
    let (name, tone, words) = match row.state {
        HardeningState::Needed => ("needed", "unsure", Code::HardeningNeeded),
        HardeningState::Done => ("done", "good", Code::HardeningDone),
        HardeningState::Unknown => ("unknown", "open", Code::HardeningUnknown),
    };
    html! {
        <li data-measure={row.measure.clone()} data-state={name}>
            <p class="head"><strong>{ title(t, &row.measure) }</strong>{ badge(tone, t.say(words)) }</p>
            <p>{ &row.because.text }</p>
            { evidence_list(t, &row.evidence) }
            if !row.steps.is_empty() {
                <details>
                    <summary>{ t.say(Code::HardeningSteps) }</summary>
                    <ol class="how">
                        for taken in &row.steps {
                            { step(t, taken) }
                        }
                    </ol>
                </details>
            }
        </li>
    }
}

fn step(t: Texts, step: &Step) -> Html {
    let shell = match step.shell {
        Shell::Cmd => Code::ShellCmd,
        Shell::Powershell => Code::ShellPowershell,
        Shell::Gui => Code::ShellGui,
        Shell::CloudConsole => Code::ShellCloudConsole,
    };
    let typed = matches!(step.shell, Shell::Cmd | Shell::Powershell);
    html! {
        <li>
            <p class="chips">{ badge("plain", t.say(shell)) }{ badge("plain", &step.applies_to) }</p>
            if typed {
                <CopyButton {t} text={step.command.clone()} />
            } else {
                <p>{ &step.command }</p>
            }
            <dl>
                <dt>{ t.say(Code::HardeningEffect) }</dt><dd>{ &step.effect }</dd>
                <dt>{ t.say(Code::HardeningUndo) }</dt><dd>{ &step.undo }</dd>
            </dl>
        </li>
    }
}

fn title(_t: Texts, measure: &str) -> String {
    measure.to_owned()
}
