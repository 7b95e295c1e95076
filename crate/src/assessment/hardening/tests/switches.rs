//! What each value in the registry says of a measure.

use super::*;

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
