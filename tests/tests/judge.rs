//! In: collections. Out: the engine's reports on them, through its public door.

use jiance::report::{CheckState, Report};
use jiance::{Advisory, Check, Lang};
use jiance_tests::collection::Collection;

/// A named file.
pub(crate) type NamedBytes = (String, Vec<u8>);

/// A collection as single files.
pub(crate) fn single_files(collection: &Collection) -> Vec<NamedBytes> {
    collection.parts.iter().map(|part| (part.name.clone(), part.bytes.clone())).collect()
}

/// A collection as its bundle.
pub(crate) fn bundle(collection: &Collection) -> Vec<NamedBytes> {
    vec![(format!("{}.zip", collection.name), collection.zip())]
}

/// A collection as the cabinet that `makecab` packs where Windows has nothing newer.
pub(crate) fn cabinet(collection: &Collection) -> Vec<NamedBytes> {
    vec![(format!("{}.cab", collection.name), collection.cabinet())]
}

/// The report on some files, each fed in one piece.
pub(crate) fn report(files: &[NamedBytes], lang: Lang) -> Report {
    report_in_chunks(files, lang, |bytes| vec![bytes])
}

/// The report on some files, each fed in the chunks that `cut` makes of it.
pub(crate) fn report_in_chunks(
    files: &[NamedBytes],
    lang: Lang,
    cut: impl Fn(&[u8]) -> Vec<&[u8]>,
) -> Report {
    let mut check = Check::new(default_advisory());
    for (name, bytes) in files {
        let mut input = check.input(name);
        for chunk in cut(bytes) {
            input.feed(chunk);
        }
        input.finish();
    }
    check.finish().report(lang)
}

/// The advisory that is used where none is named.
pub(crate) fn default_advisory() -> &'static Advisory {
    Advisory::built_in().first().expect("an advisory is built in")
}

/// The notice's own indicators in a state, in the advisory's order.
pub(crate) fn notice_indicators(report: &Report, state: CheckState) -> Vec<&str> {
    let own =
        |id: &str| default_advisory().indicator(id).is_some_and(|indicator| indicator.in_notice);
    report
        .checks
        .iter()
        .filter(|row| row.state == state && own(&row.indicator))
        .map(|row| row.indicator.as_str())
        .collect()
}
