//! What `.reg` files hold comes back, however they were written, wrapped, glued or cut.

use crate::formats::Ending;
use crate::formats::test_sink::{Data, Seen, read, read_in_pieces};
use crate::records::{
    Architecture, DATA_OVERLAP, HostFact, HostRole, Kb, Logged, ServerParameter, Update,
    UpdateRecord, UpdateSource, UpdateState,
};

use super::data::PART;
use super::reg_file::{VERSION_4, VERSION_5};

const HEADING: &str = "Windows Registry Editor Version 5.00\r\n\r\n";

fn body(lines: &str) -> Seen {
    read(&VERSION_5, &format!("{HEADING}{}\r\n\r\n", lines.replace('\n', "\r\n")))
}

fn machine(lines: &str) -> Seen {
    body(&lines.replace("[HKLM", "[HKEY_LOCAL_MACHINE"))
}

#[test]
fn every_kind_of_value_is_decoded() {
    let seen = body(
        r#"[HKLM\SOFTWARE\A=[b]]
; a comment
@="default"
"plain"="C:\\Windows\\a \"b\".exe"
"a=\"b\\c"="x"
"n"=dword:000003b9
"q"=hex(b):01,00,00,00,01,00,00,00
"d"=hex(4):02,01,00,00
"e"=hex(2):25,00,54,00,25,00,\
  5c,00,61,00,00,00
"m"=hex(7):61,00,00,00,62,00,00,00,00,00
"s"=hex(1):61,00,0d,00,0a,00,62,00,00,00
"l"=hex(6):61,00
"b"=hex:00,ff,\
  10
"z"=hex(0):
"u"=hex(ffff0007):01,00,00,00"#,
    );
    assert_eq!(
        seen.values(),
        [
            r"[HKEY_LOCAL_MACHINE\SOFTWARE\A=[b]]",
            "=default",
            r#"plain=C:\Windows\a "b".exe"#,
            r#"a="b\c=x"#,
            "n=953",
            "q=4294967297",
            "d=258",
            r"e=%T%\a",
            "m=a\nb",
            "s=a\r\nb",
            "l=a",
            "b=<00ff10>",
            "z=<>",
            "u=<01000000>",
        ]
    );
    assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
}

#[test]
fn regedit4_holds_ansi_bytes() {
    let text = "REGEDIT4\r\n\r\n[HKEY_USERS\\S]\r\n\"e\"=hex(2):bc,ec,b2,e2,2e,65,78,65,00\r\n\"m\"=hex(7):61,00,62,00,00\r\n\r\n";
    let seen = read(&VERSION_4, text);
    assert_eq!(seen.values(), [r"[HKEY_USERS\S]", "e=检测.exe", "m=a\nb"]);
    assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
}

#[test]
fn deletions_are_orders_and_no_facts() {
    let seen = machine(
        "[-HKEY_USERS\\S]\n[HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters]\n\"SMB1\"=-\n@=-\n[HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares]\n\"Data\"=-",
    );
    let deletions =
        seen.registry.iter().filter(|(_, value, _)| matches!(value, Some((_, Data::Deletion))));
    assert_eq!(deletions.count(), 4);
    assert_eq!(seen.facts, []);
}

#[test]
fn text_may_span_lines() {
    let seen = body("[HKEY_USERS\\S]\n\"t\"=\"one\n\n[two]\nthree\"\n\"u\"=\"x\"");
    assert_eq!(seen.values(), [r"[HKEY_USERS\S]", "t=one\n\n[two]\nthree", "u=x"]);
    assert_eq!(seen.registry[2].2.line, 8);
    assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
}

#[test]
fn a_cut_anywhere_in_a_value_is_told() {
    let whole = format!(
        "{HEADING}[HKEY_USERS\\S]\r\n\"t\"=\"one\"\r\n\"b\"=hex(2):61,00,\\\r\n  62,00\r\n\r\n"
    );
    assert_eq!(read(&VERSION_5, &whole).ending, Ending::Whole);
    for at in 0..whole.len() {
        // Behind an empty line nothing tells that more was to come, and so nothing may be claimed.
        let cut = &whole[..at];
        let ending = read(&VERSION_5, cut).ending;
        assert!(matches!(ending, Ending::Cut(_)), "{cut:?}");
    }
}

