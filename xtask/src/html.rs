//! In: the page as a text. Out: its tags and their attributes, as Trunk and `web/index.html` write them.

/// All tags that begin so, each up to its `>`.
pub(crate) fn tags<'a>(html: &'a str, begin: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(begin).filter_map(|(at, _)| {
        let rest = html.get(at..)?;
        // The icon's address has no `>` in it, but its policy and texts may: attributes are quoted.
        let mut quoted = false;
        let end = rest.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        })?;
        rest.get(..=end)
    })
}

/// What a tag says of itself.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_their_quotes_are_closed() {
        let html = "<link rel=\"icon\" href=\"a>b\" /><link rel=\"x\" />";
        assert_eq!(tags(html, "<link ").count(), 2);
        assert_eq!(tags(html, "<link ").next().and_then(|tag| attribute(tag, "href")), Some("a>b"));
    }
}
