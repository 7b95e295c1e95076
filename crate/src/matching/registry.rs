//! In: registry keys and decoded values. Out: which indicators they show, with the text around the hit.
//!
//! Words are searched in key paths, value names and data; keys, values, services and tasks are looked up by their whole paths.

mod evidence;
mod words;

use std::collections::HashMap;

use self::evidence::evidence;
use self::words::{Field, Hit, Word, Words, Writing};
use super::endings::Endings;
use super::fold::{fold_into, folded};
use super::places::Places;
use super::sightings::Seen;
use crate::advisory::{Advisory, IndicatorKind, Weight};
use crate::records::{RegistryData, RegistryRecord, RegistryValue};
use crate::report::{Match, PlaceKind};

const TASK_ROOT: &str = r"\schedule\taskcache\tree\";

/// Values below Image File Execution Options that make Windows load another program with, or instead of, the one the key names.
const HIJACKS: [&str; 3] = ["Debugger", "VerifierDlls", "MonitorProcess"];

/// What to look for in the registry.
#[derive(Debug)]
pub(crate) struct RegistryRules {
    words: Words,
    /// How the keys and values end that are indicators by their own path or name.
    endings: Endings,
    /// By the last name of their path: folded paths of keys, or of values in them, below a hive's root, as [`plain_path`] gives them.
    paths: HashMap<String, Vec<(String, usize)>>,
    services: HashMap<String, usize>,
    /// Folded names, or paths below the task root, by their last name.
    tasks: HashMap<String, Vec<(String, usize)>>,
}

/// What is kept from one record to the next.
#[derive(Debug, Default)]
pub(crate) struct RegistryScratch {
    /// The key that the last hit stood in.
    key: KeyMeaning,
    /// Space for a folded name.
    name: String,
}

/// What a key means, worked out once for all the hits in it.
#[derive(Debug, Default)]
struct KeyMeaning {
    path: String,
    place: Option<(PlaceKind, Weight)>,
    /// Windows notes programs that ran here, under names in ROT13.
    is_user_assist: bool,
    /// A scanner is told here what to leave alone.
    is_exclusion: bool,
    is_image_options: bool,
    is_firewall: bool,
}

impl RegistryRules {
    pub(crate) fn new(advisory: &Advisory) -> RegistryRules {
        let mut words = Vec::new();
        let mut services = HashMap::new();
        let (mut paths, mut tasks) = (HashMap::new(), HashMap::new());
        let by_last = |of: &mut HashMap<String, Vec<(String, usize)>>, path: String, indicator| {
            let last = last_name(&path).to_owned();
            of.entry(last).or_default().push((path, indicator));
        };
        for (indicator, row) in advisory.indicators.iter().enumerate() {
            for value in std::iter::once(&row.value).chain(&row.also) {
                match row.kind {
                    IndicatorKind::RegistryKeyword | IndicatorKind::RegistryProgram => {
                        let whole_name = row.kind == IndicatorKind::RegistryProgram;
                        words.push(Word { indicator, text: value, whole_name });
                    }
                    IndicatorKind::RegistryKey => {
                        by_last(&mut paths, without_views(&folded(value)), indicator);
                    }
                    IndicatorKind::Service => drop(services.insert(folded(value), indicator)),
                    IndicatorKind::ScheduledTask => {
                        by_last(&mut tasks, folded(value), indicator);
                    }
                    IndicatorKind::FilePath
                    | IndicatorKind::Directory
                    | IndicatorKind::FileName
                    | IndicatorKind::FileExtension
                    | IndicatorKind::Process
                    | IndicatorKind::RemotePort => {}
                }
            }
        }
        let names = paths.keys().chain(services.keys()).chain(tasks.keys()).map(String::as_str);
        let endings = Endings::new(names);
        RegistryRules { words: Words::new(&words), endings, paths, services, tasks }
    }

