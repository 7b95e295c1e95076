//! Writes every case into a folder, as a bundle and as single files, with `index.json` that says what each must give:
//! `cargo run -p jiance-tests --bin fixtures -- DIR`.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use jiance_tests::cases::{Case, cases};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: fixtures DIR");
        return ExitCode::from(2);
    };
    match write_all(Path::new(&folder)) {
        Ok(count) => {
            eprintln!("{count} cases written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write the fixtures: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> io::Result<usize> {
    let cases = cases();
    let rows = cases.iter().map(|case| write(folder, case)).collect::<io::Result<Vec<Value>>>()?;
    fs::write(folder.join("index.json"), format!("{:#}\n", Value::Array(rows)))?;
    Ok(cases.len())
}

/// Writes one case; gives its row of the index, with paths relative to the folder.
fn write(folder: &Path, case: &Case) -> io::Result<Value> {
    let parts = folder.join(&case.name).join(&case.collection.name);
    fs::create_dir_all(&parts)?;
    let mut files = Vec::new();
    for part in &case.collection.parts {
        fs::write(parts.join(&part.name), &part.bytes)?;
        files.push(format!("{}/{}/{}", case.name, case.collection.name, part.name));
    }
    let bundle = format!("{}/{}.zip", case.name, case.collection.name);
    fs::write(folder.join(&bundle), case.collection.zip())?;
    Ok(json!({
        "name": case.name,
        "bundle": bundle,
        "files": files,
        "verdict": case.expected.verdict,
        "indicators": case.expected.indicators,
    }))
}
