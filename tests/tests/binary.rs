//! Raw hives and file tables: what they cover together, what is said of those that are not whole, and that no damage to them ends in
//! anything but a report.

use std::sync::LazyLock;

use jiance::Lang;
use jiance::report::{CoverageState, PlaceKind, Report, Verdict};
use jiance_tests::files::Files;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::mft;
use jiance_tests::registry::{Data, Form, Registry, export, hive, not_written_back};
use jiance_tests::windows::WIN7_SP1;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::judge::{NamedBytes, report, report_in_chunks};

const SOFTWARE: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE";
const SYSTEM: &str = "HKEY_LOCAL_MACHINE\\SYSTEM";
const USER: &str = "HKEY_USERS\\S-1-5-21-3109682451-2417043209-1182270021-500";

fn host() -> Host {
    Host::clean(&WIN7_SP1, Locale::ZhCn)
}

fn hives(host: &Host) -> Vec<NamedBytes> {
    [(SOFTWARE, "SOFTWARE"), (SYSTEM, "SYSTEM"), (USER, "ntuser.dat")]
        .map(|(mount, name)| {
            (name.to_owned(), hive(&host.registry, mount, &format!("Config\\{name}")))
        })
        .to_vec()
}

fn one(bytes: Vec<u8>) -> Report {
    report(&[("a".to_owned(), bytes)], Lang::En)
}

fn state(report: &Report, artifact: &str) -> CoverageState {
    let row = report.coverage.iter().find(|row| row.artifact == artifact);
    row.expect("a row for each artifact").state
}

