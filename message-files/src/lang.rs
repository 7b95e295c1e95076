//! In: the tags of the languages there are, and of those that have a number. Out: Rust source with `enum Lang`.

use std::fmt::Write as _;

/// The Rust source of `enum Lang`: one variant a language, in the order of their numbers; a number whose language is gone stays empty.
pub fn lang_source(numbered: &[String], all: &[String]) -> String {
    let mut out = String::from(
        "/// A language of the report's texts: there is one for each message file.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]\npub enum Lang {\n",
    );
    let variant = |tag: &str| crate::variant(&tag.to_ascii_lowercase());
    for tag in all {
        let _ =
            writeln!(out, "    /// `{tag}`\n    #[serde(rename = {tag:?})]\n    {},", variant(tag));
    }
    let variants: Vec<String> = all.iter().map(|tag| format!("Lang::{}", variant(tag))).collect();
    let by_number = numbered.iter().map(|tag| match all.contains(tag) {
        true => format!("Some(Lang::{})", variant(tag)),
        false => "None".to_owned(),
    });
    let _ = writeln!(
        out,
        "}}\n\nimpl Lang {{\n    /// How many there are.\n    pub const COUNT: usize = {};\n    /// Every language, in the order they are offered.\n    \
         pub const ALL: [Lang; Lang::COUNT] = [{}];\n    /// By their numbers in links; none where the message file is gone.\n    \
         pub(crate) const NUMBERED: [Option<Lang>; {}] = [{}];\n    const TAGS: [&'static str; Lang::COUNT] = {all:?};\n}}",
        all.len(),
        variants.join(", "),
        numbered.len(),
        by_number.collect::<Vec<_>>().join(", "),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(all: &[&str]) -> Vec<String> {
        all.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn another_language_is_another_variant_and_a_number_is_for_ever() {
        let numbered = tags(&["zh-CN", "en", "gone", "pt-BR"]);
        let source = lang_source(&numbered, &tags(&["zh-CN", "en", "pt-BR"]));
        for expected in [
            "#[serde(rename = \"pt-BR\")]\n    PtBr,",
            "COUNT: usize = 3;",
            "= [Lang::ZhCn, Lang::En, Lang::PtBr];",
            "[Option<Lang>; 4] = [Some(Lang::ZhCn), Some(Lang::En), None, Some(Lang::PtBr)];",
            "= [\"zh-CN\", \"en\", \"pt-BR\"];",
        ] {
            assert!(source.contains(expected), "{expected} not in:\n{source}");
        }
    }
}
