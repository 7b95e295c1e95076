//! In: the name of an encoding, as a user types it or a report shows it. Out: how to read a text in it, whatever the evidence says.

use encoding_rs::{
    BIG5_INIT, EUC_KR_INIT, GBK_INIT, IBM866_INIT, SHIFT_JIS_INIT, UTF_8_INIT, WINDOWS_874_INIT,
    WINDOWS_1250_INIT, WINDOWS_1251_INIT, WINDOWS_1252_INIT, WINDOWS_1253_INIT, WINDOWS_1254_INIT,
    WINDOWS_1255_INIT, WINDOWS_1256_INIT, WINDOWS_1257_INIT, WINDOWS_1258_INIT,
};
use oem_cp::code_table::{
    DECODING_TABLE_CP437, DECODING_TABLE_CP720, DECODING_TABLE_CP737, DECODING_TABLE_CP775,
    DECODING_TABLE_CP850, DECODING_TABLE_CP852, DECODING_TABLE_CP855, DECODING_TABLE_CP857,
    DECODING_TABLE_CP858, DECODING_TABLE_CP860, DECODING_TABLE_CP861, DECODING_TABLE_CP862,
    DECODING_TABLE_CP863, DECODING_TABLE_CP865, DECODING_TABLE_CP869,
};

use super::family::Endian;
use super::page::Page;

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

/// Windows' number of each code page, and the page.
static PAGES: [(u16, Page); 32] = [
    (65001, Page::Web(&UTF_8_INIT)),
    (936, Page::Web(&GBK_INIT)),
    (950, Page::Web(&BIG5_INIT)),
    (932, Page::Web(&SHIFT_JIS_INIT)),
    (949, Page::Web(&EUC_KR_INIT)),
    (874, Page::Web(&WINDOWS_874_INIT)),
    (1250, Page::Web(&WINDOWS_1250_INIT)),
    (1251, Page::Web(&WINDOWS_1251_INIT)),
    (1252, Page::Web(&WINDOWS_1252_INIT)),
    (1253, Page::Web(&WINDOWS_1253_INIT)),
    (1254, Page::Web(&WINDOWS_1254_INIT)),
    (1255, Page::Web(&WINDOWS_1255_INIT)),
    (1256, Page::Web(&WINDOWS_1256_INIT)),
    (1257, Page::Web(&WINDOWS_1257_INIT)),
    (1258, Page::Web(&WINDOWS_1258_INIT)),
    (437, Page::Oem("ibm437", &DECODING_TABLE_CP437)),
    (720, Page::Oem("ibm720", &DECODING_TABLE_CP720)),
    (737, Page::Oem("ibm737", &DECODING_TABLE_CP737)),
    (775, Page::Oem("ibm775", &DECODING_TABLE_CP775)),
    (850, Page::Oem("ibm850", &DECODING_TABLE_CP850)),
    (852, Page::Oem("ibm852", &DECODING_TABLE_CP852)),
    (855, Page::Oem("ibm855", &DECODING_TABLE_CP855)),
    (857, Page::Oem("ibm857", &CP857)),
    (858, Page::Oem("ibm858", &DECODING_TABLE_CP858)),
    (860, Page::Oem("ibm860", &DECODING_TABLE_CP860)),
    (861, Page::Oem("ibm861", &DECODING_TABLE_CP861)),
    (862, Page::Oem("ibm862", &DECODING_TABLE_CP862)),
    (863, Page::Oem("ibm863", &DECODING_TABLE_CP863)),
    (865, Page::Oem("ibm865", &DECODING_TABLE_CP865)),
    (866, Page::Web(&IBM866_INIT)),
    (869, Page::Oem("ibm869", &DECODING_TABLE_CP869)),
    // Read like 936, of which it is the larger sister.
    (54936, Page::Web(&GBK_INIT)),
];

/// Three bytes of page 857 mean nothing.
static CP857: [char; 128] = with_gaps(&DECODING_TABLE_CP857);

const fn with_gaps(table: &[Option<char>; 128]) -> [char; 128] {
    let mut filled = [char::REPLACEMENT_CHARACTER; 128];
    let mut at = 0;
    while at < 128 {
        if let Some(letter) = table[at] {
            filled[at] = letter;
        }
        at += 1;
    }
    filled
}

/// The page of that number in Windows.
pub(super) fn page_of(number: u16) -> Option<Page> {
    PAGES.iter().find(|(own, _)| *own == number).map(|(_, page)| *page)
}

impl TextEncoding {
    /// Every encoding that can be chosen, once each: the most likely first.
    pub fn all() -> impl Iterator<Item = TextEncoding> {
        let wide = [Endian::Little, Endian::Big].map(|endian| TextEncoding(Reading::Wide(endian)));
        let pages = PAGES.iter().filter(|(number, _)| *number != 54936);
        let mut narrow = pages.map(|(_, page)| TextEncoding(Reading::Narrow(*page)));
        let utf_8 = narrow.next();
        utf_8.into_iter().chain(wide).chain(narrow)
    }

    /// The encoding of that name: as a report shows it, by Windows' number (`936`, `cp936`), or by its usual other names.
    pub fn named(name: &str) -> Option<TextEncoding> {
        let name = name.trim().to_ascii_lowercase();
        if let Some(known) = TextEncoding::all().find(|known| known.name() == name) {
            return Some(known);
        }
        match name.as_str() {
            "utf-16" | "utf16" | "utf-16le" | "utf16le" | "unicode" | "1200" => {
                return Some(TextEncoding(Reading::Wide(Endian::Little)));
            }
            "utf16be" | "1201" => return Some(TextEncoding(Reading::Wide(Endian::Big))),
            _ => {}
        }
        let prefixes = ["cp", "ibm", "oem", "windows-", "ms"];
        let digits = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
        let by_number = digits.parse().ok().and_then(page_of);
        let page = by_number.or_else(|| {
            let label = encoding_rs::Encoding::for_label(name.as_bytes())?;
            let label = if label == encoding_rs::GB18030 { encoding_rs::GBK } else { label };
            PAGES.iter().map(|(_, page)| *page).find(|page| *page == Page::Web(label))
        })?;
        Some(TextEncoding(Reading::Narrow(page)))
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
