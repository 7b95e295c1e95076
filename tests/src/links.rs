//! A second writer of result links, made from docs/LINKS.md alone: for links that the engine would not write. And the links that
//! were given out, one for each form and version ever made.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
/// The links in `data/links`: what they are, and the text. They and what they mean never change.
pub const ISSUED: [(&str, &str); 4] = [
    ("check-1", include_str!("../data/links/check-1.txt")),
    ("result-1-incomplete-block", include_str!("../data/links/result-1-incomplete-block.txt")),
    ("result-1-incomplete-default", include_str!("../data/links/result-1-incomplete-default.txt")),
    (
        "result-1-infected-everything",
        include_str!("../data/links/result-1-infected-everything.txt"),
    ),
];

/// The text of an issued link.
pub fn issued(name: &str) -> Option<&'static str> {
    ISSUED.iter().find(|(it, _)| *it == name).map(|(_, text)| *text)
}

/// A content, built step by step.
#[derive(Debug, Clone, Default)]
pub struct Forger(pub Vec<u8>);

impl Forger {
    #[must_use]
    /// Numbers, one after the other.
    pub fn numbers(mut self, numbers: &[u64]) -> Forger {
        for number in numbers {
            let mut rest = *number;
            while 128 <= rest {
                self.0.push((rest % 128) as u8 + 128);
                rest /= 128;
            }
            self.0.push(rest as u8);
        }
        self
    }

    #[must_use]
    /// A text with its length.
    pub fn text(mut self, text: &str) -> Forger {
        self = self.numbers(&[text.len() as u64]);
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// The head of a content: Chinese, the notice, nothing chosen.
    pub fn head() -> Forger {
        Forger::default()
            .numbers(&[0])
            .text("smb-worms-2017")
            .text("2017-06-02.1")
            .text("0.1.0")
            .numbers(&[0, 0])
    }

    /// All that must come after the seen indicators, with nothing in it.
    #[must_use]
    pub fn empty_rest(self) -> Forger {
        let mut all = self.numbers(&[0, 0]).numbers(&[0; 8]).numbers(&[0, 0, 0]);
        all.0.extend_from_slice(&[7; 10]);
        all
    }

    /// The fragment, with a length and a checksum that fit.
    pub fn fragment(&self) -> String {
        fragment(1, &self.0)
    }
}

/// A fragment of that version, with a length and a checksum that fit its content.
pub fn fragment(version: u8, content: &[u8]) -> String {
    let len = content.len() as u16;
    let mut bytes = vec![version, (len >> 8) as u8, len as u8];
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&bytes);
    hasher.update(content);
    bytes.extend_from_slice(&hasher.finalize().to_be_bytes());
    bytes.extend_from_slice(content);
    format!("result={}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The content of a result link's fragment; `None` if it is none.
pub fn content(fragment: &str) -> Option<Vec<u8>> {
    let letters = fragment.trim().strip_prefix("result=")?;
    URL_SAFE_NO_PAD.decode(letters).ok()?.get(7..).map(<[u8]>::to_vec)
}
