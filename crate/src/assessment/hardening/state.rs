//! In: a measure's code and the host's profile. Out: whether it is in force, by what the host's own files say.

use super::finding::{DISABLED, Finding, plain, seen};
use super::shares;
use crate::assessment::host::{HostProfile, PORTS, SERVICES, Values, shown};
use crate::knowledge::Product;
use crate::message::{Code, Phrase};
use crate::records::Protocol;
use crate::report::{Evidence, HardeningState, Verdict};

/// The `NetbiosOptions` value of a card on which NetBIOS is off.
const NETBIOS_OFF: u32 = 2;

/// What is known of a measure; `None` if it is not for this host.
pub(super) fn of(measure: &str, profile: &HostProfile, verdict: Verdict) -> Option<Finding> {
    let infected = verdict == Verdict::Infected;
    Some(match measure {
        "isolate" | "back_up_data" | "rebuild_then_patch" | "change_passwords"
        | "check_neighbours" => {
            return infected.then(|| plain(HardeningState::Needed, Code::HardeningInfected));
        }
        "backup_first" => plain(HardeningState::Unknown, Code::HardeningBackupUnknown),
        "close_smb_ports" => {
            ports(profile, matches!(verdict, Verdict::Infected | Verdict::Suspected))
        }
        "smb1_off" => shares::smb1(profile),
        "netbios_off" => netbios(profile),
        "unneeded_services_off" => services(profile),
        "admin_shares_off" => shares::admin_shares(profile),
        "automatic_updates_on" => automatic_updates(profile),
        "audit_smb_access" => audit(profile),
        _ => return None,
    })
}

/// `signs`: the host shows signs of a worm, which may have closed the ports itself to keep others out.
fn ports(profile: &HostProfile, signs: bool) -> Finding {
    let blocked: Vec<_> = profile.network.blocked().collect();
    let listening: Vec<_> = profile.network.listening().collect();
    let let_in = profile.network.let_in();
    let open: Vec<_> = listening
        .iter()
        .filter(|(port, _)| !blocked.iter().any(|(closed, _)| closed == port))
        .collect();
    if !open.is_empty() {
        return Finding {
            state: HardeningState::Needed,
            because: Phrase::new(Code::HardeningPortsListening).with("ports", names(&open)),
            evidence: open
                .iter()
                .map(|(_, evidence)| evidence.clone())
                .chain(profile.network.profiles_off())
                .chain(
                    let_in.filter(|(port, _)| open.iter().any(|(it, _)| it == port)).map(|it| it.1),
                )
                .collect(),
        };
    }
    if !profile.network.both_protocols() {
        // What listens is not known, but whom the firewall lets in is.
        let let_in: Vec<_> =
            let_in.filter(|(port, _)| !blocked.iter().any(|(closed, _)| closed == port)).collect();
        if let_in.is_empty() {
            let evidence = profile.network.dropped().map(|(_, evidence)| evidence).collect();
            return Finding {
                evidence,
                ..plain(HardeningState::Unknown, Code::HardeningPortsUnknown)
            };
        }
        let because = Phrase::new(Code::HardeningPortsLetIn)
            .with("ports", names(&let_in.iter().collect::<Vec<_>>()));
        let evidence = let_in.into_iter().map(|(_, evidence)| evidence).collect();
        return Finding { state: HardeningState::Needed, because, evidence };
    }
    let code =
        if listening.is_empty() { Code::HardeningPortsSilent } else { Code::HardeningPortsBlocked };
    let evidence = blocked
        .into_iter()
        .chain(profile.network.dropped())
        .filter(|(port, _)| listening.iter().any(|(it, _)| it == port))
        .map(|(_, evidence)| evidence)
        .collect();
    if signs {
        return Finding { evidence, ..plain(HardeningState::Unknown, Code::HardeningPortsByWorm) };
    }
    Finding { state: HardeningState::Done, because: Phrase::new(code), evidence }
}

/// `TCP 135, TCP 445`, in the order of [`PORTS`].
fn names(found: &[&((Protocol, u16), Evidence)]) -> String {
    let names: Vec<String> = PORTS
        .iter()
        .filter(|port| found.iter().any(|(it, _)| it == *port))
        .map(|(protocol, port)| format!("{} {port}", shown(*protocol)))
        .collect();
    names.join(", ")
}

