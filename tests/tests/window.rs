//! Outputs of several commands below each other in one console's window, each under the prompt that shows what was typed: what another
//! command printed takes nothing away from an answer, and what asks for a part only proves nothing by its silence.

use jiance::Lang;
use jiance::report::{CheckState, ExposureState, Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::listing::{self, Scope};
use jiance_tests::locale::Locale;
use jiance_tests::{processes, systeminfo, windows};

use crate::judge::{self, notice_indicators, single_files};

const CMD: &str = r"C:\Users\Administrator>";
const POWERSHELL: &str = r"PS C:\Users\Administrator> ";
const ROW: &str =
    "tasksche.exe                  3012 Console                    1     12,004 K\r\n";

/// What else people run while they look at a host.
const OTHERS: [(&str, &str); 8] = [
    ("hostname", "WIN-ABC\r\n"),
    ("whoami", "win-abc\\administrator\r\n"),
    (
        "ipconfig",
        "\r\nWindows IP 配置\r\n\r\n\r\n以太网适配器 本地连接:\r\n\r\n   IPv4 地址 . . . . . . . . . . . . : 192.168.1.20\r\n   子网掩码  . . . . . . . . . . . . : 255.255.255.0\r\n",
    ),
    (
        "net share",
        "\r\n共享名       资源                            注解\r\n\r\n-------------------------------------------------------------------------------\r\nC$           C:\\                             默认共享                         \r\nADMIN$       C:\\Windows                      远程管理                         \r\nshare        D:\\share                        \r\n命令成功完成。\r\n",
    ),
    (
        "schtasks /query",
        "\r\n文件夹: \\\r\n任务名                                   下次运行时间           模式           \r\n======================================== ====================== ===============\r\nSogouImeMgr                              2017/6/3 10:00:00      就绪           \r\n",
    ),
    (
        "sc query",
        "\r\nSERVICE_NAME: LanmanServer\r\nDISPLAY_NAME: Server\r\n        TYPE               : 20  WIN32_SHARE_PROCESS  \r\n        STATE              : 4  RUNNING \r\n                                (STOPPABLE, PAUSABLE, IGNORES_SHUTDOWN)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n",
    ),
    (
        "wmic logicaldisk get caption,size",
        "Caption  Size          \r\nC:       53684989952   \r\nD:       107374178304  \r\n",
    ),
    (
        "Get-MpComputerStatus",
        "\r\n\r\nAMEngineVersion                 : 1.1.13701.0\r\nAntivirusEnabled                : True\r\n",
    ),
];

fn host() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::ZhCn)
}

fn process_list() -> String {
    let host = host();
    processes::table(&host.processes, host.windows, host.locale)
}

/// A window's copy: each command with what it printed.
fn window(prompt: &str, outputs: &[(&str, &str)]) -> String {
    let shown = outputs.iter().map(|(typed, output)| format!("{prompt}{typed}\r\n{output}\r\n"));
    shown.collect::<String>() + prompt
}

/// A text beside all that it does not replace.
fn report(replaced: &str, text: &str) -> Report {
    let whole = Collection::by_hand(&host(), Scope::All).without(replaced);
    let mut files = single_files(&whole);
    files.push(("a.txt".to_owned(), text.as_bytes().to_vec()));
    judge::report(&files, Lang::En)
}

#[track_caller]
fn beside_the_rest(replaced: &str, text: &str, verdict: Verdict) {
    let report = report(replaced, text);
    assert_eq!(report.verdict, verdict, "{:?}\n{text}", report.reasons);
}

