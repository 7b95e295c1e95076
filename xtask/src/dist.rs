//! `cargo xtask dist`. In: the sources. Out: the page in `dist/`, as a web host serves it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::checkable;
use crate::collector;
use crate::first_paint;
use crate::icons;
use crate::job::{self, Outcome};
use crate::module;
use crate::service_worker;
use crate::single_file;
use crate::slim;
use crate::tools;
use crate::tree::last_change;

/// What Trunk reads, apart from the compiled page.
const INPUTS: [&str; 8] = [
    "Cargo.lock",
    "Trunk.toml",
    "collector/jiance.bat",
    collector::BUILT,
    "static",
    "web/index.html",
    // Of what is drawn before the wasm is there, the wasm has nothing.
    "web/messages",
    "web/src/first_paint.rs",
];

pub(crate) fn run() -> Outcome {
    build()?;
    eprintln!("xtask: the page is in dist/; upload its contents to any web host");
    Ok(())
}

/// Brings the tools if needed, and builds the page unless it is as new as its sources.
pub(crate) fn build() -> Outcome {
    ensure_collector()?;
    tools::ensure()?;
    let target = job::target_dir()?;
    if is_current(&[tools::COMPILED_PAGE, tools::COMPILED_MODULE].map(|it| target.join(it))) {
        return Ok(());
    }
    assemble(&job::root(), &target)
}

/// Builds the page from the sources below a folder into the `dist/` there.
pub(crate) fn assemble(root: &Path, target: &Path) -> Outcome {
    // Trunk never empties its folder of snippets, and would ship the ones of renamed crates.
    let snippets = target.join("wasm-bindgen");
    if snippets.exists() {
        fs::remove_dir_all(snippets)?;
    }
    let mut trunk = job::command("trunk")?;
    trunk
        .current_dir(root)
        .args(["build", "--release"])
        // Trunk takes NO_COLOR=1 for a wrong option and stops.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("CARGO_TARGET_DIR", target)
        .envs(tools::page_settings(root)?);
    job::run_quietly("building the page", trunk)?;
    let dist = root.join("dist");
    slim::page(&dist)?;
    module::write(&dist, target)?;
    first_paint::add(&dist, root, target)?;
    checkable::integrity::add(&dist)?;
    icons::add(&dist, root)?;
    single_file::write(&dist)?;
    service_worker::write(&dist)?;
    checkable::describe(&dist)?;
    checkable::checksums(&dist)
}

/// Builds the native collector. Where that is not possible the page does without: it then offers the batch file alone.
fn ensure_collector() -> Outcome {
    if let Err(error) = collector::build() {
        eprintln!("xtask: the page will not offer jiance.exe: {error}");
        let built = job::root().join(collector::BUILT);
        if built.exists() {
            fs::remove_dir_all(&built)?;
        }
        fs::create_dir_all(built)?;
    }
    Ok(())
}

/// Whether `dist/` was built after the last change of everything that goes into it.
fn is_current(compiled: &[PathBuf]) -> bool {
    let root = job::root();
    let Some(built) = last_change(&root.join("dist").join(service_worker::NAME)) else {
        return false;
    };
    let inputs = INPUTS.iter().map(|input| root.join(input)).filter(|input| input.exists());
    let mut inputs = inputs.chain(compiled.iter().cloned());
    inputs.all(|input| last_change(&input).is_some_and(|change| change < built))
}
