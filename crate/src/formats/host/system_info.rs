//! In: what `systeminfo` prints, in any language, as rows or as `/fo csv`. Out: facts and updates, by structure and by the shapes of
//! values: labels are never read.
//!
//! The rows come in a fixed order: host, product, version (`6.1.7601 Service Pack 1 Build 7601`), …; lists stand under a row that
//! says how many they are, as `[01]: …`.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, kb, position, product};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{
    Architecture, HostFact, Position, Record, Update, UpdateRecord, UpdateSource, UpdateState,
};

use super::version;

/// `systeminfo`'s rows.
pub(crate) const ROWS: Format = Format {
    kind: "systeminfo",
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let versions = head.iter().filter_map(|line| row(line)).filter_map(os_version);
        if versions.count() == 0 { 0 } else { 95 }
    },
    reader: || Box::new(Rows::default()),
};

/// `systeminfo /fo csv`.
pub(crate) const CSV: Format = Format {
    kind: "systeminfo_csv",
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let mut rows = head.iter().filter(|line| line.starts_with('"'));
        if rows.any(|line| cells(line).any(|cell| os_version(cell).is_some())) { 96 } else { 0 }
    },
    reader: || Box::new(Csv::default()),
};

#[derive(Debug, Default)]
struct Rows {
    table: Table,
    end: Option<LineEnd>,
}

impl Reader for Rows {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let at = position(line);
        self.end = Some(line.end);
        if let Some(text) = entry(line.text) {
            self.table.entry(text, at, out);
        } else if let Some(value) = row(line.text) {
            self.table.row(value, at, out);
        } else if line.text.starts_with("          ") {
            self.table.end_list(out);
        } else if !line.text.trim().is_empty() {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.table.finish(self.end, out)
    }
}

#[derive(Debug, Default)]
struct Csv {
    table: Table,
    end: Option<LineEnd>,
}

impl Reader for Csv {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let at = position(line);
        self.end = Some(line.end);
        if !line.text.starts_with('"') && !line.text.trim().is_empty() {
            out.unreadable(line);
        }
        for cell in cells(line.text) {
            // A list stands in one cell: `6 Hotfix(s) Installed.,[01]: KB4012212,[02]: KB…`.
            let mut parts = cell.split(",[");
            self.table.row(parts.next().unwrap_or_default(), at, out);
            for part in parts {
                let text = part.split_once("]:").map_or("", |(_, text)| text);
                self.table.entry(text.trim(), at, out);
            }
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.table.finish(self.end, out)
    }
}

/// What both ways of printing have in common: rows, and lists under them.
#[derive(Debug, Default)]
struct Table {
    /// The values of the last two rows.
    before: [String; 2],
    version_seen: bool,
    directory_seen: bool,
    architecture: Option<(Architecture, Position)>,
    list: List,
}

/// A list under a row.
#[derive(Debug, Default)]
struct List {
    /// How many entries the row above says there are.
    declared: Option<u32>,
    listed: u32,
    /// It holds updates.
    updates: bool,
    at: Option<Position>,
}

impl Table {
    fn row(&mut self, value: &str, at: Position, out: &mut dyn RecordSink) {
        self.end_list(out);
        self.list.declared = first_number(value);
        self.list.at = Some(at);
        if !self.version_seen {
            if let Some(version) = os_version(value) {
                self.version_seen = true;
                self.version(version, at, out);
            }
        } else if let Some(architecture) = architecture(value) {
            self.architecture = Some((architecture, at));
        }
        let windows = &self.before[1];
        let system = value.strip_prefix(windows.as_str()).unwrap_or_default();
        if !self.directory_seen && !windows.is_empty() && system.eq_ignore_ascii_case(r"\system32")
        {
            self.directory_seen = true;
            tell(HostFact::SystemRoot(windows.clone()), at, out);
        }
        self.before.swap(0, 1);
        self.before[1].clear();
        self.before[1].extend(value.chars().take(256));
    }

    /// The version row: the two rows before it name the host and the product.
    fn version(
        &self,
        (major, minor, build, pack): (u32, u32, u32, u32),
        at: Position,
        out: &mut dyn RecordSink,
    ) {
        let [host, name] = &self.before;
        if !host.is_empty() {
            tell(HostFact::Name(host.clone()), at, out);
        }
        if !name.is_empty() {
            tell(HostFact::Product(product::name(name)), at, out);
        }
        tell(HostFact::Version { major, minor, build }, at, out);
        tell(HostFact::ServicePack(pack), at, out);
    }

