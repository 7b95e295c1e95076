//! The scripts that harden a host: for every Windows of the generator and every step they can take, what they may never hold, how
//! they are written, and what of a hostile host gets into them. `tests/wine/scripts.test.mjs` runs them.

mod safety;
mod syntax;

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
        Lang::ZhCn => {
            let (text, wrong) = GBK.decode_without_bom_handling(bytes);
            assert!(!wrong && !text.contains("&#"), "{} is not in page 936", script.name);
            let (before, _) = text.split_once(":page_936").expect("the page is switched");
            assert!(before.is_ascii());
            text.into_owned()
        }
        _ => {
            assert!(bytes.is_ascii(), "{}", script.name);
            String::from_utf8_lossy(bytes).into_owned()
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
