//! The message files: complete in every language, with nothing that no program says; and no text for users anywhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Each folder of messages, and the sources that say them.
const FOLDERS: [(&str, &str); 4] = [
    ("crate/data/messages", "crate"),
    ("web/messages", "web"),
    ("cli/messages", "cli"),
    ("module/messages", "module"),
];

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust source below a folder of the checkout: its path and its text before its tests.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            let text = fs::read_to_string(&path).expect("a text");
            let shipped =
                text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            found.push((path, shipped));
        }
    }
    found
}

/// The codes that sources name: `Code::VerdictInfected`.
fn said(folder: &Path) -> BTreeSet<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric();
    let of = |text: &str| -> Vec<String> {
        let after = text.split("Code::").skip(1);
        after.map(|rest| rest.chars().take_while(|letter| is_name(*letter)).collect()).collect()
    };
    sources(folder).iter().flat_map(|(_, text)| of(text)).collect()
}

#[test]
fn every_message_is_in_every_language_and_is_said() {
    for (folder, code) in FOLDERS {
        let messages = message_files::placeholders_of_all(&top().join(folder)).expect(folder);
        let said = said(&top().join(code));
        let unused: Vec<&String> =
            messages.keys().filter(|key| !said.contains(&message_files::variant(key))).collect();
        assert!(unused.is_empty(), "{folder}: nobody says {unused:?}");
        assert!(messages.len() > 3, "{folder}");
    }
}

#[test]
fn every_folder_has_the_languages_that_are_offered() {
    let offered: BTreeSet<&str> = jiance::Lang::ALL.map(jiance::Lang::tag).into();
    for (folder, _) in FOLDERS {
        let languages = message_files::languages(&top().join(folder)).expect(folder);
        let languages: BTreeSet<&str> = languages.iter().map(String::as_str).collect();
        assert_eq!(languages, offered, "{folder}");
    }
}

/// A folder of messages with one language more, whose texts are what `change` makes of the English ones; none leaves one out.
fn with_another_language(folder: &str, change: impl Fn(&str, &str) -> Option<String>) -> TempDir {
    let made = tempfile::tempdir().expect("a folder of its own");
    for language in ["zh-CN.toml", "en.toml"] {
        fs::copy(top().join(folder).join(language), made.path().join(language)).expect("copied");
    }
    let english = fs::read_to_string(top().join(folder).join("en.toml")).expect("a text");
    let mut table: toml::Table = english.parse().expect("a table");
    change_all(&mut table, &change);
    fs::write(made.path().join("qps.toml"), table.to_string()).expect("written");
    made
}

fn change_all(table: &mut toml::Table, change: &impl Fn(&str, &str) -> Option<String>) {
    table.retain(|key, value| match value {
        toml::Value::Table(inner) => {
            change_all(inner, change);
            true
        }
        value => {
            let changed = value.as_str().and_then(|text| change(key, text));
            changed.map(|text| *value = toml::Value::String(text)).is_some()
        }
    });
}

fn bracketed(_key: &str, text: &str) -> Option<String> {
    Some(format!("⟦{text}⟧"))
}

/// What the folder's program builds its messages with: only the page knows plural forms.
fn generate(folder: &str) -> fn(&Path) -> Result<String, String> {
    if folder == "web/messages" {
        |folder| message_files::generate_with_plurals(folder, None, "advice")
    } else {
        message_files::generate
    }
}

