use super::*;
use crate::formats::test_sink::{Seen, read};
use crate::records::{Architecture, HostFact, Kb, Update};

fn chinese(hotfixes: &str) -> String {
    format!(
        "\r\n主机名:           WEB-01\r\nOS 名称:          Microsoft Windows Server 2008 R2 Enterprise \r\nOS 版本:          6.1.7601 Service Pack 1 Build 7601\r\nOS 制造商:        Microsoft Corporation\r\n系统型号:         VMware Virtual Platform\r\n系统类型:         x64-based PC\r\n处理器:           安装了 1 个处理器。\r\n                  [01]: Intel64 Family 6 Model 45 Stepping 7 GenuineIntel ~2000 Mhz\r\nWindows 目录:     C:\\Windows\r\n系统目录:         C:\\Windows\\system32\r\n域:               WORKGROUP\r\n{hotfixes}网卡:             安装了 1 个 NIC。\r\n                  [01]: Intel(R) PRO/1000 MT Network Connection\r\n                      IP 地址\r\n                        [01]: 192.168.1.2\r\n"
    )
}

fn kbs(seen: &Seen) -> Vec<Update> {
    seen.updates.iter().map(|update| update.update).collect()
}

#[test]
fn chinese_rows_are_read_by_shape() {
    let text = chinese(
        "修补程序:         安装了 2 个修补程序。\r\n                  [01]: KB4012212\r\n[02]: KB976902\r\n",
    );
    let seen = read(&ROWS, &text);
    assert_eq!(
        seen.facts,
        [
            HostFact::Name("WEB-01".to_owned()),
            HostFact::Product("Windows Server 2008 R2 Enterprise".to_owned()),
            HostFact::Version { major: 6, minor: 1, build: 7601 },
            HostFact::ServicePack(1),
            HostFact::Architecture(Architecture::X64),
            HostFact::SystemRoot("C:\\Windows".to_owned()),
            HostFact::DeclaredUpdates { declared: 2, listed: 2 },
            HostFact::UpdatesWhole,
        ]
    );
    assert_eq!(kbs(&seen), [Update::Kb(Kb(4_012_212)), Update::Kb(Kb(976_902))]);
    assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    assert_eq!((ROWS.sniff)(&text.lines().collect::<Vec<_>>()), 95);
}

#[test]
fn a_list_shorter_than_it_says_is_not_whole() {
    for list in ["[01]: KB4012212\r\n[02]\r\n", "[01]: KB4012212\r\n[02]: KB97\r\n"] {
        let seen =
            read(&ROWS, &chinese(&format!("修补程序:         安装了 2 个修补程序。\r\n{list}")));
        assert!(seen.facts.contains(&HostFact::DeclaredUpdates { declared: 2, listed: 1 }));
        assert!(!seen.facts.contains(&HostFact::UpdatesWhole), "{list}");
        assert_eq!(seen.unreadable, 0);
    }
}

#[test]
fn xp_hides_numbers_and_lists_other_things() {
    let list = "Hotfix(s):                 4 Hotfix(s) Installed.\r\n                           [01]: File 1\r\n                           [02]: Q147222\r\n                           [03]: S867460 - Update\r\n                           [04]: KB951376-v2 - Update\r\n";
    let text = format!(
        "\r\nHost Name:                 PC\r\nOS Name:                   Microsoft Windows XP Professional\r\nOS Version:                5.1.2600 Service Pack 3 Build 2600\r\nSystem Type:               X86-based PC\r\n{list}NetWork Card(s):           N/A\r\n"
    );
    let seen = read(&ROWS, &text);
    assert_eq!(kbs(&seen), [Update::Unnamed, Update::Kb(Kb(147_222)), Update::Kb(Kb(951_376))]);
    for fact in [
        HostFact::Version { major: 5, minor: 1, build: 2600 },
        HostFact::ServicePack(3),
        HostFact::Architecture(Architecture::X86),
        HostFact::DeclaredUpdates { declared: 4, listed: 4 },
        HostFact::UpdatesWhole,
    ] {
        assert!(seen.facts.contains(&fact), "{fact:?} not in {:?}", seen.facts);
    }
}

