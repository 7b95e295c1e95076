//! In: a folder with one TOML file of messages per language (`zh-CN.toml`, `en.toml`), flat or one table deep.
//! Out: Rust source with `enum Code` (one variant a message) and a `template` lookup, for a build script to write.
//!
//! A build that uses this fails when a language lacks a message, has one too many, or names other placeholders than its
//! sister, so a missing translation never reaches a user. A placeholder may say of what fills it that it is a count (`{lines#}`): whoever
//! fills it then writes it as the language writes counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

mod lang;

pub use lang::lang_source;

/// Messages of one language, by dotted key (`verdict.infected`).
type Messages = BTreeMap<String, String>;

/// Reads every `*.toml` in `folder` and gives the Rust source of the messages module.
///
/// The generated `Code` has `name()` (the key, with `.` kept) and `template(language)` where `language` is the file's stem.
///
/// # Errors
/// One sentence naming the file and what is wrong with it, or a message with plural forms: use [`generate_with_plurals`] for those.
pub fn generate(folder: &Path) -> Result<String, String> {
    let languages = read(folder)?;
    let mut all = languages.values().flatten();
    match all.find(|(_, text)| names(text).any(|name| name.contains('|'))) {
        Some((key, _)) => {
            Err(format!("message {key} has plural forms, which nobody here can choose from"))
        }
        None => Ok(source(&languages, None)),
    }
}

/// What marks a placeholder for a count, behind its name.
const COUNT: char = '#';

/// The same for a program that knows which plural form a count takes: `{n|one:host|other:hosts}`. `left_out` is a table of messages that
/// nobody says in what is built now; `named` is the table whose messages `name()` is asked for: it is empty for all others, whose keys would
/// only weigh.
///
/// # Errors
/// One sentence naming the file and what is wrong with it, or a message with a marked count: such a program knows numbers by their type.
pub fn generate_with_plurals(
    folder: &Path,
    left_out: Option<&str>,
    named: &str,
) -> Result<String, String> {
    let mut languages = read(folder)?;
    for messages in languages.values_mut() {
        if let Some(text) = messages.values().find(|text| names(text).any(|it| it.contains(COUNT)))
        {
            return Err(format!("a count is marked, which nobody here looks at: {text}"));
        }
        messages.retain(|key, _| table_of(key) != left_out);
    }
    Ok(source(&languages, Some(named)))
}

fn table_of(key: &str) -> Option<&str> {
    key.split_once('.').map(|(table, _)| table)
}

/// The languages that `folder` has messages in: the stems of its files.
///
/// # Errors
/// As [`generate`].
pub fn languages(folder: &Path) -> Result<Vec<String>, String> {
    Ok(read(folder)?.into_keys().collect())
}

/// Every message of `folder` by its dotted key, with the names of its placeholders.
///
/// # Errors
/// As [`generate`].
pub fn placeholders_of_all(folder: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let messages = read(folder)?.into_values().next().unwrap_or_default();
    let name = |it: &str| it.trim_end_matches(COUNT).to_owned();
    let names = |text: &str| placeholders(text).into_iter().map(name).collect();
    Ok(messages.into_iter().map(|(key, text)| (key, names(&text))).collect())
}

/// Every language's messages, once they were found to be alike.
fn read(folder: &Path) -> Result<BTreeMap<String, Messages>, String> {
    let mut languages: BTreeMap<String, Messages> = BTreeMap::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let messages = parse(&text).and_then(|messages| check_forms(&messages).map(|()| messages));
        languages.insert(language, messages.map_err(|e| format!("{}: {e}", path.display()))?);
    }
    check_alike(&languages)?;
    Ok(languages)
}

fn parse(text: &str) -> Result<Messages, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    let mut messages = Messages::new();
    for (key, value) in table {
        match value {
            toml::Value::String(text) => {
                messages.insert(key, text);
            }
            toml::Value::Table(inner) => {
                for (inner_key, value) in inner {
                    let toml::Value::String(text) = value else {
                        return Err(format!("{key}.{inner_key} is not a text"));
                    };
                    messages.insert(format!("{key}.{inner_key}"), text);
                }
            }
            _ => return Err(format!("{key} is neither a text nor a table of texts")),
        }
    }
    Ok(messages)
}

fn check_alike(languages: &BTreeMap<String, Messages>) -> Result<(), String> {
    let Some((first, messages)) = languages.iter().next() else {
        return Err("no message file found".to_owned());
    };
    for (other, others) in languages {
        for key in messages.keys().chain(others.keys()) {
            let (Some(a), Some(b)) = (messages.get(key), others.get(key)) else {
                return Err(format!(
                    "message {key} stands only in one of {first}.toml and {other}.toml"
                ));
            };
            if placeholders(a) != placeholders(b) {
                return Err(format!(
                    "message {key} has other placeholders in {other}.toml than in {first}.toml"
                ));
            }
        }
    }
    Ok(())
}

/// A placeholder's name is what stands before its plural forms, if it has any: another language may have other forms.
fn placeholders(text: &str) -> BTreeSet<&str> {
    names(text).filter_map(|name| name.split('|').next()).collect()
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// The names of plural forms, of which each language has some and all have the last.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn check_forms(messages: &Messages) -> Result<(), String> {
    for (key, text) in messages {
        for name in names(text) {
            let forms: Vec<&str> = name
                .split('|')
                .skip(1)
                .map(|form| form.split(':').next().unwrap_or_default())
                .collect();
            let is_whole = forms.is_empty() || forms.contains(&"other");
            if !is_whole || forms.iter().any(|form| !FORMS.contains(form)) {
                return Err(format!(
                    "message {key} has plural forms {forms:?}: they need `other` and may be {FORMS:?}"
                ));
            }
        }
    }
    Ok(())
}

