//! What each measure says of a host's own files, and which steps fit which Windows.

use super::*;
use crate::records::{ConnectionRecord, HostFact, Protocol, ServerParameter, SocketRecord};
use crate::report::{Source, Verdict};

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
            pid: Some(4),
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

#[test]
fn a_listening_port_needs_closing_unless_a_rule_in_force_blocks_it() {
    use HardeningState::{Done, Needed, Unknown};
    let ports = "close_smb_ports";
    check(&host(&[], &[SMB, TIME]), ports, Needed, "hardening.ports_listening");
    check(&host(&[], &[SMB]), ports, Needed, "hardening.ports_listening");
    let other = host(&[block(139), firewall(true)], &[SMB, TIME]);
    check(&other, ports, Needed, "hardening.ports_listening");
    let off = host(&[block(445), firewall(true), firewall(false)], &[SMB, TIME]);
    check(&off, ports, Needed, "hardening.ports_listening");
    let blocked = host(&[block(445), firewall(true)], &[SMB, TIME]);
    check(&blocked, ports, Done, "hardening.ports_blocked");
    check(&host(&[], &[WEB, TIME]), ports, Done, "hardening.ports_silent");
    check(&host(&[], &[WEB]), ports, Unknown, "hardening.ports_unknown");
    check(&host(&[block(445), firewall(true)], &[]), ports, Unknown, "hardening.ports_unknown");
    let local = host(&[], &[(Protocol::Tcp, "127.0.0.1", 445), TIME]);
    check(&local, ports, Done, "hardening.ports_silent");
}

#[test]
fn what_the_firewall_lets_in_is_seen_without_a_list_of_sockets() {
    use HardeningState::{Needed, Unknown};
    let ports = "close_smb_ports";
    let HostFact::FirewallRule(rule) = block(445) else { unreachable!() };
    let allow = HostFact::FirewallRule(rule.replace("Block", "Allow"));
    check(&host(std::slice::from_ref(&allow), &[]), ports, Needed, "hardening.ports_let_in");
    // Windows lets a rule that blocks win over one that allows.
    let both = [allow, block(445), firewall(true)];
    check(&host(&both, &[]), ports, Unknown, "hardening.ports_unknown");
    let came = |allowed| {
        let mut profile = HostProfile::default();
        let record = ConnectionRecord {
            protocol: Protocol::Tcp,
            inbound: true,
            allowed,
            source: ("192.0.2.9", 50_000),
            destination: ("10.0.0.1", 445),
        };
        profile.connection(&record, &at(2));
        profile.connection(&record, &at(1));
        profile
    };
    check(&came(true), ports, Needed, "hardening.ports_let_in");
    check(&came(false), ports, Unknown, "hardening.ports_unknown");
    let evidence = measure(&came(false), false, ports).unwrap().evidence;
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].text.as_str(), "DROP TCP 445: 2");
    assert_eq!(evidence[0].source, Some(at(1)));
}

#[test]
fn closed_ports_are_not_called_healthy() {
    let silent = measure(&host(&[], &[WEB, TIME]), false, "close_smb_ports").unwrap();
    assert!(silent.because.text.contains("says nothing about infection"));
}

