//! What keeps an artifact from being complete, each alone beside artifacts that are whole, by the code that a program compares.

use jiance::Lang;
use jiance::report::{CoverageState, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::listing::{self, Scope};
use jiance_tests::locale::Locale;
use jiance_tests::registry::{Form, export};
use jiance_tests::zip::zip;
use jiance_tests::{processes, windows};

use crate::judge::report;

/// What a customer hands in.
struct Given {
    files: String,
    processes: String,
    registry: Vec<&'static str>,
    manifest: &'static str,
}

fn host() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::En)
}

/// Whole in all respects, without a manifest.
fn whole() -> Given {
    let host = host();
    Given {
        files: listing::bare(&host.files, "C:", Scope::All),
        processes: processes::csv(&host.processes, host.windows, host.locale),
        registry: vec!["HKEY_LOCAL_MACHINE", "HKEY_USERS"],
        manifest: "",
    }
}

/// The reasons against an artifact, once one thing is not as it should be.
#[track_caller]
fn check(artifact: &str, expected: &[&str], change: impl Fn(&mut Given)) {
    let mut given = whole();
    change(&mut given);
    let host = host();
    let mut files = vec![
        ("files.txt".to_owned(), given.files.into_bytes()),
        ("processes.csv".to_owned(), given.processes.into_bytes()),
    ];
    for key in given.registry {
        let text = export(&host.registry, key, Form::Five, host.locale);
        files.push((format!("{}.reg", key.replace('\\', "-")), text.into_bytes()));
    }
    if !given.manifest.is_empty() {
        files.push(("manifest.txt".to_owned(), given.manifest.as_bytes().to_vec()));
    }
    let report = report(&files, Lang::En);
    for row in &report.coverage {
        let codes: Vec<&str> = row.reasons.iter().map(|said| said.code.as_str()).collect();
        let is_needed = ["file_listing", "process_list", "registry"].contains(&&*row.artifact);
        if row.artifact == artifact {
            assert_eq!(codes, expected, "{artifact}");
        } else if is_needed {
            assert_eq!((codes, row.state), (vec![], CoverageState::Complete), "{}", row.artifact);
        }
    }
    let verdict = if expected.is_empty() { Verdict::NoSigns } else { Verdict::CannotTell };
    assert_eq!(report.verdict, verdict);
}

/// Cuts a text in the middle of the line at its middle.
fn cut_in_mid_line(text: &mut String) {
    let line = text[..text.len() / 2].rfind('\n').unwrap();
    text.truncate(line + 6);
}

/// Puts a line into the middle of a text.
fn insert(text: &mut String, line: &str) {
    let at = text[..text.len() / 2].rfind('\n').unwrap() + 1;
    text.insert_str(at, line);
}

#[test]
fn nothing_is_held_against_what_is_whole() {
    check("file_listing", &[], |_| ());
}

#[test]
fn a_registry_exported_hive_by_hive_is_whole() {
    const HIVES: [&str; 2] = ["HKEY_LOCAL_MACHINE\\SOFTWARE", "HKEY_LOCAL_MACHINE\\SYSTEM"];
    check("registry", &[], |given| given.registry.splice(..1, HIVES).for_each(drop));
    check("registry", &["coverage.registry_no_system"], |given| {
        given.registry.splice(..1, [HIVES[0]]).for_each(drop);
    });
}

#[test]
fn a_cut_in_mid_line_is_told_from_any_other() {
    check("file_listing", &["coverage.cut_mid_line"], |given| {
        given.files.truncate(given.files.len() - "x\r\n".len());
    });
    let host = host();
    check("file_listing", &["coverage.cut"], |given| {
        given.files = listing::long(&host.files, "C:", Scope::All, host.windows, host.locale);
        // The grand total: two lines, behind the last empty one.
        let total = given.files.trim_end().rfind("\r\n\r\n").unwrap();
        given.files.truncate(total + "\r\n\r\n".len());
    });
}

#[test]
fn a_cut_in_the_middle_is_told_beside_what_it_took_away() {
    check("process_list", &["coverage.cut", "coverage.unreadable"], |given| {
        cut_in_mid_line(&mut given.processes);
    });
}

