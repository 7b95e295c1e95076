//! Zips, by the hands of other writers and by our own.

use super::*;

/// A zip with one entry put together byte by byte: local header, data, whatever stands behind, directory entry, end.
pub(super) fn hand_made(
    flags: u16,
    method: u16,
    sizes: (u32, u32, u32),
    data: &[u8],
    behind: &[u8],
) -> Vec<u8> {
    let (sum, packed, unpacked) = sizes;
    let mut zip = b"PK\x03\x04\x14\0".to_vec();
    let mut fields = Vec::new();
    fields.extend(flags.to_le_bytes());
    fields.extend(method.to_le_bytes());
    fields.extend([0; 4]);
    for number in [sum, packed, unpacked] {
        fields.extend(number.to_le_bytes());
    }
    fields.extend(5u16.to_le_bytes());
    fields.extend(0u16.to_le_bytes());
    zip.extend(&fields);
    zip.extend(b"a.txt");
    zip.extend(data);
    zip.extend(behind);
    let directory = zip.len() as u32;
    zip.extend(b"PK\x01\x02\x14\0\x14\0");
    zip.extend(&fields);
    zip.extend([0; 14]);
    zip.extend(b"a.txt");
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x33\0\0\0");
    zip.extend(directory.to_le_bytes());
    zip.extend([0; 2]);
    zip
}

#[test]
fn zips_of_both_methods_and_both_kinds_of_writer() {
    let text = listing(5000);
    let files = [("files-C.txt", &text[..]), ("empty.txt", b""), ("dir/用户.reg", b"x")];
    let entries = files.map(|(name, bytes)| whole(name, bytes));
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        check(&zip_of(&files, options(method)), "zip", &entries);
        check(&zip_of(&files, options(method).large_file(true)), "zip", &entries);
        check(&streamed_zip_of(&files, options(method)), "zip", &entries);
        check(&streamed_zip_of(&files, options(method).large_file(true)), "zip", &entries);
    }
}

#[test]
fn an_empty_zip() {
    check(&zip_of(&[], options(CompressionMethod::Stored)), "zip", &[]);
}

#[test]
fn folders_are_skipped_and_names_lead_nowhere_else() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("dir/", options(CompressionMethod::Stored)).unwrap();
    for name in ["..\\..\\a.txt", "C:\\x\\b.txt", "//host/share/c.txt", "/d/./e.txt"] {
        writer.start_file(name, options(CompressionMethod::Stored)).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    check(
        &bytes,
        "zip",
        &["a.txt", "x/b.txt", "host/share/c.txt", "d/e.txt"].map(|name| whole(name, b"")),
    );
}

#[test]
fn names_in_gbk() {
    // 系统 in GBK is CF B5 CD B3.
    let mut zip = hand_made(0, 0, (crc32fast::hash(b"x"), 1, 1), b"x", b"");
    zip[30..34].copy_from_slice(b"\xCF\xB5\xCD\xB3");
    assert_eq!(unpack(&zip).0, [whole("系统t", b"x")]);
}

#[test]
fn bytes_before_and_behind_a_zip_are_borne() {
    let text = listing(100);
    let zip = zip_of(&[("a.txt", &text)], options(CompressionMethod::Deflated));
    for (before, behind) in [
        (&b"MZ junk PK in front"[..], &b""[..]),
        (b"", b"\0\0junk PK\x03\x04"),
        (b"PK\x07\x08", b"\r\n"),
    ] {
        check(&[before, &zip, behind].concat(), "zip", &[whole("a.txt", &text)]);
    }
}

#[test]
fn an_archive_behind_another_is_read_too() {
    let zip = |name: &str| zip_of(&[(name, b"x")], options(CompressionMethod::Deflated));
    let (one, mut other) = (zip("a.txt"), zip("b.txt"));
    // The end record's last field is the length of the comment behind it.
    let mut commented = one.clone();
    commented.truncate(one.len() - 2);
    commented.extend([4, 0, b'P', b'K', 3, 4]);
    check(
        &[commented, other.clone()].concat(),
        "zip",
        &[whole("a.txt", b"x"), whole("b.txt", b"x")],
    );
    other.truncate(other.len() - 30);
    let (entries, _, problems) = unpack(&[one, other].concat());
    assert_eq!((entries.len(), problems), (2, vec!["cut".to_owned()]));
}

