//! The scripts that harden a host: for every Windows of the generator and every step they can take, what they may never hold, how
//! they are written, and what of a hostile host gets into them. `tests/wine/scripts.test.mjs` runs them.

use std::collections::BTreeSet;

use encoding_rs::GBK;
use jiance::report::{Duty, HardeningState, Report, Shell, Step};
use jiance::scripts::{self, NoScripts, Scripts};
use jiance::{HostText, Lang};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::registry::Data;
use jiance_tests::windows::{self, Windows};
use tree_sitter::{Node, Parser};

use crate::judge::{report, single_files};

const SERVICES: &str = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services";
const CURRENT_SERVICES: &str = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services";

/// What the notice and common practice ask of every host.
const MEASURES: [&str; 7] = [
    "close_smb_ports",
    "smb1_off",
    "netbios_off",
    "unneeded_services_off",
    "admin_shares_off",
    "automatic_updates_on",
    "audit_smb_access",
];

fn of_host(host: &Host, lang: Lang) -> Report {
    report(&single_files(&Collection::of(host)), lang)
}

fn of(windows: &'static Windows, lang: Lang) -> Report {
    of_host(&Host::clean(windows, Locale::ZhCn), lang)
}

/// A report on a host whose registry has one more value, in the control set and in what it is mirrored to.
fn with(windows: &'static Windows, key: &str, name: &str, data: Data) -> Report {
    let mut host = Host::clean(windows, Locale::ZhCn);
    for services in [SERVICES, CURRENT_SERVICES] {
        host.registry.set(&key.replace("SERVICES", services), name, data.clone());
    }
    of_host(&host, Lang::En)
}

fn steps(report: &Report) -> impl Iterator<Item = &Step> {
    report.hardening.iter().flat_map(|measure| &measure.steps)
}

fn scripted(report: &Report) -> Vec<String> {
    steps(report).filter(|step| step.scripted).map(|step| step.id.clone()).collect()
}

/// The scripts with every step they can take.
fn all_steps(report: &Report, lang: Lang) -> Scripts {
    scripts::write(report, &scripted(report), lang).expect("scripts")
}

/// A script as its interpreter reads it.
fn read(script: &scripts::Script, lang: Lang) -> String {
    let bytes = &script.bytes;
    if script.name.ends_with(".ps1") {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        return text.strip_prefix('\u{FEFF}').expect("a byte-order mark").to_owned();
    }
    match lang {
        Lang::En => {
            assert!(bytes.is_ascii(), "{}", script.name);
            String::from_utf8_lossy(bytes).into_owned()
        }
        Lang::ZhCn => {
            let (text, wrong) = GBK.decode_without_bom_handling(bytes);
            assert!(!wrong && !text.contains("&#"), "{} is not in page 936", script.name);
            let (before, _) = text.split_once(":page_936").expect("the page is switched");
            assert!(before.is_ascii());
            text.into_owned()
        }
    }
}

