//! In: the servicing stack's packages as `dism /online /get-packages` (list and `/format:table`) and `Get-WindowsPackage -Online` print
//! them. Out: the updates among them with their state.
//!
//! A package is known by the shape of its name, its state by the word that follows. `dism` translates that word; one that is not known
//! is counted as unreadable, never guessed.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, package, position};
use crate::intake::{Line, LineEnd};
use crate::letters::in_small;
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Position, Record, UpdateRecord, UpdateSource, UpdateState};

/// Lists of packages.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindPackages,
    artifact: Artifact::Hotfixes,
    sniff: |head| if head.iter().any(|line| identity(line).is_some()) { 90 } else { 0 },
    reader: || Box::new(Packages::default()),
};

/// Words for a state, in lower case without blanks, parted by `|`: `dism`'s in the languages met, and PowerShell's, which are English everywhere.
const STATES: &[(UpdateState, &str)] = &[
    (
        UpdateState::Installed,
        "installed|已安装|已安裝|インストール済み|설치됨|installiert|installé|instalado|installato|установлен|\
         установлено|zainstalowano|zainstalowany|yüklü|geïnstalleerd",
    ),
    (UpdateState::Superseded, "superseded|被取代|已取代|已被取代"),
    (
        UpdateState::Pending,
        "installpending|partiallyinstalled|安装挂起|安裝擱置中|挂起安装|部分安装",
    ),
    (
        UpdateState::NotInForce,
        "staged|notpresent|removed|resolved|uninstallpending|已暂存|卸载挂起|解除安裝擱置中|不存在",
    ),
];

#[derive(Debug, Default)]
struct Packages {
    /// A package whose state is to come.
    open: Option<Position>,
    named: Option<crate::records::Update>,
    packages: u64,
    /// The command introduced itself, and so says at its end how it went.
    introduced: bool,
    /// The last line that is not empty is no row of a package.
    said_goodbye: bool,
    at: Option<Position>,
    last: Last,
}

/// The last line.
#[derive(Debug, Default)]
struct Last {
    blank: bool,
    ended: bool,
}

impl Reader for Packages {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text.trim();
        self.last = Last { blank: text.is_empty(), ended: line.end == LineEnd::Newline };
        if text.is_empty() {
            return;
        }
        let at = position(line);
        self.at = Some(at);
        self.said_goodbye = false;
        if let Some((name, rest)) = identity(text) {
            self.open = Some(at);
            self.named = package::named(name);
            if let Some(cell) = rest.trim_start().strip_prefix('|') {
                self.state(cell.split('|').next().unwrap_or_default(), line, out);
            }
            return;
        }
        let value = text.split_once([':', '：']).map(|(_, value)| value.trim());
        match value {
            Some(state) if self.open.is_some() => self.state(state, line, out),
            // When it was installed, and what for.
            Some(_) if 0 < self.packages => {}
            _ if self.packages == 0 && self.open.is_none() => self.introduced = true,
            _ => self.said_goodbye = true,
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        let whole = self.open.is_none()
            && self.last.ended
            && if self.introduced { self.said_goodbye } else { self.last.blank };
        if self.packages == 0 {
            return Ending::Cut(Phrase::new(Code::EndingHeadingOnly));
        }
        if !whole {
            return Ending::Cut(Phrase::new(Code::EndingRecordIncomplete));
        }
        if let Some(at) = self.at {
            out.record(Record::Fact(HostFact::UpdatesWhole), at);
        }
        Ending::Whole
    }
}

impl Packages {
    fn state(&mut self, word: &str, line: &Line<'_>, out: &mut dyn RecordSink) {
        let Some(at) = self.open.take() else { return };
        self.packages += 1;
        let word: String = in_small(&word.split_whitespace().collect::<String>());
        let known = STATES.iter().find(|(_, words)| words.split('|').any(|known| known == word));
        let Some((state, _)) = known.filter(|_| line.end == LineEnd::Newline) else {
            return out.unreadable(line);
        };
        if let Some(update) = self.named.take() {
            let (state, source) = (*state, UpdateSource::Servicing);
            out.record(Record::Update(UpdateRecord { update, state, source }), at);
        }
    }
}

