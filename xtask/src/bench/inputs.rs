//! In: a name. Out: the large input of that name, made by the generator the first time; and the words that `rg` looks for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::job::{self, Outcome};

/// Makes an input of so many MiB, unless it is there.
pub(super) fn input(folder: &Path, kind: &str, mib: u32) -> Outcome<PathBuf> {
    let path = folder.join(format!("{kind}-{mib}"));
    if path.exists() {
        return Ok(path);
    }
    let half = folder.join("half");
    if half.is_dir() {
        fs::remove_dir_all(&half)?;
    }
    let mut cargo = job::command("cargo")?;
    cargo.args(["run", "--quiet", "--locked", "--package", "jiance-tests", "--bin", "big", "--"]);
    cargo.args([kind, &mib.to_string()]).arg(&half);
    job::run_quietly(&format!("making {kind}, {mib} MiB"), cargo)?;
    fs::rename(&half, &path)?;
    Ok(path)
}

/// The folder `bundle` as a zip.
pub(super) fn zipped(folder: &Path, bundle: &Path) -> Outcome<PathBuf> {
    let path = bundle.with_extension("zip");
    if !path.exists() {
        let half = folder.join("half.zip");
        let mut zip = job::command("zip")?;
        zip.current_dir(bundle).args(["-q", "-r", "-6"]).arg(&half).arg(".");
        job::run_quietly("packing the bundle", zip)?;
        fs::rename(&half, &path)?;
    }
    Ok(path)
}

/// What the built-in advisory looks for, as a file of words for `rg`.
pub(super) struct Words {
    /// Names of files and folders.
    pub(super) names: PathBuf,
    /// What is looked for in the registry.
    pub(super) registry: PathBuf,
}

impl Words {
    pub(super) fn of_advisory(folder: &Path) -> Outcome<Words> {
        let advisories = job::root().join("crate/data/advisories");
        let (mut names, mut registry) = (Vec::new(), Vec::new());
        for file in fs::read_dir(advisories)? {
            let table: toml::Table = fs::read_to_string(file?.path())?.parse()?;
            let indicators = table.get("indicator").and_then(toml::Value::as_array);
            for indicator in indicators.into_iter().flatten() {
                let text = |key| indicator.get(key).and_then(toml::Value::as_str);
                let also = indicator.get("also").and_then(toml::Value::as_array);
                let also = also.into_iter().flatten().filter_map(toml::Value::as_str);
                for value in text("value").into_iter().chain(also) {
                    let last = value.rsplit('\\').next().unwrap_or(value);
                    match text("kind") {
                        Some("file_path" | "directory" | "file_name") => {
                            names.push(last.to_owned())
                        }
                        Some("file_extension") => names.push(format!(".{value}")),
                        Some("process" | "remote_port") | None => {}
                        Some(_) => registry.push(value.to_owned()),
                    }
                }
            }
        }
        let write = |name: &str, mut words: Vec<String>| -> Outcome<PathBuf> {
            words.sort();
            words.dedup();
            let path = folder.join(name);
            fs::write(&path, words.join("\n") + "\n")?;
            Ok(path)
        };
        Ok(Words { names: write("names", names)?, registry: write("registry-words", registry)? })
    }
}
