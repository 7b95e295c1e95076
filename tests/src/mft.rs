//! In: the files of a host. Out: the `$MFT` of one of its volumes.
//!
//! Facts: the published descriptions of NTFS 3.1: records of 1024 bytes; names in the Win32 namespace with an 8.3 name beside them,
//! or one name for both; the first 24 records are NTFS's own. Numbers are given out as chance has it, as on a volume in use, so that
//! files come before the folders they are in.

use std::collections::BTreeMap;

use crate::encode::utf16;
use crate::files::{Entry, Files, Kind};
use crate::seed;

const RECORD: usize = 1024;
const ROOT: u64 = 5;
const EXTEND: u64 = 11;
const FIRST_OF_USERS: u64 = 24;

/// The file table of a drive: `C:`.
pub fn mft(files: &Files, drive: &str) -> Vec<u8> {
    with_deleted(files, drive, &[])
}

/// The same with the records of files that were deleted.
pub fn with_deleted(files: &Files, drive: &str, deleted: &[&str]) -> Vec<u8> {
    let mut entries = Vec::new();
    walk(files, drive, &mut entries);
    entries.sort_by_key(|entry| (seed::below(1 << 30, &entry.path), entry.path.clone()));
    let number = |at: usize| FIRST_OF_USERS + at as u64;
    let numbers: BTreeMap<String, u64> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.path.to_uppercase(), number(at)))
        .collect();
    let parent = |path: &str| {
        let (parent, name) = path.rsplit_once('\\').unwrap_or_default();
        (numbers.get(&parent.to_uppercase()).copied().unwrap_or(ROOT), name.to_owned())
    };
    let count = number(entries.len() + deleted.len());
    let mut table = own_records(count * RECORD as u64);
    for (at, entry) in entries.iter().enumerate() {
        let (parent, name) = parent(&entry.path);
        let mut record = RecordBytes::new(number(at), 1, flags(entry));
        record.standard_information(entry.hidden);
        record.names(
            parent,
            &name,
            entry.kind != Kind::Folder && !matches!(entry.kind, Kind::Junction(_)),
        );
        match &entry.kind {
            Kind::File(size) => record.data(*size),
            Kind::Folder => {}
            Kind::Junction(target) => record.junction(target),
        }
        table.extend(record.closed());
    }
    for (at, path) in deleted.iter().enumerate() {
        let (parent, name) = parent(path);
        // Deleting counts the sequence number up and takes the flag off.
        let mut record = RecordBytes::new(number(entries.len() + at), 2, 0);
        record.standard_information(false);
        record.names(parent, &name, true);
        record.data(4096);
        table.extend(record.closed());
    }
    table
}

fn walk<'f>(files: &'f Files, folder: &str, into: &mut Vec<&'f Entry>) {
    for entry in files.children(folder) {
        into.push(entry);
        walk(files, &entry.path, into);
    }
}

fn flags(entry: &Entry) -> u16 {
    match entry.kind {
        Kind::File(_) => 1,
        Kind::Folder | Kind::Junction(_) => 3,
    }
}

/// Records 0 to 23.
fn own_records(table_bytes: u64) -> Vec<u8> {
    let mut table = Vec::new();
    for number in 0..FIRST_OF_USERS {
        let flags = match number {
            ROOT | EXTEND => 3,
            0..FIRST_RESERVED => 1,
            _ => 0,
        };
        let mut record = RecordBytes::new(number, number.max(1) as u16, flags);
        record.standard_information(true);
        let name = OWN_NAMES.get(number as usize);
        if let Some(name) = name {
            record.name(ROOT, ROOT as u16, name, 3, flags == 1);
        }
        match number {
            0 => record.data(table_bytes),
            ROOT | EXTEND => {}
            _ => record.data(0),
        }
        table.extend(record.closed());
    }
    table
}

const FIRST_RESERVED: u64 = OWN_NAMES.len() as u64;
const OWN_NAMES: [&str; 12] = [
    "$MFT", "$MFTMirr", "$LogFile", "$Volume", "$AttrDef", ".", "$Bitmap", "$Boot", "$BadClus",
    "$Secure", "$UpCase", "$Extend",
];

struct RecordBytes {
    bytes: Vec<u8>,
    sequence: u16,
    next_id: u16,
}

impl RecordBytes {
    fn new(number: u64, sequence: u16, flags: u16) -> RecordBytes {
        let mut bytes = vec![0; 56];
        let mut put = |at: usize, field: &[u8]| bytes[at..at + field.len()].copy_from_slice(field);
        put(0, b"FILE");
        put(4, &48_u16.to_le_bytes());
        put(6, &3_u16.to_le_bytes());
        put(16, &sequence.to_le_bytes());
        put(18, &1_u16.to_le_bytes());
        put(20, &56_u16.to_le_bytes());
        put(22, &flags.to_le_bytes());
        put(28, &(RECORD as u32).to_le_bytes());
        put(44, &(number as u32).to_le_bytes());
        RecordBytes { bytes, sequence, next_id: 0 }
    }

