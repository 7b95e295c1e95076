//! Links that were given out go on to open, and mean what they meant. There is one for every version ever made; what is expected
//! of them here never changes.

use jiance::Lang;
use jiance::link::{Link, LinkedResult, Numbered, Step, open};
use jiance::report::{
    CheckState, CoverageState, ExposureState, HardeningState, PlaceKind, Verdict,
};
use jiance_tests::links::{ISSUED, issued};

use super::opened;

fn result(name: &str) -> LinkedResult {
    opened(issued(name).expect("it is kept")).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Indicators in a state, by id.
fn indicators(result: &LinkedResult, state: CheckState) -> Vec<&str> {
    let in_state = result.checks.iter().filter(|check| check.state == state);
    in_state.filter_map(|check| check.indicator.known().map(|it| it.id.as_str())).collect()
}

fn codes(result: &LinkedResult) -> Vec<String> {
    result.reasons.iter().map(|reason| reason.said(Lang::En).code).collect()
}

fn coverage(result: &LinkedResult) -> Vec<CoverageState> {
    result.coverage.iter().map(|row| row.state).collect()
}

/// A measure's state and reason in English.
fn measure(result: &LinkedResult, id: &str) -> (HardeningState, String) {
    let is_it = |measure: &Numbered<&'static jiance::knowledge::Measure>| {
        measure.known().is_some_and(|measure| measure.id == id)
    };
    let row = result.hardening.iter().find(|row| is_it(&row.measure)).expect(id);
    (row.state, row.because.said(Lang::En).text)
}

#[test]
fn every_kept_link_opens() {
    for (name, text) in ISSUED {
        open(text).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
}

/// A Server 2008 R2 without the fix, with both worms on it; everything was chosen.
#[test]
fn version_1_with_everything() {
    let result = result("result-1-infected-everything");
    assert_eq!((result.verdict, result.lang), (Verdict::Infected, Some(Lang::ZhCn)));
    assert_eq!(
        (result.advisory.id.as_str(), result.advisory_version.as_str()),
        ("smb-worms-2017", "2017-06-02.1")
    );
    assert_eq!(codes(&result), ["verdict.infected_notice", "verdict.infected_further"]);
    assert!(result.reasons[0].said(Lang::En).text.contains(": 8. "));
    let found = ["N1.1", "N1.2", "N1.4", "N1.5", "N2.2", "N2.3", "N3", "N4", "WC.31", "ER.15"];
    assert_eq!(indicators(&result, CheckState::Found), found);
    assert_eq!(indicators(&result, CheckState::NotChecked), [""; 0]);
    assert_eq!(result.checks.len(), 178);
    let places: Vec<PlaceKind> =
        result.seen.iter().filter_map(|seen| seen.groups[0].place.known().copied()).collect();
    assert_eq!(places[..6], [PlaceKind::LivePath; 6]);
    assert_eq!(places[6..8], [PlaceKind::RunningProcess, PlaceKind::Autostart]);
    let first = &result.seen[0].groups[0].evidence[0];
    assert_eq!((first.text.as_str(), first.line), ("C:\\Windows\\mssecsvc.exe", Some(580)));
    let file = first.file.as_ref().expect("a name").as_str();
    assert_eq!(file, "jiance-WIN-2008-R2-SP1-20170602-163500.zip/files-C.txt");
    assert_eq!(coverage(&result), [CoverageState::Complete; 6]);
    assert_eq!(
        (result.os.version, result.os.build, result.os.service_pack),
        (Some((6, 1)), Some(7601), Some(1))
    );
    let products: Vec<&str> = result.os.products().map(|product| product.name).collect();
    assert_eq!(products, ["Windows Server 2008 R2"]);
    let states: Vec<ExposureState> = result.exposure.iter().map(|row| row.state).collect();
    let not_affected = ExposureState::NotAffected;
    assert_eq!(states, [ExposureState::Missing, not_affected, not_affected, not_affected]);
    let kbs: Vec<String> = result.exposure[0].install.iter().map(|kb| kb.to_string()).collect();
    assert_eq!(kbs, ["KB4012212", "KB4012215"]);
    let (state, ports) = measure(&result, "close_smb_ports");
    assert_eq!(state, HardeningState::Needed);
    assert!(ports.contains("TCP 135, TCP 139, TCP 445, UDP 137, UDP 138"), "{ports}");
    assert_eq!(measure(&result, "isolate").0, HardeningState::Needed);
    assert_eq!(
        (result.inputs, result.fingerprint.to_string().as_str()),
        (12, "01d6-8ec8-79b2-e02e-dad4")
    );
    assert_eq!(result.host_name.as_ref().map(|name| name.as_str()), Some("WIN-2008-R2-SP1"));
    assert_eq!(result.file_names.as_ref().map(Vec::len), Some(12));
    assert_eq!((result.left_out, result.unknown), (0, 0));
}

/// A Windows 7 whose hidden files and processes were not seen; nothing was chosen.
#[test]
fn version_1_by_default_and_its_code_block() {
    for name in ["result-1-incomplete-default", "result-1-incomplete-block"] {
        let result = result(name);
        assert_eq!((result.verdict, result.lang), (Verdict::CannotTell, Some(Lang::En)));
        let gap = "verdict.gap";
        assert_eq!(codes(&result), ["verdict.cannot_tell", gap, gap, "verdict.memory_only"]);
        let hidden = result.reasons[1].said(Lang::En).text;
        assert!(hidden.contains("drive C:") && !hidden.contains("files-C"), "{hidden}");
        let mut expected = [CoverageState::Complete; 6];
        expected[0] = CoverageState::Partial;
        expected[1] = CoverageState::Missing;
        assert_eq!(coverage(&result), expected);
        assert!(result.seen.is_empty());
        assert_eq!(indicators(&result, CheckState::Found), [""; 0]);
        assert!(indicators(&result, CheckState::NotChecked).contains(&"N1.1"));
        assert!(indicators(&result, CheckState::NotFound).contains(&"N4"));
        let products: Vec<&str> = result.os.products().map(|product| product.name).collect();
        assert_eq!(products, ["Windows 7"]);
        assert_eq!(result.exposure[0].state, ExposureState::Patched);
        assert_eq!((result.host_name, result.file_names), (None, None));
    }
}

#[test]
fn version_1_of_the_check_link() {
    let Link::Check(link) = open(issued("check-1").expect("it is kept")).expect("a link") else {
        panic!("no check link");
    };
    assert_eq!(
        (link.advisory.id.as_str(), link.lang, link.step),
        ("smb-worms-2017", Some(Lang::ZhCn), Some(Step::Drop))
    );
    assert_eq!(link.ticket.expect("a ticket").as_str(), "HD-2017-0042");
}
