//! In: registry keys and their values. Out: the lines of a `.reg` file, version 5, as `reg export` writes them, but in UTF-8.

use alloc::vec::Vec;

use crate::out::Out;
use crate::text::{hex_digit, push_hex, push_text};

/// The first lines. The mark in front of them says that the text is UTF-8.
const HEADING: &str = "\u{FEFF}Windows Registry Editor Version 5.00\r\n\r\n";

const REG_SZ: u32 = 1;
const REG_BINARY: u32 = 3;
const REG_DWORD: u32 = 4;

/// No row of bytes goes beyond this column.
const WIDTH: usize = 77;
/// How much text is held before it goes out: values may be large.
const STEP: usize = 16 * 1024;

/// Writes one `.reg` file.
#[derive(Debug, Default)]
pub struct RegFile {
    line: Vec<u8>,
}

impl RegFile {
    /// Begins a file.
    pub fn begin(out: &mut dyn Out) -> RegFile {
        out.put(HEADING.as_bytes());
        RegFile::default()
    }

    /// A key begins: its full path. Its values follow.
    pub fn key(&mut self, path: &[u16], out: &mut dyn Out) {
        self.line.clear();
        self.line.push(b'[');
        push_text(&mut self.line, path);
        self.line.extend_from_slice(b"]\r\n");
        out.put(&self.line);
    }

    /// The key's values are over.
    pub fn end_key(&mut self, out: &mut dyn Out) {
        out.put(b"\r\n");
    }

    /// A value: its name (empty for the default one), its type's number, its bytes.
    pub fn value(&mut self, name: &[u16], kind: u32, data: &[u8], out: &mut dyn Out) {
        let line = &mut self.line;
        line.clear();
        if name.is_empty() {
            line.push(b'@');
        } else {
            push_quoted(line, &mut name.iter().copied(), out);
        }
        line.push(b'=');
        match (kind, data) {
            (REG_DWORD, [a, b, c, d]) => {
                line.extend_from_slice(b"dword:");
                push_hex(line, u32::from_le_bytes([*a, *b, *c, *d]).into(), 8);
            }
            (REG_SZ, _) if push_string(line, data, out) => {}
            _ => push_bytes(line, kind, data, out),
        }
        line.extend_from_slice(b"\r\n");
        out.put(line);
    }
}

/// Adds a text value in quotes; false if it is none that quotes can hold: no zero at its end, one inside, half a character.
fn push_string(line: &mut Vec<u8>, data: &[u8], out: &mut dyn Out) -> bool {
    let (pairs, half) = data.as_chunks::<2>();
    let Some(([0, 0], text)) = pairs.split_last() else { return false };
    let mut units = text.iter().map(|pair| u16::from_le_bytes(*pair));
    let is_plain = |letter: Result<char, _>| letter.is_ok_and(|letter| letter != '\0');
    if !half.is_empty() || !char::decode_utf16(units.clone()).all(is_plain) {
        return false;
    }
    push_quoted(line, &mut units, out);
    true
}

fn push_quoted(line: &mut Vec<u8>, units: &mut dyn Iterator<Item = u16>, out: &mut dyn Out) {
    line.push(b'"');
    for letter in char::decode_utf16(units) {
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        if matches!(letter, '"' | '\\') {
            line.push(b'\\');
        }
        line.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        if STEP < line.len() {
            out.put(line);
            line.clear();
        }
    }
    line.push(b'"');
}

fn push_bytes(line: &mut Vec<u8>, kind: u32, data: &[u8], out: &mut dyn Out) {
    // The column counts characters as the row is shown in UTF-16.
    let mut column =
        core::str::from_utf8(line).map_or(line.len(), |text| text.encode_utf16().count());
    let before = line.len();
    line.extend_from_slice(b"hex");
    if kind != REG_BINARY {
        line.push(b'(');
        push_hex(line, kind.into(), 1);
        line.push(b')');
    }
    line.push(b':');
    column += line.len() - before;
    for (index, byte) in data.iter().enumerate() {
        line.extend_from_slice(&[hex_digit(byte >> 4), hex_digit(byte & 15)]);
        column += 2;
        if index + 1 < data.len() {
            line.push(b',');
            column += 1;
            if WIDTH < column + 1 {
                line.extend_from_slice(b"\\\r\n  ");
                column = 2;
            }
        }
        if STEP < line.len() {
            out.put(line);
            line.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, kind: u32, data: &[u8], expected: &str) {
        let mut out = Vec::new();
        let name: Vec<u16> = name.encode_utf16().collect();
        RegFile::default().value(&name, kind, data, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\r\n"));
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn text_is_quoted_where_quotes_can_hold_it() {
        check("a\"b\\c", 1, &wide("x\\\"y\"\0"), r#""a\"b\\c"="x\\\"y\"""#);
        check("", 1, &wide("检测\u{1F9EA}\0"), "@=\"检测\u{1F9EA}\"");
        check("e", 1, &wide("\0"), "\"e\"=\"\"");
        // What quotes would change is written as bytes.
        check("e", 1, b"", "\"e\"=hex(1):");
        check("no end", 1, &wide("a"), "\"no end\"=hex(1):61,00");
        check("zero inside", 1, &wide("a\0b\0"), "\"zero inside\"=hex(1):61,00,00,00,62,00,00,00");
        check("half", 1, &[0x3D, 0xD8, 0, 0], "\"half\"=hex(1):3d,d8,00,00");
        check("odd", 1, &[0x61, 0, 0], "\"odd\"=hex(1):61,00,00");
    }

    #[test]
    fn numbers_and_bytes() {
        check("n", 4, &[0xEF, 0xBE, 0xAD, 0xDE], "\"n\"=dword:deadbeef");
        check("n", 4, &[1, 2], "\"n\"=hex(4):01,02");
        check("q", 11, &[1, 0, 0, 0, 0, 0, 0, 0], "\"q\"=hex(b):01,00,00,00,00,00,00,00");
        check("b", 3, &[], "\"b\"=hex:");
        check("odd", 0xFFFF_0011, &[7], "\"odd\"=hex(ffff0011):07");
    }

    #[test]
    fn long_rows_are_wrapped_and_lose_nothing() {
        let data: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let mut out = Vec::new();
        let mut file = RegFile::begin(&mut out);
        file.key(&"HKEY_USERS\\S-1".encode_utf16().collect::<Vec<_>>(), &mut out);
        file.value(&[0x62], 3, &data, &mut out);
        file.end_key(&mut out);
        let text = String::from_utf8(out).unwrap();
        let body = text
            .strip_prefix("\u{FEFF}Windows Registry Editor Version 5.00\r\n\r\n[HKEY_USERS\\S-1]\r\n\"b\"=hex:")
            .and_then(|text| text.strip_suffix("\r\n\r\n"))
            .unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 80));
        let read: Vec<u8> = body
            .replace("\\\r\n  ", "")
            .split(',')
            .map(|byte| u8::from_str_radix(byte, 16).unwrap())
            .collect();
        assert!(read == data);
    }
}
