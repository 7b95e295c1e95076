//! In: a report. Out: what its reader should do now, in order.

use jiance::report::{ExposureState, HardeningState, Report, Verdict};

use crate::text::Code;

/// One thing to do: what, and how.
pub(crate) type Advice = (Code, Code);

const DISCONNECT: Advice = (Code::AdviceDisconnect, Code::AdviceDisconnectMore);
const BACKUP: Advice = (Code::AdviceBackup, Code::AdviceBackupMore);
const RESET: Advice = (Code::AdviceReset, Code::AdviceResetMore);
const PATCH_AFTER_RESET: Advice = (Code::AdvicePatchAfterReset, Code::AdvicePatchAfterResetMore);
const PATCH_BY_HAND: Advice = (Code::AdvicePatchByHand, Code::AdvicePatchByHandMore);
const PATCH: Advice = (Code::AdvicePatch, Code::AdvicePatchMore);
const PATCH_UNKNOWN: Advice = (Code::AdvicePatchUnknown, Code::AdvicePatchUnknownMore);
const PORTS: Advice = (Code::AdvicePorts, Code::AdvicePortsMore);
const NEIGHBOURS: Advice = (Code::AdviceNeighbours, Code::AdviceNeighboursMore);
const REVIEW: Advice = (Code::AdviceReview, Code::AdviceReviewMore);
const ISOLATE: Advice = (Code::AdviceIsolate, Code::AdviceIsolateMore);
const SCAN: Advice = (Code::AdviceScan, Code::AdviceScanMore);
const SUPPORT: Advice = (Code::AdviceSupport, Code::AdviceSupportMore);
const RESTART: Advice = (Code::AdviceRestart, Code::AdviceRestartMore);
const COLLECT_AGAIN: Advice = (Code::AdviceCollectAgain, Code::AdviceCollectAgainMore);
const AS_ADMIN: Advice = (Code::AdviceAsAdmin, Code::AdviceAsAdminMore);
const CAUTION: Advice = (Code::AdviceCaution, Code::AdviceCautionMore);

/// What to do now, most urgent first.
pub(crate) fn advice(report: &Report) -> Vec<Advice> {
    let mut todo = Vec::new();
    match report.verdict {
        Verdict::Infected => {
            let patches = if is_out_of_support(report) { PATCH_BY_HAND } else { PATCH_AFTER_RESET };
            todo.extend([DISCONNECT, BACKUP, RESET, patches, PORTS, NEIGHBOURS, SUPPORT]);
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
            todo.extend(protection(report));
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
    let needed = report.hardening.iter().any(|measure| measure.state == HardeningState::Needed);
    patches.into_iter().chain(needed.then_some(PORTS)).collect()
}

/// Windows XP and Server 2003 (kernel 5) get no updates by themselves any more.
fn is_out_of_support(report: &Report) -> bool {
    report.host.os.version.as_deref().is_some_and(|version| version.starts_with("5."))
}