#[test]
fn a_listing_made_without_a_is_told() {
    check("file_listing", &["coverage.files_no_hidden"], |given| {
        given.files = listing::bare(&host().files, "C:", Scope::Visible);
    });
}

/// `/ah`, `/as` and `/ad` leave out nearly everything, or every file.
#[test]
fn a_listing_of_some_kinds_of_entries_is_told() {
    const HIDDEN: [&str; 10] = [
        "$Recycle.Bin",
        "bootmgr",
        "pagefile.sys",
        "ProgramData",
        r"Program Files\desktop.ini",
        r"Users\Default",
        r"Users\Administrator\NTUSER.DAT",
        r"Windows\Installer",
        r"Windows\WindowsShell.Manifest",
        r"Windows\System32\GroupPolicy",
    ];
    let hidden = || HIDDEN.map(|path| format!("C:\\{path}\r\n")).concat();
    check("file_listing", &["coverage.files_no_folders"], |given| given.files = hidden());
    for program in [r"explorer.exe", r"System32\NTDLL.DLL", r"System32\drivers\srv.sys"] {
        check("file_listing", &[], |given| {
            given.files = format!("{}C:\\Windows\\{program}\r\n", hidden());
        });
    }
    check("file_listing", &["coverage.files_no_folders"], |given| {
        let host = host();
        let folders = given.files.lines().filter(|path| host.files.children(path).next().is_some());
        given.files = folders.map(|path| format!("{path}\r\n")).collect();
    });
}

/// A host with so many components, each named as Windows names them, with one file inside, or none; and so many files of other programs.
fn host_with_components(components: u64, are_empty: bool, files: usize) -> Host {
    let mut host = host();
    for component in 0..components {
        let sum = 0x8000_0000_0000_0000 | component << 32;
        let folder = format!(
            r"C:\Windows\winsxs\amd64_microsoft-windows-x_31bf3856ad364e35_6.1.7601.17514_none_{sum:x}"
        );
        host.files.add_folder(&folder);
        if !are_empty {
            host.files.add_file(&format!(r"{folder}\a.dll"));
        }
    }
    for file in 0..files {
        host.files.add_file(&format!(r"C:\Program Files\Office\{file}.dll"));
    }
    host
}

/// `dir /s /b` that was stopped with Ctrl+C, or whose file was handed in while it still ran, ends with a whole line.
#[test]
fn a_listing_that_was_stopped_between_two_lines_is_told() {
    const MANY: usize = 5_000;
    const STOPPED: &[&str] = &["coverage.files_stopped"];
    let host = host_with_components(40, false, MANY);
    let all = listing::bare(&host.files, "C:", Scope::All);
    let until =
        |line: &str| all.split_inclusive('\n').take_while(|it| !it.contains(line)).collect();
    check("file_listing", &[], |given| given.files = all.clone());
    let named =
        r"C:\Windows\winsxs\amd64_microsoft-windows-x_31bf3856ad364e35_6.1.7601.17514_none_";
    for stop in [
        // The store is not opened; its first folder is not; some are.
        format!("{named}8000000000000000\r\n"),
        format!("{named}8000000000000000\\a.dll"),
        format!("{named}8000001500000000\\a.dll"),
    ] {
        check("file_listing", STOPPED, |given| given.files = until(&stop));
    }
}

#[test]
fn a_listing_in_another_order_was_not_stopped() {
    let host = host_with_components(40, false, 5_000);
    let all = listing::bare(&host.files, "C:", Scope::All);
    let mut lines: Vec<&str> = all.split_inclusive('\n').collect();
    lines.sort_unstable();
    check("file_listing", &[], |given| given.files = lines.concat());
    lines.reverse();
    check("file_listing", &[], |given| given.files = lines.concat());
}

#[test]
fn a_small_windows_whose_components_were_taken_out_is_whole() {
    let host = host_with_components(40, true, 100);
    check("file_listing", &[], |given| {
        given.files = listing::bare(&host.files, "C:", Scope::All);
    });
}

#[test]
fn lines_that_nobody_can_read_are_told() {
    check("file_listing", &["coverage.unreadable"], |given| insert(&mut given.files, "junk\r\n"));
}

