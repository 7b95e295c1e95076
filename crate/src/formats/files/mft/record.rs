//! In: the bytes of one record of the file table. Out: its names, what it is, and its size.
//!
//! Source of the offsets: the published descriptions of NTFS (the Linux-NTFS project's documentation, libfsntfs').

use crate::formats::fields::{push_utf16, u16_at, u32_at, u64_at};

/// Attribute types.
const FILE_NAME: u32 = 0x30;
const ATTRIBUTE_LIST: u32 = 0x20;
const DATA: u32 = 0x80;
const REPARSE_POINT: u32 = 0xC0;
const END: u32 = u32::MAX;

/// Tags of reparse points that lead elsewhere: junctions, symbolic links.
const LINKS: [u32; 2] = [0xA000_0003, 0xA000_000C];

/// The namespace of 8.3 names, each of which stands beside its file's real name.
const SHORT: u8 = 2;

/// Flag of a directory in a name.
const NAME_OF_DIRECTORY: u32 = 0x1000_0000;

/// A reference to a record: its number, and how often that number was in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) number: u64,
    pub(super) sequence: u16,
}

impl Reference {
    fn read(bytes: &[u8], at: usize) -> Option<Reference> {
        let packed = u64_at(bytes, at)?;
        Some(Reference { number: packed & 0xFFFF_FFFF_FFFF, sequence: (packed >> 48) as u16 })
    }
}

/// One name of a file.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) parent: Reference,
    pub(super) text: Box<str>,
    pub(super) is_directory: bool,
}

/// A record.
#[derive(Debug)]
pub(super) struct MftRecord {
    /// Its number; that of its base record if it only continues one.
    pub(super) number: u64,
    pub(super) sequence: u16,
    pub(super) in_use: bool,
    pub(super) is_directory: bool,
    pub(super) is_link: bool,
    pub(super) names: Vec<Name>,
    /// Size of the unnamed stream, if it is told here.
    pub(super) size: Option<u64>,
    /// Some of it could not be read.
    pub(super) is_damaged: bool,
}

impl MftRecord {
    /// Reads a record; `None` if it is none.
    pub(super) fn read(bytes: &mut [u8], number: u64) -> Option<MftRecord> {
        if !bytes.starts_with(b"FILE") {
            return None;
        }
        let torn = repair(bytes).is_none();
        let flags = u16_at(bytes, 22)?;
        let base = Reference::read(bytes, 32)?;
        let continues = base.number != 0 || base.sequence != 0;
        let mut record = MftRecord {
            number: if continues { base.number } else { number },
            sequence: if continues { base.sequence } else { u16_at(bytes, 16)? },
            in_use: flags & 1 != 0,
            is_directory: flags & 2 != 0 && !continues,
            is_link: false,
            names: Vec::new(),
            size: None,
            is_damaged: false,
        };
        let mut has_list = false;
        let mut at = usize::from(u16_at(bytes, 20)?);
        let whole = loop {
            let attribute = bytes.get(at..).unwrap_or_default();
            match u32_at(attribute, 0) {
                None => break false,
                Some(END) => break true,
                Some(kind) => {
                    let length =
                        u32_at(attribute, 4).and_then(|length| usize::try_from(length).ok());
                    // A resident attribute has a heading of 24 bytes; less would not lead on.
                    let Some(length) = length.filter(|length| 24 <= *length) else { break false };
                    let Some(attribute) = attribute.get(..length) else { break false };
                    has_list |= kind == ATTRIBUTE_LIST;
                    if record.attribute(kind, attribute).is_none() {
                        record.is_damaged = true;
                    }
                    at += length;
                }
            }
        };
        // What was deleted may be overwritten in part; that takes nothing from what is there.
        let nameless = record.names.is_empty() && !continues && !has_list;
        record.is_damaged = record.in_use && (record.is_damaged || torn || !whole || nameless);
        Some(record)
    }

    fn attribute(&mut self, kind: u32, attribute: &[u8]) -> Option<()> {
        let is_resident = *attribute.get(8)? == 0;
        let is_named = *attribute.get(9)? != 0;
        let content = if is_resident {
            let bytes = usize::try_from(u32_at(attribute, 16)?).ok()?;
            attribute.get(usize::from(u16_at(attribute, 20)?)..)?.get(..bytes)?
        } else {
            &[]
        };
        match kind {
            FILE_NAME => {
                let units = usize::from(*content.get(64)?);
                let text = content.get(66..)?.get(..2 * units)?;
                if *content.get(65)? == SHORT {
                    return Some(());
                }
                let mut name = String::new();
                push_utf16(text, &mut name);
                self.names.push(Name {
                    parent: Reference::read(content, 0)?,
                    text: name.into_boxed_str(),
                    is_directory: u32_at(content, 56)? & NAME_OF_DIRECTORY != 0,
                });
            }
            DATA if is_named => {}
            DATA if is_resident => self.size = Some(content.len() as u64),
            // Only the stream's first run tells its size.
            DATA if u64_at(attribute, 16)? == 0 => self.size = Some(u64_at(attribute, 48)?),
            REPARSE_POINT if is_resident => {
                self.is_link = LINKS.contains(&u32_at(content, 0)?);
            }
            _ => {}
        }
        Some(())
    }
}