#[test]
fn every_form_of_data_descriptor() {
    let data = b"stored text with PK\x07\x08 in it";
    let (sum, length) = (crc32fast::hash(data), data.len() as u32);
    let short = [sum.to_le_bytes(), length.to_le_bytes(), length.to_le_bytes()].concat();
    let long = [
        &sum.to_le_bytes()[..],
        &u64::from(length).to_le_bytes(),
        &u64::from(length).to_le_bytes(),
    ]
    .concat();
    for descriptor in [[b"PK\x07\x08", &short[..]].concat(), [b"PK\x07\x08", &long[..]].concat()] {
        check(&hand_made(8, 0, (0, 0, 0), data, &descriptor), "zip", &[whole("a.txt", data)]);
    }
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).unwrap();
    let packed = packer.finish().unwrap();
    let size = packed.len() as u32;
    let short = [sum.to_le_bytes(), size.to_le_bytes(), length.to_le_bytes()].concat();
    let long =
        [&sum.to_le_bytes()[..], &u64::from(size).to_le_bytes(), &u64::from(length).to_le_bytes()]
            .concat();
    for descriptor in [&short, &long] {
        for signature in [&b"PK\x07\x08"[..], b""] {
            let behind = [signature, descriptor].concat();
            check(&hand_made(8, 8, (0, 0, 0), &packed, &behind), "zip", &[whole("a.txt", data)]);
        }
    }
}

/// Deflate without matches of 258 bytes, the longest, means the same as Deflate64.
#[test]
fn deflate64_of_known_and_of_unknown_length() {
    let text = listing(4000);
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(&text).unwrap();
    let packed = packer.finish().unwrap();
    let sizes = (crc32fast::hash(&text), packed.len() as u32, text.len() as u32);
    let behind =
        [b"PK\x07\x08".to_vec(), [sizes.0, sizes.1, sizes.2].map(u32::to_le_bytes).concat()];
    let zips = [
        hand_made(0, 9, sizes, &packed, b""),
        hand_made(8, 9, (0, 0, 0), &packed, &behind.concat()),
        hand_made(8, 9, (0, 0, 0), &packed, &behind[1]),
    ];
    for zip in zips {
        check(&zip, "zip", &[whole("a.txt", &text)]);
        assert_eq!(unpack_chunks(chunks(&zip, &[1, 7, 500])).0, [whole("a.txt", &text)]);
        let cut = zip.len() / 2;
        let (entries, _, problems) = unpack(&zip[..cut]);
        assert_eq!(entries[0].2.as_deref(), Some("entry_cut"));
        assert!(text.starts_with(&entries[0].1) && !entries[0].1.is_empty());
        assert_eq!(problems, ["cut"]);
    }
}

#[test]
fn encrypted_entries_are_named_by_their_encryption() {
    for (flags, method, name) in [(1, 8, "ZipCrypto"), (1, 99, "AES"), (0x41, 8, "PKWARE")] {
        let zip = hand_made(flags, method, (0, 12, 1), b"twelve bytes", b"");
        let (mut unpacker, mut said) = (Unpacker::new(), Said::default());
        unpacker.feed(&zip, &mut said);
        unpacker.finish(&mut said);
        assert!(said.0[0].contains(&format!("({name})")), "{:?}", said.0);
    }
}

/// What is said of entries that cannot be read.
#[derive(Default)]
struct Said(Vec<String>);

impl EntrySink for Said {
    fn begin(&mut self, _path: &str) {}

    fn data(&mut self, _bytes: &[u8]) {}

    fn end(&mut self, outcome: Result<(), Phrase>) {
        self.0.extend(outcome.err().map(|problem| problem.said(Lang::En).text));
    }
}

#[test]
fn the_first_part_of_several_is_named_as_that() {
    let zip = zip_of(&[("a.txt", b"x"), ("b.txt", b"y")], options(CompressionMethod::Stored));
    let part = [b"PK\x07\x08", &zip[..40]].concat();
    assert_eq!(unpack(&part).2, ["split"]);
    assert_eq!(unpack(&zip[..40]).2, ["cut"]);
}

