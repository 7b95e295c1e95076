//! `cargo xtask collector`. In: `collector/`'s sources. Out: both builds of the native collector in `collector/built/`, checked, with
//! their SHA-256. The page hands them out from there.

mod check;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::checksum::sha256;
use crate::job::{self, Outcome};
use crate::tree::last_change;
use crate::{paths, system, tree};

/// What is built, below the top of the checkout.
pub(crate) const BUILT: &str = "collector/built";
/// The checksums of what is built, in the form that `sha256sum --check` reads.
const CHECKSUMS: &str = "SHA256SUMS";

/// What the collector is made of, below the top of the checkout.
const SOURCES: [&str; 9] = [
    "collector/.cargo",
    "collector/Cargo.lock",
    "collector/Cargo.toml",
    "collector/build.rs",
    "collector/jiance.ico",
    "collector/jiance.manifest",
    "collector/jiance.rc",
    "collector/no-unwinding.ld",
    "collector/src",
];

/// One build.
pub(crate) struct Build {
    pub(crate) target: &'static str,
    /// Its name in `collector/built/`.
    pub(crate) file: &'static str,
    /// The toolchain that links it, and its Debian package.
    linker: &'static str,
}

/// The 32-bit one runs everywhere; the other where a 64-bit Windows has no room for 32-bit programs.
pub(crate) const BUILDS: [Build; 2] = [
    Build { target: "i686-pc-windows-gnu", file: "jiance.exe", linker: "i686-w64-mingw32-gcc" },
    Build {
        target: "x86_64-pc-windows-gnu",
        file: "jiance-x64.exe",
        linker: "x86_64-w64-mingw32-gcc",
    },
];

/// `cargo xtask collector`.
pub(crate) fn run() -> Outcome {
    build()?;
    let folder = job::root().join(BUILT);
    for build in &BUILDS {
        let bytes = fs::read(folder.join(build.file))?;
        eprintln!(
            "xtask: {BUILT}/{}: {} bytes, SHA-256 {}",
            build.file,
            bytes.len(),
            sha256(&bytes)
        );
    }
    Ok(())
}

/// `cargo xtask bench collector [FILES]`: on a small Windows made by Wine, with so many files on it.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    build()?;
    system::ensure()?;
    let mut node = job::command("node")?;
    node.arg("tests/wine/bench.mjs").args(options);
    job::run_openly(node)
}

/// Builds both, unless they are as new as their sources.
pub(crate) fn build() -> Outcome {
    if is_current() {
        return Ok(());
    }
    ensure_toolchain()?;
    let folder = job::root().join(BUILT);
    fs::create_dir_all(&folder)?;
    let mut sums = String::new();
    for build in &BUILDS {
        let program = compile(build, &job::root(), &job::target_dir()?.join("collector"))?;
        let bytes = fs::read(&program)?;
        check::check(build, &bytes)?;
        fs::write(folder.join(build.file), &bytes)?;
        let _ = writeln!(sums, "{}  {}", sha256(&bytes), build.file);
    }
    fs::write(folder.join(CHECKSUMS), sums)?;
    Ok(())
}

/// Whether what is built keeps its promises under test: the same bytes from another folder, and checks that would notice.
pub(crate) fn prove() -> Outcome {
    build()?;
    let built = job::root().join(BUILT);
    let sums = fs::read(built.join(CHECKSUMS))?;
    for build in &BUILDS {
        check::prove(build, &fs::read(built.join(build.file))?)?;
    }
    let elsewhere = job::target_dir()?.join("collector built elsewhere");
    let proven = elsewhere.join(CHECKSUMS);
    if fs::read(&proven).is_ok_and(|proven| proven == sums) {
        return Ok(());
    }
    if elsewhere.exists() {
        fs::remove_dir_all(&elsewhere)?;
    }
    for source in SOURCES {
        tree::copy(&job::root().join(source), &elsewhere.join(source), &[])?;
    }
    for build in &BUILDS {
        let again = fs::read(compile(build, &elsewhere, &elsewhere.join("target"))?)?;
        if again != fs::read(built.join(build.file))? {
            return Err(
                format!("{}: built in another folder it has other bytes", build.file).into()
            );
        }
    }
    Ok(fs::write(proven, sums)?)
}

/// Compiles the sources below a folder. Gives the program.
fn compile(build: &Build, root: &Path, target_dir: &Path) -> Outcome<PathBuf> {
    let mut cargo = job::command("cargo")?;
    // Its folder has settings of its own for cargo.
    cargo
        .current_dir(root.join("collector"))
        .args(["build", "--release", "--locked", "--bin", "jiance", "--target", build.target])
        .arg("--target-dir")
        .arg(target_dir)
        // The same bytes wherever it is built: no path of this machine goes into them.
        .args(["--config", &paths_cut_off(root)?]);
    job::run_quietly(&format!("building {}", build.file), cargo)?;
    Ok(target_dir.join(build.target).join("release/jiance.exe"))
}

/// Cargo's setting for it: flags that put fixed names in place of this machine's folders, the sources' among them.
fn paths_cut_off(root: &Path) -> Outcome<String> {
    let flags: Vec<String> = paths::cut_off(root)?.iter().map(|flag| format!("'{flag}'")).collect();
    Ok(format!("target.'cfg(windows)'.rustflags=[{}]", flags.join(",")))
}

fn is_current() -> bool {
    let root = job::root();
    let Some(built) = last_change(&root.join(BUILT).join(CHECKSUMS)) else { return false };
    BUILDS.iter().all(|build| root.join(BUILT).join(build.file).exists())
        && SOURCES
            .iter()
            .all(|source| last_change(&root.join(source)).is_some_and(|change| change < built))
}

/// Rust's libraries for Windows and the linkers for them.
fn ensure_toolchain() -> Outcome {
    if BUILDS.iter().any(|build| job::find(build.linker).is_none()) {
        system::install(&["gcc-mingw-w64-i686", "gcc-mingw-w64-x86-64"])?;
    }
    for build in &BUILDS {
        crate::tools::ensure_target(build.target)?;
    }
    Ok(())
}
