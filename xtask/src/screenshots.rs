//! `cargo xtask screenshots DIR`. In: a folder's name. Out: pictures of the page in it.

use std::path::absolute;

use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::server::Server;
use crate::system;

pub(crate) fn run(folder: &str) -> Outcome {
    let browsers = system::ensure()?;
    dist::build()?;
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = scripts::node(&server, &browsers)?;
    node.arg("tests/browser/screenshots.mjs").arg(absolute(folder)?);
    job::run_openly(node)
}
