use proptest::prelude::*;

use super::*;
use crate::unzip::{self, Fault, Source};

/// A disk that has only so much room.
struct Small {
    bytes: Vec<u8>,
    room: usize,
}

impl Disk for Small {
    fn write(&mut self, at: u64, bytes: &[u8]) -> bool {
        let end = at as usize + bytes.len();
        if self.room < end {
            // As a disk does it: some of it is written.
            self.bytes.resize(self.room, 0xAA);
            return false;
        }
        self.bytes.resize(end.max(self.bytes.len()), 0);
        self.bytes[at as usize..end].copy_from_slice(bytes);
        true
    }

    fn cut(&mut self, at: u64) -> bool {
        self.bytes.truncate(at as usize);
        true
    }
}

impl Source for &[u8] {
    fn length(&mut self) -> u64 {
        self.len() as u64
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> usize {
        let rest = self.get(at as usize..).unwrap_or_default();
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        length
    }
}

const STAMP: Stamp = Stamp { date: 0x4AAC, time: 0x3D80 };

/// Parts with their names.
type Unpacked = Vec<(String, Vec<u8>)>;

/// Writes parts; after a full disk, a last one by the reserve. Gives the file, its parts unpacked, and how it went.
fn written(parts: &[(&str, Vec<u8>)], room: usize) -> (Vec<u8>, Unpacked, Outcome) {
    let mut zip = Zip::new(Small { bytes: Vec::new(), room }, STAMP);
    for (name, data) in parts {
        if !zip.is_full() {
            zip.begin(name);
            for piece in data.chunks(1000) {
                zip.put(piece);
            }
            zip.end();
        }
    }
    zip.open_reserve();
    zip.begin("manifest.txt");
    zip.put(b"last");
    zip.end();
    let (disk, length, outcome) = zip.finish();
    if outcome != Outcome::Lost {
        assert_eq!(length, disk.bytes.len() as u64);
    }
    let mut unpacked = Unpacked::new();
    if outcome != Outcome::Lost {
        let read = unzip::read(&mut disk.bytes.as_slice(), &mut |name, bytes| match unpacked
            .last_mut()
            .filter(|(last, _)| last == name)
        {
            Some((_, data)) => data.extend_from_slice(bytes),
            None => unpacked.push((name.to_owned(), bytes.to_vec())),
        });
        read.unwrap();
    }
    (disk.bytes, unpacked, outcome)
}

/// Bytes that hardly deflate.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn it_opens_in_mid_run_with_the_parts_that_are_whole() {
    let noise: Vec<u8> =
        (0..2_000_000u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut zip = Zip::new(Small { bytes: Vec::new(), room: usize::MAX }, STAMP);
    let names = ["a.txt", "b.txt", "c.txt"];
    for whole in 0..names.len() {
        zip.begin(names[whole]);
        for piece in noise.chunks(100_000) {
            zip.put(piece);
            let mut seen = Vec::new();
            let read = unzip::read(&mut zip.disk.bytes.as_slice(), &mut |name, _| {
                if seen.last().is_none_or(|last: &String| last != name) {
                    seen.push(name.to_owned());
                }
            });
            assert!(read.is_ok() || zip.disk.bytes.is_empty());
            assert_eq!(seen, names[..whole]);
        }
        zip.end();
    }
}

#[test]
fn parts_come_out_as_they_went_in() {
    let parts = [
        ("a.txt", b"a".repeat(3_000_000)),
        ("检测.txt", noise(2_500_000)),
        ("one", vec![7]),
        ("step", noise(STEP)),
    ];
    let (bytes, unpacked, outcome) = written(&parts, usize::MAX);
    assert_eq!(outcome, Outcome::Whole);
    assert!(bytes.len() < 2_700_000);
    for ((name, data), (read_name, read)) in parts.iter().zip(&unpacked) {
        assert_eq!(name, read_name);
        assert!(data == read, "{name}");
    }
    assert_eq!(unpacked.last(), Some(&("manifest.txt".to_owned(), b"last".to_vec())));
}

#[test]
fn a_full_disk_leaves_a_zip_that_opens_with_a_beginning_of_every_part() {
    let parts = [("a", noise(1_500_000)), ("b", noise(3_300_000))];
    for room in (350_000..5_500_000).step_by(377_777) {
        let (bytes, unpacked, outcome) = written(&parts, room);
        let whole = 5_200_000 < room;
        assert_eq!(outcome, if whole { Outcome::Whole } else { Outcome::Full }, "{room}");
        for (name, read) in &unpacked[..unpacked.len() - 1] {
            let (_, data) = parts.iter().find(|(part, _)| part == name).unwrap();
            assert!(data.starts_with(read), "{room}");
        }
        // What was deflated before the disk was full is all there.
        assert!(room.min(4_800_000) < bytes.len() + 330_000, "{room}: {}", bytes.len());
        assert_eq!(unpacked.last().unwrap().1, b"last");
    }
}

#[test]
fn damage_and_cuts_are_found() {
    let (bytes, ..) = written(&[("a", b"abcdefgh".repeat(50))], usize::MAX);
    let verify = |bytes: &[u8]| unzip::read(&mut { bytes }, &mut |_, _| {});
    assert!(verify(&bytes).is_ok());
    for end in 0..bytes.len() {
        assert_eq!(verify(&bytes[..end]), Err(Fault::NoDirectory), "{end}");
    }
    let mut damaged = bytes.clone();
    damaged[36] ^= 0x10;
    assert_eq!(verify(&damaged), Err(Fault::Part("a".to_owned())));
}

proptest! {
    #[test]
    fn whatever_goes_in_comes_out(
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5000), 0..5),
        room in 0usize..40_000,
    ) {
        let parts: Vec<_> = parts.into_iter().map(|data| ("part", data)).collect();
        let (_, unpacked, _) = written(&parts, usize::MAX);
        // An empty part gives no bytes to see.
        let mut rest = parts.iter().filter(|(_, data)| !data.is_empty()).flat_map(|(_, data)| data);
        let read = unpacked.iter().filter(|(name, _)| name == "part").flat_map(|(_, data)| data);
        for byte in read {
            prop_assert_eq!(Some(byte), rest.next());
        }
        prop_assert_eq!(rest.next(), None);
        // Too small a disk may lose all, but what it leaves opens: `written` checks it.
        written(&parts, room);
    }
}
