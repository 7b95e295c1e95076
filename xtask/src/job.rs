//! Running other programs. In: a command and a line that says what it is for. Out: done, or an error that shows why not.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// How much of a failed program's output is repeated.
const LINES_SHOWN: usize = 40;

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Cargo's target folder: two levels above this program, wherever the developer has put it.
pub(crate) fn target_dir() -> Outcome<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.ok_or("cannot tell where the target folder is")?.to_owned())
}

/// The folder of everything that these commands install.
pub(crate) fn tools_dir() -> Outcome<PathBuf> {
    Ok(target_dir()?.join("tools"))
}

/// A command at the top of the checkout that finds the tools of `tools_dir` before the system's.
pub(crate) fn command(program: &str) -> Outcome<Command> {
    let tools = tools_dir()?;
    let mut folders = vec![tools.join("bin"), tools.join("node_modules/.bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    // Debian puts servers there, which is not on every user's PATH.
    folders.push("/usr/sbin".into());
    let path = std::env::join_paths(folders)?;
    let program = find_in(&path, program).unwrap_or_else(|| program.into());
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", path);
    Ok(command)
}

/// Where a program is, in the tools or on the system.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let command = command(program).ok()?;
    let path = PathBuf::from(command.get_program());
    path.is_absolute().then_some(path)
}

fn find_in(path: &std::ffi::OsStr, program: &str) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a program prints, or nothing if it is not there or fails.
pub(crate) fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program).ok()?.args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a long job quietly: one line when it starts, one when it ends, and its last words if it fails.
pub(crate) fn run_quietly(what: &str, mut command: Command) -> Outcome {
    let name: String =
        what.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let logs = tools_dir()?.join("logs");
    fs::create_dir_all(&logs)?;
    let log = logs.join(format!("{name}.log"));
    let file = File::create(&log)?;

    eprintln!("xtask: {what} …");
    let start = Instant::now();
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let status = command.status().map_err(|error| cannot_start(&command, &error))?;
    if status.success() {
        eprintln!("xtask: {what}: done in {}", seconds(start.elapsed()));
        return Ok(());
    }
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    let last = lines.get(lines.len().saturating_sub(LINES_SHOWN)..).unwrap_or_default();
    Err(format!("{what}: failed ({status}). Its last words:\n\n{}\n", last.join("\n")).into())
}

/// Runs a job whose output the developer wants to see.
pub(crate) fn run_openly(mut command: Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(&command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("failed ({status})").into()) }
}

/// A duration as a person reads it.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    let remedy = match &*program {
        "node" | "npm" => "Install Node.js 18 or newer, which brings npm too",
        _ => "Install it and put it on PATH",
    };
    format!("cannot start `{program}`: {error}. {remedy}")
}
