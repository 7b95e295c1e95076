//! In: the sources, and the built page. Out: an error unless the same sources in another folder give the same bytes.

use std::fs;
use std::path::Path;

use crate::dist;
use crate::job::{self, Outcome};
use crate::tools;
use crate::tree::{copy, files_in};

/// What the page is built from, below the top of the checkout.
const SOURCES: [&str; 15] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "bench",
    "cli",
    "collector/jiance.bat",
    "crate",
    "message-files",
    "module",
    "rust-toolchain.toml",
    "static",
    "tests",
    "web",
    "xtask",
];

/// What lies among them and is made on this machine.
const MADE_HERE: [&str; 4] = ["artifacts", "corpus", "node_modules", "target"];

/// Builds the page once more, in a folder with another name, and compares every file.
pub(crate) fn run() -> Outcome {
    let root = job::root();
    let elsewhere = job::target_dir()?.join("page built elsewhere");
    for source in SOURCES {
        let to = elsewhere.join(source);
        if to.is_dir() {
            fs::remove_dir_all(&to)?;
        }
        copy(&root.join(source), &to, &MADE_HERE)?;
    }
    copy(&root.join(crate::collector::BUILT), &elsewhere.join(crate::collector::BUILT), &[])?;
    let target = elsewhere.join("target");
    tools::compile_page(&elsewhere, &target)?;
    dist::assemble(&elsewhere, &target)?;
    compare(&root.join("dist"), &elsewhere.join("dist"))?;
    eprintln!("xtask: built in another folder, the page has the same bytes");
    Ok(())
}

fn compare(one: &Path, other: &Path) -> Outcome {
    let (here, there) = (contents(one)?, contents(other)?);
    if here == there {
        return Ok(());
    }
    let differ = here.iter().filter(|file| !there.contains(file)).map(|(name, _)| name.as_str());
    let more = there.iter().filter(|(name, _)| !here.iter().any(|(it, _)| it == name));
    let names: Vec<&str> = differ.chain(more.map(|(name, _)| name.as_str())).collect();
    Err(format!("built in another folder, these files differ: {}", names.join(", ")).into())
}

fn contents(folder: &Path) -> Outcome<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for file in files_in(folder)? {
        files.push((file.strip_prefix(folder)?.to_string_lossy().into_owned(), fs::read(file)?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_missing_is_named() {
        let top = job::target_dir().unwrap().join("xtask-tests/prove");
        let [one, other] = ["one", "other"].map(|name| top.join(name));
        for folder in [&one, &other] {
            fs::create_dir_all(folder.join("inner")).unwrap();
            fs::write(folder.join("inner/a"), "a").unwrap();
        }
        fs::remove_file(other.join("b")).ok();
        fs::write(one.join("b"), "b").unwrap();
        let said = compare(&one, &other).unwrap_err().to_string();
        assert!(said.ends_with(": b"), "{said}");
        assert_eq!(compare(&other, &one).unwrap_err().to_string(), said);
        fs::write(other.join("b"), "B").unwrap();
        assert!(compare(&one, &other).is_err());
        fs::write(other.join("b"), "b").unwrap();
        assert!(compare(&one, &other).is_ok());
    }
}
