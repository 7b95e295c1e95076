//! Turns the data a non-programmer edits (`data/`) into what the engine reads at run time.

use std::path::{Path, PathBuf};

#[path = "build/knowledge.rs"]
mod knowledge;
#[path = "build/languages.rs"]
mod languages;
#[path = "build/letters.rs"]
mod letters;
#[path = "build/link_numbers.rs"]
mod link_numbers;
#[path = "src/advisory/model.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build script only reads and writes these types")]
mod model;
#[path = "src/advisory/packed.rs"]
#[allow(dead_code, reason = "the build script only packs")]
mod packed;
#[path = "build/pages.rs"]
mod pages;
#[path = "build/places.rs"]
mod places;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/advisory/model.rs");
    println!("cargo::rerun-if-changed=src/advisory/packed.rs");
    let data = Path::new("data");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    write(&out.join("languages.rs"), &languages::generate(data)?)?;
    write(&out.join("messages.rs"), &message_files::generate(&data.join("messages"))?)?;
    write(&out.join("knowledge.rs"), &knowledge::generate(&data.join("knowledge"))?)?;
    write(&out.join("letters.rs"), &letters::generate())?;
    write(&out.join("pages.rs"), &pages::generate())?;
    let advisories = advisories(&data.join("advisories"))?;
    write(&out.join("link_numbers.rs"), &link_numbers::generate(data, &advisories)?)?;
    let advisories = packed::pack(&advisories).ok_or("an advisory has a control character")?;
    write(&out.join("advisories.txt"), &advisories)?;
    write(&out.join("places.rs"), &places::generate(&data.join("places.toml"))?)
}

/// Every advisory, in the order of their file names.
fn advisories(folder: &Path) -> Result<Vec<model::Advisory>, String> {
    let mut advisories = Vec::new();
    for path in toml_files(folder)? {
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let advisory: model::Advisory =
            toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let indicators = advisory.indicators.iter();
        let texts = indicators.flat_map(|it| it.neighbour.iter().chain(&it.note));
        for text in texts.chain([&advisory.title]) {
            languages::check(text.0.keys()).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        advisories.push(advisory);
    }
    Ok(advisories)
}

/// The TOML files in a folder, in the order of their names.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|e| e.to_string())?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}
