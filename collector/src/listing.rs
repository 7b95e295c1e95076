//! In: the folders of a drive and their entries. Out: the lines of `jiance-files/2` (docs/FORMATS.md).

use alloc::vec::Vec;

use crate::directory::Entry;
use crate::out::Out;
use crate::text::{push_decimal, push_hex, push_name};

/// Windows counts hundreds of nanoseconds since 1601; the list seconds since 1970.
const TICKS_A_SECOND: u64 = 10_000_000;
const SECONDS_TO_1970: u64 = 11_644_473_600;
/// Times nearer to the row above than this, some twelve days, are written as the distance.
const NEAR: u64 = 1 << 20;
/// A short name holds so much before its dot, and so much behind it.
const SHORT: (usize, usize) = (8, 3);
const TILDE: u16 = b'~' as u16;
const DOT: u16 = b'.' as u16;

/// Writes one listing.
#[derive(Debug, Default)]
pub struct Listing {
    line: Vec<u8>,
    /// The times of the row above, in seconds since 1970.
    above: [u64; 3],
    folders: u64,
    entries: u64,
    refused: u64,
}

impl Listing {
    /// Begins a listing.
    pub fn begin(out: &mut dyn Out) -> Listing {
        out.put(b"jiance-files/2\r\n");
        Listing::default()
    }

    /// A folder: its own row, if it has none above (a drive's root is nobody's entry), and its full path. Its entries follow.
    pub fn folder(&mut self, row: Option<&Entry<'_>>, path: &[u16], out: &mut dyn Out) {
        self.folders += 1;
        self.line.clear();
        self.line.extend_from_slice(b"folder=");
        if let Some(row) = row {
            self.cells(row);
        }
        self.end_line(path, out);
    }

    /// The folder named last could not be opened or read to its end: Windows' number for why.
    pub fn refused(&mut self, path: &[u16], status: u32, out: &mut dyn Out) {
        self.refused += 1;
        self.line.clear();
        self.line.extend_from_slice(b"refused=");
        push_hex(&mut self.line, status.into(), 8);
        self.line.push(b' ');
        self.end_line(path, out);
    }

    /// An entry of the folder named last that is not entered itself.
    pub fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn Out) {
        self.entries += 1;
        self.line.clear();
        self.cells(entry);
        self.end_line(entry.name, out);
    }

    /// Adds what stands before an entry's name.
    fn cells(&mut self, entry: &Entry<'_>) {
        let line = &mut self.line;
        push_hex(line, entry.attributes.into(), 1);
        line.push(b'\t');
        if !entry.is_folder() {
            push_hex(line, entry.size, 1);
        }
        let mut left = None;
        for (time, above) in
            [entry.modified, entry.created, entry.accessed].into_iter().zip(&mut self.above)
        {
            let time = (time / TICKS_A_SECOND).saturating_sub(SECONDS_TO_1970);
            line.push(b'\t');
            push_time(line, time, *above, left);
            *above = time;
            left = Some(time);
        }
        line.push(b'\t');
        push_name(line, shortened(entry.short_name, entry.name));
        line.push(b'\t');
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

    /// How many files and folders were written so far.
    pub fn entries(&self) -> u64 {
        self.folders + self.entries
    }

    fn end_line(&mut self, name: &[u16], out: &mut dyn Out) {
        push_name(&mut self.line, name);
        self.line.extend_from_slice(b"\r\n");
        out.put(&self.line);
    }
}

/// Adds a time as briefly as the row above and the cell to the left let it.
fn push_time(line: &mut Vec<u8>, time: u64, above: u64, left: Option<u64>) {
    let distance = time.abs_diff(above);
    if distance == 0 {
        // Nothing stands for it.
    } else if left == Some(time) {
        line.push(b'=');
    } else if distance < NEAR {
        line.push(if above < time { b'+' } else { b'-' });
        push_hex(line, distance, 1);
    } else {
        push_hex(line, time, 1);
    }
}

/// A short name from its tilde to its dot, if the name tells the rest; else all of it.
fn shortened<'a>(short: &'a [u16], name: &[u16]) -> &'a [u16] {
    let (stem, extension) = parted(short);
    let Some(at) = stem.iter().rposition(|unit| *unit == TILDE) else { return short };
    let (head, tail) = stem.split_at(at);
    let (own_stem, own_extension) = parted(name);
    let tells = letters(own_stem).take(SHORT.0 - tail.len().min(SHORT.0)).eq(head.iter().copied())
        && letters(own_extension).take(SHORT.1).eq(extension.iter().copied());
    if tells { tail } else { short }
}

/// What stands before the last dot, and behind it. A dot in front of all is a part of the name.
fn parted(name: &[u16]) -> (&[u16], &[u16]) {
    match name.iter().rposition(|unit| *unit == DOT) {
        Some(at) if 0 < at => {
            (name.get(..at).unwrap_or_default(), name.get(at + 1..).unwrap_or_default())
        }
        _ => (name, &[]),
    }
}

/// The letters that a name gives to its short form.
fn letters(name: &[u16]) -> impl Iterator<Item = u16> {
    name.iter().filter_map(|unit| match u8::try_from(*unit) {
        Ok(b' ' | b'.') => None,
        Ok(b'+' | b',' | b';' | b'=' | b'[' | b']') => Some(b'_'.into()),
        Ok(byte) => Some(byte.to_ascii_uppercase().into()),
        Err(_) => Some(*unit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn the_lines_are_as_documented() {
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
        let day_later = time + 86_400 * TICKS_A_SECOND;
        let folder = Entry {
            attributes: 0x10,
            created: time - 1,
            modified: day_later,
            accessed: time + (NEAR << 1) * TICKS_A_SECOND,
            name: &sub,
            short_name: &[],
            ..file
        };
        let mut out = Vec::new();
        let mut listing = Listing::begin(&mut out);
        listing.folder(None, &units("C:\\"), &mut out);
        listing.entry(&file, &mut out);
        listing.folder(Some(&folder), &units("C:\\sub"), &mut out);
        listing.refused(&units("C:\\sub"), 0xC000_0022, &mut out);
        assert_eq!(listing.end(&mut out), 1);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "jiance-files/2\r\nfolder=C:\\\r\n26\t12a05f200\t591567c1\t591567c0\t=\t~1\ttasks and more.txt\r\nfolder=10\t\t+1517f\t-1\t593567c0\t\tC:\\sub\r\nrefused=c0000022 C:\\sub\r\nend=2 1 1\r\n"
        );
    }

    #[test]
    fn a_short_name_is_shortened_only_where_the_name_tells_the_rest() {
        let check = |short: &str, name: &str, expected: &str| {
            assert_eq!(shortened(&units(short), &units(name)), units(expected), "{name}");
        };
        check("TASKSA~1.TXT", "tasks and more.txt", "~1");
        check("TASKS~12.TEX", "tasks and more.text", "~12");
        check("SHAR~41O.JS", "shared+x.js", "~41O");
        check("A_B~1", "a[b", "~1");
        check("GITIGN~1", ".gitignore", "~1");
        check("TE021F~1.TXT", "test five.txt", "TE021F~1.TXT");
        check("TASKSA~1.TXT", "tasks and more.doc", "TASKSA~1.TXT");
        check("PLAIN.TXT", "plain.txt", "PLAIN.TXT");
        check("", "plain.txt", "");
    }
}
