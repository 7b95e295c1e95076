//! What every container's tests use, and those of containers inside one another, of limits and of chunks.

mod cab;
mod gz;
mod zip;

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

#[test]
fn what_is_no_container_is_its_own_entry() {
    for bytes in [&b""[..], b"P", b"PK", b"C:\\Windows\r\n", &listing(1000)] {
        check(bytes, "plain", &[whole("", bytes)]);
    }
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
    let mut entry = zip::hand_made(0, 0, (0, 0, 0), b"", b"");
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
