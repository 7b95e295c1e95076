//! In: the compiler there is. Out: what makes cargo build Rust's own library anew for the page, small and without the words of panics.
//!
//! These settings are unstable: they are those of the compiler named here, and with another the page is built without them, larger.

use std::path::Path;

use crate::job::{self, Outcome};

/// The compiler whose unstable settings these are.
const COMPILER: &str = "rustc 1.95.";

const SETTINGS: [(&str, &str); 5] = [
    // A stable compiler takes unstable settings only so.
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    ("CARGO_PROFILE_WASM_PANIC", "immediate-abort"),
];

const FLAGS: [&str; 6] = [
    "-Zunstable-options",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // What a browser's own compiler does to a loop anyway.
    "-Cllvm-args=-disable-lsr",
    // These move loads to where they take more code.
    "-Cllvm-args=-enable-load-pre=false",
    "-Cllvm-args=-enable-pre=false",
];

/// Settings for cargo, and flags for the compiler.
pub(crate) type Settings = (Vec<(&'static str, String)>, Vec<&'static str>);

/// What the page is built with.
pub(crate) fn settings() -> Outcome<Settings> {
    let version = job::output_of("rustc", &["--version"]).unwrap_or_default();
    if !version.starts_with(COMPILER) {
        eprintln!(
            "xtask: the page gets larger: its settings are those of {COMPILER}x, not of {version}"
        );
        return Ok(Settings::default());
    }
    ensure_source()?;
    Ok((SETTINGS.map(|(name, value)| (name, value.to_owned())).to_vec(), FLAGS.to_vec()))
}

/// The source of Rust's own library.
fn ensure_source() -> Outcome {
    let sysroot = job::output_of("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").exists() {
        return Ok(());
    }
    if job::find("rustup").is_none() {
        return Err("the page is built with the source of Rust's library, and there is no rustup to bring it. \
             Install it the way your Rust was installed (rust-src), or use https://rustup.rs"
            .into());
    }
    let mut rustup = job::command("rustup")?;
    rustup.args(["component", "add", "rust-src"]);
    job::run_quietly("adding the source of Rust's library", rustup)
}
