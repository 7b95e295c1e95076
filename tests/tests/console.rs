//! What people copy out of a console's window, or pick out of a command's output (`tasklist | findstr …`): the answer is that of the
//! lines that are there.

use jiance::Lang;
use jiance::report::{CheckState, ExposureState, HardeningState, Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::listing::{self, Scope};
use jiance_tests::locale::Locale;
use jiance_tests::processes::{self, Process};
use jiance_tests::{systeminfo, windows};

use crate::judge::{self, notice_indicators, single_files};

const PROMPT: &str = r"C:\Users\Administrator>";
const ROW: &str =
    "tasksche.exe                  3012 Console                    1     12,004 K\r\n";

fn host() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::En)
}

fn report(text: &str) -> Report {
    judge::report(&[("a.txt".to_owned(), text.as_bytes().to_vec())], Lang::En)
}

/// Only these lines: infected by this sign.
#[track_caller]
fn shows(text: &str, indicator: &str) {
    let report = report(text);
    assert_eq!(notice_indicators(&report, CheckState::Found), [indicator], "{text}");
    assert_eq!(report.verdict, Verdict::Infected);
}

/// One artifact as copied from a window, beside the others whole.
#[track_caller]
fn beside_the_rest(replaced: &str, name: &str, text: &str, verdict: Verdict) {
    let whole = Collection::by_hand(&host(), Scope::All).without(replaced);
    let mut files = single_files(&whole);
    files.push((name.to_owned(), text.as_bytes().to_vec()));
    let report = judge::report(&files, Lang::En);
    assert_eq!(report.verdict, verdict, "{:?}", report.reasons);
}

#[test]
fn a_prompt_without_an_end_cuts_nothing_off() {
    let host = host();
    let list = processes::table(&host.processes, host.windows, host.locale);
    let files = listing::bare(&host.files, "C:", Scope::All);
    for prompt in [PROMPT, r"PS C:\Users\Administrator> ", r"\\srv\share>"] {
        let copied = |text: &str| format!("{prompt}x\r\n{text}\r\n{prompt}");
        beside_the_rest("tasklist.txt", "a.txt", &copied(&list), Verdict::NoSigns);
        beside_the_rest("files.txt", "a.txt", &copied(&files), Verdict::NoSigns);
    }
    let cut = files.trim_end();
    beside_the_rest("files.txt", "a.txt", cut, Verdict::CannotTell);
}

#[test]
fn a_listing_that_was_stopped_is_not_whole() {
    let files = listing::bare(&host().files, "C:", Scope::All);
    let stopped = files.trim_end().trim_end_matches(|letter| letter != '\\');
    for behind in [String::new(), PROMPT.to_owned(), format!("\r\n{PROMPT}cls\r\n")] {
        let text = format!("{PROMPT}dir /s /b /a C:\\\r\n{stopped}a^C\r\n{behind}");
        beside_the_rest("files.txt", "a.txt", &text, Verdict::CannotTell);
    }
    let named = files.replacen("\r\n", "^C\r\n", 1);
    beside_the_rest("files.txt", "a.txt", &named, Verdict::NoSigns);
}

/// Whoever asks for one file first and is told that it isn't there has cut nothing off.
#[test]
fn a_listing_that_found_nothing_takes_nothing_from_the_next() {
    let host = host();
    let nothing = format!(
        "{PROMPT}dir /a C:\\Windows\\tasksche.exe\r\n Volume in drive C has no label.\r\n Volume Serial Number is 1A2B-3C4D\r\n\r\n Directory of C:\\Windows\r\n\r\nFile Not Found\r\n\r\n"
    );
    let whole = listing::long(&host.files, "C:", Scope::All, host.windows, host.locale);
    let text = format!("{nothing}{PROMPT}dir /s /a C:\\\r\n{whole}\r\n{PROMPT}");
    beside_the_rest("files.txt", "a.txt", &text, Verdict::NoSigns);
    let cut = &whole[..whole.len() / 2];
    let text = format!(
        "{nothing}{PROMPT}dir /s /a C:\\\r\n{cut}\r\n{PROMPT}dir C:\\x\r\n{}",
        nothing.replace("tasksche.exe", "x")
    );
    beside_the_rest("files.txt", "a.txt", &text, Verdict::CannotTell);
}

