//! Every report keeps to the JSON Schema, and the schema is closed: what it does not name is refused.

use jiance::Lang;
use jiance_tests::{cases, samples};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::judge::{bundle, report, single_files};

fn validator() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../../crate/data/report.schema.json")).expect("JSON");
    jsonschema::draft202012::new(&schema).expect("a schema of draft 2020-12")
}

fn infected_report() -> Value {
    serde_json::from_str(&report(&bundle(&samples::infected()), Lang::ZhCn).to_json())
        .expect("JSON")
}

#[test]
fn the_schema_is_a_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../crate/data/report.schema.json")).expect("JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn every_report_keeps_to_the_schema() {
    let validator = validator();
    for case in cases::cases() {
        for lang in Lang::ALL {
            let report = report(&single_files(&case.collection), lang);
            let value: Value = serde_json::from_str(&report.to_json()).expect("JSON");
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{} in {}: {errors:#?}", case.name, lang.tag());
        }
    }
}

#[test]
fn a_report_reads_back_as_it_was_written() {
    let report = report(&bundle(&samples::infected()), Lang::En);
    let read: jiance::report::Report = serde_json::from_str(&report.to_json()).expect("a report");
    assert_eq!(read, report);
}

/// Breaks a report at one place; the schema must refuse it.
#[track_caller]
fn refuses(pointer: &str, value: Value) {
    let mut report = infected_report();
    assert!(validator().is_valid(&report));
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let object =
        report.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object there");
    object.insert(name.to_owned(), value);
    assert!(!validator().is_valid(&report), "{pointer}");
}

#[test]
fn unknown_fields_are_refused_everywhere() {
    for object in [
        "",
        "/advisory",
        "/advisory/title",
        "/reasons/0",
        "/sightings/0",
        "/sightings/0/source",
        "/checks/0",
        "/coverage/0",
        "/host",
        "/host/os",
        "/host/from/0",
        "/exposure/0",
        "/hardening/0",
        "/hardening/0/steps/0",
        "/inputs/0",
        "/engine",
    ] {
        refuses(&format!("{object}/extra"), json!(1));
    }
}

#[test]
fn values_outside_the_contract_are_refused() {
    for (pointer, value) in [
        ("/schema", json!("jiance-report/2")),
        ("/verdict", json!("clean")),
        ("/reasons", json!([])),
        ("/sightings/0/weight", json!("harmless")),
        ("/sightings/0/evidence", json!("a\u{202e}b")),
        ("/checks/0/state", json!("unknown")),
        ("/coverage/0/state", json!("whole")),
        ("/exposure/0/state", json!("open")),
        ("/exposure/0/weakness", json!("MS17-011")),
        ("/hardening/0/state", json!("open")),
        ("/inputs/0/sha256", json!("")),
    ] {
        refuses(pointer, value);
    }
}
