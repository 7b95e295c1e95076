//! In: one fact as several sources state it. Out: its distinct values, each with the first place it was read at.

use std::collections::BTreeMap;

use crate::report::Source;

/// The distinct values of one fact. Bounded, and the same whatever the order they come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Values<T: Ord>(BTreeMap<T, Source>);

/// More distinct values than this say nothing that fewer don't: the smallest are kept.
const MOST: usize = 16;

impl<T: Ord> Default for Values<T> {
    fn default() -> Values<T> {
        Values(BTreeMap::new())
    }
}

impl<T: Ord> Values<T> {
    /// Notes a value.
    pub(crate) fn add(&mut self, value: T, source: &Source) {
        match self.0.get_mut(&value) {
            Some(first) if source < first => *first = source.clone(),
            Some(_) => {}
            None => {
                self.0.insert(value, source.clone());
                if MOST < self.0.len() {
                    self.0.pop_last();
                }
            }
        }
    }

    /// Every value, the smallest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&T, &Source)> {
        self.0.iter()
    }

    /// The smallest value.
    pub(crate) fn lowest(&self) -> Option<(&T, &Source)> {
        self.0.first_key_value()
    }

    /// The value that stands at the first place, by file and line.
    pub(crate) fn earliest(&self) -> Option<(&T, &Source)> {
        self.0.iter().min_by_key(|(_, source)| *source)
    }

    /// The value all sources agree on.
    pub(crate) fn agreed(&self) -> Option<(&T, &Source)> {
        if self.0.len() == 1 { self.0.first_key_value() } else { None }
    }

    /// True if no source states the fact.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
