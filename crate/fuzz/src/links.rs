//! Links. In: bytes as pasted text, or as a content whose checksum fits. Out: a panic if what comes of it can't be shown as it is.

use jiance::link::{Link, LinkedResult, open};
use jiance::{Lang, Phrase};
use jiance_tests::links::fragment;

use crate::report::is_hidden;

/// The longest sentence that a link can make: a message with three names of files in it.
const LONGEST: usize = 4096;

/// The bytes as text; if the first of them is a version that there may be, the rest as its content too.
pub fn links(data: &[u8]) {
    opens(&String::from_utf8_lossy(data));
    if let [version @ 0..=2, content @ ..] = data {
        opens(&fragment(*version, content));
    }
}

fn opens(text: &str) {
    match open(text) {
        Ok(Link::Result(result)) => shows(&result),
        Ok(Link::Check(link)) => assert_eq!(open(&link.fragment()).ok().map(|_| ()), Some(())),
        Err(error) => is_shown(&error.phrase()),
    }
}

fn shows(result: &LinkedResult) {
    result.reasons.iter().for_each(is_shown);
    result.coverage.iter().flat_map(|row| &row.reasons).for_each(is_shown);
    result.hardening.iter().for_each(|row| is_shown(&row.because));
    result.caveats().iter().for_each(is_shown);
    for row in &result.exposure {
        is_shown(&row.because);
        assert_eq!(result.install(row, Lang::En).len(), row.install.len());
    }
    for check in &result.checks {
        assert_eq!(check.because(Lang::En).is_some(), check.indicator.known().is_some());
    }
    let evidence = result.seen.iter().flat_map(|seen| &seen.groups).flat_map(|group| &group.evidence);
    let texts = evidence.map(|evidence| &evidence.text).chain(result.file_names.iter().flatten());
    for text in texts.chain(&result.host_name) {
        assert_eq!(text.as_str().chars().find(|letter| is_hidden(*letter)), None);
    }
}

fn is_shown(phrase: &Phrase) {
    for lang in Lang::ALL {
        let text = phrase.said(lang).text;
        assert_eq!(text.chars().find(|letter| is_hidden(*letter)), None, "{text:?}");
        assert!(text.chars().count() < LONGEST, "{text}");
    }
}