#[test]
fn other_languages_and_wide_colons_need_no_table() {
    for (text, pack) in [
        (
            "ホスト名：               PC\nOS 名：                  Microsoft Windows 10 Pro\nOS バージョン：          10.0.14393 N/A ビルド 14393\n",
            0,
        ),
        (
            "Nom de l’hôte:                              PC\nNom du système d’exploitation:              Microsoft Windows 7 Professionnel \nVersion du système:                         6.1.7601 Service Pack 1 Build 7601\n",
            1,
        ),
        (
            "主机名:           PC\nOS 名称:          Microsoft Windows 10 企业版\nOS 版本:          10.0.14393 暂缺 Build 14393\n",
            0,
        ),
    ] {
        let seen = read(&ROWS, text);
        assert!(seen.facts.contains(&HostFact::Name("PC".to_owned())), "{text}");
        assert!(seen.facts.contains(&HostFact::ServicePack(pack)), "{text}");
        assert!(seen.facts.iter().any(|fact| matches!(fact, HostFact::Version { .. })));
    }
}

#[test]
fn csv_holds_its_lists_in_cells() {
    let text = "\"主机名\",\"OS 名称\",\"OS 版本\",\"系统类型\",\"处理器\",\"修补程序\",\"网卡\"\r\n\"WEB-01\",\"Microsoft Windows 7 旗舰版 \",\"6.1.7601 Service Pack 1 Build 7601\",\"x64-based PC\",\"安装了 1 个处理器。,[01]: Intel64 Family 6\",\"安装了 2 个修补程序。,[01]: KB4012212,[02]: KB976902\",\"安装了 1 个 NIC。,[01]: Intel,     连接名:      本地连接,[01]: 10.0.0.1\"\r\n";
    let seen = read(&CSV, text);
    for fact in [
        HostFact::Name("WEB-01".to_owned()),
        HostFact::Product("Windows 7 旗舰版".to_owned()),
        HostFact::Architecture(Architecture::X64),
        HostFact::UpdatesWhole,
    ] {
        assert!(seen.facts.contains(&fact), "{fact:?} not in {:?}", seen.facts);
    }
    assert_eq!(kbs(&seen), [Update::Kb(Kb(4_012_212)), Update::Kb(Kb(976_902))]);
    assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    assert_eq!((CSV.sniff)(&text.lines().collect::<Vec<_>>()), 96);
}

#[test]
fn a_cut_line_is_told_and_its_list_is_not_whole() {
    let seen = read(
        &ROWS,
        "a1: PC\nb1: Windows 7\nc1: 6.1.7601 N/A Build 7601\nd1: 1 Hotfix\n[01]: KB4012212",
    );
    assert!(matches!(seen.ending, Ending::Cut(_)));
    assert!(!seen.facts.contains(&HostFact::UpdatesWhole));
}

#[test]
fn what_another_command_printed_is_not_taken_for_rows() {
    let text = chinese("")
        + "C:\\Windows\\tasksche.exe\r\n\"a.exe\",\"1\"\r\nWindows Registry Editor Version 5.00\r\n";
    assert_eq!(read(&ROWS, &text).unreadable, 3);
}

/// All rows of `systeminfo` in their order; only the labels that matter to a reader of the language are its own.
fn rows(labels: [&str; 4], version: &str, logon_server: &str, updates: &str) -> String {
    let [host, product, of_version, of_updates] = labels;
    let filler = |count: usize| vec![("Label", "value"); count];
    let mut rows =
        vec![(host, "PC-1"), (product, "Microsoft Windows 10 Pro"), (of_version, version)];
    rows.extend(filler(10));
    rows.extend([("Type", "x64-based PC"), ("CPU", "1"), ("BIOS", "Hyper-V 1.0, 2/2/2020")]);
    rows.extend([("Windows", r"C:\WINDOWS"), ("System", r"C:\WINDOWS\system32")]);
    rows.extend(filler(9));
    rows.extend([("Page file", r"C:\pagefile.sys"), ("Domain", "WORKGROUP")]);
    rows.extend([("Logon server", logon_server), (of_updates, updates), ("Network", "N/A")]);
    let line = |(label, value): (&str, &str)| {
        let lists = if label == "CPU" { "     [01]: Intel64 Family 6\r\n" } else { "" };
        let more =
            if label == "Page file" { "                      D:\\pagefile.sys\r\n" } else { "" };
        format!("{label}:    {value}\r\n{lists}{more}")
    };
    format!("\r\n{}", rows.into_iter().map(line).collect::<String>())
}

