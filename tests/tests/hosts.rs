//! What a host says of itself: the same Windows and the same answer about its weaknesses from its registry as from its own words, and
//! no answer where a list is not whole or files contradict each other.

use jiance::Lang;
use jiance::report::{CoverageState, ExposureState, Report};
use jiance_tests::encode::Encoding;
use jiance_tests::host::Host;
use jiance_tests::host_forms::{self, software};
use jiance_tests::locale::Locale;
use jiance_tests::systeminfo::{os_properties, systeminfo};
use jiance_tests::windows::{self, Windows};

use crate::judge::report;

/// Reads texts as files of one host.
fn read(host: &Host, texts: &[&str]) -> Report {
    let file = |(at, text): (usize, &&str)| {
        (format!("{at}.txt"), Encoding::Utf16Bom.encode(text, host.locale))
    };
    report(&texts.iter().enumerate().map(file).collect::<Vec<_>>(), Lang::En)
}

/// The states of the four weaknesses, in the report's order.
fn states(report: &Report) -> Vec<(&str, ExposureState)> {
    report.exposure.iter().map(|row| (row.weakness.as_str(), row.state)).collect()
}

fn coverage(report: &Report, artifact: &str) -> (CoverageState, Vec<String>) {
    let row = report.coverage.iter().find(|row| row.artifact == artifact).expect("a row");
    (row.state, row.reasons.iter().map(|reason| reason.code.clone()).collect())
}

/// With every fix and with none.
fn both(windows: &'static Windows, locale: Locale) -> [Host; 2] {
    [Host::clean(windows, locale), Host::with_updates(windows, locale, &[])]
}

#[test]
fn the_software_hive_alone_says_what_systeminfo_says() {
    for windows in windows::ALL {
        for host in both(windows, Locale::En) {
            let from_registry = read(&host, &[&software(&host)]);
            let told = read(&host, &[&systeminfo(&host)]);
            assert_eq!(states(&from_registry), states(&told), "{}: {:?}", windows.id, host.updates);
            let (os, other) = (&from_registry.host.os, &told.host.os);
            let of = |os: &jiance::report::Os| {
                let pack = os.service_pack.unwrap_or(0);
                (os.version.clone(), os.build, pack)
            };
            assert_eq!(of(os), of(other), "{}", windows.id);
            if !windows.is_nt5() {
                assert_eq!(os.architecture, other.architecture, "{}", windows.id);
            }
            for report in [&from_registry, &told] {
                for artifact in ["system_info", "hotfixes"] {
                    let complete = (CoverageState::Complete, Vec::new());
                    assert_eq!(coverage(report, artifact), complete, "{} {artifact}", windows.id);
                }
            }
        }
    }
}

#[test]
fn a_host_with_nothing_installed_is_open_and_one_with_its_fixes_is_not() {
    for windows in windows::ALL.into_iter().filter(|windows| !windows.fixes.is_empty()) {
        let [fixed, open] = both(windows, Locale::ZhCn);
        for (host, expected) in [(fixed, ExposureState::Patched), (open, ExposureState::Missing)] {
            for text in [systeminfo(&host), software(&host)] {
                let report = read(&host, &[&text]);
                let state = report.exposure.iter().find(|row| row.weakness == "MS17-010");
                assert_eq!(state.map(|row| row.state), Some(expected), "{}", windows.id);
            }
        }
    }
}

#[test]
fn a_list_that_is_not_whole_says_why_and_decides_nothing() {
    let updates: Vec<u32> = (2_500_000..2_500_273).collect();
    let host = Host::with_updates(&windows::SERVER_2012_R2, Locale::En, &updates);
    let whole = systeminfo(&host);
    let entry = |number: usize| format!("[{number}]: KB{}", updates[number - 1]);
    let first = whole.find(&entry(246)).expect("an entry");
    let first = whole[..first].rfind('\n').expect("a line") + 1;
    let end = whole.find(&entry(273)).expect("an entry") + entry(273).len() + 2;
    let shortened = format!("{}{}", &whole[..first], &whole[end..]);
    let info = host_forms::computer_info(&host);
    for (text, reason) in [
        (shortened.as_str(), "coverage.hotfixes_miscounted"),
        (&whole[..first], "coverage.hotfixes_miscounted"),
        (&info, "coverage.hotfixes_elided"),
    ] {
        let report = read(&host, &[text]);
        let (state, reasons) = coverage(&report, "hotfixes");
        assert_eq!((state, reasons), (CoverageState::Partial, vec![reason.to_owned()]), "{text}");
        let row = report.exposure.iter().find(|row| row.weakness == "MS17-010");
        assert_eq!(row.map(|row| row.state), Some(ExposureState::Unknown));
    }
}

#[test]
fn files_that_contradict_each_other_about_the_build_are_told() {
    let one = Host::clean(&windows::WIN7_SP1, Locale::En);
    let other = Host::clean(&windows::SERVER_2012_R2, Locale::En);
    let report = read(&one, &[&systeminfo(&one), &os_properties(&other)]);
    let expected = vec!["coverage.system_info_contradicts".to_owned()];
    assert_eq!(coverage(&report, "system_info"), (CoverageState::Partial, expected));
}

#[test]
fn files_of_different_computers_are_told_though_the_build_is_the_same() {
    let one = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    let mut other = one.clone();
    other.name = "WEB-02".to_owned();
    let expected = |code: &str| (CoverageState::Partial, vec![code.to_owned()]);
    let report = read(&one, &[&systeminfo(&one), &systeminfo(&other)]);
    assert_eq!(coverage(&report, "system_info"), expected("coverage.names_contradict"));
    // Case, and what is longer than NetBIOS allows, make no other name.
    for (name, same) in [("Web-Server-Number-1", "WEB-SERVER-NUMB"), ("测试-PC", "??-PC")] {
        let [mut long, mut short] = [one.clone(), one.clone()];
        (long.name, short.name) = (name.to_owned(), same.to_owned());
        let report = read(&one, &[&systeminfo(&long), &systeminfo(&short)]);
        assert_eq!(coverage(&report, "system_info"), (CoverageState::Complete, vec![]), "{name}");
    }
    let server = Host::clean(&windows::SERVER_2008_R2_SP1, Locale::ZhCn);
    let mut renamed = server.clone();
    renamed.name = one.name.clone();
    let report = read(&one, &[&systeminfo(&one), &systeminfo(&renamed)]);
    assert_eq!(coverage(&report, "system_info"), expected("coverage.roles_contradict"));
}
