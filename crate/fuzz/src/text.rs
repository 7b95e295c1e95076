//! Decoding. In: bytes. Out: a panic if the lines depend on the pieces they come in, or are not those that were written.

use encoding_rs::{UTF_16BE, UTF_16LE};
use jiance::intake::{Line, LineEnd, LineSink, MAX_LINE_BYTES, TextReader, TextSummary};

use crate::report::cut;

/// The bytes as they come; and what of them is UTF-8, written again in UTF-8 and UTF-16.
pub fn text(data: &[u8]) {
    let (whole, summary) = lines(&[data]);
    assert_eq!(lines(&cut(data, data)), (whole.clone(), summary), "the pieces show");
    let mut last = None;
    for line in &whole {
        assert!(1 <= line.number && line.offset <= data.len() as u64);
        assert!(last <= Some((line.number, line.offset)), "lines go backwards");
        assert!(!line.text.contains('\n') && line.text.len() <= 3 * MAX_LINE_BYTES);
        last = Some((line.number, line.offset));
    }
    // A word in front makes sure that what is UTF-8 is text; zeros are what UTF-16 is told by.
    let Ok(text) = std::str::from_utf8(data) else { return };
    let text = text.replace(['\0', '\u{FEFF}'], "");
    let text = format!("beginning of the text\r\n{text}\r\n");
    read_back(&text, text.as_bytes());
    for (mark, encoding) in [([0xFF, 0xFE], UTF_16LE), ([0xFE, 0xFF], UTF_16BE)] {
        let units = text.encode_utf16();
        let bytes: Vec<u8> = if encoding == UTF_16LE {
            units.flat_map(u16::to_le_bytes).collect()
        } else {
            units.flat_map(u16::to_be_bytes).collect()
        };
        read_back(&text, &[&mark, bytes.as_slice()].concat());
    }
}

/// Text must come back line by line as it was written.
fn read_back(text: &str, bytes: &[u8]) {
    let (read, summary) = lines(&[bytes]);
    if !summary.is_text || MAX_LINE_BYTES < bytes.len() {
        return;
    }
    let read: Vec<&str> = read.iter().map(|line| line.text.as_str()).collect();
    let written: Vec<&str> =
        text.split_terminator('\n').map(|line| line.trim_end_matches('\r')).collect();
    assert_eq!(read, written, "in {}", summary.encoding);
}

/// A line that outlives its text.
#[derive(Debug, Clone, PartialEq)]
struct OwnLine {
    text: String,
    number: u64,
    offset: u64,
    end: LineEnd,
}

#[derive(Default)]
struct Lines(Vec<OwnLine>);

impl LineSink for Lines {
    fn line(&mut self, line: Line<'_>) {
        let Line { text, number, offset, end } = line;
        self.0.push(OwnLine { text: text.to_owned(), number, offset, end });
    }
}

fn lines(pieces: &[&[u8]]) -> (Vec<OwnLine>, TextSummary) {
    let (mut reader, mut lines) = (TextReader::new(), Lines::default());
    for piece in pieces {
        reader.feed(piece, &mut lines);
    }
    let summary = reader.finish(&mut lines);
    (lines.0, summary)
}
