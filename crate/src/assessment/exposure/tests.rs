//! Expectations come from the bulletins and file tables named in the data files, not from the program.

use ExposureState::{Missing, NotAffected, Patched, Unknown};

use super::*;
use crate::records::{HostFact, Kb, Update, UpdateRecord, UpdateSource, UpdateState};
use crate::report::Source;

fn at(line: u64) -> Source {
    Source { file: "host.txt".to_owned(), line: Some(line), offset: None }
}

/// A Windows by build, service pack and product name, as systeminfo states it.
fn windows(build: u32, service_pack: u32, product: &str) -> HostProfile {
    let (major, minor) = match build {
        2195 => (5, 0),
        2600 => (5, 1),
        3790 => (5, 2),
        6000..=6003 => (6, 0),
        7600..=7601 => (6, 1),
        9200 => (6, 2),
        9600 => (6, 3),
        _ => (10, 0),
    };
    let mut profile = HostProfile::default();
    profile.fact(&HostFact::Product(product.to_owned()), &at(1));
    profile.fact(&HostFact::Version { major, minor, build }, &at(2));
    profile.fact(&HostFact::ServicePack(service_pack), &at(2));
    profile
}

fn record(update: Update, state: UpdateState, source: UpdateSource) -> UpdateRecord {
    UpdateRecord { update, state, source }
}

fn install(profile: &mut HostProfile, kbs: &[u32]) {
    for (kb, line) in kbs.iter().zip(10..) {
        let update = Update::Kb(Kb(*kb));
        let installed = record(update, UpdateState::Installed, UpdateSource::SystemInfo);
        profile.update(&installed, &at(line));
    }
}

fn whole(profile: &mut HostProfile) {
    profile.fact(&HostFact::UpdatesWhole, &at(999));
}

fn servicing(profile: &mut HostProfile, update: Update, state: UpdateState) {
    profile.update(&record(update, state, UpdateSource::Servicing), &at(50));
}

fn exposure(profile: &HostProfile, weakness: &str) -> Exposure {
    let all = assess(profile, Lang::En);
    all.into_iter().find(|exposure| exposure.weakness == weakness).unwrap()
}

#[track_caller]
fn check(profile: &HostProfile, weakness: &str, expected: ExposureState, code: &str) {
    let exposure = exposure(profile, weakness);
    assert_eq!((exposure.state, exposure.because.code.as_str()), (expected, code), "{exposure:?}");
}

fn kbs(exposure: &Exposure) -> Vec<&str> {
    exposure.install.iter().map(|install| install.kb.as_str()).collect()
}

/// MS17-010's own table: Windows, build, service pack, fixes.
const FIXES: &[(&str, u32, u32, &[u32])] = &[
    ("Windows XP Professional", 2600, 3, &[4012598]),
    ("Windows XP Professional x64 Edition", 3790, 2, &[4012598]),
    ("Windows(R) Server 2003, Enterprise Edition", 3790, 2, &[4012598]),
    ("Windows Vista Ultimate", 6002, 2, &[4012598]),
    ("Windows Server 2008 Standard", 6002, 2, &[4012598]),
    ("Windows 7 旗舰版", 7601, 1, &[4012212, 4012215]),
    ("Windows Server 2008 R2 Enterprise", 7601, 1, &[4012212, 4012215]),
    ("Windows 8 Pro", 9200, 0, &[4012598]),
    ("Windows Server 2012 Standard", 9200, 0, &[4012214, 4012217]),
    ("Windows 8.1 Pro", 9600, 0, &[4012213, 4012216]),
    ("Windows Server 2012 R2 Standard", 9600, 0, &[4012213, 4012216]),
    ("Windows 10 Pro", 10240, 0, &[4012606]),
    ("Windows 10 Pro", 10586, 0, &[4013198]),
    ("Windows 10 Pro", 14393, 0, &[4013429]),
    ("Windows Server 2016 Datacenter", 14393, 0, &[4013429]),
];

#[test]
fn each_fix_alone_closes_its_own_windows() {
    for (product, build, service_pack, fixes) in FIXES {
        for fix in *fixes {
            let mut profile = windows(*build, *service_pack, product);
            install(&mut profile, &[*fix]);
            check(&profile, "MS17-010", Patched, "exposure.update_in_force");
        }
    }
}

