//! In: what ships, and cargo's word on what it is made of. Out: its crates, each with its licence, its checksum and the folder it lies in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::job::{self, Outcome};

/// A thing that is handed out.
pub(crate) struct Product {
    /// Its name in file names.
    pub(crate) file: &'static str,
    pub(crate) title: &'static str,
    /// Its package.
    package: &'static str,
    /// The folder of its workspace.
    workspace: &'static str,
    /// What it is built for, in cargo's words.
    target: &'static str,
}

pub(crate) const PRODUCTS: [Product; 3] = [
    Product {
        file: "page",
        title: "Jiance, the page",
        package: "jiance-web",
        workspace: ".",
        target: "wasm32-unknown-unknown",
    },
    Product {
        file: "command-line",
        title: "Jiance, the command line",
        package: "jiance-cli",
        workspace: ".",
        target: "all",
    },
    Product {
        file: "collector",
        title: "Jiance, the collector",
        package: "jiance-collector",
        workspace: "collector",
        target: "i686-pc-windows-gnu",
    },
];

/// A crate of a product.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An SPDX expression.
    pub(crate) licence: String,
    pub(crate) authors: Vec<String>,
    pub(crate) repository: Option<String>,
    /// SHA-256 of its package; none for our own crates.
    pub(crate) checksum: Option<String>,
    pub(crate) folder: PathBuf,
    /// The other crates of the product that it needs, by `purl`.
    pub(crate) needs: BTreeSet<String>,
}

impl Crate {
    /// Its address as a package.
    pub(crate) fn purl(&self) -> String {
        purl(&self.name, &self.version)
    }

    /// True if it is somebody else's.
    pub(crate) fn is_foreign(&self) -> bool {
        self.checksum.is_some()
    }
}

fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

impl Product {
    /// Everything that ends up in it: neither what only builds it nor what only tests it. Its own package comes first.
    pub(crate) fn crates(&self) -> Outcome<Vec<Crate>> {
        let inside = self.inside()?;
        let folder = job::root().join(self.workspace);
        let lock: toml::Table = toml::from_str(&fs::read_to_string(folder.join("Cargo.lock"))?)?;
        let checksums = checksums(&lock);
        let mut cargo = self.cargo()?;
        cargo.args(["metadata", "--locked", "--format-version", "1"]);
        let metadata: Value = serde_json::from_slice(&output(cargo)?)?;
        let packages = list(&metadata["packages"]);
        let purls: BTreeMap<&str, String> =
            packages.iter().map(|package| (text(&package["id"]), purl_of(package))).collect();
        let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            let named = list(&node["deps"]).iter().filter_map(|dep| purls.get(text(&dep["pkg"])));
            let inner = named.filter(|purl| inside.contains(*purl)).cloned().collect();
            needs.insert(text(&node["id"]), inner);
        }
        let shipped = packages.iter().filter(|package| inside.contains(&purl_of(package)));
        let mut crates: Vec<Crate> = shipped
            .map(|package| Crate {
                name: text(&package["name"]).to_owned(),
                version: text(&package["version"]).to_owned(),
                // The old way to write OR.
                licence: text(&package["license"]).replace(" / ", "/").replace('/', " OR "),
                authors: list(&package["authors"]).iter().map(|it| text(it).to_owned()).collect(),
                repository: package["repository"].as_str().map(str::to_owned),
                checksum: checksums.get(&purl_of(package)).cloned(),
                folder: PathBuf::from(text(&package["manifest_path"])).with_file_name(""),
                needs: needs.remove(text(&package["id"])).unwrap_or_default(),
            })
            .collect();
        crates.sort_by_key(|it| (it.name != self.package, it.name.clone(), it.version.clone()));
        Ok(crates)
    }

    /// The packages that cargo builds into it, by `purl`.
    fn inside(&self) -> Outcome<BTreeSet<String>> {
        let mut cargo = self.cargo()?;
        cargo
            .args(["tree", "--locked", "--package", self.package, "--target", self.target])
            .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
        let tree = String::from_utf8(output(cargo)?)?;
        let mut inside = BTreeSet::new();
        for line in tree.lines() {
            let mut words = line.split(' ');
            let (name, version) = (words.next(), words.next().and_then(|it| it.strip_prefix('v')));
            let (name, version) = name.zip(version).ok_or_else(|| format!("no crate: {line}"))?;
            inside.insert(purl(name, version));
        }
        Ok(inside)
    }

    fn cargo(&self) -> Outcome<std::process::Command> {
        let mut cargo = job::command("cargo")?;
        cargo.current_dir(job::root().join(self.workspace));
        Ok(cargo)
    }
}

/// What a lock file says of each package that comes from a registry.
fn checksums(lock: &toml::Table) -> BTreeMap<String, String> {
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let entry = |package: &toml::Value| {
        let field = |name| Some(package.get(name)?.as_str()?.to_owned());
        Some((purl(&field("name")?, &field("version")?), field("checksum")?))
    };
    packages.into_iter().flatten().filter_map(entry).collect()
}

fn purl_of(package: &Value) -> String {
    purl(text(&package["name"]), text(&package["version"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn output(mut cargo: std::process::Command) -> Outcome<Vec<u8>> {
    let output = cargo.output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("cargo: {}", String::from_utf8_lossy(&output.stderr)).into())
}
