use std::io::{Cursor, Write as _};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};
use flate2::Compression;
use proptest::prelude::*;

use super::*;
use crate::Lang;

/// An entry: its path, its bytes, and the code of what is wrong with it.
type Entry = (String, Vec<u8>, Option<String>);

#[derive(Default)]
struct Seen {
    entries: Vec<Entry>,
    open: bool,
    /// Bytes that are only counted, from the second MiB of an entry on.
    unkept: u64,
}

impl EntrySink for Seen {
    fn begin(&mut self, path: &str) {
        assert!(!self.open, "{path} begins inside another entry");
        self.open = true;
        self.entries.push((path.to_owned(), Vec::new(), None));
    }

    fn data(&mut self, bytes: &[u8]) {
        assert!(self.open, "data outside an entry");
        let kept = &mut self.entries.last_mut().unwrap().1;
        if kept.len() < 1 << 20 {
            kept.extend_from_slice(bytes);
        } else {
            self.unkept += bytes.len() as u64;
        }
    }

    fn end(&mut self, outcome: Result<(), Phrase>) {
        assert!(self.open, "an end outside an entry");
        self.open = false;
        self.entries.last_mut().unwrap().2 = outcome.err().map(|problem| code(&problem));
    }
}

fn code(problem: &Phrase) -> String {
    problem.said(Lang::En).code.trim_start_matches("container.").to_owned()
}

fn unpack_chunks<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Entry>, &'static str, Vec<String>) {
    let (mut unpacker, mut seen) = (Unpacker::new(), Seen::default());
    for chunk in chunks {
        unpacker.feed(chunk, &mut seen);
    }
    let summary = unpacker.finish(&mut seen);
    assert!(!seen.open, "an entry was left open");
    (seen.entries, summary.kind, summary.problems.iter().map(code).collect())
}

fn unpack(bytes: &[u8]) -> (Vec<Entry>, &'static str, Vec<String>) {
    unpack_chunks([bytes])
}

fn whole(path: &str, bytes: &[u8]) -> Entry {
    (path.to_owned(), bytes.to_vec(), None)
}

/// Checks that a container gives just these entries, whole, and has nothing wrong with it.
#[track_caller]
fn check(bytes: &[u8], kind: &str, entries: &[Entry]) {
    let (seen, seen_kind, problems) = unpack(bytes);
    assert!(
        seen == entries,
        "{:?}",
        seen.iter().map(|e| (&e.0, e.1.len(), &e.2)).collect::<Vec<_>>()
    );
    assert_eq!((seen_kind, problems), (kind, Vec::new()));
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method)
}

