//! In: a report. Out: what its reader should do now, in order.

use jiance::report::{CoverageState, ExposureState, Hardening, HardeningState, Report, Verdict};

use crate::text::Code;

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Advice {
    /// What, in a few words.
    pub(crate) what: Code,
    /// How, in a sentence or two.
    pub(crate) how: Code,
    /// The report's measure that holds its steps; it is then shown here and not among the hardening.
    pub(crate) measure: Option<&'static str>,
}

const fn plain(what: Code, how: Code) -> Advice {
    Advice { what, how, measure: None }
}

const fn measured(what: Code, how: Code, measure: &'static str) -> Advice {
    Advice { what, how, measure: Some(measure) }
}

const DISCONNECT: Advice = measured(Code::AdviceDisconnect, Code::AdviceDisconnectMore, "isolate");
const BACKUP: Advice = measured(Code::AdviceBackup, Code::AdviceBackupMore, "back_up_data");
const RESET: Advice = measured(Code::AdviceReset, Code::AdviceResetMore, "rebuild_then_patch");
const PATCH_AFTER_RESET: Advice =
    plain(Code::AdvicePatchAfterReset, Code::AdvicePatchAfterResetMore);
const PATCH_BY_HAND: Advice = plain(Code::AdvicePatchByHand, Code::AdvicePatchByHandMore);
const PATCH: Advice = plain(Code::AdvicePatch, Code::AdvicePatchMore);
const PATCH_UNKNOWN: Advice = plain(Code::AdvicePatchUnknown, Code::AdvicePatchUnknownMore);
const PORTS: Advice = plain(Code::AdvicePorts, Code::AdvicePortsMore);
const PASSWORDS: Advice =
    measured(Code::AdvicePasswords, Code::AdvicePasswordsMore, "change_passwords");
const NEIGHBOURS: Advice =
    measured(Code::AdviceNeighbours, Code::AdviceNeighboursMore, "check_neighbours");
const REVIEW: Advice = plain(Code::AdviceReview, Code::AdviceReviewMore);
const ISOLATE: Advice = plain(Code::AdviceIsolate, Code::AdviceIsolateMore);
const SCAN: Advice = plain(Code::AdviceScan, Code::AdviceScanMore);
const SUPPORT: Advice = plain(Code::AdviceSupport, Code::AdviceSupportMore);
const RESTART: Advice = plain(Code::AdviceRestart, Code::AdviceRestartMore);
const COLLECT_AGAIN: Advice = plain(Code::AdviceCollectAgain, Code::AdviceCollectAgainMore);
const AS_ADMIN: Advice = plain(Code::AdviceAsAdmin, Code::AdviceAsAdminMore);
const CAUTION: Advice = plain(Code::AdviceCaution, Code::AdviceCautionMore);

/// The report's measure on open ports.
const PORTS_MEASURE: &str = "close_smb_ports";

/// The report's measures without those whose steps stand with the advice.
pub(crate) fn other_measures(report: &Report) -> impl Iterator<Item = &Hardening> {
    let advice = advice(report);
    report.hardening.iter().filter(move |row| {
        advice.iter().all(|item| item.measure.is_none_or(|measure| measure != row.measure))
    })
}

/// What to do now, most urgent first.
pub(crate) fn advice(report: &Report) -> Vec<Advice> {
    let mut todo = Vec::new();
    match report.verdict {
        Verdict::Infected => {
            let patches = if is_out_of_support(report) { PATCH_BY_HAND } else { PATCH_AFTER_RESET };
            todo.extend([DISCONNECT, BACKUP, RESET, patches, PORTS]);
            todo.extend([PASSWORDS, NEIGHBOURS, SUPPORT]);
        }
        Verdict::Suspected => {
            todo.extend([REVIEW, ISOLATE, SCAN]);
            todo.extend(protection(report));
            todo.push(SUPPORT);
        }
        Verdict::NoSigns => {
            todo.extend(protection(report));
            todo.push(RESTART);
        }
        Verdict::CannotTell => {
            if report.host.elevated == Some(false) {
                todo.push(AS_ADMIN);
            }
            todo.extend([COLLECT_AGAIN, CAUTION]);
            if report.coverage.iter().any(|row| row.state != CoverageState::Missing) {
                todo.extend(protection(report));
            }
        }
    }
    todo
}

