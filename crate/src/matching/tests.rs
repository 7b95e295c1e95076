//! Matching, record by record, on the built-in notice: what fires, where, and what must not.

use super::*;
use crate::advisory::Weight;
use crate::records::{
    FileKind, FileRecord, ProcessRecord, RegistryData, RegistryRecord, RegistryValue,
};
use crate::report::{Match, PlaceKind};

use Match::{Exact, Variant};
use PlaceKind::*;
use Weight::{Infected, Suspected};

type Hit = (&'static str, Weight, Match, PlaceKind);

/// What the notice's own indicators see in a record; further signs are left out.
fn hits(record: Record<'_>) -> Vec<(String, Weight, Match, PlaceKind, String)> {
    let mut matcher = Matcher::new(Advisory::by_id("smb-worms-2017").unwrap());
    let mut sightings = Sightings::default();
    matcher.record(&record, "f", Position { line: 1, offset: 0 }, &mut sightings);
    let seen = sightings.all().filter(|seen| seen.in_notice);
    seen.map(|s| {
        (s.indicator.clone(), s.weight, s.matched, s.place, s.evidence.as_str().to_owned())
    })
    .collect()
}

#[track_caller]
fn check(record: Record<'_>, expected: &[Hit]) {
    let expected: Vec<_> =
        expected.iter().map(|(id, w, m, p)| ((*id).to_owned(), *w, *m, *p)).collect();
    let found: Vec<_> =
        hits(record.clone()).into_iter().map(|(id, w, m, p, _)| (id, w, m, p)).collect();
    assert_eq!(found, expected, "{record:?}");
}

fn file(path: &str) -> Record<'_> {
    Record::File(FileRecord { path, kind: FileKind::Unsaid, size: None })
}

fn process<'a>(name: &'a str, path: Option<&'a str>) -> Record<'a> {
    Record::Process(ProcessRecord { name, name_may_be_cut: false, path, pid: None, row: name })
}

fn value<'a>(key: &'a str, name: &'a str, data: RegistryData<'a>) -> Record<'a> {
    Record::Registry(RegistryRecord { key, value: Some(RegistryValue { name, kind: 1, data }) })
}

fn key(key: &str) -> Record<'_> {
    Record::Registry(RegistryRecord { key, value: None })
}

#[test]
fn the_notices_paths_in_any_case() {
    for (path, id) in [
        (r"C:\Windows\mssecsvc.exe", "N1.1"),
        (r"c:\WINDOWS\TASKSCHE.EXE", "N1.2"),
        (r"C:\Windows\qeriuwjhrf", "N1.3"),
        (r"C:\Program Files\Microsoft Updates\updateinstaller", "N1.4"),
        (r"C:\Program Files\Microsoft Updates\svchost.exe", "N1.5"),
        (r"C:\Program Files\Microsoft Updates\torunzip.exe", "N1.6"),
    ] {
        check(file(path), &[(id, Infected, Exact, LivePath)]);
    }
}

#[test]
fn variants_say_that_they_are() {
    for (path, id) in [
        (r"D:\Windows\mssecsvc.exe", "N1.1"),
        (r"C:\WINNT\tasksche.exe", "N1.2"),
        (r"C:\Program Files\Microsoft Updates\UpdateInstaller.exe", "N1.4"),
        (r"C:\Program Files (x86)\Microsoft Updates\svchost.exe", "N1.5"),
    ] {
        check(file(path), &[(id, Infected, Variant, LivePath)]);
    }
}

#[test]
fn other_spellings_of_the_notices_paths() {
    for (path, matched) in [
        (r"\\?\C:\Windows\mssecsvc.exe", Exact),
        (r"\??\C:\Windows\mssecsvc.exe", Exact),
        ("C:/Windows//mssecsvc.exe", Exact),
        (r"\Device\HarddiskVolume2\Windows\mssecsvc.exe", Variant),
        (r".\Windows\mssecsvc.exe", Variant),
        (r"\Windows\mssecsvc.exe", Variant),
        (r"C:\Windows\mssecsvc.exe.", Variant),
        (r"C:\Windows\mssecsvc.exe:Zone.Identifier", Variant),
    ] {
        check(file(path), &[("N1.1", Infected, matched, LivePath)]);
    }
    check(file(r"C:\Windows\a.txt:mssecsvc.exe"), &[]);
}