#[test]
fn folders_that_refused_are_told() {
    check("file_listing", &["coverage.refused"], |given| {
        insert(&mut given.files, "Access is denied.\r\n");
    });
}

#[test]
fn a_fixed_drive_that_a_manifest_names_and_no_listing_shows_is_told() {
    check("file_listing", &["coverage.files_no_drive"], |given| {
        given.manifest = "jiance-manifest/1\r\nsystem_drive=C:\r\nfixed_drive=C:\r\nfixed_drive=D:\r\nend=manifest\r\n";
    });
    check("file_listing", &[], |given| {
        given.manifest =
            "jiance-manifest/1\r\nsystem_drive=C:\r\nfixed_drive=C:\r\nend=manifest\r\n";
    });
}

#[test]
fn a_manifest_without_its_end_is_told() {
    check("file_listing", &["coverage.manifest_cut"], |given| {
        given.manifest = "jiance-manifest/1\r\nsystem_drive=C:\r\nfixed_drive=C:\r\n";
    });
    check("file_listing", &["coverage.manifest_cut"], |given| {
        given.manifest = "jiance-manifest/1\r\nsystem_drive=C:\r\nend=manifest\r\njiance-manifest/1\r\nhost=B\r\n";
    });
}

#[test]
fn a_hive_that_was_not_exported_is_told_by_its_name() {
    let cases: [(&[&'static str], &[&str]); 5] = [
        (&["HKEY_LOCAL_MACHINE"], &["coverage.registry_no_user"]),
        (&["HKEY_USERS"], &["coverage.registry_no_software", "coverage.registry_no_system"]),
        (&["HKEY_LOCAL_MACHINE\\SOFTWARE", "HKEY_USERS"], &["coverage.registry_no_system"]),
        (&["HKEY_LOCAL_MACHINE\\SYSTEM", "HKEY_USERS"], &["coverage.registry_no_software"]),
        (
            &["HKEY_LOCAL_MACHINE\\SYSTEM"],
            &["coverage.registry_no_software", "coverage.registry_no_user"],
        ),
    ];
    for (keys, expected) in cases {
        check("registry", expected, |given| {
            given.registry = keys.to_vec();
        });
    }
    check("registry", &[], |given| {
        given.registry =
            vec!["HKEY_LOCAL_MACHINE\\SOFTWARE", "HKEY_LOCAL_MACHINE\\SYSTEM", "HKEY_USERS"];
    });
}

/// Whoever packs files by hand packs no manifest that would name what was lost with an archive's end.
#[test]
fn an_archive_that_is_cut_off_clears_nobody_unless_its_manifest_names_all_there_was() {
    let host = host();
    let other_drive = b"D:\\$RECYCLE.BIN\r\nD:\\x\\architouch.inconfig.xml\r\n".as_slice();
    let packed = |collection: &Collection| {
        let parts = collection.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice()));
        zip(parts.chain([("other.txt", other_drive)]))
    };
    let verdict = |bytes: &[u8]| report(&[("a.zip".to_owned(), bytes.to_vec())], Lang::En).verdict;
    let by_hand = packed(&Collection::by_hand(&host, Scope::All));
    let last = |bytes: &[u8]| bytes.windows(4).rposition(|four| four == b"PK\x03\x04").unwrap();
    assert_eq!(verdict(&by_hand), Verdict::Infected);
    assert_eq!(verdict(&by_hand[..last(&by_hand)]), Verdict::CannotTell);
    assert_eq!(verdict(&by_hand[..last(&by_hand) + 20]), Verdict::CannotTell);
    // One that lies beside it, whatever its name, says nothing of it.
    let beside = b"jiance-manifest/1\r\nend=manifest\r\n".to_vec();
    let cut = by_hand[..last(&by_hand)].to_vec();
    let both = [("a.zip".to_owned(), cut), ("a.zip of pc/manifest.txt".to_owned(), beside)];
    assert_eq!(report(&both, Lang::En).verdict, Verdict::CannotTell);
    let collected = packed(&Collection::of(&host));
    assert_eq!(verdict(&collected[..last(&collected)]), Verdict::NoSigns);
}
