//! Several collections in one archive: one pass over it, and each host's report is the one it would have had alone.

use jiance::collections::{Given, Nature, Scope, tell_apart};
use jiance::report::Report;
use jiance::{Check, InputFeed, Lang};
use jiance_tests::collection::Collection;
use jiance_tests::samples;
use jiance_tests::zip::zip;

use crate::judge::{default_advisory, report};

const ARCHIVE: &str = "all.zip";

/// What stands in the archive, by path.
type Entries = Vec<(String, Vec<u8>)>;

fn in_folder(folder: &str, collection: &Collection) -> Entries {
    let entry = |part: &jiance_tests::collection::Part| {
        (format!("{folder}/{}", part.name), part.bytes.clone())
    };
    collection.parts.iter().map(entry).collect()
}

fn packed(entries: &Entries) -> Vec<u8> {
    zip(entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

/// The folders of an archive that hold a manifest.
fn folders(archive: &[u8]) -> Vec<String> {
    let mut check = Check::new(default_advisory());
    let mut input = check.input(ARCHIVE);
    input.feed(archive);
    input.finish();
    check.finish().manifest_folders(ARCHIVE)
}

/// Each collection's report, from one pass.
fn reports(archive: &[u8], folders: Vec<String>) -> Vec<Report> {
    assert_eq!(Nature::of(archive), Nature::Archive);
    let given = [Given { name: ARCHIVE.to_owned(), nature: Nature::Archive, folders }];
    let scopes: Vec<Scope> = tell_apart(&given)
        .expect("few enough")
        .into_iter()
        .flat_map(|collection| collection.parts)
        .map(|part| part.scope)
        .collect();
    let mut checks: Vec<Check> = scopes.iter().map(|_| Check::new(default_advisory())).collect();
    let mut feed = InputFeed::shared(ARCHIVE, checks.iter_mut().zip(scopes));
    for chunk in archive.chunks(1000) {
        feed.feed(chunk);
    }
    feed.finish();
    checks.into_iter().map(|check| check.finish().report(Lang::En)).collect()
}

/// The same but for the archive's own row, which has another size and checksum where it holds more.
fn without_container(mut report: Report) -> Report {
    report.inputs.retain(|input| input.file != ARCHIVE);
    report
}

#[test]
fn each_host_has_the_report_it_would_have_alone() {
    let (infected, clean) = (samples::infected(), samples::clean());
    let one = in_folder("one", &infected);
    let other = vec![("up/other.zip".to_owned(), clean.zip())];
    // In any order of the entries, also one inside the other.
    let mut mixed = one.clone();
    mixed.splice(3..3, other.clone());
    let archive = packed(&mixed);
    assert_eq!(folders(&archive), ["one", "up/other.zip"]);
    let [first, second, rest] = reports(&archive, folders(&archive)).try_into().expect("three");
    let alone = |entries: &Entries| {
        without_container(report(&[(ARCHIVE.to_owned(), packed(entries))], Lang::En))
    };
    assert_eq!(first.verdict.name(), "infected");
    assert_eq!(second.verdict.name(), "no_signs");
    for (of_several, alone) in [(first, alone(&one)), (second, alone(&other))] {
        assert!(of_several.inputs.iter().any(|input| input.file == ARCHIVE));
        assert_eq!(without_container(of_several), alone);
    }
    assert_eq!(rest.inputs.len(), 1, "nothing but the archive itself is left over");
}

#[test]
fn what_no_collection_holds_is_left_over() {
    let mut entries = in_folder("one", &samples::clean());
    entries.extend(in_folder("other", &samples::infected()));
    entries.push(("tasklist.txt".to_owned(), b"Image Name\r\nmssecsvc.exe\r\n".to_vec()));
    let archive = packed(&entries);
    let [.., rest] = reports(&archive, folders(&archive))
        .try_into()
        .unwrap_or_else(|all: Vec<Report>| -> [Report; 3] { panic!("{} collections", all.len()) });
    let files: Vec<&str> = rest.inputs.iter().map(|input| input.file.as_str()).collect();
    assert_eq!(files, [ARCHIVE, "all.zip/tasklist.txt"]);
}

#[test]
fn an_archive_that_breaks_off_is_named_in_every_report_of_it() {
    let mut entries = in_folder("one", &samples::clean());
    entries.extend(in_folder("other", &samples::clean()));
    let whole = packed(&entries);
    let all = folders(&whole);
    for report in reports(&whole[..whole.len() * 3 / 4], all) {
        let container = report.inputs.iter().find(|input| input.file == ARCHIVE).expect("a row");
        assert!(!container.problems.is_empty());
    }
}