#[test]
fn names_of_the_second_stage_anywhere() {
    check(file(r"E:\a\configs\EternalBlue.inconfig.xml"), &[("N2.3", Infected, Exact, LivePath)]);
    check(
        file(r"C:\$Recycle.Bin\S-1-5-21\$R1\smbtouch.inconfig.xml"),
        &[("N2.7", Suspected, Exact, Copy)],
    );
    check(
        file(r"C:\AV\Quarantine\smbtouch.inconfig.xml.vir"),
        &[("N2.7", Suspected, Variant, Copy)],
    );
}

#[test]
fn copies_stand_apart_from_the_live_path() {
    for path in [
        r"E:\backup\C\Windows\mssecsvc.exe",
        r"C:\Users\a\Downloads\mssecsvc.exe",
        r"D:\样本\mssecsvc.exe",
    ] {
        check(file(path), &[("N1.1", Suspected, Variant, Copy)]);
    }
}

#[test]
fn an_empty_file_or_a_folder_of_the_name_is_an_immunisation() {
    let path = r"C:\Windows\mssecsvc.exe";
    let sized = |kind, size| Record::File(FileRecord { path, kind, size });
    check(sized(FileKind::Directory, None), &[("N1.1", Suspected, Exact, Vaccine)]);
    check(sized(FileKind::File, Some(0)), &[("N1.1", Suspected, Exact, Vaccine)]);
    check(sized(FileKind::File, Some(3_723_264)), &[("N1.1", Infected, Exact, LivePath)]);
}

#[test]
fn short_names_may_mean_the_malwares_folder_and_say_no_more() {
    for (path, id) in [
        (r"C:\PROGRA~1\MICROS~1\svchost.exe", "N1.5"),
        (r"C:\Program Files\MICRO~12\svchost.exe", "N1.5"),
    ] {
        check(file(path), &[(id, Suspected, Variant, ShortName)]);
    }
    let own = Some(r"C:\PROGRA~1\MICROS~1\svchost.exe");
    check(process("svchost.exe", own), &[("N1.5", Suspected, Variant, ShortName)]);
    for path in [
        r"C:\PROGRA~1\MICROS~X\svchost.exe",
        r"C:\PROGRA~1\MICRO~1\svchost.exe",
        r"C:\PROGRA~1\MOZILL~1\svchost.exe",
        r"C:\x\PROGRA~1\MICROS~1\svchost.exe",
    ] {
        check(file(path), &[]);
    }
}

#[test]
fn look_alikes_stay_quiet() {
    for path in [
        r"C:\Windows\System32\svchost.exe",
        r"C:\Windows\SysWOW64\svchost.exe",
        r"C:\Windows\System32\taskschd.dll",
        r"C:\Windows\System32\taskhost.exe",
        r"C:\wsusoffline\UpdateInstaller.exe",
        r"C:\Program Files\Microsoft Dynamics AX\AXUpdateInstaller.exe",
        r"C:\Windows\mssecsvc.exe.txt",
        r"C:\Windows\xmssecsvc.exe",
        r"C:\Windows\qeriuwjhrf.txt",
        "C:\\Windows\\tas\u{212A}sche.exe",
        r"C:\docs\eternalblue.inconfig.xml.html",
        r"C:\Program Files\Microsoft Updates Helper\svchost.exe",
    ] {
        check(file(path), &[]);
    }
}

#[test]
fn processes_by_whole_name_and_by_path() {
    check(process("tasksche.exe", None), &[("N3", Infected, Exact, RunningProcess)]);
    check(process("TASKSCHE", None), &[("N3", Infected, Variant, RunningProcess)]);
    let own = Some(r"C:\Program Files\Microsoft Updates\svchost.exe");
    check(process("svchost.exe", own), &[("N1.5", Infected, Exact, RunningProcess)]);
    check(process("svchost.exe", Some(r"C:\Windows\System32\svchost.exe")), &[]);
    check(process("hpqwmiex.exe", None), &[]);
    check(process("taskschedule.exe", None), &[]);
}

#[test]
fn a_cut_name_is_no_hit_and_leaves_open_what_it_is() {
    for (name, open) in [
        ("tasks", true),
        ("TASKSCHE.EXE", true),
        ("tasksche.exe2", false),
        ("taskt", false),
        ("@wanadecrypt", true),
        ("zzzz", false),
    ] {
        let cut = ProcessRecord { name, name_may_be_cut: true, path: None, pid: None, row: name };
        let mut matcher = Matcher::new(Advisory::by_id("smb-worms-2017").unwrap());
        let mut sightings = Sightings::default();
        let at = Position { line: 1, offset: 0 };
        let undecided = matcher.record(&Record::Process(cut), "f", at, &mut sightings);
        assert_eq!((undecided, sightings.all().count()), (open, 0), "{name}");
    }
}

