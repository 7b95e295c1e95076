//! In: one value's data, piece by piece, as characters or as hex. Out: records of it, several overlapping ones where it is large.
//! The buffers are kept from value to value, so that reading a gigabyte allocates next to nothing.

use jiance_blocks::hex;

use crate::formats::RecordSink;
use crate::pages::Page;
use crate::records::{DATA_OVERLAP, Position, RegistryData, RegistryRecord, RegistryValue};

use super::facts::FactFinder;

/// How much of one value is held, in bytes.
pub(super) const PART: usize = 256 * 1024;

pub(super) use crate::records::registry_type as kind;

/// A value being read: where it stands, and what of its data is held.
#[derive(Debug, Default)]
pub(super) struct Value {
    /// Key path, long hive name first.
    pub(super) key: String,
    /// Name, unescaped; empty for the default value.
    pub(super) name: String,
    /// Its type; text until something else is said.
    pub(super) kind: u32,
    /// Its characters, where it is written as text.
    pub(super) text: String,
    /// Its bytes, where it is written in hex.
    pub(super) bytes: Vec<u8>,
    decoded: String,
    parts: u64,
}

impl Value {
    /// Forgets the last value; the key stays.
    pub(super) fn begin(&mut self) {
        self.name.clear();
        self.kind = kind::SZ;
        self.text.clear();
        self.bytes.clear();
        self.parts = 0;
    }

    /// Takes the whole bytes at the start of a row of them, as exports write it: at most two spaces before the first, and behind each a
    /// comma. Gives how many letters that took.
    pub(super) fn take_hex(&mut self, row: &str) -> usize {
        let indent = if row.starts_with("  ") { 2 } else { 0 };
        let rest = row.as_bytes().get(indent..).unwrap_or_default();
        indent + hex::take_bytes(rest, &mut self.bytes)
    }

    /// Hands on the key's own record.
    pub(super) fn emit_key(&self, at: Position, to: &mut FactFinder, out: &mut dyn RecordSink) {
        to.record(RegistryRecord { key: &self.key, value: None }, at, out);
    }

    /// Hands on the value with data that is already known.
    pub(super) fn emit(
        &self,
        data: RegistryData<'_>,
        at: Position,
        to: &mut FactFinder,
        out: &mut dyn RecordSink,
    ) {
        let value = Some(RegistryValue { name: &self.name, kind: self.kind, data });
        to.record(RegistryRecord { key: &self.key, value }, at, out);
    }

    /// Hands on a value that was never held.
    pub(super) fn emit_borrowed(
        &self,
        value: RegistryValue<'_>,
        at: Position,
        to: &mut FactFinder,
        out: &mut dyn RecordSink,
    ) {
        to.record(RegistryRecord { key: &self.key, value: Some(value) }, at, out);
    }

    /// Hands on held text: full parts only, or what is left as well.
    pub(super) fn emit_text(
        &mut self,
        last: bool,
        at: Position,
        to: &mut FactFinder,
        out: &mut dyn RecordSink,
    ) {
        while PART < self.text.len() {
            let end = char_boundary(&self.text, PART);
            let part = self.text.get(..end).unwrap_or_default();
            self.emit(RegistryData::Text(part), at, to, out);
            self.text.drain(..char_boundary(&self.text, end - DATA_OVERLAP));
        }
        if last {
            self.emit(RegistryData::Text(&self.text), at, to, out);
        }
    }

    /// Hands on held bytes as what their type makes of them: full parts only, or what is left as well.
    pub(super) fn emit_bytes(
        &mut self,
        last: bool,
        (kind, ansi): (u32, bool),
        at: Position,
        to: &mut FactFinder,
        out: &mut dyn RecordSink,
    ) {
        self.kind = kind;
        let mut bytes = std::mem::take(&mut self.bytes);
        while PART < bytes.len() {
            self.emit_part(&bytes[..PART], (kind, ansi), false, at, to, out);
            bytes.drain(..PART - DATA_OVERLAP);
            self.parts += 1;
        }
        if last {
            self.emit_part(&bytes, (kind, ansi), true, at, to, out);
        }
        self.bytes = bytes;
    }

