//! In: text that came from a host. Out: the same text made safe to show: cut, with control and bidi characters made visible.

use serde::{Deserialize, Serialize};

/// The most characters of a host's own text that are ever kept for showing.
const MAX_CHARS: usize = 512;

/// Text from a host, which may belong to an attacker.
///
/// It can only be made by [`HostText::shown`], so no control, bidi or zero-width character reaches a page, a terminal or a file raw.
/// HTML, CSV and shell escaping remain the duty of whoever writes those formats.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct HostText(String);

impl HostText {
    /// Makes host text safe to show: at most 512 characters, the cut marked by `…`, every invisible one written `<U+202E>`.
    pub fn shown(raw: &str) -> HostText {
        let mut text = String::with_capacity(raw.len().min(MAX_CHARS * 4));
        let mut chars = 0;
        for letter in raw.chars() {
            let before = text.len();
            if is_invisible(letter) {
                use std::fmt::Write as _;
                let _ = write!(text, "<U+{:04X}>", letter as u32);
                chars += text.len() - before;
            } else {
                text.push(letter);
                chars += 1;
            }
            // One is for the mark of the cut.
            if MAX_CHARS - 1 < chars {
                text.truncate(before);
                text.push('…');
                break;
            }
        }
        HostText(text)
    }

    /// The shown text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A report that is read back was written by anyone.
impl From<String> for HostText {
    fn from(raw: String) -> HostText {
        HostText::shown(&raw)
    }
}

impl std::fmt::Display for HostText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Characters that move, hide or reorder what stands beside them (Unicode's Cc, Cf and line separators, without a database).
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_written_out() {
        assert_eq!(
            HostText::shown("a\u{202E}exe.txt\u{1b}[31m\0").as_str(),
            "a<U+202E>exe.txt<U+001B>[31m<U+0000>"
        );
    }

    #[test]
    fn plain_text_in_any_script_stays() {
        assert_eq!(HostText::shown("C:\\用户\\Ünïcode").as_str(), "C:\\用户\\Ünïcode");
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        let long_sign = format!("{}\u{E0041}{}", "a".repeat(503), "b".repeat(99));
        for raw in ["字".repeat(600), "\u{202E}".repeat(600), long_sign] {
            let shown = HostText::shown(&raw);
            assert!(shown.as_str().chars().count() <= MAX_CHARS);
            assert!(shown.as_str().ends_with('…'));
        }
        assert_eq!(HostText::shown(&"a".repeat(511)).as_str().len(), 511);
    }

    #[test]
    fn text_that_is_read_back_is_made_safe_and_safe_text_stays() {
        let back = |text: &str| serde_json::from_value::<HostText>(text.into()).unwrap();
        assert_eq!(back("a\u{202E}b").as_str(), "a<U+202E>b");
        for raw in ["C:\\用户\\a\u{202E}b".to_owned(), "\u{202E}".repeat(600), "字".repeat(600)]
        {
            let shown = HostText::shown(&raw);
            assert_eq!(back(shown.as_str()), shown);
            assert_eq!(serde_json::to_value(&shown).unwrap(), shown.as_str());
        }
    }
}
