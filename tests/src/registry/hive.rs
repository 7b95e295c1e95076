//! In: keys of a registry. Out: the raw hive that Windows keeps them in.
//!
//! Facts: the published descriptions of the `regf` format, version 1.5: lists of keys sorted by name and split where they are long,
//! names in one byte a letter where that is enough, data of more than 16344 bytes in segments.

use super::{Data, Key, Registry};
use crate::encode::utf16;

const BASE_BLOCK: usize = 4096;
const BIN_HEADER: usize = 32;
const NOWHERE: u32 = u32::MAX;
const SEGMENT: usize = 16344;
/// Windows splits lists of keys where they outgrow one page.
const LONGEST_LIST: usize = 507;

/// The hive mounted at a key, which holds the key and everything below it. `loaded_from` is the path in its header.
pub fn hive(registry: &Registry, mount: &str, loaded_from: &str) -> Vec<u8> {
    let keys: Vec<&Key> = registry.below(mount).collect();
    let mut bins = Bins { bytes: vec![0; BIN_HEADER], security: 0 };
    bins.security = bins.security();
    let root = bins.key(&keys, NOWHERE);
    let bins = bins.closed();
    let mut file = base_block(root, bins.len(), loaded_from);
    file.extend(bins);
    file
}

/// The same hive with this many changes waiting in its log.
pub fn not_written_back(mut hive: Vec<u8>) -> Vec<u8> {
    hive[4] = hive[4].wrapping_add(1);
    let sum = checksum(&hive);
    hive[508..512].copy_from_slice(&sum);
    hive
}

fn base_block(root: u32, bins: usize, loaded_from: &str) -> Vec<u8> {
    let mut block = vec![0; BASE_BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"regf");
    for (at, number) in
        [(4, 7), (8, 7), (20, 1), (24, 5), (32, 1), (36, root), (40, bins as u32), (44, 1)]
    {
        put(at, &u32::to_le_bytes(number));
    }
    // Only the end of a long path is kept, in 31 letters and a zero.
    let name = utf16(loaded_from);
    put(48, &name[name.len().saturating_sub(62)..]);
    let sum = checksum(&block);
    block[508..512].copy_from_slice(&sum);
    block
}

fn checksum(block: &[u8]) -> [u8; 4] {
    block[..508].chunks(4).fold([0; 4], |sum, word| std::array::from_fn(|at| sum[at] ^ word[at]))
}

struct Bins {
    bytes: Vec<u8>,
    security: u32,
}

impl Bins {
    /// A cell in use; gives its offset.
    fn cell(&mut self, content: &[u8]) -> u32 {
        let offset = self.bytes.len() as u32;
        let length = (content.len() + 4).next_multiple_of(8);
        self.bytes.extend((-(length as i32)).to_le_bytes());
        self.bytes.extend(content);
        self.bytes.resize(offset as usize + length, 0);
        offset
    }

    /// What is left of the bin is one free cell.
    fn closed(mut self) -> Vec<u8> {
        let used = self.bytes.len();
        let length = (used + 8).next_multiple_of(4096);
        self.bytes.extend(((length - used) as i32).to_le_bytes());
        self.bytes.resize(length, 0);
        self.bytes[..4].copy_from_slice(b"hbin");
        self.bytes[8..12].copy_from_slice(&(length as u32).to_le_bytes());
        self.bytes
    }

