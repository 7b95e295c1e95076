//! In: a measure and the host's profile. Out: its steps that fit this Windows; for an unknown Windows those of every generation.

use crate::assessment::exposure;
use crate::assessment::host::HostProfile;
use crate::knowledge::{GENERATIONS, Generation, Measure, MeasureStep};
use crate::lang::Lang;
use crate::report::Step;

pub(super) fn fitting(measure: &Measure, profile: &HostProfile, lang: Lang) -> Vec<Step> {
    let hosts: Vec<Generation> =
        profile.builds().filter_map(|(build, _)| Generation::of_build(build)).collect();
    measure
        .steps
        .iter()
        .filter(|step| {
            hosts.is_empty()
                || step.generations.is_empty()
                || step.generations.iter().any(|generation| hosts.contains(generation))
        })
        .filter(|step| {
            step.only_if_open.is_none_or(|weakness| exposure::may_be_open(weakness, profile))
        })
        .map(|step| shown(step, lang))
        .collect()
}

fn shown(step: &MeasureStep, lang: Lang) -> Step {
    let names: Vec<&str> = GENERATIONS
        .iter()
        .filter(|(generation, _)| {
            step.generations.is_empty() || step.generations.contains(generation)
        })
        .map(|(_, name)| name.get(lang))
        .collect();
    let comma = match lang {
        Lang::ZhCn => "；",
        Lang::En => "; ",
    };
    Step {
        applies_to: names.join(comma),
        shell: step.shell,
        command: step.command.get(lang).to_owned(),
        effect: step.effect.get(lang).to_owned(),
        undo: step.undo.get(lang).to_owned(),
    }
}