#[test]
fn a_unicode_path_counts_if_it_was_written_for_the_name() {
    let mut zip = hand_made(0, 0, (crc32fast::hash(b"x"), 1, 1), b"x", b"");
    let path = "用户.reg".as_bytes();
    for (sum, name) in
        [(crc32fast::hash(b"a.txt"), "用户.reg"), (crc32fast::hash(b"b.txt"), "a.txt")]
    {
        let mut zip = zip.clone();
        let length = (5 + path.len()) as u16;
        let field =
            [b"\x75\x70", &length.to_le_bytes()[..], b"\x01", &sum.to_le_bytes(), path].concat();
        zip[28..30].copy_from_slice(&(field.len() as u16).to_le_bytes());
        zip.splice(35..35, field);
        assert_eq!(unpack(&zip).0, [whole(name, b"x")]);
    }
    zip[28] = 3;
    assert_eq!(unpack(&zip).0[0].0, "a.txt");
}

#[test]
fn what_cannot_be_read_is_named() {
    let sum = crc32fast::hash(b"x");
    let cases = [
        (hand_made(1, 0, (sum, 13, 1), b"twelve bytesx", b""), "encrypted"),
        (hand_made(9, 8, (0, 0, 0), b"twelve bytesx", b"PK\x07\x08............"), "encrypted"),
        (hand_made(0, 12, (sum, 1, 1), b"x", b""), "method"),
    ];
    for (zip, problem) in cases {
        assert_eq!(
            unpack(&zip),
            (vec![("a.txt".to_owned(), vec![], Some(problem.to_owned()))], "zip", vec![])
        );
    }
    let wrong = hand_made(0, 0, (sum ^ 1, 1, 1), b"x", b"");
    assert_eq!(
        unpack(&wrong).0,
        [("a.txt".to_owned(), b"x".to_vec(), Some("checksum".to_owned()))]
    );
    let wrong = hand_made(8, 8, (0, 0, 0), b"\x03\0", b"PK\x07\x08............");
    assert_eq!(unpack(&wrong).0, [("a.txt".to_owned(), vec![], Some("checksum".to_owned()))]);
    let wrong = hand_made(0, 8, (sum, 4, 1), b"\xff\xff\xff\xff", b"");
    assert_eq!(
        unpack(&wrong),
        (vec![("a.txt".to_owned(), vec![], Some("entry_damaged".to_owned()))], "zip", vec![])
    );
}

#[test]
fn an_archive_that_lists_more_than_it_holds() {
    let mut zip = zip_of(&[("a.txt", b"x"), ("b.txt", b"y")], options(CompressionMethod::Stored));
    zip[0] = b'Q';
    zip.splice(0..0, *b"PK\x07\x08");
    assert_eq!(unpack(&zip), (vec![whole("b.txt", b"y")], "zip", vec!["entries_lost".to_owned()]));
}

#[test]
fn a_cut_archive_gives_what_stands_before_the_cut() {
    let (first, second) = (listing(3000), listing(4000));
    let files = [("a.txt", &first[..]), ("b.txt", &second[..])];
    let zips = [
        zip_of(&files, options(CompressionMethod::Deflated)),
        zip_of(&files, options(CompressionMethod::Stored)),
        streamed_zip_of(&files, options(CompressionMethod::Deflated)),
        cab_of(::cab::CompressionType::None, &files),
        cab_of(::cab::CompressionType::MsZip, &files),
    ];
    for bytes in zips {
        let (entries, _, problems) = unpack(&bytes[..bytes.len() * 3 / 4]);
        assert_eq!(entries[0], whole("a.txt", &first));
        let (path, bytes, problem) = &entries[1];
        assert_eq!((path.as_str(), problem.as_deref()), ("b.txt", Some("entry_cut")));
        assert!(second.starts_with(bytes) && second.len() / 4 < bytes.len(), "{}", bytes.len());
        assert_eq!(problems, ["cut"]);
    }
    let gz = gz_of(None, &second);
    let (entries, kind, problems) = unpack(&gz[..gz.len() - 5]);
    assert_eq!(entries, [(String::new(), second.clone(), Some("entry_cut".to_owned()))]);
    assert_eq!((kind, problems), ("gz", vec!["cut".to_owned()]));
}
