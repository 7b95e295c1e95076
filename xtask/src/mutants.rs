//! `cargo xtask mutants`. In: which share of the mutants. Out: how many of the changes that cargo-mutants makes to matching, decoding and
//! the verdict the tests catch, and the ones that they don't.

use std::fs;

use crate::job::{self, Outcome};
use crate::tools;

/// What is changed: whatever decides between a sign and none, and between clean and unknown.
const CHANGED: [&str; 6] = [
    "crate/src/matching/**",
    "crate/src/assessment/verdict.rs",
    "crate/src/assessment/checks.rs",
    "crate/src/assessment/coverage/**",
    "crate/src/intake/text/**",
    "crate/src/formats/registry/data.rs",
];

/// Reads `--share K/N`: of N equal shares the K-th, counted from 0.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let share = match options {
        [] => "0/1",
        ["--share", share] => share,
        other => return Err(format!("unknown: {}", other.join(" ")).into()),
    };
    tools::ensure_mutants()?;
    let out = job::target_dir()?.join("mutants");
    fs::create_dir_all(&out)?;
    let mut cargo = job::command("cargo")?;
    cargo.args(["mutants", "--no-shuffle", "--sharding", "round-robin", "--shard", share]);
    cargo.args(CHANGED.iter().flat_map(|glob| ["--file", glob]));
    cargo.args(["--test-package", "jiance,jiance-tests", "--profile", "mutants"]);
    cargo.args(["--minimum-test-timeout", "120"]);
    cargo.arg("--output").arg(&out);
    // The table of forms takes half of the tests' time and says little about these parts that the others don't say; documents' tests
    // and second opinions of other programs say nothing about them.
    cargo.args(["--", "--", "--skip", "forms::", "--skip", "second_opinion", "--skip", "schema::"]);
    let outcome = job::run_openly(cargo);
    for (name, meaning) in [
        ("caught", "caught"),
        ("timeout", "ran out of time"),
        ("missed", "missed"),
        ("unviable", "did not compile"),
    ] {
        let list = fs::read_to_string(out.join(format!("mutants.out/{name}.txt")))?;
        eprintln!("  {:>5} {meaning}", list.lines().count());
    }
    // What is missed is the finding; that there is some is no failure of the command.
    let missed = fs::read_to_string(out.join("mutants.out/missed.txt"))?;
    eprint!("{missed}");
    if missed.is_empty() { outcome } else { Ok(()) }
}
