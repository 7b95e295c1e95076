//! The steps of a measure, folded away: where to do it, the command to copy, what it does, how to take it back, how to check it.

use jiance::report::{Hardening, Report, Shell, Step};
use yew::prelude::*;

use super::checklist::Checklist;
use super::copy_button::CopyButton;
use super::section::{badge, folded};
use crate::text::{Code, Texts};
use crate::worker::Reports;

/// The steps, if there are any. `title` is what people call the measure.
pub(crate) fn step_list(
    t: Texts,
    measure: &Hardening,
    title: &str,
    reports: &Reports,
    checklist: &Checklist,
) -> Html {
    if measure.steps.is_empty() {
        return Html::default();
    }
    let list = html! {
            <ol class="how">
                for (at, taken) in measure.steps.iter().enumerate() {
                    <li>
                        <p class="chips">
                            { badge("plain", t.say(shell_words(taken.shell))) }{ badge("plain", &taken.applies_to) }
                            if 1 < measure.steps.len() {
                                { checklist.tick(t, &taken.id, std::slice::from_ref(&taken.id), &step_name(t, at, title)) }
                            }
                        </p>
                        { step(t, taken, undo_is_command(reports, &taken.id)) }
                    </li>
                }
            </ol>
    };
    folded(t.say(Code::HardeningSteps), list)
}

/// What a measure's tick stands for: all of its steps.
pub(crate) fn steps_of(measure: &Hardening) -> Vec<String> {
    if measure.steps.is_empty() {
        return vec![measure.measure.clone()];
    }
    measure.steps.iter().map(|step| step.id.clone()).collect()
}

fn step_name(t: Texts, at: usize, title: &str) -> String {
    t.fill(Code::TickStep, &[("n", &(at + 1)), ("what", &title)])
}

/// Where a step is done.
fn shell_words(shell: Shell) -> Code {
    match shell {
        Shell::Cmd => Code::ShellCmd,
        Shell::Powershell => Code::ShellPowershell,
        Shell::Gui => Code::ShellGui,
        Shell::CloudConsole => Code::ShellCloudConsole,
    }
}

fn step(t: Texts, step: &Step, undo_is_command: bool) -> Html {
    let is_typed = matches!(step.shell, Shell::Cmd | Shell::Powershell);
    html! {
        <>
            if is_typed {
                <CopyButton {t} text={step.command.clone()} />
            } else {
                <p>{ &step.command }</p>
            }
            <dl>
                <dt>{ t.say(Code::HardeningEffect) }</dt><dd>{ &step.effect }</dd>
                <dt>{ t.say(Code::HardeningUndo) }</dt>
                <dd>
                    if is_typed && undo_is_command {
                        <CopyButton {t} text={step.undo.clone()} />
                    } else {
                        { &step.undo }
                    }
                </dd>
                <dt>{ t.say(Code::HardeningVerify) }</dt><dd>{ &step.verify }</dd>
            </dl>
        </>
    }
}

/// A way back that is a command is the same in every language; one in words is not.
fn undo_is_command(reports: &Reports, id: &str) -> bool {
    let undo = |report: &'_ Report| -> Option<String> {
        let mut steps = report.hardening.iter().flat_map(|measure| &measure.steps);
        steps.find(|step| step.id == id).map(|step| step.undo.clone())
    };
    let mut all = reports.0.iter().map(undo);
    let first = all.next();
    all.all(|other| Some(other) == first)
}
