//! In: registry keys and decoded values. Out: which indicators they show, with the text around the hit.
//!
//! Words are searched in key paths, value names and data, in data also as UTF-16 inside binary values, and in UserAssist's names
//! as the ROT13 that Windows writes there.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::fold::folded;
use super::places::Places;
use super::sightings::Seen;
use crate::advisory::{Advisory, IndicatorKind, Weight};
use crate::records::{RegistryData, RegistryRecord, RegistryValue};
use crate::report::{Match, PlaceKind};

/// Letters of context shown on either side of a word.
const CONTEXT: usize = 80;

/// What to look for in the registry.
#[derive(Debug)]
pub(crate) struct RegistryRules {
    words: AhoCorasick,
    /// What each pattern of `words` is.
    patterns: Vec<Pattern>,
    /// Folded key paths below a hive's root.
    keys: HashMap<String, usize>,
    services: HashMap<String, usize>,
    /// Folded names, or paths below the task root.
    tasks: HashMap<String, usize>,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    indicator: usize,
    writing: Writing,
    /// A file name: the letters around it must not make it a part of another name.
    whole_name: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Plain,
    Utf16,
    Rot13,
}

/// Where in a record a word was found.
struct Hit<'a> {
    indicator: usize,
    field: Field<'a>,
    start: usize,
    end: usize,
    writing: Writing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field<'a> {
    Key(&'a str),
    Name(&'a str),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl RegistryRules {
    #[allow(clippy::expect_used, reason = "a handful of short built-in patterns")]
    pub(crate) fn new(advisory: &Advisory) -> RegistryRules {
        let (mut patterns, mut texts) = (Vec::new(), Vec::new());
        let (mut keys, mut services, mut tasks) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (indicator, row) in advisory.indicators.iter().enumerate() {
            for value in std::iter::once(&row.value).chain(&row.also) {
                match row.kind {
                    IndicatorKind::RegistryKeyword | IndicatorKind::RegistryProgram => {
                        let whole_name = row.kind == IndicatorKind::RegistryProgram;
                        for writing in [Writing::Plain, Writing::Utf16, Writing::Rot13] {
                            patterns.push(Pattern { indicator, writing, whole_name });
                            texts.push(written(value, writing));
                        }
                    }
                    IndicatorKind::RegistryKey => drop(keys.insert(folded(value), indicator)),
                    IndicatorKind::Service => drop(services.insert(folded(value), indicator)),
                    IndicatorKind::ScheduledTask => drop(tasks.insert(folded(value), indicator)),
                    IndicatorKind::FilePath
                    | IndicatorKind::Directory
                    | IndicatorKind::FileName
                    | IndicatorKind::FileExtension
                    | IndicatorKind::Process => {}
                }
            }
        }
        let words = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(&texts)
            .expect("few, short patterns");
        RegistryRules { words, patterns, keys, services, tasks }
    }

    /// Every indicator that a record shows, with its evidence.
    pub(crate) fn record(
        &self,
        record: &RegistryRecord<'_>,
        mut found: impl FnMut(usize, Seen, &str),
    ) {
        let mut hits = Vec::new();
        match &record.value {
            None => {
                self.key(record.key, &mut found);
                self.search(Field::Key(record.key), record.key, &mut hits);
            }
            Some(RegistryValue { data: RegistryData::Deletion, .. }) => {}
            Some(RegistryValue { name, data }) => {
                self.search(Field::Name(name), record.key, &mut hits);
                match data {
                    RegistryData::Text(text) => {
                        self.search(Field::Text(text), record.key, &mut hits)
                    }
                    RegistryData::Bytes(bytes) => {
                        self.search(Field::Bytes(bytes), record.key, &mut hits)
                    }
                    RegistryData::Number(_) | RegistryData::Deletion => {}
                }
            }
        }
        for hit in hits {
            let (place, weight) = place_of(record, &hit);
            let seen = Seen { weight, matched: Match::Exact, place };
            found(hit.indicator, seen, &evidence(record, &hit));
        }
    }

    /// Keys that the malware makes: services, tasks and keys of its own.
    fn key(&self, key: &str, found: &mut impl FnMut(usize, Seen, &str)) {
        let Some((_, name)) = key.rsplit_once('\\') else { return };
        let name = folded(name);
        let mut report = |indicator: &usize, place| {
            let seen = Seen { weight: Weight::Infected, matched: Match::Exact, place };
            found(*indicator, seen, &format!("[{key}]"));
        };
        if let Some(indicator) = self.services.get(&name)
            && is_service(&folded(key))
        {
            report(indicator, PlaceKind::Autostart);
        }
        const TASK_ROOT: &str = r"\schedule\taskcache\tree\";
        let ends_like_a_key = |wanted: &String| {
            wanted.rsplit_once('\\').map_or(wanted.as_str(), |(_, end)| end) == name
        };
        if self.keys.keys().any(&ends_like_a_key) || self.tasks.keys().any(&ends_like_a_key) {
            let whole = folded(key);
            if let Some(indicator) = self.keys.get(below_root(&whole)) {
                report(indicator, PlaceKind::MalwareKey);
            }
            if let Some((_, task)) = whole.split_once(TASK_ROOT)
                && let Some(indicator) = self.tasks.get(task).or_else(|| self.tasks.get(&name))
            {
                report(indicator, PlaceKind::Autostart);
            }
        }
    }

    /// The first hit of each indicator in one field. An indicator already hit in the record is not hit again.
    fn search<'a>(&self, field: Field<'a>, key: &str, hits: &mut Vec<Hit<'a>>) {
        let bytes = match field {
            Field::Key(text) | Field::Name(text) | Field::Text(text) => text.as_bytes(),
            Field::Bytes(bytes) => bytes,
        };
        for found in self.words.find_iter(bytes) {
            let Some(pattern) = self.patterns.get(found.pattern().as_usize()) else { continue };
            let wanted = match pattern.writing {
                Writing::Plain => true,
                Writing::Utf16 => matches!(field, Field::Bytes(_)),
                Writing::Rot13 => {
                    matches!(field, Field::Name(_)) && folded(key).contains("\\userassist\\")
                }
            };
            let step = if pattern.writing == Writing::Utf16 { 2 } else { 1 };
            let whole =
                !pattern.whole_name || stands_alone(bytes, found.start(), found.end(), step);
            if wanted && whole && hits.iter().all(|hit| hit.indicator != pattern.indicator) {
                let (start, end) = (found.start(), found.end());
                hits.push(Hit {
                    indicator: pattern.indicator,
                    field,
                    start,
                    end,
                    writing: pattern.writing,
                });
            }
        }
    }
}

