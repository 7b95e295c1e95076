//! In: what PowerShell's `Get-ComputerInfo` prints: one property a line, with English names everywhere. Out: facts, and the few updates it
//! shows.
//!
//! `OsHotFixes` ends in dots after four updates: what is not shown is said to be missing. Where the account may not ask, values are empty.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, kb, position, product};
use crate::intake::{Line, LineEnd};
use crate::message::Code;
use crate::records::{HostFact, Position, Record, Update, UpdateRecord, UpdateSource, UpdateState};

use super::os_list::{architecture, core_edition, role};
use super::properties::pair;
use super::{shapes, version};

/// `Get-ComputerInfo`.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindComputerInfo,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let names = head.iter().filter_map(|line| pair(line)).map(|(name, _)| name);
        if names.filter(|name| OWN.contains(name)).count() == 0 { 0 } else { 90 }
    },
    reader: || Box::new(ComputerInfo::default()),
};

/// Properties that nothing else prints.
const OWN: [&str; 5] = [
    "WindowsBuildLabEx",
    "WindowsProductName",
    "WindowsCurrentVersion",
    "OsBuildNumber",
    "OsHotFixes",
];
/// Where the list of updates begins.
const UPDATES: &str = "OsHotFixes";
/// The longest list of updates that is put together from lines.
const LONGEST: usize = 64 * 1024;

#[derive(Debug, Default)]
struct ComputerInfo {
    facts: u64,
    /// Values of the first product and version names, which say less than the ones that come later.
    product: Option<(String, Position)>,
    build: Option<(u32, Position)>,
    /// The list of updates, as far as it was read, if it has not ended.
    updates: Option<(String, Position)>,
    /// The last property was read before, so its value may go on in the next line.
    inside: bool,
    end: Option<LineEnd>,
}

impl Reader for ComputerInfo {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.end = Some(line.end);
        let text = line.text.trim_end();
        // A list that is broken into lines goes on behind blanks.
        let goes_on = text.starts_with(' ') && self.inside;
        if text.is_empty() {
            return;
        }
        if goes_on {
            if let Some((list, at)) = self.updates.take() {
                let list = if list.len() < LONGEST { list + text.trim() } else { list };
                self.list(list, at, line.end, out);
            }
            return;
        }
        match pair(text) {
            Some((name, value)) => {
                self.inside = true;
                self.close_list(out);
                self.property(name, value, position(line), line.end, out);
            }
            None => out.unreadable(line),
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.close_list(out);
        if let Some((name, at)) = self.product.take() {
            self.tell(HostFact::Product(name), at, out);
        }
        if let Some((build, at)) = self.build.take() {
            self.tell(HostFact::Build(build), at, out);
        }
        Ending::of_rows(self.facts, self.end)
    }
}

impl ComputerInfo {
    fn property(
        &mut self,
        name: &str,
        value: &str,
        at: Position,
        end: LineEnd,
        out: &mut dyn RecordSink,
    ) {
        if value.is_empty() && name != "OsCSDVersion" {
            return;
        }
        let fact = match name {
            UPDATES => return self.list(value.to_owned(), at, end, out),
            "WindowsProductName" => {
                self.product = Some((product::name(value), at));
                return;
            }
            // The registry's name says Windows 10 on 11; this one does not.
            "OsName" => {
                self.product = None;
                HostFact::Product(product::name(value))
            }
            "OsVersion" => {
                let Some((major, minor, build, revision)) = version::windows(value) else { return };
                self.build = None;
                if let Some(revision) = revision {
                    self.tell(HostFact::Revision(revision), at, out);
                }
                HostFact::Version { major, minor, build }
            }
            "OsBuildNumber" => {
                if self.facts == 0 {
                    self.build = value.parse().ok().map(|build| (build, at));
                }
                return;
            }
            "WindowsUBR" => match value.parse() {
                Ok(revision) => HostFact::Revision(revision),
                Err(_) => return,
            },
            // Empty where the whole class could not be asked, too: only beside a version it says that there is none.
            "OsCSDVersion" if value.is_empty() && 0 == self.facts => return,
            "OsCSDVersion" => HostFact::ServicePack(product::service_pack(value).unwrap_or(0)),
            "WindowsInstallationType" => HostFact::InstallationType(value.to_owned()),
            "OsWindowsDirectory" => HostFact::SystemRoot(value.to_owned()),
            "CsName" => HostFact::Name(value.to_owned()),
            "OsArchitecture" => match architecture(value) {
                Some(architecture) => HostFact::Architecture(architecture),
                None => return,
            },
            "CsSystemType" => match shapes::architecture(value) {
                Some(architecture) => HostFact::Architecture(architecture),
                None => return,
            },
            "OsProductType" => match role(value) {
                Some(role) => HostFact::Role(role),
                None => return,
            },
            "OsOperatingSystemSKU" if core_edition(value) => {
                HostFact::InstallationType("Server Core".to_owned())
            }
            _ => return,
        };
        self.tell(fact, at, out);
    }