/// Labels, version and count as each language prints them: from public captures where there are any.
const LANGUAGES: &[([&str; 4], &str, &str, &str)] = &[
    (
        ["Host Name", "OS Name", "OS Version", "Hotfix(s)"],
        "10.0.19045 N/A Build 19045",
        "2 Hotfix(s) Installed.",
        "N/A",
    ),
    (
        ["主机名", "OS 名称", "OS 版本", "修补程序"],
        "10.0.19045 暂缺 Build 19045",
        "安装了 2 个修补程序。",
        "暂缺",
    ),
    (
        ["主機名稱", "作業系統名稱", "作業系統版本", "Hotfix"],
        "10.0.19045 N/A 組建 19045",
        "已安裝 2 Hotfix。",
        "N/A",
    ),
    (
        ["ホスト名", "OS 名", "OS バージョン", "ホットフィックス"],
        "10.0.19045 N/A ビルド 19045",
        "2 ホットフィックスがインストールされています。",
        "N/A",
    ),
    (
        ["호스트 이름", "OS 이름", "OS 버전", "핫픽스"],
        "10.0.19045 해당 없음 빌드 19045",
        "2개의 핫픽스가 설치되었습니다.",
        "해당 없음",
    ),
    (
        ["Hostname", "Betriebssystemname", "Betriebssystemversion", "Hotfix(es)"],
        "10.0.19045 Nicht zutreffend Build 19045",
        "2 Hotfix(e) installiert.",
        "Nicht zutreffend",
    ),
    (
        ["Nom de l’hôte", "Nom du système d’exploitation", "Version du système", "Correctif(s)"],
        "10.0.19045 N/A version 19045",
        "2 Corrections installées.",
        "N/A",
    ),
    (
        [
            "Nombre de host",
            "Nombre del sistema operativo",
            "Versión del sistema operativo",
            "Revisión(es)",
        ],
        "10.0.19045 N/D Compilación 19045",
        "2 revisión(es) instaladas.",
        "N/D",
    ),
    (
        ["Nome host", "Nome SO", "Versione SO", "Aggiornamenti rapidi"],
        "10.0.19045 N/D build 19045",
        "2 Aggiornamenti rapidi installati.",
        "N/D",
    ),
    (
        [
            "Nome do host",
            "Nome do sistema operacional",
            "Versão do sistema operacional",
            "Hotfix(es)",
        ],
        "10.0.19045 N/A compilação 19045",
        "2 hotfix(es) instalado(s).",
        "N/A",
    ),
    (
        ["Имя узла", "Название ОС", "Версия ОС", "Исправление(я)"],
        "10.0.19045 Н/Д построение 19045",
        "Число установленных исправлений - 2.",
        "Н/Д",
    ),
    (
        ["Nazwa hosta", "Nazwa systemu operacyjnego", "Wersja systemu operacyjnego", "Poprawka(i)"],
        "10.0.19045 Nie dotyczy kompilacja 19045",
        "Liczba zainstalowanych poprawek: 2.",
        "Nie dotyczy",
    ),
    (
        ["Ana bilgisayar adı", "İşletim Sistemi Adı", "OS Sürümü", "Düzeltme(ler)"],
        "10.0.19045 Yok Yapı 19045",
        "2 Düzeltme Yüklendi.",
        "Yok",
    ),
];

#[test]
fn every_language_is_read_by_its_structure() {
    for (labels, version, count, none) in LANGUAGES {
        let list = format!("{count}\r\n     [01]: KB4012212\r\n     [02]: KB976902");
        let seen = read(&ROWS, &rows(*labels, version, r"\\PC-1", &list));
        for fact in [
            HostFact::Name("PC-1".to_owned()),
            HostFact::Product("Windows 10 Pro".to_owned()),
            HostFact::Version { major: 10, minor: 0, build: 19045 },
            HostFact::Architecture(Architecture::X64),
            HostFact::SystemRoot(r"C:\WINDOWS".to_owned()),
            HostFact::DeclaredUpdates { declared: 2, listed: 2 },
            HostFact::UpdatesWhole,
        ] {
            assert!(seen.facts.contains(&fact), "{fact:?} not in {:?}", seen.facts);
        }
        assert_eq!(kbs(&seen), [Update::Kb(Kb(4_012_212)), Update::Kb(Kb(976_902))], "{labels:?}");
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole), "{labels:?}");
        // A service has no logon server either: the row's place decides, not what stands around it.
        for server in [r"\\PC-1", none] {
            let seen = read(&ROWS, &rows(*labels, version, server, none));
            let stated = HostFact::DeclaredUpdates { declared: 0, listed: 0 };
            assert!(seen.facts.contains(&stated), "{labels:?}: {:?}", seen.facts);
            assert!(seen.facts.contains(&HostFact::UpdatesWhole), "{labels:?}");
        }
    }
}

