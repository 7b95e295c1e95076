//! Turns the command's message files into Rust.

use std::path::{Path, PathBuf};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=messages");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    std::fs::write(out.join("messages.rs"), message_files::generate(Path::new("messages"))?)
        .map_err(|e| e.to_string())
}
