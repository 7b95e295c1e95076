//! Three whole reports, read by a person before they were accepted.

use jiance::Lang;
use jiance_tests::collection::Collection;
use jiance_tests::samples;

use crate::judge::{bundle, report};

/// The report's JSON, without the engine's version, which changes with every release.
fn json(collection: &Collection, lang: Lang) -> String {
    let mut report = report(&bundle(collection), lang);
    report.engine.version = "x".to_owned();
    report.to_json()
}

#[test]
fn an_infected_host_in_chinese() {
    insta::assert_snapshot!(json(&samples::infected(), Lang::ZhCn));
}

#[test]
fn a_clean_host_in_english() {
    insta::assert_snapshot!(json(&samples::clean(), Lang::En));
}

#[test]
fn an_incomplete_host_in_chinese() {
    insta::assert_snapshot!(json(&samples::incomplete(), Lang::ZhCn));
}
