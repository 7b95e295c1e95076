//! In: an answer's parts, one after the other, or its text. Out: the answer. Thousands of sightings at once, or both languages' reports, would
//! keep the page's thread for longer than it may be kept.

use jiance::Lang;
use jiance::report::{Report, Sighting};
use js_sys::{Array, JSON, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};

use super::protocol::{Reports, from_js};
use crate::browser;
use crate::hosts::HostAnswer;

/// How many sightings make one part: the page has read them in a few milliseconds.
const MOST: usize = 250;
/// The same where the page reads a text by itself, and a breath costs as much as the reading. A report with fewer is read in one go.
const MOST_OF_TEXT: u32 = 1000;

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Part {
    /// Some of the sightings, in the report's order.
    Sightings(#[serde(with = "super::as_json")] Vec<Sighting>),
    /// The next language's report without its sightings, which are the same in every language.
    Report(#[serde(with = "super::as_json")] Box<Report>),
}

/// Takes an answer apart.
pub(super) fn parts(reports: impl IntoIterator<Item = Report>) -> Vec<Part> {
    let (mut parts, mut reports): (Vec<Part>, Vec<Report>) =
        (Vec::new(), reports.into_iter().collect());
    for report in &mut reports {
        let sightings = std::mem::take(&mut report.sightings);
        if parts.is_empty() {
            parts.extend(sightings.chunks(MOST).map(|some| Part::Sightings(some.to_vec())));
        }
    }
    parts.extend(reports.into_iter().map(|report| Part::Report(Box::new(report))));
    parts
}

/// The parts that have come.
#[derive(Default)]
pub(super) struct Parts {
    sightings: Vec<Sighting>,
    reports: Vec<Report>,
}

impl Parts {
    /// Takes the next one.
    pub(super) fn add(&mut self, part: Part) {
        match part {
            Part::Sightings(some) => self.sightings.extend(some),
            Part::Report(mut report) => {
                report.sightings.clone_from(&self.sightings);
                self.reports.push(*report);
            }
        }
    }

    /// The answer; none if parts are missing.
    pub(super) fn whole(self) -> Option<Box<Reports>> {
        <[Report; Lang::COUNT]>::try_from(self.reports).ok().map(|all| Box::new(Reports(all)))
    }
}

impl Reports {
    /// Reads the reports of one of several hosts, which are kept as text, a long one with a breath between parts; none if that is not what
    /// they are.
    pub(crate) async fn of(answer: &HostAnswer) -> Option<Reports> {
        let (mut parts, key) = (Parts::default(), JsValue::from("sightings"));
        for text in &answer.reports {
            let report = JSON::parse(text).ok()?;
            let sightings: Array = Reflect::get(&report, &key).ok()?.dyn_into().ok()?;
            Reflect::set(&report, &key, &Array::new()).ok()?;
            let is_long = MOST_OF_TEXT < sightings.length();
            // They are the same in every language.
            let end = if parts.reports.is_empty() { sightings.length() } else { 0 };
            for at in (0..end).step_by(MOST_OF_TEXT as usize) {
                breathe_if(is_long).await;
                let some = sightings.slice(at, at + MOST_OF_TEXT);
                parts.add(Part::Sightings(from_js(some.into()).ok()?));
            }
            breathe_if(is_long).await;
            parts.add(Part::Report(from_js(report).ok()?));
            breathe_if(is_long).await;
        }
        parts.whole().map(|reports| *reports)
    }
}

async fn breathe_if(is_long: bool) {
    if is_long {
        browser::breathe().await;
    }
}

#[cfg(test)]
mod tests {
    use jiance::{Advisory, Check};

    use super::*;

    #[test]
    fn an_answer_comes_out_as_it_went_in() {
        let mut check = Check::new(Advisory::built_in().first().unwrap());
        let mut input = check.input("files.txt");
        for name in ["mssecsvc.exe", "tasksche.exe", "taskdl.exe", "taskse.exe"] {
            for at in 0..100 {
                input.feed(format!("C:\\Users\\{at}\\{name}\r\n").as_bytes());
            }
        }
        input.finish();
        let outcome = check.finish();
        let reports = Lang::ALL.map(|lang| outcome.report(lang));
        let parts = parts(reports.clone());
        assert!(MOST < reports[0].sightings.len(), "there are enough for several parts");
        assert!(Lang::COUNT + 1 < parts.len());
        let mut come = Parts::default();
        for part in parts {
            if let Part::Sightings(some) = &part {
                assert!(some.len() <= MOST);
            }
            come.add(part);
        }
        assert_eq!(*come.whole().unwrap(), Reports(reports));
        assert!(Parts::default().whole().is_none());
    }
}