#[test]
fn rows_picked_out_of_a_process_list() {
    let findstr = format!("{PROMPT}tasklist | findstr tasksche\r\n{ROW}\r\n{PROMPT}");
    for text in [ROW, findstr.as_str()] {
        shows(text, "N3");
    }
    beside_the_rest("tasklist.txt", "a.txt", ROW, Verdict::Infected);
    let others = "svchost.exe                    732 Services                   0      9,004 K\r\n";
    beside_the_rest("tasklist.txt", "a.txt", others, Verdict::CannotTell);
    // The end of a list, as a window shows it that has scrolled, and rows of the system's own picked out.
    let list = processes::table(&host().processes, host().windows, Locale::En);
    let own: Vec<&str> = list.lines().filter(|row| row.contains(" Services ")).collect();
    for rows in [&own[2..], &own[4..]] {
        beside_the_rest(
            "tasklist.txt",
            "a.txt",
            &(rows.join("\r\n") + "\r\n"),
            Verdict::CannotTell,
        );
    }
    beside_the_rest("tasklist.txt", "a.txt", &(own.join("\r\n") + "\r\n"), Verdict::NoSigns);
    let neighbour = ROW.replace("tasksche.exe", "taskschd.exe");
    assert_eq!(report(&neighbour).verdict, Verdict::CannotTell);
}

/// A chat or a forum takes blanks away, a mail puts some in front or an empty line between, a spreadsheet makes them tabs.
#[test]
fn a_process_list_whose_blanks_were_changed() {
    let mut host = host();
    let table = |host: &Host| processes::table(&host.processes, host.windows, host.locale);
    let clean = table(&host);
    host.processes.push(Process::at(r"C:\Windows\tasksche.exe"));
    let infected = table(&host);
    let single = |text: &str| {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\r\n") + "\r\n"
    };
    let tabs = |text: &str| {
        let narrow =
            (2..20).rev().fold(text.to_owned(), |text, n| text.replace(&" ".repeat(n), "\t"));
        narrow.replace("\t\t", "\t")
    };
    let indented = |text: &str| text.replace("\r\n", "\r\n    ").trim_end().to_owned() + "\r\n";
    let doubled = |text: &str| text.replace("\r\n", "\r\n\r\n");
    let changes: [&dyn Fn(&str) -> String; 4] = [&single, &tabs, &indented, &doubled];
    for change in changes {
        shows(&change(&infected), "N3");
        beside_the_rest("tasklist.txt", "a.txt", &change(&clean), Verdict::NoSigns);
    }
}

/// Opened in a spreadsheet program and saved again, `tasklist /fo csv` loses the quotes that nothing needs.
#[test]
fn a_process_list_that_a_spreadsheet_program_saved() {
    let mut host = host();
    let saved = |host: &Host, delimiter: &str| {
        let quoted = processes::csv(&host.processes, host.windows, host.locale);
        let lines = quoted.lines().map(|line| {
            let cells = line.trim_matches('"').split("\",\"");
            let cells =
                cells.map(|it| if it.contains(',') { format!("\"{it}\"") } else { it.to_owned() });
            cells.collect::<Vec<_>>().join(delimiter) + "\r\n"
        });
        lines.collect::<String>()
    };
    let delimiters = [",", ";", "\t"];
    for delimiter in delimiters {
        beside_the_rest("tasklist.txt", "a.csv", &saved(&host, delimiter), Verdict::NoSigns);
        let cut = saved(&host, delimiter);
        beside_the_rest("tasklist.txt", "a.csv", &cut[..cut.len() - 4], Verdict::CannotTell);
    }
    host.processes.push(Process::at(r"C:\Windows\tasksche.exe"));
    for delimiter in delimiters {
        shows(&saved(&host, delimiter), "N3");
    }
}

#[test]
fn paths_picked_out_of_a_listing() {
    let command = r#"dir /s /b /a C:\ | findstr /i "tasksche mssecsvc""#;
    shows(&format!("{PROMPT}{command}\r\nC:\\Windows\\tasksche.exe\r\n\r\n{PROMPT}"), "N1.2");
}

