//! Nothing that a host, its owner or its files wrote gets into a link unasked; and each thing only if it was asked for itself.

use jiance::Lang;
use jiance::link::{Extras, ResultLink};
use jiance::report::Report;
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::signs::sign;
use jiance_tests::windows;
use proptest::prelude::*;
use serde_json::Value;

use super::{ALL, content, opened};
use crate::judge::{NamedBytes, report};

/// Stands in every text of a host's own. Its letters stand in no message, id or name of ours.
const MARK: &str = "ZQXJK";

/// A host that calls everything so.
fn marked_files() -> Vec<NamedBytes> {
    let mut host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    host.name = MARK.to_owned();
    for name in ["n1-2", "n3", "n4-service-image"] {
        (sign(name).expect("a sign").plant)(&mut host);
    }
    host.files.add_file(&format!("C:\\Users\\{MARK}\\configs\\Smbtouch.inconfig.xml"));
    let collection = Collection::of(&host).without("sockets.txt");
    let cut = |(name, mut bytes): NamedBytes| {
        if name.contains("files-") || name.contains("hku") {
            bytes.truncate(bytes.len() / 2 * 2 - 12);
        }
        (format!("{MARK}.zip/{name}"), bytes)
    };
    collection.parts.into_iter().map(|part| cut((part.name, part.bytes))).collect()
}

fn holds_mark(report: &Report, extras: Extras) -> bool {
    let link = ResultLink::of(report, Lang::ZhCn, extras).expect("a link");
    let bytes = content(&link.fragment());
    let text = String::from_utf8_lossy(&bytes).to_uppercase();
    let read = format!("{:?}", opened(&link.fragment()).expect("a link")).to_uppercase();
    let told = format!("{:?}", link.contents()).to_uppercase();
    assert_eq!(text.contains(MARK), read.contains(MARK));
    text.contains(MARK) || read.contains(MARK) || told.contains(MARK)
}

#[test]
fn a_host_full_of_a_name_leaves_no_trace_of_it_in_a_default_link() {
    for lang in Lang::ALL {
        let report = report(&marked_files(), lang);
        let json = report.to_json();
        assert!(30 < json.matches(MARK).count(), "the report is full of it");
        assert!(
            report
                .coverage
                .iter()
                .any(|row| row.reasons.iter().any(|said| said.text.contains(MARK)))
        );
        assert!(!holds_mark(&report, Extras::default()));
        for extras in [
            Extras { host_name: true, ..Extras::default() },
            Extras { evidence: true, ..Extras::default() },
            Extras { file_names: true, ..Extras::default() },
            ALL,
        ] {
            assert!(holds_mark(&report, extras), "{extras:?}");
        }
    }
}

#[test]
fn each_switch_lets_in_its_own_kind_only() {
    let mut report = report(&marked_files(), Lang::En);
    report.host.name = Some(jiance::HostText::shown("the host"));
    assert!(!holds_mark(&report, Extras { host_name: true, ..Extras::default() }));
    for seen in &mut report.sightings {
        seen.evidence = jiance::HostText::shown("the evidence");
    }
    let but_names = Extras { file_names: false, ..ALL };
    assert!(!holds_mark(&report, but_names));
    let names_only = Extras { file_names: true, ..Extras::default() };
    assert!(holds_mark(&report, names_only));
}

#[test]
fn computers_names_in_a_reason_are_no_file_names() {
    let system_info = |name: &str| {
        let mut host = Host::clean(&windows::WIN7_SP1, Locale::En);
        host.name = name.to_owned();
        let collection = Collection::of(&host);
        collection.part("systeminfo.txt").expect("a part").bytes.clone()
    };
    let files = [("one.txt", MARK.to_owned()), ("other.txt", format!("{MARK}2"))]
        .map(|(file, name)| (file.to_owned(), system_info(&name)));
    let mut report = report(&files, Lang::En);
    report.host.name = None;
    let row = report.coverage.iter().find(|row| row.artifact == "system_info").expect("a row");
    let reason = row.reasons.iter().find(|said| said.code == "coverage.names_contradict");
    assert!(reason.expect("the names contradict").text.contains(MARK));
    for extras in [Extras::default(), ALL] {
        assert!(!holds_mark(&report, extras), "{extras:?}");
    }
    let names = Extras { file_names: true, ..Extras::default() };
    let link = ResultLink::of(&report, Lang::En, names).expect("a link");
    let result = opened(&link.fragment()).expect("a link");
    let said: Vec<String> = result
        .coverage
        .iter()
        .flat_map(|row| &row.reasons)
        .map(|reason| reason.said(Lang::En).text)
        .filter(|text| text.contains("different hosts"))
        .collect();
    let withheld = "(not in the link)";
    let expected = format!(
        "one.txt is of the computer {withheld}, other.txt of {withheld}: files of different hosts. Hand in the files of one host."
    );
    assert_eq!(said, [expected]);
}

/// Every text of a report that a host or a stranger may have written: all but ids, codes and closed lists.
fn mark_texts(value: &mut Value, key: &str, place: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mark_texts(item, key, place)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, value)| mark_texts(value, key, place));
        }
        Value::String(text) => {
            let ours = [
                "schema",
                "id",
                "published",
                "verdict",
                "code",
                "indicator",
                "weight",
                "match",
                "place",
                "state",
                "artifact",
                "weakness",
                "shell",
                "measure",
            ];
            if !ours.contains(&key) {
                let at = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).nth(place);
                text.insert_str(at.unwrap_or(0), MARK);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A report from a file may hold anything where words stand, numbers of updates and versions too.
    #[test]
    fn a_report_that_somebody_wrote_by_hand_leaves_no_trace_either(place in 0_usize..40, in_english: bool) {
        let lang = if in_english { Lang::En } else { Lang::ZhCn };
        let mut value: Value = serde_json::from_str(&report(&marked_files(), lang).to_json()).expect("JSON");
        mark_texts(&mut value, "", place);
        let report: Report = serde_json::from_value(value).expect("a report");
        prop_assert!(!holds_mark(&report, Extras::default()));
    }
}
