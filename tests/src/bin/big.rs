//! Writes one large input: `cargo run -p jiance-tests --bin big -- KIND MIB PATH`.
//!
//! KIND is `registry`, `bare`, `long`, `collected` or `csv`, with `-early` behind it where a sign stands near the start; or `bundle`,
//! a folder, two thirds of it registry.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use jiance_tests::big::{self, Form, MIB, Sign, Sizes};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [kind, mib, path] = words.as_slice() else {
        return Err("give KIND, MIB and PATH".into());
    };
    let (bytes, path) = (mib.parse::<u64>()? * MIB, Path::new(path));
    if kind == "bundle" {
        let registry = bytes * 2 / 3;
        return Ok(big::bundle(Sizes { registry, listing: bytes - registry }, path)?);
    }
    let (form, sign) = match kind.strip_suffix("-early") {
        Some(form) => (form, Sign::Early),
        None => (kind.as_str(), Sign::None),
    };
    let mut file = BufWriter::new(File::create(path)?);
    match form {
        "registry" => big::registry(bytes, sign, &mut file)?,
        "bare" => big::listing(Form::Bare, bytes, sign, &mut file)?,
        "long" => big::listing(Form::Long, bytes, sign, &mut file)?,
        "collected" => big::listing(Form::Collected, bytes, sign, &mut file)?,
        "csv" => big::listing(Form::Csv, bytes, sign, &mut file)?,
        other => return Err(format!("there is no `{other}`").into()),
    }
    Ok(file.flush()?)
}
