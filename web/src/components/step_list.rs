//! The steps of a measure, folded away: where to do it, the command to copy, what it does, how to take it back, how to check it.

use jiance::report::{Shell, Step};
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::section::badge;
use crate::text::{Code, Texts};

/// The steps, if there are any.
pub(crate) fn step_list(t: Texts, steps: &[Step]) -> Html {
    if steps.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ t.say(Code::HardeningSteps) }</summary>
            <ol class="how">
                for taken in steps {
                    { step(t, taken) }
                }
            </ol>
        </details>
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
                <dt>{ t.say(Code::HardeningVerify) }</dt><dd>{ &step.verify }</dd>
            </dl>
        </li>
    }
}
