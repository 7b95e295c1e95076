//! Copies, vaccines, look-alikes.

use super::*;

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
fn windows_own_note_that_a_program_ran_is_a_trace_of_it() {
    let note = |name: &str| format!(r"C:\Windows\Prefetch\{name}");
    file(&note("TASKSCHE.EXE-AC6E1E0F.pf"), Infected, &[("N3", RunTrace)]);
    file(&note("@WANADECRYPTOR@.EXE-06F2F7D3.pf"), Infected, &[("WC.7", RunTrace)]);
    for innocent in ["TASKSCHD.EXE-AC6E1E0F.pf", "SVCHOST.EXE-AC6E1E0F.pf", "TASKSCHE.EXE.pf"] {
        file(&note(innocent), NoSigns, &[]);
    }
    file(r"C:\Tools\TASKSCHE.EXE-AC6E1E0F.pf", NoSigns, &[]);
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
