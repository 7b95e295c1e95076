//! In: a hive's bins. Out: its cells, by their offset. All that is read is counted against what a sound hive can hold, so that
//! cells which overlap, or point at each other in circles, cannot make work without end.

use crate::formats::fields::{push_utf16, u16_at, u32_at};

/// A pointer to nothing.
const NOWHERE: u32 = u32::MAX;
/// From this length on, data may be kept in several segments of this length.
const SEGMENT: usize = 16344;

/// The cells of a hive.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    bins: &'a [u8],
    /// How many more bytes may be read.
    budget: usize,
}

/// A key's cell.
#[derive(Debug)]
pub(super) struct KeyCell {
    pub(super) name: String,
    /// Offset and length of the list of keys below it.
    pub(super) subkeys: (u32, u32),
    /// The same for its values.
    pub(super) values: (u32, u32),
}

/// A value's cell.
#[derive(Debug)]
pub(super) struct ValueCell<'a> {
    pub(super) name: &'a [u8],
    pub(super) name_is_latin: bool,
    pub(super) kind: u32,
    pub(super) data: Data<'a>,
}

/// Where a value's data lie.
#[derive(Debug)]
pub(super) enum Data<'a> {
    /// In one piece.
    Plain(&'a [u8]),
    /// In segments: the offsets of their cells, and how many bytes they hold in all.
    Segments(&'a [u8], usize),
    /// Not where they should be.
    Lost,
}

impl<'a> Cells<'a> {
    pub(super) fn new(bins: &'a [u8]) -> Cells<'a> {
        // Every cell once, and three times for looking which hive it is.
        Cells { bins, budget: bins.len().saturating_mul(4) }
    }

    /// How many bytes the bins have.
    pub(super) fn bytes(&self) -> usize {
        self.bins.len()
    }

    /// True once more was read than a sound hive holds.
    pub(super) fn is_spent(&self) -> bool {
        self.budget == 0
    }

    /// A cell in use, without its length; at most `most` bytes of it.
    fn cell(&mut self, offset: u32, most: usize) -> Option<&'a [u8]> {
        let at = usize::try_from(offset).ok()?;
        let length = u32_at(self.bins, at)?.cast_signed();
        // Cells in use have negative lengths.
        let length = usize::try_from(length.checked_neg()?).ok()?.checked_sub(4)?;
        let content = self.bins.get(at.checked_add(4)?..)?.get(..length)?;
        let content = content.get(..most).unwrap_or(content);
        let cost = content.len() + 4;
        if self.budget < cost {
            self.budget = 0;
            return None;
        }
        self.budget -= cost;
        Some(content)
    }

    pub(super) fn key(&mut self, offset: u32) -> Option<KeyCell> {
        let cell = self.cell(offset, 76 + 2 * 256)?;
        let name_bytes = usize::from(u16_at(cell, 72)?);
        let name = cell.get(76..)?.get(..name_bytes)?;
        let is_latin = u16_at(cell, 2)? & 0x20 != 0;
        let mut key = KeyCell {
            name: String::new(),
            subkeys: (u32_at(cell, 28)?, u32_at(cell, 20)?),
            values: (u32_at(cell, 40)?, u32_at(cell, 36)?),
        };
        push_name(name, is_latin, &mut key.name);
        cell.starts_with(b"nk").then_some(key)
    }

    /// The offsets of the cells of the keys below a key; what cannot be read is counted.
    pub(super) fn subkeys(&mut self, (list, count): (u32, u32), unreadable: &mut u64) -> Vec<u32> {
        let mut keys = Vec::new();
        if 0 < count && list != NOWHERE {
            self.push_subkeys(list, true, &mut keys);
        }
        *unreadable +=
            u64::from(count).saturating_sub(keys.len() as u64).min(self.bins.len() as u64);
        keys
    }

    fn push_subkeys(&mut self, list: u32, may_nest: bool, keys: &mut Vec<u32>) {
        let Some(cell) = self.cell(list, usize::MAX) else { return };
        let (Some(magic), Some(count)) = (cell.get(..2), u16_at(cell, 2)) else { return };
        let entries = |bytes: usize| {
            let all = cell.get(4..).unwrap_or_default().chunks_exact(bytes);
            all.take(usize::from(count)).filter_map(|entry| u32_at(entry, 0))
        };
        match magic {
            b"lf" | b"lh" => keys.extend(entries(8)),
            b"li" => keys.extend(entries(4)),
            b"ri" if may_nest => {
                for list in entries(4) {
                    self.push_subkeys(list, false, keys);
                }
            }
            _ => {}
        }
    }

    /// The offsets of the cells of a key's values; what cannot be read is counted.
    pub(super) fn values(&mut self, (list, count): (u32, u32), unreadable: &mut u64) -> Vec<u32> {
        let mut values = Vec::new();
        if 0 < count && list != NOWHERE {
            let wanted = usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(4);
            let cell = self.cell(list, wanted).unwrap_or_default();
            values.extend(cell.chunks_exact(4).filter_map(|entry| u32_at(entry, 0)));
        }
        *unreadable +=
            u64::from(count).saturating_sub(values.len() as u64).min(self.bins.len() as u64);
        values
    }

    pub(super) fn value(&mut self, offset: u32) -> Option<ValueCell<'a>> {
        let cell = self.cell(offset, 20 + usize::from(u16::MAX))?;
        let name = cell.get(20..)?.get(..usize::from(u16_at(cell, 2)?))?;
        let size = u32_at(cell, 4)?;
        let data = if size >> 31 == 1 {
            // At most four bytes stand in the place of their offset.
            let bytes = usize::try_from(size & 0x7FFF_FFFF).ok()?;
            cell.get(8..12)?.get(..bytes).map_or(Data::Lost, Data::Plain)
        } else {
            self.data(u32_at(cell, 8)?, usize::try_from(size).ok()?).unwrap_or(Data::Lost)
        };
        let name_is_latin = u16_at(cell, 16)? & 1 != 0;
        let kind = u32_at(cell, 12)?;
        cell.starts_with(b"vk").then_some(ValueCell { name, name_is_latin, kind, data })
    }

    fn data(&mut self, offset: u32, bytes: usize) -> Option<Data<'a>> {
        if bytes == 0 {
            return Some(Data::Plain(&[]));
        }
        let cell = self.cell(offset, bytes)?;
        if SEGMENT < bytes && cell.len() < bytes && cell.starts_with(b"db") {
            let count = usize::from(u16_at(cell, 2)?);
            let list = self.cell(u32_at(cell, 4)?, count.checked_mul(4)?)?;
            return Some(Data::Segments(list, bytes));
        }
        (cell.len() == bytes).then_some(Data::Plain(cell))
    }

    /// One segment of large data, `most` bytes at most.
    pub(super) fn segment(&mut self, offset: u32, most: usize) -> Option<&'a [u8]> {
        let wanted = most.min(SEGMENT);
        self.cell(offset, wanted).filter(|cell| cell.len() == wanted)
    }
}

