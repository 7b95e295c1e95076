//! Where another well-kept program reads the same thing, both agree: 7-Zip, Info-ZIP, cabextract and gcab on archives, iconv on text.
//!
//! The programs come with `cargo xtask test`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use jiance::Lang;
use jiance_tests::host::Host;
use jiance_tests::listing::{self, Scope};
use jiance_tests::locale::Locale;
use jiance_tests::{lzx, samples, windows};
use tempfile::TempDir;

use crate::judge::report;

/// What packs the files of a folder, in their order in the list; `{}` stands for their names.
const PACKERS: &[(&str, &str)] = &[
    ("deflated.zip", "zip -q deflated.zip {}"),
    ("stored.zip", "zip -q -0 stored.zip {}"),
    ("best.zip", "zip -q -9 -X best.zip {}"),
    ("piped.zip", "zip -q - {} > piped.zip"),
    ("7-zip.zip", "7z a -bd -tzip 7-zip.zip {}"),
    ("7-zip-utf-8.zip", "7z a -bd -tzip -mcu=on 7-zip-utf-8.zip {}"),
    ("7-zip-deflate64.zip", "7z a -bd -tzip -mm=Deflate64 7-zip-deflate64.zip {}"),
    ("7-zip-stored.zip", "7z a -bd -tzip -mx=0 7-zip-stored.zip {}"),
    ("mszip.cab", "gcab --create --zip mszip.cab {}"),
    ("stored.cab", "gcab --create stored.cab {}"),
    ("one.gz", "gzip --stdout files-C.txt > one.gz"),
    ("7-zip.gz", "7z a -bd -tgzip 7-zip.gz files-C.txt"),
];

/// What unpacks an archive into the folder it is run in; `{}` stands for its path.
const UNPACKERS: &[(&str, &str)] = &[
    (".zip", "7z x -bd {}"),
    (".zip", "unzip -q {}"),
    (".cab", "7z x -bd {}"),
    (".cab", "cabextract -q {}"),
    (".gz", "7z x -bd {}"),
];

/// Size and checksum of each file, by name.
type Contents = BTreeMap<String, (u64, String)>;

#[test]
fn archives_hold_what_other_unpackers_find_in_them() {
    let folder = TempDir::new().expect("a folder");
    let collection = samples::infected();
    for part in &collection.parts {
        fs::write(folder.path().join(&part.name), &part.bytes).expect("a file");
    }
    let names: Vec<&str> = collection.parts.iter().map(|part| part.name.as_str()).collect();
    let mut archives = vec![
        ("own.zip".to_owned(), collection.zip()),
        ("own.cab".to_owned(), collection.cabinet()),
    ];
    let parts: Vec<(&str, &[u8])> =
        collection.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice())).collect();
    for window_bits in [15, 18, 21] {
        archives.push((format!("lzx-{window_bits}.cab"), lzx::cabinet(&parts, window_bits)));
    }
    for (name, command) in PACKERS {
        run(&command.replace("{}", &names.join(" ")), folder.path());
        archives
            .push(((*name).to_owned(), fs::read(folder.path().join(name)).expect("an archive")));
    }
    let mut compared = 0;
    for (name, bytes) in archives {
        let path = folder.path().join(&name);
        fs::write(&path, &bytes).expect("a file");
        let own = own_contents(&name, bytes);
        for (_, command) in UNPACKERS.iter().filter(|(end, _)| name.ends_with(end)) {
            let out = TempDir::new().expect("a folder");
            run(&command.replace("{}", &path.to_string_lossy()), out.path());
            let others = contents(out.path());
            assert!(!others.is_empty(), "{command} finds nothing in {name}");
            // A gzip without a name is called after its archive by some, and has none for others.
            if name.ends_with(".gz") {
                let values = |contents: &Contents| contents.values().cloned().collect::<Vec<_>>();
                assert_eq!(values(&own), values(&others), "{name} by {command}");
            } else {
                assert_eq!(own, others, "{name} by {command}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 9 * 2 + 6 * 2 + 2);
}

/// What the report says is inside an archive.
fn own_contents(name: &str, bytes: Vec<u8>) -> Contents {
    let report = report(&[(name.to_owned(), bytes)], Lang::En);
    let inside = report.inputs.into_iter().filter_map(|input| {
        let own = input.file.strip_prefix(&format!("{name}/"))?.to_owned();
        Some((own, (input.bytes, input.sha256)))
    });
    inside.collect()
}

/// The files of a folder, summed by another program.
fn contents(folder: &Path) -> Contents {
    let mut contents = Contents::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("a folder's entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let size = entry.metadata().expect("its size").len();
        let printed = run(&format!("sha256sum < '{name}'"), folder);
        let sum = String::from_utf8_lossy(&printed).split_whitespace().next().map(str::to_owned);
        contents.insert(name, (size, sum.unwrap_or_default()));
    }
    contents
}

#[test]
fn text_reads_as_it_was_before_iconv() {
    for locale in Locale::ALL {
        let mut pages = vec![format!("CP{}", locale.oem_code_page()), "UTF-8".to_owned()];
        pages.extend(["UTF-16LE", "UTF-16BE"].map(str::to_owned));
        if locale == Locale::ZhCn {
            pages.push("GB18030".to_owned());
        }
        let mut host = Host::clean(&windows::WIN7_SP1, locale);
        let document = locale.documents()[0].trim_end_matches(".txt");
        let sign = format!("D:\\{document}\\configs\\Eternalblue.inconfig.xml");
        host.files.add_file(&sign);
        let text = listing::bare(&host.files, "C:", Scope::All)
            + &listing::bare(&host.files, "D:", Scope::All);
        for page in pages {
            let bytes = iconv(&text, &page);
            let report = report(&[("a.txt".to_owned(), bytes)], Lang::En);
            let seen: Vec<&str> =
                report.sightings.iter().map(|seen| seen.evidence.as_str()).collect();
            assert_eq!(seen, [sign.as_str()], "{page}, read as {}", report.inputs[0].encoding);
        }
    }
}

/// A text in another encoding.
fn iconv(text: &str, page: &str) -> Vec<u8> {
    let mut child = Command::new("iconv")
        .args(["-f", "UTF-8", "-t", page])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("iconv, which cargo xtask test brings");
    let mut stdin = child.stdin.take().expect("its input");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("a thread").expect("a pipe");
    assert!(output.status.success(), "iconv knows no {page}, or not all letters");
    output.stdout
}

/// Runs a line of shell in a folder; gives what it prints.
pub(crate) fn run(line: &str, folder: &Path) -> Vec<u8> {
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line} (cargo xtask test brings it): {said}");
    output.stdout
}