    /// `{KB4533002, KB4515383, KB4516115, KB4520390...}`: held until its bracket closes.
    fn list(&mut self, list: String, at: Position, end: LineEnd, out: &mut dyn RecordSink) {
        self.updates = Some((list, at));
        if end == LineEnd::Newline
            && self.updates.as_ref().is_some_and(|(list, _)| list.ends_with('}'))
        {
            self.close_list(out);
        }
    }

    fn close_list(&mut self, out: &mut dyn RecordSink) {
        let Some((list, at)) = self.updates.take() else { return };
        let inner = list.strip_prefix('{').unwrap_or(&list);
        let closed = inner.strip_suffix('}');
        let elided = closed.is_none_or(|inner| inner.ends_with("...") || inner.ends_with('…'));
        let mut listed = 0;
        for word in closed.unwrap_or_default().split(',') {
            let Some((kb, rest)) = kb::at_start(word.trim()) else { continue };
            // The last one before the dots is whole, anything else behind a number is another name.
            if rest.is_empty() || rest.starts_with(['.', '…', '-']) {
                listed += 1;
                let (state, source) = (UpdateState::Installed, UpdateSource::HotfixList);
                let update = Update::Kb(kb);
                out.record(Record::Update(UpdateRecord { update, state, source }), at);
            }
        }
        self.facts += 1;
        let fact = match elided {
            true => HostFact::UpdatesElided,
            false => HostFact::DeclaredUpdates { declared: listed, listed },
        };
        out.record(Record::Fact(fact), at);
        if !elided {
            out.record(Record::Fact(HostFact::UpdatesWhole), at);
        }
    }

    fn tell(&mut self, fact: HostFact, at: Position, out: &mut dyn RecordSink) {
        self.facts += 1;
        out.record(Record::Fact(fact), at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;
    use crate::records::{Architecture, HostRole, Kb};

    fn info(updates: &str) -> String {
        format!(
            "\r\n\r\nWindowsBuildLabEx                                       : 22621.1.amd64fre.ni_release.220506-1250\r\nWindowsCurrentVersion                                   : 6.3\r\nWindowsEditionId                                        : Professional\r\nWindowsInstallationType                                 : Client\r\nWindowsProductName                                      : Windows 10 Pro\r\nWindowsUBR                                              : 2861\r\nBiosCharacteristics                                     : {{4, 7, 8,\r\n                                                          9...}}\r\nCsName                                                  : PC\r\nOsName                                                  : Microsoft Windows 11 专业版\r\nOsVersion                                               : 10.0.22621\r\nOsCSDVersion                                            : \r\nOsBuildNumber                                           : 22621\r\nOsHotFixes                                              : {updates}\r\nOsArchitecture                                          : 64 位\r\nOsProductType                                           : WorkStation\r\n\r\n\r\n"
        )
    }

    #[test]
    fn facts_are_read_and_a_list_that_goes_on_is_told() {
        for dots in ["...", "…"] {
            let text = info(&format!("{{KB4012212, KB976902{dots}}}"));
            let seen = read(&FORMAT, &text);
            assert_eq!(
                seen.facts,
                [
                    HostFact::InstallationType("Client".to_owned()),
                    HostFact::Revision(2861),
                    HostFact::Name("PC".to_owned()),
                    HostFact::Product("Windows 11 专业版".to_owned()),
                    HostFact::Version { major: 10, minor: 0, build: 22621 },
                    HostFact::ServicePack(0),
                    HostFact::UpdatesElided,
                    HostFact::Architecture(Architecture::X64),
                    HostFact::Role(HostRole::Client),
                ]
            );
            let kbs: Vec<Update> = seen.updates.iter().map(|update| update.update).collect();
            assert_eq!(kbs, [Update::Kb(Kb(4_012_212)), Update::Kb(Kb(976_902))]);
            assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
            assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 90);
        }
    }

    #[test]
    fn a_short_list_is_whole_even_over_two_lines() {
        let broken = format!("{{KB4012212,\r\n{}KB976902}}", " ".repeat(58));
        for list in ["{KB4012212, KB976902}", &broken] {
            let seen = read(&FORMAT, &info(list));
            assert_eq!(seen.updates.len(), 2, "{list}");
            assert!(seen.facts.contains(&HostFact::UpdatesWhole), "{list}");
        }
        let cut = info(&broken);
        let cut = &cut[..cut.find("KB976902").unwrap()];
        let seen = read(&FORMAT, cut);
        assert!(seen.facts.contains(&HostFact::UpdatesElided), "{:?}", seen.facts);
        assert!(matches!(seen.ending, Ending::Cut(_)));
    }

    #[test]
    fn empty_values_are_no_facts() {
        let text = "WindowsProductName : \r\nOsName : \r\nOsVersion : \r\nOsCSDVersion : \r\nOsHotFixes : \r\n";
        let seen = read(&FORMAT, text);
        assert_eq!(seen.facts, []);
        assert!(matches!(seen.ending, Ending::Cut(_)));
    }
}
