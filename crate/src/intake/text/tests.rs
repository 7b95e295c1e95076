//! Bytes in, lines and their encoding out.

mod chosen;
mod code_pages;
mod lines;
mod properties;
mod utf;

use super::*;
use crate::intake::{Line, LineEnd};

#[derive(Debug, PartialEq, Default)]
struct Seen(Vec<(String, u64, u64, LineEnd)>);

impl LineSink for Seen {
    fn line(&mut self, line: Line<'_>) {
        self.0.push((line.text.to_owned(), line.number, line.offset, line.end));
    }
}

fn read_chunks<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Seen, TextSummary) {
    let (mut reader, mut seen) = (TextReader::new(), Seen::default());
    for chunk in chunks {
        reader.feed(chunk, &mut seen);
    }
    let summary = reader.finish(&mut seen);
    (seen, summary)
}

fn read(bytes: &[u8]) -> (Seen, TextSummary) {
    read_chunks([bytes])
}

/// Reads bytes that are wholly decodable, and gives the texts of their lines.
#[track_caller]
pub(super) fn check(bytes: &[u8], lines: &[&str], encoding: &str) {
    let (seen, summary) = read(bytes);
    let texts: Vec<&str> = seen.0.iter().map(|(text, ..)| text.as_str()).collect();
    assert_eq!(texts, lines);
    assert_eq!(
        summary,
        TextSummary {
            encoding: encoding.to_owned(),
            is_chosen: false,
            undecodable: 0,
            is_text: true,
            foreign: None
        }
    );
    assert!(seen.0.iter().map(|line| line.1).eq(1..=lines.len() as u64), "numbers of {seen:?}");
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16be(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn encoded(page: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, faulty) = page.encode(text);
    assert!(!faulty, "{text} can't be written in {page:?}");
    bytes.into_owned()
}
