//! In: a measure and the host's profile. Out: its steps that fit this Windows; for an unknown Windows those of every generation.

use crate::assessment::exposure;
use crate::assessment::host::{HostProfile, PORTS};
use crate::knowledge::{GENERATIONS, Generation, Measure, MeasureStep, REMOTE_DESKTOP};
use crate::lang::Lang;
use crate::message::Code;
use crate::report::{HardeningState, Shell, Step};

pub(super) fn fitting(
    measure: &Measure,
    state: HardeningState,
    profile: &HostProfile,
    lang: Lang,
) -> Vec<Step> {
    let hosts: Vec<Generation> =
        profile.builds().filter_map(|(build, _)| Generation::of_build(build)).collect();
    let shells: Vec<Option<Shell>> =
        profile.builds().map(|(build, _)| Generation::script_shell(build)).collect();
    let role = profile.role();
    measure
        .steps
        .iter()
        .filter(|step| {
            hosts.is_empty()
                || step.generations.is_empty()
                || step.generations.iter().any(|generation| hosts.contains(generation))
        })
        .filter(|step| role.is_none() || step.role.is_none() || step.role == role)
        .filter(|step| !step.only_if_firewall_off || !profile.network.is_on_everywhere())
        .filter(|step| {
            step.only_if_open.is_none_or(|weakness| exposure::may_be_open(weakness, profile))
        })
        .map(|step| {
            let scripted = matches!(shells[..], [Some(shell)] if step.shell == shell);
            let is_for_it = state != HardeningState::Done && is_safe(step, profile);
            shown(step, scripted, scripted && is_for_it, profile, lang)
        })
        .collect()
}

/// The reader and those who depend on the host still reach it afterwards.
fn is_safe(step: &MeasureStep, profile: &HostProfile) -> bool {
    let locks_out = step.closes_ports
        && profile.remote_desktop.iter().any(|(port, _)| PORTS.iter().any(|(_, it)| it == port));
    step.suggested && !locks_out && !profile.duties().iter().any(|duty| step.not_on.contains(duty))
}

fn shown(
    step: &MeasureStep,
    scripted: bool,
    suggested: bool,
    profile: &HostProfile,
    lang: Lang,
) -> Step {
    let names: Vec<&str> = GENERATIONS
        .iter()
        .filter(|(generation, _)| {
            step.generations.is_empty() || step.generations.contains(generation)
        })
        .map(|(_, name)| name.get(lang))
        .collect();
    let port = profile.remote_desktop.lowest().map_or(REMOTE_DESKTOP, |(port, _)| *port);
    let filled = |text: &str| text.replace("{rdp_port}", &port.to_string());
    Step {
        id: step.id.to_owned(),
        applies_to: names.join(Code::LanguageBetween.template(lang.tag())),
        shell: step.shell,
        command: filled(step.command.get(lang)),
        effect: step.effect.get(lang).to_owned(),
        undo: filled(step.undo.get(lang)),
        verify: step.verify.get(lang).to_owned(),
        scripted,
        suggested,
    }
}
