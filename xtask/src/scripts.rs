//! Node scripts that use the built page. In: a running server, the browsers. Out: `node`, ready to be given a script.

use std::fs;
use std::process::Command;

use crate::job::{self, Outcome};
use crate::server::Server;
use crate::system::Browsers;

/// A `node` that knows where the page, the command line, the fixtures and the browsers are.
pub(crate) fn node(server: &Server, browsers: &Browsers) -> Outcome<Command> {
    install_npm_packages()?;
    let target = job::target_dir()?;
    let mut node = job::command("node")?;
    node.env("JIANCE_PAGE", server.address())
        .env("JIANCE_CLI", target.join("debug").join("jiance"))
        .env("JIANCE_FIXTURES", target.join("fixtures"))
        .env("JIANCE_BROWSER", &browsers.chromium)
        .env("JIANCE_FIREFOX", &browsers.firefox);
    Ok(node)
}

/// `npm ci`, once for each state of the lock file.
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
