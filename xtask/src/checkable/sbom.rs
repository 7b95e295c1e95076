//! In: a product's crates. Out: what it is made of, as CycloneDX says it. No date and no number of its own: the same sources give the same bytes.

use serde_json::{Value, json};

use super::shipped::{Crate, Product};
use crate::job::Outcome;

/// The bill of materials, as JSON.
pub(crate) fn sbom(product: &Product, crates: &[Crate]) -> Outcome<String> {
    let (own, others) = crates.split_first().ok_or("a product without crates")?;
    let mut own = component(own, "application");
    own["description"] = json!(product.title);
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": own },
        "components": others.iter().map(|it| component(it, "library")).collect::<Vec<_>>(),
        "dependencies": crates
            .iter()
            .map(|it| json!({ "ref": it.purl(), "dependsOn": it.needs }))
            .collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

fn component(it: &Crate, kind: &str) -> Value {
    let mut component = json!({
        "type": kind,
        "bom-ref": it.purl(),
        "name": it.name,
        "version": it.version,
        "licenses": [{ "expression": it.licence }],
        "purl": it.purl(),
    });
    if let Some(checksum) = &it.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &it.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}
