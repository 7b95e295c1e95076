//! What each measure says of a host's own files, and which steps fit which Windows.

use super::*;
use crate::records::{
    ConnectionRecord, HostFact, HostRole, Logged, Protocol, ServerParameter, SocketRecord,
};
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

fn start(service: &str, start: u32) -> HostFact {
    HostFact::ServiceStart { service: service.to_owned(), start }
}

/// A host whose SYSTEM hive was read whole: what is not in it is not there.
fn whole(facts: &[HostFact]) -> HostProfile {
    let mut profile = host(facts, &[]);
    profile.registry_system_is_whole();
    profile
}

#[test]
fn smb1_that_nothing_sets_is_what_its_windows_does() {
    use HardeningState::{Done, Needed, Unknown};
    let unset = || smb1_value(None);
    for (build, facts, expected, code) in [
        // Vista to Server 2012 serve it unless told not to.
        (6002, vec![unset()], Needed, "hardening.smb1_default"),
        (7601, vec![unset()], Needed, "hardening.smb1_default"),
        (9200, vec![unset()], Needed, "hardening.smb1_default"),
        (7601, vec![unset(), smb1_value(Some(0))], Needed, "hardening.smb1_default"),
        (7601, vec![], Unknown, "hardening.smb1_unknown"),
        // From 8.1 on it can be taken out, and since 1709 it mostly is.
        (9600, vec![unset(), start("srv", 3)], Needed, "hardening.smb1_default"),
        (17763, vec![unset(), start("srv", 3)], Needed, "hardening.smb1_default"),
        (17763, vec![unset(), start("srv", 4)], Unknown, "hardening.smb1_unknown"),
        (9600, vec![unset()], Unknown, "hardening.smb1_unknown"),
        (26100, vec![unset()], Unknown, "hardening.smb1_unknown"),
        (9600, vec![smb1_value(Some(0)), start("srv", 3)], Done, "hardening.smb1_off"),
        (26100, vec![smb1_value(Some(1))], Needed, "hardening.smb1_on"),
    ] {
        let facts = [vec![HostFact::Build(build)], facts].concat();
        check(&host(&facts, &[]), "smb1_off", expected, code);
    }
    // Its driver is not there: only a hive read whole can say that, and only where it is not part of Windows.
    for (build, expected, code) in [
        (7601, Needed, "hardening.smb1_default"),
        (9600, Done, "hardening.smb1_removed"),
        (20348, Done, "hardening.smb1_removed"),
    ] {
        check(&whole(&[HostFact::Build(build), unset()]), "smb1_off", expected, code);
    }
    let with_driver = whole(&[HostFact::Build(20348), unset(), start("srv", 3)]);
    check(&with_driver, "smb1_off", Needed, "hardening.smb1_default");
    // Which Windows it is, is not told, or contradicted.
    check(&host(&[unset()], &[]), "smb1_off", Unknown, "hardening.smb1_unknown");
    let two = [HostFact::Build(7601), HostFact::Build(9600), unset()];
    check(&host(&two, &[]), "smb1_off", Unknown, "hardening.smb1_unknown");
}

#[test]
fn administrative_shares_go_by_the_hosts_role() {
    use HardeningState::{Done, Needed, Unknown};
    let share = |parameter, value| HostFact::ServerParameter { parameter, value };
    let (server, client) = (ServerParameter::AutoShareServer, ServerParameter::AutoShareWks);
    let is_server = || HostFact::Role(HostRole::Server);
    let is_client = || HostFact::Role(HostRole::Client);
    for (facts, expected, code) in [
        (vec![], Unknown, "hardening.admin_shares_unknown"),
        (vec![is_server(), share(server, None)], Needed, "hardening.admin_shares_on"),
        (vec![is_server(), share(server, Some(1))], Needed, "hardening.admin_shares_on"),
        (vec![is_server(), share(server, Some(0))], Done, "hardening.admin_shares_off"),
        // The other role's switch says nothing.
        (vec![is_client(), share(server, Some(0))], Unknown, "hardening.admin_shares_unknown"),
        (vec![is_client(), share(client, Some(0))], Done, "hardening.admin_shares_off"),
        (
            vec![is_client(), share(client, Some(0)), share(client, Some(1))],
            Needed,
            "hardening.admin_shares_on",
        ),
        (vec![share(server, Some(0))], Unknown, "hardening.admin_shares_unknown"),
        (vec![share(server, Some(0)), share(client, Some(0))], Done, "hardening.admin_shares_off"),
        (vec![share(server, Some(0)), share(client, None)], Needed, "hardening.admin_shares_on"),
        (
            vec![
                is_client(),
                share(client, Some(0)),
                HostFact::RemoteAdministratorsUnfiltered(true),
            ],
            Needed,
            "hardening.admin_shares_unfiltered",
        ),
        (
            vec![
                is_client(),
                share(client, Some(0)),
                HostFact::RemoteAdministratorsUnfiltered(false),
            ],
            Done,
            "hardening.admin_shares_off",
        ),
        (vec![start("lanmanserver", 4)], Done, "hardening.admin_shares_off"),
    ] {
        check(&host(&facts, &[]), "admin_shares_off", expected, code);
    }
}

