//! In: bytes that are not UTF-8, and the code page they are in. Out: text, and where such bytes may be cut.

use encoding_rs::Encoding;

/// A code page of Windows, ANSI or OEM, or UTF-8 read with its faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// UTF-8 and every page the web knows too.
    Web(&'static Encoding),
    /// A single-byte OEM page: its name, and the characters of bytes 80 to FF.
    Oem(&'static str, &'static [char; 128]),
}

impl Page {
    /// Western Europe, as DOS had it.
    pub(super) const IBM850: Page = Page::Oem("ibm850", &oem_cp::code_table::DECODING_TABLE_CP850);
    /// The first PC's.
    pub(super) const IBM437: Page = Page::Oem("ibm437", &oem_cp::code_table::DECODING_TABLE_CP437);
    /// Central Europe, as DOS had it.
    pub(super) const IBM852: Page = Page::Oem("ibm852", &oem_cp::code_table::DECODING_TABLE_CP852);

    /// The name a report shows.
    pub(super) fn name(self) -> &'static str {
        match self {
            Page::Oem(name, _) => name,
            Page::Web(page) if page == encoding_rs::GBK => "gbk",
            Page::Web(page) if page == encoding_rs::BIG5 => "big5",
            Page::Web(page) if page == encoding_rs::SHIFT_JIS => "shift_jis",
            Page::Web(page) if page == encoding_rs::EUC_KR => "euc-kr",
            Page::Web(page) if page == encoding_rs::UTF_8 => "utf-8",
            Page::Web(page) if page == encoding_rs::IBM866 => "ibm866",
            Page::Web(page) => page.name(),
        }
    }

    /// True if a character may take more than one byte.
    pub(super) fn is_double_byte(self) -> bool {
        matches!(self, Page::Web(page) if !page.is_single_byte())
    }

    /// Appends the decoded text; false if some of it is U+FFFD for bytes that mean nothing.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) -> bool {
        match self {
            Page::Oem(_, table) => {
                let before = text.len();
                text.extend(bytes.iter().map(|byte| character(table, *byte)));
                !text.get(before..).unwrap_or_default().contains(char::REPLACEMENT_CHARACTER)
            }
            Page::Web(page) => {
                let mut decoder = page.new_decoder_without_bom_handling();
                text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
                let (_, _, faulty) = decoder.decode_to_string(bytes, text, true);
                !faulty
            }
        }
    }

    /// Where to cut bytes that begin with a whole character so that they end with one.
    pub(super) fn whole_characters(self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.length(rest);
            if rest.len() < length {
                break;
            }
            at += length;
        }
        at
    }

    fn length(self, rest: &[u8]) -> usize {
        let Page::Web(page) = self else { return 1 };
        match rest {
            _ if page.is_single_byte() => 1,
            [0xC2..=0xDF, ..] if page == encoding_rs::UTF_8 => 2,
            [0xE0..=0xEF, ..] if page == encoding_rs::UTF_8 => 3,
            [0xF0..=0xFF, ..] if page == encoding_rs::UTF_8 => 4,
            [0xA1..=0xDF, ..] if page == encoding_rs::SHIFT_JIS => 1,
            [0x81..=0xFE, b'0'..=b'9', ..] if page == encoding_rs::GBK => 4,
            [0x81..=0xFE, ..] if page != encoding_rs::UTF_8 => 2,
            _ => 1,
        }
    }
}

fn character(table: &[char; 128], byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(high) => table.get(usize::from(high)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// True if bytes in GBK hold one of the four-byte characters that only GB18030 has.
pub(super) fn has_four_byte_character(bytes: &[u8]) -> bool {
    let gbk = Page::Web(encoding_rs::GBK);
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        match gbk.length(rest) {
            4 => return true,
            length => at += length,
        }
    }
    false
}
