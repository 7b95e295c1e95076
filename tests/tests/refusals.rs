//! What people hand in by mistake: each is named in a sentence of its own, whatever it is called; and what a Mac packs beside the files
//! takes nothing away from them.

use jiance::Lang;
use jiance::report::{Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::windows::WIN7_SP1;
use jiance_tests::zip::zip;

use crate::judge;

/// The codes of what is wrong with each input.
fn problems(report: &Report) -> Vec<(&str, Vec<&str>)> {
    let inputs = report.inputs.iter();
    let codes = inputs.map(|input| {
        let codes = input.problems.iter().map(|said| said.code.as_str());
        (input.file.as_str(), codes.collect())
    });
    codes.collect()
}

fn report(bytes: &[u8]) -> Report {
    judge::report(&[("a.txt".to_owned(), bytes.to_vec())], Lang::ZhCn)
}

#[test]
fn what_is_handed_in_by_mistake_is_named() {
    let documents = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];
    let document = zip(documents.map(|name| (name, &b"<xml/>"[..])));
    for (bytes, code) in [
        (document.as_slice(), "problem.office"),
        (b"{\\rtf1\\ansi\r\n}\r\n", "problem.office"),
        (b"%PDF-1.7\r\n%\xE2\xE3\xCF\xD3\r\n", "problem.pdf"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", "problem.picture"),
        (b"MZ\x90\0\x03\0\0\0", "problem.program"),
        (b"ElfFile\0\0\0\0\0\0\0\0\0", "problem.event_log"),
        (
            b"Event[0]:\r\n  Log Name: System\r\n  Source: Service Control Manager\r\n",
            "problem.event_log",
        ),
        (
            b"<html><body><table><tr><td>Name</td></tr></table></body></html>\r\n",
            "problem.web_page",
        ),
        (b"Rar!\x1A\x07\x01\0", "problem.archive_kind"),
        (b"7z\xBC\xAF\x27\x1C\0\x04", "problem.archive_kind"),
        (b"shopping list\r\nmilk\r\n", "problem.unknown_format"),
    ] {
        let report = report(bytes);
        assert_eq!(problems(&report), [("a.txt", vec![code])]);
        assert_eq!(report.verdict, Verdict::CannotTell, "{code}");
    }
}

#[test]
fn a_document_in_a_bundle_is_refused_alone() {
    let host = Host::clean(&WIN7_SP1, Locale::ZhCn);
    let collection = Collection::of(&host);
    let document = zip([("[Content_Types].xml", &b"<xml/>"[..])]);
    let parts = collection.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice()));
    let report = report(&zip(parts.chain([("notes.docx", document.as_slice())])));
    assert_eq!(report.verdict, Verdict::NoSigns, "{:?}", report.reasons);
    let wrong = problems(&report).into_iter().filter(|(_, codes)| !codes.is_empty());
    assert_eq!(wrong.collect::<Vec<_>>(), [("a.txt/notes.docx", vec!["problem.office"])]);
}

#[test]
fn what_a_mac_adds_is_neither_evidence_nor_damage() {
    let host = Host::clean(&WIN7_SP1, Locale::ZhCn);
    let collection = Collection::of(&host);
    let store = b"\0\0\0\x01Bud1\0\0\x10\0\0\0\x08\0";
    let double = b"\0\x05\x16\x07\0\x02\0\0Mac OS X        \0\x02";
    let parts = collection.parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice()));
    let mac = [(".DS_Store", &store[..]), ("__MACOSX/._files-C.txt", &double[..])];
    let report = report(&zip(parts.chain(mac)));
    assert_eq!(report.verdict, Verdict::NoSigns, "{:?}", report.reasons);
    assert!(problems(&report).iter().all(|(_, codes)| codes.is_empty()), "{:?}", problems(&report));
    let finder = report.inputs.iter().filter(|input| input.kind == "finder");
    assert_eq!(finder.count(), 2);
}