#[test]
fn what_a_cut_left_is_still_handed_on() {
    for (text, expected) in
        [("\"t\"=\"tasksche", "t=tasksche"), ("\"b\"=hex(2):61,00,\\\r\n  62,00,6", "b=ab\u{FFFD}")]
    {
        let seen = read(&VERSION_5, &format!("{HEADING}[HKEY_USERS\\S]\r\n{text}"));
        assert_eq!(seen.values()[1..], [expected]);
        assert!(matches!(seen.ending, Ending::Cut(_)));
    }
}

#[test]
fn of_glued_exports_the_worst_end_counts() {
    let one = format!("{HEADING}[HKEY_USERS\\S]\r\n\"a\"=\"1\"\r\n\r\n");
    let mark = "\u{FEFF}";
    let glued = read(&VERSION_5, &format!("{mark}{one}{mark}{one}"));
    assert_eq!(glued.values(), [r"[HKEY_USERS\S]", "a=1", r"[HKEY_USERS\S]", "a=1"]);
    assert_eq!((glued.unreadable, glued.ending), (0, Ending::Whole));
    for cut in ["\"x\"=\"tasksche", "\"x\"=hex:00,\\\r\n  0", "\"x"] {
        let seen = read(&VERSION_5, &format!("{HEADING}[HKEY_USERS\\S]\r\n{cut}{mark}{one}"));
        assert!(matches!(seen.ending, Ending::Cut(_)), "{cut}");
        assert_eq!(seen.values().last().map(String::as_str), Some("a=1"), "{cut}");
        assert_eq!(seen.unreadable, 1, "{cut}");
    }
}

#[test]
fn junk_is_counted_and_the_rest_is_read() {
    for junk in
        ["junk", "\"t\"=", "\"t\"=what", "\"t\"=\"a\" b", "\"t", "[HKEY_USERS\\T", "\"t\"=hex:0x"]
    {
        let seen = body(&format!("[HKEY_USERS\\S]\n{junk}\n\"last\"=\"1\""));
        assert_eq!(seen.unreadable, 1, "{junk}");
        assert_eq!(seen.values().last().map(String::as_str), Some("last=1"), "{junk}");
    }
}

#[test]
fn a_large_value_comes_in_parts_that_overlap() {
    let bytes: Vec<u8> = (0..PART as u32 + 70_000).flat_map(|n| (n as u16).to_le_bytes()).collect();
    let text: String = (0..90_000).map(|n| format!("{n:05}字")).collect();
    let file = format!(
        "{HEADING}[HKEY_USERS\\S]\r\n{}\r\n\"t\"=\"{text}\"\r\n\r\n",
        hex("b", "hex", &bytes)
    );
    for seen in [read(&VERSION_5, &file), read_in_pieces(&VERSION_5, &file, 100_000)] {
        let (mut joined, mut joined_text) = (Vec::new(), String::new());
        let mut parts = 0;
        for (_, value, at) in &seen.registry {
            match value {
                Some((_, Data::Bytes(part))) => {
                    assert!(part.len() <= PART);
                    joined.truncate(joined.len().saturating_sub(DATA_OVERLAP));
                    joined.extend_from_slice(part);
                    assert_eq!(at.line, 4);
                    parts += 1;
                }
                Some((_, Data::Text(part))) => {
                    assert!(part.len() <= PART);
                    let overlap = (0..=part.len().min(joined_text.len()))
                        .rev()
                        .find(|n| part.is_char_boundary(*n) && joined_text.ends_with(&part[..*n]));
                    let overlap = overlap.unwrap_or(0);
                    assert!(joined_text.is_empty() || DATA_OVERLAP <= overlap);
                    joined_text.push_str(&part[overlap..]);
                    parts += 1;
                }
                _ => {}
            }
        }
        assert_eq!(parts, 3 + 3);
        assert!(joined == bytes && joined_text == text);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    }
}