fn protection(report: &Report) -> Vec<Advice> {
    let has = |state| report.exposure.iter().any(|exposure| exposure.state == state);
    let patches = if has(ExposureState::Missing) {
        Some(if is_out_of_support(report) { PATCH_BY_HAND } else { PATCH })
    } else {
        has(ExposureState::Unknown).then_some(PATCH_UNKNOWN)
    };
    let open = report
        .hardening
        .iter()
        .any(|row| row.measure == PORTS_MEASURE && row.state == HardeningState::Needed);
    patches.into_iter().chain(open.then_some(PORTS)).collect()
}

/// Windows XP and Server 2003 (kernel 5) get no updates by themselves any more.
fn is_out_of_support(report: &Report) -> bool {
    report.host.os.version.as_deref().is_some_and(|version| version.starts_with("5."))
}

#[cfg(test)]
mod tests {
    use jiance::Said;
    use jiance::report::{AdvisoryHead, Coverage, Engine, Exposure, Host, Localised, Os, SCHEMA};

    use super::*;

    fn report(verdict: Verdict, kernel: &str, patches: ExposureState) -> Report {
        let text = String::new;
        Report {
            schema: SCHEMA.to_owned(),
            advisory: AdvisoryHead {
                id: text(),
                version: text(),
                title: Localised::default(),
                published: text(),
            },
            verdict,
            reasons: Vec::new(),
            sightings: Vec::new(),
            checks: Vec::new(),
            coverage: vec![Coverage {
                artifact: "system_info".to_owned(),
                state: CoverageState::Complete,
                records: 1,
                unreadable: 0,
                files: Vec::new(),
                reasons: Vec::new(),
            }],
            host: Host {
                os: Os { version: Some(kernel.to_owned()), ..Os::default() },
                ..Host::default()
            },
            exposure: vec![Exposure {
                weakness: "MS17-010".to_owned(),
                exploits: Vec::new(),
                cves: Vec::new(),
                bulletin: text(),
                notice: Vec::new(),
                state: patches,
                because: Said { code: text(), text: text() },
                evidence: Vec::new(),
                install: Vec::new(),
                as_of: text(),
            }],
            hardening: vec![measure("isolate"), measure(PORTS_MEASURE)],
            inputs: Vec::new(),
            engine: Engine { name: text(), version: text() },
        }
    }

    fn measure(id: &str) -> Hardening {
        Hardening {
            measure: id.to_owned(),
            state: HardeningState::Needed,
            because: Said { code: String::new(), text: String::new() },
            evidence: Vec::new(),
            steps: Vec::new(),
        }
    }

    #[test]
    fn an_infected_host_is_cut_off_backed_up_and_reset_before_it_is_patched() {
        let todo = advice(&report(Verdict::Infected, "6.1", ExposureState::Missing));
        assert_eq!(todo[..4], [DISCONNECT, BACKUP, RESET, PATCH_AFTER_RESET]);
    }

    #[test]
    fn windows_xp_is_patched_by_hand_whatever_the_verdict() {
        for verdict in
            [Verdict::Infected, Verdict::Suspected, Verdict::NoSigns, Verdict::CannotTell]
        {
            let todo = advice(&report(verdict, "5.1", ExposureState::Missing));
            assert!(todo.contains(&PATCH_BY_HAND), "{verdict:?}");
        }
    }

    #[test]
    fn a_patched_host_is_not_told_to_patch() {
        let todo = advice(&report(Verdict::NoSigns, "6.1", ExposureState::Patched));
        assert_eq!(todo, [PORTS, RESTART]);
    }

    #[test]
    fn a_collection_without_rights_is_made_again_as_administrator() {
        let mut report = report(Verdict::CannotTell, "6.1", ExposureState::Unknown);
        report.host.elevated = Some(false);
        let todo = advice(&report);
        assert_eq!(todo[..2], [AS_ADMIN, COLLECT_AGAIN]);
        assert!(todo.contains(&PATCH_UNKNOWN));
    }

    #[test]
    fn where_nothing_was_seen_nothing_is_said_about_patches() {
        let mut report = report(Verdict::CannotTell, "5.1", ExposureState::Unknown);
        report.coverage[0].state = CoverageState::Missing;
        assert_eq!(advice(&report), [COLLECT_AGAIN, CAUTION]);
    }

    #[test]
    fn a_measure_is_shown_once() {
        let others = |verdict| {
            let report = report(verdict, "6.1", ExposureState::Patched);
            other_measures(&report).map(|row| row.measure.clone()).collect::<Vec<_>>()
        };
        assert_eq!(others(Verdict::Infected), [PORTS_MEASURE]);
        assert_eq!(others(Verdict::NoSigns), ["isolate", PORTS_MEASURE]);
    }
}
