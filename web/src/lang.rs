//! In: the address. Out: the language that it names. `static/first.js` has the whole choice, since a language is needed before this is here.

use jiance::Lang;

/// Where the choice is kept between visits; `static/first.js` looks there, too.
pub(crate) const STORAGE_KEY: &str = "jiance.lang.v1";

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

    #[test]
    fn an_address_names_a_language_anywhere_among_its_parts() {
        assert_eq!(from_address("?lang=en"), Some(Lang::En));
        assert_eq!(from_address("#a=1&lang=zh-CN"), Some(Lang::ZhCn));
        assert_eq!(from_address("#language=en"), None);
        assert_eq!(from_address("?lang=xx"), None);
    }
}