/// Runs `check` on both scripts of every Windows in both languages.
fn on_each(check: impl Fn(&'static Windows, Lang, &str, &str)) {
    for windows in windows::ALL {
        for lang in Lang::ALL {
            let scripts = all_steps(&of(windows, lang), lang);
            let [harden, undo] = [&scripts.harden, &scripts.undo].map(|it| read(it, lang));
            check(windows, lang, &harden, &undo);
        }
    }
}

#[test]
fn every_windows_has_steps_for_every_measure() {
    for windows in windows::ALL {
        for lang in Lang::ALL {
            let report = of(windows, lang);
            let ids: BTreeSet<&str> = steps(&report).map(|step| step.id.as_str()).collect();
            assert_eq!(ids.len(), steps(&report).count(), "an id twice");
            for measure in MEASURES {
                let row = report.hardening.iter().find(|row| row.measure == measure);
                let row = row.unwrap_or_else(|| panic!("{}: {measure}", windows.id));
                for step in &row.steps {
                    for text in [&step.command, &step.effect, &step.undo, &step.verify] {
                        let is_filled = !text.contains("{rdp_port}") && !text.contains("{kept}");
                        assert!(!text.trim().is_empty() && is_filled, "{}: {text}", step.id);
                    }
                }
                // XP and Server 2003 get updates by hand only.
                let by_hand = measure == "automatic_updates_on" && windows.is_nt5();
                // Their audit policy is set by hand; XP's firewall log is not.
                let by_hand = by_hand || (measure == "audit_smb_access" && windows.version.1 == 2);
                assert_eq!(
                    row.steps.iter().any(|step| step.scripted),
                    !by_hand,
                    "{} {measure}",
                    windows.id
                );
            }
        }
    }
}

#[test]
fn commands_are_those_of_their_windows() {
    for windows in windows::ALL {
        let report = of(windows, Lang::En);
        let typed: Vec<&Step> = steps(&report).filter(|step| step.scripted).collect();
        let commands: String = typed.iter().map(|step| format!("{}\n", step.command)).collect();
        let has = |words: &str| commands.contains(words);
        let (old, new) = (windows.version.0 == 5, windows.version >= (6, 2, 0));
        assert_eq!(has("netsh firewall"), old && !windows.server, "{}", windows.id);
        assert_eq!(has("netsh ipsec"), old && windows.server, "{}", windows.id);
        assert_eq!(has("netsh advfirewall"), !old && !new, "{}", windows.id);
        assert_eq!(has("New-NetFirewallRule"), new, "{}", windows.id);
        assert_eq!(has("Set-SmbServerConfiguration"), new, "{}", windows.id);
        assert_eq!(has("Disable-WindowsOptionalFeature"), new && !windows.server, "{}", windows.id);
        assert_eq!(
            has("Uninstall-WindowsFeature -Name FS-SMB1"),
            new && windows.server,
            "{}",
            windows.id
        );
        assert_eq!(has("auditpol"), !old, "{}", windows.id);
        let shell = if new { Shell::Powershell } else { Shell::Cmd };
        assert!(typed.iter().all(|step| step.shell == shell), "{}", windows.id);
    }
}

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
fn what_one_script_keeps_the_other_puts_back() {
    on_each(|windows, _, harden, undo| {
        for line in harden.lines().map(str::trim) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let back = match words[..] {
                ["call", ":value", kept, ..] => format!("call :value {kept} "),
                ["call", ":service", name, ..] => format!("call :service {name} "),
                ["$null", "=", "Set-Number", kept, ..] => format!("Reset-Number {kept} "),
                ["$null", "=", "Set-EachNumber", key, ..] => format!("Reset-EachNumber {key} "),
                ["$null", "=", "Set-Start", name, ..] => format!("Reset-Start {name} "),
                ["$null", "=", "Invoke-Run", id, ..] => format!(
                    "Undo-Commands {id} (Join-Path $Kept 'run.{}.txt')",
                    id.trim_matches('\'')
                ),
                ["$null", "=", "Invoke-Kept", id, _, _, file, ..] => {
                    format!("Undo-Commands {id} (Join-Path $Kept {file}")
                }
                [first, "echo", "changed"] => first.trim_start_matches('>').to_owned(),
                ["for", "/f", ..] if line.contains("call :each_value") => {
                    "call :each_value".to_owned()
                }
                _ => continue,
            };
            assert!(undo.contains(&back), "{}: {back}", windows.id);
        }
    });
}

#[test]
fn nothing_is_kept_under_a_name_that_something_else_has() {
    on_each(|windows, _, harden, _| {
        let mut names = BTreeSet::new();
        for line in harden.lines() {
            let kept = line.split_once("call :value ").or_else(|| line.split_once("Set-Number '"));
            let Some((_, rest)) = kept.filter(|(before, _)| !before.contains("function")) else {
                continue;
            };
            let name = rest.split([' ', '\'']).next().unwrap_or_default();
            if !name.contains('.') {
                continue;
            }
            assert!(
                name.starts_with("\"each.") || names.insert(name.to_owned()),
                "{}: {name}",
                windows.id
            );
        }
        assert!(!names.is_empty(), "{}", windows.id);
    });
}

#[test]
fn jumps_and_calls_go_to_labels_that_are_there_once() {
    on_each(|windows, _, harden, undo| {
        if windows.version >= (6, 2, 0) {
            return;
        }
        for script in [harden, undo] {
            let labels: Vec<&str> =
                script.lines().filter_map(|line| line.strip_prefix(':')).map(str::trim).collect();
            let distinct: BTreeSet<&&str> = labels.iter().collect();
            assert_eq!(labels.len(), distinct.len(), "{}", windows.id);
            for line in
                script.lines().filter(|line| !line.starts_with("rem") && !line.starts_with("echo"))
            {
                for jump in ["goto ", "call :"] {
                    for (at, _) in line.match_indices(jump) {
                        let target = line[at + jump.len()..]
                            .split([' ', '\r', ')'])
                            .next()
                            .unwrap_or_default();
                        assert!(labels.contains(&target), "{}: {line}", windows.id);
                    }
                }
            }
        }
    });
}

