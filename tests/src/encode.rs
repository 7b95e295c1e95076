//! In: text. Out: the bytes Windows' commands write for it.

use encoding_rs::{GBK, IBM866, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

use crate::locale::Locale;

/// How a command's output is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The console's code page: what redirected `cmd` writes.
    Oem,
    /// The code page of programs with windows: REGEDIT4.
    Ansi,
    /// UTF-16LE without byte-order mark: `cmd /u`.
    Utf16,
    /// UTF-16LE with byte-order mark: `reg export`, redirected `wmic`, PowerShell 5's `>`.
    Utf16Bom,
    /// UTF-16BE with byte-order mark: `Out-File -Encoding BigEndianUnicode`, Notepad.
    Utf16Big,
    /// UTF-8: PowerShell 7's `>`.
    Utf8,
    /// UTF-8 with byte-order mark: PowerShell 5's `Out-File -Encoding utf8`, Notepad.
    Utf8Bom,
}

impl Encoding {
    /// The word a manifest uses.
    pub fn in_manifest(self) -> &'static str {
        match self {
            Encoding::Oem => "oem",
            Encoding::Ansi => "ansi",
            Encoding::Utf16 | Encoding::Utf16Bom => "utf-16le",
            Encoding::Utf16Big => "utf-16be",
            Encoding::Utf8 | Encoding::Utf8Bom => "utf-8",
        }
    }

    /// The name a reader of the documentation knows it by.
    pub fn shown(self) -> &'static str {
        match self {
            Encoding::Oem => "OEM",
            Encoding::Ansi => "ANSI",
            Encoding::Utf16 => "UTF-16LE",
            Encoding::Utf16Bom => "UTF-16LE+BOM",
            Encoding::Utf16Big => "UTF-16BE+BOM",
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8+BOM",
        }
    }

    /// The bytes of a text; letters that the code page lacks become `?`, as Windows does it.
    pub fn encode(self, text: &str, locale: Locale) -> Vec<u8> {
        match self {
            Encoding::Oem => in_code_page(text, oem(locale)),
            Encoding::Ansi => in_code_page(text, ansi(locale)),
            Encoding::Utf16 => utf16(text),
            Encoding::Utf16Bom => [&[0xFF, 0xFE], utf16(text).as_slice()].concat(),
            Encoding::Utf16Big => {
                let units = text.encode_utf16().flat_map(u16::to_be_bytes);
                [0xFE, 0xFF].into_iter().chain(units).collect()
            }
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Bom => [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
        }
    }

    /// What is left of a text once written: the same, but for the letters that a code page lacks.
    pub fn kept(self, text: &str, locale: Locale) -> String {
        let kept = |letter: &char| self.encode(&letter.to_string(), locale) != b"?";
        text.chars().map(|letter| if kept(&letter) { letter } else { '?' }).collect()
    }
}

/// UTF-16LE bytes of a text.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn in_code_page(text: &str, letter_bytes: impl Fn(char) -> Option<Vec<u8>>) -> Vec<u8> {
    text.chars()
        .flat_map(|letter| {
            if letter.is_ascii() {
                vec![letter as u8]
            } else {
                letter_bytes(letter).unwrap_or(vec![b'?'])
            }
        })
        .collect()
}

fn oem(locale: Locale) -> impl Fn(char) -> Option<Vec<u8>> {
    move |letter| match locale {
        Locale::ZhCn => web_encoding(GBK, letter),
        Locale::Ja => web_encoding(SHIFT_JIS, letter),
        Locale::Ru => web_encoding(IBM866, letter),
        Locale::En | Locale::De => western_oem(letter),
    }
}

fn ansi(locale: Locale) -> impl Fn(char) -> Option<Vec<u8>> {
    move |letter| match locale {
        Locale::ZhCn => web_encoding(GBK, letter),
        Locale::Ja => web_encoding(SHIFT_JIS, letter),
        Locale::Ru => web_encoding(WINDOWS_1251, letter),
        Locale::En | Locale::De => web_encoding(WINDOWS_1252, letter),
    }
}

fn web_encoding(encoding: &'static encoding_rs::Encoding, letter: char) -> Option<Vec<u8>> {
    let text = letter.to_string();
    let (bytes, _, lacking) = encoding.encode(&text);
    (!lacking).then(|| bytes.into_owned())
}

/// What German and English need of the code pages 437 and 850, which agree on these letters.
fn western_oem(letter: char) -> Option<Vec<u8>> {
    let byte = match letter {
        'ü' => 0x81,
        'ä' => 0x84,
        'Ä' => 0x8E,
        'ö' => 0x94,
        'Ö' => 0x99,
        'Ü' => 0x9A,
        'ß' => 0xE1,
        '\u{A0}' => 0xFF,
        _ => return None,
    };
    Some(vec![byte])
}
