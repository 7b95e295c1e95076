//! Raw hives and file tables. In: bytes as such a file, or changes to a sound one. Out: a panic if one of them hides a sign elsewhere, or
//! if damage to other records of a file table hides a sign in it.

use std::ops::Range;
use std::sync::LazyLock;

use jiance::report::Verdict;
use jiance_tests::locale::Locale;
use jiance_tests::seeds::small;
use jiance_tests::windows::WIN7_SP1;
use jiance_tests::{mft, registry};

use crate::LISTING;
use crate::report::alike;

/// First bytes below this one have the rest read as it stands.
const CHANGES: u8 = 128;

/// The size of a record of a file table, and the records that lead to the sign in [`TABLE`], beside its own.
const RECORD: usize = 1024;

/// The hive SYSTEM of a small host.
static HIVE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let host = small(&WIN7_SP1, Locale::ZhCn);
    registry::hive(&host.registry, "HKEY_LOCAL_MACHINE\\SYSTEM", "Config\\SYSTEM")
});

/// The file table of a small host, with a sign.
static TABLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| mft::mft(&small(&WIN7_SP1, Locale::ZhCn).files, "C:"));

/// The records of [`TABLE`] that its sign rests on: NTFS's own, the sign's and its folder's.
static SIGN: LazyLock<Vec<Range<usize>>> = LazyLock::new(|| {
    let names = ["tasksche.exe", "Windows"]
        .map(|name| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let records = TABLE.chunks(RECORD).enumerate().filter(|(number, record)| {
        let holds = |name: &Vec<u8>| record.windows(name.len()).any(|bytes| bytes == name);
        *number < 24 || names.iter().any(holds)
    });
    records.map(|(number, _)| number * RECORD..(number + 1) * RECORD).collect()
});

/// Registry hives.
pub fn hives(data: &[u8]) {
    let [choice, data @ ..] = data else { return };
    let bytes =
        if *choice < CHANGES { data.to_vec() } else { changed(HIVE.clone(), data, |_| true) };
    let report = alike(&[("hive", &bytes), ("sign.txt", LISTING)], data);
    assert_eq!(report.verdict, Verdict::Infected, "a hive hides a sign in another file");
}

/// File tables.
pub fn file_tables(data: &[u8]) {
    let [choice, data @ ..] = data else { return };
    if *choice < CHANGES {
        let report = alike(&[("$MFT", data), ("sign.txt", LISTING)], data);
        assert_eq!(report.verdict, Verdict::Infected, "a table hides a sign in another file");
        return;
    }
    let may_change = |at| !SIGN.iter().any(|record| record.contains(&at));
    let bytes = changed(TABLE.clone(), data, may_change);
    let report = alike(&[("$MFT", &bytes)], data);
    let is_shown = report.sightings.iter().any(|seen| seen.indicator == "N1.2");
    assert!(is_shown, "damage to other records hides a sign");
}

/// Bytes with changes: where and to what, three bytes each.
fn changed(mut bytes: Vec<u8>, changes: &[u8], may_change: impl Fn(usize) -> bool) -> Vec<u8> {
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]]));
        if let Some(byte) = bytes.get_mut(at).filter(|_| may_change(at)) {
            *byte = change[2];
        }
    }
    bytes
}
