//! In: one fact as several sources state it. Out: its distinct values, each with the first place it was read at.

use crate::report::Source;

/// The distinct values of one fact, the smallest first. Bounded, and the same whatever the order they come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Values<T: Ord>(Vec<(T, Source)>);

/// More distinct values than this say nothing that fewer don't: the smallest are kept.
const MOST: usize = 16;

impl<T: Ord> Default for Values<T> {
    fn default() -> Values<T> {
        Values(Vec::new())
    }
}

impl<T: Ord> Values<T> {
    /// Notes a value.
    pub(crate) fn add(&mut self, value: T, source: &Source) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&value)) {
            Ok(at) => match self.0.get_mut(at) {
                Some((_, first)) if source < first => *first = source.clone(),
                _ => {}
            },
            Err(at) => {
                self.0.insert(at, (value, source.clone()));
                self.0.truncate(MOST);
            }
        }
    }

    /// Every value, the smallest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&T, &Source)> {
        self.0.iter().map(|(value, source)| (value, source))
    }

    /// The smallest value.
    pub(crate) fn lowest(&self) -> Option<(&T, &Source)> {
        self.iter().next()
    }

    /// The value that stands at the first place, by file and line.
    pub(crate) fn earliest(&self) -> Option<(&T, &Source)> {
        self.iter().min_by_key(|(_, source)| *source)
    }

    /// The value all sources agree on.
    pub(crate) fn agreed(&self) -> Option<(&T, &Source)> {
        if self.0.len() == 1 { self.lowest() } else { None }
    }

    /// True if no source states the fact.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
