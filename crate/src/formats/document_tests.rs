//! Every format there is stands in `docs/FORMATS.md`, and is proven there: its table of forms is made from the tests that try them.

use std::collections::BTreeSet;

use super::{BINARY_FORMATS, FORMATS};
use crate::lang::Lang;
use crate::message::kind_name;

const DOCUMENT: &str = include_str!("../../../docs/FORMATS.md");

/// What is not evidence by itself and so has no row: a collection's table of contents, and what lies beside a hive or comes with a Mac.
const BESIDE_EVIDENCE: &[&str] = &["manifest", "hive_log", "finder"];

fn kinds() -> BTreeSet<&'static str> {
    let texts = FORMATS.iter().map(|format| format.kind.key());
    texts.chain(BINARY_FORMATS.iter().map(|format| format.kind.key())).collect()
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

#[test]
fn every_kind_has_a_name_of_its_own_that_is_no_code() {
    for lang in Lang::ALL {
        let mut names = BTreeSet::new();
        for kind in kinds().into_iter().chain(["zip", "cab", "gz", "unknown"]) {
            let name = kind_name(kind, lang);
            assert!(name != kind && !name.contains('_'), "{kind}: {name}");
            assert_eq!(name.is_ascii(), lang == Lang::En, "{kind}: {name}");
            assert!(names.insert(name), "{kind} is called as another is");
        }
    }
}

#[test]
fn outputs_glued_together_are_each_named_and_what_is_not_known_keeps_its_code() {
    let name = |kind| kind_name(kind, Lang::En);
    assert_eq!(name("tasklist + dir_s_b"), "Process list (tasklist) + File listing (dir /s /b)");
    assert_eq!(name("of_a_later_engine"), "of_a_later_engine");
    // Other messages have keys, too.
    assert_eq!(name("verdict.gap"), "verdict.gap");
}
