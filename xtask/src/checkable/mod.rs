//! What makes a release checkable. In: the built page, and cargo's word on what it is made of. Out: in `dist/`, the licences of all that
//! ships, its bills of materials, and the checksums of every file.

pub(crate) mod integrity;
mod licences;
mod sbom;
mod shipped;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shipped::{Crate, PRODUCTS};

use crate::checksum::sha256;
use crate::job::Outcome;
use crate::tree::files_in;

/// Of every file in `dist/`, in the form that `sha256sum --check` reads.
pub(crate) const CHECKSUMS: &str = "SHA256SUMS.txt";

/// Writes the licences and the bills of materials into the built page.
pub(crate) fn describe(dist: &Path) -> Outcome {
    let mut foreign: BTreeSet<Crate> = BTreeSet::new();
    for product in &PRODUCTS {
        let crates = product.crates()?;
        let bill = sbom::sbom(product, &crates)?;
        fs::write(dist.join(format!("sbom-{}.cdx.json", product.file)), bill)?;
        let others = crates.into_iter().filter(Crate::is_foreign);
        // Which others a crate needs differs from product to product.
        foreign.extend(others.map(|it| Crate { needs: BTreeSet::new(), ..it }));
    }
    let foreign: Vec<Crate> = foreign.into_iter().collect();
    Ok(fs::write(dist.join("licences.html"), licences::page(&foreign)?)?)
}

/// Writes the checksums of all that is in the built page.
pub(crate) fn checksums(dist: &Path) -> Outcome {
    let mut sums = String::new();
    for file in files_in(dist)? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if name != CHECKSUMS {
            let _ = writeln!(sums, "{}  {name}", sha256(&fs::read(&file)?));
        }
    }
    Ok(fs::write(dist.join(CHECKSUMS), sums)?)
}
