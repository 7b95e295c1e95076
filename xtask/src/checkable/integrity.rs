//! In: the built page. Out: the same, where it names the checksum of every script that it starts from, so that the browser runs no other.
//! Trunk does so for what it makes itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::checksum;
use crate::job::Outcome;

/// What starts the page, as index.html says it. The links stand before it: what a script imports is asked for as soon as it is there.
const START: &str = "<script type=\"module\" src=\"./boot.js\"";
/// What the page reads as text, to make its worker of. Its link loads nothing: boot.js looks the checksum up there.
const READ: &str = "worker.js";

/// What it shows before that.
const FIRST: &str = "<script src=\"./first.js\"";
const STYLE: &str = "<link rel=\"stylesheet\"";

/// Adds them to index.html.
pub(crate) fn add(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let sum = |name: &str| -> Outcome<String> {
        let integrity = checksum::integrity(fs::read(dist.join(name))?);
        Ok(format!("integrity=\"{integrity}\""))
    };
    if !page.contains(START) || !page.contains(FIRST) || page.contains("rel=\"checksum\"") {
        return Err(
            "index.html does not run first.js and boot.js, or names their checksums already".into(),
        );
    }
    let mut links = format!("<link rel=\"checksum\" href=\"./{READ}\" {}>\n", sum(READ)?);
    for name in imports(dist, "boot.js")? {
        links += &format!("<link rel=\"modulepreload\" href=\"./{name}\" {}>\n", sum(&name)?);
    }
    let start = format!("{links}{START} {}", sum("boot.js")?);
    let sum = sum("first.js")?;
    // Nothing is shown without these two, so they are asked for before all else.
    let early = format!("<link rel=\"preload\" as=\"script\" href=\"./first.js\" {sum}>\n{STYLE}");
    let page = page.replacen(START, &start, 1).replacen(FIRST, &format!("{FIRST} {sum}"), 1);
    let page = page.replacen(STYLE, &early, 1);
    Ok(fs::write(index, page)?)
}

/// The scripts that a script imports, and those that they import.
fn imports(dist: &Path, script: &str) -> Outcome<BTreeSet<String>> {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![script.to_owned()]);
    while let Some(script) = waiting.pop() {
        let text = fs::read_to_string(dist.join(script))?;
        for line in text.lines().filter(|line| line.starts_with("import ")) {
            let name = line.split_once("from \"./").and_then(|(_, rest)| rest.split('"').next());
            let name = name.ok_or_else(|| format!("not understood: {line}"))?.to_owned();
            if found.insert(name.clone()) {
                waiting.push(name);
            }
        }
    }
    Ok(found)
}