/// The package's name in a line, and what follows it.
fn identity(line: &str) -> Option<(&str, &str)> {
    let word = line.split_whitespace().find(|word| package::is_identity(word))?;
    let (_, rest) = line.split_once(word)?;
    Some((word, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::{Seen, read};
    use crate::records::{Kb, Update};

    const KEY: &str = "~31bf3856ad364e35~amd64~~";

    fn states(seen: &Seen) -> Vec<(Update, UpdateState)> {
        seen.updates.iter().map(|record| (record.update, record.state)).collect()
    }

    fn expected() -> Vec<(Update, UpdateState)> {
        vec![
            (Update::Kb(Kb(4_012_212)), UpdateState::Installed),
            (Update::Rollup { build: 14393, revision: 953 }, UpdateState::Pending),
            (Update::Kb(Kb(976_902)), UpdateState::Superseded),
        ]
    }

    fn dism(names: [&str; 6], states: [&str; 3]) -> String {
        let [tool, version, identity, state, time, end] = names;
        let row = |name: &str, of: &str| {
            format!("{identity} : {name}\r\n{state} : {of}\r\n{time} : 2017/3/16 8:03\r\n\r\n")
        };
        let [one, two, three] = states;
        format!(
            "\r\n{tool}\r\n{version}: 10.0.14393.0\r\n\r\n{}{}{}{}{end}\r\n",
            row(&format!("Package_for_KB4012212{KEY}6.1.1.0"), one),
            row(&format!("Package_for_RollupFix{KEY}14393.953.1.5"), two),
            row(&format!("Microsoft-Windows-Foundation-Package{KEY}6.1.7601.17514"), one),
            row(&format!("Package_1_for_KB976902{KEY}6.1.1.17514"), three),
        )
    }

    #[test]
    fn dism_is_read_in_its_languages() {
        for (names, words) in [
            (
                [
                    "Deployment Image Servicing and Management tool",
                    "Version",
                    "Package Identity",
                    "State",
                    "Install Time",
                    "The operation completed successfully.",
                ],
                ["Installed", "Install Pending", "Superseded"],
            ),
            (
                [
                    "部署映像服务和管理工具",
                    "版本",
                    "程序包标识",
                    "状态",
                    "安装时间",
                    "操作成功完成。",
                ],
                ["已安装", "安装挂起", "被取代"],
            ),
        ] {
            let text = dism(names, words);
            let seen = read(&FORMAT, &text);
            assert_eq!(states(&seen), expected(), "{text}");
            assert_eq!((seen.facts, seen.ending), (vec![HostFact::UpdatesWhole], Ending::Whole));
            assert_eq!(seen.unreadable, 0);
            assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 90);
            // Whole records alone don't make a whole list: the command has not yet said how it went.
            let cut = read(&FORMAT, &text[..text.rfind(names[5]).unwrap()]);
            assert!(matches!(cut.ending, Ending::Cut(_)) && cut.facts.is_empty());
        }
    }

    #[test]
    fn tables_and_powershell_say_the_same() {
        let table = format!(
            "Deployment Image Servicing and Management tool\r\n\r\n---------------- | ----- | ---- | ----\r\nPackage Identity | State | Type | Time\r\n---------------- | ----- | ---- | ----\r\nPackage_for_KB4012212{KEY}6.1.1.0 | Installed | Update | 3/16/2017\r\nPackage_for_RollupFix{KEY}14393.953.1.5 | Install Pending | Update | \r\nPackage_for_KB976902{KEY}6.1.1.17514 | Superseded | Update | 3/16/2017\r\n\r\nThe operation completed successfully.\r\n"
        );
        let row = |name: &str, of: &str| {
            format!(
                "PackageName  : {name}\r\nPackageState : {of}\r\nReleaseType  : Update\r\nInstallTime  : 15.05.2023 07:09:00\r\n\r\n"
            )
        };
        let list = format!(
            "\r\n\r\n{}{}{}\r\n",
            row(&format!("Package_for_KB4012212{KEY}6.1.1.0"), "Installed"),
            row(&format!("Package_for_RollupFix{KEY}14393.953.1.5"), "InstallPending"),
            row(&format!("Package_for_KB976902{KEY}6.1.1.17514"), "Superseded"),
        );
        for text in [table, list] {
            let seen = read(&FORMAT, &text);
            assert_eq!(states(&seen), expected(), "{text}");
            assert_eq!((seen.facts, seen.ending), (vec![HostFact::UpdatesWhole], Ending::Whole));
        }
    }

    #[test]
    fn a_state_that_is_not_known_is_unreadable() {
        let text =
            format!("PackageName : Package_for_KB4012212{KEY}6.1.1.0\r\nPackageState : ?\r\n\r\n");
        let seen = read(&FORMAT, &text);
        assert_eq!((seen.updates.len(), seen.unreadable), (0, 1));
    }
}
