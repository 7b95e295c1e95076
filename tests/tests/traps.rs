//! What fools a checker: each trap alone on an otherwise clean host, and what the report must say of it.

use jiance::Lang;
use jiance::report::{CheckState, Match, PlaceKind, Report, Verdict, Weight};
use jiance_tests::collection::{Collection, regedit4};
use jiance_tests::encode::utf16;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::process_forms;
use jiance_tests::processes::Process;
use jiance_tests::registry::Data;
use jiance_tests::windows;

use crate::judge::{report, single_files};

use PlaceKind::*;
use Verdict::*;

/// What must be seen: an indicator, its place, and a part of its evidence.
type Seen = (&'static str, PlaceKind, &'static str);

fn host() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::ZhCn)
}

/// The report on a clean host with one trap on it.
fn with(plant: impl Fn(&mut Host)) -> Report {
    let mut host = host();
    plant(&mut host);
    report(&single_files(&Collection::of(&host)), Lang::En)
}

#[track_caller]
fn check_report(report: &Report, verdict: Verdict, expected: &[Seen]) {
    let seen: Vec<_> = report
        .sightings
        .iter()
        .map(|seen| (seen.indicator.as_str(), seen.place, seen.evidence.as_str()))
        .collect();
    assert_eq!(report.verdict, verdict, "{seen:?}");
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    for (indicator, place, evidence) in expected {
        let found = seen
            .iter()
            .any(|(id, at, text)| id == indicator && at == place && text.contains(evidence));
        assert!(found, "{indicator} in {place:?} with {evidence}: {seen:?}");
    }
}

#[track_caller]
fn check(plant: impl Fn(&mut Host), verdict: Verdict, expected: &[Seen]) {
    check_report(&with(plant), verdict, expected);
}

/// One registry value, exported in both forms of `.reg` files.
#[track_caller]
fn value(key: &str, name: &str, data: Data, verdict: Verdict, expected: &[Seen]) {
    let mut host = host();
    host.registry.set(key, name, data);
    let whole = Collection::of(&host);
    check_report(&report(&single_files(&whole), Lang::En), verdict, expected);
    let [machine, users] = regedit4(&host);
    let mut older = single_files(
        &whole.without("registry-hklm.reg").without("registry-hku.reg").without("manifest.txt"),
    );
    older.extend([machine, users].map(|part| (part.name, part.bytes)));
    check_report(&report(&older, Lang::En), verdict, expected);
}

