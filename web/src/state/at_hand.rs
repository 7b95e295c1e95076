//! In: the state. Out: the runs whose files may still be asked for.

use super::{Phase, Shown, State};

impl State {
    /// The runs that the answers at hand came from, and the one under way.
    pub(crate) fn runs(&self) -> Vec<u32> {
        let mut runs = Vec::new();
        note(&self.phase, &mut runs);
        if let Some(aside) = &self.aside {
            note(aside, &mut runs);
        }
        runs
    }
}

fn note(phase: &Phase, runs: &mut Vec<u32>) {
    match phase {
        Phase::Start(_) | Phase::Link(_) => {}
        Phase::Running(running) => {
            runs.push(running.run);
            if let Some(shown) = running.origin.shown() {
                note_shown(shown, runs);
            }
        }
        Phase::Done(shown) => note_shown(shown, runs),
        Phase::Table(hosts) => runs.push(hosts.run),
        Phase::Stopped { behind, .. } => note(behind, runs),
    }
}

/// The one compared with may take the other's place.
fn note_shown(shown: &Shown, runs: &mut Vec<u32>) {
    runs.push(shown.finished.first_run);
    runs.extend(shown.before.as_ref().map(|before| before.first_run));
    runs.extend(shown.home.as_ref().map(|home| home.hosts.run));
}
