//! In: the names of a report's files, and whether the customer chose to tell them. Out: a number for each that the link carries.

use super::limits::{MAX_NAMES, MAX_TEXTS};
use crate::host_text::HostText;
use crate::report::Report;

/// The names that a link carries, and the room that all texts of the host's own share.
pub(super) struct Names {
    /// The customer chose to tell them.
    chosen: bool,
    list: Vec<String>,
    bytes: usize,
    left_out: u64,
}

impl Names {
    /// The names of a report's inputs.
    pub(super) fn of(report: &Report, chosen: bool) -> Names {
        let mut names = Names { chosen, list: Vec::new(), bytes: 0, left_out: 0 };
        for input in &report.inputs {
            names.add(&input.file);
        }
        names
    }

    /// The number of a file that was handed in, counted from 1; 0 if the link does not carry its name.
    pub(super) fn known(&self, name: &str) -> u64 {
        let shown = HostText::shown(name);
        let place = self.list.iter().position(|known| known == shown.as_str());
        place.map_or(0, |at| at as u64 + 1)
    }

    /// The number of a file that may not have been handed in.
    pub(super) fn add(&mut self, name: &str) -> u64 {
        let known = self.known(name);
        if known != 0 || !self.chosen {
            return known;
        }
        let shown = HostText::shown(name);
        if MAX_NAMES <= self.list.len() || !self.take(shown.as_str().len()) {
            self.left_out += 1;
            return 0;
        }
        self.list.push(shown.as_str().to_owned());
        self.list.len() as u64
    }

    /// Takes room for a text, if there is enough left.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let fits = self.bytes + bytes <= MAX_TEXTS;
        if fits {
            self.bytes += bytes;
        }
        fits
    }

    /// The names, and how many had no room.
    pub(super) fn into_list(self) -> (Vec<String>, u64) {
        (self.list, self.left_out)
    }
}
