//! The `jiance` command: its exit statuses, what goes to which stream, and the same answer as the engine's own door gives.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use jiance::Lang;
use jiance::report::Report;
use jiance::scripts;
use jiance_tests::collection::Collection;
use jiance_tests::decoys::TRACES;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::{samples, windows};
use tempfile::TempDir;

use crate::judge::{bundle, report};

/// The program, built once.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let built = escargot::CargoBuild::new()
        .manifest_path(manifest)
        .package("jiance-cli")
        .bin("jiance")
        .run();
    built.expect("the program builds").path().to_owned()
});

pub(crate) fn jiance<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    Command::new(&*PROGRAM).args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

/// A collection on disk: its bundle and its folder.
pub(crate) struct OnDisk {
    folder: TempDir,
    name: String,
}

impl OnDisk {
    pub(crate) fn new(collection: &Collection) -> OnDisk {
        let folder = TempDir::new().expect("a folder");
        let parts = folder.path().join(&collection.name);
        fs::create_dir(&parts).expect("a folder");
        for part in &collection.parts {
            fs::write(parts.join(&part.name), &part.bytes).expect("a file");
        }
        fs::write(folder.path().join(format!("{}.zip", collection.name)), collection.zip())
            .expect("a file");
        OnDisk { folder, name: collection.name.clone() }
    }

    fn bundle(&self) -> PathBuf {
        self.folder.path().join(format!("{}.zip", self.name))
    }

    pub(crate) fn parts(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    pub(crate) fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(self.parts())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }
}

fn suspected() -> Collection {
    let mut host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    (TRACES[0].plant)(&mut host);
    Collection::of(&host)
}

#[test]
fn exit_statuses_are_the_contracts() {
    for (collection, status) in [
        (samples::clean(), 0),
        (samples::infected(), 10),
        (suspected(), 11),
        (samples::incomplete(), 12),
    ] {
        let on_disk = OnDisk::new(&collection);
        for json in [None, Some("--json")] {
            let arguments =
                ["check"].into_iter().chain(json).map(PathBuf::from).chain([on_disk.bundle()]);
            let output = jiance(arguments);
            assert_eq!(
                output.status.code(),
                Some(status),
                "{}",
                String::from_utf8_lossy(&output.stdout)
            );
            assert!(!output.stdout.is_empty());
        }
    }
}

#[test]
fn wrong_usage_and_nothing_readable_exit_with_2_and_one_line() {
    let folder = TempDir::new().expect("a folder");
    let picture = folder.path().join("photo.jpg");
    fs::write(&picture, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0])
        .expect("a file");
    let picture = picture.to_string_lossy().into_owned();
    let absent = folder.path().join("absent.zip").to_string_lossy().into_owned();
    for arguments in [
        vec!["check", "--no-such-option"],
        vec!["check", "--lang", "tlh", &picture],
        vec!["check", "--advisory", "no-such-advisory", &picture],
        vec!["check"],
        vec!["check", &absent],
        vec!["check", &picture],
    ] {
        let output = jiance(&arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(errors.trim_end().lines().count(), 1, "{arguments:?}: {errors}");
    }
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = TempDir::new().expect("a folder");
    let picture = folder.path().join("photo.jpg");
    fs::write(&picture, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0])
        .expect("a file");
    let output = jiance([Path::new("check"), &picture]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("photo.jpg"));
}

