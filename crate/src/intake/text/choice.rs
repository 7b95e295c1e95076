//! In: the name of an encoding, as a user types it or a report shows it. Out: how to read a text in it, whatever the evidence says.

use super::family::Endian;
use crate::pages::{Page, by_label};

/// An encoding that a user may choose for a text, where the one found is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(Reading);

/// How the chosen text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Lines that are not UTF-16 by their marks or their zero bytes are in this page.
    Narrow(Page),
    /// Everything is UTF-16.
    Wide(Endian),
}

impl TextEncoding {
    /// Every encoding that can be chosen, once each: the most likely first.
    pub fn all() -> impl Iterator<Item = TextEncoding> {
        let wide = [Endian::Little, Endian::Big].map(|endian| TextEncoding(Reading::Wide(endian)));
        let mut narrow = Page::all().map(|page| TextEncoding(Reading::Narrow(page)));
        let utf_8 = narrow.next();
        utf_8.into_iter().chain(wide).chain(narrow)
    }

    /// The encoding of that name: as a report shows it, by Windows' number (`936`, `cp936`), or by its usual other names.
    pub fn named(name: &str) -> Option<TextEncoding> {
        let name = name.trim().to_ascii_lowercase();
        if let Some(known) = TextEncoding::all().find(|known| known.name() == name) {
            return Some(known);
        }
        let reading = match name.as_str() {
            "utf-16" | "utf16" | "utf-16le" | "utf16le" | "unicode" | "1200" => {
                Reading::Wide(Endian::Little)
            }
            "utf16be" | "1201" => Reading::Wide(Endian::Big),
            name => Reading::Narrow(by_label(name)?),
        };
        Some(TextEncoding(reading))
    }

    /// The name that a report shows.
    pub fn name(self) -> &'static str {
        match self.0 {
            Reading::Narrow(page) => page.name(),
            Reading::Wide(endian) => super::wide::name(endian),
        }
    }

    pub(super) fn reading(self) -> Reading {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shown_name_names_its_encoding() {
        for encoding in TextEncoding::all() {
            assert_eq!(TextEncoding::named(encoding.name()), Some(encoding));
        }
    }

    #[test]
    fn other_names() {
        for (name, shown) in [
            ("936", Some("gbk")),
            ("CP850", Some("ibm850")),
            ("gb18030", Some("gbk")),
            ("gb2312", Some("gbk")),
            ("Windows-1252", Some("windows-1252")),
            ("utf8", Some("utf-8")),
            ("UTF-16", Some("utf-16le")),
            ("sjis", Some("shift_jis")),
            ("54936", Some("gbk")),
            ("klingon", None),
            ("", None),
        ] {
            assert_eq!(TextEncoding::named(name).map(TextEncoding::name), shown, "{name}");
        }
    }
}
