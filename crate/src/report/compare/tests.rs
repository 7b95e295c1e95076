//! What may be called fixed, and what may not.

use super::*;
use crate::advisory::Advisory;
use crate::host_text::HostText;
use crate::lang::Lang;
use crate::report::{Input, Match, PlaceKind, Source, Weight};

/// A report of a host on which everything was seen and nothing found.
fn clean() -> Report {
    let advisory = Advisory::built_in().first().unwrap();
    let mut report = crate::Check::new(advisory).finish().report(Lang::En);
    report.verdict = Verdict::NoSigns;
    for check in &mut report.checks {
        check.state = CheckState::NotFound;
    }
    for row in &mut report.coverage {
        row.state = CoverageState::Complete;
        row.files = vec![format!("a.zip/{}", row.artifact)];
    }
    report.host.name = Some(HostText::shown("WEB-01"));
    report
}

fn infected() -> Report {
    let mut report = clean();
    report.verdict = Verdict::Infected;
    find(&mut report, "N1.1", "a.zip/file_listing");
    report
}

fn find(report: &mut Report, indicator: &str, file: &str) {
    let check = report.checks.iter_mut().find(|check| check.indicator == indicator).unwrap();
    check.state = CheckState::Found;
    report.sightings.push(Sighting {
        indicator: indicator.to_owned(),
        family: String::new(),
        in_notice: true,
        weight: Weight::Infected,
        matched: Match::Exact,
        place: PlaceKind::LivePath,
        source: Source { file: file.to_owned(), line: Some(1), offset: None },
        evidence: HostText::default(),
    });
}

fn uncover(report: &mut Report, artifact: &str, state: CoverageState) {
    report.coverage.iter_mut().find(|row| row.artifact == artifact).unwrap().state = state;
}

fn input(file: &str, sha256: &str) -> Input {
    Input {
        file: file.to_owned(),
        bytes: 1,
        sha256: sha256.to_owned(),
        kind: "zip".to_owned(),
        encoding: "binary".to_owned(),
        encoding_chosen: false,
        records: 0,
        problems: Vec::new(),
    }
}

#[track_caller]
fn turn(changes: &[Change], id: &str) -> Turn {
    changes.iter().find(|change| change.id == id).unwrap().turn()
}

#[test]
fn a_sign_is_fixed_only_where_it_was_looked_for_again() {
    let sign = |after: &Report| turn(&compare(&infected(), after).signs, "N1.1");
    assert_eq!(sign(&clean()), Turn::Fixed);
    assert_eq!(sign(&infected()), Turn::StillOpen);
    for state in [CoverageState::Partial, CoverageState::Missing] {
        let mut after = clean();
        uncover(&mut after, "file_listing", state);
        after.checks.iter_mut().for_each(|check| check.state = CheckState::NotChecked);
        assert_eq!(sign(&after), Turn::NotChecked, "{state:?}");
    }
}

#[test]
fn a_sign_seen_in_another_artifact_than_its_own_is_looked_for_there() {
    let mut before = clean();
    find(&mut before, "N1.1", "a.zip/registry");
    let mut after = clean();
    uncover(&mut after, "registry", CoverageState::Partial);
    assert_eq!(turn(&compare(&before, &after).signs, "N1.1"), Turn::NotChecked);
    uncover(&mut after, "registry", CoverageState::Complete);
    uncover(&mut after, "process_list", CoverageState::Missing);
    assert_eq!(turn(&compare(&before, &after).signs, "N1.1"), Turn::Fixed);
}

#[test]
fn a_new_sign_is_told_from_one_that_nobody_had_looked_for() {
    assert_eq!(turn(&compare(&clean(), &infected()).signs, "N1.1"), Turn::New);
    let mut before = clean();
    before.checks.iter_mut().for_each(|check| check.state = CheckState::NotChecked);
    assert_eq!(turn(&compare(&before, &infected()).signs, "N1.1"), Turn::NowSeen);
    assert_eq!(turn(&compare(&before, &clean()).signs, "N1.1"), Turn::NowClosed);
    assert_eq!(turn(&compare(&clean(), &before).signs, "N1.1"), Turn::NoLongerKnown);
}

