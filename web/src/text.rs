//! In: a message's code and the chosen language. Out: the text to show.

use jiance::{HostText, Lang};

use crate::intl;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The page's texts in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) Lang);

impl Texts {
    /// A text without placeholders.
    pub(crate) fn say(self, code: Code) -> &'static str {
        code.template(self.0.tag())
    }

    /// A text about so many of something, which it calls `{n}`.
    pub(crate) fn count(self, code: Code, n: usize) -> String {
        filled(self.say(code), &[("n", intl::count(self, n))], &intl::plural(self, n as f64))
    }

    /// A text with its placeholders filled.
    pub(crate) fn fill(self, code: Code, fillings: &[(&str, &dyn Filling)]) -> String {
        let fillings: Vec<(&str, String)> =
            fillings.iter().map(|(name, filling)| (*name, filling.written(self))).collect();
        filled(self.say(code), &fillings, "")
    }
}

/// What can fill a placeholder: words as they are, numbers as the language writes them. So no number gets past `Intl`.
pub(crate) trait Filling {
    /// It, in the language of the texts.
    fn written(&self, t: Texts) -> String;
}

impl Filling for String {
    fn written(&self, _t: Texts) -> String {
        self.clone()
    }
}

impl Filling for &str {
    fn written(&self, _t: Texts) -> String {
        (*self).to_owned()
    }
}

impl Filling for HostText {
    fn written(&self, _t: Texts) -> String {
        self.to_string()
    }
}

impl Filling for usize {
    fn written(&self, t: Texts) -> String {
        intl::count(t, *self)
    }
}

impl Filling for u64 {
    fn written(&self, t: Texts) -> String {
        intl::number(t, *self as f64)
    }
}

/// Fills a template; of a placeholder's forms (`{n|one:host|other:hosts}`) it takes the one called `form`, or else `other`.
fn filled(template: &str, fillings: &[(&str, String)], form: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        if let Some((_, forms)) = name.split_once('|') {
            let of =
                |form| forms.split('|').find_map(|it| it.strip_prefix(form)?.strip_prefix(':'));
            text.push_str(of(form).or_else(|| of("other")).unwrap_or_default());
        } else if let Some((_, value)) = fillings.iter().find(|(filling, _)| *filling == name) {
            text.push_str(value);
        }
        rest = tail;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_either_language() {
        for (lang, expected) in [(Lang::ZhCn, "a.reg，第 7 行"), (Lang::En, "a.reg, line 7")] {
            let text =
                Texts(lang).fill(Code::ResultSourceLine, &[("line", &"7"), ("file", &"a.reg")]);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_filling_with_braces_is_not_read_again() {
        let text =
            Texts(Lang::En).fill(Code::ResultSourceLine, &[("file", &"{line}"), ("line", &"1")]);
        assert_eq!(text, "{line}, line 1");
    }

    #[test]
    fn a_count_takes_its_form() {
        let text = "{n} {n|one:host|other:hosts}";
        for (n, form, expected) in
            [("1", "one", "1 host"), ("2", "other", "2 hosts"), ("3", "few", "3 hosts")]
        {
            assert_eq!(filled(text, &[("n", n.to_owned())], form), expected);
        }
    }
}
