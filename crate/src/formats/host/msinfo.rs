//! In: the system summary of `msinfo32`, as `/report` writes it (text with tabs) or as `/nfo` does (XML), in any language. Out: facts.
//!
//! Read by structure: the row of the version repeats the build and stands right below the product's name; the host is named above the
//! first section. What other sections hold (drivers, tasks, services) is left aside.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position, product};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Architecture, HostFact, Position, Record};

use super::shapes::{architecture, os_version};

/// `msinfo32 /report`, `msinfo32 /nfo`.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindMsinfo32,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        if head.iter().any(|line| line.trim() == "<MsInfo>") {
            return 95;
        }
        let mut sections = 0;
        let versions = head.iter().filter(|line| {
            sections += usize::from(is_section(line));
            0 < sections && tabbed(line).is_some_and(|value| os_version(value).is_some())
        });
        if versions.count() == 0 { 0 } else { 95 }
    },
    reader: || Box::new(MsInfo::default()),
};

/// What stands around a text in XML.
const TEXT: (&str, &str) = ("<![CDATA[", "]]>");

#[derive(Debug, Default)]
struct MsInfo {
    /// Sections begun.
    sections: u64,
    /// Value of the row before.
    before: String,
    version_seen: bool,
    folder_seen: bool,
    architecture: Option<(Architecture, Position)>,
    /// It is XML, which ends with its first element's end.
    xml: bool,
    closed: bool,
    end: Option<LineEnd>,
}

impl Reader for MsInfo {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.end = Some(line.end);
        let (text, at) = (line.text.trim(), position(line));
        if text.starts_with('<') {
            self.xml |= text == "<MsInfo>";
            self.closed |= text == "</MsInfo>";
            self.sections += u64::from(text.starts_with("<Category"));
            // Of a row's two texts the first is its label.
            if let Some((_, rest)) = text.split_once(TEXT.0)
                && let Some((value, _)) = rest.split_once(TEXT.1)
                && self.sections == 1
            {
                self.value(value.trim(), at, out);
            }
        } else if is_section(text) {
            self.sections += 1;
        } else if self.sections == 0 {
            // `System Name: PC` stands between the date and the first section.
            let value = text.split_once(':').map(|(_, value)| value.trim());
            if let Some(name) =
                value.filter(|value| !value.is_empty() && !value.contains([':', ' ']))
            {
                tell(HostFact::Name(name.to_owned()), at, out);
            }
        } else if let Some(value) = tabbed(line.text).filter(|_| self.sections == 1) {
            self.value(value, at, out);
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        let ended = self.end == Some(LineEnd::Newline) || self.closed;
        match (self.version_seen, ended && (self.closed || !self.xml)) {
            (false, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (true, true) => Ending::Whole,
            (true, false) => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

impl MsInfo {
    fn value(&mut self, value: &str, at: Position, out: &mut dyn RecordSink) {
        if let Some((major, minor, build, pack)) = os_version(value).filter(|_| !self.version_seen)
        {
            self.version_seen = true;
            if self.before.contains("Windows") {
                tell(HostFact::Product(product::name(&self.before)), at, out);
            }
            tell(HostFact::Version { major, minor, build }, at, out);
            tell(HostFact::ServicePack(pack), at, out);
        } else if self.version_seen && !self.folder_seen {
            if let Some(found) = architecture(value).filter(|_| value.contains(' ')) {
                self.architecture = Some((found, at));
            }
            let system = value.strip_prefix(self.before.as_str()).unwrap_or_default();
            if !self.before.is_empty() && system.eq_ignore_ascii_case(r"\system32") {
                self.folder_seen = true;
                tell(HostFact::SystemRoot(self.before.clone()), at, out);
                if let Some((architecture, at)) = self.architecture.take() {
                    tell(HostFact::Architecture(architecture), at, out);
                }
            }
        }
        // In XML a label comes between two values; it is no value of the rows that are compared.
        if !self.xml || value.contains("Windows ") || value.contains('\\') {
            self.before.clear();
            self.before.extend(value.chars().take(256));
        }
    }
}

fn is_section(line: &str) -> bool {
    let text = line.trim();
    text.len() > 2 && text.starts_with('[') && text.ends_with(']') && !text.contains(['\\', '\t'])
}

/// The second cell of a row, which ends in a tab too.
fn tabbed(line: &str) -> Option<&str> {
    let mut cells = line.split('\t').map(str::trim);
    let label = cells.next()?;
    cells.next().filter(|_| !label.is_empty())
}

fn tell(fact: HostFact, at: Position, out: &mut dyn RecordSink) {
    out.record(Record::Fact(fact), at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;

    fn expected() -> Vec<HostFact> {
        vec![
            HostFact::Name("PC-X64".to_owned()),
            HostFact::Product("Windows 7 旗舰版".to_owned()),
            HostFact::Version { major: 6, minor: 1, build: 7601 },
            HostFact::ServicePack(1),
            HostFact::SystemRoot("D:\\Windows".to_owned()),
            HostFact::Architecture(Architecture::X86),
        ]
    }

    #[test]
    fn a_report_in_any_language_is_read_by_its_structure() {
        for [report, system, summary, item] in [
            [
                "System Information report written at: 08/06/07 22:29:08",
                "System Name",
                "[System Summary]",
                "Item\tValue\t",
            ],
            ["系统信息报告写入时间: 2017/6/2 08:03:55", "系统名称", "[系统摘要]", "项目\t数值\t"],
        ] {
            let text = format!(
                "{report}\r\n{system}: PC-X64\r\n{summary}\r\n\r\n{item}\r\na\tMicrosoft Windows 7 旗舰版 \t\r\nb\t6.1.7601 Service Pack 1 内部版本 7601\t\r\nc\tMicrosoft Corporation\t\r\nd\tPC-X64\t\r\ne\tX86-based PC\t\r\nf\tIntel(R) Xeon(R) CPU, 2400 Mhz, 4 Core(s)\t\r\ng\tD:\\Windows\t\r\nh\tD:\\Windows\\system32\t\r\n\r\n[Hardware]\r\n\r\nTask\tC:\\x.exe\t4\r\n[Tasks]\r\nx\t6.1.7600 Build 7600\t\r\n"
            );
            let seen = read(&FORMAT, &text);
            assert_eq!(seen.facts, expected());
            assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
            assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 95);
        }
    }

    #[test]
    fn the_xml_form_says_the_same() {
        let row = |label: &str, value: &str| {
            format!(
                "<Data>\r\n<Item><![CDATA[{label}]]></Item>\r\n<Value><![CDATA[{value}]]></Value>\r\n</Data>\r\n"
            )
        };
        let rows = row("OS Name", "Microsoft Windows 7 旗舰版 ")
            + &row("Version", "6.1.7601 Service Pack 1 Build 7601")
            + &row("System Type", "X86-based PC")
            + &row("Windows Directory", "D:\\Windows")
            + &row("System Directory", "D:\\Windows\\system32");
        let text = format!(
            "<?xml version=\"1.0\"?>\r\n<MsInfo>\r\n<Metadata>\r\n<Version>8.0</Version>\r\n</Metadata>\r\n<Category name=\"System Summary\">\r\n{rows}<Category name=\"Tasks\">\r\n{}</Category>\r\n</Category>\r\n</MsInfo>\r\n",
            row("x", "6.1.7600 Build 7600")
        );
        let seen = read(&FORMAT, &text);
        assert_eq!(seen.facts, expected()[1..]);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        let cut = read(&FORMAT, &text[..text.find("<Category name=\"Tasks").unwrap()]);
        assert!(matches!(cut.ending, Ending::Cut(_)));
    }
}
