//! A map of few entries, in a sorted list. A `BTreeMap` does the same, but brings code of its own into the page for each kind of key and
//! value, which weighs more than all that these hold.

use std::borrow::Borrow;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> SmallMap<K, V> {
        SmallMap(Vec::new())
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    /// Where a key is, or would be.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of a key.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| &self.0[at].1)
    }

    /// The value of a key, which is there from now on.
    pub(crate) fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, V::default()));
            at
        });
        &mut self.0[at].1
    }

    /// The first key that is not smaller than this one.
    pub(crate) fn first_from<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&K>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).unwrap_or_else(|at| at);
        self.0.get(at).map(|(known, _)| known)
    }

    /// The values, in the order of their keys.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_does_as_a_map_does(keys in prop::collection::vec("[a-c]{0,2}", 0..20), wanted in "[a-d]{0,2}") {
            let (mut small, mut map) = (SmallMap::<String, u32>::default(), BTreeMap::<String, u32>::new());
            for key in keys {
                *small.entry(key.clone()) += 1;
                *map.entry(key).or_default() += 1;
            }
            prop_assert_eq!(small.get(wanted.as_str()), map.get(wanted.as_str()));
            prop_assert_eq!(small.first_from(wanted.as_str()), map.range(wanted.clone()..).next().map(|it| it.0));
            small.values_mut().for_each(|value| *value += 1);
            map.values_mut().for_each(|value| *value += 1);
            prop_assert_eq!(small.values().collect::<Vec<_>>(), map.values().collect::<Vec<_>>());
        }
    }
}
