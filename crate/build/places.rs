//! In: `data/places.toml`. Out: Rust source with the same, for `src/matching/places.rs`.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    place: Vec<Place>,
    copies: Copies,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    kind: String,
    weight: String,
    keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Copies {
    folders: Vec<String>,
    words: Vec<String>,
    not: Vec<String>,
    extensions: Vec<String>,
}

/// Reads the file and gives the source.
///
/// # Errors
/// One sentence naming the file and what is wrong with it.
pub(crate) fn generate(path: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let places: Places = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = format!(
        "/// What a key is by its parts, a line each: the first that is in it.\nstatic REGISTRY: [(PlaceKind, Weight, &str); {}] = [\n",
        places.place.len()
    );
    for Place { kind, weight, keys } in &places.place {
        let (kind, weight) = (message_files::variant(kind), message_files::variant(weight));
        let _ = writeln!(out, "    (PlaceKind::{kind}, Weight::{weight}, {:?}),", keys.join("\n"));
    }
    let Copies { folders, words, not, extensions } = &places.copies;
    let copies = [folders, words, not, extensions].map(|texts| texts.join("\n"));
    let _ = writeln!(
        out,
        "];\n\n/// Folders, words, what is none of them, and extensions, a line each.\nstatic COPIES: [&str; 4] = {copies:?};"
    );
    Ok(out)
}