#[test]
fn scripts_have_no_gap_left_and_windows_line_ends() {
    on_each(|windows, lang, harden, undo| {
        for script in [harden, undo] {
            assert!(
                !script.contains("<<")
                    && !script.contains("{rdp_port}")
                    && !script.contains("{kept}"),
                "{}",
                windows.id
            );
            assert_eq!(script.matches('\n').count(), script.matches("\r\n").count());
            assert_eq!(script.matches('\r').count(), script.matches("\r\n").count());
            let chinese = script.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
            assert_eq!(chinese, lang == Lang::ZhCn, "{}", windows.id);
        }
    });
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar");
    parser
}

/// The lines in which the parser sees something that is no PowerShell.
fn errors(text: &str) -> Vec<String> {
    fn walk(node: Node<'_>, text: &str, found: &mut Vec<String>) {
        if node.is_error() || node.is_missing() {
            let row = node.start_position().row;
            found.push(format!("{}: {}", row + 1, text.lines().nth(row).unwrap_or_default()));
        }
        for at in 0..u32::try_from(node.child_count()).unwrap_or(0) {
            if let Some(child) = node.child(at) {
                walk(child, text, found);
            }
        }
    }
    let tree = parser().parse(text, None).expect("a tree");
    let mut found = Vec::new();
    walk(tree.root_node(), text, &mut found);
    found
}

#[test]
fn powershell_scripts_are_powershell() {
    let mut parsed = 0;
    for windows in windows::ALL.into_iter().filter(|windows| windows.version >= (6, 2, 0)) {
        for lang in Lang::ALL {
            let scripts = all_steps(&of(windows, lang), lang);
            for script in [&scripts.harden, &scripts.undo] {
                let text = read(script, lang);
                assert_eq!(
                    errors(&text),
                    Vec::<String>::new(),
                    "{} for {}",
                    script.name,
                    windows.id
                );
                parsed += 1;
                // The same with something left out is none.
                for broken in [
                    text.replacen("} catch {", "catch {", 1),
                    text.replacen("'\r\n", "\r\n", 1),
                    text.replacen("function ", "function (", 1),
                ] {
                    assert!(broken != text && !errors(&broken).is_empty(), "{}", windows.id);
                }
            }
        }
    }
    assert!(16 < parsed);
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

#[test]
fn only_what_was_chosen_is_done_and_by_hand_stays_a_comment() {
    let report = of(&windows::WIN7_SP1, Lang::En);
    let one = scripts::write(&report, &["smb1_off.smb1_value"], Lang::En).expect("scripts");
    let text = read(&one.harden, Lang::En);
    assert!(text.contains("call :value \"value.LanmanServer.Parameters.SMB1\""));
    assert!(!text.contains("netsh") && !text.contains("auditpol"));
    let by_hand = text.lines().find(|line| line.contains("security group")).expect("a comment");
    assert!(by_hand.starts_with("rem "));
    for none in [&["close_smb_ports.security_group"][..], &["smb1_off.smb1_setting"], &["x"], &[]] {
        assert_eq!(scripts::write(&report, none, Lang::En), Err(NoScripts::NothingChosen));
    }
}

#[test]
fn an_unknown_windows_gets_no_script() {
    let mut report = of(&windows::WIN7_SP1, Lang::En);
    let all = scripted(&report);
    report.host.os.build = Some(2195);
    assert_eq!(scripts::write(&report, &all, Lang::En), Err(NoScripts::WindowsTooOld));
    report.host.os.build = None;
    assert_eq!(scripts::write(&report, &all, Lang::En), Err(NoScripts::WindowsUnknown));
    let unread =
        jiance_tests::collection::Collection::of(&Host::clean(&windows::WIN7_SP1, Locale::En));
    let files =
        [("files-C.txt".to_owned(), unread.part("files-C.txt").expect("a part").bytes.clone())];
    let unsaid = crate::judge::report(&files, Lang::En);
    assert!(
        steps(&unsaid).count() > 0 && steps(&unsaid).all(|step| !step.scripted && !step.suggested)
    );
}

#[test]
fn what_is_done_is_not_suggested() {
    let report =
        with(&windows::WIN7_SP1, "SERVICES\\LanmanServer\\Parameters", "SMB1", Data::Number(0));
    let row = report.hardening.iter().find(|row| row.measure == "smb1_off").expect("a row");
    assert_eq!(row.state, HardeningState::Done);
    assert!(
        row.steps.iter().all(|step| !step.suggested) && row.steps.iter().any(|step| step.scripted)
    );
    assert!(!scripts::suggested(&report).contains(&"smb1_off.smb1_value".to_owned()));
}