/// One file.
#[track_caller]
fn file(path: &str, verdict: Verdict, expected: &[(&'static str, PlaceKind)]) {
    let expected: Vec<Seen> = expected.iter().map(|(id, place)| (*id, *place, "")).collect();
    check(|host| host.files.add_file(path), verdict, &expected);
}

const SYSTEM: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001";
const SOFTWARE: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE";
const USER: &str = r"HKEY_USERS\S-1-5-21-3109682451-2417043209-1182270021-500";
const CURRENT: &str = r"Software\Microsoft\Windows\CurrentVersion";

fn machine(key: &str) -> String {
    format!(r"{SOFTWARE}\Microsoft\{key}")
}

// ---- Where a registry hit stands decides what it means ----

#[test]
fn a_program_starts_from_here() {
    let run = machine(r"Windows\CurrentVersion\Run");
    let malware = Data::text(r"C:\ProgramData\abc\tasksche.exe");
    value(&run, "abc", malware, Infected, &[("WC.29", Autostart, r#"\Run] "abc" (REG_SZ) = C:\"#)]);
    let services = format!(r"{SYSTEM}\Services\abc");
    let image = Data::expand(r#"cmd.exe /c "C:\ProgramData\abc\tasksche.exe""#);
    value(&services, "ImagePath", image, Infected, &[("WC.29", Autostart, "(REG_EXPAND_SZ)")]);
    let logon = machine(r"Windows NT\CurrentVersion\Winlogon");
    let shell = Data::text("explorer.exe,C:\\EternalRocks.exe");
    value(&logon, "Shell", shell, Infected, &[("N4", Autostart, "explorer.exe,")]);
}

#[test]
fn services_of_the_malware_stand_in_every_control_set() {
    for set in ["ControlSet001", "ControlSet002", "CurrentControlSet"] {
        let key = format!(r"HKEY_LOCAL_MACHINE\SYSTEM\{set}\Services\mssecsvc2.0");
        let image = Data::expand(r"C:\WINDOWS\mssecsvc.exe -m security");
        value(
            &key,
            "ImagePath",
            image,
            Infected,
            &[("WC.4", Autostart, set), ("WC.33", Autostart, "-m security")],
        );
    }
}

#[test]
fn a_task_is_told_by_its_name_and_by_what_it_starts() {
    let cache = machine(r"Windows NT\CurrentVersion\Schedule\TaskCache");
    // `Actions` of a task: a version, the name of the account's context, then what it starts.
    let path = utf16("C:\\Program Files\\Microsoft Updates\\taskhost.exe");
    let length = u32::try_from(path.len()).expect("short").to_le_bytes();
    let head =
        [&[3, 0, 12, 0, 0, 0], utf16("Author").as_slice(), &[0x66, 0x66, 0, 0, 0, 0]].concat();
    let actions = Data::Binary([head, length.to_vec(), path, vec![0; 10]].concat());
    value(
        &format!(r"{cache}\Tasks\{{5C9A-1}}"),
        "Actions",
        actions,
        Infected,
        &[("ER.16", Autostart, r"C:\Program Files\Microsoft Updates\taskhost.exe")],
    );
    let tree = format!(r"{cache}\Tree\Microsoft\Windows\TaskHost");
    value(&tree, "Index", Data::Number(3), Suspected, &[("ER.17", Autostart, "TaskHost]")]);
    // The same name in Windows' own folder of another task is none.
    let other = format!(r"{cache}\Tree\Microsoft\Windows\Wininet\TaskHost");
    value(&other, "Index", Data::Number(3), NoSigns, &[]);
}

#[test]
fn a_program_of_that_name_ran() {
    let ran = |key: &str, name: &str, data: Data, evidence| {
        value(key, name, data, Infected, &[("WC.29", RunTrace, evidence)]);
    };
    let user = |key: &str| format!(r"{USER}\{key}");
    let name = r"\Device\HarddiskVolume2\Windows\tasksche.exe";
    ran(
        &format!(r"{SYSTEM}\Services\bam\State\UserSettings\S-1-5-18"),
        name,
        Data::Binary(vec![0; 24]),
        name,
    );
    let shell = user(r"Software\Classes\Local Settings\Software\Microsoft\Windows\Shell\MuiCache");
    ran(&shell, r"C:\Windows\tasksche.exe.FriendlyAppName", Data::text("DiskPart"), "(REG_SZ)");
    let assist = user(&format!(r"{CURRENT}\Explorer\UserAssist\{{CEBFF5CD}}\Count"));
    // ROT13 of C:\Windows\tasksche.exe.
    ran(&assist, r"P:\Jvaqbjf\gnfxfpur.rkr", Data::Binary(vec![0; 72]), r"C:\Windows\tasksche.exe");
    let cache = format!(r"{SYSTEM}\Control\Session Manager\AppCompatCache");
    let entry =
        [&b"10ts"[..], &[1, 2, 3, 4], &utf16(r"C:\Windows\tasksche.exe"), &[0, 0, 9]].concat();
    ran(&cache, "AppCompatCache", Data::Binary(entry), r"C:\Windows\tasksche.exe");
    let store = user(
        r"Software\Microsoft\Windows NT\CurrentVersion\AppCompatFlags\Compatibility Assistant\Store",
    );
    ran(&store, r"C:\Windows\tasksche.exe", Data::Binary(vec![0; 8]), "Store]");
    let tracing = machine("Tracing\\EternalRocks_RASAPI32");
    value(&tracing, "EnableFileTracing", Data::Number(0), Infected, &[("N4", RunTrace, "Tracing")]);
}

#[test]
fn rot13_is_read_in_user_assist_alone() {
    let key = machine("Contoso");
    value(&key, r"P:\Jvaqbjf\gnfxfpur.rkr", Data::text("x"), NoSigns, &[]);
}

#[test]
fn somebody_typed_or_opened_it() {
    let typed = |key: &str, name: &str, data: Data| {
        let key = format!(r"{USER}\Software\Microsoft\{key}");
        let mut host = host();
        host.registry.set(&key, name, data);
        let report = report(&single_files(&Collection::of(&host)), Lang::En);
        check_report(&report, Suspected, &[("N4", TypedByUser, "")]);
        assert!(has_reason(&report, "verdict.suspected_typed"), "{key}");
    };
    let explorer = |key: &str| format!(r"Windows\CurrentVersion\Explorer\{key}");
    let item = || Data::binary_around("EternalRocks.txt");
    typed(&explorer("RunMRU"), "a", Data::text("reg query HKLM /f EternalRocks /s\\1"));
    typed(&explorer("TypedPaths"), "url1", Data::text(r"C:\EternalRocks"));
    typed(&explorer("WordWheelQuery"), "0", Data::Binary(utf16("eternalrocks\0")));
    typed(&explorer(r"RecentDocs\.txt"), "1", item());
    typed(&explorer(r"ComDlg32\OpenSavePidlMRU\reg"), "2", item());
    typed(
        r"Internet Explorer\TypedURLs",
        "url1",
        Data::text("https://cn.bing.com/search?q=eternalrocks"),
    );
    typed(
        r"Windows\CurrentVersion\Applets\Regedit",
        "LastKey",
        Data::text(r"Computer\EternalRocks"),
    );
    typed(
        r"Windows\CurrentVersion\Applets\Regedit\Favorites",
        "x",
        Data::text(r"Computer\EternalRocks"),
    );
}

fn has_reason(report: &Report, code: &str) -> bool {
    report.reasons.iter().any(|said| said.code == code)
}

#[test]
fn blocked_or_immunised_by_a_security_product_or_an_administrator() {
    let blocked = |key: &str, name: &str, data: Data, indicator| {
        value(key, name, data, Suspected, &[(indicator, SecurityProduct, "")]);
    };
    let options = machine(r"Windows NT\CurrentVersion\Image File Execution Options\tasksche.exe");
    blocked(&options, "Debugger", Data::text("taskkill /F /IM "), "WC.29");
    let policy =
        format!(r"{SOFTWARE}\Policies\Microsoft\Windows\Safer\CodeIdentifiers\0\Paths\{{1}}");
    blocked(&policy, "ItemData", Data::expand(r"%windir%\tasksche.exe"), "WC.29");
    let locker = format!(r"{SOFTWARE}\Policies\Microsoft\Windows\SrpV2\Exe\{{2}}");
    blocked(
        &locker,
        "Value",
        Data::text(r#"<FilePathCondition Path="%WINDIR%\tasksche.exe"/>"#),
        "WC.29",
    );
    let disallow = format!(r"{USER}\{CURRENT}\Policies\Explorer\DisallowRun");
    blocked(&disallow, "1", Data::text("tasksche.exe"), "WC.29");
    let firewall =
        format!(r"{SYSTEM}\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules");
    let rule = r"v2.10|Action=Block|Active=TRUE|Dir=Out|App=C:\Windows\tasksche.exe|Name=x|";
    blocked(&firewall, "{3}", Data::text(rule), "WC.29");
    blocked(&machine(r"Windows Defender\Quarantine"), "x", Data::text("EternalRocks"), "N4");
}

#[test]
fn an_exception_from_scanning_is_a_warning_of_its_own() {
    for (key, name) in [
        (machine(r"Windows Defender\Exclusions\Paths"), r"C:\Windows\tasksche.exe"),
        (machine(r"Windows Defender\Exclusions\Processes"), "tasksche.exe"),
        (
            format!(r"{SOFTWARE}\Policies\Microsoft\Windows Defender\Exclusions\Paths"),
            r"C:\Windows\tasksche.exe",
        ),
    ] {
        let report = with(|host| host.registry.set(&key, name, Data::Number(0)));
        check_report(&report, Suspected, &[("WC.29", SecurityProduct, name)]);
        assert!(has_reason(&report, "verdict.scanner_exclusion"), "{key}");
        assert!(!has_reason(&report, "verdict.suspected_security"), "{key}");
    }
}

#[test]
fn a_debugger_that_is_the_malware_starts_in_another_programs_stead() {
    let key = machine(r"Windows NT\CurrentVersion\Image File Execution Options\sethc.exe");
    let malware = Data::text(r"C:\Windows\tasksche.exe");
    value(&key, "Debugger", malware, Infected, &[("WC.29", Autostart, "sethc.exe")]);
}

#[test]
fn firewall_rules_that_let_the_malware_through() {
    let key = format!(r"{SYSTEM}\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules");
    let rule = |app: &str| {
        Data::text(&format!(
            "v2.10|Action=Allow|Active=TRUE|App={app}|Name=Microsoft Update Service|"
        ))
    };
    value(
        &key,
        "{1}",
        rule(r"C:\Program Files\Microsoft Updates\svchost.exe"),
        Infected,
        &[("ER.16", OtherRegistry, "App="), ("ER.18", OtherRegistry, "Name=")],
    );
    value(&key, "{1}", rule(r"C:\x\y.exe"), Suspected, &[("ER.18", OtherRegistry, "Name=")]);
}

#[test]
fn keys_of_the_malware_in_every_view() {
    for key in [
        format!(r"{SOFTWARE}\WanaCrypt0r"),
        format!(r"{SOFTWARE}\Wow6432Node\WanaCrypt0r"),
        format!(r"{USER}\Software\WanaCrypt0r"),
        format!(r"{USER}_Classes\VirtualStore\MACHINE\SOFTWARE\WOW6432Node\WanaCrypt0r"),
    ] {
        value(&key, "wd", Data::text(r"C:\x"), Infected, &[("WC.28", MalwareKey, "WanaCrypt0r]")]);
    }
    let proxy = format!(r"{SYSTEM}\Services\PortProxy\v4tov4\tcp");
    value(
        &proxy,
        "*/65531",
        Data::text("1.1.1.1/53"),
        Infected,
        &[("DT.14", MalwareKey, "*/65531")],
    );
    value(&proxy, "*/8080", Data::text("10.0.0.1/80"), NoSigns, &[]);
}

// ---- Data is decoded before it is searched ----

#[test]
fn the_word_in_data_of_every_type() {
    let key = format!(r"{SOFTWARE}\Contoso");
    let text = r"C:\EternalRocks.exe";
    let long = format!("{}{text}", "%ProgramFiles%;".repeat(40));
    for (data, kind) in [
        (Data::text(text), "(REG_SZ)"),
        (Data::expand(&long), "(REG_EXPAND_SZ)"),
        (Data::Multi(vec!["x".to_owned(), text.to_owned()]), "(REG_MULTI_SZ)"),
        (Data::Binary(utf16(text)), "(REG_BINARY)"),
        (Data::Binary([&[7], utf16(text).as_slice()].concat()), "(REG_BINARY)"),
        (Data::Binary(text.as_bytes().to_vec()), "(REG_BINARY)"),
        (Data::Untyped(utf16(text)), "(REG_NONE)"),
        (Data::Untyped(text.as_bytes().to_vec()), "(REG_NONE)"),
        (Data::Typed(8, utf16(text)), "(REG_RESOURCE_LIST)"),
        (Data::Typed(9, text.as_bytes().to_vec()), "(REG_FULL_RESOURCE_DESCRIPTOR)"),
        (Data::Typed(0xa, utf16(text)), "(REG_RESOURCE_REQUIREMENTS_LIST)"),
    ] {
        value(&key, "v", data, Infected, &[("N4", OtherRegistry, kind)]);
    }
}

#[test]
fn a_number_says_nothing() {
    // The bytes of "Ete" and its like are a number here, and no word.
    value(&format!(r"{SOFTWARE}\Contoso"), "v", Data::Number(0x7265_7445), NoSigns, &[]);
}

#[test]
fn a_hit_names_its_line() {
    let mut host = host();
    host.registry.set(
        r"HKEY_USERS\.DEFAULT\AAA",
        "v",
        Data::expand(r"C:\a\b\c\d\e\EternalRocks.exe"),
    );
    let collection = Collection::of(&host);
    let part = collection.part("registry-hku.reg").expect("the users' hives");
    let units = part.bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|letter| letter.unwrap_or('?')).collect();
    let line = text.lines().position(|line| line.starts_with("\"v\"=hex(2)")).expect("the value");
    let report = report(&single_files(&collection), Lang::En);
    check_report(&report, Infected, &[("N4", OtherRegistry, r#"[HKEY_USERS\.DEFAULT\AAA] "v""#)]);
    assert_eq!(report.sightings[0].source.line, Some(line as u64 + 1));
    assert_eq!(report.sightings[0].source.file, "registry-hku.reg");
}

#[test]
fn names_are_compared_whole() {
    let key = format!(r"{SOFTWARE}\Contoso");
    for name in [r"C:\x\mytasksche.exe", r"C:\x\tasksche.exe.bak", "tasksche.exe_", "taskschd.dll"]
    {
        value(&key, "v", Data::text(name), NoSigns, &[]);
    }
}

// ---- Copies, vaccines, look-alikes ----

#[test]
fn copies_stand_apart_and_are_only_suspected() {
    for path in [
        r"C:\$Recycle.Bin\S-1-5-18\$RX1\Windows\tasksche.exe",
        r"C:\ProgramData\Contoso\Quarantine\tasksche.exe",
        r"C:\ProgramData\Contoso\Quarantine\tasksche.exe.vir",
        r"C:\Samples\tasksche.exe",
        r"C:\backup\C\Windows\tasksche.exe",
        r"C:\Windows.old\Windows\tasksche.exe",
        r"C:\System Volume Information\x\tasksche.exe",
    ] {
        file(path, Suspected, &[("N1.2", Copy)]);
    }
    file(
        r"C:\Windows.old\Program Files\Microsoft Updates\svchost.exe",
        Suspected,
        &[("N1.5", Copy), ("ER.15", Copy)],
    );
    file(r"C:\$Recycle.Bin\S-1-5-18\$RAB12C.WNCRY", Suspected, &[("WC.25", Copy)]);
}

#[test]
fn what_a_worm_encrypts_is_no_copy() {
    let path = r"C:\Users\Public\Pictures\Sample Pictures\Koala.jpg.WNCRY";
    file(path, Infected, &[("WC.25", LivePath)]);
    file(r"C:\Users\backup\configs\eternalblue.inconfig.xml", Infected, &[("N2.3", LivePath)]);
}

#[test]
fn an_empty_file_or_a_folder_is_a_vaccine_and_never_counts() {
    let empty = with(|host| host.files.add_empty(r"C:\Windows\mssecsvc.exe"));
    let folder = with(|host| host.files.add_folder(r"C:\Windows\tasksche.exe"));
    check_report(&empty, NoSigns, &[("N1.1", Vaccine, "")]);
    check_report(&folder, NoSigns, &[("N1.2", Vaccine, "")]);
    assert!(has_reason(&empty, "verdict.vaccine"));
    let row = empty.checks.iter().find(|row| row.indicator == "N1.1").expect("a row");
    assert_eq!(row.state, CheckState::NotFound);
    assert!(row.because.text.contains("immunis"), "{}", row.because.text);
    let beside = with(|host| {
        host.files.add_folder(r"C:\Windows\tasksche.exe");
        host.files.add_file(r"C:\WINNT\tasksche.exe");
    });
    check_report(&beside, Infected, &[("N1.2", LivePath, ""), ("N1.2", Vaccine, "")]);
}

#[test]
fn a_path_in_short_names_is_a_variant() {
    let short = with(|host| host.files.add_file(r"C:\PROGRA~1\MICROS~1\torunzip.exe"));
    check_report(&short, Infected, &[("N1.6", LivePath, r"C:\PROGRA~1\MICROS~1\torunzip.exe")]);
    assert_eq!(short.sightings[0].matched, Match::Variant);
}

#[test]
fn the_innocent_neighbour_is_named_beside_the_hit() {
    for (path, indicator, neighbour) in [
        (r"C:\Program Files\Microsoft Updates\UpdateInstaller.exe", "N1.4", "WSUS Offline Update"),
        (r"C:\Program Files\Microsoft Updates\svchost.exe", "N1.5", "System32"),
        (r"C:\Windows\SpeechsTracing\spoolsv.exe", "WM.2", "print spooler"),
    ] {
        let report = with(|host| host.files.add_file(path));
        let row = report.checks.iter().find(|row| row.indicator == indicator);
        let because = &row.expect("a row for each indicator").because.text;
        assert!(because.contains(neighbour), "{because}");
    }
    let quiet = with(|_| {});
    assert!(quiet.checks.iter().all(|row| !row.because.text.contains("Not to be confused")));
}

// ---- Further signs ----

#[test]
fn further_signs_stand_apart_and_weak_ones_decide_nothing() {
    for (path, verdict, weight) in [
        (r"C:\Windows\debug\lsmo.exe", Infected, Weight::Infected),
        (r"C:\Users\Public\msg\m_chinese (simplified).wnry", Infected, Weight::Infected),
        (r"C:\Tools\Eternalromance-1.4.0.exe", Suspected, Weight::Suspected),
        (r"C:\taskmgr.exe", Suspected, Weight::Suspected),
        (r"C:\Tools\m.vbs", NoSigns, Weight::Context),
    ] {
        let report = with(|host| host.files.add_file(path));
        let [seen] = report.sightings.as_slice() else { panic!("{path}: {:?}", report.sightings) };
        assert_eq!(
            (report.verdict, seen.weight, seen.in_notice),
            (verdict, weight, false),
            "{path}"
        );
    }
}

#[test]
fn every_further_sign_fires_where_it_works() {
    use jiance::advisory::IndicatorKind;
    let fill = |value: &str| value.replace('*', "abc");
    for indicator in &crate::judge::default_advisory().indicators {
        let mut host = host();
        let value = fill(&indicator.value);
        match indicator.kind {
            IndicatorKind::FilePath => host.files.add_file(&value),
            IndicatorKind::Directory => host.files.add_folder(&value),
            IndicatorKind::FileName => host.files.add_file(&format!(r"C:\Tools\{value}")),
            IndicatorKind::FileExtension => {
                host.files.add_file(&format!(r"C:\Tools\a.doc.{value}"))
            }
            IndicatorKind::Process => host.processes.push(Process::at(&format!(r"C:\x\{value}"))),
            IndicatorKind::Service => {
                host.registry.set(&format!(r"{SYSTEM}\Services\{value}"), "Start", Data::Number(2));
            }
            IndicatorKind::ScheduledTask => {
                let tree = machine(r"Windows NT\CurrentVersion\Schedule\TaskCache\Tree");
                host.registry.set(&format!(r"{tree}\{value}"), "Index", Data::Number(3));
            }
            IndicatorKind::RegistryKey => {
                let (key, name) = indicator.value.rsplit_once('\\').expect("a path");
                host.registry.set(
                    &format!(r"HKEY_LOCAL_MACHINE\{key}\{name}"),
                    "",
                    Data::Number(1),
                );
                host.registry.set(&format!(r"HKEY_LOCAL_MACHINE\{key}"), name, Data::Number(1));
            }
            IndicatorKind::RemotePort => {
                let (port, hosts) = (value.parse().expect("a port"), indicator.hosts);
                let hosts = hosts.and_then(|hosts| hosts.try_into().ok()).expect("a number");
                host.sockets.extend(jiance_tests::sockets::scan(port, hosts));
            }
            IndicatorKind::RegistryProgram | IndicatorKind::RegistryKeyword => {
                let run = machine(r"Windows\CurrentVersion\Run");
                host.registry.set(&run, "x", Data::text(&format!("|{value}|")));
            }
        }
        let report = report(&single_files(&Collection::of(&host)), Lang::En);
        let seen = report.sightings.iter().find(|seen| seen.indicator == indicator.id);
        let seen = seen.unwrap_or_else(|| panic!("{} is not seen: {value}", indicator.id));
        assert_eq!(
            (seen.weight, seen.in_notice),
            (indicator.weight, indicator.in_notice),
            "{value}"
        );
        assert_eq!(seen.family, indicator.family);
    }
}

/// `query process` cuts this name to twelve letters and three dots.
#[test]
fn a_cut_name_that_may_be_a_malwares_leaves_the_list_partial() {
    let mut host = host();
    host.processes.push(Process::at("C:\\Users\\a\\@WanaDecryptor@.exe"));
    let list = process_forms::query_process(&host).into_bytes();
    let report = report(&[("a.txt".to_owned(), list)], Lang::En);
    check_report(&report, CannotTell, &[]);
    let row = report.coverage.iter().find(|row| row.artifact == "process_list");
    let codes: Vec<_> = row.into_iter().flat_map(|row| &row.reasons).map(|why| &why.code).collect();
    assert_eq!(codes, ["coverage.processes_names_cut"]);
}
