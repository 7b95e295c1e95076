//! In: what wasm-bindgen and wasm-opt made. Out: the same, so that a web host's compression makes it smaller: names without checksums, and
//! functions beside those that they are like. What it does, and how quickly, is the same.

mod names;
mod order;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha384};

use crate::job::Outcome;

/// How many digits of a checksum tell two builds apart: as many as Trunk takes.
const DIGITS: usize = 16;

/// Slims the page. The two files' names and checksums in index.html become those of the new bytes.
pub(crate) fn page(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let mut page = fs::read_to_string(&index)?;
    let named = |attribute: &str| {
        let name = page
            .split_once(&format!("{attribute}=\"./"))
            .and_then(|(_, rest)| rest.split('"').next());
        name.map(str::to_owned).ok_or_else(|| format!("index.html has no {attribute}"))
    };
    let (glue, wasm) = (named("data-js")?, named("data-wasm")?);
    let (new_glue, new_wasm) =
        slimmed(&fs::read_to_string(dist.join(&glue))?, &fs::read(dist.join(&wasm))?)?;
    for (name, new, end) in
        [(&wasm, &new_wasm[..], "_bg.wasm"), (&glue, new_glue.as_bytes(), ".js")]
    {
        let (old_sum, new_sum) = (Sha384::digest(fs::read(dist.join(name))?), Sha384::digest(new));
        if !page.contains(&BASE64.encode(old_sum)) {
            return Err(format!("index.html does not name the checksum of {name}").into());
        }
        let digits = new_sum.iter().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        let new_name = format!("jiance-web-{}{end}", digits.get(..DIGITS).unwrap_or_default());
        fs::remove_file(dist.join(name))?;
        fs::write(dist.join(&new_name), new)?;
        page =
            page.replace(&BASE64.encode(old_sum), &BASE64.encode(new_sum)).replace(name, &new_name);
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
