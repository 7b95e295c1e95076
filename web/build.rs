//! Turns the page's texts (`messages/`) into code.

use std::path::{Path, PathBuf};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=messages");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let messages = message_files::generate(Path::new("messages"))?;
    std::fs::write(out.join("messages.rs"), messages).map_err(|e| e.to_string())
}
