//! In: how far a run is, and what it found. Out: word of it to the page, seldom enough that the page stays quick.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;

use jiance::report::Sighting;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::DedicatedWorkerGlobalScope;

use super::protocol::{FromWorker, Reports};
use super::send;

/// The least time between two messages: at most twenty a second.
const PAUSE_MS: f64 = 50.0;
/// How long the worker works before it listens. Listening itself costs a few milliseconds.
const BREATH_MS: f64 = 200.0;

/// Carries word of one run to the page.
pub(super) struct Courier {
    scope: DedicatedWorkerGlobalScope,
    run: u32,
    /// The last run that the page has stopped, wherever it stands.
    cancelled: Rc<Cell<u32>>,
    last_word_ms: f64,
    last_breath_ms: f64,
    sightings_sent: usize,
}

impl Courier {
    pub(super) fn new(
        scope: DedicatedWorkerGlobalScope,
        run: u32,
        cancelled: Rc<Cell<u32>>,
    ) -> Self {
        let now_ms = js_sys::Date::now();
        Courier {
            scope,
            run,
            cancelled,
            last_word_ms: 0.0,
            last_breath_ms: now_ms,
            sightings_sent: 0,
        }
    }

    /// Says how far the run is, now and then, and hears whether it is still wanted.
    pub(super) async fn tell(
        &mut self,
        file: usize,
        bytes: u64,
        sightings: &[Sighting],
    ) -> ControlFlow<()> {
        let now_ms = js_sys::Date::now();
        if PAUSE_MS <= now_ms - self.last_word_ms {
            self.last_word_ms = now_ms;
            self.say(file, bytes, sightings);
        }
        if BREATH_MS <= now_ms - self.last_breath_ms {
            self.breathe().await;
            self.last_breath_ms = js_sys::Date::now();
        }
        if self.run <= self.cancelled.get() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands the answer over.
    pub(super) fn hand_over(self, reports: Box<Reports>, nothing_readable: bool) {
        send(&self.scope, &FromWorker::Done { run: self.run, reports, nothing_readable });
    }

    fn say(&mut self, file: usize, bytes: u64, sightings: &[Sighting]) {
        send(&self.scope, &FromWorker::Progress { run: self.run, file, bytes });
        let new = sightings.get(self.sightings_sent..).unwrap_or_default();
        if !new.is_empty() {
            self.sightings_sent = sightings.len();
            send(&self.scope, &FromWorker::Sightings { run: self.run, new: new.to_vec() });
        }
    }

    /// Lets the messages in that have come meanwhile.
    async fn breathe(&self) {
        let turn = Promise::new(&mut |resolve, _| {
            if self.scope.set_timeout_with_callback(&resolve).is_err() {
                resolve.call0(&self.scope).ok();
            }
        });
        JsFuture::from(turn).await.ok();
    }
}
