//! In: what wasm-bindgen and wasm-opt made. Out: the same, so that a web host's compression makes it smaller: names without checksums, and
//! functions beside those that they are like. What it does, and how quickly, is the same.

mod names;
mod order;

use std::fs;
use std::path::Path;

use crate::checksum;
use crate::html::{attribute, tags};
use crate::job::Outcome;

/// Slims the page. The two files' names and checksums in index.html become those of the new bytes.
pub(crate) fn page(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let mut page = fs::read_to_string(&index)?;
    let named = |name: &str| {
        let address =
            tags(&page, "<script ").find_map(|tag| attribute(tag, name)?.strip_prefix("./"));
        address.map(str::to_owned).ok_or_else(|| format!("index.html has no {name}"))
    };
    let (glue, wasm) = (named("data-js")?, named("data-wasm")?);
    let (new_glue, new_wasm) =
        slimmed(&fs::read_to_string(dist.join(&glue))?, &fs::read(dist.join(&wasm))?)?;
    for (name, new, end) in
        [(&wasm, &new_wasm[..], "_bg.wasm"), (&glue, new_glue.as_bytes(), ".js")]
    {
        let old_sum = checksum::integrity(fs::read(dist.join(name))?);
        if !page.contains(&old_sum) {
            return Err(format!("index.html does not name the checksum of {name}").into());
        }
        let new_name = format!("jiance-web-{}{end}", checksum::digits(new));
        fs::remove_file(dist.join(name))?;
        fs::write(dist.join(&new_name), new)?;
        page = page.replace(&old_sum, &checksum::integrity(new)).replace(name, &new_name);
    }
    Ok(fs::write(index, page)?)
}

/// Slims the module's two files.
pub(crate) fn module(glue: &Path, wasm: &Path) -> Outcome {
    let (new_glue, new_wasm) = slimmed(&fs::read_to_string(glue)?, &fs::read(wasm)?)?;
    fs::write(glue, new_glue)?;
    Ok(fs::write(wasm, new_wasm)?)
}

fn slimmed(glue: &str, wasm: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let (glue, wasm) = names::shortened(glue, wasm)?;
    Ok((glue, order::reordered(&wasm)?))
}