    /// The one security descriptor that every key shares.
    fn security(&mut self) -> u32 {
        let at = self.bytes.len() as u32;
        let descriptor: [u8; 20] = [1, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let numbers = [at, at, 1, descriptor.len() as u32];
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.cell(&[b"sk\0\0", numbers.as_slice(), &descriptor].concat())
    }

    /// The first of the keys, with all the others below it.
    fn key(&mut self, keys: &[&Key], parent: u32) -> u32 {
        let Some((key, below)) = keys.split_first() else { return NOWHERE };
        let name = key.path.rsplit('\\').next().unwrap_or_default();
        let (name_bytes, is_latin) = name_of(name);
        let root_flags = if parent == NOWHERE { 0x0C } else { 0 };
        let mut content = vec![0; 76];
        content[..2].copy_from_slice(b"nk");
        content[2] = root_flags | if is_latin { 0x20 } else { 0 };
        content[72..74].copy_from_slice(&(name_bytes.len() as u16).to_le_bytes());
        content.extend(name_bytes);
        let at = self.cell(&content);
        let values: Vec<u32> =
            key.values.iter().map(|(name, data)| self.value(name, data)).collect();
        let values_at = if values.is_empty() { NOWHERE } else { self.cell(&offsets(&values)) };
        let mut children: Vec<(String, u32)> = Vec::new();
        let mut rest = below;
        while let Some((child, _)) = rest.split_first() {
            let inside = format!("{}\\", child.path.to_uppercase());
            let end = 1 + rest[1..]
                .iter()
                .take_while(|key| key.path.to_uppercase().starts_with(&inside))
                .count();
            let (tree, after) = rest.split_at(end);
            let name = child.path.rsplit('\\').next().unwrap_or_default();
            children.push((name.to_uppercase(), self.key(tree, at)));
            rest = after;
        }
        children.sort();
        let children_at = self.list(&children);
        for (field, number) in [
            (16, parent),
            (20, children.len() as u32),
            (28, children_at),
            (32, NOWHERE),
            (36, values.len() as u32),
            (40, values_at),
            (44, self.security),
            (48, NOWHERE),
        ] {
            let field = at as usize + 4 + field;
            self.bytes[field..field + 4].copy_from_slice(&number.to_le_bytes());
        }
        at
    }

    fn list(&mut self, children: &[(String, u32)]) -> u32 {
        if children.is_empty() {
            return NOWHERE;
        }
        let lists: Vec<u32> = children
            .chunks(LONGEST_LIST)
            .map(|part| {
                let entries = part.iter().flat_map(|(name, at)| [*at, hash(name)]);
                let entries: Vec<u8> = entries.flat_map(u32::to_le_bytes).collect();
                self.cell(&[b"lh", (part.len() as u16).to_le_bytes().as_slice(), &entries].concat())
            })
            .collect();
        match lists.as_slice() {
            [one] => *one,
            many => {
                let count = (many.len() as u16).to_le_bytes();
                self.cell(&[b"ri", count.as_slice(), &offsets(many)].concat())
            }
        }
    }

    fn value(&mut self, name: &str, data: &Data) -> u32 {
        let (kind, data) = raw(data);
        let size = data.len() as u32;
        let (size, place) = match data.len() {
            0..=4 => {
                let mut inside = [0; 4];
                inside[..data.len()].copy_from_slice(&data);
                (size | 1 << 31, u32::from_le_bytes(inside))
            }
            5..=SEGMENT => (size, self.cell(&data)),
            _ => {
                let segments: Vec<u32> = data.chunks(SEGMENT).map(|part| self.cell(part)).collect();
                let list = self.cell(&offsets(&segments));
                let count = (segments.len() as u16).to_le_bytes();
                (size, self.cell(&[b"db", count.as_slice(), &list.to_le_bytes(), &[0; 4]].concat()))
            }
        };
        let (name, is_latin) = name_of(name);
        let mut content = b"vk".to_vec();
        content.extend((name.len() as u16).to_le_bytes());
        content.extend(
            [size, place, kind, u32::from(is_latin)].iter().flat_map(|number| number.to_le_bytes()),
        );
        content.extend(name);
        self.cell(&content)
    }
}

/// A name in one byte a letter where that is enough, else in UTF-16.
fn name_of(name: &str) -> (Vec<u8>, bool) {
    match name.chars().map(u8::try_from).collect::<Result<Vec<u8>, _>>() {
        Ok(latin) => (latin, true),
        Err(_) => (utf16(name), false),
    }
}

fn offsets(cells: &[u32]) -> Vec<u8> {
    cells.iter().flat_map(|cell| cell.to_le_bytes()).collect()
}

fn hash(upper_name: &str) -> u32 {
    upper_name
        .encode_utf16()
        .fold(0, |sum: u32, unit| sum.wrapping_mul(37).wrapping_add(unit.into()))
}

/// The number of its type, and its bytes.
pub fn raw(data: &Data) -> (u32, Vec<u8>) {
    match data {
        Data::Text(text) => (1, utf16(&format!("{text}\0"))),
        Data::Expand(text) => (2, utf16(&format!("{text}\0"))),
        Data::Multi(texts) => {
            let joined: String = texts.iter().map(|text| format!("{text}\0")).collect();
            (7, utf16(&format!("{joined}\0")))
        }
        Data::Number(number) => (4, number.to_le_bytes().to_vec()),
        Data::Long(number) => (11, number.to_le_bytes().to_vec()),
        Data::Binary(bytes) => (3, bytes.clone()),
        Data::Untyped(bytes) => (0, bytes.clone()),
        Data::Typed(kind, bytes) => (*kind, bytes.clone()),
    }
}
