//! In: how far a run is, and what it found. Out: word of it to the page, seldom enough that the page stays quick.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;

use jiance::report::Sighting;
use jiance::{Lang, Outcome};
use web_sys::DedicatedWorkerGlobalScope;

use super::parts::parts;
use super::protocol::FromWorker;
use super::{Helpers, LISTED, send};
use crate::browser;
use crate::hosts::HostAnswer;

/// The least time between two messages: at most twenty a second.
const PAUSE_MS: f64 = 50.0;
/// How long the worker works before it listens. Listening itself costs a few milliseconds.
const BREATH_MS: f64 = 200.0;

/// Carries word of one run to the page.
pub(super) struct Courier {
    scope: DedicatedWorkerGlobalScope,
    run: u32,
    helpers: Helpers,
    /// The last run that the page has stopped, wherever it stands.
    cancelled: Rc<Cell<u32>>,
    last_word_ms: f64,
    last_breath_ms: f64,
    /// How many sightings the page knows of; none if they are kept back.
    sightings_told: Option<usize>,
    /// Bytes of the files read to their end, and of all that are to be read.
    done: u64,
    total: u64,
}

impl Courier {
    pub(super) fn new(
        scope: DedicatedWorkerGlobalScope,
        run: u32,
        helpers: Helpers,
        cancelled: Rc<Cell<u32>>,
    ) -> Self {
        let now_ms = js_sys::Date::now();
        Courier {
            scope,
            run,
            helpers,
            cancelled,
            last_word_ms: 0.0,
            last_breath_ms: now_ms,
            sightings_told: Some(0),
            done: 0,
            total: 0,
        }
    }

    /// Who helps with large files.
    pub(super) fn helpers(&self) -> Helpers {
        self.helpers.clone()
    }

    /// So many more bytes are to be read.
    pub(super) fn expect(&mut self, bytes: u64) {
        self.total += bytes;
    }

    /// A file is about to be read.
    pub(super) fn begin_file(&self, file: usize) {
        send(&self.scope, &FromWorker::Reading { run: self.run, file });
    }

    /// A file of so many bytes is read.
    pub(super) fn end_file(&mut self, bytes: u64) {
        self.done += bytes;
    }

    /// Says that there may be several hosts, and nothing of single sightings from now on.
    pub(super) fn several(&mut self) {
        self.sightings_told = None;
        send(&self.scope, &FromWorker::Several { run: self.run });
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
            browser::breathe().await;
            self.last_breath_ms = js_sys::Date::now();
        }
        self.wanted()
    }

    /// Hears whether the run is still wanted.
    pub(super) fn wanted(&self) -> ControlFlow<()> {
        if self.run <= self.cancelled.get() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands over the answer of the only host.
    pub(super) fn done(&self, outcome: &Outcome) {
        for part in parts(Lang::ALL.map(|lang| outcome.report(lang))) {
            send(&self.scope, &FromWorker::Part { run: self.run, part });
        }
        let nothing_readable = outcome.nothing_readable();
        send(&self.scope, &FromWorker::Done { run: self.run, reports: None, nothing_readable });
    }

    /// Hands over the answer of one of several hosts.
    pub(super) fn host(&self, answer: HostAnswer) {
        send(&self.scope, &FromWorker::Host { run: self.run, answer: Box::new(answer) });
    }

    /// Says that every host's answer is handed over.
    pub(super) fn all_hosts(&self, unread: Vec<String>) {
        send(&self.scope, &FromWorker::AllHosts { run: self.run, unread });
    }

    /// Says that there are more collections than can be told apart.
    pub(super) fn too_many(&self) {
        send(&self.scope, &FromWorker::TooMany { run: self.run });
    }

    fn say(&mut self, file: usize, bytes: u64, sightings: &[Sighting]) {
        let (done, total) = (self.done + bytes, self.total);
        send(&self.scope, &FromWorker::Progress { run: self.run, file, bytes, done, total });
        let Some(told) = &mut self.sightings_told else { return };
        let found = sightings.len();
        if *told < found {
            let new = sightings.get((*told).min(LISTED)..found.min(LISTED)).unwrap_or_default();
            *told = found;
            send(&self.scope, &FromWorker::Sightings { run: self.run, found, new: new.to_vec() });
        }
    }
}