#[test]
fn another_language_is_one_file_in_each_folder_and_has_to_be_whole() {
    for (folder, _) in FOLDERS {
        let whole = with_another_language(folder, bracketed);
        let source = generate(folder)(whole.path()).expect(folder);
        assert!(source.contains("\"qps\" => &QPS,"), "{folder}");
        let all = message_files::placeholders_of_all(whole.path()).expect(folder);
        assert_eq!(source.matches('⟦').count(), all.len(), "{folder}: every text of it is there");

        let missing = all.keys().next().expect("a message");
        let name = missing.rsplit('.').next().unwrap_or_default();
        let gap =
            with_another_language(
                folder,
                |key, text| {
                    if key == name { None } else { bracketed(key, text) }
                },
            );
        let problem = generate(folder)(gap.path()).expect_err(folder);
        assert!(problem.contains(missing.as_str()) && problem.contains("qps"), "{problem}");

        let other = with_another_language(folder, |_, text| Some(text.replace('{', "{x_")));
        assert!(generate(folder)(other.path()).expect_err(folder).contains("placeholders"));
    }
}

/// Where the number before a word in the plural is never one.
const ALWAYS_MANY: [&str; 6] = [
    "container.too_many_entries",
    "ending.too_many_parts",
    "drop.too_many",
    "checks.lead_all",
    "hosts.shown",
    "several",
];

/// What may follow a name and is no noun.
const VERBS: [&str; 15] = [
    "is", "was", "has", "holds", "says", "shows", "names", "lists", "lacks", "gives", "cuts",
    "stops", "does", "affects", "decides",
];

/// The word in the plural that stands right behind a placeholder, as in `{n} files`.
fn plural_after_a_number(text: &str) -> Option<&str> {
    text.split("} ").skip(1).find_map(|after| {
        let word = after.split(|letter: char| !letter.is_ascii_lowercase()).next()?;
        (2 < word.len() && word.ends_with('s') && !VERBS.contains(&word)).then_some(word)
    })
}

#[test]
fn no_english_message_says_one_files() {
    let mut looked_at = 0;
    for (folder, _) in FOLDERS {
        let text = fs::read_to_string(top().join(folder).join("en.toml")).expect("a text");
        let table: toml::Table = text.parse().expect("a table");
        let mut texts = Vec::new();
        for (key, value) in &table {
            match value {
                toml::Value::Table(inner) => {
                    texts.extend(inner.iter().map(|(name, text)| (format!("{key}.{name}"), text)));
                }
                value => texts.push((key.clone(), value)),
            }
        }
        for (key, text) in texts {
            let found = text.as_str().and_then(plural_after_a_number);
            let is_known = ALWAYS_MANY.contains(&key.as_str());
            assert!(found.is_none() || is_known, "{folder}: {key}: {text}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 700, "{looked_at} messages");
    assert_eq!(plural_after_a_number("Read {n} files."), Some("files"), "it goes unseen");
}

/// A text in quotes that stands where the page shows it as it is.
fn shown_literal(line: &str) -> Option<&str> {
    const BEFORE: [&str; 6] =
        [">{ \"", "aria-label=\"", "placeholder=\"", "title=\"", "alt=\"", "data-label=\""];
    let alone = line.trim_start().strip_prefix("{ \"");
    let within = || BEFORE.iter().find_map(|before| Some(line.split_once(before)?.1));
    let text = alone.or_else(within)?.split('"').next()?;
    text.chars().any(char::is_alphabetic).then_some(text)
}

/// What stands between two tags without being code.
fn bare_text(line: &str) -> Option<&str> {
    let (_, after) = line.split_once('>')?;
    let text = after.split('<').next()?.trim();
    let is_markup = line.trim_start().starts_with('<') && after.contains("</");
    (is_markup && !text.contains('{') && text.chars().any(char::is_alphabetic)).then_some(text)
}

#[test]
fn the_page_has_no_text_of_its_own_in_its_code() {
    let mut looked_at = 0;
    for (path, text) in sources(&top().join("web/src")) {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let is_chinese = line.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
            let found = shown_literal(line).or_else(|| bare_text(line));
            assert!(!is_chinese && found.is_none(), "{}: {line}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 3_000, "{looked_at} lines");
    for line in ["<p>Hello</p>", "<p>{ \"Hello\" }</p>", "<input placeholder=\"Name\" />"] {
        assert!(shown_literal(line).or_else(|| bare_text(line)).is_some(), "{line} goes unseen");
    }
}