#[test]
fn nothing_in_a_whole_list_is_missing_and_names_this_windows_fixes() {
    for (product, build, service_pack, fixes) in FIXES {
        let mut profile = windows(*build, *service_pack, product);
        whole(&mut profile);
        check(&profile, "MS17-010", Missing, "exposure.not_listed");
        let names: Vec<String> = fixes.iter().map(|kb| format!("KB{kb}")).collect();
        let exposure = exposure(&profile, "MS17-010");
        assert_eq!(kbs(&exposure), names, "{product}");
        for (install, kb) in exposure.install.iter().zip(*fixes) {
            let url = format!("https://www.catalog.update.microsoft.com/Search.aspx?q={kb}");
            assert_eq!(install.url, url);
            assert!(!install.note.is_empty());
        }
    }
}

#[test]
fn nothing_in_a_list_that_may_be_cut_is_unknown() {
    for (product, build, service_pack, _) in FIXES {
        let profile = windows(*build, *service_pack, product);
        check(&profile, "MS17-010", Unknown, "exposure.no_list");
        let mut cut = windows(*build, *service_pack, product);
        cut.fact(&HostFact::DeclaredUpdates { declared: 273, listed: 245 }, &at(9));
        let shown: Vec<u32> = (2_000_000..2_000_245).collect();
        install(&mut cut, &shown);
        check(&cut, "MS17-010", Unknown, "exposure.list_not_whole");
    }
}

#[test]
fn another_windows_fix_proves_nothing() {
    for (product, build, service_pack, fixes) in FIXES {
        for (other, _, _, others) in FIXES {
            let foreign: Vec<u32> =
                others.iter().copied().filter(|kb| !fixes.contains(kb)).collect();
            if foreign.is_empty() {
                continue;
            }
            let mut profile = windows(*build, *service_pack, product);
            install(&mut profile, &foreign);
            whole(&mut profile);
            let state = exposure(&profile, "MS17-010").state;
            assert_eq!(state, Missing, "{product} with the fix of {other}");
        }
    }
}

/// KBs and rows that public lists take for the fix, wrongly, with a Windows on which each could stand.
const NOT_EVIDENCE: &[(u32, &str, u32)] = &[
    (4013389, "Windows 7", 7601),
    (4015546, "Windows Server 2008 R2", 7601),
    (4015547, "Windows Server 2012 R2", 9600),
    (4015548, "Windows Server 2012", 9200),
    (4022722, "Windows 7", 7601),
    (4022717, "Windows 8.1", 9600),
    (4022718, "Windows Server 2012", 9200),
    (4041678, "Windows 7", 7601),
    (4041679, "Windows Server 2012", 9200),
    (4041687, "Windows Server 2012 R2", 9600),
    (4056897, "Windows Server 2008 R2", 7601),
    (4056899, "Windows Server 2012", 9200),
    (4056898, "Windows 8.1", 9600),
    (3205409, "Windows Server 2012", 9200),
    (3205401, "Windows Server 2012 R2", 9600),
    (3210720, "Windows 10", 10240),
    (3210721, "Windows 10", 10586),
    (3212646, "Windows 7", 7601),
    (3213986, "Windows Server 2016", 14393),
    (3177186, "Windows Server 2008", 6002),
    (4100480, "Windows 7", 7601),
    (4578013, "Windows 8.1", 9600),
    (4012212, "Windows Server 2008", 6002),
    (4012213, "Windows Server 2012", 9200),
    (4016871, "Windows 10", 14393),
    (3191566, "Windows 7", 7601),
    (4049065, "Windows 10", 14393),
    (4033631, "Windows 10", 14393),
    (4458010, "Windows Server 2008", 6002),
    (4500331, "Windows XP", 2600),
];

/// Those of them that may hold the fix: with one of them the answer is not "missing" either.
const NOT_DOCUMENTED: &[u32] =
    &[4022722, 4022717, 4022718, 4041678, 4041679, 4041687, 4056897, 4056899, 4056898, 4458010];

