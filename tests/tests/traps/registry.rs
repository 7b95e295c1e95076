//! Where a registry hit stands decides what it means.

use super::*;

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

/// A document, an archive or a folder of that name was opened: what programs remember of it is no sign of the worm.
#[test]
fn lists_of_what_was_opened_last() {
    for (key, name) in [
        (r"Microsoft\Office\16.0\PowerPoint\File MRU", "Item 1"),
        (r"Microsoft\Office\16.0\Word\User MRU\ADAL_1\Place MRU", "Item 1"),
        (r"Kingsoft\Office\6.0\wps\RecentFiles\files\1", "path"),
        (r"Adobe\Acrobat Reader\DC\AVGeneral\cRecentFiles\c1", "tDIText"),
        (r"Contoso\Viewer\Recent File List", "File1"),
        (r"WinRAR\ArcHistory", "0"),
        (r"7-Zip\FM", "PanelPath0"),
        (r"Classes\Local Settings\Software\Microsoft\Windows\Shell\BagMRU\0", "1"),
    ] {
        let key = format!(r"{USER}\Software\{key}");
        value(
            &key,
            name,
            Data::text(r"C:\Users\a\EternalRocks"),
            Suspected,
            &[("N4", TypedByUser, "")],
        );
    }
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
