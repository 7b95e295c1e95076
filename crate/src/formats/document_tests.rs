//! Every format there is stands in `docs/FORMATS.md`, and is proven there: its table of forms is made from the tests that try them.

use std::collections::BTreeSet;

use super::FORMATS;
use super::binary::BINARY_FORMATS;

const DOCUMENT: &str = include_str!("../../../docs/FORMATS.md");

/// What is not evidence by itself and so has no row: a collection's table of contents, and what lies beside a hive or comes with a Mac.
const BESIDE_EVIDENCE: &[&str] = &["manifest", "hive_log", "finder"];

fn kinds() -> BTreeSet<&'static str> {
    let texts = FORMATS.iter().map(|format| format.kind);
    texts.chain(BINARY_FORMATS.iter().map(|format| format.kind)).collect()
}

#[test]
fn every_format_is_explained() {
    let (explained, _) = DOCUMENT.split_once("## What is proven").unwrap();
    let missing: Vec<_> =
        kinds().into_iter().filter(|kind| !explained.contains(&format!("`{kind}`"))).collect();
    assert!(missing.is_empty(), "docs/FORMATS.md does not say what these are: {missing:?}");
}

#[test]
fn every_format_is_proven_in_the_table_of_forms() {
    let (_, proven) = DOCUMENT.split_once("## What is proven").unwrap();
    let (proven, _) = proven.split_once("<!-- End of what is made -->").unwrap();
    let unproven: Vec<_> = kinds()
        .into_iter()
        .filter(|kind| !proven.contains(&format!("| `{kind}` |")))
        .filter(|kind| !BESIDE_EVIDENCE.contains(kind))
        .collect();
    assert!(unproven.is_empty(), "the table of forms, tests/src/forms, has no row of {unproven:?}");
}
