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
        let mut rest = self.code.template(lang.tag());
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            let filling = self.arguments.iter().find(|(argument, _)| *argument == name);
            match filling {
                Some((_, Argument::Text(value))) => text.push_str(value),
                Some((_, Argument::Phrase(phrase))) => text.push_str(&phrase.said(lang).text),
                None => {}
            }
            rest = tail;
        }
        text.push_str(rest);
        Said { code: self.code.name().to_owned(), text }
    }
}

/// A message put into words: what the report holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// The code, the same in every language: `problem.empty`.
    pub code: String,
    /// The sentence in the report's language.
    pub text: String,
}
