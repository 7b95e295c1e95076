//! `cargo xtask screenshots`. In: a folder's name, or the wish to renew the pictures that tests compare with. Out: pictures of the page.

use std::path::absolute;
use std::process::Command;

use crate::dist;
use crate::job::{self, Outcome};
use crate::scripts;
use crate::server::Server;
use crate::system;
use crate::test;

/// Full pages, to look at, in a folder of the developer's choice.
pub(crate) fn run(folder: &str) -> Outcome {
    let folder = absolute(folder)?;
    with_page(|node| node.arg("tests/browser/screenshots.mjs").arg(folder))
}

/// Takes what the page looks like now for what it shall look like: `tests/browser/pictures`.
pub(crate) fn accept() -> Outcome {
    with_page(|node| {
        node.env("JIANCE_ACCEPT", "1").args([
            "--test",
            "--test-reporter=spec",
            "tests/browser/pictures.test.mjs",
        ])
    })
}

fn with_page(script: impl FnOnce(&mut Command) -> &mut Command) -> Outcome {
    let browsers = system::ensure()?;
    test::write_fixtures()?;
    dist::build()?;
    let server = Server::start(&job::root().join("dist"), 0)?;
    let mut node = scripts::node(&server, &browsers)?;
    script(&mut node);
    job::run_openly(node)
}
