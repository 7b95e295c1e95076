//! In: a report and a choice of steps. Out: what goes into this host's scripts, in order, each change once.

use super::{HostName, MEASURES, NoScripts};
use crate::knowledge::{Action, GENERATIONS, Generation, MeasureStep, REMOTE_DESKTOP, Start, Text};
use crate::report::{Duty, HardeningState, Report, Shell, Verdict};

/// What goes into the scripts.
pub(super) struct Plan {
    pub(super) host: HostName,
    /// The Windows it is for, in words.
    pub(super) windows: Text,
    /// What the scripts are written for.
    pub(super) shell: Shell,
    /// The host shows signs of infection.
    pub(super) infected: bool,
    pub(super) duties: Vec<Duty>,
    /// Where remote desktop listens, as far as the report knows; the scripts ask the host itself.
    pub(super) remote_desktop: u16,
    pub(super) steps: Vec<Planned>,
    /// Steps of measures that are not done and that no script can take.
    pub(super) by_hand: Vec<(Text, &'static MeasureStep)>,
}

/// A step that a script takes.
pub(super) struct Planned {
    /// What its measure is called.
    pub(super) title: Text,
    pub(super) step: &'static MeasureStep,
    /// What it does, but for what a step before it does already.
    pub(super) actions: Vec<&'static Action>,
    /// Others depend on this host in a way that the step cuts off.
    pub(super) cuts_off: bool,
}

impl Plan {
    pub(super) fn of(report: &Report, chosen: &dyn Fn(&str) -> bool) -> Result<Plan, NoScripts> {
        let build = report.host.os.build.ok_or(NoScripts::WindowsUnknown)?;
        let generation = Generation::of_build(build).ok_or(NoScripts::WindowsUnknown)?;
        let shell = Generation::script_shell(build).ok_or(NoScripts::WindowsTooOld)?;
        let (mut steps, mut by_hand, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        for measure in MEASURES {
            let Some(row) = report.hardening.iter().find(|row| row.measure == measure.id) else {
                continue;
            };
            let fits = |step: &&MeasureStep| {
                step.generations.is_empty() || step.generations.contains(&generation)
            };
            for step in measure.steps.iter().filter(fits) {
                if step.actions.is_empty() && row.state != HardeningState::Done {
                    by_hand.push((measure.title, step));
                }
                if step.shell != shell || !chosen(step.id) {
                    continue;
                }
                let is_new = |action: &&Action| !taken.contains(&target(action));
                let actions: Vec<_> = step.actions.iter().filter(is_new).collect();
                taken.extend(actions.iter().map(|action| target(action)));
                let cuts_off = report.host.duties.iter().any(|duty| step.not_on.contains(duty));
                steps.push(Planned { title: measure.title, step, actions, cuts_off });
            }
        }
        if steps.is_empty() {
            return Err(NoScripts::NothingChosen);
        }
        let (_, windows) = GENERATIONS
            .iter()
            .find(|(known, _)| *known == generation)
            .ok_or(NoScripts::WindowsUnknown)?;
        Ok(Plan {
            host: HostName::of(report.host.name.as_ref()),
            windows: *windows,
            shell,
            infected: report.verdict == Verdict::Infected,
            duties: report.host.duties.clone(),
            remote_desktop: report.host.remote_desktop_port.unwrap_or(REMOTE_DESKTOP),
            steps,
            by_hand,
        })
    }

    /// Some step is in force after a restart only.
    pub(super) fn needs_restart(&self) -> bool {
        self.steps.iter().any(|planned| planned.step.restart)
    }
}

/// What an action changes, and the name under which what was there before is kept.
pub(super) fn target(action: &Action) -> String {
    let plain = |text: &str| text.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    match action {
        Action::Value { key, name, .. } => {
            let mut keys = key.rsplit('\\').map(plain);
            let (last, above) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
            format!("value.{above}.{last}.{name}")
        }
        Action::EachValue { name, .. } => format!("each.{name}"),
        Action::Service { name, .. } => format!("service.{name}"),
        Action::Run { id, .. } => format!("run.{id}"),
        Action::Kept { id, extension, .. } => format!("{id}.{extension}"),
    }
}

/// The word of `sc config` and the number in the registry.
pub(super) fn start_type(start: Start) -> (&'static str, u32) {
    match start {
        Start::Auto => ("auto", 2),
        Start::Demand => ("demand", 3),
        Start::Disabled => ("disabled", 4),
    }
}
