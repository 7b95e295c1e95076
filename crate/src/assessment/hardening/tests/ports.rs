//! Which ports are closed, and by whom.

use super::*;

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