#[test]
fn a_drive_listed_over_the_network_is_judged_like_itself() {
    shows("\\\\shop-pc\\C$\\Windows\\tasksche.exe\r\n", "N1.2");
    let share = report("\\\\nas\\backup$\\Windows\\tasksche.exe\r\n");
    assert_eq!(share.verdict, Verdict::Suspected);
}

#[test]
fn updates_picked_out_of_a_list_prove_what_is_there_and_never_what_is_not() {
    let exposure = |rows: &str| {
        let given = [("a.txt", systeminfo::ver(&host())), ("b.txt", rows.to_owned())];
        let given = given.map(|(name, text)| (name.to_owned(), text.into_bytes()));
        let report = judge::report(&given, Lang::En);
        let row = report.exposure.iter().find(|row| row.weakness == "MS17-010");
        row.map(|row| row.state)
    };
    let check = |rows: &dyn Fn(&str) -> String, patched| {
        for (update, expected) in [("4012215", patched), ("2533552", ExposureState::Unknown)] {
            let row = rows(update);
            let copied = format!("{PROMPT}x | findstr KB\r\n{row}\r\n{PROMPT}");
            for text in [row, copied] {
                assert_eq!(exposure(&text), Some(expected), "{text}");
            }
        }
    };
    let patched = ExposureState::Patched;
    check(&|update| format!("                           [03]: KB{update}\r\n"), patched);
    check(&|update| format!("KB{update}  \r\n"), patched);
    let row = |update: &str| {
        format!(
            "http://support.microsoft.com/?kbid={update}  PC  Update  KB{update}  a  6/2/2017  \r\n"
        )
    };
    check(&row, patched);
    // What somebody wrote down, or downloaded, is not installed.
    for note in [
        "KB4012215",
        "[1] KB4012215",
        "windows6.1-kb4012215-x64.msu",
        "http://support.microsoft.com/?kbid=4012215",
    ] {
        assert_eq!(exposure(&format!("{note}\r\n")), Some(ExposureState::Unknown), "{note}");
    }
}

/// A window's copy begins with the console's own lines, and each command's output ends at the next prompt, however short it is.
#[test]
fn short_outputs_below_each_other_in_one_window() {
    const BANNER: &str = "Microsoft Windows [版本 6.1.7601]\r\n版权所有 (c) 2009 Microsoft Corporation。保留所有权利。\r\n\r\n";
    let path = r"C:\Program Files\Microsoft Updates\configs\smbtouch.inconfig.xml";
    let attrib = "A  S         C:\\Windows\\tasksche.exe\r\n";
    for (command, output, indicator) in [
        ("tasklist | findstr tasksche", ROW, "N3"),
        (r"where /r C:\ *.inconfig.xml", &format!("{path}\r\n"), "N2.7"),
        (r"attrib C:\Windows\tasksche.exe", attrib, "N1.2"),
        ("type nothing", "\r\n", ""),
    ] {
        let asked = format!("{PROMPT}{command}\r\n{output}\r\n");
        let other = format!("{PROMPT}ipconfig\r\n\r\nWindows IP 配置\r\n\r\n");
        for text in [
            format!("{BANNER}{asked}{PROMPT}"),
            format!("{BANNER}{asked}{other}{PROMPT}"),
            format!("{BANNER}{PROMPT}\r\n{PROMPT}cls\r\n\r\n{asked}{other}"),
            format!("{BANNER}{other}{asked}{other}{PROMPT}exit\r\n"),
        ] {
            match indicator {
                "" => assert_eq!(report(&text).verdict, Verdict::CannotTell),
                indicator => shows(&text, indicator),
            }
        }
    }
}

