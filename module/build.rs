//! Turns the module's texts into code, and the report's schema into the types that TypeScript is told.

use std::path::{Path, PathBuf};

#[path = "build/types.rs"]
mod types;

const SCHEMA: &str = "../crate/data/report.schema.json";

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={SCHEMA}");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let messages = message_files::generate(Path::new("messages"))?;
    std::fs::write(out.join("messages.rs"), messages).map_err(|e| e.to_string())?;
    std::fs::write(out.join("options.d.ts"), options()?).map_err(|e| e.to_string())?;
    let schema = std::fs::read_to_string(SCHEMA).map_err(|e| format!("{SCHEMA}: {e}"))?;
    let schema = serde_json::from_str(&schema).map_err(|e| format!("{SCHEMA}: {e}"))?;
    std::fs::write(out.join("report.d.ts"), types::of(&schema)?).map_err(|e| e.to_string())
}

/// What a check can be made with, as TypeScript.
fn options() -> Result<String, String> {
    let languages = message_files::languages(Path::new("messages"))?;
    let languages: Vec<String> = languages.iter().map(|tag| format!("{tag:?}")).collect();
    Ok(format!(
        "export interface CheckOptions {{
  /** The language of the report's texts: \"zh-CN\" unless given. */
  lang?: {};
  /** The id of a built-in advisory: the first unless given. */
  advisory?: string;
}}
",
        languages.join(" | ")
    ))
}
