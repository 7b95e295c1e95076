//! What fools a checker: each trap alone on an otherwise clean host, and what the report must say of it.

mod copies;
mod data;
mod further;
mod registry;

use jiance::Lang;
use jiance::report::{CheckState, Match, PlaceKind, Report, Verdict, Weight};
use jiance_tests::collection::{Collection, regedit4};
use jiance_tests::encode::utf16;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::process_forms;
use jiance_tests::processes::Process;
use jiance_tests::registry::Data;
use jiance_tests::windows;

use crate::judge::{report, single_files};

use PlaceKind::*;
use Verdict::*;

/// What must be seen: an indicator, its place, and a part of its evidence.
type Seen = (&'static str, PlaceKind, &'static str);

fn host() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::ZhCn)
}

/// The report on a clean host with one trap on it.
fn with(plant: impl Fn(&mut Host)) -> Report {
    let mut host = host();
    plant(&mut host);
    report(&single_files(&Collection::of(&host)), Lang::En)
}

#[track_caller]
fn check_report(report: &Report, verdict: Verdict, expected: &[Seen]) {
    let seen: Vec<_> = report
        .sightings
        .iter()
        .map(|seen| (seen.indicator.as_str(), seen.place, seen.evidence.as_str()))
        .collect();
    assert_eq!(report.verdict, verdict, "{seen:?}");
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    for (indicator, place, evidence) in expected {
        let found = seen
            .iter()
            .any(|(id, at, text)| id == indicator && at == place && text.contains(evidence));
        assert!(found, "{indicator} in {place:?} with {evidence}: {seen:?}");
    }
}

#[track_caller]
fn check(plant: impl Fn(&mut Host), verdict: Verdict, expected: &[Seen]) {
    check_report(&with(plant), verdict, expected);
}

/// One registry value, exported in both forms of `.reg` files.
#[track_caller]
fn value(key: &str, name: &str, data: Data, verdict: Verdict, expected: &[Seen]) {
    let mut host = host();
    host.registry.set(key, name, data);
    let whole = Collection::of(&host);
    check_report(&report(&single_files(&whole), Lang::En), verdict, expected);
    let [machine, users] = regedit4(&host);
    let mut older = single_files(
        &whole.without("registry-hklm.reg").without("registry-hku.reg").without("manifest.txt"),
    );
    older.extend([machine, users].map(|part| (part.name, part.bytes)));
    check_report(&report(&older, Lang::En), verdict, expected);
}

/// One file.
#[track_caller]
fn file(path: &str, verdict: Verdict, expected: &[(&'static str, PlaceKind)]) {
    let expected: Vec<Seen> = expected.iter().map(|(id, place)| (*id, *place, "")).collect();
    check(|host| host.files.add_file(path), verdict, &expected);
}

const SYSTEM: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001";
const SOFTWARE: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE";
const USER: &str = r"HKEY_USERS\S-1-5-21-3109682451-2417043209-1182270021-500";
const CURRENT: &str = r"Software\Microsoft\Windows\CurrentVersion";

fn machine(key: &str) -> String {
    format!(r"{SOFTWARE}\Microsoft\{key}")
}

fn has_reason(report: &Report, code: &str) -> bool {
    report.reasons.iter().any(|said| said.code == code)
}
