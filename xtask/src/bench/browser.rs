//! In: large inputs and a browser. Out: what the page needs for them, beside what reading them needs.

use std::path::Path;
use std::process::Stdio;

use super::figures::Table;
use super::inputs;
use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::server::Server;
use crate::system::Browsers;

pub(super) fn measure(folder: &Path, browsers: &Browsers, table: &mut Table) -> Outcome {
    dist::build()?;
    let bundle = inputs::input(folder, "bundle", 900)?;
    let zip = inputs::zipped(folder, &bundle)?;
    let small = inputs::input(folder, "collected", 10)?;
    let large = inputs::input(folder, "registry", 2048)?;
    let early = inputs::input(folder, "registry-early", 200)?;
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = scripts::node(&server, browsers)?;
    node.arg("tests/browser/bench/bench.mjs").args([&bundle, &zip, &small, &large, &early]);
    let output = node.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    // A line for each figure: its id, its value, how it came about; `-` for a value that could not be had.
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut words = line.splitn(3, '\t');
        let mut word = || words.next().unwrap_or_default();
        let (id, value, how) = (word(), word(), word());
        match value.parse() {
            Ok(value) => table.add(id, value, how),
            Err(_) => table.fail(id, how),
        }
    }
    if output.status.success() { Ok(()) } else { Err(format!("failed ({})", output.status).into()) }
}
