//! Every Windows of the knowledge, with every kind of evidence, for each weakness. What a report must answer is derived from the
//! knowledge files' facts alone, by the rules of Microsoft's servicing.

mod facts;
mod hosts;

use std::collections::BTreeSet;

use ExposureState::{Missing, NotAffected, Patched, Unknown};
use jiance::Lang;
use jiance::report::ExposureState;
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::windows;

use facts::{Affected, Weakness, number};
use hosts::{
    Given, INSTALLED, PENDING, STAGED, Target, exposure_of, package, rollup, targets, word,
};

/// Runs `cases` for each weakness on each Windows it has a fix for, at or above the service pack the fix needs.
#[track_caller]
fn on_each_row(
    cases: impl Fn(&Weakness, &Affected, &Target) -> Vec<(String, Given, ExposureState)>,
) {
    let all = targets(&facts::products());
    let mut wrong = Vec::new();
    let mut checked = 0;
    for weakness in facts::weaknesses() {
        for target in &all {
            let Some(row) = weakness.row(target.product, target.build) else { continue };
            if is_below_its_service_pack(row, target) {
                continue;
            }
            for (what, given, expected) in cases(&weakness, row, target) {
                checked += 1;
                let answer = given.exposure(target, &weakness.id);
                if answer.state != expected {
                    wrong.push(format!(
                        "{} on {} {} SP{} with {what}: {}, not {}: {}",
                        weakness.id,
                        target.product,
                        target.build,
                        target.service_pack,
                        word(answer.state),
                        word(expected),
                        answer.because.text
                    ));
                }
            }
        }
    }
    assert!(0 < checked);
    assert!(wrong.is_empty(), "{} of {checked} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn is_below_its_service_pack(row: &Affected, target: &Target) -> bool {
    row.service_pack.as_ref().is_some_and(|needed| target.service_pack < needed.number)
}

/// What a whole list without any fix means.
fn nothing(row: &Affected) -> ExposureState {
    if row.sound == Some(false) { Unknown } else { Missing }
}

/// Updates come as cumulative ones, so that a newer one may be all that a list names.
fn is_cumulative(row: &Affected) -> bool {
    row.fixes.iter().any(|fix| matches!(fix.kind.as_str(), "monthly_rollup" | "cumulative"))
}

/// What a whole list means that names only this update.
fn alone(weakness: &Weakness, row: &Affected, kb: u32) -> ExposureState {
    let (proofs, doubtful) = (weakness.proofs(row), weakness.doubtful(row));
    let newest = proofs.union(&doubtful).max().copied().unwrap_or_default();
    if proofs.contains(&kb) {
        Patched
    } else if doubtful.contains(&kb) || (is_cumulative(row) && newest < kb) {
        Unknown
    } else {
        nothing(row)
    }
}

#[test]
fn an_empty_list_that_says_it_is_empty_is_missing() {
    on_each_row(|_, row, _| vec![("nothing".to_owned(), Given::default(), nothing(row))]);
}

#[test]
fn each_fix_and_each_update_that_holds_it_closes_its_own_windows_only() {
    on_each_row(|weakness, row, _| {
        let known = weakness.proofs(row).into_iter().chain(weakness.doubtful(row));
        known
            .map(|kb| (format!("KB{kb}"), Given::listed(&[kb]), alone(weakness, row, kb)))
            .collect()
    });
    on_each_row(|weakness, row, _| {
        let foreign = weakness.affected.iter().flat_map(|other| &other.fixes);
        foreign
            .map(|fix| number(&fix.kb))
            .map(|kb| (format!("KB{kb}"), Given::listed(&[kb]), alone(weakness, row, kb)))
            .collect()
    });
}

#[test]
fn what_public_lists_take_for_the_fix_never_counts() {
    on_each_row(|weakness, row, _| {
        let mut all: Vec<_> = weakness
            .not_evidence
            .iter()
            .map(|not| number(&not.kb))
            .map(|kb| (format!("KB{kb}"), Given::listed(&[kb]), alone(weakness, row, kb)))
            .collect();
        assert!(all.iter().all(|(_, given, expected)| {
            *expected != Patched || weakness.proofs(row).contains(&given.listed[0])
        }));
        // Numbers above the fix's, of parts that have nothing to do with it.
        for kb in [4_049_065, 4_033_631, 3_191_566] {
            all.push((format!("KB{kb}"), Given::listed(&[kb]), alone(weakness, row, kb)));
        }
        all
    });
}

#[test]
fn a_fix_that_is_staged_or_waits_is_not_in_force() {
    on_each_row(|weakness, row, target| {
        if target.windows.is_nt5() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for fix in row.fixes.iter().map(|fix| number(&fix.kb)) {
            for (state, expected) in
                [(INSTALLED, Patched), (STAGED, nothing(row)), (PENDING, Missing), (0x65, Missing)]
            {
                // As a list beside it that names everything else.
                let given = Given { packages: vec![(package(fix), state)], ..Given::default() };
                all.push((format!("KB{fix} in state {state:#x}"), given, expected));
            }
        }
        assert!(!weakness.proofs(row).is_empty());
        all
    });
}

#[test]
fn a_later_cumulative_update_counts_by_its_revision_and_never_by_its_number() {
    on_each_row(|_, row, target| {
        let unlisted = 9_999_999;
        let by_number = if is_cumulative(row) { Unknown } else { nothing(row) };
        let mut all =
            vec![("a number above all known".to_owned(), Given::listed(&[unlisted]), by_number)];
        if let Some(fixed) = row.revision {
            for (revision, state, expected) in [
                (fixed, INSTALLED, Patched),
                (65_000, INSTALLED, Patched),
                (fixed - 1, INSTALLED, Missing),
                (65_000, STAGED, Missing),
                (65_000, PENDING, Missing),
            ] {
                let packages = vec![(rollup(target.build, revision), state)];
                let given = Given { packages, ..Given::default() };
                all.push((format!("package .{revision} in state {state:#x}"), given, expected));
            }
            for (revision, expected) in [(fixed - 1, Missing), (fixed, Patched)] {
                let given = Given { revision: Some(revision), ..Given::default() };
                all.push((format!("revision {revision}"), given, expected));
            }
        }
        all
    });
}

#[test]
fn a_list_that_stops_short_is_unknown_unless_it_shows_the_fix() {
    on_each_row(|weakness, row, _| {
        let others: Vec<u32> = (2_000_000..2_000_273).collect();
        let fix = number(&row.fixes[0].kb);
        let with_fix = [&[fix], &others[1..]].concat();
        let cut = |listed| Given { listed, printed: Some(245), ..Given::default() };
        assert!(weakness.proofs(row).contains(&fix));
        vec![
            ("245 of 273".to_owned(), cut(others), Unknown),
            ("245 of 273 with the fix".to_owned(), cut(with_fix), Patched),
        ]
    });
}

#[test]
fn below_its_service_pack_the_service_pack_comes_first() {
    let all = targets(&facts::products());
    let mut checked = 0;
    for weakness in facts::weaknesses() {
        for target in &all {
            let Some(row) = weakness.row(target.product, target.build) else { continue };
            let Some(needed) = &row.service_pack else { continue };
            if needed.number <= target.service_pack {
                continue;
            }
            for given in [Given::default(), Given::listed(&[number(&row.fixes[0].kb)])] {
                checked += 1;
                let answer = given.exposure(target, &weakness.id);
                assert_eq!(answer.state, Missing, "{} {}", weakness.id, target.windows.id);
                let first = answer.install.first().map(|install| install.kb.as_str());
                assert_eq!(first, Some(needed.kb.as_str()), "{}", target.windows.id);
            }
        }
    }
    assert!(8 < checked);
}

#[test]
fn a_windows_without_the_weakness_needs_nothing() {
    for weakness in facts::weaknesses() {
        for target in targets(&facts::products()) {
            let released = weakness.fixed_since_build <= target.build;
            let never = weakness.not_affected.iter().any(|id| id == target.product);
            let row = weakness.row(target.product, target.build);
            assert!(
                row.is_some() != (released || never) || target.product == "windows_2000",
                "{} says nothing, or two things, of {} {}",
                weakness.id,
                target.product,
                target.build
            );
            if released || never {
                let answer = Given::default().exposure(&target, &weakness.id);
                assert_eq!(answer.state, NotAffected, "{} {}", weakness.id, target.windows.id);
                assert!(answer.install.is_empty());
            }
        }
    }
}

#[test]
fn file_versions_decide_before_anything_else() {
    let all = targets(&facts::products());
    let target = |product: &str, build| {
        *all.iter()
            .find(|it| it.product == product && it.build == build && it.service_pack != 1)
            .expect("a target")
    };
    let server_2008 = target("windows_server_2008", 6002);
    for (last, expected) in
        [(19742, Missing), (19743, Patched), (22000, Missing), (24066, Missing), (24067, Patched)]
    {
        let given =
            Given { file: Some(("srv.sys", format!("6.0.6002.{last}"))), ..Given::default() };
        assert_eq!(given.exposure(&server_2008, "MS17-010").state, expected, "6.0.6002.{last}");
    }
    // The file outweighs what lists and revisions say.
    let server_2016 = target("windows_server_2016", 14393);
    for (last, revision, expected) in [(953, 952, Patched), (0, 953, Missing)] {
        let given = Given {
            file: Some(("srv.sys", format!("10.0.14393.{last}"))),
            revision: Some(revision),
            listed: vec![4_013_429],
            ..Given::default()
        };
        assert_eq!(given.exposure(&server_2016, "MS17-010").state, expected, "{last}");
    }
}

#[test]
fn a_2012_r2_with_the_fix_alone_hears_nothing_of_its_preview() {
    let all = targets(&facts::products());
    let server =
        all.iter().find(|target| target.product == "windows_server_2012_r2").expect("a target");
    let answer = Given::listed(&[4_012_213]).exposure(server, "MS17-010");
    assert_eq!(answer.state, Patched);
    let said = serde_json::to_string(&answer).expect("an exposure");
    assert!(!said.contains("4012219") && answer.install.is_empty(), "{said}");
}

#[test]
fn the_registry_alone_says_what_systeminfo_says() {
    let mut answers = BTreeSet::new();
    for windows in windows::ALL {
        // Every fix, none, and each by itself.
        let each = windows.fixes.iter().map(|fix| vec![*fix]);
        let installed = [windows.fixes.to_vec(), Vec::new()].into_iter().chain(each);
        for (updates, locale) in installed.zip([Locale::ZhCn, Locale::Ru].into_iter().cycle()) {
            let collection = Collection::of(&Host::with_updates(windows, locale, &updates));
            let part = |name| {
                let part = collection.part(name).cloned().expect("a part");
                (part.name, part.bytes)
            };
            let registry = [part("registry-hklm.reg"), part("registry-hku.reg")];
            let own_words = [part("systeminfo.txt")];
            for weakness in facts::weaknesses() {
                let by_registry = exposure_of(&registry, &weakness.id);
                let by_words = exposure_of(&own_words, &weakness.id);
                assert_eq!(
                    by_registry.state, by_words.state,
                    "{} on {} with {updates:?}:\nregistry: {}\nsysteminfo: {}",
                    weakness.id, windows.id, by_registry.because.text, by_words.because.text
                );
                assert_eq!(by_registry.install, by_words.install, "{}", windows.id);
                answers.insert(word(by_registry.state));
            }
        }
    }
    assert!(["patched", "missing", "not affected"].iter().all(|it| answers.contains(it)));
}

#[test]
fn what_to_install_says_what_comes_first_and_that_a_restart_is_due() {
    let restart = [(Lang::En, "estart"), (Lang::ZhCn, "重启")];
    for windows in windows::ALL {
        let collection = Collection::of(&Host::with_updates(windows, Locale::ZhCn, &[]));
        let files = crate::judge::single_files(&collection);
        for (lang, words) in restart {
            for exposure in crate::judge::report(&files, lang).exposure {
                assert_eq!(exposure.as_of.len(), "2026-06".len());
                assert_eq!(exposure.state == Missing, !exposure.install.is_empty());
                for update in exposure.install {
                    assert!(update.note.contains(words), "{}: {}", windows.id, update.note);
                    let is_rollup = ["KB4012215"].contains(&update.kb.as_str());
                    assert_eq!(
                        update.note.contains("KB4490628, KB4474419"),
                        is_rollup,
                        "{}",
                        update.kb
                    );
                }
            }
        }
    }
}

#[test]
fn the_notices_table_is_covered() {
    let weaknesses = facts::weaknesses();
    let exploits: Vec<&str> = weaknesses
        .iter()
        .flat_map(|weakness| &weakness.notice)
        .map(|row| {
            assert!(!row.affected["zh-CN"].is_empty() && !row.affected["en"].is_empty());
            row.exploit.as_str()
        })
        .collect();
    // The notice's own seven.
    for exploit in [
        "EternalBlue",
        "EducatedScholar",
        "EternalSynergy",
        "EmeraldThread",
        "EternalRomance",
        "EclipsedWing",
        "EternalChampion",
    ] {
        assert!(exploits.contains(&exploit), "{exploit}");
    }
    assert_eq!(exploits.len(), 7);
}
