//! How the user wants texts read where the encoding found is wrong: one choice a text, by its name in the report.

/// The user's choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices(Vec<(String, Choice)>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The engine's name of the encoding; none once the choice was taken back.
    pub(crate) encoding: Option<String>,
    /// The encoding found, which the report of a chosen one does not name.
    pub(crate) found: String,
}

impl Choices {
    /// The choice for a text.
    pub(crate) fn of(&self, file: &str) -> Option<&Choice> {
        self.0.iter().find(|(of, _)| of == file).map(|(_, choice)| choice)
    }

    /// These choices and one more; none takes back the one made before. `found` is the encoding that the text's bytes speak for.
    pub(crate) fn with(&self, file: &str, found: &str, encoding: Option<&str>) -> Choices {
        let mut choices = self.clone();
        let choice = Choice { encoding: encoding.map(str::to_owned), found: found.to_owned() };
        choices.0.retain(|(of, _)| of != file);
        choices.0.push((file.to_owned(), choice));
        choices
    }

    /// The chosen encodings' names, by text.
    pub(crate) fn names(&self) -> Vec<(String, String)> {
        let chosen =
            |(file, choice): &(String, Choice)| Some((file.clone(), choice.encoding.clone()?));
        self.0.iter().filter_map(chosen).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_for_one_text_and_can_be_changed_and_taken_back() {
        let one = Choices::default().with("a.txt", "gbk", Some("big5"));
        assert_eq!(one.of("b.txt"), None);
        let changed = one.with("a.txt", "gbk", Some("ibm850"));
        assert_eq!(changed.names(), [("a.txt".to_owned(), "ibm850".to_owned())]);
        assert_eq!(changed.of("a.txt").map(|choice| choice.found.as_str()), Some("gbk"));
        assert!(changed.with("a.txt", "gbk", None).names().is_empty());
    }
}
