//! In: the folders of a drive and their entries. Out: the lines of `jiance-files/1` (docs/FORMATS.md).

use alloc::vec::Vec;

use crate::directory::Entry;
use crate::out::Out;
use crate::text::{push_decimal, push_hex, push_name};

/// Windows counts hundreds of nanoseconds since 1601; the list seconds since 1970.
const TICKS_A_SECOND: u64 = 10_000_000;
const SECONDS_TO_1970: u64 = 11_644_473_600;

/// Writes one listing.
#[derive(Debug, Default)]
pub struct Listing {
    line: Vec<u8>,
    /// The times of the row above: equal ones are left empty.
    above: [u64; 3],
    folders: u64,
    entries: u64,
    refused: u64,
}

impl Listing {
    /// Begins a listing.
    pub fn begin(out: &mut dyn Out) -> Listing {
        out.put(b"jiance-files/1\r\n");
        Listing::default()
    }

    /// A folder that was opened: its full path. Its entries follow.
    pub fn folder(&mut self, path: &[u16], out: &mut dyn Out) {
        self.folders += 1;
        self.statement(b"folder=", path, out);
    }

    /// A folder that could not be opened or read to its end, and Windows' number for why.
    pub fn refused(&mut self, path: &[u16], status: u32, out: &mut dyn Out) {
        self.refused += 1;
        let mut head = Vec::from(&b"refused="[..]);
        push_hex(&mut head, status.into(), 8);
        head.push(b' ');
        self.statement(&head, path, out);
    }

    /// An entry of the folder named last.
    pub fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn Out) {
        self.entries += 1;
        let line = &mut self.line;
        line.clear();
        push_hex(line, entry.attributes.into(), 1);
        line.push(b'\t');
        if !entry.is_folder() {
            push_decimal(line, entry.size);
        }
        for (time, above) in
            [entry.modified, entry.created, entry.accessed].iter().zip(&mut self.above)
        {
            line.push(b'\t');
            if time != above {
                push_hex(line, (time / TICKS_A_SECOND).saturating_sub(SECONDS_TO_1970), 1);
                *above = *time;
            }
        }
        line.push(b'\t');
        push_name(line, entry.short_name);
        line.push(b'\t');
        push_name(line, entry.name);
        line.extend_from_slice(b"\r\n");
        out.put(line);
    }

    /// Ends the listing; gives how many folders were refused.
    pub fn end(mut self, out: &mut dyn Out) -> u64 {
        self.line.clear();
        self.line.extend_from_slice(b"end=");
        for (at, number) in [self.folders, self.entries, self.refused].into_iter().enumerate() {
            if 0 < at {
                self.line.push(b' ');
            }
            push_decimal(&mut self.line, number);
        }
        self.line.extend_from_slice(b"\r\n");
        out.put(&self.line);
        self.refused
    }

    /// How many entries were written so far.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// How many folders were refused so far.
    pub fn refused_so_far(&self) -> u64 {
        self.refused
    }

    fn statement(&mut self, head: &[u8], path: &[u16], out: &mut dyn Out) {
        self.line.clear();
        self.line.extend_from_slice(head);
        push_name(&mut self.line, path);
        self.line.extend_from_slice(b"\r\n");
        out.put(&self.line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_are_as_documented() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let (name, short) = (units("tasks and more.txt"), units("TASKSA~1.TXT"));
        // 2017-05-12 07:44:00 UTC is 1494575040 seconds after 1970.
        let time = (1_494_575_040 + SECONDS_TO_1970) * TICKS_A_SECOND;
        let file = Entry {
            attributes: 0x26,
            tag: 0,
            size: 5_000_000_000,
            created: time,
            modified: time + TICKS_A_SECOND,
            accessed: time,
            short_name: &short,
            name: &name,
        };
        let sub = units("sub");
        let folder = Entry { attributes: 0x10, name: &sub, short_name: &[], ..file };
        let mut out = Vec::new();
        let mut listing = Listing::begin(&mut out);
        listing.folder(&units("C:\\"), &mut out);
        listing.entry(&file, &mut out);
        listing.entry(&folder, &mut out);
        listing.refused(&units("C:\\sub"), 0xC000_0022, &mut out);
        assert_eq!(listing.end(&mut out), 1);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "jiance-files/1\r\nfolder=C:\\\r\n26\t5000000000\t591567c1\t591567c0\t591567c0\tTASKSA~1.TXT\ttasks and more.txt\r\n10\t\t\t\t\t\tsub\r\nrefused=c0000022 C:\\sub\r\nend=1 2 1\r\n"
        );
    }
}