/// What somebody typed behind a registry value is no more of it, nor is what the next command printed.
#[test]
fn a_prompt_ends_a_registry_value() {
    let key = r"HKEY_LOCAL_MACHINE\SOFTWARE\Contoso";
    let value = format!(
        "{PROMPT}reg query HKLM\\SOFTWARE\\Contoso\r\n\r\n{key}\r\n    x    REG_SZ    y\r\n\r\n"
    );
    let search =
        format!("{PROMPT}reg query HKLM /f EternalRocks /s\r\n\r\n搜索结束: 找到 0 匹配。\r\n\r\n");
    for text in [
        format!("{value}{search}"),
        format!("{value}{search}{PROMPT}tasklist | findstr tasksche\r\n\r\n{PROMPT}"),
    ] {
        let report = report(&text);
        assert!(report.sightings.is_empty(), "{:?}", report.sightings);
        assert_eq!(report.verdict, Verdict::CannotTell);
    }
    shows(&format!("{value}{PROMPT}tasklist | findstr tasksche\r\n{ROW}\r\n{PROMPT}"), "N3");
    let found = value.replace("REG_SZ    y", r"REG_SZ    C:\EternalRocks.exe");
    let report = report(&format!("{found}{search}"));
    let evidence: Vec<_> = report.sightings.iter().map(|seen| seen.evidence.as_str()).collect();
    assert!(
        matches!(evidence[..], [text] if text.ends_with(r"= C:\EternalRocks.exe")),
        "{evidence:?}"
    );
}

#[test]
fn a_registry_that_was_queried_hive_by_hive_in_one_window() {
    let query = |keys: [&str; 3]| {
        let lines = keys.map(|key| format!("\r\n{key}\r\n    x    REG_SZ    y\r\n")).concat();
        format!("{PROMPT}reg query {} /s\r\n{lines}\r\n", keys[0])
    };
    let machine = r"HKEY_LOCAL_MACHINE";
    let software = [
        format!(r"{machine}\SOFTWARE"),
        format!(r"{machine}\SOFTWARE\Microsoft"),
        format!(r"{machine}\SOFTWARE\Microsoft\Windows"),
    ];
    let system = [
        format!(r"{machine}\SYSTEM"),
        format!(r"{machine}\SYSTEM\Select"),
        format!(r"{machine}\SYSTEM\ControlSet001\Services"),
    ];
    let user = [
        "HKEY_CURRENT_USER",
        r"HKEY_CURRENT_USER\Software",
        r"HKEY_CURRENT_USER\Software\Microsoft",
    ];
    let of = |keys: &[String; 3]| query([&keys[0], &keys[1], &keys[2]]);
    let rest = Collection::by_hand(&host(), Scope::All).without("registry-hku.reg");
    let verdict = |text: String| {
        let mut files = single_files(&rest.without("registry-hklm.reg"));
        files.push(("a.txt".to_owned(), text.into_bytes()));
        judge::report(&files, Lang::En).verdict
    };
    assert_eq!(verdict(of(&software) + &of(&system) + &query(user) + PROMPT), Verdict::NoSigns);
    assert_eq!(verdict(of(&software) + &of(&system) + PROMPT), Verdict::CannotTell);
}

#[test]
fn sockets_picked_out_below_systeminfo() {
    let info = systeminfo::systeminfo(&host());
    let row = "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n";
    for prompt in [PROMPT, r"PS C:\Users\Administrator> "] {
        let text = format!(
            "{prompt}systeminfo\r\n{info}\r\n{prompt}netstat -ano | findstr 445\r\n{row}\r\n{prompt}"
        );
        let report = report(&text);
        let ports = report.hardening.iter().find(|row| row.measure == "close_smb_ports");
        assert_eq!(ports.map(|row| row.state), Some(HardeningState::Needed), "{prompt}");
    }
}

/// What `findstr` leaves out of `netstat` is not known to be closed.
#[test]
fn sockets_picked_out_of_netstat_prove_what_is_open_and_never_what_is_closed() {
    let ports = |text: &str| {
        let report = report(text);
        let row = report.hardening.iter().find(|row| row.measure == "close_smb_ports");
        row.map(|row| row.state)
    };
    let closed = "  TCP    0.0.0.0:44512          0.0.0.0:0              LISTENING       912\r\n  UDP    0.0.0.0:4450           *:*                                    912\r\n";
    let open = "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n";
    let heading =
        "\r\n活动连接\r\n\r\n  协议  本地地址          外部地址        状态           PID\r\n";
    let command = format!("{PROMPT}netstat -ano | findstr 445\r\n");
    assert_eq!(ports(closed), Some(HardeningState::Unknown));
    assert_eq!(ports(&format!("{command}{closed}")), Some(HardeningState::Unknown));
    assert_eq!(ports(&format!("{command}{open}{closed}")), Some(HardeningState::Needed));
    assert_eq!(ports(&format!("{heading}{closed}")), Some(HardeningState::Done));
}
