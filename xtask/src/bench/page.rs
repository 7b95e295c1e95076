//! `cargo xtask bench page`. In: the sources. Out: what Lighthouse says of the built page, each figure with its goal.

use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::system;

pub(crate) fn run() -> Outcome {
    let browsers = system::ensure()?;
    dist::build()?;
    scripts::install_npm_packages("tests/bench")?;
    let mut node = job::command("node")?;
    node.env("JIANCE_BROWSER", browsers.chromium).arg("tests/bench/page.mjs");
    job::run_openly(node)
}
