//! In: `data/knowledge/` (the weaknesses, their superseding updates, the Windows products, the protective measures).
//! Out: Rust source with the same facts as statics, without their sources, for `src/knowledge/`.
//!
//! A build fails on what can't be right: a KB without a product, an unknown product, two rows for one build of one product,
//! a cycle in what supersedes what, an update that is both the fix and no evidence of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

#[path = "measures.rs"]
mod measures;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Products {
    source: String,
    as_of: String,
    product: Vec<Product>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    id: String,
    name: String,
    version: [u32; 2],
    builds: Vec<u32>,
    #[serde(default)]
    service_packs: Vec<u32>,
    role: Option<Role>,
    support_ended: Option<String>,
    #[serde(default)]
    rollups_need: Vec<String>,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "snake_case")]
enum Role {
    Client,
    Server,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weakness {
    id: String,
    exploits: Vec<String>,
    cves: Vec<String>,
    published: String,
    bulletin: String,
    as_of: String,
    source: String,
    fixed_since_build: u32,
    #[serde(default)]
    not_affected: Vec<String>,
    notice: Vec<Notice>,
    affected: Vec<Affected>,
    #[serde(default)]
    not_evidence: Vec<NotEvidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    exploit: String,
    affected: crate::languages::Each,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Affected {
    product: String,
    builds: Vec<u32>,
    service_pack: Option<ServicePack>,
    revision: Option<u32>,
    fixes: Vec<Fix>,
    #[serde(default)]
    superseded_by: Vec<String>,
    files: Vec<File>,
    #[serde(default = "yes")]
    sound: bool,
    source: String,
    date: String,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServicePack {
    number: u32,
    install: u32,
    kb: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fix {
    kb: String,
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    line: String,
    branches: Vec<Branch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Branch {
    from: u32,
    fixed: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotEvidence {
    kb: String,
    #[serde(default)]
    products: Vec<String>,
    why: String,
    #[serde(default)]
    ask_file: bool,
}

/// One row of a superseding table.
struct Later {
    product: String,
    kb: u32,
    supersedes: Vec<u32>,
    certain: bool,
}

/// Reads the folder and gives the source.
///
/// # Errors
/// One sentence naming the file and what is wrong in it.
pub(crate) fn generate(folder: &Path) -> Result<String, String> {
    let products: Products = read(&folder.join("products.toml"))?;
    let known: BTreeMap<&str, &Product> =
        products.product.iter().map(|product| (product.id.as_str(), product)).collect();
    dated(&products.source, &products.as_of, "products.toml")?;
    let mut out = String::new();
    write_products(&mut out, &products.product)?;
    out.push_str("/// Every weakness, in the order of the notice.\npub static WEAKNESSES: &[Weakness] = &[\n");
    for stem in ["ms17-010", "ms09-050", "ms10-061", "ms08-067"] {
        let weakness: Weakness = read(&folder.join(format!("{stem}.toml")))?;
        let table = folder.join(format!("{stem}-superseding.csv"));
        let later = if table.exists() { read_later(&table)? } else { Vec::new() };
        check(&weakness, &later, &known).map_err(|problem| format!("{stem}: {problem}"))?;
        write_weakness(&mut out, &weakness, &later)?;
    }
    out.push_str("];\n\n");
    out.push_str(&measures::generate(&folder.join("measures.toml"))?);
    Ok(out)
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn read_later(path: &Path) -> Result<Vec<Later>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let wrong = |what: &str| format!("{}, line {}: {what}", path.display(), index + 1);
        let fields: Vec<&str> = line.split(',').collect();
        let [product, kb, _kind, supersedes, _inferred, confidence, _revision, _month, source] =
            fields[..]
        else {
            return Err(wrong("not nine fields"));
        };
        if source.is_empty() {
            return Err(wrong("no source"));
        }
        rows.push(Later {
            product: product.to_owned(),
            kb: number(kb).map_err(|e| wrong(&e))?,
            supersedes: supersedes
                .split(';')
                .filter(|kb| !kb.is_empty())
                .map(number)
                .collect::<Result<_, _>>()
                .map_err(|e| wrong(&e))?,
            certain: match confidence {
                "certain" => true,
                "probable" => false,
                _ => return Err(wrong("confidence is neither certain nor probable")),
            },
        });
    }
    Ok(rows)
}

fn number(kb: &str) -> Result<u32, String> {
    kb.strip_prefix("KB")
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| format!("{kb:?} is no KB number"))
}

fn dated(source: &str, date: &str, what: &str) -> Result<(), String> {
    let shaped = date.len() >= 7 && date.chars().all(|c| c.is_ascii_digit() || c == '-');
    if source.is_empty() || !shaped {
        return Err(format!("{what} lacks its source or date"));
    }
    Ok(())
}

fn check(
    weakness: &Weakness,
    later: &[Later],
    known: &BTreeMap<&str, &Product>,
) -> Result<(), String> {
    dated(&weakness.source, &weakness.as_of, "the weakness")?;
    dated(&weakness.bulletin, &weakness.published, "the bulletin")?;
    let product = |id: &str| known.get(id).copied().ok_or(format!("{id} stands not in products"));
    let mut rows = BTreeSet::new();
    for affected in &weakness.affected {
        dated(&affected.source, &affected.date, &affected.product)?;
        if affected.fixes.is_empty() || affected.builds.is_empty() {
            return Err(format!("{} lacks fixes or builds", affected.product));
        }
        for build in &affected.builds {
            if !product(&affected.product)?.builds.contains(build) {
                return Err(format!("{} has no build {build}", affected.product));
            }
            if weakness.fixed_since_build <= *build {
                return Err(format!("build {build} is both affected and released with the fix"));
            }
            if !rows.insert((&affected.product, build)) {
                return Err(format!("two rows for build {build} of {}", affected.product));
            }
        }
        for branches in affected.files.iter().map(|file| &file.branches) {
            if branches.is_empty() || !branches.is_sorted_by(|a, b| a.from < b.from) {
                return Err(format!("{}: branches are not in order", affected.product));
            }
        }
    }
    for id in &weakness.not_affected {
        product(id)?;
        if rows.iter().any(|(affected, _)| *affected == id) {
            return Err(format!("{id} is both affected and not"));
        }
    }
    for row in later {
        product(&row.product)?;
        if !rows.iter().any(|(affected, _)| **affected == row.product) {
            return Err(format!("KB{} is for {}, which is not affected", row.kb, row.product));
        }
    }
    for not in &weakness.not_evidence {
        if not.why.is_empty() {
            return Err(format!("{} is no evidence, but why?", not.kb));
        }
        for id in &not.products {
            product(id)?;
        }
        for affected in &weakness.affected {
            if not.holds_for(&affected.product)
                && proofs(affected, later)?.contains(&number(&not.kb)?)
            {
                return Err(format!("{} is both evidence and none", not.kb));
            }
        }
    }
    acyclic(later)
}

fn acyclic(later: &[Later]) -> Result<(), String> {
    let mut below: BTreeMap<(&str, u32), BTreeSet<u32>> = BTreeMap::new();
    for row in later {
        // An update that was issued again under its own number supersedes itself.
        let others = row.supersedes.iter().copied().filter(|kb| *kb != row.kb);
        below.entry((&row.product, row.kb)).or_default().extend(others);
    }
    while !below.is_empty() {
        let leaf = below.iter().find(|((product, _), supersedes)| {
            !supersedes.iter().any(|kb| below.contains_key(&(*product, *kb)))
        });
        let Some(leaf) = leaf.map(|(key, _)| *key) else {
            let (product, kb) = below.keys().next().copied().unwrap_or_default();
            return Err(format!("what supersedes what runs in a circle near KB{kb} of {product}"));
        };
        below.remove(&leaf);
    }
    Ok(())
}

impl NotEvidence {
    fn holds_for(&self, product: &str) -> bool {
        self.products.is_empty() || self.products.iter().any(|id| id == product)
    }
}

/// Every KB that proves the fix on this row's Windows.
fn proofs(affected: &Affected, later: &[Later]) -> Result<BTreeSet<u32>, String> {
    let mut kbs: BTreeSet<u32> = later
        .iter()
        .filter(|row| row.certain && row.product == affected.product)
        .map(|row| row.kb)
        .collect();
    for kb in affected.fixes.iter().map(|fix| &fix.kb).chain(&affected.superseded_by) {
        kbs.insert(number(kb)?);
    }
    Ok(kbs)
}

/// Every KB whose contents are not documented well enough to prove the fix, nor to rule it out.
fn hints(
    affected: &Affected,
    weakness: &Weakness,
    later: &[Later],
) -> Result<BTreeSet<u32>, String> {
    let proofs = proofs(affected, later)?;
    let mut kbs: BTreeSet<u32> = later
        .iter()
        .filter(|row| !row.certain && row.product == affected.product)
        .map(|row| row.kb)
        .filter(|kb| !proofs.contains(kb))
        .collect();
    for not in &weakness.not_evidence {
        if not.ask_file && not.holds_for(&affected.product) {
            kbs.insert(number(&not.kb)?);
        }
    }
    Ok(kbs)
}

fn write_products(out: &mut String, products: &[Product]) -> Result<(), String> {
    out.push_str("/// Every Windows that the weaknesses' data speak of.\npub static PRODUCTS: &[Product] = &[\n");
    for product in products {
        if !product.service_packs.is_empty() && product.service_packs.len() != product.builds.len()
        {
            return Err(format!("{}: service_packs and builds differ in number", product.id));
        }
        let needs = product
            .rollups_need
            .iter()
            .map(|kb| Ok(format!("Kb({})", number(kb)?)))
            .collect::<Result<Vec<_>, String>>()?
            .join(", ");
        let role =
            product.role.as_ref().map_or("None".into(), |role| format!("Some(Role::{role:?})"));
        let _ = writeln!(
            out,
            "    Product {{ id: ProductId({:?}), name: {:?}, version: ({}, {}), builds: &{:?}, service_packs: &{:?}, role: {role}, support_ended: {:?}, rollups_need: &[{needs}] }},",
            product.id,
            product.name,
            product.version[0],
            product.version[1],
            product.builds,
            product.service_packs,
            product.support_ended,
        );
    }
    out.push_str("];\n\n");
    Ok(())
}

fn write_weakness(out: &mut String, weakness: &Weakness, later: &[Later]) -> Result<(), String> {
    let _ = writeln!(
        out,
        "    Weakness {{ id: {:?}, exploits: &{:?}, cves: &{:?}, published: {:?}, bulletin: {:?}, as_of: {:?}, fixed_since_build: {}, not_affected: &[{}], notice: &[",
        weakness.id,
        weakness.exploits,
        weakness.cves,
        weakness.published,
        weakness.bulletin,
        weakness.as_of,
        weakness.fixed_since_build,
        list(&weakness.not_affected, |id| format!("ProductId({id:?})")),
    );
    for row in &weakness.notice {
        let _ = writeln!(
            out,
            "        NoticeRow {{ exploit: {:?}, affected: {}, url: {:?} }},",
            row.exploit,
            row.affected.source(),
            row.url
        );
    }
    out.push_str("    ], affected: &[\n");
    for affected in &weakness.affected {
        write_affected(out, affected, weakness, later)?;
    }
    out.push_str("    ] },\n");
    Ok(())
}

fn write_affected(
    out: &mut String,
    affected: &Affected,
    weakness: &Weakness,
    later: &[Later],
) -> Result<(), String> {
    let service_pack = match &affected.service_pack {
        None => "None".to_owned(),
        Some(pack) => format!(
            "Some(ServicePack {{ number: {}, install: {}, kb: Kb({}) }})",
            pack.number,
            pack.install,
            number(&pack.kb)?
        ),
    };
    let mut fixes = String::new();
    for fix in &affected.fixes {
        let kind = match fix.kind.as_str() {
            "security_only" => "SecurityOnly",
            "monthly_rollup" => "MonthlyRollup",
            "cumulative" => "Cumulative",
            "security_update" => "SecurityUpdate",
            "out_of_band" => "OutOfBand",
            other => return Err(format!("{other} is no kind of update")),
        };
        let _ = write!(fixes, "Fix {{ kb: Kb({}), kind: FixKind::{kind} }}, ", number(&fix.kb)?);
    }
    let mut files = String::new();
    for file in &affected.files {
        let line: Vec<u32> = file.line.split('.').filter_map(|part| part.parse().ok()).collect();
        if line.len() != 3 {
            return Err(format!("{:?} is not three numbers", file.line));
        }
        let branches = list(&file.branches, |branch| {
            format!("Branch {{ from: {}, fixed: {} }}", branch.from, branch.fixed)
        });
        let _ = write!(
            files,
            "FileRule {{ name: {:?}, line: {line:?}, branches: &[{branches}] }}, ",
            file.name
        );
    }
    let kb = |kb: &u32| format!("Kb({kb})");
    let _ = writeln!(
        out,
        "        Affected {{ product: ProductId({:?}), builds: &{:?}, service_pack: {service_pack}, revision: {:?}, fixes: &[{fixes}], proofs: &[{}], hints: &[{}], files: &[{files}], sound: {} }},",
        affected.product,
        affected.builds,
        affected.revision,
        list(&proofs(affected, later)?, kb),
        list(&hints(affected, weakness, later)?, kb),
        affected.sound,
    );
    Ok(())
}

fn list<'a, T: 'a>(items: impl IntoIterator<Item = &'a T>, shown: impl Fn(&T) -> String) -> String {
    items.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}
