//! The tools that build the page. In: `Cargo.lock` and what the system has. Out: Trunk, wasm-bindgen and wasm-opt, ready to use.

use std::fs;
use std::path::PathBuf;
use std::thread;

use crate::job::{self, Outcome};
use crate::small;

const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_MUTANTS: &str = "27.1.0";
/// The page's profile; its dependencies are compiled while the tools are.
const PAGE_BUILD: [&str; 10] = [
    "build",
    "--locked",
    "--package",
    "jiance-web",
    "--package",
    "jiance-module",
    "--target",
    "wasm32-unknown-unknown",
    "--profile",
    "wasm",
];
/// What that build leaves, below the target folder.
pub(crate) const COMPILED_PAGE: &str = "wasm32-unknown-unknown/wasm/jiance-web.wasm";
pub(crate) const COMPILED_MODULE: &str = "wasm32-unknown-unknown/wasm/jiance_module.wasm";
/// Older ones stop at what today's compilers write.
const WASM_OPT: u32 = 132;

/// Brings the tools and compiles the page's crates, side by side; what is there already is used as it is.
pub(crate) fn ensure() -> Outcome {
    ensure_wasm_target()?;
    ensure_wasm_opt()?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| {
            ensure_wasm_bindgen()?;
            ensure_trunk()
        });
        let page = compile_page();
        tools.join().map_err(|_| "installing the tools stopped half-way")??;
        page
    })?;
    // The tools are there; what they were made of takes half a gigabyte.
    let rests = tools_build_dir()?;
    if rests.exists() {
        fs::remove_dir_all(rests)?;
    }
    Ok(())
}

fn tools_build_dir() -> Outcome<PathBuf> {
    Ok(job::tools_dir()?.join("build"))
}

/// The standard library for the browser, without which the page can be neither checked nor built.
pub(crate) fn ensure_wasm_target() -> Outcome {
    ensure_target("wasm32-unknown-unknown")
}

/// Rust's library for a target.
pub(crate) fn ensure_target(target: &str) -> Outcome {
    let folder = job::output_of("rustc", &["--print", "target-libdir", "--target", target]);
    if folder.is_some_and(|folder| fs::exists(folder).unwrap_or(false)) {
        return Ok(());
    }
    if job::find("rustup").is_none() {
        return Err(format!(
            "this Rust cannot build for {target} and there is no rustup to teach it. \
             Install the target the way your Rust was installed, or use https://rustup.rs"
        )
        .into());
    }
    let mut rustup = job::command("rustup")?;
    rustup.args(["target", "add", target]);
    job::run_quietly(&format!("adding Rust's library for {target}"), rustup)
}

fn compile_page() -> Outcome {
    let mut cargo = job::command("cargo")?;
    cargo.args(PAGE_BUILD).envs(small::settings()?);
    job::run_quietly("compiling the page", cargo)
}

fn ensure_trunk() -> Outcome {
    if version_of("trunk").is_some_and(|version| version == TRUNK) {
        return Ok(());
    }
    cargo_install("trunk", TRUNK, "trunk", "the first time about 4 minutes")
}

fn ensure_wasm_bindgen() -> Outcome {
    let wanted = locked_wasm_bindgen()?;
    if version_of("wasm-bindgen").is_some_and(|version| version == wanted) {
        return Ok(());
    }
    cargo_install("wasm-bindgen-cli", &wanted, "wasm-bindgen", "the first time about 2 minutes")
}

/// What drives Firefox. Debian has none, and npm's package would download it from elsewhere.
pub(crate) fn ensure_geckodriver() -> Outcome {
    if version_of("geckodriver").is_some_and(|version| version == GECKODRIVER) {
        return Ok(());
    }
    cargo_install("geckodriver", GECKODRIVER, "geckodriver", "the first time about 2 minutes")
}

/// The nightly compiler, which alone can build for libFuzzer, and the command that drives it.
pub(crate) fn ensure_fuzzer() -> Outcome {
    if job::output_of("cargo", &["+nightly", "--version"]).is_none() {
        return Err(
            "fuzzing needs the nightly compiler. Type: rustup toolchain install nightly".into()
        );
    }
    if version_of("cargo-fuzz").is_some_and(|version| version == CARGO_FUZZ) {
        return Ok(());
    }
    cargo_install("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz", "the first time about 2 minutes")
}

/// The command that changes the program to see whether the tests notice.
pub(crate) fn ensure_mutants() -> Outcome {
    let there = job::output_of("cargo", &["mutants", "--version"]);
    if there.is_some_and(|said| said.split(' ').next_back() == Some(CARGO_MUTANTS)) {
        return Ok(());
    }
    cargo_install("cargo-mutants", CARGO_MUTANTS, "cargo-mutants", "the first time about 2 minutes")
}

/// The page's glue is read by exactly the wasm-bindgen that wrote it, so the lock decides.
fn locked_wasm_bindgen() -> Outcome<String> {
    let lock = fs::read_to_string(job::root().join("Cargo.lock"))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    let version =
        lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    Ok(version.ok_or("Cargo.lock names no wasm-bindgen: run `cargo generate-lockfile`")?.to_owned())
}

/// Builds a tool for speed of building: each runs for a second or two, and is compiled on somebody's first visit.
fn cargo_install(package: &str, version: &str, program: &str, time: &str) -> Outcome {
    let mut cargo = job::command("cargo")?;
    cargo
        .args(["install", package, "--version", version, "--bin", program])
        .args(["--locked", "--no-default-features", "--root"])
        .arg(job::tools_dir()?)
        .env("CARGO_TARGET_DIR", tools_build_dir()?)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    job::run_quietly(&format!("installing {package} {version} ({time})"), cargo)
}

fn ensure_wasm_opt() -> Outcome {
    let number = version_of("wasm-opt").and_then(|version| version.parse::<u32>().ok());
    if number.is_some_and(|number| number >= WASM_OPT) {
        return Ok(());
    }
    let mut npm = job::command("npm")?;
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(job::tools_dir()?)
        .arg(format!("binaryen@{WASM_OPT}.0.0"));
    job::run_quietly(&format!("installing wasm-opt {WASM_OPT} (npm package binaryen)"), npm)
}

/// The version in `NAME VERSION …` or `NAME version VERSION …`.
fn version_of(program: &str) -> Option<String> {
    let printed = job::output_of(program, &["--version"])?;
    let version =
        printed.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    version.map(str::to_owned)
}
