//! Which steps fit which Windows, and what they say.

use super::*;

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