#[test]
fn a_count_without_its_list_is_told() {
    let text = rows(LANGUAGES[0].0, LANGUAGES[0].1, "N/A", "273 Hotfix(s) Installed.");
    let seen = read(&ROWS, &text);
    assert!(seen.facts.contains(&HostFact::DeclaredUpdates { declared: 273, listed: 0 }));
    assert!(!seen.facts.contains(&HostFact::UpdatesWhole));
    let cut = text.find("3 Hotfix(s)").unwrap();
    let seen = read(&ROWS, &text[..cut]);
    assert!(!seen.facts.iter().any(HostFact::is_about_updates), "{:?}", seen.facts);
}

#[test]
fn no_word_for_none_counts_where_a_list_was_read_or_the_row_is_cut() {
    let list = "1 Hotfix(s) Installed.\r\n     [01]: KB4012212";
    // A row that the window broke into two moves those below it: the network cards stand where updates should.
    let text = rows(LANGUAGES[0].0, LANGUAGES[0].1, "N/A", list).replacen(
        "Label:    value\r\nPage",
        "Page",
        1,
    );
    let seen = read(&ROWS, &text);
    assert!(!seen.facts.contains(&HostFact::DeclaredUpdates { declared: 0, listed: 0 }));
    let text = rows(LANGUAGES[0].0, LANGUAGES[0].1, "N/A", "N/A");
    let cut = text.rfind("\r\nNetwork").unwrap();
    assert!(!read(&ROWS, &text[..cut]).facts.contains(&HostFact::UpdatesWhole));
}

#[test]
fn a_number_without_its_end_is_another_number() {
    let list = "2 Hotfix(s) Installed.\r\n     [01]: KB976902\r\n     [02]: KB4012212";
    let text = rows(LANGUAGES[0].0, LANGUAGES[0].1, "N/A", list);
    let cut = text.find("KB4012212").unwrap() + "KB401221".len();
    let seen = read(&ROWS, &text[..cut]);
    assert_eq!(kbs(&seen), [Update::Kb(Kb(976_902))]);
    assert!(seen.facts.contains(&HostFact::DeclaredUpdates { declared: 2, listed: 1 }));
}

#[test]
fn lines_that_a_window_broke_in_two_are_no_damage() {
    let long = format!("     [01]: {}", "Intel64 ".repeat(9));
    let text =
        format!("a1: PC\r\nb1: Windows 7\r\nc1: 6.1.7601 N/A Build 7601\r\n{long}\r\n94 Mhz\r\n");
    assert_eq!(read(&ROWS, &text).unreadable, 0);
    assert_eq!(read(&ROWS, &text.replace(&long, "short:  x")).unreadable, 1);
}

#[test]
fn a_table_is_cut_by_its_ruler() {
    let cells = |updates: &str| -> Vec<String> {
        let all = rows(["h1", "n1", "v1", "u1"], "10.0.14393 暂缺 Build 14393", r"\\PC-1", updates);
        let rows = all.lines().filter_map(row).map(str::to_owned);
        rows.filter(|value| !value.is_empty()).collect()
    };
    for (updates, expected) in [("2 个修补程序, [01]: KB4012212, [02]: KB976902", 2), ("暂缺", 0)]
    {
        let cells = cells(updates);
        let width =
            |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let widths: Vec<usize> = cells.iter().map(|cell| width(cell) + 2).collect();
        let line = |cells: &[String]| -> String {
            let padded = cells.iter().zip(&widths);
            padded.map(|(cell, all)| format!("{cell}{} ", " ".repeat(all - width(cell)))).collect()
        };
        let ruler: String = widths.iter().map(|all| "=".repeat(*all) + " ").collect();
        let heading = line(&vec!["h".to_owned(); cells.len()]);
        let text = format!("\r\n{heading}\r\n{ruler}\r\n{}\r\n", line(&cells));
        let seen = read(&RULED, &text);
        assert_eq!(kbs(&seen).len(), expected, "{text}");
        let count =
            HostFact::DeclaredUpdates { declared: expected as u32, listed: expected as u32 };
        assert!(seen.facts.contains(&count), "{:?}", seen.facts);
        assert!(seen.facts.contains(&HostFact::Version { major: 10, minor: 0, build: 14393 }));
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        assert_eq!((RULED.sniff)(&text.lines().collect::<Vec<_>>()), 96);
    }
}
