//! The knowledge files as facts, read by other means than the engine's: what a table test derives its expectations from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Deserialize)]
struct Products {
    product: Vec<Product>,
}

/// A Windows.
#[derive(Deserialize)]
pub(super) struct Product {
    pub(super) id: String,
    pub(super) version: (u32, u32),
    pub(super) builds: Vec<u32>,
    #[serde(default)]
    pub(super) service_packs: Vec<u32>,
}

/// A weakness.
#[derive(Deserialize)]
pub(super) struct Weakness {
    pub(super) id: String,
    pub(super) fixed_since_build: u32,
    #[serde(default)]
    pub(super) not_affected: Vec<String>,
    pub(super) affected: Vec<Affected>,
    pub(super) notice: Vec<Notice>,
    #[serde(default)]
    pub(super) not_evidence: Vec<NotEvidence>,
    /// From the table beside the file.
    #[serde(skip)]
    pub(super) later: Vec<Later>,
}

/// A row of the notice's own table.
#[derive(Deserialize)]
pub(super) struct Notice {
    pub(super) exploit: String,
    pub(super) affected: BTreeMap<String, String>,
}

/// What closes a weakness on some builds of a Windows.
#[derive(Deserialize)]
pub(super) struct Affected {
    pub(super) product: String,
    pub(super) builds: Vec<u32>,
    pub(super) service_pack: Option<ServicePack>,
    pub(super) revision: Option<u32>,
    pub(super) fixes: Vec<Fix>,
    #[serde(default)]
    pub(super) superseded_by: Vec<String>,
    pub(super) sound: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct ServicePack {
    pub(super) number: u32,
    pub(super) kb: String,
}

#[derive(Deserialize)]
pub(super) struct Fix {
    pub(super) kb: String,
    pub(super) kind: String,
}

/// A KB that public lists take for the fix, wrongly.
#[derive(Deserialize)]
pub(super) struct NotEvidence {
    pub(super) kb: String,
    #[serde(default)]
    pub(super) products: Vec<String>,
    #[serde(default)]
    pub(super) ask_file: bool,
}

/// A later update that holds the fix.
pub(super) struct Later {
    pub(super) product: String,
    pub(super) kb: u32,
    pub(super) certain: bool,
}

impl Weakness {
    /// The row for a build of a product.
    pub(super) fn row(&self, product: &str, build: u32) -> Option<&Affected> {
        self.affected.iter().find(|row| row.product == product && row.builds.contains(&build))
    }

    /// Updates that prove the fix on a row's Windows.
    pub(super) fn proofs(&self, row: &Affected) -> BTreeSet<u32> {
        let own = row.fixes.iter().map(|fix| &fix.kb).chain(&row.superseded_by);
        let later = self.later.iter().filter(|it| it.certain && it.product == row.product);
        own.map(|kb| number(kb)).chain(later.map(|it| it.kb)).collect()
    }

    /// Updates that may hold the fix; nothing certain says so.
    pub(super) fn doubtful(&self, row: &Affected) -> BTreeSet<u32> {
        let later = self.later.iter().filter(|it| !it.certain && it.product == row.product);
        let undocumented = self.not_evidence.iter().filter(|it| {
            it.ask_file && (it.products.is_empty() || it.products.contains(&row.product))
        });
        let all = later.map(|it| it.kb).chain(undocumented.map(|it| number(&it.kb)));
        &all.collect() - &self.proofs(row)
    }
}

/// `KB4012598` → 4012598.
pub(super) fn number(kb: &str) -> u32 {
    kb.strip_prefix("KB").and_then(|digits| digits.parse().ok()).expect("a KB number")
}

/// Every Windows the knowledge speaks of.
pub(super) fn products() -> Vec<Product> {
    read::<Products>("products.toml").product
}

/// Every weakness.
pub(super) fn weaknesses() -> Vec<Weakness> {
    ["ms17-010", "ms09-050", "ms10-061", "ms08-067"].into_iter().map(weakness).collect()
}

fn weakness(stem: &str) -> Weakness {
    let mut weakness: Weakness = read(&format!("{stem}.toml"));
    if let Ok(table) = fs::read_to_string(folder().join(format!("{stem}-superseding.csv"))) {
        let mut lines = table.lines();
        let names: Vec<&str> = lines.next().expect("a heading").split(',').collect();
        weakness.later = lines
            .map(|line| {
                let row: BTreeMap<&str, &str> =
                    names.iter().copied().zip(line.split(',')).collect();
                Later {
                    product: row["product"].to_owned(),
                    kb: number(row["kb"]),
                    certain: row["confidence"] == "certain",
                }
            })
            .collect();
    }
    weakness
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = fs::read_to_string(folder().join(name)).expect("a knowledge file");
    toml::from_str(&text).expect("a knowledge file")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crate/data/knowledge")
}