/// What the firewall writes down is in the registry; what is audited is not, but in a key that nobody may read.
fn audit(profile: &HostProfile) -> Finding {
    let (off, on) = (profile.network.logging_is(false), profile.network.logging_is(true));
    if !off.is_empty() {
        return Finding {
            evidence: off,
            ..plain(HardeningState::Needed, Code::HardeningAuditLogOff)
        };
    }
    if !on.is_empty() {
        return Finding {
            evidence: on,
            ..plain(HardeningState::Unknown, Code::HardeningAuditLogOn)
        };
    }
    plain(HardeningState::Unknown, Code::HardeningAuditUnknown)
}

fn netbios(profile: &HostProfile) -> Finding {
    let values: Vec<_> = profile.netbios.iter().collect();
    let evidence = |off: bool| {
        values
            .iter()
            .filter(|(options, _)| (**options == NETBIOS_OFF) == off)
            .map(|(options, at)| seen(&format!("NetbiosOptions={options}"), at))
            .collect::<Vec<_>>()
    };
    let on = evidence(false);
    if !on.is_empty() {
        Finding { evidence: on, ..plain(HardeningState::Needed, Code::HardeningNetbiosOn) }
    } else if values.is_empty() {
        plain(HardeningState::Unknown, Code::HardeningNetbiosUnknown)
    } else {
        let evidence = evidence(true);
        Finding { evidence, ..plain(HardeningState::Done, Code::HardeningNetbiosOff) }
    }
}

fn services(profile: &HostProfile) -> Finding {
    // The spooler is of this measure only while MS10-061 is open; the others stand behind the ports themselves.
    let spooler = crate::assessment::exposure::may_be_open("MS10-061", profile);
    let wanted = SERVICES.iter().filter(|name| spooler || **name != "spooler");
    let (mut on, mut evidence, mut all_seen) = (Vec::new(), Vec::new(), true);
    for name in wanted {
        let starts: Vec<_> = profile.service(name).collect();
        // Windows 10 and later have no Computer Browser where SMB version 1 was taken out.
        all_seen &= !starts.is_empty() || *name == "browser";
        for (start, at) in starts.iter().filter(|(start, _)| *start < DISABLED) {
            on.push(*name);
            evidence.push(seen(&format!("{name} Start={start}"), at));
        }
    }
    on.dedup();
    if !on.is_empty() {
        let because = Phrase::new(Code::HardeningServicesOn).with("services", on.join(", "));
        Finding { state: HardeningState::Needed, because, evidence }
    } else if all_seen {
        plain(HardeningState::Done, Code::HardeningServicesOff)
    } else {
        plain(HardeningState::Unknown, Code::HardeningServicesUnknown)
    }
}

fn automatic_updates(profile: &HostProfile) -> Finding {
    let products: Vec<&Product> =
        profile.builds().flat_map(|(build, _)| profile.products(build)).collect();
    if let [product] = products[..]
        && let Some(date) = product.support_ended
    {
        let because = Phrase::new(Code::HardeningUpdatesOver)
            .with("windows", product.name)
            .with("date", date);
        return Finding { state: HardeningState::Needed, because, evidence: Vec::new() };
    }
    let (state, evidence) = switch(&profile.automatic_updates, "AutomaticUpdates", true);
    let code = match state {
        HardeningState::Needed => Code::HardeningUpdatesOff,
        HardeningState::Done => Code::HardeningUpdatesOn,
        HardeningState::Unknown => Code::HardeningUpdatesUnknown,
    };
    Finding { evidence, ..plain(state, code) }
}

/// The state of a switch that is well when it stands at `well` in every source.
fn switch(values: &Values<bool>, name: &str, well: bool) -> (HardeningState, Vec<Evidence>) {
    let bad = values.iter().find(|(value, _)| **value != well);
    let state = match (bad, values.is_empty()) {
        (Some(_), _) => HardeningState::Needed,
        (None, true) => HardeningState::Unknown,
        (None, false) => HardeningState::Done,
    };
    let deciding = bad.or_else(|| values.lowest());
    let text = |value: bool| format!("{name}={}", u8::from(value));
    (state, deciding.map(|(value, at)| seen(&text(*value), at)).into_iter().collect())
}
