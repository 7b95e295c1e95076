//! In: a registry hive as it lies on the disk (`NTUSER.DAT`), read at any place. Out: its keys, for [`crate::keys::walk`].
//!
//! The hive is read and never loaded, so nothing on the host changes. What Windows has not yet written back from a hive's log is
//! not seen. The layout is that of "Windows registry file format specification" by M. Suhanov; numbers are little-endian.

use alloc::vec::Vec;

use crate::bytes::{u16_at, u32_at, units};
use crate::keys::{EachValue, Keys};
use crate::unzip::Source;

/// Where the cells begin; their places are counted from there.
const CELLS: u64 = 4096;
/// The least that a key takes, so that a file has no more keys than its length allows.
const LEAST_KEY: u64 = 76;
/// The most that one piece of a large value holds.
const PIECE: usize = 16_344;
/// No value that anybody keeps is larger.
const LARGEST: usize = 16 << 20;
/// Windows' statuses for a file that is no hive, and for a key that is not there.
const NOT_A_HIVE: u32 = 0xC000_014C;
const NOT_FOUND: u32 = 0xC000_0034;
/// Names of one byte a character.
const KEY_IS_NARROW: u16 = 0x20;
const VALUE_IS_NARROW: u16 = 1;
/// The value's bytes stand where their place would.
const INLINE: u32 = 0x8000_0000;

/// A hive.
pub struct Hive<S> {
    source: S,
    /// The place of the subkey named last, which is opened next.
    named: u32,
    /// How many keys may still be opened: damage may tie keys into circles.
    left: u64,
}

/// An open key: the places of its subkeys and values.
pub struct HiveKey {
    subkeys: Vec<u32>,
    values: Vec<u32>,
}

impl<S: Source> Hive<S> {
    /// Opens a hive, and its first key.
    pub fn open(mut source: S) -> Result<(Hive<S>, HiveKey), u32> {
        let left = source.length() / LEAST_KEY;
        let mut head = [0; 64];
        if source.read(0, &mut head) != head.len() || !head.starts_with(b"regf") {
            return Err(NOT_A_HIVE);
        }
        let root = u32_at(&head, 36).ok_or(NOT_A_HIVE)?;
        let mut hive = Hive { source, named: root, left };
        let key = hive.key(root).ok_or(NOT_A_HIVE)?;
        Ok((hive, key))
    }

    /// The bytes of the cell at a place.
    fn cell(&mut self, place: u32) -> Option<Vec<u8>> {
        let at = CELLS + u64::from(place);
        let mut size = [0; 4];
        (self.source.read(at, &mut size) == size.len()).then_some(())?;
        // Cells in use have their size negated.
        let length = i32::from_le_bytes(size).checked_neg()?;
        let length = usize::try_from(length).ok()?.checked_sub(size.len())?;
        let mut bytes = alloc::vec![0; length.min(LARGEST)];
        (self.source.read(at + 4, &mut bytes) == bytes.len()).then_some(bytes)
    }

    fn key(&mut self, place: u32) -> Option<HiveKey> {
        self.left = self.left.checked_sub(1)?;
        let cell = self.cell(place).filter(|cell| cell.starts_with(b"nk"))?;
        let mut subkeys = Vec::new();
        if u32_at(&cell, 20)? != 0 {
            self.subkeys(u32_at(&cell, 28)?, true, &mut subkeys)?;
        }
        let count = u32_at(&cell, 36)? as usize;
        let mut values = Vec::new();
        if count != 0 {
            values = numbers(&self.cell(u32_at(&cell, 40)?)?, 0, 4, count)?;
        }
        Some(HiveKey { subkeys, values })
    }