#[test]
fn a_patch_is_in_only_where_the_later_collection_says_so() {
    use ExposureState::{Missing, NotAffected, Patched, Unknown};
    for (before, after, expected) in [
        (Missing, Patched, Turn::Fixed),
        (Missing, NotAffected, Turn::Fixed),
        (Missing, Unknown, Turn::NotChecked),
        (Missing, Missing, Turn::StillOpen),
        (Patched, Missing, Turn::New),
        (Unknown, Missing, Turn::NowSeen),
        (Unknown, Unknown, Turn::Unknown),
        (Patched, NotAffected, Turn::StillClosed),
    ] {
        let [mut one, mut other] = [clean(), clean()];
        one.exposure[0].state = before;
        other.exposure[0].state = after;
        let changes = compare(&one, &other).exposure;
        assert_eq!(changes[0].turn(), expected, "{before:?} to {after:?}");
    }
}

#[test]
fn a_measure_that_only_one_report_judges_is_left_out() {
    let (mut before, after) = (clean(), clean());
    let mut isolate = before.hardening[0].clone();
    isolate.measure = "isolate".to_owned();
    isolate.state = HardeningState::Needed;
    before.hardening.push(isolate);
    let measures = compare(&before, &after).hardening;
    assert!(measures.iter().all(|change| change.id != "isolate"));
    assert_eq!(measures.len(), after.hardening.len());
}

#[test]
fn two_hosts_are_not_taken_for_one() {
    let doubts = |after: &Report| {
        let mut before = clean();
        before.inputs.push(input("jiance-WEB-01-20170602-163500.zip", "00"));
        compare(&before, after).doubts
    };
    let mut after = clean();
    assert_eq!(doubts(&after), []);
    after.host.name = Some(HostText::shown("web-01"));
    assert_eq!(doubts(&after), []);
    after.host.name = Some(HostText::shown("WEB-02"));
    assert_eq!(doubts(&after), [Doubt::DifferentHosts]);
    after.host.name = None;
    assert_eq!(doubts(&after), [Doubt::HostUnnamed]);
}

#[test]
fn the_order_of_the_two_is_told_by_name_or_time() {
    let named = |file: &str| {
        let mut report = clean();
        report.inputs.push(input(file, file));
        report
    };
    let [june, july] =
        ["jiance-WEB-01-20170602-163500.zip", "up/jiance-WEB-01-20170702-163500/a.txt"].map(named);
    assert_eq!(compare(&june, &july).doubts, []);
    assert_eq!(compare(&july, &june).doubts, [Doubt::Reversed]);

    let at = |file: &str, time: &str| {
        let mut report = named(file);
        report.host.collected_at = Some(HostText::shown(time));
        report
    };
    let (june, july) = (at("a.zip", "2017/06/02 16:35"), at("b.zip", "2017/07/02 16:35"));
    assert_eq!(compare(&june, &july).doubts, []);
    assert_eq!(compare(&july, &june).doubts, [Doubt::Reversed]);
}

#[test]
fn the_same_files_are_no_second_collection() {
    let mut one = clean();
    one.inputs.push(input("a.zip", "aa"));
    let mut other = one.clone();
    other.inputs[0].file = "copy of a.zip".to_owned();
    assert_eq!(compare(&one, &other).doubts, [Doubt::SameFiles]);
}

#[test]
fn another_advisory_is_named() {
    let mut after = clean();
    after.inputs.push(input("a.zip", "aa"));
    after.advisory.version.push('1');
    assert_eq!(compare(&clean(), &after).doubts, [Doubt::OtherAdvisory]);
}