fn source(languages: &BTreeMap<String, Messages>, named: Option<&str>) -> String {
    let mut out = String::new();
    let keys: Vec<&String> =
        languages.values().next().map(|m| m.keys().collect()).unwrap_or_default();
    out.push_str("/// Every message there is, by its key in the message files.\n");
    out.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub(crate) enum Code {\n");
    for key in &keys {
        let _ = writeln!(out, "    /// `{key}`\n    {},", variant(key));
    }
    out.push_str(TABLES);
    let is_named = |key: &str| named.is_none() || table_of(key) == named;
    write_table(&mut out, "KEYS", keys.iter().map(|key| if is_named(key) { key } else { "" }));
    out.push_str("\n/// What a language's texts are; an unknown language reads as English.\nfn texts(language: &str) -> &'static LazyLock<Vec<&'static str>> {\n    match language {\n");
    for language in languages.keys().rev() {
        let pattern = if language == "en" { "_".to_owned() } else { format!("{language:?}") };
        let _ = writeln!(out, "        {pattern} => &{},", static_of(language));
    }
    out.push_str("    }\n}\n");
    for (language, messages) in languages {
        write_table(&mut out, &static_of(language), messages.values().map(String::as_str));
    }
    out
}

/// How the messages are found: a pointer for each of some thousand texts would compress worse than the texts do, so they stand in one
/// text, and where each begins is found out when the first is asked for.
const TABLES: &str = r#"}

use std::sync::LazyLock;

impl Code {
    /// The key in the message files, if the build script had it kept.
    #[allow(dead_code, reason = "of the programs that have message files, only some show keys")]
    pub(crate) fn name(self) -> &'static str {
        KEYS.get(self as usize).copied().unwrap_or_default()
    }

    /// The text in a language, placeholders unfilled.
    pub(crate) fn template(self, language: &str) -> &'static str {
        texts(language).get(self as usize).copied().unwrap_or_default()
    }
}

fn parts(all: &'static str) -> Vec<&'static str> {
    all.split('\u{1f}').collect()
}
"#;

fn static_of(language: &str) -> String {
    language.replace('-', "_").to_ascii_uppercase()
}

/// Texts one after the other, the separator that ASCII has for it between them.
fn write_table<'t>(out: &mut String, name: &str, texts: impl Iterator<Item = &'t str>) {
    let all = texts.collect::<Vec<_>>().join("\u{1f}");
    let _ = writeln!(
        out,
        "static {name}: LazyLock<Vec<&'static str>> = LazyLock::new(|| parts({all:?}));"
    );
}

/// A message's variant of `Code`: `verdict.no_signs` → `VerdictNoSigns`.
pub fn variant(key: &str) -> String {
    key.split(['.', '_', '-'])
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(en: &str, zh: &str) -> BTreeMap<String, Messages> {
        [("en", en), ("zh-CN", zh)]
            .map(|(name, text)| (name.to_owned(), parse(text).unwrap()))
            .into()
    }

    #[test]
    fn a_message_missing_in_one_language_is_named() {
        let problem =
            check_alike(&languages("[a]\nb = \"x\"\nc = \"y\"", "[a]\nb = \"x\"")).unwrap_err();
        assert!(problem.contains("a.c"), "{problem}");
    }

    #[test]
    fn a_placeholder_lost_in_translation_is_named() {
        let problem = check_alike(&languages("a = \"{n} lines\"", "a = \"行\"")).unwrap_err();
        assert!(problem.contains('a'), "{problem}");
    }

    #[test]
    fn a_count_is_marked_in_every_language() {
        assert!(check_alike(&languages("a = \"{n#} lines\"", "a = \"{n} 行\"")).is_err());
        assert_eq!(check_alike(&languages("a = \"{n#} lines\"", "a = \"{n#} 行\"")), Ok(()));
    }

    #[test]
    fn plural_forms_are_known_ones_and_no_placeholders_of_their_own() {
        let en = "a = \"{n} {n|one:host|other:hosts}\"";
        assert_eq!(check_alike(&languages(en, "a = \"{n} 台主机\"")), Ok(()));
        assert_eq!(check_forms(&parse(en).unwrap()), Ok(()));
        for wrong in ["{n|one:host}", "{n|single:host|other:hosts}"] {
            let messages = parse(&format!("a = {wrong:?}")).unwrap();
            assert!(check_forms(&messages).unwrap_err().contains("message a"), "{wrong}");
        }
    }

    #[test]
    fn source_has_a_variant_and_both_texts() {
        let languages =
            languages("[verdict]\nno_signs = \"No signs\"", "[verdict]\nno_signs = \"未发现迹象\"");
        let text = source(&languages, None);
        for expected in [
            "VerdictNoSigns,",
            "KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| parts(\"verdict.no_signs\"));",
            "EN: LazyLock<Vec<&'static str>> = LazyLock::new(|| parts(\"No signs\"));",
            "ZH_CN: LazyLock<Vec<&'static str>> = LazyLock::new(|| parts(\"未发现迹象\"));",
            "\"zh-CN\" => &ZH_CN,\n        _ => &EN,",
        ] {
            assert!(text.contains(expected), "{expected} not in:\n{text}");
        }
        assert!(source(&languages, Some("verdict")).contains("parts(\"verdict.no_signs\")"));
        assert!(
            source(&languages, Some("advice"))
                .contains("KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| parts(\"\"))")
        );
    }
}