#[test]
fn json_is_one_report_and_nothing_else() {
    for (collection, lang) in [(samples::infected(), Lang::ZhCn), (samples::incomplete(), Lang::En)]
    {
        let on_disk = OnDisk::new(&collection);
        let arguments = ["check", "--json", "--lang", lang.tag()].map(PathBuf::from);
        let output = jiance(arguments.into_iter().chain([on_disk.bundle()]));
        let read: Report = serde_json::from_slice(&output.stdout).expect("one report");
        assert_eq!(
            read,
            report(&bundle(&collection), lang),
            "the command and the engine's own door"
        );
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn bundle_folder_and_single_files_get_one_verdict() {
    for collection in [samples::clean(), samples::infected(), suspected(), samples::incomplete()] {
        let on_disk = OnDisk::new(&collection);
        let [packed, unpacked, single] =
            [vec![on_disk.bundle()], vec![on_disk.parts()], on_disk.files()].map(|paths| {
                jiance([PathBuf::from("check")].into_iter().chain(paths)).status.code()
            });
        assert!(packed.is_some());
        assert_eq!(packed, unpacked, "{}", collection.name);
        assert_eq!(packed, single, "{}", collection.name);
    }
}

#[test]
fn standard_input_is_one_file() {
    let collection = samples::infected();
    let mut child = Command::new(&*PROGRAM)
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(&collection.zip()).expect("it reads");
    assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(10));
}

#[test]
fn a_report_says_nothing_of_the_machine_it_was_made_on() {
    let on_disk = OnDisk::new(&samples::infected());
    for path in [on_disk.bundle(), on_disk.parts()] {
        let output = jiance([PathBuf::from("check"), PathBuf::from("--json"), path]);
        let folder = on_disk.folder.path().to_string_lossy().into_owned();
        assert!(!String::from_utf8_lossy(&output.stdout).contains(&folder));
    }
}

#[test]
fn scripts_are_the_engines_own_and_leave_the_report_alone() {
    let collection = Collection::of(&Host::clean(&windows::WIN7_SP1, Locale::ZhCn));
    let on_disk = OnDisk::new(&collection);
    let report = report(&bundle(&collection), Lang::En);
    let folder = on_disk.folder.path().join("new/scripts");
    let run = |more: &[&str]| {
        let mut arguments: Vec<&OsStr> =
            ["check", "--json", "--lang", "en", "--scripts"].map(OsStr::new).to_vec();
        let bundle = on_disk.bundle();
        arguments.extend([folder.as_os_str(), bundle.as_os_str()]);
        arguments.extend(more.iter().map(OsStr::new));
        let output = jiance(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stdout), report.to_json());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let one = "smb1_off.smb1_value";
    for (more, ids) in
        [(&[][..], scripts::suggested(&report)), (&["--step", one], vec![one.to_owned()])]
    {
        let said = run(more);
        let scripts = scripts::write(&report, &ids, Lang::En).expect("scripts");
        for script in [scripts.harden, scripts.undo] {
            assert_eq!(fs::read(folder.join(&script.name)).expect("a file"), script.bytes);
            assert!(said.contains(&script.name), "{said}");
        }
    }
    // Nothing to write is said, and is no failure.
    assert!(run(&["--step", "smb1_off.smb1_setting"]).contains("None of the chosen steps"));
}

#[test]
fn a_folder_for_scripts_that_cannot_be_made_is_wrong_usage() {
    let on_disk = OnDisk::new(&samples::clean());
    let file = on_disk.bundle();
    let output =
        jiance([OsStr::new("check"), OsStr::new("--scripts"), file.as_os_str(), file.as_os_str()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(String::from_utf8_lossy(&output.stderr).trim_end().lines().count(), 1);
}

#[test]
fn people_are_told_how_old_the_table_of_updates_is() {
    let on_disk = OnDisk::new(&samples::clean());
    let output = jiance([
        OsStr::new("check"),
        OsStr::new("--lang"),
        OsStr::new("en"),
        on_disk.bundle().as_os_str(),
    ]);
    let age = &report(&bundle(&samples::clean()), Lang::En).exposure[0].as_of;
    assert!(String::from_utf8_lossy(&output.stdout).contains(&format!("as of {age}")));
}

#[test]
fn the_built_in_advisories_are_listed() {
    let output = jiance(["advisories", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rows = rows.as_array().expect("a list");
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row["id"].is_string() && row["version"].is_string(), "{row}");
    }
}

#[test]
fn the_encoding_can_be_chosen() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("files.txt");
    fs::write(&file, b"C:\\Users\\\xC4\xE3\xBA\xC3\\a.txt\r\n").expect("a file");
    let encoding = |arguments: &[&str]| {
        let given = arguments.iter().map(OsStr::new).chain([file.as_os_str()]);
        let output = jiance(["check", "--json"].map(OsStr::new).into_iter().chain(given));
        let report: Report = serde_json::from_slice(&output.stdout).expect("a report");
        report.inputs[0].encoding.clone()
    };
    assert_eq!(encoding(&[]), "gbk");
    assert_eq!(encoding(&["--encoding", "1252"]), "windows-1252");
    let output = jiance(["check", "--encoding", "klingon", "x"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("klingon") && said.contains("gbk"), "{said}");
}

#[test]
fn a_result_link_is_printed_where_one_is_wanted() {
    let collection = samples::infected();
    let on_disk = OnDisk::new(&collection);
    let link = |json: Option<&str>| {
        let arguments =
            ["check", "--link", "https://example.com/jiance/#old"].into_iter().chain(json);
        jiance(arguments.map(PathBuf::from).chain([on_disk.bundle()]))
    };
    let (plain, json) = (link(None), link(Some("--json")));
    let opens = |text: &[u8]| {
        let text = String::from_utf8_lossy(text).into_owned();
        let address = text
            .lines()
            .find(|line| line.starts_with("https://example.com/jiance/#result="))
            .expect("a link");
        assert!(!text.contains("#old"));
        match jiance::link::open(address) {
            Ok(jiance::link::Link::Result(result)) => result.verdict.name(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((opens(&plain.stdout), opens(&json.stderr)), ("infected", "infected"));
    serde_json::from_slice::<Report>(&json.stdout).expect("one report");
    assert_eq!((plain.status.code(), json.status.code()), (Some(10), Some(10)));
}

#[test]
fn several_collections_in_one_report_are_warned_of() {
    let (one, other) = (OnDisk::new(&samples::clean()), OnDisk::new(&samples::infected()));
    let alone = jiance([OsStr::new("check"), one.bundle().as_os_str()]);
    assert!(alone.stderr.is_empty());
    let both = [
        OsStr::new("check"),
        OsStr::new("--json"),
        one.bundle().as_os_str(),
        other.parts().as_os_str(),
    ]
    .map(OsStr::to_owned);
    let both = jiance(both);
    assert_eq!(both.status.code(), Some(10));
    assert!(serde_json::from_slice::<Report>(&both.stdout).is_ok(), "one report, as ever");
    assert!(String::from_utf8_lossy(&both.stderr).contains('2'));
}