    /// Adds the places in a list of subkeys, or in a list of such lists.
    fn subkeys(&mut self, place: u32, may_nest: bool, into: &mut Vec<u32>) -> Option<()> {
        let list = self.cell(place)?;
        let count = usize::from(u16_at(&list, 2)?);
        match list.get(..2)? {
            b"lf" | b"lh" => into.extend(numbers(&list, 4, 8, count)?),
            b"li" => into.extend(numbers(&list, 4, 4, count)?),
            b"ri" if may_nest => {
                for place in numbers(&list, 4, 4, count)? {
                    self.subkeys(place, false, into)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn key_name(&mut self, place: u32, name: &mut Vec<u16>) -> Option<()> {
        let cell = self.cell(place).filter(|cell| cell.starts_with(b"nk"))?;
        let bytes = cell.get(76..76 + usize::from(u16_at(&cell, 72)?))?;
        push_name(bytes, u16_at(&cell, 2)? & KEY_IS_NARROW != 0, name);
        Some(())
    }

    fn value_at(&mut self, place: u32, each: EachValue<'_>) -> Option<()> {
        let cell = self.cell(place).filter(|cell| cell.starts_with(b"vk"))?;
        let bytes = cell.get(20..20 + usize::from(u16_at(&cell, 2)?))?;
        let mut name = Vec::new();
        push_name(bytes, u16_at(&cell, 16)? & VALUE_IS_NARROW != 0, &mut name);
        let (length, data) = (u32_at(&cell, 4)?, u32_at(&cell, 8)?);
        let data = if length & INLINE != 0 {
            cell.get(8..8 + (length & !INLINE) as usize).filter(|data| data.len() <= 4)?.into()
        } else if length == 0 {
            Vec::new()
        } else {
            self.data(data, length as usize)?
        };
        each(&name, u32_at(&cell, 12)?, &data);
        Some(())
    }

    fn data(&mut self, place: u32, length: usize) -> Option<Vec<u8>> {
        (length <= LARGEST).then_some(())?;
        let mut data = self.cell(place)?;
        if PIECE < length && data.starts_with(b"db") {
            let pieces = self.cell(u32_at(&data, 4)?)?;
            let pieces = numbers(&pieces, 0, 4, usize::from(u16_at(&data, 2)?))?;
            data = Vec::with_capacity(length);
            for piece in pieces {
                let piece = self.cell(piece)?;
                let piece = piece.get(..PIECE).unwrap_or(&piece);
                data.extend_from_slice(piece.get(..length - data.len()).unwrap_or(piece));
            }
        }
        data.get(..length)?;
        data.truncate(length);
        Some(data)
    }
}

impl<S: Source> Keys for Hive<S> {
    type Key = HiveKey;

    fn open(&mut self, _parent: &HiveKey, _name: &[u16], follow: bool) -> Result<HiveKey, u32> {
        // A link leads into the registry of a running Windows.
        if follow {
            return Err(NOT_FOUND);
        }
        self.key(self.named).ok_or(NOT_A_HIVE)
    }

    fn subkey(&mut self, key: &HiveKey, index: u32, name: &mut Vec<u16>) -> Result<bool, u32> {
        name.clear();
        let Some(place) = key.subkeys.get(index as usize) else { return Ok(false) };
        self.named = *place;
        self.key_name(*place, name).ok_or(NOT_A_HIVE)?;
        Ok(true)
    }

    fn value(&mut self, key: &HiveKey, index: u32, each: EachValue<'_>) -> Result<bool, u32> {
        let Some(place) = key.values.get(index as usize) else { return Ok(false) };
        self.value_at(*place, each).ok_or(NOT_A_HIVE)?;
        Ok(true)
    }

    fn progress(&mut self) {}
}

fn push_name(bytes: &[u8], is_narrow: bool, name: &mut Vec<u16>) {
    if is_narrow {
        name.extend(bytes.iter().map(|byte| u16::from(*byte)));
    } else {
        name.extend(units(bytes));
    }
}

/// So many numbers, each so many bytes behind the last.
fn numbers(bytes: &[u8], at: usize, stride: usize, count: usize) -> Option<Vec<u32>> {
    let rows = bytes.get(at..at.checked_add(count.checked_mul(stride)?)?)?;
    rows.chunks_exact(stride).map(|row| u32_at(row, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys;
    use crate::reg::RegFile;

    /// A hive being made: cells one behind the other.
    struct Maker(Vec<u8>);

    impl Maker {
        fn cell(&mut self, data: &[u8]) -> u32 {
            let place = self.0.len() as u32;
            let size = (data.len() + 4).next_multiple_of(8);
            self.0.extend((-(size as i32)).to_le_bytes());
            self.0.extend(data);
            self.0.resize(place as usize + size, 0);
            place
        }

        fn value(&mut self, name: &str, kind: u32, data: &[u8]) -> u32 {
            let (length, place) = if data.len() <= 4 {
                let mut inline = [0; 4];
                inline[..data.len()].copy_from_slice(data);
                (data.len() as u32 | INLINE, u32::from_le_bytes(inline))
            } else if PIECE < data.len() {
                let pieces: Vec<u32> = data.chunks(PIECE).map(|piece| self.cell(piece)).collect();
                let list: Vec<u8> = pieces.iter().flat_map(|piece| piece.to_le_bytes()).collect();
                let list = self.cell(&list);
                let mut db = b"db".to_vec();
                db.extend((pieces.len() as u16).to_le_bytes());
                db.extend(list.to_le_bytes());
                (data.len() as u32, self.cell(&db))
            } else {
                (data.len() as u32, self.cell(data))
            };
            let mut cell = b"vk".to_vec();
            cell.extend((name.len() as u16).to_le_bytes());
            cell.extend([length, place, kind].iter().flat_map(|number| number.to_le_bytes()));
            cell.extend(VALUE_IS_NARROW.to_le_bytes());
            cell.extend([0; 2]);
            cell.extend(name.as_bytes());
            self.cell(&cell)
        }

        /// A key; `list` is the kind of its list of subkeys.
        fn key(&mut self, name: &str, list: &[u8; 2], subkeys: &[u32], values: &[u32]) -> u32 {
            let mut cell = vec![0; 76];
            cell[..2].copy_from_slice(b"nk");
            let narrow = name.is_ascii();
            let name: Vec<u8> = if narrow {
                name.into()
            } else {
                name.encode_utf16().flat_map(u16::to_le_bytes).collect()
            };
            let mut set =
                |at: usize, number: u32| cell[at..at + 4].copy_from_slice(&number.to_le_bytes());
            set(20, subkeys.len() as u32);
            set(28, self.list(list, subkeys));
            set(36, values.len() as u32);
            let values: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            set(40, self.cell(&values));
            set(72, name.len() as u32);
            cell[2] = if narrow { KEY_IS_NARROW as u8 } else { 0 };
            cell.extend(name);
            self.cell(&cell)
        }

        fn list(&mut self, kind: &[u8; 2], places: &[u32]) -> u32 {
            if kind == b"ri" {
                let lists: Vec<u32> =
                    places.chunks(1).map(|place| self.list(b"li", place)).collect();
                return self.raw_list(b"ri", &lists, 4);
            }
            self.raw_list(kind, places, if kind == b"li" { 4 } else { 8 })
        }

        fn raw_list(&mut self, kind: &[u8; 2], places: &[u32], stride: usize) -> u32 {
            let mut cell = kind.to_vec();
            cell.extend((places.len() as u16).to_le_bytes());
            for place in places {
                let end = cell.len() + stride;
                cell.extend(place.to_le_bytes());
                cell.resize(end, 0);
            }
            self.cell(&cell)
        }

        fn file(self, root: u32) -> Vec<u8> {
            let mut file = vec![0; CELLS as usize];
            file[..4].copy_from_slice(b"regf");
            file[36..40].copy_from_slice(&root.to_le_bytes());
            file.extend(self.0);
            file
        }
    }

    fn made() -> Vec<u8> {
        let mut maker = Maker(vec![0; 32]);
        let large: Vec<u8> = (0..=255).cycle().take(40_000).collect();
        let large = maker.value("large", 3, &large);
        let run = maker.value(
            "run",
            1,
            &"C:\\检.exe\0".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        );
        let number = maker.value("", 4, &[1, 0, 0, 0]);
        let deep = maker.key("检测", b"lh", &[], &[large]);
        let (a, b) =
            (maker.key("a", b"lf", &[deep], &[run]), maker.key("b", b"lh", &[], &[number]));
        let root = maker.key("ROOT", b"ri", &[a, b], &[]);
        maker.file(root)
    }

    fn text(file: &[u8]) -> (String, u64) {
        let mut out = Vec::new();
        let mut refused = 0;
        let path: Vec<u16> = "HKEY_USERS\\S-1".encode_utf16().collect();
        if let Ok((mut hive, root)) = Hive::open(file) {
            refused =
                keys::walk(&mut hive, root, &path, &|_| false, &mut RegFile::default(), &mut out)
                    .count;
        }
        (String::from_utf8(out).unwrap(), refused)
    }

    #[test]
    fn keys_and_values_of_every_kind_are_read() {
        let (text, refused) = text(&made());
        assert!(text.starts_with("[HKEY_USERS\\S-1]\r\n\r\n[HKEY_USERS\\S-1\\a]\r\n\"run\"=\"C:\\\\检.exe\"\r\n\r\n[HKEY_USERS\\S-1\\a\\检测]\r\n\"large\"=hex:00,01,"));
        assert!(text.ends_with(",3f\r\n\r\n[HKEY_USERS\\S-1\\b]\r\n@=dword:00000001\r\n\r\n"));
        // Two digits a byte, and those of the names.
        assert_eq!(text.matches(',').count(), 39_999);
        assert_eq!(refused, 0);
    }

    #[test]
    fn damage_is_counted_and_ends() {
        let whole = made();
        assert!(Hive::open(&b"MZ"[..]).is_err());
        for at in (CELLS as usize..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            text(&damaged);
            text(&whole[..at]);
        }
        // A key that is its own subkey.
        let mut maker = Maker(vec![0; 32]);
        let own = maker.0.len() as u32;
        let mut cell = vec![0; 80];
        cell[..2].copy_from_slice(b"nk");
        cell[20] = 2;
        cell[28..32].copy_from_slice(&(own + 88).to_le_bytes());
        cell[72] = 1;
        maker.cell(&cell);
        maker.raw_list(b"li", &[own, own], 4);
        assert!(0 < text(&maker.file(own)).1);
    }
}
