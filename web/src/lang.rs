//! In: the address, what was chosen before, what the browser speaks. Out: the language to begin with.

use jiance::Lang;

/// Where the choice is kept between visits.
pub(crate) const STORAGE_KEY: &str = "jiance.lang.v1";

/// The language for a fresh page: the address decides, then the last choice, then the browser, then Chinese.
pub(crate) fn choose(
    query: &str,
    fragment: &str,
    stored: Option<&str>,
    browser: impl IntoIterator<Item = String>,
) -> Lang {
    from_address(query)
        .or_else(|| from_address(fragment))
        .or_else(|| stored.and_then(Lang::from_tag))
        .or_else(|| browser.into_iter().find_map(|tag| Lang::from_tag(&tag)))
        .unwrap_or(Lang::ZhCn)
}

/// The language that a query (`?lang=en`) or a fragment (`#lang=en`) names.
pub(crate) fn from_address(part: &str) -> Option<Lang> {
    part.trim_start_matches(['?', '#'])
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(Lang::from_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn the_address_beats_everything() {
        assert_eq!(choose("?lang=en", "", Some("zh-CN"), browser(&["zh-CN"])), Lang::En);
        assert_eq!(choose("", "#a=1&lang=zh-CN", Some("en"), browser(&["en"])), Lang::ZhCn);
    }

    #[test]
    fn the_last_choice_beats_the_browser() {
        assert_eq!(choose("", "", Some("en"), browser(&["zh-TW"])), Lang::En);
    }

    #[test]
    fn the_browsers_first_known_language_counts() {
        assert_eq!(choose("", "", None, browser(&["fr-FR", "en-GB", "zh-CN"])), Lang::En);
    }

    #[test]
    fn nothing_known_reads_as_chinese() {
        assert_eq!(choose("?lang=xx", "#language=en", Some(""), browser(&["fr"])), Lang::ZhCn);
    }
}
