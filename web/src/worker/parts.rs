//! In: an answer's parts, one after the other. Out: the answer. Thousands of sightings in one message, or both languages' reports, would keep
//! the page's thread for longer than it may be kept.

use jiance::Lang;
use jiance::report::{Report, Sighting};
use serde::{Deserialize, Serialize};

use super::protocol::Reports;

/// How many sightings make one part: the page has read them in a few milliseconds.
const MOST: usize = 250;

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Part {
    /// Some of the sightings, in the report's order.
    Sightings(Vec<Sighting>),
    /// The next language's report without its sightings, which are the same in every language.
    Report(Box<Report>),
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