/// Appends a name: Latin letters one byte each, or UTF-16.
pub(super) fn push_name(name: &[u8], is_latin: bool, into: &mut String) {
    if is_latin {
        into.extend(name.iter().map(|byte| char::from(*byte)));
    } else {
        push_utf16(name, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bins that hold these cells in use, one after the other, and where each begins.
    fn bins(cells: &[&[u8]]) -> (Vec<u8>, Vec<u32>) {
        let (mut bins, mut offsets) = (Vec::new(), Vec::new());
        for cell in cells {
            offsets.push(bins.len() as u32);
            bins.extend((-(cell.len() as i32 + 4)).to_le_bytes());
            bins.extend_from_slice(cell);
        }
        (bins, offsets)
    }

    /// The keys a list of that form gives, and how many are missing from the four it should have.
    fn check_list(list: &[u8], expected: &[u32], missing: u64) {
        let (bins, at) = bins(&[list, &[0; 32]]);
        let mut unreadable = 0;
        let keys = Cells::new(&bins).subkeys((at[0], 4), &mut unreadable);
        assert_eq!((keys.as_slice(), unreadable), (expected, missing));
    }

    #[test]
    fn lists_of_subkeys_come_with_and_without_hashes() {
        check_list(b"li\x02\0\x10\0\0\0\x20\0\0\0", &[0x10, 0x20], 2);
        check_list(b"lf\x02\0\x10\0\0\0abcd\x20\0\0\0efgh", &[0x10, 0x20], 2);
        check_list(b"lh\x02\0\x10\0\0\0abcd\x20\0\0\0efgh", &[0x10, 0x20], 2);
    }

    #[test]
    fn what_is_no_list_or_leads_to_itself_counts_as_missing() {
        check_list(b"xx\x02\0\x10\0\0\0\x20\0\0\0", &[], 4);
        check_list(b"ri\x01\0\0\0\0\0", &[], 4);
        check_list(b"lh\x04\0\x10\0\0\0abcd", &[0x10], 3);
    }

    #[test]
    fn a_free_cell_and_one_beyond_the_end_are_none() {
        for length in [8_i32, -4096, i32::MIN, 0, -3] {
            let bins = [length.to_le_bytes(), [0; 4]].concat();
            assert_eq!(Cells::new(&bins).cell(0, usize::MAX), None, "{length}");
        }
        let bins = [(-8_i32).to_le_bytes(), *b"abcd"].concat();
        assert_eq!(Cells::new(&bins).cell(0, usize::MAX), Some(b"abcd".as_slice()));
        assert_eq!(Cells::new(&bins).cell(4096, usize::MAX), None);
    }

    #[test]
    fn four_bytes_and_less_stand_in_the_value_itself() {
        let value = |size: u32| {
            [b"vk\0\0".as_slice(), &size.to_le_bytes(), b"abcd", &[1, 0, 0, 0, 1, 0, 0, 0]].concat()
        };
        for (size, expected) in [(0x8000_0003, Some(b"abc".as_slice())), (0x8000_0005, None)] {
            let (bins, at) = bins(&[&value(size)]);
            let cell = Cells::new(&bins).value(at[0]).map(|value| value.data);
            match (cell, expected) {
                (Some(Data::Plain(bytes)), Some(expected)) => assert_eq!(bytes, expected),
                (Some(Data::Lost), None) => {}
                other => panic!("{size:x}: {other:?}"),
            }
        }
    }

    #[test]
    fn reading_the_same_cell_over_and_over_comes_to_an_end() {
        let (bins, at) = bins(&[&[7; 60]]);
        let mut cells = Cells::new(&bins);
        let reads = (0..100).take_while(|_| cells.cell(at[0], usize::MAX).is_some()).count();
        assert_eq!((reads, cells.is_spent()), (4, true));
    }
}