#[test]
fn a_firewall_that_writes_no_log_needs_one_and_what_is_audited_stays_open() {
    use HardeningState::{Needed, Unknown};
    let logging = |profile: &str, logged, on| HostFact::FirewallLogging {
        profile: profile.to_owned(),
        logged,
        on,
    };
    let (dropped, allowed) = (Logged::Dropped, Logged::Allowed);
    for (facts, expected, code) in [
        (vec![], Unknown, "hardening.audit_unknown"),
        (vec![logging("publicprofile", dropped, false)], Needed, "hardening.audit_log_off"),
        (
            vec![
                logging("publicprofile", dropped, true),
                logging("publicprofile", allowed, true),
                logging("domainprofile", allowed, false),
            ],
            Needed,
            "hardening.audit_log_off",
        ),
        (
            vec![logging("publicprofile", dropped, true), logging("publicprofile", allowed, true)],
            Unknown,
            "hardening.audit_log_on",
        ),
    ] {
        check(&host(&facts, &[]), "audit_smb_access", expected, code);
    }
}

#[test]
fn ports_that_a_worm_may_have_closed_are_not_called_done() {
    let ports = |profile: &HostProfile, verdict| {
        let found = assess(profile, verdict, Lang::En).into_iter();
        let found = found.filter(|row| row.measure == "close_smb_ports").collect::<Vec<_>>();
        (found[0].state, found[0].because.code.clone())
    };
    let blocked = host(&[block(445), firewall(true)], &[SMB, TIME]);
    let silent = host(&[], &[WEB, TIME]);
    for profile in [&blocked, &silent] {
        for verdict in [Verdict::Infected, Verdict::Suspected] {
            let by_worm = (HardeningState::Unknown, "hardening.ports_by_worm".to_owned());
            assert_eq!(ports(profile, verdict), by_worm);
        }
        for verdict in [Verdict::NoSigns, Verdict::CannotTell] {
            assert_eq!(ports(profile, verdict).0, HardeningState::Done);
        }
    }
    // What is open stays open.
    let open = ports(&host(&[], &[SMB, TIME]), Verdict::Infected);
    assert_eq!(open.0, HardeningState::Needed);
}

#[test]
fn switching_the_firewall_on_is_shown_unless_it_is_on() {
    let shown = |facts: &[HostFact]| {
        let measure = measure(&host(facts, &[]), false, "close_smb_ports").unwrap();
        measure.steps.into_iter().find(|step| step.id.contains("firewall_on"))
    };
    let server = HostFact::Build(20348);
    assert!(shown(&[server.clone(), firewall(true)]).is_none());
    for facts in [vec![server.clone()], vec![server, firewall(true), firewall(false)]] {
        let step = shown(&facts).unwrap();
        assert!(step.scripted && !step.suggested, "{step:?}");
    }
}

#[test]
fn steps_name_the_port_of_remote_desktop() {
    let command = |facts: &[HostFact]| {
        let measure = measure(&host(facts, &[]), false, "close_smb_ports").unwrap();
        measure.steps.into_iter().find(|step| step.id.contains("firewall_on")).unwrap().command
    };
    let server = HostFact::Build(20348);
    assert!(command(std::slice::from_ref(&server)).contains("-LocalPort 3389"));
    assert!(command(&[server, HostFact::RemoteDesktopPort(13389)]).contains("-LocalPort 13389"));
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