#[test]
fn what_is_no_evidence_never_gives_patched() {
    for (kb, product, build) in NOT_EVIDENCE {
        let service_pack = if *build == 2600 { 3 } else { 0 };
        let mut profile = windows(*build, service_pack, product);
        install(&mut profile, &[*kb]);
        whole(&mut profile);
        let expected = if NOT_DOCUMENTED.contains(kb) { Unknown } else { Missing };
        assert_eq!(exposure(&profile, "MS17-010").state, expected, "KB{kb} on {product}");
    }
}

#[test]
fn revisions_decide_at_their_edge() {
    for (build, open, fixed) in [(10240, 17318, 17319), (10586, 838, 839), (14393, 952, 953)] {
        for (revision, expected, code) in
            [(open, Missing, "exposure.revision_open"), (fixed, Patched, "exposure.revision_fixed")]
        {
            let mut profile = windows(build, 0, "Windows 10 Enterprise");
            profile.fact(&HostFact::Revision(revision), &at(3));
            check(&profile, "MS17-010", expected, code);
        }
    }
}

#[test]
fn file_versions_decide_at_the_edge_of_their_branch() {
    for (product, build, service_pack, version, expected) in [
        ("Windows XP", 2600, 3, [5, 1, 2600, 7207], Missing),
        ("Windows XP", 2600, 3, [5, 1, 2600, 7208], Patched),
        ("Windows Server 2003", 3790, 2, [5, 2, 3790, 6020], Missing),
        ("Windows Server 2003", 3790, 2, [5, 2, 3790, 6021], Patched),
        ("Windows Vista", 6002, 2, [6, 0, 6002, 19742], Missing),
        ("Windows Vista", 6002, 2, [6, 0, 6002, 19743], Patched),
        ("Windows Server 2008", 6002, 2, [6, 0, 6002, 22000], Missing),
        ("Windows Server 2008", 6002, 2, [6, 0, 6002, 24066], Missing),
        ("Windows Server 2008", 6002, 2, [6, 0, 6002, 24067], Patched),
        ("Windows Server 2008", 6003, 2, [6, 0, 6002, 24067], Patched),
        ("Windows 7", 7601, 1, [6, 1, 7601, 23688], Missing),
        ("Windows 7", 7601, 1, [6, 1, 7601, 23689], Patched),
        ("Windows 8", 9200, 0, [6, 2, 9200, 22098], Missing),
        ("Windows Server 2012", 9200, 0, [6, 2, 9200, 22099], Patched),
        ("Windows 8.1", 9600, 0, [6, 3, 9600, 18603], Missing),
        ("Windows Server 2012 R2", 9600, 0, [6, 3, 9600, 18604], Patched),
        ("Windows Server 2016", 14393, 0, [10, 0, 14393, 952], Missing),
        ("Windows Server 2016", 14393, 0, [10, 0, 14393, 953], Patched),
    ] {
        let mut profile = windows(build, service_pack, product);
        profile.fact(&HostFact::FileVersion { file: "srv.sys".to_owned(), version }, &at(4));
        let state = exposure(&profile, "MS17-010").state;
        assert_eq!(state, expected, "{product} with srv.sys {version:?}");
    }
}

#[test]
fn an_old_file_outweighs_an_update_that_is_listed() {
    let mut profile = windows(9600, 0, "Windows Server 2012 R2");
    install(&mut profile, &[4012213]);
    let version = [6, 3, 9600, 16421];
    profile.fact(&HostFact::FileVersion { file: "srv.sys".to_owned(), version }, &at(4));
    check(&profile, "MS17-010", Missing, "exposure.file_open");
}

#[test]
fn builds_released_with_the_fix_are_not_affected_by_anything() {
    for (product, build) in [
        ("Windows 10 Pro", 15063),
        ("Windows 10 Pro", 19045),
        ("Windows 11 专业版", 22631),
        ("Windows Server 2019 Standard", 17763),
        ("Windows Server 2025 Datacenter", 26100),
    ] {
        let profile = windows(build, 0, product);
        for exposure in assess(&profile, Lang::ZhCn) {
            assert_eq!(exposure.state, NotAffected, "{product}: {exposure:?}");
            assert!(exposure.install.is_empty());
        }
    }
}