fn zip_of(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// As a writer does that can't go back: sizes and checksum stand behind the data.
fn streamed_zip_of(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn cab_of(packing: ::cab::CompressionType, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::cab::CabinetBuilder::new();
    let folder = builder.add_folder(packing);
    for (name, _) in files {
        folder.add_file(*name);
    }
    let mut writer = builder.build(Cursor::new(Vec::new())).unwrap();
    let mut files = files.iter();
    while let Some(mut file) = writer.next_file().unwrap() {
        file.write_all(files.next().unwrap().1).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gz_of(name: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let mut builder = flate2::GzBuilder::new();
    if let Some(name) = name {
        builder = builder.filename(name);
    }
    let mut writer = builder.write(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Text that packs well but not absurdly.
fn listing(lines: u32) -> Vec<u8> {
    (0..lines)
        .flat_map(|n| {
            format!("C:\\Windows\\System32\\{:x}.dll\r\n", n.wrapping_mul(2_654_435_761))
                .into_bytes()
        })
        .collect()
}

/// A zip with one entry put together byte by byte: local header, data, whatever stands behind, directory entry, end.
fn hand_made(
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
fn what_is_no_container_is_its_own_entry() {
    for bytes in [&b""[..], b"P", b"PK", b"C:\\Windows\r\n", &listing(1000)] {
        check(bytes, "plain", &[whole("", bytes)]);
    }
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

#[test]
fn gzip_files() {
    let text = listing(5000);
    check(&gz_of(Some("registry.reg"), &text), "gz", &[whole("registry.reg", &text)]);
    check(&gz_of(None, &text), "gz", &[whole("", &text)]);
    let twice = [gz_of(Some("a"), b"one "), gz_of(None, b"two"), vec![0; 512]].concat();
    check(&twice, "gz", &[whole("a", b"one two")]);
    let mut wrong = gz_of(None, &text);
    let sum = wrong.len() - 8;
    wrong[sum] ^= 1;
    assert_eq!(
        unpack(&wrong),
        (
            vec![(String::new(), text, Some("checksum".to_owned()))],
            "gz",
            vec!["checksum".to_owned()]
        )
    );
}

#[test]
fn archives_inside_archives() {
    let stored = options(CompressionMethod::Stored);
    let text = listing(3000);
    let cab = cab_of(::cab::CompressionType::MsZip, &[("x.reg", &text)]);
    let inner = zip_of(&[("y.txt", b"y")], options(CompressionMethod::Deflated));
    let outer = zip_of(
        &[("a.cab", &cab), ("b.zip", &inner), ("c.txt", b"c"), ("d.gz", &gz_of(None, b"d"))],
        stored,
    );
    check(
        &outer,
        "zip",
        &[
            whole("a.cab/x.reg", &text),
            whole("b.zip/y.txt", b"y"),
            whole("c.txt", b"c"),
            whole("d.gz", b"d"),
        ],
    );

    let third = zip_of(&[("outer.zip", &outer)], stored);
    let (entries, _, problems) = unpack(&third);
    let too_deep = |path: &str| (path.to_owned(), vec![], Some("too_deep".to_owned()));
    assert_eq!(
        entries,
        [
            too_deep("outer.zip/a.cab"),
            too_deep("outer.zip/b.zip"),
            whole("outer.zip/c.txt", b"c"),
            too_deep("outer.zip/d.gz")
        ]
    );
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn a_cut_archive_inside_another_ends_an_entry_of_its_path() {
    let inner = zip_of(&[("y.txt", b"yyyy")], options(CompressionMethod::Stored));
    let outer = zip_of(&[("b.zip", &inner[..36])], options(CompressionMethod::Stored));
    let (entries, _, problems) = unpack(&outer);
    let named = |path: &str, bytes: &[u8], problem: &str| {
        (path.to_owned(), bytes.to_vec(), Some(problem.to_owned()))
    };
    assert_eq!(entries, [named("b.zip/y.txt", b"y", "entry_cut"), named("b.zip", b"", "cut")]);
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn an_archive_that_grows_without_measure_is_refused() {
    let zeros = vec![0u8; 80 << 20];
    let bomb = zip_of(&[("zeros", &zeros), ("more", b"x")], options(CompressionMethod::Deflated));
    let (mut unpacker, mut seen) = (Unpacker::new(), Seen::default());
    unpacker.feed(&bomb, &mut seen);
    let summary = unpacker.finish(&mut seen);
    assert_eq!(summary.problems.iter().map(code).collect::<Vec<_>>(), ["grows_too_large"]);
    let [(path, kept, problem)] = &seen.entries[..] else { panic!("one entry expected") };
    assert_eq!((path.as_str(), problem.as_deref()), ("zeros", Some("grows_too_large")));
    assert_eq!(kept.len() as u64 + seen.unkept, 64 << 20);
}

#[test]
fn an_archive_of_too_many_entries_is_refused() {
    let mut entry = hand_made(0, 0, (0, 0, 0), b"", b"");
    entry.truncate(35);
    let (entries, _, problems) = unpack(&entry.repeat(70_000));
    assert_eq!(entries.len(), 65_536);
    assert_eq!(problems, ["too_many_entries"]);
}

fn chunks<'a>(bytes: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let (mut rest, mut chunks) = (bytes, Vec::new());
    for size in sizes.iter().cycle() {
        let (chunk, tail) = rest.split_at(rest.len().min(*size));
        chunks.push(chunk);
        rest = tail;
        if rest.is_empty() {
            break;
        }
    }
    chunks
}

fn container() -> impl Strategy<Value = Vec<u8>> {
    let content = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        (0u32..3000).prop_map(listing),
        Just(zip_of(&[("inner.txt", b"PK\x03\x04")], options(CompressionMethod::Stored))),
        Just(gz_of(None, b"inner")),
    ];
    (prop::collection::vec(content, 0..4), 0..6u8).prop_map(|(contents, kind)| {
        let names: Vec<String> = (0..contents.len()).map(|n| format!("{n}.txt")).collect();
        let files: Vec<(&str, &[u8])> =
            names.iter().map(String::as_str).zip(contents.iter().map(Vec::as_slice)).collect();
        match kind {
            0 => zip_of(&files, options(CompressionMethod::Stored)),
            1 => zip_of(&files, options(CompressionMethod::Deflated)),
            2 => streamed_zip_of(&files, options(CompressionMethod::Deflated)),
            3 => streamed_zip_of(&files, options(CompressionMethod::Stored)),
            4 if !files.is_empty() => cab_of(::cab::CompressionType::MsZip, &files),
            _ => gz_of(Some("x"), &contents.concat()),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_chunking_gives_the_same_entries(
        mut bytes in container(),
        sizes in prop::collection::vec(prop_oneof![1usize..9, 100usize..5000, 60_000usize..70_000], 1..5),
        damage in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        if let (Some((at, with)), false) = (damage, bytes.is_empty()) {
            let at = at.index(bytes.len());
            bytes[at] ^= with;
        }
        if let (Some(cut), false) = (cut, bytes.is_empty()) {
            bytes.truncate(cut.index(bytes.len()));
        }
        prop_assert_eq!(unpack_chunks(chunks(&bytes, &sizes)), unpack(&bytes));
    }

    #[test]
    fn junk_as_lzx_is_read_without_panic(
        window_bits in 14u16..23,
        frames in prop::collection::vec(
            (prop::collection::vec(prop_oneof![Just(0u8), Just(0x33), any::<u8>()], 0..2000), 0usize..40_000),
            1..4,
        ),
    ) {
        let Some(mut lzx) = lzx::Lzx::new(window_bits) else { return Ok(()) };
        for (frame, length) in frames {
            if let Ok(unpacked) = lzx.block(&frame, length) {
                prop_assert_eq!(unpacked.len(), length);
            }
        }
    }

    #[test]
    fn junk_behind_any_magic_is_read_without_panic(
        magic in prop_oneof![
            Just(&b"PK\x03\x04"[..]), Just(&b"MSCF\0\0\0\0"[..]), Just(&b"\x1f\x8b\x08"[..]),
            Just(&b"PK\x03\x04\x14\0\0\0\x09\0\0\0\0\0\0\0\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0"[..]),
            Just(&b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0"[..]),
        ],
        junk in prop::collection::vec(prop_oneof![Just(0u8), any::<u8>()], 0..3000),
    ) {
        unpack(&[magic, &junk].concat());
    }
}
