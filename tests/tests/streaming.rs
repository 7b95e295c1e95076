//! The report is the same wherever the input is cut into chunks, and in whatever order the files come.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use jiance::{Check, EntryChecksums, Lang, Sha256};
use jiance_tests::collection::Collection;
use jiance_tests::files::Files;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::registry::{Data, Registry};
use jiance_tests::{samples, windows};
use proptest::prelude::*;

use crate::judge::{
    NamedBytes, bundle, cabinet, default_advisory, report, report_in_chunks, single_files,
};

/// The bundle and the files of an infected host whose texts are in five encodings.
static WHOLE: LazyLock<Vec<NamedBytes>> = LazyLock::new(|| {
    let collection = samples::infected();
    let mut files = single_files(&collection);
    files.extend(bundle(&collection));
    files
});

/// A host small enough to be cut at every byte, with a sign in each artifact.
pub(crate) fn small() -> Collection {
    let mut host = Host::with_updates(&windows::WIN7_SP1, Locale::ZhCn, &[]);
    host.files = Files::default();
    for path in ["C:\\pagefile.sys", "C:\\Windows\\tasksche.exe", "C:\\用户\\smbtouch.inconfig.xml"]
    {
        host.files.add_file(path);
    }
    host.processes.truncate(4);
    host.registry = Registry::default();
    let key = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\x";
    host.registry.set(key, "ImagePath", Data::expand("C:\\EternalRocks.exe"));
    host.registry.add_key("HKEY_USERS\\.DEFAULT");
    let mut collection = Collection::of(&host);
    collection.parts.retain(|part| {
        ["manifest.txt", "processes.txt", "files-C.txt", "registry-hklm.reg"]
            .contains(&part.name.as_str())
    });
    collection
}

#[test]
fn every_single_cut_of_a_small_bundle_gives_the_same_report() {
    let files = bundle(&small());
    let whole = report(&files, Lang::En);
    assert_eq!(whole.verdict.name(), "infected");
    for at in 0..files[0].1.len() {
        let cut = report_in_chunks(&files, Lang::En, |bytes| {
            let (first, second) = bytes.split_at(at);
            vec![first, second]
        });
        assert!(cut == whole, "cut at {at}");
    }
}

#[test]
fn byte_after_byte_gives_the_same_report() {
    for files in [single_files(&small()), bundle(&small())] {
        let whole = report(&files, Lang::En);
        let crumbs = report_in_chunks(&files, Lang::En, |bytes| bytes.chunks(1).collect());
        assert_eq!(crumbs, whole);
    }
}

#[test]
fn the_order_of_the_files_does_not_show() {
    let mut files = WHOLE.clone();
    let first = report(&files, Lang::En);
    files.reverse();
    assert_eq!(report(&files, Lang::En), first);
    for _ in 0..files.len() {
        files.rotate_left(1);
        assert!(report(&files, Lang::En) == first, "beginning with {}", files[0].0);
    }
}

#[test]
fn the_language_changes_words_only() {
    let [chinese, english] = [Lang::ZhCn, Lang::En].map(|lang| report(&WHOLE, lang));
    assert_eq!(chinese.sightings, english.sightings);
    let codes =
        |said: &[jiance::Said]| said.iter().map(|said| said.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&chinese.reasons), codes(&english.reasons));
    assert_ne!(chinese.reasons, english.reasons);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_chunking_gives_the_same_report(lengths in prop::collection::vec(1_usize..5_000, 1..64)) {
        static EXPECTED: LazyLock<jiance::report::Report> = LazyLock::new(|| report(&WHOLE, Lang::En));
        let cut = report_in_chunks(&WHOLE, Lang::En, |bytes| {
            let mut rest = bytes;
            let mut chunks = Vec::new();
            for length in lengths.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (chunk, after) = rest.split_at((*length).min(rest.len()));
                chunks.push(chunk);
                rest = after;
            }
            chunks
        });
        prop_assert!(cut == *EXPECTED);
    }
}

/// It ends before its file does, and must not take the bytes fed so far for all there are.
#[test]
fn a_damaged_gzip_file_without_a_name_is_measured_whole() {
    let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    // A block of a kind that does not exist, and more behind it.
    bytes.extend([0xFF; 40]);
    let files = [("a.gz".to_owned(), bytes)];
    let whole = report(&files, Lang::En);
    assert_eq!(whole.inputs[0].bytes, 50);
    assert_eq!(report_in_chunks(&files, Lang::En, |bytes| bytes.chunks(1).collect()), whole);
}

/// Works out checksums as the page's second worker does: whenever it comes to it. Entries are numbered from 7 on.
#[derive(Debug, Default, Clone)]
struct Elsewhere(Rc<RefCell<Vec<(Sha256, bool)>>>);

impl EntryChecksums for Elsewhere {
    fn begin(&mut self) -> u32 {
        self.0.borrow_mut().push((Sha256::default(), false));
        6 + self.0.borrow().len() as u32
    }

    fn add(&mut self, bytes: &[u8]) {
        let mut entries = self.0.borrow_mut();
        let (sum, is_over) = entries.last_mut().expect("an entry was begun");
        assert!(!*is_over, "bytes behind an entry's end");
        sum.add(bytes);
    }

    fn end(&mut self) {
        self.0.borrow_mut().last_mut().expect("an entry was begun").1 = true;
    }
}

#[test]
fn checksums_of_what_an_archive_holds_may_be_worked_out_elsewhere() {
    let collection = small();
    let cut = {
        let [(name, bytes)] = &bundle(&collection)[..] else { panic!("one file") };
        vec![(name.clone(), bytes[..bytes.len() / 2].to_vec())]
    };
    for files in [bundle(&collection), cabinet(&collection), cut, single_files(&collection)] {
        let whole = report(&files, Lang::En);
        let mut check = Check::new(default_advisory());
        let elsewhere = Elsewhere::default();
        for (name, bytes) in &files {
            let mut input = check.input(name);
            input.hand_entries_to(Box::new(elsewhere.clone()));
            bytes.chunks(100).for_each(|chunk| input.feed(chunk));
            input.finish();
        }
        let sums = elsewhere.0.take();
        assert!(sums.iter().all(|(_, is_over)| *is_over));
        // In another order than that of the entries.
        for (at, (sum, _)) in sums.into_iter().enumerate().rev() {
            check.give_checksum(7 + at as u32, sum.finish());
        }
        assert_eq!(check.finish().report(Lang::En), whole, "{}", files[0].0);
    }
}