const SERVICE: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\abc";
const USER: &str = r"HKEY_USERS\S-1-5-21-1\Software\Microsoft\Windows\CurrentVersion\Explorer";

#[test]
fn the_keyword_means_what_its_place_means() {
    let text = RegistryData::Text(r"C:\x\eternalrocks.exe -s");
    check(value(SERVICE, "ImagePath", text), &[("N4", Infected, Exact, Autostart)]);
    check(
        value(&format!(r"{USER}\RunMRU"), "a", RegistryData::Text(r"EternalRocks\1")),
        &[("N4", Suspected, Exact, TypedByUser)],
    );
    let defender = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths";
    check(
        value(defender, r"C:\EternalRocks", RegistryData::Number(0)),
        &[("N4", Suspected, Exact, SecurityProduct)],
    );
    check(
        key(r"HKEY_LOCAL_MACHINE\SOFTWARE\EternalRocks"),
        &[("N4", Infected, Exact, OtherRegistry)],
    );
}

#[test]
fn a_debugger_starts_the_malware_while_a_key_of_its_name_blocks_it() {
    let options = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Image File Execution Options";
    check(
        key(&format!(r"{options}\EternalRocks.exe")),
        &[("N4", Suspected, Exact, SecurityProduct)],
    );
    let debugger = RegistryData::Text(r"C:\EternalRocks.exe");
    check(
        value(&format!(r"{options}\sethc.exe"), "Debugger", debugger),
        &[("N4", Infected, Exact, Autostart)],
    );
}

#[test]
fn the_keyword_inside_binary_data_and_rot13_names() {
    let cache =
        r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\AppCompatCache";
    for shift in [0, 1] {
        let mut bytes = vec![7u8; 4 + shift];
        bytes.extend(r"C:\EternalRocks.exe".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 9]);
        check(
            value(cache, "AppCompatCache", RegistryData::Bytes(&bytes)),
            &[("N4", Infected, Exact, RunTrace)],
        );
        let evidence = &hits(value(cache, "AppCompatCache", RegistryData::Bytes(&bytes)))[0].4;
        assert!(evidence.contains(r"C:\EternalRocks.exe"), "{evidence}");
    }
    check(
        value(SERVICE, "x", RegistryData::Bytes(b"\x01ETERNALROCKS")),
        &[("N4", Infected, Exact, Autostart)],
    );
    let assist = format!(r"{USER}\UserAssist\{{CEBFF5CD}}\Count");
    let ran = value(&assist, r"P:\RgreanyEbpxf.rkr", RegistryData::Bytes(&[0; 72]));
    check(ran.clone(), &[("N4", Infected, Exact, RunTrace)]);
    assert!(hits(ran)[0].4.contains(r"C:\EternalRocks.exe"));
    check(value(SERVICE, "RgreanyEbpxf", RegistryData::Number(0)), &[]);
}

#[test]
fn an_order_to_delete_is_no_sign() {
    check(value(SERVICE, "EternalRocks", RegistryData::Deletion), &[]);
}

#[test]
fn evidence_shows_the_hit_however_long_its_surroundings() {
    let data = format!("{}EternalRocks{}", "填".repeat(5000), "x".repeat(5000));
    let long_key = format!(r"HKEY_LOCAL_MACHINE\SOFTWARE\{}", "k".repeat(3000));
    let evidence = &hits(value(&long_key, &"n".repeat(3000), RegistryData::Text(&data)))[0].4;
    assert!(evidence.contains("EternalRocks"), "{evidence}");
    assert!(evidence.chars().count() <= 512);
}

#[test]
fn many_sightings_are_counted_and_the_same_ones_are_listed_in_any_order() {
    let lines: Vec<u64> = (1..=250).collect();
    let run = |lines: &mut dyn Iterator<Item = u64>| {
        let mut matcher = Matcher::new(Advisory::by_id("smb-worms-2017").unwrap());
        let mut sightings = Sightings::default();
        for line in lines {
            matcher.record(
                &file(r"C:\Windows\mssecsvc.exe"),
                "f",
                Position { line, offset: 0 },
                &mut sightings,
            );
        }
        let listed: Vec<_> = sightings.listed("N1.1").cloned().collect();
        (sightings.count("N1.1"), listed)
    };
    let forwards = run(&mut lines.iter().copied());
    assert_eq!(forwards, run(&mut lines.iter().rev().copied()));
    assert_eq!((forwards.0, forwards.1.len()), (250, LISTED));
}