#[test]
fn what_other_commands_print_takes_nothing_away() {
    let list = process_list();
    let files = listing::bare(&host().files, "C:", Scope::All);
    for prompt in [CMD, POWERSHELL] {
        for other in OTHERS {
            for (replaced, typed, output) in [
                ("tasklist.txt", "tasklist", list.as_str()),
                ("files.txt", r"dir /s /b /a C:\", files.as_str()),
            ] {
                let asked = (typed, output);
                for outputs in [&[asked, other][..], &[other, asked], &[other, asked, other]] {
                    beside_the_rest(replaced, &window(prompt, outputs), Verdict::NoSigns);
                }
            }
        }
    }
}

#[test]
fn another_output_of_any_length_hides_no_sign() {
    let long = OTHERS[5].1.repeat(100);
    let long = ("sc query", long.as_str());
    let list = process_list();
    let infected = format!("{list}{ROW}");
    let info = systeminfo::systeminfo(&host());
    let found = ("where /r C:\\ tasksche.exe", "C:\\Windows\\tasksche.exe\r\n");
    let row = ("tasklist | findstr tasksche", ROW);
    for prompt in [CMD, POWERSHELL] {
        for (outputs, indicator) in [
            (&[long, ("tasklist", infected.as_str())][..], "N3"),
            (&[("tasklist", list.as_str()), long, found], "N1.2"),
            (&[long, found, long, ("tasklist", list.as_str())], "N1.2"),
            (&[row, ("systeminfo", info.as_str())], "N3"),
            (&[OTHERS[0], row, ("systeminfo", info.as_str())], "N3"),
        ] {
            let given = [("a.txt".to_owned(), window(prompt, outputs).into_bytes())];
            let report = judge::report(&given, Lang::En);
            assert_eq!(notice_indicators(&report, CheckState::Found), [indicator], "{outputs:?}");
        }
    }
}

/// What stands above the first prompt is the window's own, or whoever sent it wrote it there.
#[test]
fn what_stands_above_the_first_prompt_is_no_damage() {
    let list = process_list();
    let shown = window(POWERSHELL, &[("tasklist", &list)]);
    for above in [
        "Windows PowerShell\r\n版权所有 (C) Microsoft Corporation。保留所有权利。\r\n\r\n尝试新的跨平台 PowerShell https://aka.ms/pscore6\r\n\r\n",
        "张三 2017/6/2 16:35:00\r\n",
    ] {
        beside_the_rest("tasklist.txt", &format!("{above}{shown}"), Verdict::NoSigns);
    }
}

#[test]
fn what_cannot_be_read_in_an_output_itself_is_still_a_gap() {
    let list = process_list();
    let middle = list[..list.len() / 2].rfind('\n').unwrap() + 1;
    let damaged = format!("{}??? damaged\r\n{}", &list[..middle], &list[middle..]);
    let begins_with_junk = format!("{}{list}", "junk\r\n".repeat(12));
    let folder = (r"dir /s /b D:\x", "D:\\x\\a\r\nD:\\x\\b\r\nD:\\x\\c\r\n");
    for prompt in [CMD, POWERSHELL] {
        for output in [&damaged, &begins_with_junk] {
            let asked = ("tasklist", output.as_str());
            let before: [&[_]; 4] = [&[], &[OTHERS[0]], &[OTHERS[2]], &[folder]];
            for before in before {
                let text = window(prompt, &[before, &[asked, OTHERS[0]]].concat());
                beside_the_rest("tasklist.txt", &text, Verdict::CannotTell);
            }
        }
    }
}

#[test]
fn a_command_that_asks_for_a_part_proves_nothing_by_its_silence() {
    let list = process_list();
    let files = listing::bare(&host().files, "C:", Scope::All);
    for (replaced, output, all, parts) in [
        (
            "tasklist.txt",
            &list,
            ["tasklist", "tasklist /v"],
            [r#"tasklist /fi "username eq NT AUTHORITY\SYSTEM""#, "tasklist | findstr /v svchost"],
        ),
        (
            "files.txt",
            &files,
            [r"dir /s /b /a C:\", r"dir /s /b /a C:\ | sort"],
            [r"dir /s /b /a C:\*.*e", r"dir /s /b /a C:\ | find /v ^tasksche^"],
        ),
    ] {
        let shown = |typed: &[&str]| {
            let outputs: Vec<_> = typed.iter().map(|typed| (*typed, output.as_str())).collect();
            window(CMD, &outputs)
        };
        for typed in all {
            beside_the_rest(replaced, &shown(&[typed]), Verdict::NoSigns);
        }
        for typed in parts {
            let report = report(replaced, &shown(&[typed]));
            assert_eq!(report.verdict, Verdict::CannotTell, "{typed}");
            // Whoever looks at a part as well has not seen less.
            beside_the_rest(replaced, &shown(&[typed, all[0]]), Verdict::NoSigns);
            beside_the_rest(replaced, &shown(&[all[0], typed]), Verdict::NoSigns);
        }
    }
}

#[test]
fn updates_that_were_asked_for_by_name_are_not_all_there_are() {
    let heading = "\r\nSource        Description      HotFixID      InstalledBy          InstalledOn\r\n------        -----------      --------      -----------          -----------\r\n";
    let state = |typed: &str, update: &str| {
        let output = format!(
            "{heading}WIN-ABC       Update           {update}     NT AUTHORITY\\SYSTEM\r\n\r\n"
        );
        let text = window(POWERSHELL, &[(typed, &output)]);
        let given = [("a.txt", systeminfo::ver(&host())), ("b.txt", text)];
        let given = given.map(|(name, text)| (name.to_owned(), text.into_bytes()));
        let report = judge::report(&given, Lang::En);
        let row = report.exposure.iter().find(|row| row.weakness == "MS17-010");
        row.map(|row| row.state)
    };
    assert_eq!(state("Get-HotFix", "KB2533552"), Some(ExposureState::Missing));
    for typed in [
        "Get-HotFix -Id KB2533552",
        "Get-HotFix KB2533552,KB4012212",
        "Get-HotFix | select -Last 1",
        "Get-HotFix | where Description -eq Update",
    ] {
        assert_eq!(state(typed, "KB2533552"), Some(ExposureState::Unknown), "{typed}");
        assert_eq!(state(typed, "KB4012212"), Some(ExposureState::Patched), "{typed}");
    }
}