    fn emit_part(
        &mut self,
        bytes: &[u8],
        (kind, ansi): (u32, bool),
        last: bool,
        at: Position,
        to: &mut FactFinder,
        out: &mut dyn RecordSink,
    ) {
        if matches!(kind, kind::SZ | kind::EXPAND_SZ | kind::LINK | kind::MULTI_SZ) {
            let mut text = std::mem::take(&mut self.decoded);
            decode(bytes, ansi, &mut text);
            if last {
                text.truncate(text.trim_end_matches('\0').len());
            }
            if kind == kind::MULTI_SZ && text.contains('\0') {
                text = text.replace('\0', "\n");
            }
            self.emit(RegistryData::Text(&text), at, to, out);
            self.decoded = text;
            return;
        }
        let data = match (kind, self.parts, number(bytes)) {
            (kind::DWORD, 0, Some(number)) if bytes.len() == 4 => RegistryData::Number(number),
            (kind::QWORD, 0, Some(number)) if bytes.len() == 8 => RegistryData::Number(number),
            _ => RegistryData::Bytes(bytes),
        };
        self.emit(data, at, to, out);
    }
}

/// A little-endian number of at most eight bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8)
        .then(|| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The last place at or before `at` where a text may be cut.
fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Decodes text bytes: UTF-16LE in version 5, the host's ANSI page in REGEDIT4.
fn decode(bytes: &[u8], ansi: bool, into: &mut String) {
    into.clear();
    if ansi {
        decode_ansi(bytes, into);
        return;
    }
    let (pairs, half) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    if half.is_empty() && units.clone().fold(0, |all, unit| all | unit) < 0x80 {
        let mut letters = std::mem::take(into).into_bytes();
        letters.extend(units.map(|unit| unit as u8));
        *into = String::from_utf8(letters).unwrap_or_default();
        return;
    }
    into.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    if !half.is_empty() {
        into.push(char::REPLACEMENT_CHARACTER);
    }
}

/// A REGEDIT4 file does not say which page its bytes are in. Chinese text stands in pairs of high bytes; Western letters stand alone
/// among ASCII. Read as GBK only what is all pairs, so that no ASCII letter is ever swallowed as half of a pair.
fn decode_ansi(bytes: &[u8], into: &mut String) {
    let mut rest = bytes.iter();
    let mut all_pairs = true;
    while let Some(byte) = rest.next() {
        if !byte.is_ascii() {
            all_pairs &= matches!(rest.next(), Some(0xA1..=0xFE)) && (0xA1..=0xF7).contains(byte);
        }
    }
    let western = || Page::of(1252).unwrap_or(Page::Utf8);
    let page = if all_pairs { Page::GBK } else { western() };
    page.decode(bytes, into);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ansi_bytes_are_read_as_chinese_or_western_and_keep_their_ascii() {
        let decode_ansi = |bytes: &[u8]| {
            let mut text = String::new();
            decode(bytes, true, &mut text);
            text
        };
        assert_eq!(decode_ansi(b"C:\\a.exe"), "C:\\a.exe");
        assert_eq!(decode_ansi(b"C:\\\xBC\xEC\xB2\xE2\\a.exe"), "C:\\检测\\a.exe");
        assert_eq!(decode_ansi(b"C:\\Espa\xF1ol\\tasksche.exe"), "C:\\Español\\tasksche.exe");
        assert_eq!(decode_ansi(b"\xF1\\x"), "ñ\\x");
    }

    #[test]
    fn utf_16_that_is_broken_still_gives_the_rest() {
        let mut text = String::new();
        decode(&[0x61, 0, 0x3D, 0xD8, 0x62, 0, 0x63], false, &mut text);
        assert_eq!(text, "a\u{FFFD}b\u{FFFD}");
    }

    #[test]
    fn a_number_is_little_endian() {
        assert_eq!(number(&[1, 2, 0, 0]), Some(0x201));
        assert_eq!(number(&[0; 9]), None);
    }
}
