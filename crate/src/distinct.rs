//! In: things, some of them more than once. Out: each once, the smallest first. A set does the same, but its code weighs more in the page
//! than all that these hold.

pub(crate) fn distinct<T: Ord>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut things: Vec<T> = things.collect();
    things.sort_unstable();
    things.dedup();
    things
}
