//! In: `link_numbers.toml`, and the data it numbers. Out: Rust source with the same lists as statics, for `src/link/numbers.rs`.
//!
//! A build fails where something that a report can name has no number, a name stands twice, or a message's placeholders are not
//! those of its row.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::model::Advisory;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    #[serde(rename = "languages")]
    _languages: serde::de::IgnoredAny,
    weaknesses: Vec<String>,
    measures: Vec<String>,
    products: Vec<String>,
    files: Vec<String>,
    services: Vec<String>,
    artifacts: Vec<String>,
    architectures: Vec<String>,
    installation_types: Vec<String>,
    sayings: Vec<String>,
    indicators: BTreeMap<String, Vec<String>>,
}

/// The message sections whose messages can stand in what a link carries.
const CARRIED: [&str; 10] = [
    "verdict.",
    "coverage.",
    "ending.",
    "exposure.",
    "hardening.",
    "container.",
    "hive.",
    "mft.",
    "problem.",
    "artifact.",
];

/// What a placeholder may hold; `data` and `Kind` name the same.
const KINDS: [(&str, &str); 13] = [
    ("number", "Number"),
    ("dotted", "Dotted"),
    ("date", "Date"),
    ("drive", "Drive"),
    ("update", "Update"),
    ("ports", "Ports"),
    ("services", "Services"),
    ("windows", "Windows"),
    ("file", "File"),
    ("saying", "Saying"),
    ("input", "Input"),
    ("part", "Part"),
    ("withheld", "Withheld"),
];

/// Reads the folder of data and gives the source.
///
/// # Errors
/// One sentence naming the list and what is wrong with it.
pub(crate) fn generate(data: &Path, advisories: &[Advisory]) -> Result<String, String> {
    let numbers: Numbers = read(&data.join("link_numbers.toml"))?;
    let knowledge = data.join("knowledge");
    let mut out = String::new();
    let mut list = |name: &str, rows: &[String], used: BTreeSet<String>| {
        complete(&name.to_lowercase(), rows, &used)?;
        let _ = writeln!(out, "pub(crate) static {name}: &[&str] = &{rows:?};");
        Ok::<(), String>(())
    };
    let mut weaknesses = BTreeSet::new();
    let mut files = BTreeSet::new();
    for path in crate::toml_files(&knowledge)? {
        let table: toml::Table = read(&path)?;
        if let (Some(id), Some(affected)) = (table.get("id"), table.get("affected")) {
            weaknesses.extend(id.as_str().map(str::to_owned));
            for row in affected.as_array().into_iter().flatten() {
                files.extend(names(row.get("files"), "name"));
            }
        }
    }
    list("WEAKNESSES", &numbers.weaknesses, weaknesses)?;
    list("FILES", &numbers.files, files)?;
    let measures: toml::Table = read(&knowledge.join("measures.toml"))?;
    list("MEASURES", &numbers.measures, names(measures.get("measure"), "id").collect())?;
    let products: toml::Table = read(&knowledge.join("products.toml"))?;
    list("PRODUCTS", &numbers.products, names(products.get("product"), "id").collect())?;
    // What these name stands in the engine's own source.
    for (name, rows) in [
        ("SERVICES", &numbers.services),
        ("ARTIFACTS", &numbers.artifacts),
        ("ARCHITECTURES", &numbers.architectures),
        ("INSTALLATION_TYPES", &numbers.installation_types),
    ] {
        list(name, rows, BTreeSet::new())?;
    }
    write_indicators(&mut out, &numbers, advisories)?;
    write_sayings(
        &mut out,
        &numbers.sayings,
        &message_files::placeholders_of_all(&data.join("messages"))?,
    )?;
    Ok(out)
}

pub(crate) fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// The texts under one key in each table of a list.
fn names<'a>(list: Option<&'a toml::Value>, key: &'a str) -> impl Iterator<Item = String> + 'a {
    let rows = list.and_then(toml::Value::as_array).into_iter().flatten();
    rows.filter_map(move |row| row.get(key)?.as_str().map(str::to_owned))
}

pub(crate) fn complete(list: &str, rows: &[String], used: &BTreeSet<String>) -> Result<(), String> {
    let mut known = BTreeSet::new();
    for row in rows {
        if !known.insert(row.clone()) {
            return Err(format!("link_numbers.toml: {row:?} stands twice in {list}"));
        }
    }
    match used.difference(&known).next() {
        Some(name) => {
            Err(format!("link_numbers.toml: {name:?} has no number: add it at the end of {list}"))
        }
        None => Ok(()),
    }
}

fn write_indicators(
    out: &mut String,
    numbers: &Numbers,
    advisories: &[Advisory],
) -> Result<(), String> {
    out.push_str("pub(crate) static INDICATORS: &[(&str, &[&str])] = &[\n");
    for advisory in advisories {
        let rows = numbers.indicators.get(&advisory.id).map_or(&[][..], Vec::as_slice);
        let used = advisory.indicators.iter().map(|indicator| indicator.id.clone()).collect();
        complete(&format!("indicators.{}", advisory.id), rows, &used)?;
        let _ = writeln!(out, "    ({:?}, &{rows:?}),", advisory.id);
    }
    out.push_str("];\n");
    Ok(())
}

fn write_sayings(
    out: &mut String,
    rows: &[String],
    messages: &BTreeMap<String, BTreeSet<String>>,
) -> Result<(), String> {
    let mut numbered = BTreeSet::new();
    out.push_str("pub(crate) static SAYINGS: &[Row] = &[\n");
    for row in rows {
        let (code, rest) = row.split_once(' ').unwrap_or((row, ""));
        let mut arguments = Vec::new();
        for argument in rest.split_whitespace() {
            let kind = argument.split_once(':').and_then(|(name, kind)| {
                let (_, variant) = KINDS.iter().find(|(known, _)| *known == kind)?;
                Some((name, *variant))
            });
            arguments.push(kind.ok_or(format!("link_numbers.toml: {argument:?} in {row:?}"))?);
        }
        let names: BTreeSet<String> =
            arguments.iter().map(|(name, _)| (*name).to_owned()).collect();
        let is_current = messages.get(code) == Some(&names);
        if is_current {
            numbered.insert(code.to_owned());
        }
        let variant = match messages.contains_key(code) {
            true => format!("Some(Code::{})", message_files::variant(code)),
            false => "None".to_owned(),
        };
        let _ = write!(
            out,
            "    Row {{ name: {code:?}, code: {variant}, is_current: {is_current}, arguments: &["
        );
        for (name, kind) in arguments {
            let _ = write!(out, "({name:?}, Kind::{kind}), ");
        }
        out.push_str("] },\n");
    }
    out.push_str("];\n");
    let carried =
        messages.keys().filter(|code| CARRIED.iter().any(|section| code.starts_with(section)));
    match carried.clone().find(|code| !numbered.contains(*code)) {
        Some(code) => Err(format!(
            "link_numbers.toml: {code:?} has no number, or other placeholders than its row: add a row at the end of sayings"
        )),
        None => Ok(()),
    }
}
