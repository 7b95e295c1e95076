//! Messages: a code and its arguments until the last moment, a sentence in the user's language in the report.

use serde::{Deserialize, Serialize};

use crate::host_text::HostText;
use crate::lang::Lang;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message not yet put into words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    code: Code,
    arguments: Vec<(&'static str, Argument)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Argument {
    Text(String),
    Phrase(Phrase),
}

impl Phrase {
    /// A message without arguments.
    pub(crate) fn new(code: Code) -> Phrase {
        Phrase { code, arguments: Vec::new() }
    }

    /// Fills a placeholder with a number or one of our own words.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Phrase {
        self.arguments.push((name, Argument::Text(value.to_string())));
        self
    }

    /// Fills a placeholder with text from a host, made safe to show.
    #[must_use]
    pub(crate) fn with_host(self, name: &'static str, text: &str) -> Phrase {
        self.with(name, HostText::shown(text))
    }

    /// Fills a placeholder with another message, which is put into the same language.
    #[must_use]
    pub(crate) fn with_phrase(mut self, name: &'static str, phrase: &Phrase) -> Phrase {
        self.arguments.push((name, Argument::Phrase(phrase.clone())));
        self
    }

    /// The code that programs compare, and the sentence.
    pub fn said(&self, lang: Lang) -> Said {
        let mut text = String::new();
        for piece in pieces(self.code.template(lang.tag())) {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Placeholder { name, is_count } => {
                    let filling = self.arguments.iter().find(|(argument, _)| *argument == name);
                    match filling {
                        Some((_, Argument::Text(value))) if is_count => {
                            text.push_str(&grouped(value, lang));
                        }
                        Some((_, Argument::Text(value))) => text.push_str(value),
                        Some((_, Argument::Phrase(phrase))) => {
                            text.push_str(&phrase.said(lang).text);
                        }
                        None => {}
                    }
                }
            }
        }
        Said { code: self.code.name().to_owned(), text }
    }
}

impl Code {
    /// The key inside its table of the message file: `dir_s_b` of `kind.dir_s_b`.
    pub(crate) fn key(self) -> &'static str {
        self.name().split_once('.').map_or("", |(_, key)| key)
    }
}

/// Stands between the kinds of a file that holds several outputs.
pub(crate) const BETWEEN_KINDS: &str = " + ";

/// What a kind of input, as a report has it in `inputs[].kind`, is called in words. One that is not known here keeps its code.
pub fn kind_name(kind: &str, lang: Lang) -> String {
    let names: Vec<&str> = kind
        .split(BETWEEN_KINDS)
        .map(|kind| {
            let at = KEYS.iter().position(|key| key.strip_prefix("kind.") == Some(kind));
            at.and_then(|at| texts(lang.tag()).get(at)).copied().unwrap_or(kind)
        })
        .collect();
    names.join(BETWEEN_KINDS)
}

/// A part of a message's template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words that stand as they are.
    Words(&'static str),
    /// The name of what is filled in, and whether it is a count.
    Placeholder { name: &'static str, is_count: bool },
}

/// Digits as the language writes a count of so many: `1,234,567`.
pub(crate) fn grouped(digits: &str, lang: Lang) -> String {
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at != 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(Code::LanguageGroup.template(lang.tag()));
        }
        text.push(digit);
    }
    text
}

/// A template's parts in their order; no two texts stand side by side, and none is empty.
pub(crate) fn pieces(template: &'static str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        all.push(Piece::Words(before));
        let (name, is_count) = name.strip_suffix('#').map_or((name, false), |name| (name, true));
        all.push(Piece::Placeholder { name, is_count });
        rest = tail;
    }
    all.push(Piece::Words(rest));
    all.retain(|piece| *piece != Piece::Words(""));
    all
}

/// A message put into words: what the report holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// The code, the same in every language: `problem.empty`.
    pub code: String,
    /// The sentence in the report's language.
    pub text: String,
}