#[track_caller]
fn check_problem(report: &Report, kind: &str, code: &str) {
    let input = &report.inputs[0];
    assert_eq!(input.kind, kind);
    let codes: Vec<&str> = input.problems.iter().map(|said| said.code.as_str()).collect();
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn the_machines_hives_and_a_users_are_the_whole_registry() {
    let mut files = hives(&host());
    assert_eq!(state(&report(&files, Lang::En), "registry"), CoverageState::Complete);
    for (_, bytes) in &mut files {
        *bytes = not_written_back(std::mem::take(bytes));
    }
    let dirty = report(&files, Lang::En);
    assert_eq!(state(&dirty, "registry"), CoverageState::Partial);
    check_problem(&dirty, "hive", "hive.dirty");
}

#[test]
fn a_hive_of_windows_own_is_no_users() {
    let mut files = hives(&host());
    let user = hive(&host().registry, USER, "System32\\config\\DEFAULT");
    files[2] = ("DEFAULT".to_owned(), user);
    let report = report(&files, Lang::En);
    let row = report.coverage.iter().find(|row| row.artifact == "registry").expect("its row");
    let reasons: Vec<&str> = row.reasons.iter().map(|said| said.code.as_str()).collect();
    assert_eq!(reasons, ["coverage.registry_no_user"]);
}

/// The machine's two hives, and an export of one hive below `HKEY_USERS`.
fn check_user_side(hive_of: &str, expected: CoverageState) {
    let mut files = hives(&host());
    let mut registry = Registry::default();
    registry.set(&format!("HKEY_USERS\\{hive_of}\\Software\\a"), "b", Data::text("c"));
    let text = export(&registry, &format!("HKEY_USERS\\{hive_of}"), Form::Five, Locale::En);
    files[2] = ("user.reg".to_owned(), text.into_bytes());
    assert_eq!(state(&report(&files, Lang::En), "registry"), expected, "{hive_of}");
}

#[test]
fn the_user_side_of_the_registry_is_a_persons() {
    for of_windows in [".DEFAULT", "S-1-5-18", "s-1-5-19", "S-1-5-20", "S-1-5-21-1-2-3-500_Classes"]
    {
        check_user_side(of_windows, CoverageState::Partial);
    }
    for of_a_person in ["S-1-5-21-1-2-3-500", "S-1-12-1-1-2-3-4"] {
        check_user_side(of_a_person, CoverageState::Complete);
    }
}

#[test]
fn a_hive_that_is_cut_or_only_a_part_is_not_whole() {
    let registry = host().registry;
    let mut cut = hive(&registry, SYSTEM, "SYSTEM");
    cut.truncate(cut.len() / 2);
    check_problem(&one(cut), "hive", "hive.cut");
    let part = hive(&registry, &format!("{SOFTWARE}\\Microsoft"), "SOFTWARE");
    check_problem(&one(part), "hive", "hive.unlike_its_name");
}

#[test]
fn a_hive_that_says_it_is_huge_is_refused() {
    let mut huge = hive(&host().registry, SYSTEM, "SYSTEM");
    huge[40..44].copy_from_slice(&0x4000_0000_u32.to_le_bytes());
    check_problem(&one(huge), "hive", "hive.too_large");
}

#[test]
fn a_log_is_called_a_log() {
    let mut log = hive(&host().registry, USER, "ntuser.dat");
    log[28] = 6;
    let report = one(log);
    check_problem(&report, "hive_log", "hive.log_alone");
    assert_eq!(state(&report, "registry"), CoverageState::Missing);
}

#[test]
fn long_data_are_found_over_the_seams_of_their_segments() {
    let mut registry = Registry::default();
    // The word lies across the first seam, at byte 16344.
    let text = format!("{}EternalRocks{}", "x".repeat(8166), "y".repeat(30_000));
    registry.set(&format!("{SOFTWARE}\\Contoso"), "Blob", Data::Binary(utf16(&text)));
    let report = one(hive(&registry, SOFTWARE, ""));
    assert!(report.sightings.iter().any(|seen| seen.indicator == "N4"), "{:?}", report.sightings);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn many_subkeys_in_lists_of_lists_are_all_read() {
    let mut registry = Registry::default();
    for at in 0..1200 {
        registry.add_key(&format!("{SOFTWARE}\\Contoso\\键{at}"));
    }
    assert_eq!(one(hive(&registry, SOFTWARE, "")).inputs[0].records, 1202);
}

#[test]
fn a_deleted_file_alone_is_suspected() {
    let table = mft::with_deleted(&host().files, "C:", &["C:\\Windows\\mssecsvc.exe"]);
    let report = one(table);
    assert_eq!(report.verdict, Verdict::Suspected);
    let places: Vec<PlaceKind> = report.sightings.iter().map(|seen| seen.place).collect();
    assert_eq!(places, [PlaceKind::Deleted]);
    assert!(report.reasons.iter().any(|said| said.code == "verdict.suspected_deleted"));
}

#[test]
fn a_file_table_that_is_cut_or_of_a_data_drive_says_so() {
    let mut cut = mft::mft(&host().files, "C:");
    cut.truncate(cut.len() - 1024);
    check_problem(&one(cut), "mft", "mft.cut");
    let mut host = host();
    host.add_data_drive();
    check_problem(&one(mft::mft(&host.files, "D:")), "mft", "mft.drive_unknown");
    check_problem(&one(mft::mft(&host.files, "C:")), "mft", "mft.drive_assumed");
}

#[test]
fn of_several_file_tables_each_must_be_whole() {
    let mut host = host();
    host.add_data_drive();
    let system = ("a/$MFT".to_owned(), mft::mft(&host.files, "C:"));
    let mut data = ("b/$MFT".to_owned(), mft::mft(&host.files, "D:"));
    let both = |data: &NamedBytes| report(&[system.clone(), data.clone()], Lang::En);
    assert_eq!(state(&both(&data), "file_listing"), CoverageState::Complete);
    data.1.truncate(data.1.len() - 1024);
    assert_eq!(state(&both(&data), "file_listing"), CoverageState::Partial);
    let mut cut = system.clone();
    cut.1.truncate(cut.1.len() - 1024);
    assert_eq!(state(&both(&(data.0, cut.1)), "file_listing"), CoverageState::Partial);
}

/// Small inputs with a sign in each, so that damage often strikes something that matters.
static SMALL: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let mut registry = Registry::default();
    registry.set(&format!("{SYSTEM}\\Select"), "Current", Data::Number(1));
    for at in 0..6 {
        let key = format!("{SYSTEM}\\ControlSet001\\Services\\x{at}");
        registry.set(&key, "ImagePath", Data::expand("C:\\Program Files\\a.exe"));
        registry.set(&key, "Large", Data::Binary(vec![7; 20_000]));
    }
    let mut files = Files::default();
    for path in ["C:\\pagefile.sys", "C:\\Windows\\System32\\a.dll", "C:\\Users\\用户\\b.txt"] {
        files.add_file(path);
    }
    [hive(&registry, SYSTEM, "SYSTEM"), mft::mft(&files, "C:")]
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn damage_ends_in_the_same_report_for_any_chunks(
        which in 0_usize..2,
        cut in prop::option::weighted(0.2, any::<Index>()),
        changes in prop::collection::vec(
            (any::<Index>(), prop_oneof![any::<u8>().boxed(), Just(0).boxed(), Just(0xFF).boxed()], any::<bool>()),
            0..40,
        ),
        size in 1_usize..5000,
    ) {
        let mut bytes = SMALL[which].clone();
        for (at, byte, early) in changes {
            // Most of what leads on stands at the beginning.
            let most = if early { bytes.len().min(5000) } else { bytes.len() };
            bytes[at.index(most)] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let files = [("a".to_owned(), bytes)];
        let whole = report(&files, Lang::En);
        let chunked = report_in_chunks(&files, Lang::En, |bytes| bytes.chunks(size).collect());
        prop_assert_ne!(whole.verdict, Verdict::NoSigns);
        prop_assert!(whole == chunked);
    }
}