/// A value in hex, wrapped as Windows wraps it: no line longer than 80 columns unless its name is.
fn hex(name: &str, kind: &str, bytes: &[u8]) -> String {
    let escaped = name.replace('\\', r"\\").replace('"', "\\\"");
    let mut text = format!("\"{escaped}\"={kind}:");
    let mut column = text.chars().count();
    for (n, byte) in bytes.iter().enumerate() {
        let last = n + 1 == bytes.len();
        text.push_str(&format!("{byte:02x}{}", if last { "" } else { "," }));
        column += 3;
        if 76 < column && !last {
            text.push_str("\\\r\n  ");
            column = 2;
        }
    }
    text
}

/// A small generator of numbers, so that the property below is the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn word(&mut self, letters: &[char], most: u64) -> String {
        let length = self.roll(most);
        (0..length).map(|_| letters[self.roll(letters.len() as u64) as usize]).collect()
    }
}

#[test]
fn whatever_is_exported_reads_back_exactly() {
    let letters: Vec<char> = "aZ0 =\\\";@[]{}-,:%(\t\n字é𝄞".chars().collect();
    let key_letters: Vec<char> = "aZ0 =\";@[]{}-,:%(字é𝄞".chars().collect();
    let mut dice = Dice(20_170_602);
    for _ in 0..3000 {
        let key = format!("HKEY_USERS\\{}]x", dice.word(&key_letters, 30));
        let name = dice.word(&letters, 90);
        let escaped = name.replace('\\', r"\\").replace('"', "\\\"");
        let bytes: Vec<u8> = (0..dice.roll(200)).map(|_| dice.roll(256) as u8).collect();
        let (line, expected) = match dice.roll(5) {
            0 => {
                let text = dice.word(&letters, 200);
                let written = text.replace('\\', r"\\").replace('"', "\\\"");
                (format!("\"{escaped}\"=\"{written}\""), Data::Text(text))
            }
            1 => {
                let number = dice.roll(1 << 31) as u32;
                (format!("\"{escaped}\"=dword:{number:08x}"), Data::Number(number.into()))
            }
            2 => {
                let text = dice.word(&letters, 200);
                let raw: Vec<u8> =
                    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
                (hex(&name, "hex(2)", &raw), Data::Text(text))
            }
            3 => {
                let number = dice.roll(1 << 31) * dice.roll(1 << 31);
                (hex(&name, "hex(b)", &number.to_le_bytes()), Data::Number(number))
            }
            _ => (
                hex(&name, ["hex", "hex(0)", "hex(8)", "hex(a)"][dice.roll(4) as usize], &bytes),
                Data::Bytes(bytes),
            ),
        };
        let file = format!("{HEADING}[{key}]\r\n{line}\r\n\r\n");
        for seen in [read(&VERSION_5, &file), read_in_pieces(&VERSION_5, &file, 600)] {
            let records: Vec<_> =
                seen.registry.into_iter().map(|(key, value, _)| (key, value)).collect();
            assert_eq!(
                records,
                [(key.clone(), None), (key.clone(), Some((name.clone(), expected.clone())))],
                "{file}"
            );
            assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole), "{file}");
        }
    }
}

#[test]
fn windows_tells_its_version_build_and_revision() {
    let seen = machine(
        r#"[HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
"ProductName"="Windows Server 2016 Datacenter"
"CurrentVersion"="6.3"
"CurrentBuild"="1.511.1"
"CurrentBuildNumber"="14393"
"CurrentMajorVersionNumber"=dword:0000000a
"CurrentMinorVersionNumber"=dword:00000000
"UBR"=dword:000003b9
"InstallationType"="Server Core"
"SystemRoot"="C:\\Windows"
[HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts]
[HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment]
"PROCESSOR_ARCHITECTURE"="AMD64"
[HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName]
"ComputerName"="WEB-01""#,
    );
    for fact in [
        HostFact::Product("Windows Server 2016 Datacenter".to_owned()),
        HostFact::Version { major: 10, minor: 0, build: 14393 },
        HostFact::Revision(953),
        HostFact::ServicePack(0),
        HostFact::InstallationType("Server Core".to_owned()),
        HostFact::SystemRoot("C:\\Windows".to_owned()),
        HostFact::Architecture(Architecture::X64),
        HostFact::Name("WEB-01".to_owned()),
    ] {
        assert!(seen.facts.contains(&fact), "{fact:?} not in {:?}", seen.facts);
    }
}