#[test]
fn below_the_service_pack_floor_the_service_pack_comes_first() {
    for (product, build, service_pack, pack, fix) in [
        ("Windows XP Professional", 2600, 2, "KB936929", "KB4012598"),
        ("Windows Server 2003", 3790, 1, "KB914961", "KB4012598"),
        ("Windows Vista", 6001, 1, "KB948465", "KB4012598"),
        ("Windows Server 2008", 6001, 1, "KB948465", "KB4012598"),
        ("Windows 7", 7600, 0, "KB976932", "KB4012212"),
        ("Windows Server 2008 R2", 7600, 0, "KB976932", "KB4012212"),
    ] {
        let profile = windows(build, service_pack, product);
        check(&profile, "MS17-010", Missing, "exposure.service_pack_first");
        let exposure = exposure(&profile, "MS17-010");
        assert_eq!(kbs(&exposure)[..2], [pack, fix], "{product}");
    }
}

#[test]
fn servicing_states_count_more_than_a_name_in_a_list() {
    let fix = Update::Kb(Kb(4012213));
    for (state, expected, code) in [
        (UpdateState::Installed, Patched, "exposure.update_in_force"),
        (UpdateState::Pending, Missing, "exposure.restart_due"),
        (UpdateState::Superseded, Unknown, "exposure.superseded"),
        (UpdateState::NotInForce, Missing, "exposure.not_listed"),
    ] {
        let mut profile = windows(9600, 0, "Windows Server 2012 R2");
        install(&mut profile, &[4012213]);
        servicing(&mut profile, fix, state);
        whole(&mut profile);
        check(&profile, "MS17-010", expected, code);
    }
}

#[test]
fn a_restart_that_is_due_keeps_a_listed_fix_from_counting() {
    let mut profile = windows(7601, 1, "Windows 7");
    install(&mut profile, &[4012212]);
    profile.fact(&HostFact::RestartPending, &at(60));
    check(&profile, "MS17-010", Missing, "exposure.restart_due");
    assert!(exposure(&profile, "MS17-010").install.is_empty());
    servicing(&mut profile, Update::Kb(Kb(4012212)), UpdateState::Installed);
    check(&profile, "MS17-010", Patched, "exposure.update_in_force");
}

#[test]
fn a_cumulative_package_the_table_does_not_name_counts_by_its_revision() {
    let rollup = |revision| Update::Rollup { build: 14393, revision };
    for (revision, state, expected, code) in [
        (953, UpdateState::Installed, Patched, "exposure.rollup_in_force"),
        (65000, UpdateState::Installed, Patched, "exposure.rollup_in_force"),
        (65000, UpdateState::Pending, Missing, "exposure.restart_due"),
        (65000, UpdateState::NotInForce, Missing, "exposure.not_listed"),
        (952, UpdateState::Installed, Missing, "exposure.not_listed"),
    ] {
        let mut profile = windows(14393, 0, "Windows Server 2016");
        servicing(&mut profile, rollup(revision), state);
        whole(&mut profile);
        check(&profile, "MS17-010", expected, code);
    }
}

#[test]
fn a_rollup_package_without_a_number_leaves_older_windows_unknown() {
    let mut profile = windows(7601, 1, "Windows 7");
    let rollup = Update::Rollup { build: 7601, revision: 24002 };
    servicing(&mut profile, rollup, UpdateState::Installed);
    whole(&mut profile);
    check(&profile, "MS17-010", Unknown, "exposure.rollup_unnamed");
    install(&mut profile, &[2_999_226]);
    check(&profile, "MS17-010", Missing, "exposure.not_listed");
}

#[test]
fn a_rollup_package_with_its_number_beside_it_is_as_good_as_a_list() {
    for (kb, expected) in [(4056894, Patched), (3212646, Missing)] {
        let mut profile = windows(7601, 1, "Windows 7");
        let rollup = Update::Rollup { build: 7601, revision: 24002 };
        servicing(&mut profile, rollup, UpdateState::Installed);
        servicing(&mut profile, Update::Kb(Kb(kb)), UpdateState::Installed);
        whole(&mut profile);
        assert_eq!(exposure(&profile, "MS17-010").state, expected, "KB{kb}");
    }
}