/// Puts back the last two bytes of each sector, which NTFS replaces by a number when it writes a record, so that one written in
/// part can be told; `None` if this one is.
fn repair(bytes: &mut [u8]) -> Option<()> {
    let at = usize::from(u16_at(bytes, 4)?);
    let number = u16_at(bytes, at)?;
    let mut whole = Some(());
    for sector in 0..bytes.len() / 512 {
        let original: [u8; 2] = *bytes.get(at + 2 + 2 * sector..)?.first_chunk()?;
        let end = bytes.get_mut(512 * sector + 510..)?.first_chunk_mut::<2>()?;
        if u16::from_le_bytes(*end) == number {
            *end = original;
        } else {
            whole = None;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: usize = 1024;

    /// A record with these flags and attributes, whose sectors both end in the number 7 in place of `ab`.
    fn record(flags: u16, base: u64, attributes: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; BYTES];
        let mut put = |at: usize, field: &[u8]| bytes[at..at + field.len()].copy_from_slice(field);
        put(0, b"FILE");
        put(4, &48_u16.to_le_bytes());
        put(6, &3_u16.to_le_bytes());
        put(16, &3_u16.to_le_bytes());
        put(20, &56_u16.to_le_bytes());
        put(22, &flags.to_le_bytes());
        put(32, &base.to_le_bytes());
        put(48, &[7, 0, b'a', b'b', b'a', b'b']);
        put(56, attributes);
        put(56 + attributes.len(), &END.to_le_bytes());
        put(510, &[7, 0]);
        put(1022, &[7, 0]);
        bytes
    }

    /// A resident attribute.
    fn attribute(kind: u32, content: &[u8]) -> Vec<u8> {
        let length = (24 + content.len()).next_multiple_of(8);
        let mut bytes = vec![0; length];
        bytes[..4].copy_from_slice(&kind.to_le_bytes());
        bytes[4..8].copy_from_slice(&(length as u32).to_le_bytes());
        bytes[16..20].copy_from_slice(&(content.len() as u32).to_le_bytes());
        bytes[20] = 24;
        bytes[24..24 + content.len()].copy_from_slice(content);
        bytes
    }

    fn name(text: &str, space: u8) -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut content = vec![0; 66];
        content[..8].copy_from_slice(&(5_u64 | 5 << 48).to_le_bytes());
        content[64] = (units.len() / 2) as u8;
        content[65] = space;
        content.extend(units);
        attribute(FILE_NAME, &content)
    }

    fn read(mut bytes: Vec<u8>) -> MftRecord {
        MftRecord::read(&mut bytes, 40).expect("a record")
    }

    #[test]
    fn the_short_name_beside_a_long_one_is_left_out() {
        let both = [name("PROGRA~1", 2), name("Program Files", 1), attribute(DATA, b"abc")];
        let read = read(record(1, 0, &both.concat()));
        let names: Vec<&str> = read.names.iter().map(|name| &*name.text).collect();
        assert_eq!((names, read.size, read.is_damaged), (vec!["Program Files"], Some(3), false));
        assert_eq!((read.number, read.sequence, read.in_use), (40, 3, true));
        assert_eq!(read.names[0].parent, Reference { number: 5, sequence: 5 });
    }

    #[test]
    fn a_record_that_continues_another_counts_as_that_one() {
        let read = read(record(1, 30 | 9 << 48, &name("a second name", 1)));
        assert_eq!((read.number, read.sequence, read.is_damaged), (30, 9, false));
    }

    #[test]
    fn the_ends_of_sectors_are_put_back() {
        let mut bytes = record(1, 0, &name("a", 3));
        assert!(MftRecord::read(&mut bytes, 40).is_some());
        assert_eq!((&bytes[510..512], &bytes[1022..]), (b"ab".as_slice(), b"ab".as_slice()));
    }

    /// Whether a record counts as damaged once `damage` is done to it.
    fn check_damaged(flags: u16, expected: bool, damage: impl Fn(&mut [u8])) {
        let mut bytes = record(flags, 0, &name("a", 3));
        damage(&mut bytes);
        assert_eq!(read(bytes).is_damaged, expected);
    }

    #[test]
    fn damage_counts_in_records_that_are_in_use() {
        check_damaged(1, false, |_| {});
        // A sector of another writing; an attribute of no length; no name.
        check_damaged(1, true, |bytes| bytes[510] = 8);
        check_damaged(1, true, |bytes| bytes[60] = 0);
        check_damaged(1, true, |bytes| bytes[56] = 0x10);
        check_damaged(0, false, |bytes| bytes[510] = 8);
    }

    #[test]
    fn only_junctions_and_symbolic_links_lead_elsewhere() {
        for (tag, is_link) in [(0xA000_0003_u32, true), (0xA000_000C, true), (0x8000_0013, false)] {
            let attributes = [name("a", 3), attribute(REPARSE_POINT, &tag.to_le_bytes())].concat();
            assert_eq!(read(record(3, 0, &attributes)).is_link, is_link, "{tag:x}");
        }
    }

    #[test]
    fn what_does_not_begin_as_a_record_is_none() {
        let mut bytes = record(1, 0, &name("a", 3));
        bytes[..4].copy_from_slice(b"BAAD");
        assert!(MftRecord::read(&mut bytes, 40).is_none());
    }
}