#[test]
fn the_architecture_is_told_by_software_alone_and_the_role_by_system() {
    let seen = machine(
        r#"[HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
"BuildLabEx"="7601.23677.x86fre.win7sp1_ldr.170209-0600"
[HKLM\SYSTEM\Select]
"Current"=dword:00000002
[HKLM\SYSTEM\ControlSet001\Control\ProductOptions]
"ProductType"="WinNT"
[HKLM\SYSTEM\ControlSet002\Control\ProductOptions]
"ProductType"="LanmanNT""#,
    );
    let role = HostFact::Role(HostRole::DomainController);
    assert_eq!(seen.facts, [HostFact::Architecture(Architecture::X86), role]);
}

#[test]
fn a_service_pack_is_not_denied_where_the_file_stops() {
    let seen = machine(
        "[HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]\n\"CurrentBuildNumber\"=\"7601\"",
    );
    assert_eq!(seen.facts, [HostFact::Build(7601)]);
}

#[test]
fn updates_count_by_their_state() {
    let package = |name: &str, state: &str| {
        format!(
            "[HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages\\{name}]\n\"InstallLocation\"=\"C:\\\\x\\\\Windows10.0-KB4013429-x64.cab\\\\\"\n\"CurrentState\"=dword:000000{state}\n"
        )
    };
    let seen = machine(&format!(
        "{}{}{}{}{}[HKLM\\SOFTWARE\\Microsoft\\Updates\\Windows XP\\SP4\\KB4012598]\n[HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\HotFix\\KB958644-v2]\n\"Installed\"=dword:00000001\n[HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\HotFix\\KB958645]\n\"Installed\"=dword:00000000",
        package("Package_for_KB4012212~31bf~amd64~~6.1.1.0", "70"),
        package("Package_2_for_KB4012213~31bf~amd64~~6.1.1.0", "40"),
        package("Package_for_KB4012214~31bf~amd64~~6.1.1.0", "50"),
        package("Package_for_KB4012215~31bf~amd64~~6.1.1.0", "60"),
        package("Package_for_RollupFix~31bf~amd64~~14393.953.1.5", "80"),
    ));
    let update = |update, state, source| UpdateRecord { update, state, source };
    let servicing = UpdateSource::Servicing;
    let kb = |number| Update::Kb(Kb(number));
    assert_eq!(
        seen.updates,
        [
            update(kb(4_012_212), UpdateState::Installed, servicing),
            update(kb(4_012_213), UpdateState::NotInForce, servicing),
            update(kb(4_012_214), UpdateState::Superseded, servicing),
            update(kb(4_012_215), UpdateState::Pending, servicing),
            update(
                Update::Rollup { build: 14393, revision: 953 },
                UpdateState::Installed,
                servicing
            ),
            update(kb(4_013_429), UpdateState::Installed, servicing),
            update(kb(4_012_598), UpdateState::Installed, UpdateSource::UpdatesKey),
            update(kb(958_644), UpdateState::Installed, UpdateSource::UpdatesKey),
        ]
    );
}

#[test]
fn only_the_current_control_set_counts() {
    let smb1 = |set: &str, value: u8| {
        format!(
            "[HKLM\\SYSTEM\\{set}\\Services\\LanmanServer\\Parameters]\n\"SMB1\"=dword:0000000{value}\n"
        )
    };
    let select = "[HKLM\\SYSTEM\\Select]\n\"Current\"=dword:00000002\n";
    let facts = |text: String| machine(text.trim_end()).facts;
    let (first, second) = (smb1("ControlSet001", 0), smb1("ControlSet002", 1));
    let current = smb1("CurrentControlSet", 1);
    let set =
        |value| HostFact::ServerParameter { parameter: ServerParameter::Smb1, value: Some(value) };
    let smb1 = |text: String| {
        facts(text)
            .into_iter()
            .filter(|it| matches!(it, HostFact::ServerParameter { value: Some(_), .. }))
            .collect::<Vec<_>>()
    };
    assert_eq!(smb1(format!("{first}{second}")), [set(0)]);
    assert_eq!(smb1(format!("{first}{second}{select}")), [set(1)]);
    assert_eq!(smb1(format!("{first}{current}")), [set(1)]);
}