    /// Every indicator that a record shows, with its evidence. True if one stands where a scanner is told to look away.
    pub(crate) fn record(
        &self,
        record: &RegistryRecord<'_>,
        scratch: &mut RegistryScratch,
        mut found: impl FnMut(usize, Seen, &str),
    ) -> bool {
        let RegistryScratch { key, name } = scratch;
        let mut hits = Vec::new();
        match &record.value {
            None => {
                self.key(record.key, name, &mut found);
                self.words.find(Field::Key(record.key), &mut hits);
            }
            Some(RegistryValue { data: RegistryData::Deletion, .. }) => {}
            Some(value) => {
                self.value(record.key, value, name, &mut found);
                self.words.find(Field::Name(value.name), &mut hits);
                match value.data {
                    RegistryData::Text(text) => self.words.find(Field::Text(text), &mut hits),
                    RegistryData::Bytes(bytes) => self.words.find(Field::Bytes(bytes), &mut hits),
                    RegistryData::Number(_) | RegistryData::Deletion => {}
                }
            }
        }
        if hits.is_empty() {
            return false;
        }
        key.turn_to(record.key);
        hits.retain(|hit| hit.writing != Writing::Rot13 || key.is_user_assist);
        for hit in &hits {
            let (place, weight) = key.place_of(record, hit);
            let seen = Seen { weight, matched: Match::Exact, place };
            found(hit.indicator, seen, &evidence(record, hit));
        }
        key.is_exclusion && !hits.is_empty()
    }

    /// Keys that are indicators by their own path: services, tasks and the malware's own keys.
    fn key(&self, key: &str, name: &mut String, found: &mut impl FnMut(usize, Seen, &str)) {
        let RegistryRules { endings, services, paths, tasks, .. } = self;
        if !endings.may_end(key) {
            return;
        }
        name.clear();
        fold_into(last_name(key), name);
        let mut report = |indicator, place| {
            let seen = Seen { weight: Weight::Infected, matched: Match::Exact, place };
            found(indicator, seen, &format!("[{key}]"));
        };
        if let Some(indicator) = services.get(name.as_str())
            && is_service(&folded(key))
        {
            report(*indicator, PlaceKind::Autostart);
        }
        if let Some(known) = paths.get(name.as_str()) {
            let path = plain_path(key);
            for (_, indicator) in known.iter().filter(|(known, _)| *known == path) {
                report(*indicator, PlaceKind::MalwareKey);
            }
        }
        if let Some(known) = tasks.get(name.as_str())
            && let Some((_, task)) = folded(key).split_once(TASK_ROOT)
        {
            for (_, indicator) in known.iter().filter(|(known, _)| known == task || known == name) {
                report(*indicator, PlaceKind::Autostart);
            }
        }
    }

    /// Values that are indicators by their key's path and their own name.
    fn value(
        &self,
        key: &str,
        value: &RegistryValue<'_>,
        name: &mut String,
        found: &mut impl FnMut(usize, Seen, &str),
    ) {
        if !self.endings.may_end(value.name) {
            return;
        }
        name.clear();
        fold_into(value.name, name);
        let Some(known) = self.paths.get(name.as_str()) else { return };
        let path = format!("{}\\{name}", plain_path(key));
        for (_, indicator) in known.iter().filter(|(known, _)| *known == path) {
            let seen = Seen {
                weight: Weight::Infected,
                matched: Match::Exact,
                place: PlaceKind::MalwareKey,
            };
            found(*indicator, seen, &format!("[{key}] \"{}\"", value.name));
        }
    }
}