    fn resident(&mut self, kind: u32, content: &[u8]) {
        let length = (24 + content.len()).next_multiple_of(8);
        let mut attribute = vec![0; 24];
        attribute[..4].copy_from_slice(&kind.to_le_bytes());
        attribute[4..8].copy_from_slice(&(length as u32).to_le_bytes());
        attribute[14..16].copy_from_slice(&self.next_id.to_le_bytes());
        attribute[16..20].copy_from_slice(&(content.len() as u32).to_le_bytes());
        attribute[20..22].copy_from_slice(&24_u16.to_le_bytes());
        attribute.extend(content);
        attribute.resize(length, 0);
        self.bytes.extend(attribute);
        self.next_id += 1;
    }

    fn standard_information(&mut self, hidden: bool) {
        let mut content = vec![0; 72];
        content[32] = if hidden { 0x06 } else { 0x20 };
        self.resident(0x10, &content);
    }

    /// A name and, where it is no 8.3 name itself, the one that NTFS makes for it.
    fn names(&mut self, parent: u64, name: &str, is_file: bool) {
        let parent_sequence = if parent == ROOT { ROOT as u16 } else { 1 };
        let short = short_name(name);
        match &short {
            Some(short) => {
                self.name(parent, parent_sequence, short, 2, is_file);
                self.name(parent, parent_sequence, name, 1, is_file);
            }
            None => self.name(parent, parent_sequence, name, 3, is_file),
        }
    }

    fn name(&mut self, parent: u64, parent_sequence: u16, name: &str, space: u8, is_file: bool) {
        let text = utf16(name);
        let mut content = vec![0; 66];
        content[..8].copy_from_slice(&(parent | u64::from(parent_sequence) << 48).to_le_bytes());
        let flags: u32 = if is_file { 0x20 } else { 0x1000_0000 };
        content[56..60].copy_from_slice(&flags.to_le_bytes());
        content[64] = (text.len() / 2) as u8;
        content[65] = space;
        content.extend(text);
        self.resident(0x30, &content);
    }

    fn data(&mut self, size: u64) {
        if size == 0 {
            self.resident(0x80, &[]);
            return;
        }
        let clusters = size.div_ceil(4096);
        let mut attribute = vec![0; 64];
        attribute[..4].copy_from_slice(&0x80_u32.to_le_bytes());
        attribute[4..8].copy_from_slice(&72_u32.to_le_bytes());
        attribute[8] = 1;
        attribute[24..32].copy_from_slice(&(clusters - 1).to_le_bytes());
        attribute[32..34].copy_from_slice(&64_u16.to_le_bytes());
        attribute[40..48].copy_from_slice(&(clusters * 4096).to_le_bytes());
        attribute[48..56].copy_from_slice(&size.to_le_bytes());
        attribute[56..64].copy_from_slice(&size.to_le_bytes());
        // One run: three bytes of length, one of place.
        attribute.push(0x13);
        attribute.extend(&(clusters as u32).to_le_bytes()[..3]);
        attribute.extend([0x20, 0, 0, 0]);
        self.bytes.extend(attribute);
        self.next_id += 1;
    }

    fn junction(&mut self, target: &str) {
        let path = utf16(&format!("\\??\\{target}"));
        let mut content = 0xA000_0003_u32.to_le_bytes().to_vec();
        content.extend((path.len() as u16 + 12).to_le_bytes());
        content.extend([0, 0]);
        content.extend([0, 0]);
        content.extend((path.len() as u16).to_le_bytes());
        content.extend((path.len() as u16 + 2).to_le_bytes());
        content.extend([0, 0]);
        content.extend(&path);
        content.extend([0, 0, 0, 0]);
        self.resident(0xC0, &content);
    }

    /// With its end mark, and the last two bytes of each sector put aside.
    fn closed(mut self) -> Vec<u8> {
        self.bytes.extend(u32::MAX.to_le_bytes());
        self.bytes.extend([0; 4]);
        assert!(self.bytes.len() <= RECORD - 2, "a record holds all of a file's attributes");
        let used = self.bytes.len() as u32;
        self.bytes[24..28].copy_from_slice(&used.to_le_bytes());
        self.bytes.resize(RECORD, 0);
        let mark = self.sequence.wrapping_add(40).to_le_bytes();
        self.bytes[48..50].copy_from_slice(&mark);
        for (aside, end) in [(50, 510), (52, 1022)] {
            let original = [self.bytes[end], self.bytes[end + 1]];
            self.bytes[aside..aside + 2].copy_from_slice(&original);
            self.bytes[end..end + 2].copy_from_slice(&mark);
        }
        self.bytes
    }
}

/// The 8.3 name that NTFS makes for a name that is none.
fn short_name(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$_-".contains(&byte))
    };
    if !stem.is_empty()
        && stem.len() <= 8
        && extension.len() <= 3
        && plain(stem)
        && plain(extension)
    {
        return None;
    }
    let kept = |part: &str, most: usize| {
        let letters = part.chars().filter(char::is_ascii_alphanumeric).take(most);
        letters.collect::<String>().to_uppercase()
    };
    let extension = kept(extension, 3);
    let dot = if extension.is_empty() { "" } else { "." };
    Some(format!("{}~1{dot}{extension}", kept(stem, 6)))
}
