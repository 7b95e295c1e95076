//! Where another well-kept program reads or writes hives and file tables, both agree: hivex on hives; on `$MFT`, libntfs-3g, which
//! wimlib writes a volume with, and The Sleuth Kit, which reads it. So one author's mistake in both our reader and our writer shows.
//!
//! The programs come with `cargo xtask test`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiance::Lang;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::registry::{Data, Form, Registry, export, hive, raw};
use jiance_tests::signs::SIGNS;
use jiance_tests::windows::WIN7_SP1;
use tempfile::TempDir;

use crate::judge::report;
use crate::second_opinion::run;

const SOFTWARE: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE";
const SYSTEM: &str = "HKEY_LOCAL_MACHINE\\SYSTEM";

/// Key, value name, type and bytes; nothing but the key for the key itself.
type Row = (String, Option<(String, u32, Vec<u8>)>);

/// A host's registry with every sign that a registry can show, every type, long data and long lists.
fn registry() -> Registry {
    let mut host = Host::clean(&WIN7_SP1, Locale::En);
    for sign in SIGNS.iter().filter(|sign| sign.indicator == "N4") {
        (sign.plant)(&mut host);
    }
    let mut registry = host.registry;
    for mount in [SOFTWARE, SYSTEM] {
        let key = format!("{mount}\\Contoso");
        // Of a last segment hivex leaves out what stands in the last four bytes of its cell, which these lengths leave empty.
        for length in [0, 1, 3, 4, 5, 16_343, 16_344, 16_352, 40_000] {
            let bytes = (0..length).map(|at: u32| at.to_le_bytes()[0]).collect();
            registry.set(&key, &format!("bytes {length}"), Data::Binary(bytes));
        }
        for kind in [5, 6, 8, 9, 10, 0x0102_0304] {
            registry.set(&key, &format!("kind {kind}"), Data::Typed(kind, vec![0, 1, 2, 3]));
        }
        registry.set(&key, "", Data::text("default"));
        registry.set(&key, "quoted \"a\\b\"", Data::Long(u64::MAX));
        registry.set(&key, "list", Data::Multi(vec!["a".to_owned(), "b".to_owned()]));
        for at in 0..1100 {
            registry.add_key(&format!("{key}\\many\\{at}"));
        }
    }
    registry
}

/// What the keys of a hive hold, by the facts it was made of.
fn facts(registry: &Registry, mount: &str) -> BTreeSet<Row> {
    let rows = registry.below(mount).flat_map(|key| {
        let values = key.values.iter().map(|(name, data)| {
            let (kind, bytes) = raw(data);
            Some((name.clone(), kind, bytes))
        });
        std::iter::once(None).chain(values).map(|value| (key.path.clone(), value))
    });
    rows.collect()
}

/// What `hivexregedit --export` prints; it names the root key with a backslash at its end.
fn exported(file: &str, mount: &str, folder: &Path) -> String {
    let line = format!("hivexregedit --export --prefix '{mount}' {file} '\\'");
    let text = String::from_utf8(run(&line, folder)).expect("UTF-8");
    text.replace("\\]\n", "]\n")
}

/// Its rows. hivexregedit writes every value on one line, and all but numbers in hex.
fn rows(text: &str) -> BTreeSet<Row> {
    let mut key = "";
    let mut rows = BTreeSet::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        if let Some(path) = line.strip_prefix('[').and_then(|path| path.strip_suffix(']')) {
            key = path;
            rows.insert((key.to_owned(), None));
            continue;
        }
        let (name, data) = match line.strip_prefix("@=") {
            Some(data) => ("", data),
            None => line.rsplit_once('=').expect("a name and its data"),
        };
        let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
        let name = name.replace("\\\"", "\"").replace("\\\\", "\\");
        let (kind, digits) = data.split_once(':').expect("a type and its data");
        let (kind, bytes) = match kind {
            "dword" => {
                (4, u32::from_str_radix(digits, 16).expect("a number").to_le_bytes().to_vec())
            }
            _ => {
                let kind = kind.trim_start_matches("hex(").trim_end_matches(')');
                let byte = |digits| u8::from_str_radix(digits, 16).expect("a byte");
                let bytes = digits.split(',').filter(|digits| !digits.is_empty()).map(byte);
                (u32::from_str_radix(kind, 16).expect("a type"), bytes.collect())
            }
        };
        rows.insert((key.to_owned(), Some((name, kind, bytes))));
    }
    rows
}

/// How many records there are; indicator, place and evidence of each sign; what the registry says of its host.
type Told = (u64, BTreeSet<[String; 3]>, String);

fn told(bytes: Vec<u8>) -> Told {
    let report = report(&[("a".to_owned(), bytes)], Lang::En);
    let input = &report.inputs[0];
    assert_eq!(input.problems, [], "{}", input.kind);
    let seen = report.sightings.iter().map(|seen| {
        [seen.indicator.clone(), format!("{:?}", seen.place), seen.evidence.as_str().to_owned()]
    });
    let os = &report.host.os;
    (input.records, seen.collect(), format!("{:?} {:?}", os.product, os.build))
}

