//! In: a row of the table of hosts. Out: its answer, for the state; and, while that is read, word of it.

use std::rc::Rc;

use yew::prelude::*;

use crate::hosts::Hosts;
use crate::state::{Action, Finished, State};
use crate::worker::Reports;

/// Reads answers of the table.
#[derive(Clone)]
pub(crate) struct Opener {
    dispatch: UseReducerDispatcher<State>,
    is_busy: UseStateHandle<bool>,
}

/// What reads answers for that state.
#[hook]
pub(crate) fn use_opener(dispatch: UseReducerDispatcher<State>) -> Opener {
    Opener { dispatch, is_busy: use_state_eq(|| false) }
}

impl Opener {
    /// True while an answer is read: one of thousands of signs takes some turns.
    pub(crate) fn is_busy(&self) -> bool {
        *self.is_busy
    }

    /// Reads the answer of a row. The page may be elsewhere by then: the state has it do nothing there.
    pub(crate) fn read(
        &self,
        hosts: &Rc<Hosts>,
        row: usize,
        action: impl FnOnce(Rc<Finished>) -> Action + 'static,
    ) {
        let (hosts, Opener { dispatch, is_busy }) = (Rc::clone(hosts), self.clone());
        is_busy.set(true);
        wasm_bindgen_futures::spawn_local(async move {
            let finished = answer(&hosts, row).await;
            is_busy.set(false);
            if let Some(finished) = finished {
                dispatch.dispatch(action(Rc::new(finished)));
            }
        });
    }
}

async fn answer(hosts: &Hosts, row: usize) -> Option<Finished> {
    let answer = hosts.answers.get(row)?;
    Some(Finished {
        reports: Reports::of(answer).await?,
        // There is at least a manifest.
        nothing_readable: false,
        choices: Rc::default(),
        first_run: hosts.run,
        parts: Some(answer.parts.as_slice().into()),
    })
}
