//! The languages a report can be written in: as many as there are message files (`build/languages.rs`).

use serde::{Deserialize, Serialize};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Lang {
    /// The BCP 47 tag, which is also the stem of its message file.
    pub fn tag(self) -> &'static str {
        self.of::<&str>(&Lang::TAGS)
    }

    /// What is this language's of something that there is for each, in the order of [`Lang::ALL`].
    #[allow(clippy::indexing_slicing, reason = "there are as many as there are languages")]
    pub fn of<T>(self, each: &[T; Lang::COUNT]) -> &T {
        &each[self as usize]
    }

    /// Reads a BCP 47 tag as browsers and users write it: the language of that very tag, or else one of the same language elsewhere, so
    /// that any Chinese is Simplified Chinese as long as there is no other.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.replace('_', "-");
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let is_it = |lang: &Lang| lang.tag().eq_ignore_ascii_case(&tag);
        let is_alike = |lang: &Lang| primary(lang.tag()) == primary(&tag);
        let mut all = Lang::ALL.into_iter();
        all.clone().find(is_it).or_else(|| all.find(is_alike))
    }
}
