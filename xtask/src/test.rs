//! `cargo xtask test`. In: the checkout. Out: every test's result, and a table of the steps; the first that fails ends the run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::dist;
use crate::job::{self, Outcome};
use crate::server::Server;
use crate::system::{self, Programs};

type Step = (&'static str, fn(&Setting) -> Outcome);

/// In this order: what fails fastest comes first.
const STEPS: [Step; 8] = [
    ("format", |_| cargo(&["fmt", "--all", "--check"])),
    ("lints", |_| {
        cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"])
    }),
    ("lints of the page", |_| {
        cargo(&[
            "clippy",
            "--locked",
            "-p",
            "jiance-web",
            "--target",
            WASM,
            "--",
            "--deny",
            "warnings",
        ])
    }),
    ("Rust tests", |setting| {
        let mut tests = job::command("cargo")?;
        tests.args(["test", "--locked", "--workspace"]).env("JIANCE_WINE", &setting.programs.wine);
        job::run_openly(tests)
    }),
    ("command line", |_| cargo(&["build", "--locked", "-p", "jiance-cli"])),
    ("page", |_| dist::build()),
    ("browser tests", |setting| scripts(setting, "tests/browser")),
    ("Wine tests", |setting| scripts(setting, "tests/wine")),
];

const WASM: &str = "wasm32-unknown-unknown";

struct Setting {
    programs: Programs,
}

pub(crate) fn run() -> Outcome {
    let start = Instant::now();
    let setting = Setting { programs: system::ensure()? };
    let mut table = vec![("what the tests need", start.elapsed())];
    for (name, step) in STEPS {
        eprintln!("xtask: test step: {name} …");
        let start = Instant::now();
        let outcome = step(&setting);
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

fn cargo(arguments: &[&str]) -> Outcome {
    let mut cargo = job::command("cargo")?;
    cargo.args(arguments);
    job::run_openly(cargo)
}

/// Runs a folder's `*.test.mjs` against the built page and the built command line.
fn scripts(setting: &Setting, folder: &str) -> Outcome {
    let tests = test_files(&job::root().join(folder))?;
    if tests.is_empty() {
        return Err(format!("{folder} holds no *.test.mjs").into());
    }
    install_npm_packages()?;
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = job::command("node")?;
    node.arg("--test")
        .args(tests)
        .env("JIANCE_PAGE", server.address())
        .env("JIANCE_CLI", job::target_dir()?.join("debug").join("jiance"))
        .env("JIANCE_FIXTURES", job::root().join("tests/fixtures"))
        .env("JIANCE_BROWSER", &setting.programs.browser)
        .env("JIANCE_WINE", &setting.programs.wine);
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

/// `npm ci` once for each state of the lock file.
fn install_npm_packages() -> Outcome {
    let folder = job::root().join("tests/browser");
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = job::command("npm")?;
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    job::run_quietly("installing the browser tests' npm packages", npm)?;
    Ok(fs::write(stamp, lock)?)
}