#[test]
fn hivex_finds_in_our_hives_what_they_were_made_of_and_what_we_read() {
    let registry = registry();
    for mount in [SOFTWARE, SYSTEM] {
        let folder = TempDir::new().expect("a folder");
        let bytes = hive(&registry, mount, "");
        fs::write(folder.path().join("hive"), &bytes).expect("a file");
        let text = exported("hive", mount, folder.path());
        assert_eq!(rows(&text), facts(&registry, mount), "{mount}");
        let own = told(bytes);
        assert!(!own.1.is_empty(), "{mount}: no sign to compare");
        assert_eq!(own, told(text.into_bytes()), "{mount}");
    }
}

#[test]
fn hives_that_hivex_wrote_are_read_as_those_of_windows() {
    let registry = registry();
    for mount in [SOFTWARE, SYSTEM] {
        let folder = TempDir::new().expect("a folder");
        let mut root = Registry::default();
        root.add_key(mount);
        fs::write(folder.path().join("hive"), hive(&root, mount, "")).expect("a file");
        let text = export(&registry, mount, Form::Five, Locale::En);
        fs::write(folder.path().join("a.reg"), text).expect("a file");
        run(&format!("hivexregedit --merge --prefix '{mount}' hive a.reg"), folder.path());
        let written = fs::read(folder.path().join("hive")).expect("a hive");
        assert_eq!(told(written), told(hive(&registry, mount, "")), "{mount}");
    }
}

/// Names of folders, in which each letter may be one that a reader stumbles on.
const NAMES: [&str; 7] =
    ["plain", "检测 文件夹", "Ünïcödé", "two  spaces", "x.y.z", "😀", "ＦＵＬＬ"];

/// Files of one sign in many folders: every third is a file of its own, the others are its further names, more of them than one
/// record of the table holds. Gives their paths.
fn plant(root: &Path) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut file = None;
    for at in 0..90 {
        let name = NAMES[at % NAMES.len()];
        let deep = format!("{name}{at}/{}", "deeper/".repeat(at % 9));
        let folder = root.join(format!("{deep}configs"));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("eternalblue.inconfig.xml");
        match &file {
            Some(first) if at % 30 != 0 => fs::hard_link(first, &path).expect("a second name"),
            _ => {
                fs::write(&path, format!("{at}")).expect("a file");
                file = Some(path);
            }
        }
        paths.insert(format!("C:\\{deep}configs\\eternalblue.inconfig.xml").replace('/', "\\"));
    }
    paths
}

/// Wimlib makes an NTFS volume of a folder without any right to mount it.
const MAKE_VOLUME: &str = "PATH=$PATH:/usr/sbin:/sbin
    wimcapture --compress=none --norpfix tree tree.wim && truncate -s 20M volume && mkntfs -F -Q -q volume &&
    wimapply tree.wim 1 volume && ntfscat -i 0 volume > mft";

#[test]
fn a_volumes_files_are_those_that_the_sleuth_kit_finds() {
    let folder = TempDir::new().expect("a folder");
    let paths = plant(&folder.path().join("tree"));
    run(MAKE_VOLUME, folder.path());
    let table = fs::read(folder.path().join("mft")).expect("a file table");
    let report = report(&[("$MFT".to_owned(), table)], Lang::En);
    let found: BTreeSet<String> =
        report.sightings.iter().map(|seen| seen.evidence.as_str().to_owned()).collect();
    assert_eq!(found, paths);
    assert_eq!(report.inputs[0].records, in_use(&run("fls -r -p -u volume", folder.path())));
}

/// How many names of files and folders `fls` lists, without those of NTFS itself and of streams.
fn in_use(listed: &[u8]) -> u64 {
    let mut names = BTreeSet::new();
    for line in String::from_utf8_lossy(listed).lines() {
        // `r/r 64-128-2:	Windows/a.txt`
        let (entry, path) = line.split_once('\t').expect("an entry and its path");
        let number = entry.split([' ', '-', ':']).nth(1).and_then(|number| number.parse().ok());
        if number.is_some_and(|number: u64| 16 <= number) && path != "$OrphanFiles" {
            names.insert(path.split(':').next().unwrap_or_default().to_owned());
        }
    }
    names.len() as u64
}

#[test]
fn a_body_file_of_the_sleuth_kit_shows_what_the_table_shows() {
    let folder = TempDir::new().expect("a folder");
    let paths = plant(&folder.path().join("tree"));
    run(MAKE_VOLUME, folder.path());
    let body = run("fls -r -p -m C: volume", folder.path());
    let report = report(&[("body".to_owned(), body)], Lang::En);
    let found: BTreeSet<String> =
        report.sightings.iter().map(|seen| seen.evidence.as_str().replace('/', "\\")).collect();
    assert_eq!(report.inputs[0].kind, "bodyfile");
    assert_eq!(found, paths);
}
