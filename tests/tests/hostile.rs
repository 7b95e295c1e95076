//! Whatever bytes come, there is a report; it never says "no signs" of a damaged host; and damage in one file hides no sign in another.

use std::sync::LazyLock;

use jiance::Lang;
use jiance::report::{Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::windows;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::judge::{NamedBytes, bundle, report, report_in_chunks, single_files};
use crate::streaming::small;

static CLEAN: LazyLock<Vec<NamedBytes>> = LazyLock::new(|| {
    single_files(&Collection::of(&Host::with_updates(&windows::WIN7_SP1, Locale::ZhCn, &[])))
});

/// What happens to files: cut, overwritten, doubled, glued to something else.
#[derive(Debug, Clone)]
enum Damage {
    Cut(Index),
    Overwrite(Index, Vec<u8>),
    Insert(Index, Vec<u8>),
    Double(Index),
    Drop(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let junk = || {
        prop_oneof![
            prop::collection::vec(any::<u8>(), 1..40),
            Just(b"\xff\xfe".to_vec()),
            Just(b"\r\n".to_vec()),
            Just(b"PK\x03\x04".to_vec()),
            Just(vec![0; 70]),
            Just("“目录\"".repeat(9).into_bytes()),
        ]
    };
    prop_oneof![
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), junk()).prop_map(|(at, with)| Damage::Overwrite(at, with)),
        (any::<Index>(), junk()).prop_map(|(at, what)| Damage::Insert(at, what)),
        any::<Index>().prop_map(Damage::Double),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Drop(from, to)),
    ]
}

impl Damage {
    fn to(&self, bytes: &mut Vec<u8>) {
        let at = |index: &Index| index.index(bytes.len() + 1);
        match self {
            Damage::Cut(index) => bytes.truncate(at(index)),
            Damage::Overwrite(index, with) => {
                let start = at(index);
                let end = (start + with.len()).min(bytes.len());
                bytes.splice(start..end, with.iter().copied());
            }
            Damage::Insert(index, what) => {
                let start = at(index);
                bytes.splice(start..start, what.iter().copied());
            }
            Damage::Double(index) => {
                let tail = bytes[at(index)..].to_vec();
                bytes.extend(tail);
            }
            Damage::Drop(from, to) => {
                let (from, to) = (at(from), at(to));
                bytes.drain(from.min(to)..from.max(to));
            }
        }
    }
}

fn reported_alike(files: &[NamedBytes], size: usize) -> Report {
    let whole = report(files, Lang::En);
    let chunked = report_in_chunks(files, Lang::En, |bytes| bytes.chunks(size).collect());
    assert_eq!(chunked, whole, "in chunks of {size}");
    whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_end_in_a_report_that_clears_nobody(
        bytes in prop::collection::vec(any::<u8>(), 0..3000),
        size in 1_usize..500,
    ) {
        let report = reported_alike(&[("x".to_owned(), bytes)], size);
        prop_assert_ne!(report.verdict, Verdict::NoSigns);
    }

    #[test]
    fn a_damaged_bundle_ends_in_the_same_report_for_any_chunks(
        damages in prop::collection::vec(damage(), 1..4),
        size in 1_usize..3000,
    ) {
        let mut files = bundle(&small());
        for damage in &damages {
            damage.to(&mut files[0].1);
        }
        prop_assert_ne!(reported_alike(&files, size).verdict, Verdict::NoSigns);
    }

    #[test]
    fn damaged_files_hide_no_sign_that_stands_in_another(
        damages in prop::collection::vec((any::<Index>(), damage()), 1..4),
        size in 1_usize..5000,
    ) {
        let mut files = single_files(&small());
        for (file, damage) in &damages {
            let file = file.index(files.len());
            damage.to(&mut files[file].1);
        }
        files.push(("sign.txt".to_owned(), b"C:\\a.txt\r\nC:\\Windows\\mssecsvc.exe\r\nC:\\b.txt\r\n".to_vec()));
        let report = reported_alike(&files, size);
        prop_assert!(report.sightings.iter().any(|seen| seen.indicator == "N1.1"));
        prop_assert_eq!(report.verdict, Verdict::Infected);
    }

    #[test]
    fn a_cut_inside_a_line_is_never_an_all_clear(file in any::<Index>(), at in any::<Index>()) {
        let mut files = CLEAN.clone();
        let needed = ["files-C.txt", "processes.txt", "registry-hklm.reg", "registry-hku.reg"];
        let name = needed[file.index(needed.len())];
        let bytes = files.iter_mut().find(|(other, _)| other == name).map(|(_, bytes)| bytes);
        let bytes = bytes.expect("the collection has its parts");
        let start = at.index(bytes.len() / 2);
        let ends: Vec<usize> = (start..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
        // Eight bytes before a long line's end is inside its text, in one-byte and in two-byte text alike.
        let long = ends.windows(2).find(|pair| pair[0] + 24 < pair[1]);
        let end = long.map(|pair| pair[1]).expect("some line is long");
        bytes.truncate((end & !1) - 8);
        prop_assert_ne!(report(&files, Lang::En).verdict, Verdict::NoSigns, "{} cut at {}", name, end);
    }

    /// Wherever a file that the verdict rests on is cut, at line ends too: an all-clear needs what looks whole to a second judge.
    #[test]
    fn an_all_clear_needs_three_whole_artifacts(file in any::<Index>(), at in any::<Index>(), how in 0_u8..8) {
        let mut files = CLEAN.clone();
        let name = NEEDED[file.index(NEEDED.len())];
        let place = files.iter().position(|(other, _)| other == name).expect("the collection has its parts");
        let original = files[place].1.clone();
        let mut is_whole = false;
        match how {
            0 => drop(files.remove(place)),
            1 => files[place].1.clear(),
            2 => files[place].1 = b"\x89PNG\r\n\x1a\n".repeat(300),
            _ => {
                files[place].1.truncate(at.index(original.len()));
                is_whole = looks_whole(name, &original, &files[place].1);
            }
        }
        let verdict = report(&files, Lang::En).verdict;
        prop_assert!(verdict != Verdict::NoSigns || is_whole, "{name} of {} bytes", files.get(place).map_or(0, |file| file.1.len()));
    }
}

const NEEDED: [&str; 4] = ["files-C.txt", "processes.txt", "registry-hklm.reg", "registry-hku.reg"];

/// Whether nothing in what is left tells of the cut: only blank lines are gone, or it ends where a record ends, with what must be
/// there before it. A listing always ends with its totals.
fn looks_whole(name: &str, original: &[u8], left: &[u8]) -> bool {
    let text = |bytes: &[u8]| -> String {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        String::from_utf16_lossy(&units.collect::<Vec<_>>()).replace('\r', "")
    };
    let (original, shown) = (text(original), text(left));
    if shown.trim_end() == original.trim_end() {
        return true;
    }
    let ends_a_record = left.len().is_multiple_of(2) && shown.ends_with("\n\n");
    let has = |key: &str| shown.contains(key);
    ends_a_record
        && match name {
            "files-C.txt" => false,
            "processes.txt" => has("=System Idle Process\n") && has("=smss.exe\n"),
            "registry-hklm.reg" => {
                has("[HKEY_LOCAL_MACHINE\\SOFTWARE\\") && has("[HKEY_LOCAL_MACHINE\\SYSTEM\\")
            }
            _ => has("[HKEY_USERS\\"),
        }
}