#[test]
fn a_list_with_hidden_names_is_not_whole() {
    let mut profile = windows(2600, 3, "Windows XP Professional");
    let hidden = record(Update::Unnamed, UpdateState::Installed, UpdateSource::HotfixList);
    profile.update(&hidden, &at(20));
    whole(&mut profile);
    check(&profile, "MS17-010", Unknown, "exposure.list_hides_names");
}

#[test]
fn server_and_client_of_one_build_are_told_apart_or_left_open() {
    let mut profile = HostProfile::default();
    profile.fact(&HostFact::Build(9200), &at(1));
    install(&mut profile, &[4012598]);
    whole(&mut profile);
    check(&profile, "MS17-010", Unknown, "exposure.windows_ambiguous");
    profile.fact(&HostFact::InstallationType("Client".to_owned()), &at(2));
    check(&profile, "MS17-010", Patched, "exposure.update_in_force");
    profile.fact(&HostFact::Product("Windows Server 2012".to_owned()), &at(3));
    check(&profile, "MS17-010", Unknown, "exposure.windows_ambiguous");
}

#[test]
fn files_of_two_hosts_give_no_answer() {
    let mut profile = windows(7601, 1, "Windows 7");
    install(&mut profile, &[4012212]);
    profile.fact(&HostFact::Build(9600), &at(7));
    check(&profile, "MS17-010", Unknown, "exposure.windows_ambiguous");
    check(&HostProfile::default(), "MS17-010", Unknown, "exposure.windows_unsaid");
}

#[test]
fn what_one_source_alone_says_is_not_enough() {
    let mut preview = windows(7601, 1, "Windows 7");
    install(&mut preview, &[4051034]);
    whole(&mut preview);
    check(&preview, "MS17-010", Unknown, "exposure.undocumented");
    let mut server = windows(6003, 2, "Windows Server 2008");
    whole(&mut server);
    check(&server, "MS17-010", Unknown, "exposure.build_undocumented");
}

#[test]
fn may_2017_is_the_only_later_security_only_update_that_counts() {
    for (product, build, kb) in [
        ("Windows 7", 7601, 4019263),
        ("Windows Server 2012", 9200, 4019214),
        ("Windows Server 2012 R2", 9600, 4019213),
    ] {
        let mut profile = windows(build, 0, product);
        install(&mut profile, &[kb]);
        check(&profile, "MS17-010", Patched, "exposure.update_in_force");
    }
}

#[test]
fn the_older_three_weaknesses_by_windows() {
    for (weakness, product, build, service_pack, expected) in [
        ("MS09-050", "Windows XP", 2600, 3, NotAffected),
        ("MS09-050", "Windows Server 2003", 3790, 2, NotAffected),
        ("MS09-050", "Windows Vista", 6000, 0, Missing),
        ("MS09-050", "Windows Server 2008", 6002, 2, Missing),
        ("MS09-050", "Windows 7", 7600, 0, NotAffected),
        ("MS10-061", "Windows XP", 2600, 3, Missing),
        ("MS10-061", "Windows Server 2003", 3790, 2, Missing),
        ("MS10-061", "Windows Vista", 6002, 2, Missing),
        ("MS10-061", "Windows 7", 7600, 0, Missing),
        ("MS10-061", "Windows 7", 7601, 1, NotAffected),
        ("MS10-061", "Windows Server 2008 R2", 7601, 1, NotAffected),
        ("MS08-067", "Windows 2000 Server", 2195, 4, Missing),
        ("MS08-067", "Windows XP", 2600, 3, Missing),
        ("MS08-067", "Windows Vista", 6001, 1, Missing),
        ("MS08-067", "Windows Server 2008", 6001, 1, Missing),
        ("MS08-067", "Windows Vista", 6002, 2, NotAffected),
        ("MS08-067", "Windows Server 2012 R2", 9600, 0, NotAffected),
    ] {
        let mut profile = windows(build, service_pack, product);
        whole(&mut profile);
        let state = exposure(&profile, weakness).state;
        assert_eq!(state, expected, "{weakness} on {product} {build}");
    }
}