/// How a word is written in bytes.
fn written(value: &str, writing: Writing) -> Vec<u8> {
    match writing {
        Writing::Plain => value.as_bytes().to_vec(),
        Writing::Utf16 => value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Writing::Rot13 => rot13(value).into_bytes(),
    }
}

fn rot13(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a'..='m' | 'A'..='M' => char::from(letter as u8 + 13),
            'n'..='z' | 'N'..='Z' => char::from(letter as u8 - 13),
            _ => letter,
        })
        .collect()
}

/// `HKEY_LOCAL_MACHINE\SYSTEM\<a control set>\Services\<name>`, folded.
fn is_service(folded_key: &str) -> bool {
    let parts: Vec<&str> = folded_key.split('\\').collect();
    matches!(parts.as_slice(), ["hkey_local_machine", "system", set, "services", _] if set.contains("controlset"))
}

/// A folded key without its hive's root: `HKEY_LOCAL_MACHINE\`, `HKEY_CURRENT_USER\`, `HKEY_USERS\S-1-5-21-…\`.
fn below_root(folded_key: &str) -> &str {
    match folded_key.split_once('\\') {
        Some(("hkey_users", rest)) => rest.split_once('\\').map_or("", |(_, below)| below),
        Some((_, below)) => below,
        None => "",
    }
}

