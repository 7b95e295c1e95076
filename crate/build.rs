//! Turns the data a non-programmer edits (`data/`) into what the engine reads at run time.

use std::path::{Path, PathBuf};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=data");
    let data = Path::new("data");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let messages = message_files::generate(&data.join("messages"))?;
    std::fs::write(out.join("messages.rs"), messages).map_err(|e| e.to_string())
}
