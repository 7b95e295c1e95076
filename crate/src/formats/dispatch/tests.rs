use super::summary::SECTIONS_APART;
use crate::formats::testing::{read, read_lines};
use crate::formats::{Aside, Ending};
use crate::intake::{Line, LineEnd};

const TASKLIST: &str = "
Image Name                     PID Session Name        Session#    Mem Usage
========================= ======== ================ =========== ============
tasksche.exe                  1444 Console                    1     10,068 K
svchost.exe                    732 Services                   0      9,484 K
";

#[test]
fn what_a_command_refused_is_told_and_nothing_else() {
    let read = read("'wmic' 不是内部或外部命令，也不是可运行的程序\n或批处理文件。\n");
    assert!(read.summary.sections.is_empty());
    let refusal = &read.summary.refusals[0];
    assert_eq!(
        (refusal.kind, refusal.at.line, read.summary.withheld),
        (Aside::NoSuchCommand, 1, 0)
    );
    assert!(refusal.text.as_str().starts_with("'wmic'"));
}

#[test]
fn what_a_listing_was_denied_is_counted() {
    let paths: String = (0..20).map(|n| format!("C:\\Windows\\System32\\{n}.dll\n")).collect();
    let read = read(&format!("{paths}Access is denied.\n{paths}拒绝访问。\n{paths}"));
    assert_eq!((read.kinds(), read.files.len()), (vec!["dir_s_b"], 60));
    assert_eq!((read.summary.withheld, read.summary.unreadable), (2, 0));
}

#[test]
fn junk_is_counted_line_by_line() {
    for count in [1u64, 199, 200, 201, 1000] {
        let text: String = (0..count).map(|n| format!("junk {n}\n\n")).collect();
        let read = read(&text);
        assert!(read.summary.sections.is_empty());
        assert_eq!(
            (read.summary.unreadable, read.summary.lines, read.unreadable.len() as u64),
            (count, count, count)
        );
    }
}

#[test]
fn a_format_behind_long_junk_is_found() {
    for before in [0, 1, 150, 199, 200, 201, 777] {
        let text = format!("{}{TASKLIST}", "junk\n".repeat(before));
        let read = read(&text);
        assert_eq!(read.kinds(), ["tasklist"], "{before}");
        assert_eq!((read.processes.len(), read.unreadable.len()), (2, before), "{before}");
    }
}

#[test]
fn prompts_and_banners_are_not_damage() {
    let text = format!(
        "Microsoft Windows [Version 6.1.7601]\nCopyright (c) 2009 Microsoft Corporation.  All rights reserved.\n\nC:\\Users\\me>tasklist\n{TASKLIST}\nC:\\Users\\me>dir /s /b d:\\x\nD:\\x\\a\nD:\\x\\b\nD:\\x\\c\n"
    );
    let read = read(&text);
    assert_eq!(read.kinds(), ["ver", "tasklist", "dir_s_b"]);
    assert_eq!((read.processes.len(), read.files.len(), read.summary.unreadable), (2, 3, 0));
}

#[test]
fn each_line_becomes_one_record_or_is_counted_whatever_is_glued() {
    let listing = "C:\\a\nC:\\b\nC:\\c\n";
    let mut text = String::new();
    for n in 0..30 {
        text.push_str(if n % 2 == 0 { TASKLIST } else { listing });
        text.push_str("junk\n");
    }
    let read = read(&text);
    let rows = 15 * 2 + 15 * 3 + 30;
    let headings = 15 * 2;
    let seen = read.processes.len() + read.files.len() + read.unreadable.len();
    assert!((rows..=rows + headings).contains(&seen), "{seen}");
    assert!(read.positions.is_sorted_by(|a, b| a.line < b.line));
}

#[test]
fn a_gigantic_first_line_is_not_held_back_for_ever() {
    let piece = "x".repeat(300 * 1024);
    let line = |text, number, end| Line { text, number, offset: 0, end };
    let mut lines = vec![line(&*piece, 1, LineEnd::TooLong); 3];
    lines.push(line("x", 1, LineEnd::Newline));
    let rest: Vec<&str> = TASKLIST.lines().collect();
    lines.extend(
        rest.iter().enumerate().map(|(at, text)| line(*text, at as u64 + 2, LineEnd::Newline)),
    );
    let read = read_lines(&lines);
    assert_eq!(
        (read.kinds(), read.processes.len(), read.unreadable.len()),
        (vec!["tasklist"], 2, 4)
    );
}