impl KeyMeaning {
    /// Makes this the meaning of a key.
    fn turn_to(&mut self, key: &str) {
        if self.place.is_some() && self.path == key {
            return;
        }
        let folded = folded(key) + "\\";
        let has = |folder: &str| folded.contains(folder);
        *self = KeyMeaning {
            place: Some(Places::built_in().registry(folded.trim_end_matches('\\'))),
            is_user_assist: has(r"\explorer\userassist\"),
            is_exclusion: has(r"\exclusions\"),
            is_image_options: has(r"\image file execution options\") || has(r"\silentprocessexit\"),
            is_firewall: has(r"\firewallrules\") || has(r"\firewallpolicy\"),
            path: key.to_owned(),
        };
    }

    /// What kind of place a hit stands in.
    fn place_of(&self, record: &RegistryRecord<'_>, hit: &Hit<'_>) -> (PlaceKind, Weight) {
        let name = record.value.map_or("", |value| value.name);
        // Such a value starts the malware in another program's stead; a key of the malware's own name blocks it.
        if self.is_image_options
            && matches!(hit.field, Field::Text(_))
            && HIJACKS.iter().any(|hijack| name.eq_ignore_ascii_case(hijack))
        {
            return (PlaceKind::Autostart, Weight::Infected);
        }
        if let Field::Text(rule) = hit.field
            && self.is_firewall
            && rule.split('|').any(|part| part.eq_ignore_ascii_case("Action=Block"))
        {
            return (PlaceKind::SecurityProduct, Weight::Suspected);
        }
        self.place.unwrap_or((PlaceKind::OtherRegistry, Weight::Infected))
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit_once('\\').map_or(path, |(_, name)| name)
}

/// `HKEY_LOCAL_MACHINE\SYSTEM\<a control set>\Services\<name>`, folded.
fn is_service(folded_key: &str) -> bool {
    let mut parts = folded_key.split('\\');
    let mut next = || parts.next().unwrap_or_default();
    next() == "hkey_local_machine"
        && next() == "system"
        && is_control_set(next())
        && next() == "services"
        && !next().is_empty()
        && parts.next().is_none()
}

fn is_control_set(folded_name: &str) -> bool {
    folded_name == "currentcontrolset"
        || folded_name
            .strip_prefix("controlset")
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A key's folded path below its hive's root, the way one path names all the places that mean the same: a 32-bit program's view, a
/// user's virtual store, every control set.
fn plain_path(key: &str) -> String {
    let folded = folded(key);
    let below = match folded.split_once('\\') {
        Some(("hkey_users", rest)) => rest.split_once('\\').map_or("", |(_, below)| below),
        Some((_, below)) => below,
        None => "",
    };
    let stored = below.split_once(r"virtualstore\machine\").map(|(_, below)| below);
    without_views(stored.unwrap_or(below))
}

fn without_views(folded_path: &str) -> String {
    let parts = folded_path.split('\\').filter(|part| *part != "wow6432node");
    let parts = parts.enumerate().map(|(at, part)| match at {
        1 if is_control_set(part) => "currentcontrolset",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_path_names_every_view() {
        for (key, path) in [
            (r"HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\X", r"software\x"),
            (r"HKEY_USERS\S-1-5-21-1\Software\X", r"software\x"),
            (r"HKEY_USERS\S-1_Classes\VirtualStore\MACHINE\SOFTWARE\Wow6432Node\X", r"software\x"),
            (r"HKEY_CURRENT_USER\Software\Classes\VirtualStore\MACHINE\SOFTWARE\X", r"software\x"),
            (
                r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet002\Services\X",
                r"system\currentcontrolset\services\x",
            ),
            (r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSetX\Services", r"system\controlsetx\services"),
        ] {
            assert_eq!(plain_path(key), path, "{key}");
        }
    }

    #[test]
    fn services_stand_in_any_control_set_and_nowhere_else() {
        for (key, is) in [
            (r"hkey_local_machine\system\controlset003\services\x", true),
            (r"hkey_local_machine\system\currentcontrolset\services\x", true),
            (r"hkey_local_machine\system\currentcontrolset\services\x\parameters", false),
            (r"hkey_local_machine\system\setup\services\x", false),
        ] {
            assert_eq!(is_service(key), is, "{key}");
        }
    }
}
