//! In: what `wmic os get …`, `wmic os list` and `Get-WmiObject Win32_OperatingSystem` print, as table, list or csv, in any language:
//! property names are English everywhere. Out: facts.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position, product};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Architecture, HostFact, HostRole, Position, Record};

use super::properties::{cells, is_type_line, pair, words};
use super::version;

/// The operating system's properties.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindOsProperties,
    artifact: Artifact::SystemInfo,
    sniff,
    reader: || Box::new(OsList::default()),
};

/// Properties that only an operating system has.
const OWN: [&str; 3] = ["BuildNumber", "OSArchitecture", "CSDVersion"];
/// Properties that show that these are of something else.
const FOREIGN: [&str; 4] = ["ProcessId", "HotFixID", "SMBIOSBIOSVersion", "IdentifyingNumber"];

fn sniff(head: &[&str]) -> u8 {
    let mut lines = head.iter().filter(|line| !line.trim().is_empty() && !is_type_line(line));
    let Some(first) = lines.next() else { return 0 };
    let names: Vec<&str> = match shape(first) {
        Some(Shape::List) => {
            head.iter().filter_map(|line| pair(line)).map(|(name, _)| name).collect()
        }
        Some(Shape::Csv(names)) => {
            return heading(&names.iter().map(String::as_str).collect::<Vec<_>>());
        }
        _ => words(first),
    };
    heading(&names)
}

fn heading(names: &[&str]) -> u8 {
    let has = |known: &[&str]| names.iter().any(|name| known.contains(name));
    if has(&OWN) && !has(&FOREIGN) { 85 } else { 0 }
}

#[derive(Debug)]
enum Shape {
    Table,
    Csv(Vec<String>),
    List,
}

fn shape(line: &str) -> Option<Shape> {
    if pair(line).is_some() {
        return Some(Shape::List);
    }
    let names = cells(line);
    if 1 < names.len() {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        // wmic begins each row with the host's name; PowerShell puts every cell in quotes.
        let is_csv = names.contains(&"Node".to_owned()) || line.starts_with('"');
        return is_csv.then_some(Shape::Csv(names));
    }
    (heading(&words(line)) != 0).then_some(Shape::Table)
}

#[derive(Debug, Default)]
struct OsList {
    shape: Option<Shape>,
    facts: u64,
    build: Option<(u32, Position)>,
    ended: bool,
}