#[test]
fn services_firewall_and_updates_are_told() {
    let seen = machine(
        r#"[HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall\PrivateProfile]
"EnableFirewall"=dword:00000000
[HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU]
"AUOptions"=dword:00000004
"NoAutoUpdate"=dword:00000001
[HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update]
"AUOptions"=dword:00000004
[HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired]
[HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer]
"Start"=dword:00000002
[HKLM\SYSTEM\CurrentControlSet\Services\Other]
"Start"=dword:00000002
[HKLM\SYSTEM\CurrentControlSet\Services\NetBT\Parameters\Interfaces\Tcpip_{0}]
"NetbiosOptions"=dword:00000002
[HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\StandardProfile]
"EnableFirewall"=dword:00000001
[HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile]
"EnableFirewall"=dword:00000001
[HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules]
"x"="v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|Name=x|""#,
    );
    let firewall =
        |profile: &str, on| HostFact::FirewallProfile { profile: profile.to_owned(), on };
    assert_eq!(
        seen.facts,
        [
            firewall("standardprofile", false),
            HostFact::RestartPending,
            HostFact::ServiceStart { service: "lanmanserver".to_owned(), start: 2 },
            HostFact::NetbiosOptions(2),
            firewall("publicprofile", true),
            HostFact::FirewallRule(
                "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|Name=x|".to_owned()
            ),
            HostFact::AutomaticUpdates(false),
        ]
    );
}

#[test]
fn what_the_server_service_does_not_set_is_told_only_of_a_key_read_whole() {
    let key = "[HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters]\n";
    let next = "[HKLM\\SYSTEM\\CurrentControlSet\\Services\\Next]\n";
    let told = |text: String| {
        let facts = machine(text.trim_end()).facts.into_iter();
        let told = facts.filter_map(|fact| match fact {
            HostFact::ServerParameter { parameter, value } => Some((parameter, value)),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    use ServerParameter::{AutoShareServer, AutoShareWks, Smb1};
    assert_eq!(
        told(format!("{key}\"Size\"=dword:00000003\n\"AutoShareServer\"=dword:00000000\n{next}")),
        [(Smb1, None), (AutoShareServer, Some(0)), (AutoShareWks, None)]
    );
    // The file may be cut in the key, or name keys without their values.
    assert_eq!(told(format!("{key}\"SMB1\"=dword:00000000\n")), [(Smb1, Some(0))]);
    assert_eq!(told(format!("{key}{next}")), []);
    // A text is no number, and so sets nothing.
    assert_eq!(told(format!("{key}\"SMB1\"=\"0\"\n{next}"))[0], (Smb1, None));
}

#[test]
fn a_key_that_stands_there_over_and_over_takes_no_more_room() {
    let key = "[HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters]\n\"SMB1\"=dword:00000001\n";
    let facts = machine(key.repeat(20_000).trim_end()).facts.len();
    assert!((10_000..=20_000).contains(&facts), "{facts}");
}

#[test]
fn what_others_depend_on_and_the_way_in_is_told() {
    let seen = machine(
        r#"[HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System]
"LocalAccountTokenFilterPolicy"=dword:00000001
"EnableLUA"=dword:00000001
[HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp]
"PortNumber"=dword:0000344d
[HKLM\SYSTEM\CurrentControlSet\Services\ClusSvc]
"Start"=dword:00000002
[HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Shares]
"print$"=hex(7):50,00,00,00,00,00
"SYSVOL"=hex(7):50,00,00,00,00,00
"Data"=hex(7):50,00,00,00,00,00
[HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Shares\Security]
"Other"=hex:01
[HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile\Logging]
"LogDroppedPackets"=dword:00000001
"LogSuccessfulConnections"=dword:00000000
"LogFileSize"=dword:00001000
[HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile\Other]
"EnableFirewall"=dword:00000000"#,
    );
    let logging =
        |logged, on| HostFact::FirewallLogging { profile: "publicprofile".to_owned(), logged, on };
    assert_eq!(
        seen.facts,
        [
            HostFact::RemoteAdministratorsUnfiltered(true),
            HostFact::RemoteDesktopPort(13389),
            HostFact::ServiceStart { service: "clussvc".to_owned(), start: 2 },
            HostFact::SharedFolder("Data".to_owned()),
            logging(Logged::Dropped, true),
            logging(Logged::Allowed, false),
        ]
    );
}