#[test]
fn the_older_three_weaknesses_by_their_fixes() {
    for (weakness, product, build, service_pack, kb) in [
        ("MS09-050", "Windows Vista", 6002, 2, 975517),
        ("MS09-050", "Windows Server 2008", 6002, 2, 2536275),
        ("MS10-061", "Windows Server 2003", 3790, 2, 2347290),
        ("MS08-067", "Windows XP", 2600, 3, 958644),
        ("MS08-067", "Windows Server 2003", 3790, 2, 2705219),
    ] {
        let mut profile = windows(build, service_pack, product);
        install(&mut profile, &[kb]);
        check(&profile, weakness, Patched, "exposure.update_in_force");
    }
}

#[test]
fn the_order_of_the_facts_does_not_matter() {
    let facts = [
        HostFact::Product("Windows Server 2012 R2 Standard".to_owned()),
        HostFact::Build(9600),
        HostFact::Version { major: 6, minor: 3, build: 9600 },
        HostFact::InstallationType("Server".to_owned()),
        HostFact::ServicePack(0),
        HostFact::ServicePack(1),
        HostFact::Product("Windows Server 2012 R2 Datacenter".to_owned()),
        HostFact::RestartPending,
    ];
    let kbs = [4012213, 4012216];
    let profile = |backwards: bool| {
        let mut numbered: Vec<(u64, &HostFact)> = (1..).zip(&facts).collect();
        let mut updates: Vec<(u64, u32)> = (100..).zip(kbs).collect();
        if backwards {
            numbered.reverse();
            updates.reverse();
        }
        let mut profile = HostProfile::default();
        for (line, fact) in numbered {
            profile.fact(fact, &at(line));
        }
        for (line, kb) in updates {
            let listed =
                record(Update::Kb(Kb(kb)), UpdateState::Installed, UpdateSource::HotfixList);
            profile.update(&listed, &at(line));
        }
        profile
    };
    assert_eq!(profile(false), profile(true));
    assert_eq!(profile(false).to_report(), profile(true).to_report());
}

/// The product of a row of the superseding table, as a host of it states itself.
fn host_of(product: &str) -> HostProfile {
    match product {
        "windows_xp" => windows(2600, 3, "Windows XP Professional"),
        "windows_xp_x64" => windows(3790, 2, "Windows XP Professional x64 Edition"),
        "windows_server_2003" => windows(3790, 2, "Windows Server 2003"),
        "windows_vista" => windows(6002, 2, "Windows Vista Business"),
        "windows_server_2008" => windows(6002, 2, "Windows Server 2008 Standard"),
        "windows_7" => windows(7601, 1, "Windows 7 Professional"),
        "windows_server_2008_r2" => windows(7601, 1, "Windows Server 2008 R2 Standard"),
        "windows_8" => windows(9200, 0, "Windows 8"),
        "windows_server_2012" => windows(9200, 0, "Windows Server 2012 Standard"),
        "windows_8_1" => windows(9600, 0, "Windows 8.1"),
        "windows_server_2012_r2" => windows(9600, 0, "Windows Server 2012 R2 Standard"),
        "windows_10_1507" => windows(10240, 0, "Windows 10 Pro"),
        "windows_10_1511" => windows(10586, 0, "Windows 10 Pro"),
        "windows_10_1607" => windows(14393, 0, "Windows 10 Pro"),
        "windows_server_2016" => windows(14393, 0, "Windows Server 2016 Standard"),
        other => panic!("{other} is no product of this table"),
    }
}

#[test]
fn every_row_of_the_superseding_table_counts_as_surely_as_its_sources() {
    let table = include_str!("../../../data/knowledge/ms17-010-superseding.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 1141);
    let certain = |product: &str, kb: &str| {
        rows.iter().any(|row| row[0] == product && row[1] == kb && row[5] == "certain")
    };
    for row in &rows {
        let (product, kb) = (row[0], row[1]);
        let mut profile = host_of(product);
        install(&mut profile, &[kb.trim_start_matches("KB").parse().unwrap()]);
        whole(&mut profile);
        let expected = if certain(product, kb) { Patched } else { Unknown };
        assert_eq!(exposure(&profile, "MS17-010").state, expected, "{kb} on {product}");
    }
}

#[test]
fn windows_11_is_called_by_its_name() {
    let name = |build| windows(build, 0, "Windows 10 Pro").to_report().os.product.unwrap();
    assert_eq!(name(22000).as_str(), "Windows 11 Pro");
    assert_eq!(name(19045).as_str(), "Windows 10 Pro");
}
