//! `cargo xtask fuzz`. In: how long. Out: every fuzz target run for its share, and a table of executions and coverage.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::job::{self, Outcome};
use crate::tools;

/// All targets together, where nothing else is said.
const SECONDS: u64 = 300;

/// The most memory a target may take, in megabytes: well above what the engine states, well below what a leak would reach.
const MEGABYTES: u32 = 1024;

/// What a target reached.
struct Reached {
    target: String,
    executions: String,
    coverage: String,
    time: Duration,
}

/// Reads `--seconds N`, for all targets together.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let seconds = match options {
        [] => SECONDS,
        ["--seconds", number] => {
            number.parse().map_err(|_| format!("`{number}` is no number of seconds"))?
        }
        other => return Err(format!("unknown: {}", other.join(" ")).into()),
    };
    tools::ensure_fuzzer()?;
    build()?;
    let targets = targets()?;
    let share = (seconds / targets.len().max(1) as u64).max(1);
    let (mut table, mut found) = (Vec::new(), Vec::new());
    for target in targets {
        eprintln!("xtask: fuzz target: {target}, {share} s …");
        match run_target(&target, share) {
            Ok(reached) => table.push(reached),
            // The other targets may have something to say too.
            Err(finding) => found.push(finding.to_string()),
        }
    }
    print_table(&table);
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

/// The names of the files in the folder of targets.
fn targets() -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(job::root().join("crate/fuzz/targets"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The engine holds no unsafe code, so the address sanitizer would only slow it down.
fn cargo_fuzz(word: &str) -> Outcome<std::process::Command> {
    let mut cargo = job::command("cargo")?;
    cargo
        .args(["+nightly", "fuzz", word, "--fuzz-dir", "crate/fuzz"])
        .args(["--sanitizer", "none", "--no-trace-compares"])
        .env("CARGO_TARGET_DIR", job::target_dir()?.join("fuzz"))
        // Set by the cargo that runs this; the nightly one has its own.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO");
    Ok(cargo)
}

fn build() -> Outcome {
    job::run_quietly("building the fuzz targets", cargo_fuzz("build")?)
}

fn run_target(target: &str, seconds: u64) -> Outcome<Reached> {
    let folder = job::root().join("crate/fuzz");
    let [corpus, seeds] = ["corpus", "seeds"].map(|name| folder.join(name).join(target));
    fs::create_dir_all(&corpus)?;
    let mut cargo = cargo_fuzz("run")?;
    cargo.arg(target).arg(corpus);
    if seeds.is_dir() {
        cargo.arg(seeds);
    }
    cargo
        .args(["--", "-print_final_stats=1", "-max_len=16384"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-rss_limit_mb={MEGABYTES}"))
        .arg(format!("-dict={}", folder.join("windows.dict").display()))
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = cargo.spawn()?;
    let mut reached = Reached {
        target: target.to_owned(),
        executions: String::new(),
        coverage: String::new(),
        time: Duration::ZERO,
    };
    let mut said = Vec::new();
    for line in BufReader::new(child.stderr.take().ok_or("the fuzzer says nothing")?).lines() {
        let line = line?;
        if let Some(number) = line.strip_prefix("stat::number_of_executed_units:") {
            reached.executions = number.trim().to_owned();
        }
        if let Some((_, rest)) = line.split_once(" cov: ") {
            reached.coverage = rest.split_whitespace().next().unwrap_or_default().to_owned();
        } else {
            said.push(line);
        }
    }
    reached.time = start.elapsed();
    if child.wait()?.success() {
        return Ok(reached);
    }
    let last = said.get(said.len().saturating_sub(60)..).unwrap_or_default();
    Err(format!("{target} found something:\n\n{}\n", last.join("\n")).into())
}

fn print_table(table: &[Reached]) {
    eprintln!("\n  {:<12} {:>12} {:>10} {:>10}", "target", "executions", "coverage", "time");
    for row in table {
        let time = job::seconds(row.time);
        eprintln!("  {:<12} {:>12} {:>10} {time:>10}", row.target, row.executions, row.coverage);
    }
    eprintln!();
}
