//! In: entries that are folders, until it is their turn to be entered. Out: the same entries again, from one run of memory.

use alloc::vec::Vec;

use crate::directory::Entry;

/// What stands before the names: their lengths, the attributes, three times.
const HEAD: usize = 2 + 2 + 3 * 4;

/// Folders, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Kept {
    units: Vec<u16>,
}

/// A folder to be entered.
pub(super) struct Row<'a> {
    pub(super) entry: Entry<'a>,
    /// The entry is its row, which was not written yet; else it is the root of a volume, and only its name counts.
    pub(super) is_its_own: bool,
}

impl<'a> Row<'a> {
    /// The root of a volume that is mounted in a folder of this name. That folder's row is written.
    pub(super) fn of_root(name: &'a [u16]) -> Row<'a> {
        let entry = Entry {
            attributes: 0,
            tag: 0,
            size: 0,
            created: 0,
            modified: 0,
            accessed: 0,
            short_name: &[],
            name,
        };
        Row { entry, is_its_own: false }
    }
}

impl Kept {
    /// Where the next one goes.
    pub(super) fn end(&self) -> usize {
        self.units.len()
    }

    /// Forgets what stands from a place on.
    pub(super) fn truncate(&mut self, place: usize) {
        self.units.truncate(place);
    }

    pub(super) fn push(&mut self, Row { entry, .. }: &Row<'_>) {
        let units = &mut self.units;
        units.extend([entry.name.len() as u16, entry.short_name.len() as u16]);
        units.extend([entry.attributes as u16, (entry.attributes >> 16) as u16]);
        for time in [entry.modified, entry.created, entry.accessed] {
            units.extend([0, 16, 32, 48].map(|shift| (time >> shift) as u16));
        }
        units.extend_from_slice(entry.short_name);
        units.extend_from_slice(entry.name);
    }

    /// The one at a place, and where the next one stands; `None` at the end.
    pub(super) fn at(&self, place: usize) -> Option<(Row<'_>, usize)> {
        let (head, names) = self.units.get(place..)?.split_at_checked(HEAD)?;
        let number = |at: usize| {
            head.iter().skip(at).take(4).rev().fold(0, |sum, unit| sum << 16 | u64::from(*unit))
        };
        let (name, short) = (usize::from(*head.first()?), usize::from(*head.get(1)?));
        let attributes = number(2) as u32;
        let entry = Entry {
            attributes,
            tag: 0,
            size: 0,
            modified: number(4),
            created: number(8),
            accessed: number(12),
            short_name: names.get(..short)?,
            name: names.get(short..short + name)?,
        };
        // A folder's attributes are never none.
        Some((Row { entry, is_its_own: attributes != 0 }, place + HEAD + short + name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let (name, short): (Vec<u16>, Vec<u16>) = (vec![0xD800, 7, 8], vec![1, 2]);
        let entry = Entry {
            attributes: 0x8000_0410,
            tag: 0,
            size: 0,
            created: u64::MAX - 1,
            modified: 1 << 40,
            accessed: 3,
            short_name: &short,
            name: &name,
        };
        let mut kept = Kept::default();
        kept.push(&Row { entry, is_its_own: true });
        kept.push(&Row::of_root(&short));
        let (first, next) = kept.at(0).unwrap();
        assert!(first.is_its_own);
        assert_eq!(format!("{:?}", first.entry), format!("{entry:?}"));
        let (second, end) = kept.at(next).unwrap();
        assert!(!second.is_its_own && second.entry.name == short);
        assert!(kept.at(end).is_none() && end == kept.end());
        kept.truncate(next);
        assert!(kept.at(next).is_none());
    }
}
