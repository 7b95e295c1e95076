//! `cargo xtask soak`. In: how much of each. Out: what grows in one tab over many checks, with a thousand bundles, and with a file of 4 GiB.

use std::fs;

use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::server::Server;
use crate::system;

/// `--checks N`, `--bundles N` and `--gigabytes N` make less of it, or leave a part out with 0.
const OPTIONS: [&str; 3] = ["--checks", "--bundles", "--gigabytes"];

pub(crate) fn run(options: &[&str]) -> Outcome {
    for pair in options.chunks(2) {
        let is_known = matches!(pair, [name, number] if OPTIONS.contains(name) && number.parse::<u32>().is_ok());
        if !is_known {
            return Err(format!(
                "unknown: {}; soak has {}",
                pair.join(" "),
                OPTIONS.join(" N, ") + " N"
            )
            .into());
        }
    }
    let browser = system::ensure()?;
    dist::build()?;
    if !fs::exists(job::target_dir()?.join("fixtures/index.json"))? {
        crate::test::write_fixtures()?;
    }
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = scripts::node(&server, &browser)?;
    node.arg("tests/browser/soak.mjs").args(options);
    job::run_openly(node)
}
