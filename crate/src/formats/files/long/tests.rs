use super::*;
use crate::formats::testing::{files, read, read_lines};
use crate::intake::LineEnd;

const CHINESE: &str = " 驱动器 C 中的卷没有标签。
 卷的序列号是 1A2B-3C4D

 C:\\ 的目录

2017/05/12  16:44    <DIR>          Windows
2017/05/12  16:44    <JUNCTION>     Documents and Settings [C:\\Users]
2017/05/12  16:44       536,870,912 pagefile.sys
               1 个文件    536,870,912 字节

 C:\\Windows 的目录

2017/05/12  16:44    <DIR>          .
2017/05/12  16:44    <DIR>          ..
2017/05/12  16:44         3,514,368 tasksche.exe
2017/05/12  16:44                 0 新建 文件 的目录
               2 个文件      3,514,368 字节

     所列文件总数:
               3 个文件    540,385,280 字节
               3 个目录 43,132,702,720 可用字节
";

#[test]
fn paths_kinds_and_sizes_are_rebuilt() {
    let read = read(CHINESE);
    assert_eq!(
        read.files,
        [
            ("C:\\Windows".to_owned(), FileKind::Directory, None),
            ("C:\\Documents and Settings".to_owned(), FileKind::Link, None),
            ("C:\\pagefile.sys".to_owned(), FileKind::File, Some(536_870_912)),
            ("C:\\Windows\\tasksche.exe".to_owned(), FileKind::File, Some(3_514_368)),
            ("C:\\Windows\\新建 文件 的目录".to_owned(), FileKind::File, Some(0)),
        ]
    );
    assert_eq!(
        (read.kinds(), read.whole(), read.summary.unreadable),
        (vec!["dir_s"], vec![true], 0)
    );
    assert_eq!(read.positions[3].line, 15);
}

#[test]
fn a_folder_that_is_named_but_not_shown_is_counted() {
    assert_eq!(read(CHINESE).summary.folders_passed_over, 0);
    let locked = "2017/05/12  16:44    <DIR>          System Volume Information\n";
    let row = "2017/05/12  16:44    <DIR>          Windows\n";
    let text = CHINESE.replace(row, &format!("{locked}{row}"));
    assert_eq!(read(&text).summary.folders_passed_over, 1);
    assert_eq!(read(&format!("{text}{CHINESE}")).summary.folders_passed_over, 1);
}

#[test]
fn cut_anywhere_it_is_never_whole() {
    let whole_from = CHINESE.find("3 个目录 43").unwrap();
    for (at, _) in CHINESE.char_indices().skip(60) {
        let whole = read(&CHINESE[..at]).whole();
        assert!(at >= whole_from || !whole.contains(&true), "cut at {at}: {:?}", &CHINESE[..at]);
    }
}

#[track_caller]
fn check_heading(first: &str, second: &str) {
    let text = format!(
        " Label\n Serial 1A2B-3C4D\n\n{first}\n\n12/05/2017  16:44    <DIR>          My Files\n\n{second}\n\n12/05/2017  16:44                 7 a.exe\n"
    );
    assert_eq!(files(&text), ["C:\\My Files", "C:\\My Files\\a.exe"], "{first}");
}

#[test]
fn headings_of_any_language() {
    check_heading(" Directory of C:\\", " Directory of C:\\My Files");
    check_heading(" Répertoire de C:\\", " Répertoire de C:\\My Files");
    check_heading(" Содержимое папки C:\\", " Содержимое папки C:\\My Files");
    check_heading(" C:\\ 的目录", " C:\\My Files 的目录");
    check_heading(" C:\\ のディレクトリ", " C:\\My Files のディレクトリ");
    check_heading(" C:\\ dizini", " C:\\My Files dizini");
    check_heading(" C:\\ µÄÄ¿Â¼", " C:\\My Files µÄÄ¿Â¼");
    check_heading("Directory of C:", "Directory of C:\\My Files");
}

#[test]
fn short_names_and_owners_are_not_names() {
    let short = " Directory of C:\\

12/05/2017  16:44    <DIR>          PROGRA~1     Program Files
12/05/2017  16:44    <DIR>                       PerfLogs
12/05/2017  16:44                 7 MICROS~1.LNK Microsoft Edge.lnk

 Directory of C:\\Program Files

12/05/2017  16:44    <DIR>                       .
12/05/2017  16:44    <DIR>                       ..
12/05/2017  16:44                 7               lead.txt
";
    assert_eq!(
        files(short),
        [
            r"C:\Program Files",
            r"C:\PerfLogs",
            r"C:\Microsoft Edge.lnk",
            r"C:\Program Files\ lead.txt"
        ]
    );
    let owners = " Directory of C:\\x

12/05/2017  04:44 PM    <DIR>          BUILTIN\\Administrators .
12/05/2017  04:44 PM    <DIR>          NT SERVICE\\TrustedInsta..
12/05/2017  04:44 PM                 7 NT AUTHORITY\\SYSTEM    a b.exe
";
    assert_eq!(files(owners), [r"C:\x\a b.exe"]);
}

