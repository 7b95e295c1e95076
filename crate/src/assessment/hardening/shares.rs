//! In: the host's profile. Out: whether its Server service speaks SMB version 1 and has administrative shares.

use super::finding::{DISABLED, Finding, plain, seen};
use crate::assessment::host::{HostProfile, SMB1_DRIVER};
use crate::knowledge::{Generation, Role};
use crate::message::Code;
use crate::records::ServerParameter;
use crate::report::{Evidence, HardeningState};

/// From this build on (8.1, Server 2012 R2) SMB version 1 is a component that can be taken out; before, every Windows serves it.
const SMB1_REMOVABLE: u32 = 9600;

/// Whether the SMB version 1 server is off.
pub(super) fn smb1(profile: &HostProfile) -> Finding {
    if let Some(evidence) = server_service_off(profile) {
        return Finding { evidence, ..plain(HardeningState::Done, Code::HardeningSmb1Off) };
    }
    let is = |of: fn(u32) -> bool| {
        profile.builds().next().is_some() && profile.builds().all(|(build, _)| of(build))
    };
    if is(|build| {
        matches!(Generation::of_build(build), Some(Generation::Xp | Generation::Server2003))
    }) {
        return plain(HardeningState::Needed, Code::HardeningSmb1Only);
    }
    let removable = is(|build| SMB1_REMOVABLE <= build);
    if removable && profile.lacks_service(SMB1_DRIVER) {
        return plain(HardeningState::Done, Code::HardeningSmb1Removed);
    }
    let values: Vec<_> = profile.server(ServerParameter::Smb1).collect();
    let evidence = |of: fn(Option<u32>) -> bool| -> Vec<Evidence> {
        let fitting = values.iter().filter(|(value, _)| of(*value));
        fitting.map(|(value, at)| seen(&parameter(ServerParameter::Smb1, *value), at)).collect()
    };
    let on = evidence(|value| value.is_some_and(|number| number != 0));
    if !on.is_empty() {
        return Finding { evidence: on, ..plain(HardeningState::Needed, Code::HardeningSmb1On) };
    }
    let unset = evidence(|value| value.is_none());
    if unset.is_empty() && !values.is_empty() {
        let evidence = evidence(|_| true);
        return Finding { evidence, ..plain(HardeningState::Done, Code::HardeningSmb1Off) };
    }
    // Nothing is set: what this Windows does then decides.
    let driver: Vec<Evidence> = profile
        .service(SMB1_DRIVER)
        .filter(|(start, _)| *start < DISABLED)
        .map(|(start, at)| seen(&format!("{SMB1_DRIVER} Start={start}"), at))
        .collect();
    let by_default = is(|build| build < SMB1_REMOVABLE) || (removable && !driver.is_empty());
    if by_default && !unset.is_empty() {
        let evidence = unset.into_iter().chain(driver.into_iter().filter(|_| removable)).collect();
        return Finding { evidence, ..plain(HardeningState::Needed, Code::HardeningSmb1Default) };
    }
    plain(HardeningState::Unknown, Code::HardeningSmb1Unknown)
}

/// What shows that the Server service, and with it every share, is switched off.
fn server_service_off(profile: &HostProfile) -> Option<Vec<Evidence>> {
    let server: Vec<_> = profile.service("lanmanserver").collect();
    let off = !server.is_empty() && server.iter().all(|(start, _)| *start == DISABLED);
    off.then(|| {
        server.iter().map(|(start, at)| seen(&format!("lanmanserver Start={start}"), at)).collect()
    })
}

/// `SMB1=0`, or that it is not set.
fn parameter(parameter: ServerParameter, value: Option<u32>) -> String {
    let name = parameter.name();
    value.map_or_else(
        || format!("LanmanServer\\Parameters: {name} -"),
        |number| format!("{name}={number}"),
    )
}

/// Whether C$ and ADMIN$ are closed.
pub(super) fn admin_shares(profile: &HostProfile) -> Finding {
    use ServerParameter::{AutoShareServer, AutoShareWks};
    if let Some(evidence) = server_service_off(profile) {
        return Finding { evidence, ..plain(HardeningState::Done, Code::HardeningAdminSharesOff) };
    }
    let unfiltered = profile.administrators_unfiltered.iter().filter(|(on, _)| **on);
    let unfiltered: Vec<_> =
        unfiltered.map(|(_, at)| seen("LocalAccountTokenFilterPolicy=1", at)).collect();
    if !unfiltered.is_empty() {
        let because = plain(HardeningState::Needed, Code::HardeningAdminSharesUnfiltered);
        return Finding { evidence: unfiltered, ..because };
    }
    let deciding: &[ServerParameter] = match profile.role() {
        Some(Role::Client) => &[AutoShareWks],
        Some(Role::Server) => &[AutoShareServer],
        None => &[AutoShareServer, AutoShareWks],
    };
    let (mut on, mut off, mut all_seen) = (Vec::new(), Vec::new(), true);
    for which in deciding {
        let before = on.len() + off.len();
        for (value, at) in profile.server(*which) {
            let evidence = seen(&parameter(*which, value), at);
            if value == Some(0) { off.push(evidence) } else { on.push(evidence) }
        }
        all_seen &= before < on.len() + off.len();
    }
    // A host whose role is not known has them unless both are switched off.
    if !all_seen {
        plain(HardeningState::Unknown, Code::HardeningAdminSharesUnknown)
    } else if on.is_empty() {
        Finding { evidence: off, ..plain(HardeningState::Done, Code::HardeningAdminSharesOff) }
    } else {
        Finding { evidence: on, ..plain(HardeningState::Needed, Code::HardeningAdminSharesOn) }
    }
}