impl Reader for OsList {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text.trim_end();
        self.ended = line.end == LineEnd::Newline;
        if text.is_empty() || is_type_line(text) {
            return;
        }
        let at = position(line);
        if self.shape.is_none() {
            self.shape = shape(text);
            match self.shape {
                Some(Shape::List) => {}
                Some(_) => return,
                None => return out.unreadable(line),
            }
        }
        let read = match &self.shape {
            Some(Shape::Csv(names)) => {
                let row: Vec<(String, &str)> = names.iter().cloned().zip(cells(text)).collect();
                row.iter()
                    .fold(true, |read, (name, value)| self.property(name, value, at, out) && read)
            }
            Some(Shape::List) => match pair(text) {
                Some((name, value)) => self.property(name, value, at, out),
                None => false,
            },
            _ => self.row(text, at, out),
        };
        if !read {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        if let Some((build, at)) = self.build.take() {
            self.tell(HostFact::Build(build), at, out);
        }
        match (self.facts, self.ended) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            _ => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

impl OsList {
    /// One property; false if its value is not what its name promises.
    fn property(
        &mut self,
        name: &str,
        value: &str,
        at: Position,
        out: &mut dyn RecordSink,
    ) -> bool {
        let fact = match name {
            // PowerShell prints the names of properties that XP does not have.
            "OSArchitecture" | "ProductType" if value.is_empty() => return true,
            "Version" => return self.version(value, at, out),
            "BuildNumber" => {
                let build = value.parse().ok();
                if self.facts == 0 || self.build.is_some() {
                    self.build = build.map(|build| (build, at));
                }
                return build.is_some();
            }
            "CSDVersion" if value.is_empty() => HostFact::ServicePack(0),
            "CSDVersion" => match product::service_pack(value) {
                Some(pack) => HostFact::ServicePack(pack),
                None => return false,
            },
            "Caption" if !value.is_empty() => HostFact::Product(product::name(value)),
            "CSName" if !value.is_empty() => HostFact::Name(value.to_owned()),
            "WindowsDirectory" if !value.is_empty() => HostFact::SystemRoot(value.to_owned()),
            "ProductType" => match role(value) {
                Some(role) => HostFact::Role(role),
                None => return false,
            },
            "OperatingSystemSKU" if core_edition(value) => {
                HostFact::InstallationType("Server Core".to_owned())
            }
            "OSArchitecture" => match architecture(value) {
                Some(architecture) => HostFact::Architecture(architecture),
                None => return false,
            },
            _ => return true,
        };
        self.tell(fact, at, out);
        true
    }

    /// A table's row by the shapes in it: columns don't line up where a cell holds wide characters.
    fn row(&mut self, text: &str, at: Position, out: &mut dyn RecordSink) -> bool {
        let found = text.split_whitespace().find(|word| version::windows(word).is_some());
        let read = found.is_some_and(|word| self.version(word, at, out));
        for cell in text.split("  ").map(str::trim) {
            let plain = product::name(cell);
            if let Some(pack) = product::service_pack(cell) {
                self.tell(HostFact::ServicePack(pack), at, out);
            } else if plain.starts_with("Windows ") {
                self.tell(HostFact::Product(plain), at, out);
            } else if let Some(architecture) = architecture(cell) {
                self.tell(HostFact::Architecture(architecture), at, out);
            }
        }
        if read {
            return true;
        }
        let build = text.split_whitespace().find_map(|word| word.parse().ok());
        self.build = build.filter(|build| (1000..=99_999).contains(build)).map(|build| (build, at));
        self.build.is_some() || 0 < self.facts
    }

    fn version(&mut self, value: &str, at: Position, out: &mut dyn RecordSink) -> bool {
        let Some((major, minor, build, revision)) = version::windows(value) else { return false };
        self.build = None;
        self.tell(HostFact::Version { major, minor, build }, at, out);
        if let Some(revision) = revision {
            self.tell(HostFact::Revision(revision), at, out);
        }
        true
    }

    fn tell(&mut self, fact: HostFact, at: Position, out: &mut dyn RecordSink) {
        self.facts += 1;
        out.record(Record::Fact(fact), at);
    }
}

/// WMI's number for what a Windows is for, or `Get-ComputerInfo`'s word for it.
pub(super) fn role(value: &str) -> Option<HostRole> {
    match value.to_ascii_lowercase().as_str() {
        "1" | "workstation" => Some(HostRole::Client),
        "2" | "domaincontroller" => Some(HostRole::DomainController),
        "3" | "server" => Some(HostRole::Server),
        _ => None,
    }
}

/// True for the numbers of editions without a desktop, up to Server 2008 R2: datacenter, standard, enterprise and web, with and without
/// Hyper-V. Later ones have no numbers of their own.
pub(super) fn core_edition(value: &str) -> bool {
    matches!(value, "12" | "13" | "14" | "29" | "39" | "40" | "41")
}

/// `64-bit`, `64 位`, `ARM 64-bit Processor`.
pub(super) fn architecture(value: &str) -> Option<Architecture> {
    let lower = value.to_ascii_lowercase();
    let digits = lower.trim_start_matches("arm").trim_start();
    let is = |width: &str| {
        digits.strip_prefix(width).is_some_and(|rest| {
            let unit = rest.trim_start_matches(['-', ' ', '\u{A0}', '\u{2011}']);
            unit.starts_with("bit")
                || unit.starts_with(['位', 'ビ', '비'])
                || unit.starts_with("разр")
        })
    };
    match (lower.starts_with("arm"), is("64"), is("32")) {
        (true, true, _) => Some(Architecture::Arm64),
        (false, true, _) => Some(Architecture::X64),
        (false, _, true) => Some(Architecture::X86),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;

    fn expected() -> Vec<HostFact> {
        vec![
            HostFact::Product("Windows 7 旗舰版".to_owned()),
            HostFact::ServicePack(1),
            HostFact::Architecture(Architecture::X64),
            HostFact::Version { major: 6, minor: 1, build: 7601 },
        ]
    }

    #[test]
    fn list_csv_and_table_say_the_same() {
        let list = "\n\nBuildNumber=7601\nCaption=Microsoft Windows 7 旗舰版 \nCSDVersion=Service Pack 1\nOSArchitecture=64 位\nVersion=6.1.7601\n\n\n";
        let csv = "\nNode,BuildNumber,Caption,CSDVersion,OSArchitecture,Version\nPC,7601,Microsoft Windows 7 旗舰版 ,Service Pack 1,64-bit,6.1.7601\n";
        let table = "BuildNumber  Caption                    CSDVersion      OSArchitecture  Version   \n7601         Microsoft Windows 7 旗舰版  Service Pack 1  64-bit          6.1.7601  \n\n";
        let quoted = "#TYPE Selected.System.Management.ManagementObject\n\"BuildNumber\",\"Caption\",\"CSDVersion\",\"OSArchitecture\",\"Version\"\n\"7601\",\"Microsoft Windows 7 旗舰版 \",\"Service Pack 1\",\"64-bit\",\"6.1.7601\"\n";
        for text in [list, csv, table, quoted] {
            let seen = read(&FORMAT, text);
            let expected = expected();
            assert_eq!(seen.facts.len(), expected.len(), "{text}");
            assert!(expected.iter().all(|fact| seen.facts.contains(fact)), "{:?}", seen.facts);
            assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole), "{text}");
            assert!(80 <= sniff(&text.lines().collect::<Vec<_>>()), "{text}");
        }
    }

    #[test]
    fn no_service_pack_is_said_and_a_build_alone_is_kept() {
        let seen = read(&FORMAT, "BuildNumber=14393\nCSDVersion=\n");
        assert_eq!(seen.facts, [HostFact::ServicePack(0), HostFact::Build(14393)]);
    }

    #[test]
    fn role_and_core_are_read_from_their_numbers() {
        let seen = read(&FORMAT, "BuildNumber=7601\nOperatingSystemSKU=13\nProductType=2\n");
        assert_eq!(
            seen.facts,
            [
                HostFact::InstallationType("Server Core".to_owned()),
                HostFact::Role(HostRole::DomainController),
                HostFact::Build(7601),
            ]
        );
        let desktop = read(&FORMAT, "BuildNumber=7601\nOperatingSystemSKU=7\nProductType=3\n");
        assert!(!desktop.facts.iter().any(|fact| matches!(fact, HostFact::InstallationType(_))));
    }

    #[test]
    fn other_classes_are_not_taken_for_the_system() {
        for text in [
            "Name  Version\nVC  9.0.30729",
            "BuildNumber=\nSMBIOSBIOSVersion=1\nVersion=DELL",
            "ProcessId=1\nBuildNumber=2",
            "HotFixID=KB1",
        ] {
            assert_eq!(sniff(&text.lines().collect::<Vec<_>>()), 0, "{text}");
        }
    }

    #[test]
    fn values_that_break_their_promise_are_unreadable() {
        assert_eq!(read(&FORMAT, "BuildNumber=x\nVersion=seven\nOSArchitecture=?\n").unreadable, 3);
    }
}
