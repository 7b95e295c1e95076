//! In: registry records of one export. Out: whether the exports together hold the machine's hives and the users'.

use jiance_blocks::start::begins_with;

use super::{Held, Manifest};
use crate::formats::Artifact;
use crate::message::{Code, Phrase};
use crate::records::RegistryRecord;

/// Which parts of the registry an export showed.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct RegistrySeen {
    /// The header `[HKEY_LOCAL_MACHINE]`: the export began at the root.
    machine_root: bool,
    software_root: bool,
    system_root: bool,
    /// A key below SOFTWARE, below SYSTEM.
    software: bool,
    system: bool,
    /// The export began at `HKEY_USERS`, at one person's hive or at `HKEY_CURRENT_USER`.
    user_root: bool,
    /// A key below a user's hive.
    user: bool,
}

impl RegistrySeen {
    pub(crate) fn record(&mut self, record: &RegistryRecord<'_>) {
        if record.value.is_some() || self.is_known(record.key) {
            return;
        }
        let is = |part: Option<&str>, name: &str| {
            part.is_some_and(|part| part.eq_ignore_ascii_case(name))
        };
        let mut parts = record.key.splitn(4, '\\');
        let root = parts.next();
        let (hive, below) = (parts.next(), parts.next());
        if is(root, "HKEY_LOCAL_MACHINE") {
            self.machine_root |= hive.is_none();
            self.software_root |= is(hive, "SOFTWARE") && below.is_none();
            self.system_root |= is(hive, "SYSTEM") && below.is_none();
            self.software |= is(hive, "SOFTWARE") && below.is_some();
            self.system |= is(hive, "SYSTEM") && below.is_some();
        } else if is(root, "HKEY_USERS") {
            self.user_root |= below.is_none() && hive.is_none_or(is_of_a_person);
            self.user |= below.is_some();
        } else if is(root, "HKEY_CURRENT_USER") {
            self.user_root |= hive.is_none();
            self.user |= hive.is_some();
        }
    }

    /// True for nearly every key: it shows nothing that another did not.
    fn is_known(&self, key: &str) -> bool {
        let below = |hive: &str| key.len() > hive.len() && begins_with(key, hive);
        (self.software && below(r"HKEY_LOCAL_MACHINE\SOFTWARE\"))
            || (self.system && below(r"HKEY_LOCAL_MACHINE\SYSTEM\"))
    }

    fn and(self, other: &RegistrySeen) -> RegistrySeen {
        RegistrySeen {
            machine_root: self.machine_root || other.machine_root,
            software_root: self.software_root || other.software_root,
            system_root: self.system_root || other.system_root,
            software: self.software || other.software,
            system: self.system || other.system,
            user_root: self.user_root || other.user_root,
            user: self.user || other.user,
        }
    }

    fn holds_software(&self) -> bool {
        self.software && (self.machine_root || self.software_root)
    }

    fn holds_system(&self) -> bool {
        self.system && (self.machine_root || self.system_root)
    }

    /// What is not there, as codes.
    fn gaps(&self) -> Vec<Code> {
        let mut gaps = Vec::new();
        let mut need = |there: bool, code| {
            if !there {
                gaps.push(code);
            }
        };
        need(self.holds_software(), Code::CoverageRegistryNoSoftware);
        need(self.holds_system(), Code::CoverageRegistryNoSystem);
        need(self.user && self.user_root, Code::CoverageRegistryNoUser);
        gaps
    }
}

/// Hives below `HKEY_USERS` that Windows keeps for itself: before anybody logs on, and for its three service accounts. Nobody works
/// under them, so one of them alone says nothing of what people ran.
const OF_WINDOWS: [&str; 4] = [".DEFAULT", "S-1-5-18", "S-1-5-19", "S-1-5-20"];

/// True of the hive of somebody who logs on; what is called `…_Classes` is only its `Software\Classes`.
fn is_of_a_person(hive: &str) -> bool {
    !OF_WINDOWS.iter().any(|name| name.eq_ignore_ascii_case(hive))
        && !hive.to_ascii_lowercase().ends_with("_classes")
}

/// Whether HKEY_LOCAL_MACHINE\SOFTWARE and whether SYSTEM is there from its root to its end.
pub(crate) fn whole_hives(exports: &[&Held], manifest: &Manifest) -> (bool, bool) {
    let seen = whole(exports.iter().filter(|e| e.gaps(Artifact::Registry, manifest).is_empty()));
    (seen.holds_software(), seen.holds_system())
}

/// What whole exports show together.
fn whole<'a>(exports: impl Iterator<Item = &'a &'a Held>) -> RegistrySeen {
    exports.fold(RegistrySeen::default(), |seen, export| seen.and(&export.watch.registry))
}

/// What keeps the exports, taken together, from being complete.
pub(crate) fn gaps(exports: &[&Held], manifest: &Manifest) -> Vec<Phrase> {
    let own_gaps: Vec<Vec<Phrase>> =
        exports.iter().map(|e| e.gaps(Artifact::Registry, manifest)).collect();
    let without_gaps = exports.iter().zip(&own_gaps).filter(|(_, gaps)| gaps.is_empty());
    let missing = whole(without_gaps.map(|(export, _)| export)).gaps();
    if missing.is_empty() {
        return Vec::new();
    }
    let mut reasons: Vec<Phrase> = own_gaps.into_iter().flatten().collect();
    reasons.sort();
    reasons.extend(missing.into_iter().map(Phrase::new));
    reasons
}
