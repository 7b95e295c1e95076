//! `cargo xtask test`. In: the checkout. Out: every test's result, and a table of the steps; the first that fails ends the run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::collector;
use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::server::Server;
use crate::system::{self, Browsers};
use crate::tools;

/// A step's name, and what it does; it is told where the browsers are.
type Step = (&'static str, fn(&Browsers) -> Outcome);

/// In this order: what fails fastest comes first.
const STEPS: [Step; 11] = [
    ("format", |_| cargo("fmt --all --check")),
    ("lints", |_| cargo("clippy --locked --workspace --all-targets -- --deny warnings")),
    ("lints of the page", |_| {
        cargo(
            "clippy --locked --package jiance-web --target wasm32-unknown-unknown -- --deny warnings",
        )
    }),
    ("Rust tests", |_| cargo("test --locked --workspace")),
    ("native collector", |_| native_collector()),
    ("command line", |_| cargo("build --locked --package jiance-cli")),
    ("fixtures", |_| write_fixtures()),
    ("page", |_| dist::build()),
    ("browser tests", |browsers| run_scripts("tests/browser", browsers)),
    ("three browsers", |browsers| run_scripts("tests/browser/webdriver", browsers)),
    ("Wine tests", |browsers| run_scripts("tests/wine", browsers)),
];

pub(crate) fn run() -> Outcome {
    let start = Instant::now();
    tools::ensure_wasm_target()?;
    let browsers = system::ensure()?;
    tools::ensure_geckodriver()?;
    system::try_wine_32();
    let mut table = vec![("what the tests need", start.elapsed())];
    for (name, step) in STEPS {
        eprintln!("xtask: test step: {name} …");
        let start = Instant::now();
        let outcome = step(&browsers);
        table.push((name, start.elapsed()));
        if let Err(error) = outcome {
            print_table(&table, "FAILED");
            return Err(format!("the step `{name}` did not pass: {error}").into());
        }
    }
    print_table(&table, "passed");
    eprintln!("xtask: every test passed, in {}", job::seconds(start.elapsed()));
    Ok(())
}

fn print_table(table: &[(&str, Duration)], last: &str) {
    eprintln!();
    for (at, (name, time)) in table.iter().enumerate() {
        let outcome = if at + 1 == table.len() { last } else { "passed" };
        eprintln!("  {outcome:6}  {:>12}  {name}", job::seconds(*time));
    }
    eprintln!();
}

fn cargo(words: &str) -> Outcome {
    let mut cargo = job::command("cargo")?;
    cargo.args(words.split(' '));
    job::run_openly(cargo)
}

/// Its parts that need no Windows are tested here; what is built is checked as it is built, and built once more elsewhere.
fn native_collector() -> Outcome {
    for words in
        ["fmt --check", "clippy --locked --all-targets -- --deny warnings", "test --locked --lib"]
    {
        in_collector(words)?;
    }
    collector::prove()?;
    in_collector(
        "clippy --locked --release --bin jiance --target i686-pc-windows-gnu -- --deny warnings",
    )
}

fn in_collector(words: &str) -> Outcome {
    let mut cargo = job::command("cargo")?;
    cargo.current_dir(job::root().join("collector")).args(words.split(' '));
    cargo.env("CARGO_TARGET_DIR", job::target_dir()?.join("collector"));
    job::run_openly(cargo)
}

/// Every case of the generator, with what it must give, in `target/fixtures`.
fn write_fixtures() -> Outcome {
    let folder = job::target_dir()?.join("fixtures");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut cargo = job::command("cargo")?;
    cargo
        .args(["run", "--locked", "--package", "jiance-tests", "--bin", "fixtures", "--"])
        .arg(folder);
    job::run_openly(cargo)
}

/// Runs a folder's `*.test.mjs` against the built page and the built command line.
fn run_scripts(folder: &str, browsers: &Browsers) -> Outcome {
    let tests = test_files(&job::root().join(folder))?;
    if tests.is_empty() {
        return Err(format!("{folder} holds no *.test.mjs").into());
    }
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = scripts::node(&server, browsers)?;
    node.args(["--test", "--test-reporter=spec"]).args(tests);
    job::run_openly(node)
}

fn test_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
