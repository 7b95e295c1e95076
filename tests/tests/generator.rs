//! The generator keeps to what Windows does: encodings, forms, order. Decoded here with other means than it encodes with.

use jiance_tests::collection::{Collection, tasklist_csv};
use jiance_tests::encode::Encoding;
use jiance_tests::host::Host;
use jiance_tests::listing::{self, Scope};
use jiance_tests::locale::Locale;
use jiance_tests::signs::{SIGNS, sign};
use jiance_tests::{cases, processes, registry, windows};

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("whole UTF-16")
}

fn text(collection: &Collection, name: &str) -> String {
    let bytes = &collection.part(name).expect("a part of that name").bytes;
    utf16(bytes.strip_prefix(&[0xFF, 0xFE]).unwrap_or(bytes))
}

#[test]
fn the_same_host_gives_the_same_bytes() {
    for (first, second) in cases::cases().iter().zip(cases::cases()) {
        assert!(first.collection.parts == second.collection.parts, "{}", first.name);
    }
}

#[test]
fn case_names_are_unique() {
    let mut names: Vec<String> = cases::cases().into_iter().map(|case| case.name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_indicator_of_the_notice_is_planted() {
    let expected = [
        "N1.1", "N1.2", "N1.3", "N1.4", "N1.5", "N1.6", "N2.1", "N2.2", "N2.3", "N2.4", "N2.5",
        "N2.6", "N2.7", "N3", "N4",
    ];
    for indicator in expected {
        assert!(SIGNS.iter().any(|sign| sign.indicator == indicator), "{indicator}");
    }
}

#[test]
fn a_listing_without_a_hides_what_has_the_system_attribute() {
    let mut host = Host::clean(&windows::WIN7_SP1, Locale::En);
    (sign("n1-2").expect("a sign").plant)(&mut host);
    let all = listing::bare(&host.files, "C:", Scope::All);
    let visible = listing::bare(&host.files, "C:", Scope::Visible);
    for hidden in [
        "C:\\pagefile.sys\r\n",
        "C:\\Windows\\tasksche.exe\r\n",
        "\\NTUSER.DAT\r\n",
        "C:\\$Recycle.Bin\r\n",
    ] {
        assert!(all.contains(hidden) && !visible.contains(hidden), "{hidden}");
    }
    assert!(visible.contains("C:\\Windows\\System32\\taskschd.dll\r\n"));
}

#[test]
fn a_bare_listing_names_a_folder_before_its_content() {
    let host = Host::clean(&windows::SERVER_2016, Locale::ZhCn);
    let text = listing::bare(&host.files, "C:", Scope::All);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), host.files.len());
    for (at, line) in lines.iter().enumerate() {
        let (parent, _) = line.rsplit_once('\\').expect("a path");
        assert!(parent == "C:" || lines[..at].contains(&parent), "{line}");
    }
}

#[test]
fn a_long_listing_adds_up() {
    for locale in Locale::ALL {
        let host = Host::clean(&windows::WIN7_SP1, locale);
        let text = listing::long(&host.files, "C:", Scope::All, host.windows, locale);
        let rows =
            text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
        let (mut files, mut bytes) = (0_u64, 0_u64);
        for row in rows.filter(|row| !row.contains("    <")) {
            let size = row.split_whitespace().find_map(|word| word.parse::<u64>().ok());
            (files, bytes) = (files + 1, bytes + size.expect("a size"));
        }
        let totals: Vec<&str> =
            text.lines().rev().nth(1).expect("totals").split_whitespace().collect();
        assert_eq!(totals[0], files.to_string(), "{}", locale.id());
        assert!(totals.contains(&bytes.to_string().as_str()), "{}", locale.id());
    }
}

#[test]
fn commands_write_the_encodings_that_windows_writes() {
    let host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    let collection = Collection::of(&host);
    let bytes = |name: &str| collection.part(name).expect("a part").bytes.clone();
    assert_eq!(bytes("registry-hklm.reg")[..4], [0xFF, 0xFE, b'W', 0]);
    assert_eq!(bytes("processes.txt")[..2], [0xFF, 0xFE]);
    assert_eq!(bytes("files-C.txt")[..4], [b' ', 0, 0x71, 0x9A]);
    // 主机名 in GBK.
    assert_eq!(bytes("systeminfo.txt")[2..8], [0xD6, 0xF7, 0xBB, 0xFA, 0xC3, 0xFB]);
    assert!(bytes("systeminfo.txt").starts_with(b"\r\n"));
    // 映像名称 in GBK.
    assert!(tasklist_csv(&host).bytes.starts_with(b"\"\xD3\xB3\xCF\xF1\xC3\xFB\xB3\xC6\","));
    // ö in code page 850.
    assert_eq!(Encoding::Oem.encode("ö", Locale::De), [0x94]);
    // No-break space of code page 866.
    assert_eq!(Encoding::Oem.encode(&Locale::Ru.grouped(147_532), Locale::Ru), b"147\xFF532");
}

#[test]
fn a_service_image_stands_in_hex_only() {
    let mut host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    (sign("n4-service-image").expect("a sign").plant)(&mut host);
    let text = text(&Collection::of(&host), "registry-hklm.reg");
    assert!(!text.to_lowercase().contains("eternalrocks"));
    assert!(text.lines().all(|line| line.len() <= 80 || !line.contains("hex")));
    assert!(
        text.starts_with(
            "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n\r\n"
        )
    );
    assert!(text.ends_with("\r\n\r\n"));
}

#[test]
fn regedit4_holds_ansi_bytes() {
    let mut host = Host::clean(&windows::XP_SP3, Locale::ZhCn);
    (sign("n4-service-image").expect("a sign").plant)(&mut host);
    let text =
        registry::export(&host.registry, "HKEY_LOCAL_MACHINE", registry::Form::Four, host.locale);
    assert!(text.starts_with("REGEDIT4\r\n\r\n["));
    assert!(
        text.contains(
            "\"ImagePath\"=hex(2):22,25,50,72,6f,67,72,61,6d,46,69,6c,65,73,25,5c,45,74,65"
        )
    );
}

#[test]
fn a_process_table_cuts_names_at_25_characters() {
    let host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    let processes = [processes::Process::at("C:\\x\\averylongprocessnamethatgetscut.exe")];
    let table = processes::table(&processes, host.windows, host.locale);
    assert!(table.contains("\r\naverylongprocessnamethatg "));
    let ruler = "========================= ======== ================ =========== ============";
    assert_eq!(table.lines().nth(2), Some(ruler));
}

#[test]
fn clean_hosts_name_no_sign_of_the_notice() {
    for case in cases::clean_hosts().iter().filter(|case| case.name != "clean-with-look-alikes") {
        for part in &case.collection.parts {
            let text = String::from_utf8_lossy(&part.bytes).replace('\0', "").to_lowercase();
            for word in [
                "eternalrocks",
                ".inconfig.xml",
                "tasksche.exe",
                "mssecsvc",
                "qeriuwjhrf",
                "microsoft updates\\",
            ] {
                assert!(!text.contains(word), "{}: {} holds {word}", case.name, part.name);
            }
        }
    }
}
