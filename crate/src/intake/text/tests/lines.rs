//! Lines: where they end, how long they may be, and what has none.

use encoding_rs::GBK;

use super::*;
use crate::intake::MAX_LINE_BYTES;

#[test]
fn line_ends() {
    let (seen, _) = read(b"a\r\nb\nc\r\r\nd\re\n\nf");
    let expected = [
        ("a", 1, 0, LineEnd::Newline),
        ("b", 2, 3, LineEnd::Newline),
        ("c", 3, 5, LineEnd::Newline),
        ("d\re", 4, 9, LineEnd::Newline),
        ("", 5, 13, LineEnd::Newline),
        ("f", 6, 14, LineEnd::EndOfEntry),
    ];
    let expected =
        expected.map(|(text, number, offset, end)| (text.to_owned(), number, offset, end));
    assert_eq!(seen.0, expected);
}

#[test]
fn nothing_is_text_without_lines() {
    check(b"", &[], "utf-8");
}

#[test]
fn what_is_not_text_gives_no_lines() {
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    let mut noise = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 32) as u8
    };
    let noise: Vec<u8> = (0..10_000).map(|_| noise()).collect();
    let noise_with_mark = [&[0xFF, 0xFE][..], &noise].concat();
    let cases: [&[u8]; 8] = [
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
        &[0; 5000],
        &noise,
        &noise[..100],
        &noise_with_mark,
        b"\x01\0\x02\0\x03\0\x04\0",
        b"regf\x05\0\0\0",
    ];
    for bytes in cases {
        let (seen, summary) = read(bytes);
        assert_eq!(seen, Seen::default(), "{:?}", &bytes[..8]);
        assert_eq!((summary.encoding.as_str(), summary.is_text), ("binary", false));
    }
}

#[test]
fn a_line_too_long_comes_in_pieces_cut_between_characters() {
    for (mark, unit, encoding) in [
        ("", "长", "utf-8"),
        ("", "长", "gbk"),
        ("\u{FEFF}", "长", "utf-16le"),
        ("\u{FEFF}", "𠀀", "utf-16le"),
        ("", "ab\r", "utf-8"),
    ] {
        let long = unit.repeat(300_000);
        let text = format!("{mark}x{long}\r\nnext\r\n");
        let bytes = match encoding {
            "gbk" => encoded(GBK, &text),
            "utf-16le" => utf16le(&text),
            _ => text.clone().into_bytes(),
        };
        let (seen, summary) = read(&bytes);
        assert_eq!(summary.encoding, encoding);
        assert_eq!(summary.undecodable, 0);
        let (last, pieces) = seen.0.split_last().unwrap();
        assert_eq!((last.0.as_str(), last.1, last.3), ("next", 2, LineEnd::Newline));
        assert!(2 < pieces.len());
        assert!(pieces.iter().all(|piece| piece.1 == 1));
        assert!(pieces.split_last().unwrap().1.iter().all(|piece| piece.3 == LineEnd::TooLong));
        assert_eq!(pieces.last().unwrap().3, LineEnd::Newline);
        let joined: String = pieces.iter().map(|piece| piece.0.as_str()).collect();
        assert!(joined == format!("x{long}").trim_end_matches('\r'));
        // Each piece stands where it says.
        for (piece, next) in pieces.iter().zip(&pieces[1..]) {
            let length = match encoding {
                "gbk" => encoded(GBK, &piece.0).len(),
                "utf-16le" => utf16le(&piece.0).len(),
                _ => piece.0.len(),
            };
            assert!(length <= MAX_LINE_BYTES);
            assert_eq!(piece.2 + length as u64, next.2);
        }
    }
}

#[test]
fn memory_stays_bounded_for_a_line_without_end() {
    struct Count(u64);
    impl LineSink for Count {
        fn line(&mut self, line: Line<'_>) {
            assert_eq!(line.number, 1);
            self.0 += line.text.len() as u64;
        }
    }
    let (mut reader, mut count) = (TextReader::new(), Count(0));
    let block = vec![b'a'; 1 << 20];
    for _ in 0..64 {
        reader.feed(&block, &mut count);
        assert!(reader.buffer.capacity() <= 1 << 20);
    }
    reader.finish(&mut count);
    assert_eq!(count.0, 64 << 20);
}
