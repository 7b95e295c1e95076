//! In: the first bytes of an entry. Out: what it is, where it is a file that people hand in by mistake and that is never read.

use crate::message::{Code, Phrase};

/// A file of a kind that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// An archive that is not opened, by the name of its kind.
    Archive(&'static str),
    /// Word, Excel, PowerPoint, WPS, LibreOffice, in old and new forms.
    Office,
    /// PDF.
    Pdf,
    /// A picture or a film: often a screenshot.
    Picture,
    /// A program, a library or a driver.
    Program,
    /// `.evtx`, and XP's `.evt`.
    EventLog,
    /// An image of a disk, or of the memory.
    Image,
    /// Packets taken from the network.
    Capture,
}

/// Bytes at some place.
type Mark = (usize, &'static [u8]);

/// First bytes that no text begins with, and whose they are.
const MARKS: &[(&[Mark], Foreign)] = &[
    (&[(0, b"Rar!\x1a\x07")], Foreign::Archive("RAR")),
    (&[(0, b"7z\xbc\xaf\x27\x1c")], Foreign::Archive("7z")),
    (&[(257, b"ustar")], Foreign::Archive("tar")),
    (&[(0, b"MSWIM\0\0\0")], Foreign::Archive("WIM")),
    (&[(0, b"\xfd7zXZ\0")], Foreign::Archive("xz")),
    (&[(0, b"\x28\xb5\x2f\xfd")], Foreign::Archive("Zstandard")),
    (&[(0, b"BZh"), (4, b"1AY&SY")], Foreign::Archive("bzip2")),
    (&[(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")], Foreign::Office),
    (&[(0, b"%PDF-")], Foreign::Pdf),
    (&[(0, b"\x89PNG")], Foreign::Picture),
    (&[(0, b"\xff\xd8\xff")], Foreign::Picture),
    (&[(0, b"GIF8")], Foreign::Picture),
    (&[(0, b"RIFF"), (8, b"WEBP")], Foreign::Picture),
    (&[(0, b"\0\0\0"), (4, b"ftyp")], Foreign::Picture),
    (&[(6, b"\0\0\0\0\x36\0\0\0\x28\0\0\0")], Foreign::Picture),
    (&[(0, b"MZ\x90\0")], Foreign::Program),
    (&[(0, b"MZP\0")], Foreign::Program),
    (&[(0, b"\x7fELF")], Foreign::Program),
    (&[(0, b"ElfFile\0")], Foreign::EventLog),
    (&[(0, b"\x30\0\0\0LfLe")], Foreign::EventLog),
    (&[(0, b"PAGEDU")], Foreign::Image),
    (&[(0, b"MDMP\x93\xa7")], Foreign::Image),
    (&[(0, b"vhdxfile")], Foreign::Image),
    (&[(0, b"conectix\0")], Foreign::Image),
    (&[(0, b"KDMV")], Foreign::Image),
    (&[(0, b"EVF\x09\x0d\x0a")], Foreign::Image),
    (&[(3, b"NTFS    \0")], Foreign::Image),
    (&[(0, b"\xd4\xc3\xb2\xa1")], Foreign::Capture),
    (&[(0, b"\x0a\x0d\x0d\x0a"), (8, b"\x4d\x3c\x2b\x1a")], Foreign::Capture),
];

impl Foreign {
    /// What an entry's first bytes show; 262 are enough for all.
    pub(super) fn of(head: &[u8]) -> Option<Foreign> {
        let stands = |(at, mark): &Mark| head.get(*at..).is_some_and(|rest| rest.starts_with(mark));
        let marked =
            MARKS.iter().find(|(marks, _)| marks.iter().all(stands)).map(|(_, kind)| *kind);
        marked.or_else(|| is_office_package(head)?.then_some(Foreign::Office))
    }

    /// The sentence that says what was given, and what to hand in instead.
    pub(crate) fn refusal(self) -> Phrase {
        Phrase::new(match self {
            Foreign::Archive(kind) => {
                return Phrase::new(Code::ProblemArchiveKind).with("kind", kind);
            }
            Foreign::Office => Code::ProblemOffice,
            Foreign::Pdf => Code::ProblemPdf,
            Foreign::Picture => Code::ProblemPicture,
            Foreign::Program => Code::ProblemProgram,
            Foreign::EventLog => Code::ProblemEventLog,
            Foreign::Image => Code::ProblemImage,
            Foreign::Capture => Code::ProblemCapture,
        })
    }
}

/// Length of a zip's local header, in front of its first entry's name.
const ZIP_HEADER: usize = 30;

/// Whether a zip is a document of an office program, as its first entry's name tells; `None` while the bytes do not reach to it.
pub(super) fn is_office_package(head: &[u8]) -> Option<bool> {
    const FIRST: [&[u8]; 4] =
        [b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"mimetypeapplication/vnd."];
    if !head.starts_with(b"PK\x03\x04") {
        return Some(false);
    }
    let name = head.get(ZIP_HEADER..).unwrap_or_default();
    let may_be = |first: &&[u8]| name.starts_with(first) || first.starts_with(name);
    match FIRST.iter().find(|first| may_be(first)) {
        Some(first) => name.starts_with(first).then_some(true),
        None => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_hand_in_by_mistake_is_named() {
        let tar = [&b"files-C.txt"[..], &[0; 246], b"ustar\x0000"].concat();
        let package = |name: &[u8]| {
            let header = [&b"PK\x03\x04\x14\0\x06\0\x08\0"[..], &[0; 20]].concat();
            [header.as_slice(), name].concat()
        };
        for (head, kind) in [
            (&b"7z\xBC\xAF\x27\x1C\0\x04"[..], Foreign::Archive("7z")),
            (b"Rar!\x1A\x07\x01\0", Foreign::Archive("RAR")),
            (b"MSWIM\0\0\0\xD0", Foreign::Archive("WIM")),
            (b"BZh91AY&SY\xC1", Foreign::Archive("bzip2")),
            (&tar, Foreign::Archive("tar")),
            (&package(b"[Content_Types].xml \xA2\x04"), Foreign::Office),
            (&package(b"mimetypeapplication/vnd.oasis.opendocument.text"), Foreign::Office),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Foreign::Office),
            (b"%PDF-1.7\r\n", Foreign::Pdf),
            (b"\x89PNG\r\n\x1A\n", Foreign::Picture),
            (b"BM\x36\x0C\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Foreign::Picture),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Foreign::Picture),
            (b"MZ\x90\0\x03", Foreign::Program),
            (b"ElfFile\0\0", Foreign::EventLog),
            (b"\x30\0\0\0LfLe\x01", Foreign::EventLog),
            (b"\xEB\x52\x90NTFS    \0\x02", Foreign::Image),
            (b"\x0A\x0D\x0D\x0A\x1C\0\0\0\x4D\x3C\x2B\x1A", Foreign::Capture),
        ] {
            assert_eq!(Foreign::of(head), Some(kind), "{head:?}");
        }
        for head in [&b""[..], b"C:\\a.txt", b"BM: a text", &package(b"manifest.txt")] {
            assert_eq!(Foreign::of(head), None, "{head:?}");
        }
    }

    #[test]
    fn a_package_shows_once_its_first_name_does() {
        let head = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml";
        for end in 4..head.len() {
            assert_eq!(is_office_package(&head[..end]), None, "{end}");
        }
        assert_eq!(is_office_package(head), Some(true));
        assert_eq!(is_office_package(b"MSCF"), Some(false));
    }
}
