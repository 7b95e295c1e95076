//! What a script may never hold, and what is never suggested.

use super::*;

/// The ports that a line blocks: none unless it blocks at all.
fn blocked(line: &str) -> Vec<&str> {
    let lower = line.to_ascii_lowercase();
    if !lower.contains("action=block") && !lower.contains("-action block") {
        return Vec::new();
    }
    let ports = ["localport=", "-LocalPort "].into_iter().find_map(|name| line.split_once(name));
    let ports =
        ports.map_or("any", |(_, rest)| rest.split([' ', ';', '}']).next().unwrap_or("any"));
    ports.trim_end().split(',').collect()
}

#[test]
fn the_reader_of_blocked_ports_sees_them() {
    assert_eq!(blocked("netsh … add rule dir=in action=allow localport=3389"), Vec::<&str>::new());
    assert_eq!(
        blocked("New-NetFirewallRule -Action Block -LocalPort 135,3389; Assert-Exit"),
        ["135", "3389"]
    );
    assert_eq!(blocked("netsh advfirewall firewall add rule dir=in action=block"), ["any"]);
}

#[test]
fn no_script_cuts_off_remote_desktop_or_everything() {
    on_each(|windows, _, harden, undo| {
        let mut any = 0;
        for line in harden.lines().chain(undo.lines()) {
            // `netsh ipsec` names its ports in filters, one a line.
            if !line.contains("netsh ipsec") {
                for port in blocked(line) {
                    any += 1;
                    assert!(
                        ["135", "139", "445", "137", "138"].contains(&port),
                        "{}: {line}",
                        windows.id
                    );
                }
            }
            if let Some((_, port)) = line.split_once("dstport=") {
                any += 1;
                assert!(
                    ["135", "139", "445", "137", "138"].contains(&port.trim()),
                    "{}: {line}",
                    windows.id
                );
            }
            let lower = line.to_ascii_lowercase();
            for never in [
                "blockinbound",
                "defaultinboundaction",
                "fdenytsconnections",
                "termservice",
                "set allprofiles firewallpolicy",
            ] {
                assert!(!lower.contains(never), "{}: {line}", windows.id);
            }
        }
        // XP has no rules that block.
        assert_eq!(any == 0, windows.version.0 == 5 && !windows.server, "{}", windows.id);
        // Nothing switches a firewall on before remote desktop is let in.
        if let Some(on) = ["opmode mode=ENABLE", "state on", "-Enabled True"]
            .iter()
            .find_map(|on| harden.find(on))
        {
            let allowed = ["add portopening", "Jiance allow remote desktop"]
                .iter()
                .find_map(|it| harden.find(it));
            assert!(allowed.is_some_and(|allowed| allowed < on), "{}", windows.id);
        }
    });
}

#[test]
fn of_a_hostile_name_only_letters_and_digits_are_left() {
    for windows in [&windows::XP_SP3, &windows::WIN7_SP1, &windows::SERVER_2022] {
        let mut report = of(windows, Lang::En);
        let mut named = |name: &str| {
            report.host.name = Some(HostText::shown(name));
            all_steps(&report, Lang::En)
        };
        for (hostile, plain) in [
            ("a&calc.exe&b", "a-calc-exe-b"),
            ("%COMSPEC%", "COMSPEC"),
            ("x';Remove-Item C:\\;'", "x--Remove-Item-C"),
            ("$(calc)", "calc"),
            ("..\\..\\Startup\\x", "Startup-x"),
            ("\"|<>^!`", "host"),
            ("a\r\ncalc.exe\r\n", "a-U-000D--U-000A-calc-exe-U-000D"),
            ("服务器", "host"),
            ("\u{202E}tab.x", "U-202E-tab-x"),
            ("", "host"),
            (&"A".repeat(500), &"A".repeat(32)),
        ] {
            let (found, expected) = (named(hostile), named(plain));
            assert_eq!(found, expected, "{hostile:?}");
            let extension = if windows.version.0 < 10 { "bat" } else { "ps1" };
            assert_eq!(found.harden.name, format!("harden-{plain}.{extension}"));
            assert_eq!(found.undo.name, format!("undo-{plain}.{extension}"));
        }
    }
}

#[test]
fn nothing_is_suggested_that_cuts_off_the_reader_or_others() {
    let closes = |report: &Report| {
        steps(report).filter(|step| step.suggested).any(|step| {
            step.id.starts_with("close_smb_ports.") || step.command.contains("lanmanserver")
        })
    };
    let product = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\ProductOptions";
    let current = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions";
    let rdp = "HKEY_LOCAL_MACHINE\\SYSTEM\\SET\\Control\\Terminal Server\\WinStations\\RDP-Tcp";
    for windows in windows::ALL {
        let plain = of(windows, Lang::En);
        assert!(closes(&plain) && plain.host.duties.is_empty(), "{}", windows.id);
        assert_eq!(plain.host.remote_desktop_port, Some(3389));

        let shares = with(
            windows,
            "SERVICES\\LanmanServer\\Shares",
            "data",
            Data::Multi(vec!["Path=D:\\".to_owned()]),
        );
        assert_eq!(shares.host.duties, [Duty::FileServer], "{}", windows.id);
        assert!(!closes(&shares), "{}", windows.id);
        // What Windows shares by itself is nobody's.
        let own =
            with(windows, "SERVICES\\LanmanServer\\Shares", "print$", Data::Multi(Vec::new()));
        assert!(own.host.duties.is_empty() && closes(&own), "{}", windows.id);
        if windows.server {
            let mut host = Host::clean(windows, Locale::ZhCn);
            for key in [product, current] {
                host.registry.set(key, "ProductType", Data::text("LanmanNT"));
            }
            let controller = of_host(&host, Lang::En);
            assert_eq!(controller.host.duties, [Duty::DomainController]);
            assert!(!closes(&controller), "{}", windows.id);
            let node = with(windows, "SERVICES\\ClusSvc", "Start", Data::Number(2));
            assert_eq!(node.host.duties, [Duty::ClusterNode]);
        }
        let mut host = Host::clean(windows, Locale::ZhCn);
        for set in ["ControlSet001", "CurrentControlSet"] {
            host.registry.set(&rdp.replace("SET", set), "PortNumber", Data::Number(445));
        }
        let moved = of_host(&host, Lang::En);
        assert_eq!(moved.host.remote_desktop_port, Some(445));
        assert!(!closes(&moved), "{}", windows.id);
    }
}

#[test]
fn a_script_warns_where_others_depend_on_the_host() {
    let report = with(
        &windows::SERVER_2022,
        "SERVICES\\LanmanServer\\Shares",
        "data",
        Data::Multi(Vec::new()),
    );
    let plain = of(&windows::SERVER_2022, Lang::En);
    let warned = |report: &Report| {
        let text = read(&all_steps(report, Lang::En).harden, Lang::En);
        (text.contains("others depend on this host"), text.contains("may cut others off"))
    };
    assert_eq!((warned(&report), warned(&plain)), ((true, true), (false, false)));
}
