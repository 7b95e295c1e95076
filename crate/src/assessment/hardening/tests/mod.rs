//! What each measure says of a host's own files, and which steps fit which Windows.

mod ports;
mod steps;
mod switches;

use super::*;
use crate::records::{
    ConnectionRecord, HostFact, HostRole, Logged, Protocol, ServerParameter, SocketRecord,
};
use crate::report::{HardeningState, Source};

fn at(line: u64) -> Source {
    Source { file: "host.txt".to_owned(), line: Some(line), offset: None }
}

fn host(facts: &[HostFact], sockets: &[(Protocol, &str, u16)]) -> HostProfile {
    let mut profile = HostProfile::default();
    for (fact, line) in facts.iter().zip(1..) {
        profile.fact(fact, &at(line));
    }
    for ((protocol, local_address, local_port), line) in sockets.iter().zip(100..) {
        let socket = SocketRecord {
            protocol: *protocol,
            local_address,
            local_port: *local_port,
            remote: None,
            listening: true,
            below_heading: true,
        };
        profile.socket(&socket, &at(line));
    }
    profile
}

fn measure(profile: &HostProfile, infected: bool, id: &str) -> Option<Hardening> {
    let verdict = if infected { Verdict::Infected } else { Verdict::NoSigns };
    assess(profile, verdict, Lang::En).into_iter().find(|hardening| hardening.measure == id)
}

#[track_caller]
fn check(profile: &HostProfile, id: &str, expected: HardeningState, code: &str) {
    let found = measure(profile, false, id).unwrap();
    assert_eq!((found.state, found.because.code.as_str()), (expected, code), "{found:?}");
}

const WEB: (Protocol, &str, u16) = (Protocol::Tcp, "0.0.0.0", 80);
const SMB: (Protocol, &str, u16) = (Protocol::Tcp, "0.0.0.0", 445);
const TIME: (Protocol, &str, u16) = (Protocol::Udp, "0.0.0.0", 123);

fn block(port: u16) -> HostFact {
    HostFact::FirewallRule(format!(
        "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort={port}|Name=x|"
    ))
}

fn smb1_value(value: Option<u32>) -> HostFact {
    HostFact::ServerParameter { parameter: ServerParameter::Smb1, value }
}

fn firewall(on: bool) -> HostFact {
    HostFact::FirewallProfile { profile: "publicprofile".to_owned(), on }
}

fn start(service: &str, start: u32) -> HostFact {
    HostFact::ServiceStart { service: service.to_owned(), start }
}

/// A host whose SYSTEM hive was read whole: what is not in it is not there.
fn whole(facts: &[HostFact]) -> HostProfile {
    let mut profile = host(facts, &[]);
    profile.registry_system_is_whole();
    profile
}
