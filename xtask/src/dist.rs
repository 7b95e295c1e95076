//! `cargo xtask dist`. In: the sources. Out: the page in `dist/`, as a web host serves it.

use std::fs;

use crate::job::{self, Outcome};
use crate::tools;

pub(crate) fn run() -> Outcome {
    build()?;
    eprintln!("xtask: the page is in dist/; upload its contents to any web host");
    Ok(())
}

/// Brings the tools if needed and builds the page.
pub(crate) fn build() -> Outcome {
    tools::ensure()?;
    // Trunk never empties its folder of snippets, and would ship the ones of renamed crates.
    let stale = job::target_dir()?.join("wasm-bindgen");
    if stale.exists() {
        fs::remove_dir_all(stale)?;
    }
    let mut trunk = job::command("trunk")?;
    trunk
        .args(["build", "--release"])
        // Trunk takes NO_COLOR=1 for a wrong option and stops.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    job::run_quietly("building the page", trunk)
}