#[test]
fn switches_are_read_from_the_registry() {
    use HardeningState::{Done, Needed, Unknown};
    let start =
        |service: &str, start| HostFact::ServiceStart { service: service.to_owned(), start };
    for (facts, id, expected) in [
        (vec![smb1_value(Some(0))], "smb1_off", Done),
        (vec![smb1_value(Some(1))], "smb1_off", Needed),
        (vec![smb1_value(Some(0)), smb1_value(Some(1))], "smb1_off", Needed),
        (vec![HostFact::Build(2600)], "smb1_off", Needed),
        (vec![HostFact::Build(2600), start("lanmanserver", 4)], "smb1_off", Done),
        (vec![HostFact::Build(9600)], "smb1_off", Unknown),
        (vec![HostFact::NetbiosOptions(2)], "netbios_off", Done),
        (vec![HostFact::NetbiosOptions(2), HostFact::NetbiosOptions(0)], "netbios_off", Needed),
        (vec![], "netbios_off", Unknown),
        (
            vec![HostFact::Build(19045), HostFact::AutomaticUpdates(true)],
            "automatic_updates_on",
            Done,
        ),
        (
            vec![HostFact::Build(19045), HostFact::AutomaticUpdates(false)],
            "automatic_updates_on",
            Needed,
        ),
        (
            vec![HostFact::Build(2600), HostFact::AutomaticUpdates(true)],
            "automatic_updates_on",
            Needed,
        ),
        (vec![HostFact::Build(19045), start("lanmanserver", 2)], "unneeded_services_off", Needed),
        (
            vec![HostFact::Build(19045), start("lanmanserver", 4), start("lmhosts", 4)],
            "unneeded_services_off",
            Done,
        ),
        (vec![HostFact::Build(19045), start("lanmanserver", 4)], "unneeded_services_off", Unknown),
    ] {
        let found = measure(&host(&facts, &[]), false, id).unwrap();
        assert_eq!(found.state, expected, "{id} with {facts:?}");
    }
}

#[test]
fn an_infected_host_is_told_to_isolate_before_anything_else() {
    let first: Vec<String> = assess(&HostProfile::default(), Verdict::Infected, Lang::ZhCn)
        .into_iter()
        .take(5)
        .map(|hardening| hardening.measure)
        .collect();
    let expected =
        ["isolate", "back_up_data", "rebuild_then_patch", "change_passwords", "check_neighbours"];
    assert_eq!(first, expected);
    for id in expected {
        assert!(measure(&HostProfile::default(), false, id).is_none());
    }
}

#[test]
fn steps_fit_the_generation() {
    for (build, wanted, unwanted) in [
        (2600, "netsh firewall", "advfirewall"),
        (3790, "netsh ipsec", "advfirewall"),
        (7601, "netsh advfirewall", "New-NetFirewallRule"),
        (9600, "New-NetFirewallRule", "netsh ipsec"),
        (20348, "New-NetFirewallRule", "netsh firewall"),
    ] {
        let commands: String =
            measure(&host(&[HostFact::Build(build)], &[]), false, "close_smb_ports")
                .unwrap()
                .steps
                .into_iter()
                .map(|step| step.command)
                .collect();
        assert!(commands.contains(wanted), "{build}: {commands}");
        assert!(!commands.contains(unwanted), "{build}: {commands}");
    }
}

#[test]
fn an_unknown_windows_gets_every_generations_steps_with_a_label() {
    let steps = measure(&HostProfile::default(), false, "close_smb_ports").unwrap().steps;
    for command in ["netsh firewall", "netsh ipsec", "netsh advfirewall", "New-NetFirewallRule"] {
        let step = steps.iter().find(|step| step.command.contains(command)).unwrap();
        assert!(step.applies_to.contains("Windows"), "{step:?}");
    }
}

#[test]
fn the_spooler_is_left_alone_where_its_weakness_is_closed() {
    let spooler = |build| {
        let measure =
            measure(&host(&[HostFact::Build(build)], &[]), false, "unneeded_services_off");
        measure.unwrap().steps.iter().any(|step| step.command.contains("spooler"))
    };
    assert!(spooler(2600));
    assert!(!spooler(7601));
}

#[test]
fn every_step_says_what_it_does_and_how_to_take_it_back() {
    for lang in Lang::ALL {
        for hardening in assess(&HostProfile::default(), Verdict::Infected, lang) {
            assert!(!hardening.steps.is_empty(), "{}", hardening.measure);
            for step in hardening.steps {
                assert!(
                    !step.command.is_empty() && !step.effect.is_empty() && !step.undo.is_empty()
                );
            }
        }
    }
}
