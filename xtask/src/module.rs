//! The engine as a module for other pages. In: the compiled `module`. Out: `dist/module/`: script, WebAssembly and types.

use std::path::Path;

use crate::job::{self, Outcome};
use crate::slim;
use crate::tools;

/// Its folder in `dist/`.
pub(crate) const NAME: &str = "module";

/// Writes it, of what was compiled into the folder `target`.
pub(crate) fn write(dist: &Path, target: &Path) -> Outcome {
    let folder = dist.join(NAME);
    let mut bindgen = job::command("wasm-bindgen")?;
    bindgen
        .args(["--target", "web", "--out-name", "jiance", "--out-dir"])
        .arg(&folder)
        .arg(target.join(tools::COMPILED_MODULE));
    job::run_quietly("making the module", bindgen)?;
    let wasm = folder.join("jiance_bg.wasm");
    // As for the page: web/index.html.
    let mut opt = job::command("wasm-opt")?;
    opt.args([
        "-Oz",
        "--dealign",
        "--one-caller-inline-max-function-size=0",
        "--skip-pass=memory-packing",
    ])
    .arg(&wasm)
    .arg("-o")
    .arg(&wasm);
    job::run_quietly("making the module smaller", opt)?;
    slim::module(&folder.join("jiance.js"), &wasm)
}
