//! What holds for any pieces of text, however they are cut.

use encoding_rs::{GBK, UTF_16LE, WINDOWS_1251};
use proptest::prelude::*;

use super::*;

/// Pieces of files as real captures glue them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        "[a-zA-Z\\\\ ,:\"]{0,60}",
        "[一-龥]{0,20}",
        "[А-я ]{0,20}",
        Just("\r".to_owned())
    ];
    let end = prop_oneof![Just("\r\n"), Just("\n"), Just("\r\r\n"), Just("")];
    (text, end, 0..7u8).prop_map(|(text, end, how)| {
        let line = format!("{text}{end}");
        match how {
            0 => utf16le(&line),
            1 => utf16le(&format!("\u{FEFF}{line}")),
            2 => utf16be(&format!("\u{FEFF}{line}")),
            3 => GBK.encode(&line).0.into_owned(),
            4 => WINDOWS_1251.encode(&line).0.into_owned(),
            5 => format!("\u{FEFF}{line}").into_bytes(),
            _ => line.into_bytes(),
        }
    })
}

fn chunks(bytes: &[u8], sizes: &[usize]) -> Vec<Vec<u8>> {
    let (mut rest, mut chunks) = (bytes, Vec::new());
    for size in sizes.iter().cycle() {
        let (chunk, tail) = rest.split_at(rest.len().min(*size));
        chunks.push(chunk.to_vec());
        rest = tail;
        if rest.is_empty() {
            break;
        }
    }
    chunks
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_chunking_gives_the_same_lines(
        pieces in prop::collection::vec(piece(), 0..40),
        repeat in prop_oneof![Just(1usize), Just(60)],
        sizes in prop::collection::vec(prop_oneof![1usize..9, 4000usize..5000, 60_000usize..70_000], 1..5),
    ) {
        let bytes = pieces.concat().repeat(repeat);
        let chunks = chunks(&bytes, &sizes);
        prop_assert_eq!(read_chunks(chunks.iter().map(Vec::as_slice)), read(&bytes));
    }

    /// What is handed on many lines at a time is what each line by itself would give.
    #[test]
    fn plain_lines_are_read_as_any_others(
        pieces in prop::collection::vec(piece(), 0..40),
        repeat in prop_oneof![Just(1usize), Just(60)],
        last in "[ -~\\r\\n]{0,200}",
    ) {
        let mut bytes = pieces.concat().repeat(repeat);
        bytes.extend(utf16le(&last));
        let (mut lines, mut one_by_one, mut at) = (Lines::default(), Seen::default(), 0);
        while at < bytes.len() {
            at += lines.step(&bytes[at..], at as u64, true, &mut one_by_one).unwrap();
        }
        let (seen, summary) = read(&bytes);
        if summary.is_text {
            prop_assert_eq!((seen, summary.encoding), (one_by_one, lines.encoding()));
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000), text in "[ -~]{100}") {
        read(&bytes);
        let mut glued = text.repeat(50).into_bytes();
        glued.extend(bytes);
        prop_assert!(read(&glued).1.is_text);
    }

    #[test]
    fn every_line_is_handed_on_once_with_its_place(
        lines in prop::collection::vec(
            ("[ -~]{8,90}|[ -~]{4}[一-龥]{4}[ -~]{0,40}", prop_oneof![Just("\r\n"), Just("\n"), Just("\r\r\n")]),
            1..200,
        ),
        repeat in prop_oneof![Just(1usize), Just(40)],
    ) {
        let lines: Vec<_> = lines.iter().cycle().take(lines.len() * repeat).collect();
        let (mut bytes, mut expected) = (Vec::new(), Vec::new());
        for ((text, end), number) in lines.into_iter().zip(1..) {
            expected.push((text.clone(), number, bytes.len() as u64, LineEnd::Newline));
            bytes.extend_from_slice(text.as_bytes());
            bytes.extend_from_slice(end.as_bytes());
        }
        prop_assert_eq!(read(&bytes).0.0, expected);
    }

    #[test]
    fn utf16_reads_as_its_own_decoder_says(text in "[ -~一-龥\u{10000}-\u{10FFF}]{1,50}") {
        let bytes = utf16le(&format!("\u{FEFF}{text}\r\n"));
        let (expected, _) = UTF_16LE.decode_without_bom_handling(&bytes[2..]);
        let (seen, _) = read(&bytes);
        prop_assert_eq!(format!("{}\r\n", seen.0[0].0), expected.as_ref());
    }
}