#[test]
fn as_wine_prints_it() {
    let text = "Volume in drive c has no label.\r
Volume Serial Number is 4300-0000\r
\r
Directory of c:\r
\r
11/23/2026   4:51 PM  <DIR>         windows\r
11/23/2026   4:51 PM    123,456,789  big.bin\r
       1 file               123,456,789 bytes\r
\r
Directory of c:\\windows\r
\r
11/23/2026   4:51 PM  <DIR>         .\r
11/23/2026   4:51 PM  <DIR>         ..\r
11/23/2026   4:51 PM             2  tasksche.exe\r
11/23/2026   4:51 PM  <DIR>          lead\r
       1 file                         2 bytes\r
\r
     Total files listed:\r
       2 files              123,456,791 bytes\r
       4 directories     80,972,120,064 bytes free\r
\r
";
    let read = read(text);
    let paths: Vec<_> = read.files.iter().map(|(path, ..)| path.as_str()).collect();
    assert_eq!(
        paths,
        [r"c:\windows", r"c:\big.bin", r"c:\windows\tasksche.exe", r"c:\windows\ lead"]
    );
    assert_eq!((read.whole(), read.summary.unreadable), (vec![true], 0));
}

#[test]
fn two_listings_in_one_entry_must_both_be_whole() {
    let other = CHINESE.replace("C:", "D:").replace("1A2B-3C4D", "AAAA-BBBB");
    let both = read(&format!("{CHINESE}{other}"));
    assert_eq!((both.files.len(), both.whole()), (10, vec![true]));
    let cut = CHINESE.find("     所列").unwrap();
    let first_cut = read(&format!("{}{other}", &CHINESE[..cut]));
    assert_eq!(first_cut.files.len(), 10);
    assert!(first_cut.whole().contains(&false));
}

#[test]
fn a_row_without_its_heading_is_unreadable() {
    let text = "2017/05/12  16:44    <DIR>          x\n2017/05/12  16:44                 7 a.exe\n";
    let read = read(text);
    assert_eq!((read.files.len(), read.summary.unreadable), (0, 2));
}

#[test]
fn pieces_of_an_overlong_line_are_never_rows() {
    let mut text: Vec<&str> = CHINESE.lines().collect();
    text.insert(14, "2017/05/12  16:44                 7 piece-1");
    text.insert(15, "2017/05/12  16:44                 7 piece-2");
    let lines: Vec<Line<'_>> = text
        .iter()
        .enumerate()
        .map(|(at, text)| Line {
            text,
            number: at as u64 + 1,
            offset: 0,
            end: if at == 14 { LineEnd::TooLong } else { LineEnd::Newline },
        })
        .collect();
    let read = read_lines(&lines);
    assert_eq!((read.files.len(), read.summary.unreadable), (5, 2));
}

#[test]
fn noise_between_the_rows_is_counted() {
    let text = CHINESE
        .replace("\n C:\\Windows 的目录", "\n拒绝访问。\n找不到文件\njunk\n\n C:\\Windows 的目录");
    let read = read(&text);
    assert_eq!((read.files.len(), read.summary.unreadable, read.summary.withheld), (5, 1, 1));
    assert_eq!(read.unreadable, ["junk"]);
}

/// Names NTFS and Windows both allow: no separators or wildcards, no dot or space at the end.
fn names() -> impl proptest::strategy::Strategy<Value = String> {
    proptest::string::string_regex(
        "[ -!#-)+-.0-9;=@-\\[\\]-{}~<>é中文目录\u{a0}\u{3000}]{0,20}[a-z0-9)\\]中ß]",
    )
    .unwrap()
    .prop_map(|name| name.replace(['<', '>', '|', '\\'], "_"))
}

use proptest::prelude::*;

proptest! {
    #[test]
    fn any_names_come_back_exactly(
        tree in proptest::collection::vec((names(), proptest::collection::vec((names(), any::<bool>(), any::<u32>()), 0..6)), 1..6),
        layout in 0..4usize,
    ) {
        let (time, head, tail, sep) = [
            ("2017/05/12  16:44", " ", " 的目录", ","),
            ("05/12/2017  04:44 PM", " Directory of ", "", ","),
            ("12/05/2017  16:44", " Répertoire de ", "", "\u{a0}"),
            ("2017/05/12  下午 04:44", " ", " 的目录", " "),
        ][layout];
        let mut long = String::from(" label\n serial 1A2B-3C4D\n");
        let mut bare = String::new();
        let mut expected = Vec::new();
        for (folder, entries) in &tree {
            long.push_str(&format!("\n{head}C:\\{folder}{tail}\n\n"));
            for dots in [".", ".."] {
                long.push_str(&format!("{time}    <DIR>          {dots}\n"));
            }
            for (name, is_folder, size) in entries {
                let path = format!("C:\\{folder}\\{name}");
                bare.push_str(&format!("{path}\n"));
                if *is_folder {
                    long.push_str(&format!("{time}    <DIR>          {name}\n"));
                    expected.push((path, FileKind::Directory, None));
                } else {
                    let digits = grouped(*size, sep);
                    long.push_str(&format!("{time} {digits:>17} {name}\n"));
                    expected.push((path, FileKind::File, Some(u64::from(*size))));
                }
            }
            long.push_str("               2 File(s)      3,514,368 bytes\n");
        }
        long.push_str("\n     Total Files Listed:\n               2 File(s)      3,514,368 bytes\n               2 Dir(s)  43,132,702,720 bytes free\n");
        let from_long = read(&long);
        prop_assert_eq!(&from_long.files, &expected);
        prop_assert_eq!((from_long.whole(), from_long.summary.unreadable), (vec![true], 0));
        let from_bare: Vec<String> = files(&bare);
        let paths: Vec<String> = expected.into_iter().map(|(path, ..)| path).collect();
        prop_assert_eq!(from_bare, paths);
    }
}

fn grouped(size: u32, separator: &str) -> String {
    let digits = size.to_string();
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&digits[..first]);
    }
    let mut at = first;
    while at < digits.len() {
        groups.push(&digits[at..at + 3]);
        at += 3;
    }
    groups.join(separator)
}
