//! In: the values of `systeminfo`'s rows in their order, and the lists under them. Out: facts and updates.

use crate::formats::host::shapes::{architecture, os_version};
use crate::formats::{Ending, RecordSink, kb, product};
use crate::intake::LineEnd;
use crate::message::{Code, Phrase};
use crate::records::{
    Architecture, HostFact, Position, Record, Update, UpdateRecord, UpdateSource, UpdateState,
};

use super::entry;

/// How many rows below that of the system folder the updates stand: boot device, two locales, time zone, five of memory, page file, domain
/// and logon server come between.
const UPDATES_BELOW_SYSTEM_FOLDER: u32 = 13;

/// What all ways of printing have in common: rows, and lists under them.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The values of the last two rows.
    before: [String; 2],
    version_seen: bool,
    /// How many rows ago the system folder was named.
    since_folder: Option<u32>,
    architecture: Option<(Architecture, Position)>,
    list: List,
    /// A list of updates was told.
    updates_told: bool,
    /// The row of the updates holds no number and no list: there are none, in the host's own word for it.
    none_stated: Option<Position>,
}

/// A list under a row.
#[derive(Debug, Default)]
struct List {
    /// How many entries the row above says there are.
    declared: Option<u32>,
    listed: u32,
    /// It holds updates, or stands where they stand.
    updates: bool,
    at: Option<Position>,
}

impl Table {
    /// A cell of a table: its list stands behind its value, as in `2 Hotfix(s) Installed.,[01]: KB4012212,[02]: KB976902`.
    pub(super) fn cell(
        &mut self,
        cell: &str,
        at: Position,
        end: LineEnd,
        out: &mut dyn RecordSink,
    ) {
        let parts = || cell.split(',');
        let before: usize =
            parts().take_while(|part| entry(part).is_none()).map(|part| part.len() + 1).sum();
        self.row(cell.get(..before.saturating_sub(1)).unwrap_or(cell).trim(), at, out);
        for text in parts().filter_map(entry) {
            self.entry(text, at, end, out);
        }
    }

    /// The value of the next row.
    pub(super) fn row(&mut self, value: &str, at: Position, out: &mut dyn RecordSink) {
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
        self.since_folder = self.since_folder.map(|rows| rows.saturating_add(1));
        if self.since_folder.is_none()
            && !windows.is_empty()
            && system.eq_ignore_ascii_case(r"\system32")
        {
            self.since_folder = Some(0);
            tell(HostFact::SystemRoot(windows.clone()), at, out);
        }
        self.list.updates = self.since_folder == Some(UPDATES_BELOW_SYSTEM_FOLDER);
        if self.list.updates && self.list.declared.is_none() && !value.is_empty() {
            self.none_stated = Some(at);
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

    /// An entry of the list under the last row.
    pub(super) fn entry(
        &mut self,
        text: &str,
        at: Position,
        end: LineEnd,
        out: &mut dyn RecordSink,
    ) {
        // The row about the system's type stands right above the first list, that of the processors.
        if let Some((architecture, at)) = self.architecture.take() {
            tell(HostFact::Architecture(architecture), at, out);
        }
        // Of an entry that is cut off nothing counts: a number without its end is another number.
        if end != LineEnd::Newline {
            return;
        }
        let update = match kb::at_start(text) {
            Some((kb, _)) => Some(Update::Kb(kb)),
            None => is_unnamed(text).then_some(Update::Unnamed),
        };
        if update.is_some() || !(text.is_empty() || text.starts_with("KB")) {
            self.list.listed += 1;
        }
        if let Some(update) = update {
            self.list.updates = true;
            let (state, source) = (UpdateState::Installed, UpdateSource::SystemInfo);
            out.record(Record::Update(UpdateRecord { update, state, source }), at);
        }
    }

    /// The list under the last row is over.
    pub(super) fn end_list(&mut self, out: &mut dyn RecordSink) {
        let List { declared, listed, updates, at } = std::mem::take(&mut self.list);
        let (true, Some(declared), Some(at)) = (updates, declared, at) else { return };
        self.updates_told = true;
        tell(HostFact::DeclaredUpdates { declared, listed }, at, out);
        if declared == listed {
            tell(HostFact::UpdatesWhole, at, out);
        }
    }

    /// The text is over.
    pub(super) fn finish(&mut self, end: Option<LineEnd>, out: &mut dyn RecordSink) -> Ending {
        let whole = end == Some(LineEnd::Newline);
        // `systeminfo | findstr KB`
        let picked = !self.version_seen && self.list.updates;
        // The count itself may be cut.
        self.list.updates &= whole || 0 < self.list.listed;
        self.end_list(out);
        if let Some(at) = self.none_stated.filter(|_| whole && !self.updates_told) {
            tell(HostFact::DeclaredUpdates { declared: 0, listed: 0 }, at, out);
            tell(HostFact::UpdatesWhole, at, out);
        }
        match (self.version_seen, whole) {
            (false, _) if !picked => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            (_, false) => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

/// XP lists files of an update instead of its number: `File 1`.
fn is_unnamed(text: &str) -> bool {
    text.strip_prefix("File ").is_some_and(|number| number.trim().parse::<u32>().is_ok())
}

fn first_number(text: &str) -> Option<u32> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .find(|digits| !digits.is_empty())?
        .parse()
        .ok()
}

fn tell(fact: HostFact, at: Position, out: &mut dyn RecordSink) {
    out.record(Record::Fact(fact), at);
}
