//! `jiance verify`: a report is known to be of its files whatever they are called, and of no others; what was changed in it is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use jiance::Lang;
use jiance::report::{Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::samples;
use tempfile::TempDir;

use crate::command_line::{OnDisk, jiance};
use crate::judge::{bundle, report};

/// Files that stand beside each other in a folder that ends with the test.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(TempDir::new().expect("a folder"))
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path
    }
}

fn report_of(collection: &Collection) -> Report {
    report(&bundle(collection), Lang::En)
}

fn verify(paths: &[&Path]) -> Output {
    let words = ["verify", "--lang", "en"].map(Path::new);
    jiance(words.iter().chain(paths))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_report_belongs_to_its_files_under_any_name() {
    let desk = Desk::new();
    for collection in [samples::clean(), samples::infected(), samples::incomplete()] {
        let report = desk.put("report.json", report_of(&collection).to_json());
        let renamed = desk.put("another name.bin", collection.zip());
        let output = verify(&[&report, &renamed]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(said(&output), "The report is of these files.\n");
    }
}

#[test]
fn a_folders_report_belongs_to_its_files_in_any_order() {
    let on_disk = OnDisk::new(&samples::infected());
    let made = jiance([Path::new("check"), Path::new("--json"), &on_disk.parts()]);
    let desk = Desk::new();
    let report = desk.put("report.json", made.stdout);
    let mut files = on_disk.files();
    files.reverse();
    let mut paths = vec![report.as_path()];
    paths.extend(files.iter().map(PathBuf::as_path));
    assert_eq!(verify(&paths).status.code(), Some(0));
}

#[test]
fn it_belongs_to_no_other_files_and_says_which_are_wrong() {
    let desk = Desk::new();
    let report = desk.put("report.json", report_of(&samples::clean()).to_json());
    let own = desk.put("own.zip", samples::clean().zip());
    let other = desk.put("other.zip", samples::infected().zip());
    let note = desk.put("note.txt", "hello\n");

    let output = verify(&[&report, &other]);
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output);
    assert!(text.contains("In the report, not among the files: "), "{text}");
    assert!(text.contains("Among the files, not in the report: other.zip "), "{text}");

    let text = said(&verify(&[&report, &own, &note]));
    assert!(text.contains("Among the files, not in the report: note.txt "), "{text}");
    assert!(!text.contains("In the report, not among the files"), "{text}");

    // The same file twice is one more than the report has.
    assert_eq!(verify(&[&report, &own, &own]).status.code(), Some(1));
}

#[test]
fn one_changed_byte_is_noticed() {
    let desk = Desk::new();
    let text = samples::clean().parts.remove(0).bytes;
    let file = desk.put("part.txt", &text);
    let made = jiance([Path::new("check"), Path::new("--json"), &file]);
    let report = desk.put("report.json", made.stdout);
    assert_eq!(verify(&[&report, &file]).status.code(), Some(0));
    let mut changed = text;
    *changed.last_mut().expect("a byte") ^= 1;
    desk.put("part.txt", changed);
    assert_eq!(verify(&[&report, &file]).status.code(), Some(1));
}

#[test]
fn a_changed_verdict_is_noticed() {
    let desk = Desk::new();
    let mut report = report_of(&samples::infected());
    report.verdict = Verdict::NoSigns;
    let doctored = desk.put("report.json", report.to_json());
    let file = desk.put("host.zip", samples::infected().zip());
    let output = verify(&[&doctored, &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no_signs"), "{}", said(&output));
}

#[test]
fn another_version_is_told_and_its_verdict_is_its_own() {
    let desk = Desk::new();
    let mut report = report_of(&samples::infected());
    report.engine.version = "0.0.1-earlier".to_owned();
    report.verdict = Verdict::Suspected;
    let earlier = desk.put("report.json", report.to_json());
    let file = desk.put("host.zip", samples::infected().zip());
    let output = verify(&[&earlier, &file]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("0.0.1-earlier"), "{}", said(&output));
}

#[test]
fn wrong_usage_and_what_is_no_report_exit_with_2_and_one_line() {
    let desk = Desk::new();
    let report = desk.put("report.json", report_of(&samples::clean()).to_json());
    let file = desk.put("host.zip", samples::clean().zip());
    let absent = desk.0.path().join("absent.json");
    let other = desk.put("other.json", r#"{"schema": "other/1"}"#);
    let mut later = report_of(&samples::clean());
    later.schema = "jiance-report/2".to_owned();
    let later = desk.put("later.json", later.to_json());
    for paths in [
        vec![],
        vec![&report],
        vec![&absent, &file],
        vec![&file, &file],
        vec![&other, &file],
        vec![&later, &file],
    ] {
        let paths: Vec<&Path> = paths.into_iter().map(PathBuf::as_path).collect();
        let output = verify(&paths);
        assert_eq!(output.status.code(), Some(2), "{paths:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{paths:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(errors.trim_end().lines().count(), 1, "{paths:?}: {errors}");
    }
}

#[test]
fn a_name_in_a_report_cannot_command_the_terminal() {
    let desk = Desk::new();
    let mut report = report_of(&samples::clean());
    report.inputs[0].file = "\u{1b}[2J\u{202e}gpj.exe".to_owned();
    let hostile = desk.put("report.json", report.to_json());
    let other = desk.put("other.txt", "hello\n");
    let text = said(&verify(&[&hostile, &other]));
    assert!(text.contains("gpj.exe"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
}
