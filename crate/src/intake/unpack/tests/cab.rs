//! Cabinets.

use super::*;

#[test]
fn cabinets() {
    // Longer than one block, so that the second refers to the first.
    let text = listing(20_000);
    let files = [("files-C.txt", &text[..]), ("empty.txt", b""), ("reg\\用户.reg", b"x")];
    let entries =
        [whole("files-C.txt", &text), whole("empty.txt", b""), whole("reg/用户.reg", b"x")];
    for packing in [::cab::CompressionType::None, ::cab::CompressionType::MsZip] {
        check(&cab_of(packing, &files), "cab", &entries);
    }
}

#[test]
fn a_damaged_cabinet() {
    let text = listing(20_000);
    let mut bytes = cab_of(::cab::CompressionType::MsZip, &[("a.txt", &text), ("b.txt", b"x")]);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let (entries, kind, problems) = unpack(&bytes);
    assert_eq!((kind, problems), ("cab", vec![]));
    assert!(text.starts_with(&entries[0].1) && entries[0].1.len() < text.len());
    let found: Vec<_> =
        entries.iter().map(|entry| (entry.0.as_str(), entry.2.as_deref())).collect();
    assert_eq!(found, [("a.txt", Some("checksum")), ("b.txt", Some("checksum"))]);
}

/// A cabinet's header with these flags and counts of folders and files, the latter at `files_at`.
fn header(flags: u16, folders: u16, files: u16, files_at: u32) -> Vec<u8> {
    let mut bytes = [b"MSCF".as_slice(), &[0; 32]].concat();
    bytes[16..20].copy_from_slice(&files_at.to_le_bytes());
    for (at, number) in [(26, folders), (28, files), (30, flags)] {
        bytes[at..at + 2].copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

#[test]
fn a_name_without_an_end_is_not_waited_for() {
    for flag in [1, 2] {
        let mut unpacker = Unpacker::new();
        unpacker.feed(&header(flag, 0, 0, 0), &mut Seen::default());
        unpacker.feed(&[b'a'; 300], &mut Seen::default());
        let Content::Container(opened) = &unpacker.root.content else { panic!("no container") };
        assert!(opened.held.is_empty(), "{} bytes are held", opened.held.len());
        let problems = unpacker.finish(&mut Seen::default()).problems;
        assert_eq!(problems.iter().map(code).collect::<Vec<_>>(), ["damaged"]);
    }
}

#[test]
fn a_folder_takes_no_longer_for_the_others_there_are() {
    let files_at = 36 + 8 * u32::from(u16::MAX);
    let folder = [files_at.to_le_bytes(), [0; 4]].concat();
    let bytes = [header(0, u16::MAX, 0, files_at), folder.repeat(usize::from(u16::MAX))].concat();
    // Some tens of milliseconds; with a look at all folders for each of them, half a minute.
    assert_eq!(unpack(&bytes), (vec![], "cab", vec![]));
}