    fn entry(&mut self, text: &str, at: Position, out: &mut dyn RecordSink) {
        // The row about the system's type stands right above the first list, that of the processors.
        if let Some((architecture, at)) = self.architecture.take() {
            tell(HostFact::Architecture(architecture), at, out);
        }
        let update = match kb::at_start(text) {
            Some((kb, _)) => Some(Update::Kb(kb)),
            None => is_unnamed(text).then_some(Update::Unnamed),
        };
        // Of an entry that is cut off nothing counts.
        if update.is_some() || !(text.is_empty() || text.starts_with("KB")) {
            self.list.listed += 1;
        }
        if let Some(update) = update {
            self.list.updates = true;
            let (state, source) = (UpdateState::Installed, UpdateSource::SystemInfo);
            out.record(Record::Update(UpdateRecord { update, state, source }), at);
        }
    }

    fn end_list(&mut self, out: &mut dyn RecordSink) {
        let list = std::mem::take(&mut self.list);
        let (true, Some(declared), Some(at)) = (list.updates, list.declared, list.at) else {
            return;
        };
        tell(HostFact::DeclaredUpdates(declared), at, out);
        if declared == list.listed {
            tell(HostFact::UpdatesWhole, at, out);
        }
    }

    fn finish(&mut self, end: Option<LineEnd>, out: &mut dyn RecordSink) -> Ending {
        if end == Some(LineEnd::Newline) {
            self.end_list(out);
        }
        match (self.version_seen, end) {
            (false, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (true, Some(LineEnd::Newline)) => Ending::Whole,
            _ => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

/// XP lists files of an update instead of its number: `File 1`.
fn is_unnamed(text: &str) -> bool {
    text.strip_prefix("File ").is_some_and(|number| number.trim().parse::<u32>().is_ok())
}

/// The text of `[01]: text`, empty where it is cut off.
fn entry(line: &str) -> Option<&str> {
    let (number, text) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    number.parse::<u32>().ok()?;
    Some(text.trim_start_matches([':', '：']).trim())
}

/// The value of a row, behind its label's colon.
fn row(line: &str) -> Option<&str> {
    let (label, value) = line.split_once([':', '：'])?;
    // Not a drive, which is one ASCII letter (域 is a label), not a line of another command's CSV.
    let is_label = label.trim().len() > 1 && !label.contains(['"', '=', '\\']);
    is_label.then(|| value.trim())
}

/// `6.1.7601 Service Pack 1 Build 7601`: the version, something, and the build again at the end. Gives the service pack as well.
fn os_version(value: &str) -> Option<(u32, u32, u32, u32)> {
    let (version, rest) = value.trim().split_once(' ')?;
    let (major, minor, build, _) = version::windows(version)?;
    let again = rest.trim_end().rsplit(|letter: char| !letter.is_ascii_digit()).next()?;
    (again.parse() == Ok(build))
        .then(|| (major, minor, build, product::service_pack(rest).unwrap_or(0)))
}

/// `x64-based PC`, `基于 x64 的电脑`: short, with the architecture's name as a word.
fn architecture(value: &str) -> Option<Architecture> {
    const LONGEST: usize = 40;
    if LONGEST < value.chars().count() {
        return None;
    }
    value.split(|letter: char| !letter.is_ascii_alphanumeric()).find_map(|word| {
        match word.to_ascii_lowercase().as_str() {
            "x64" | "amd64" => Some(Architecture::X64),
            "x86" | "i386" => Some(Architecture::X86),
            "itanium" | "ia64" => Some(Architecture::Ia64),
            "arm64" => Some(Architecture::Arm64),
            _ => None,
        }
    })
}

fn first_number(text: &str) -> Option<u32> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .find(|digits| !digits.is_empty())?
        .parse()
        .ok()
}

/// The cells of a line of quoted CSV.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let inner = line.trim().strip_prefix('"').unwrap_or_default();
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    inner.split("\",\"").filter(move |_| !inner.is_empty())
}

fn tell(fact: HostFact, at: Position, out: &mut dyn RecordSink) {
    out.record(Record::Fact(fact), at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::{Seen, read};
    use crate::records::Kb;

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
                HostFact::DeclaredUpdates(2),
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
            let seen = read(
                &ROWS,
                &chinese(&format!("修补程序:         安装了 2 个修补程序。\r\n{list}")),
            );
            assert!(seen.facts.contains(&HostFact::DeclaredUpdates(2)));
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
            HostFact::DeclaredUpdates(4),
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
}
