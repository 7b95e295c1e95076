//! Turns the page's texts (`messages/`) into code, and tells it the checksums of the native collector.

use std::path::{Path, PathBuf};

/// What `cargo xtask collector` leaves; without it the page offers the batch file alone.
const CHECKSUMS: &str = "../collector/built/SHA256SUMS";
const COLLECTORS: [(&str, &str); 2] =
    [("  jiance.exe", "JIANCE_EXE_SHA256"), ("  jiance-x64.exe", "JIANCE_X64_SHA256")];

/// What the page says before the wasm is there (`src/first_paint.rs`), and so not in it.
const FIRST_PAINT: &str = "first";
/// What a tick is kept by the key of (`src/components/advice_section.rs`).
const TICKED: &str = "advice";

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed={CHECKSUMS}");
    let sums = std::fs::read_to_string(CHECKSUMS).unwrap_or_default();
    for (file, variable) in COLLECTORS {
        let sum = sums.lines().find_map(|line| line.strip_suffix(file)).map_or("", str::trim);
        println!("cargo::rustc-env={variable}={sum}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let is_for_browsers = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let left_out = is_for_browsers.then_some(FIRST_PAINT);
    let messages = message_files::generate_with_plurals(Path::new("messages"), left_out, TICKED)?;
    std::fs::write(out.join("messages.rs"), messages).map_err(|e| e.to_string())
}