#[test]
fn of_endless_glued_outputs_only_so_many_parts_are_kept_and_none_of_the_rest_counts_as_whole() {
    let export = "REGEDIT4\n\n[HKEY_USERS\\A]\n\"x\"=\"y\"\n\n";
    let read = read(&format!("{TASKLIST}{export}").repeat(200));
    let sections = &read.summary.sections;
    assert!(sections.len() <= SECTIONS_APART, "{}", sections.len());
    assert_eq!(sections.iter().map(|section| section.records).sum::<u64>(), 200 * (2 + 2));
    for kind in ["tasklist", "reg_4"] {
        let of_kind = sections.iter().filter(|section| section.format.kind.key() == kind);
        assert!(of_kind.clone().any(|section| matches!(section.ending, Ending::Cut(_))), "{kind}");
    }
}

/// A kind, how its output begins, and a row that names a sign.
const GLUED: &[(&str, &str, &str)] = &[
    (
        "tasklist",
        "\nImage Name                     PID Session Name        Session#    Mem Usage\n\
         ========================= ======== ================ =========== ============\n\
         System                           4 Services                   0        300 K\n",
        "tasksche.exe                  2212 Console                    1      9,160 K\n",
    ),
    (
        "tasklist_csv",
        "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\n\"System\",\"4\",\"Services\",\"0\",\"300 K\"\n",
        "\"tasksche.exe\",\"2212\",\"Console\",\"1\",\"9,160 K\"\n",
    ),
    (
        "wmic_process",
        "ExecutablePath                Name                 ProcessId  \n\
         \u{20}                             System Idle Process  0          \n",
        "C:\\ProgramData\\tasksche.exe   tasksche.exe         2212       \n",
    ),
    (
        "wmic_process_csv",
        "\nNode,ExecutablePath,Name,ProcessId\nA,,System,4\n",
        "A,C:\\ProgramData\\tasksche.exe,tasksche.exe,2212\n",
    ),
    (
        "get_process",
        "\nHandles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName\n\
         -------  ------    -----      -----     ------     --  -- -----------\n\
         \u{20}   100       5      900       4000       0.10      4   0 System\n",
        "    100       5      900       4000       0.10   2212   1 tasksche\n",
    ),
    ("dir_s_b", "C:\\a.txt\nC:\\b.txt\nC:\\Windows\n", "C:\\Windows\\tasksche.exe\n"),
    (
        "attrib_s",
        "A            C:\\a.txt\nA  SH        C:\\b.txt\nA            C:\\c.txt\n",
        "A   H        C:\\Windows\\tasksche.exe\n",
    ),
    (
        "dir_s",
        " Volume in drive C has no label.\n Volume Serial Number is 5C1E-94F0\n\n Directory of C:\\\n\n\
         2017/05/12  10:20    <DIR>          Windows\n",
        "2017/05/12  10:20         3,514,368 tasksche.exe\n",
    ),
];

#[test]
fn rows_in_front_of_a_new_heading_belong_to_the_reader_that_is_open() {
    let shown = |read: &crate::formats::testing::Read| {
        let processes = read.processes.iter().filter(|process| process.name.contains("tasksche"));
        let files = read.files.iter().filter(|file| file.0.contains("tasksche"));
        processes.count() + files.count()
    };
    for (first, head, row) in GLUED {
        for (second, next_head, next_row) in GLUED {
            for junk in [1, 2, 7, 8, 30, 60] {
                for rows in [1, 3, 7] {
                    let text = format!(
                        "{head}{row}{}{}{next_head}{next_row}",
                        "#### junk\n".repeat(junk),
                        row.repeat(rows)
                    );
                    let read = read(&text);
                    let case = format!("{first}, {junk} lines of junk, {rows} rows, {second}");
                    assert_eq!(
                        shown(&read),
                        2 + rows,
                        "{case}: {:?} {:?} {:?}",
                        read.unreadable,
                        read.kinds(),
                        read.running()
                    );
                    assert_eq!(read.unreadable, vec!["#### junk"; junk], "{case}");
                    assert!(read.positions.is_sorted_by_key(|at| at.line), "{case}");
                    let mut kinds = read.kinds();
                    kinds.dedup();
                    let expected: &[&str] =
                        if first == second { &[first] } else { &[first, second] };
                    assert_eq!(kinds, expected, "{case}");
                }
            }
        }
    }
}