/// Whether what was found is a whole file name: no letter, digit, `_`, `-` or `.` continues it on either side.
fn stands_alone(bytes: &[u8], start: usize, end: usize, step: usize) -> bool {
    let continues =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || 0x80 <= *byte;
    let before = start.checked_sub(step).and_then(|at| bytes.get(at));
    let after = bytes.get(end);
    !before.is_some_and(|byte| continues(byte) || *byte == b'.') && !after.is_some_and(continues)
}

fn place_of(record: &RegistryRecord<'_>, hit: &Hit<'_>) -> (PlaceKind, Weight) {
    let key = folded(record.key);
    // A Debugger that names the malware starts it in another program's stead; a key of the malware's name blocks it.
    let starts_instead = key.contains(r"\image file execution options\")
        && matches!(hit.field, Field::Text(_))
        && record.value.is_some_and(|value| value.name.eq_ignore_ascii_case("Debugger"));
    if starts_instead {
        return (PlaceKind::Autostart, Weight::Infected);
    }
    Places::built_in().registry(&key)
}

/// `[key] "name" = …text around the hit…`, the hit never cut away.
fn evidence(record: &RegistryRecord<'_>, hit: &Hit<'_>) -> String {
    let key = match hit.field {
        Field::Key(key) => return format!("[{}]", around(key, hit.start, hit.end, 3 * CONTEXT)),
        _ => tail(record.key, 2 * CONTEXT),
    };
    let name = record.value.map_or("", |value| value.name);
    match hit.field {
        Field::Name(_) if hit.writing == Writing::Rot13 => {
            format!("[{key}] \"{}\" (ROT13)", around(&rot13(name), hit.start, hit.end, CONTEXT))
        }
        Field::Key(_) | Field::Name(_) => {
            format!("[{key}] \"{}\"", around(name, hit.start, hit.end, CONTEXT))
        }
        Field::Text(text) => format!(
            "[{key}] \"{}\" = {}",
            tail(name, CONTEXT),
            around(text, hit.start, hit.end, CONTEXT)
        ),
        Field::Bytes(bytes) => {
            format!("[{key}] \"{}\" = {}", tail(name, CONTEXT), bytes_around(bytes, hit))
        }
    }
}

/// The bytes around a hit as text: UTF-16 where the hit is UTF-16, else one letter a byte; what is no letter becomes a dot.
fn bytes_around(bytes: &[u8], hit: &Hit<'_>) -> String {
    let shown = |letter: char| {
        if letter.is_control() || letter == char::REPLACEMENT_CHARACTER { '.' } else { letter }
    };
    let step = if hit.writing == Writing::Utf16 { 2 } else { 1 };
    let start = hit.start - hit.start.min(CONTEXT * step) / step * step;
    let window = bytes
        .get(start..hit.end.saturating_add(CONTEXT * step).min(bytes.len()))
        .unwrap_or_default();
    if step == 2 {
        let units = window.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|letter| shown(letter.unwrap_or('.'))).collect();
    }
    window.iter().map(|byte| if byte.is_ascii() { shown(char::from(*byte)) } else { '.' }).collect()
}

/// At most `context` bytes on either side of a hit, cut at letters, the cuts marked.
fn around(text: &str, start: usize, end: usize, context: usize) -> String {
    let from = text.floor_char_boundary(start.saturating_sub(context));
    let to = text.ceil_char_boundary(end.saturating_add(context).min(text.len()));
    let before = if from == 0 { "" } else { "…" };
    let after = if to == text.len() { "" } else { "…" };
    format!("{before}{}{after}", text.get(from..to).unwrap_or_default())
}

/// The last `most` bytes of a text, cut at a letter, the cut marked.
fn tail(text: &str, most: usize) -> String {
    around(text, text.len(), text.len(), most)
}
