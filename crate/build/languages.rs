//! In: the message files' names, and the order in which `link_numbers.toml` numbers the languages. Out: Rust source with `enum Lang`.
//!
//! A text of the data stands in English at least; a language that has none of its own shows that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;

/// What a text is shown in where it does not stand in the reader's language.
const FALLBACK: &str = "en";

static ALL: OnceLock<Vec<String>> = OnceLock::new();

#[derive(Deserialize)]
struct Numbers {
    languages: Vec<String>,
}

/// Every language's tag, in the order of their numbers. Empty before [`generate`] has run.
pub(crate) fn all() -> &'static [String] {
    ALL.get().map_or(&[], Vec::as_slice)
}

/// Reads which languages there are and gives the source of `Lang`.
pub(crate) fn generate(data: &Path) -> Result<String, String> {
    let Numbers { languages: numbered } =
        super::link_numbers::read(&data.join("link_numbers.toml"))?;
    let written: BTreeSet<String> =
        message_files::languages(&data.join("messages"))?.into_iter().collect();
    super::link_numbers::complete("languages", &numbered, &written)?;
    if !written.contains(FALLBACK) {
        return Err(format!("there is no message file {FALLBACK}.toml"));
    }
    let all: Vec<String> = numbered.iter().filter(|tag| written.contains(*tag)).cloned().collect();
    let source = message_files::lang_source(&numbered, &all);
    ALL.set(all).map_err(|_| "the languages were read before".to_owned())?;
    Ok(source)
}

/// True if these are the languages of a text: no other than there are, and English among them.
pub(crate) fn check<'t>(tags: impl Iterator<Item = &'t String>) -> Result<(), String> {
    let mut has_fallback = false;
    for tag in tags {
        if !all().contains(tag) {
            return Err(format!("there is no language {tag:?}"));
        }
        has_fallback |= tag == FALLBACK;
    }
    if has_fallback { Ok(()) } else { Err(format!("a text does not stand in {FALLBACK:?}")) }
}

/// A text in English and any other languages.
#[derive(Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub(crate) struct Each(BTreeMap<String, String>);

impl TryFrom<BTreeMap<String, String>> for Each {
    type Error = String;

    fn try_from(texts: BTreeMap<String, String>) -> Result<Each, String> {
        check(texts.keys()).map(|()| Each(texts))
    }
}

impl Each {
    /// As Rust source.
    pub(crate) fn source(&self) -> String {
        let text = |tag| self.0.get(tag).map(|text| text.trim_end());
        let texts = all().iter().filter_map(|tag| text(tag.as_str()).or_else(|| text(FALLBACK)));
        format!("Text({:?})", texts.collect::<Vec<_>>())
    }
}

/// A text that is the same in every language, as Rust source.
pub(crate) fn same(text: &str) -> String {
    format!("Text([{:?}; Lang::COUNT])", text.trim_end())
}
