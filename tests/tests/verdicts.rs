//! Every case gets its answer, and the answer says on what ground.

use std::collections::BTreeSet;

use jiance::Lang;
use jiance::report::{CheckState, CoverageState, ExposureState, PlaceKind, Report, Weight};
use jiance_tests::cases::{self, Case};
use jiance_tests::collection::Collection;
use jiance_tests::decoys::TRACES;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::signs::SIGNS;
use jiance_tests::windows;

use crate::judge::{bundle, cabinet, notice_indicators, report, single_files};

/// Judges each case and names those whose report is not as `wrong` wants it.
#[track_caller]
fn check(cases: &[Case], wrong: impl Fn(&Case, &Report) -> Option<String>) {
    check_with(cases, &vec![(); cases.len()], |case, (), report| wrong(case, report));
}

/// The same for cases made from facts that the complaint depends on.
#[track_caller]
fn check_with<F>(
    cases: &[Case],
    facts: &[F],
    wrong: impl Fn(&Case, &F, &Report) -> Option<String>,
) {
    assert!(!cases.is_empty() && cases.len() == facts.len());
    let complaints: Vec<String> = cases
        .iter()
        .zip(facts)
        .filter_map(|(case, fact)| {
            let report = report(&single_files(&case.collection), Lang::En);
            wrong(case, fact, &report).map(|complaint| format!("{}: {complaint}", case.name))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "{} cases are wrong:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

/// What is wrong with the verdict or the indicators found.
fn answer(case: &Case, report: &Report) -> Option<String> {
    let found = notice_indicators(report, CheckState::Found);
    let right = report.verdict.name() == case.expected.verdict && found == case.expected.indicators;
    (!right).then(|| format!("{} {found:?}: {}", report.verdict.name(), told(report)))
}

/// What the report says of itself, in one line.
fn told(report: &Report) -> String {
    let reasons = report.reasons.iter().map(|said| said.text.as_str());
    let gaps =
        report.coverage.iter().flat_map(|row| row.reasons.iter().map(|said| said.text.as_str()));
    let seen = report.sightings.iter().map(|seen| seen.evidence.as_str());
    reasons.chain(gaps).chain(seen).collect::<Vec<_>>().join(" | ")
}

#[test]
fn clean_hosts_show_no_signs() {
    check(&cases::clean_hosts(), |case, report| {
        let silent = report.sightings.is_empty()
            && notice_indicators(report, CheckState::NotFound).len() == 15;
        answer(case, report)
            .or_else(|| (!silent).then(|| format!("not silent: {}", told(report))))
            .or_else(|| unread(report).map(|file| format!("{file} is not read in full")))
    });
}

/// The first file with a problem, or artifact with a line that could not be read.
fn unread(report: &Report) -> Option<&str> {
    let file = report.inputs.iter().find(|input| !input.problems.is_empty());
    let artifact = report.coverage.iter().find(|row| 0 < row.unreadable);
    file.map(|input| input.file.as_str()).or(artifact.map(|row| row.artifact.as_str()))
}

#[test]
fn what_customers_collect_by_hand_is_judged_too() {
    check(&cases::by_hand(), answer);
}

#[test]
fn each_sign_alone_means_infected_and_is_shown() {
    check_with(&cases::planted(), SIGNS, |case, sign, report| {
        let shown = report.sightings.iter().any(|seen| {
            let evidence = seen.evidence.as_str().to_lowercase();
            seen.indicator == sign.indicator
                && seen.in_notice
                && seen.weight == Weight::Infected
                && evidence.contains(&sign.evidence.to_lowercase())
                && seen.source.line.is_some()
        });
        let others = notice_indicators(report, CheckState::NotFound).len();
        answer(case, report)
            .or_else(|| {
                (!shown).then(|| format!("the evidence lacks {}: {}", sign.evidence, told(report)))
            })
            .or_else(|| (others != 14).then(|| format!("{others} others are not found")))
    });
}

#[test]
fn each_sign_keeps_its_verdict_when_the_rest_is_missing() {
    for sign in SIGNS {
        let mut host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
        (sign.plant)(&mut host);
        let file = match sign.indicator {
            "N3" => "processes.txt",
            "N4" if sign.name == "n4-user-hive" => "registry-hku.reg",
            "N4" => "registry-hklm.reg",
            _ => "files-C.txt",
        };
        let part = Collection::of(&host).part(file).cloned().expect("a part of that name");
        let report = report(&[(part.name, part.bytes)], Lang::ZhCn);
        assert_eq!(report.verdict.name(), "infected", "{}", sign.name);
        assert_eq!(
            notice_indicators(&report, CheckState::Found),
            [sign.indicator],
            "{}",
            sign.name
        );
    }
}

#[test]
fn traces_with_another_explanation_raise_suspicion_only() {
    check_with(&cases::traces(), TRACES, |case, trace, report| {
        let places: BTreeSet<PlaceKind> = report.sightings.iter().map(|seen| seen.place).collect();
        let expected: PlaceKind =
            serde_json::from_value(trace.place.into()).expect("a place of the report");
        answer(case, report).or_else(|| {
            (places != BTreeSet::from([expected])).then(|| format!("stands in {places:?}"))
        })
    });
}

#[test]
fn a_gap_is_never_an_all_clear_and_is_named() {
    check(&cases::incomplete(), |case, report| {
        let gap = case.expected.gap.expect("a gap");
        let row = report
            .coverage
            .iter()
            .find(|row| row.artifact == gap.artifact)
            .expect("a row for each artifact");
        let named = gap.file.is_none_or(|file| {
            let input = report.inputs.iter().find(|input| input.file == file);
            input.is_some_and(|input| !input.problems.is_empty())
                || row.reasons.iter().any(|said| said.text.contains(file))
        });
        let unchecked = !notice_indicators(report, CheckState::NotChecked).is_empty();
        answer(case, report)
            .or_else(|| {
                (row.state == CoverageState::Complete).then(|| "the gap is not seen".to_owned())
            })
            .or_else(|| row.reasons.is_empty().then(|| "the gap has no reason".to_owned()))
            .or_else(|| (!named).then(|| format!("the file is not blamed: {}", told(report))))
            .or_else(|| (!unchecked).then(|| "every indicator counts as checked".to_owned()))
    });
}

#[test]
fn a_bundle_is_judged_as_its_files_are() {
    for case in cases::planted().iter().chain(&cases::incomplete()) {
        let single = report(&single_files(&case.collection), Lang::En);
        for packed in [bundle(&case.collection), cabinet(&case.collection)] {
            let (name, packed) = (packed[0].0.clone(), report(&packed, Lang::En));
            assert_eq!(single.verdict, packed.verdict, "{} as {name}", case.name);
            assert_eq!(answers(&single), answers(&packed), "{} as {name}", case.name);
        }
    }
}

/// What became of each indicator.
fn answers(report: &Report) -> Vec<(&str, CheckState)> {
    report.checks.iter().map(|row| (row.indicator.as_str(), row.state)).collect()
}

#[test]
fn the_host_is_told_from_its_own_words() {
    for case in cases::clean_hosts() {
        let report = report(&single_files(&case.collection), Lang::En);
        let windows = windows::ALL
            .iter()
            .filter(|windows| case.name.starts_with(&format!("clean-{}-", windows.id)));
        for windows in
            windows.filter(|windows| case.name.len() <= "clean--zh-cn".len() + windows.id.len())
        {
            let (major, minor, build) = windows.version;
            assert_eq!(report.host.os.build, Some(build), "{}", case.name);
            assert_eq!(report.host.os.version, Some(format!("{major}.{minor}")), "{}", case.name);
            assert_eq!(report.host.elevated, Some(true), "{}", case.name);
            let open: Vec<&str> = report
                .exposure
                .iter()
                .filter(|row| {
                    !matches!(row.state, ExposureState::Patched | ExposureState::NotAffected)
                })
                .map(|row| row.weakness.as_str())
                .collect();
            assert!(open.is_empty(), "{}: {open:?} on a host with every fix", case.name);
        }
    }
}

#[test]
fn a_host_without_fixes_is_told_what_to_install() {
    for (windows, kb) in [
        (&windows::XP_SP3, "KB4012598"),
        (&windows::SERVER_2003_SP2, "KB4012598"),
        (&windows::VISTA_SP2, "KB4012598"),
        (&windows::WIN7_SP1, "KB4012212"),
        (&windows::SERVER_2008_R2_SP1, "KB4012212"),
        (&windows::WIN81, "KB4012213"),
        (&windows::SERVER_2012_R2, "KB4012213"),
    ] {
        let host = Host::with_updates(windows, Locale::ZhCn, &[2536276]);
        let report = report(&single_files(&Collection::of(&host)), Lang::ZhCn);
        let row = report
            .exposure
            .iter()
            .find(|row| row.weakness == "MS17-010")
            .expect("a row for MS17-010");
        assert_eq!(row.state, ExposureState::Missing, "{}: {}", windows.id, row.because.text);
        assert!(
            row.install.iter().any(|update| update.kb == kb),
            "{}: {:?}",
            windows.id,
            row.install
        );
    }
}

/// A listing passes over in silence what it may not open: with every right that is Windows' own, without them it may be anything.
#[test]
fn folders_that_stay_shut_to_a_plain_user_are_a_gap() {
    let clean = Collection::of(&Host::with_updates(&windows::WIN7_SP1, Locale::En, &[]));
    let text = |name: &str| {
        let bytes = &clean.part(name).expect("the collection has its parts").bytes;
        if name == "manifest.txt" {
            return String::from_utf8_lossy(bytes).into_owned();
        }
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    let listing = text("files-C.txt");
    let row = listing.lines().find(|line| line.ends_with("pagefile.sys")).expect("a page file");
    let locked = "01/02/2010  10:00 AM    <DIR>          Locked";
    let listing = listing.replacen(row, &format!("{row}\r\n{locked}"), 1);
    let listing = listing.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let manifest = text("manifest.txt").replace("elevated=yes", "elevated=no");
    let with_rights = clean.with_bytes("files-C.txt", listing);
    let without = with_rights.with_bytes("manifest.txt", manifest.into_bytes());
    let answers = [with_rights, without].map(|collection| {
        let report = report(&single_files(&collection), Lang::En);
        (report.verdict.name(), told(&report).contains("Run it again as administrator"))
    });
    assert_eq!(answers, [("no_signs", false), ("cannot_tell", true)]);
}
