//! What is left for something else, and what it is gone back to: nothing that was shown is lost.

use std::rc::Rc;

use super::{Phase, Running, State, Why};

impl State {
    /// What was in view before a check: an answer, the result that a link brought, or the start.
    pub(super) fn before(&self, running: &Running) -> Phase {
        running.origin.answer().unwrap_or_else(|| match &self.received {
            Some(received) => Phase::Link(Ok(received.clone())),
            None => Phase::Start(None),
        })
    }

    /// Something came to nothing; what was in view is not lost to it.
    pub(super) fn stopped(&self, why: Why) -> Phase {
        let behind = match &self.phase {
            Phase::Running(running) => Rc::new(self.before(running)),
            Phase::Stopped { behind, .. } => Rc::clone(behind),
            other => Rc::new(other.clone()),
        };
        Phase::Stopped { why, behind }
    }

    /// What is to be gone back to when something else takes the place of what is shown.
    pub(super) fn left(&self) -> Option<Rc<Phase>> {
        match &self.phase {
            phase @ (Phase::Done(_) | Phase::Table(_) | Phase::Running(_)) => {
                Some(Rc::new(phase.clone()))
            }
            Phase::Stopped { behind, .. } if **behind != Phase::Start(None) => {
                Some(Rc::clone(behind))
            }
            Phase::Stopped { .. } | Phase::Start(_) | Phase::Link(_) => self.aside.clone(),
        }
    }

    /// A check that goes on while something else is shown.
    pub(crate) fn left_running(&self) -> Option<&Running> {
        match self.aside.as_deref() {
            Some(Phase::Running(running)) => Some(running),
            _ => None,
        }
    }

    pub(super) fn with_aside(&self, aside: Option<Rc<Phase>>) -> Rc<State> {
        Rc::new(State { aside, ..self.clone() })
    }
}
