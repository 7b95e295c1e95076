//! In: what Windows answers when asked for a folder's entries (`FILE_BOTH_DIR_INFORMATION`). Out: the entries.

/// The folder attribute.
const DIRECTORY: u32 = 0x10;
/// The attribute of everything that has a reparse tag.
const REPARSE_POINT: u32 = 0x400;
/// The bit of a reparse tag that says: this stands for something elsewhere.
const SURROGATE: u32 = 0x2000_0000;
/// The tag of junctions and of volumes mounted in folders.
const MOUNT_POINT: u32 = 0xA000_0003;

/// An entry of a folder, as the file system tells it. Times are in units of 100 ns since 1601, UTC.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Windows' attribute bits.
    pub attributes: u32,
    /// The reparse tag, where there is one.
    pub tag: u32,
    /// Size in bytes.
    pub size: u64,
    /// When it was made.
    pub created: u64,
    /// When it was last written to.
    pub modified: u64,
    /// When it was last read, as far as the host keeps that.
    pub accessed: u64,
    /// The alternate name of the DOS kind; empty if it has none.
    pub short_name: &'a [u16],
    /// Its name.
    pub name: &'a [u16],
}

impl Entry<'_> {
    /// True for folders, links to folders among them.
    pub fn is_folder(&self) -> bool {
        self.attributes & DIRECTORY != 0
    }

    /// True for a folder whose entries are its own. Junctions and symbolic links lead elsewhere, or in a circle; a tag of 0 is a
    /// reparse point that does not say what it is.
    pub fn is_own_folder(&self) -> bool {
        let leads_elsewhere =
            self.attributes & REPARSE_POINT != 0 && (self.tag == 0 || self.tag & SURROGATE != 0);
        self.is_folder() && !leads_elsewhere
    }

    /// True for a folder that may be the root of another volume.
    pub fn may_be_mounted(&self) -> bool {
        self.is_folder() && self.attributes & REPARSE_POINT != 0 && self.tag == MOUNT_POINT
    }

    /// True for a folder's own name `.` and its parent's `..`.
    pub fn is_dots(&self) -> bool {
        const DOT: u16 = b'.' as u16;
        matches!(self.name, [DOT] | [DOT, DOT])
    }
}

/// Where things stand in an answer, in bytes.
mod at {
    pub(super) const CREATED: usize = 8;
    pub(super) const ACCESSED: usize = 16;
    pub(super) const MODIFIED: usize = 24;
    pub(super) const SIZE: usize = 40;
    pub(super) const ATTRIBUTES: usize = 56;
    pub(super) const NAME_LENGTH: usize = 60;
    pub(super) const TAG: usize = 64;
    pub(super) const SHORT_LENGTH: usize = 68;
    pub(super) const SHORT_NAME: usize = 70;
    pub(super) const NAME: usize = 94;
}

/// Calls `each` with every entry of an answer, given as its 16-bit units. False if the answer is not what it should be.
pub fn entries(answer: &[u16], each: &mut dyn FnMut(&Entry<'_>)) -> bool {
    let mut rest = answer;
    loop {
        let Some(entry) = entry(rest) else { return false };
        each(&entry);
        match number(rest, 0) {
            Some(0) => return true,
            Some(next) => match rest.get(next as usize / 2..) {
                Some(following) => rest = following,
                None => return false,
            },
            None => return false,
        }
    }
}

fn entry(rest: &[u16]) -> Option<Entry<'_>> {
    let long = |at| Some(u64::from(number(rest, at)?) | u64::from(number(rest, at + 4)?) << 32);
    let units = |at: usize, bytes: usize| rest.get(at / 2..at / 2 + bytes / 2);
    let short_length = usize::from(rest.get(at::SHORT_LENGTH / 2)? & 0xFF);
    Some(Entry {
        attributes: number(rest, at::ATTRIBUTES)?,
        tag: number(rest, at::TAG)?,
        size: long(at::SIZE)?,
        created: long(at::CREATED)?,
        modified: long(at::MODIFIED)?,
        accessed: long(at::ACCESSED)?,
        short_name: units(at::SHORT_NAME, short_length)?,
        name: units(at::NAME, number(rest, at::NAME_LENGTH)? as usize)?,
    })
}

fn number(units: &[u16], at: usize) -> Option<u32> {
    Some(u32::from(*units.get(at / 2)?) | u32::from(*units.get(at / 2 + 1)?) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One entry of an answer, without the offset of the next.
    fn raw(name: &str, short: &str, attributes: u32, tag: u32, size: u64) -> Vec<u16> {
        let mut bytes = vec![0u8; at::NAME];
        let mut set = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
        set(at::CREATED, &1u64.to_le_bytes());
        set(at::ACCESSED, &2u64.to_le_bytes());
        set(at::MODIFIED, &(3u64 << 40).to_le_bytes());
        set(at::SIZE, &size.to_le_bytes());
        set(at::ATTRIBUTES, &attributes.to_le_bytes());
        set(at::TAG, &tag.to_le_bytes());
        let short: Vec<u8> = short.encode_utf16().flat_map(u16::to_le_bytes).collect();
        set(at::SHORT_LENGTH, &[short.len() as u8]);
        set(at::SHORT_NAME, &short);
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        set(at::NAME_LENGTH, &(name.len() as u32).to_le_bytes());
        bytes.extend(name);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
    }

    fn answer(entries: &[Vec<u16>]) -> Vec<u16> {
        let mut all = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let start = all.len();
            all.extend(entry);
            if index + 1 < entries.len() {
                all[start] = (entry.len() * 2) as u16;
            }
        }
        all
    }

    #[test]
    fn every_entry_is_read() {
        let answer = answer(&[
            raw(".", "", 0x10, 0, 0),
            raw("a long name.txt", "ALONGN~1.TXT", 0x20, 0, 5 << 32),
            raw("link", "", 0x410, 0xA000_000C, 0),
        ]);
        let mut seen = Vec::new();
        assert!(entries(&answer, &mut |entry| seen.push((
            String::from_utf16_lossy(entry.name),
            String::from_utf16_lossy(entry.short_name),
            (entry.size, entry.created, entry.accessed, entry.modified),
            (entry.is_dots(), entry.is_own_folder()),
        ))));
        let times = |size| (size, 1, 2, 3 << 40);
        assert_eq!(
            seen,
            [
                (".".to_owned(), String::new(), times(0), (true, true)),
                (
                    "a long name.txt".to_owned(),
                    "ALONGN~1.TXT".to_owned(),
                    times(5 << 32),
                    (false, false)
                ),
                ("link".to_owned(), String::new(), times(0), (false, false)),
            ]
        );
    }

    #[test]
    fn what_leads_elsewhere_is_not_entered() {
        let is_own = |attributes, tag| {
            let mut own = false;
            entries(&raw("x", "", attributes, tag, 0), &mut |entry| own = entry.is_own_folder());
            own
        };
        assert!(is_own(0x10, 0));
        // A folder kept in the cloud is a folder; a junction, a link, and what does not say what it is, are not.
        assert!(is_own(0x410, 0x9000_001A));
        assert!(!is_own(0x410, MOUNT_POINT) && !is_own(0x410, 0xA000_000C) && !is_own(0x410, 0));
        assert!(!is_own(0x20, 0));
    }

    #[test]
    fn a_broken_answer_is_told() {
        let whole = answer(&[raw("a", "", 0, 0, 0), raw("b", "", 0, 0, 0)]);
        for end in 0..whole.len() - 4 {
            assert!(!entries(&whole[..end], &mut |_| {}), "{end}");
        }
        assert!(entries(&whole, &mut |_| {}));
    }
}
