//! In: large inputs. Out: what the command line needs for them, beside what `rg` needs.
//!
//! Processor time is the least of several runs, taken in turns, so that what else the machine does weighs on both sides.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::figures::Table;
use super::inputs::{self, Words};
use crate::job::{self, Outcome};
use crate::system;

const RUNS: usize = 5;

/// Seconds.
#[derive(Clone, Copy)]
struct Cost {
    processor: f64,
    clock: f64,
}

pub(super) fn measure(folder: &Path, table: &mut Table) -> Outcome {
    if job::find("rg").is_none() {
        system::install(&["ripgrep"])?;
    }
    for package in ["jiance-cli", "jiance-bench"] {
        let mut cargo = job::command("cargo")?;
        cargo.args(["build", "--locked", "--release", "--package", package]);
        job::run_quietly(&format!("building {package}"), cargo)?;
    }
    let built = job::target_dir()?.join("release");
    let (jiance, many) = (built.join("jiance"), built.join("jiance-bench"));
    let check = |file: &Path| words(&jiance, &["check".as_ref(), "--json".as_ref(), file]);
    let rg = |list: &Path, file: &Path| {
        let options = ["-j1", "-c", "-i", "-F", "-f"].map(Path::new);
        words(Path::new("rg"), &[options.as_slice(), &[list, file]].concat())
    };

    let lists = Words::of_advisory(folder)?;
    let registry = inputs::input(folder, "registry", 200)?;
    let bare = inputs::input(folder, "bare", 300)?;
    let collected = inputs::input(folder, "collected", 300)?;
    for (id, file, list) in [
        ("registry", &registry, &lists.registry),
        ("listing", &bare, &lists.names),
        ("collected", &collected, &lists.names),
    ] {
        let [own, other] = in_turns([&check(file), &rg(list, file)])?;
        add(table, id, own.processor, other.processor, "rg");
        add(table, &format!("{id}-wall"), own.clock, other.clock, "rg");
    }

    let names = folder.join("names-2000");
    let list = Command::new(&many).args(["names", "2000"]).output()?;
    fs::write(&names, list.stdout)?;
    let with = |count: &str, file: &Path| words(&many, &["check".as_ref(), count.as_ref(), file]);
    let searched = once(&rg(&names, &bare))?;
    let [few, all] = in_turns([&with("15", &bare), &with("2000", &bare)])?;
    add(table, "many-rg", all.processor, searched.processor, "rg");
    add(table, "many", all.processor, few.processor, "15 indicators");
    let [few, all] = in_turns([&with("15", &registry), &with("2000", &registry)])?;
    add(table, "many-registry", all.processor, few.processor, "15 indicators");

    let sizes = [10, 100, 1000].map(|mib| inputs::input(folder, "registry", mib));
    let [small, medium, large] = sizes;
    let (small, medium, large) = (small?, medium?, large?);
    let [first, second, third] =
        in_turns([&with("15", &small), &with("15", &medium), &with("15", &large)])?;
    add(table, "growth-100", second.processor, first.processor, "10 MiB");
    add(table, "growth-1000", third.processor, second.processor, "100 MiB");
    Ok(())
}

fn add(table: &mut Table, id: &str, own: f64, other: f64, what: &str) {
    table.add(id, own / other, &format!("{own:.3} s; {what} {other:.3} s"));
}

type Line = Vec<std::ffi::OsString>;

fn words(program: &Path, arguments: &[&Path]) -> Line {
    std::iter::once(program).chain(arguments.iter().copied()).map(Into::into).collect()
}

/// The least that each of some commands costs.
fn in_turns<const N: usize>(commands: [&Line; N]) -> Outcome<[Cost; N]> {
    let mut least = [Cost { processor: f64::INFINITY, clock: f64::INFINITY }; N];
    for _ in 0..RUNS {
        for (least, command) in least.iter_mut().zip(commands) {
            let cost = once(command)?;
            least.processor = least.processor.min(cost.processor);
            least.clock = least.clock.min(cost.clock);
        }
    }
    Ok(least)
}

/// What one run of a command costs, as the shell tells it; whatever it finds.
fn once(command: &Line) -> Outcome<Cost> {
    let mut shell = job::command("bash")?;
    shell.args(["-c", "TIMEFORMAT='%3U %3S %3R'; time \"$@\" > /dev/null 2> /dev/null", "bash"]);
    let output = shell.args(command).stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match (numbers.as_slice(), output.status.code()) {
        // `rg` gives 1 where it finds nothing, `jiance` up to 12 for what it found.
        ([user, system, clock], Some(0 | 1 | 10..=12)) => {
            Ok(Cost { processor: user + system, clock: *clock })
        }
        _ => Err(format!(
            "{}: failed: {said}",
            command.first().map_or_else(String::new, |program| program.display().to_string())
        )
        .into()),
    }
}
