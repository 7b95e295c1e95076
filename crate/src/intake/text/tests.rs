use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

use super::*;
use crate::intake::{Line, LineEnd, MAX_LINE_BYTES};

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
fn utf8_with_and_without_marks() {
    check("C:\\用户\r\nb\r\n".as_bytes(), &["C:\\用户", "b"], "utf-8");
    check("\u{FEFF}C:\\用户\r\n".as_bytes(), &["C:\\用户"], "utf-8");
    check("\u{FEFF}\u{FEFF}x\r\n\u{FEFF}y\r\n".as_bytes(), &["x", "y"], "utf-8");
    assert_eq!(read("\u{FEFF}x\r\n".as_bytes()).0.0[0].2, 3);
}

#[test]
fn utf16_with_one_two_and_no_marks() {
    let text = "名称,Node\r\nC:\\一\\上海\r\nlast";
    let lines = ["名称,Node", "C:\\一\\上海", "last"];
    for marks in ["", "\u{FEFF}", "\u{FEFF}\u{FEFF}"] {
        check(&utf16le(&format!("{marks}{text}")), &lines, "utf-16le");
        check(&utf16be(&format!("{marks}{text}")), &lines, "utf-16be");
    }
    let (seen, _) = read(&utf16le("\u{FEFF}ab\r\nc\r\n"));
    assert_eq!(seen.0.iter().map(|line| line.2).collect::<Vec<_>>(), [2, 10]);
}

#[test]
fn a_character_that_holds_a_line_feed_byte_is_no_line_end() {
    // U+4E0A is 0A 4E, U+0A05 is 05 0A; the file begins with neither mark nor ASCII.
    check(&utf16le("上上海,x\r\nਅ上\r\n"), &["上上海,x", "ਅ上"], "utf-16le");
    check(&utf16be("上上海,x\r\nਅ上\r\n"), &["上上海,x", "ਅ上"], "utf-16be");
}

#[test]
fn exports_glued_together_change_encoding_at_a_line() {
    let wide = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_USERS]\r\n";
    let lines = ["Windows Registry Editor Version 5.00", "", "[HKEY_USERS]"];
    let mut bytes = utf16le(&format!("\u{FEFF}{wide}\u{FEFF}{wide}"));
    check(&bytes, &[lines, lines].concat(), "utf-16le");
    bytes.extend_from_slice(b"REGEDIT4\r\n");
    bytes.extend(utf16be("\u{FEFF}z\r\n"));
    check(
        &bytes,
        &[&lines[..], &lines, &["REGEDIT4", "z"]].concat(),
        "mixed: utf-16le + utf-8 + utf-16be",
    );
}

#[test]
fn plain_lines_in_front_of_utf16_are_named_beside_it() {
    let bytes = [&b"C:\\pagefile.sys\r\n"[..], b"\xFF\xFE", &utf16le("C:\\Users\r\n")].concat();
    check(&bytes, &["C:\\pagefile.sys", "C:\\Users"], "mixed: utf-8 + utf-16le");
}

#[test]
fn the_mark_of_utf16_glued_behind_a_sentence_is_part_of_neither() {
    let sentence = "Please wait while WMIC is being installed.";
    let little = [sentence.as_bytes(), b"\xFF\xFE", &utf16le("Name=x\r\n")].concat();
    check(&little, &[sentence, "Name=x"], "mixed: utf-8 + utf-16le");
    let big = [sentence.as_bytes(), b"\xFE\xFF", &utf16be("Name=x\r\n")].concat();
    check(&big, &[sentence, "Name=x"], "mixed: utf-8 + utf-16be");
}

#[test]
fn a_sentence_glued_in_front_of_utf16_without_mark() {
    let table = "Node,HotFixID\r\nHOST,KB4012598\r\n";
    for sentence in
        ["Please wait while WMIC is being installed.", "Please wait while WMIC is being installed"]
    {
        for end in ["\r\n", "\r\r\n", "\n", ""] {
            let mut bytes = format!("{sentence}{end}").into_bytes();
            bytes.extend(utf16le(table));
            check(
                &bytes,
                &[sentence, "Node,HotFixID", "HOST,KB4012598"],
                "mixed: utf-8 + utf-16le",
            );
        }
    }
    let mut bytes = encoded(GBK, "请稍候，正在安装 WMIC。\r\n");
    bytes.extend(utf16le(table));
    check(
        &bytes,
        &["请稍候，正在安装 WMIC。", "Node,HotFixID", "HOST,KB4012598"],
        "mixed: gbk + utf-16le",
    );
}

#[test]
fn narrow_lines_behind_utf16() {
    for sentence in ["end of it\r\n", "a\r\n", "\r\n"] {
        let mut bytes = utf16le("\u{FEFF}name\r\n");
        bytes.extend_from_slice(sentence.as_bytes());
        bytes.extend(utf16le("\u{FEFF}more\r\n"));
        check(&bytes, &["name", sentence.trim_end(), "more"], "mixed: utf-16le + utf-8");
    }
    let mut bytes = utf16le("\u{FEFF}name\r\n");
    bytes.extend(encoded(GBK, "映像名称\r\n"));
    check(&bytes, &["name", "映像名称"], "mixed: utf-16le + gbk");
}

#[test]
fn trail_bytes_that_look_like_separators() {
    // 乗 is 81 5C, 亅 is 81 7C.
    check(
        &encoded(GBK, "C:\\乗\\亅|x\r\nC:\\用户名称\r\n"),
        &["C:\\乗\\亅|x", "C:\\用户名称"],
        "gbk",
    );
}

#[test]
fn code_pages_are_told_apart() {
    let cases: [(&'static encoding_rs::Encoding, &str, &str); 7] = [
        (
            GBK,
            "主机名:           WIN-1\r\nOS 名称:          Microsoft Windows 7 旗舰版\r\n修补程序:         安装了 3 个修补程序。\r\n",
            "gbk",
        ),
        (GB18030, "文件名 𠀀𠀁 的列表\r\n", "gb18030"),
        (
            BIG5,
            "主機名稱:         WIN-1\r\n作業系統名稱:     Microsoft Windows 7 旗艦版\r\n登錄的擁有者:     使用者\r\n",
            "big5",
        ),
        (
            SHIFT_JIS,
            "ホスト名:               WIN-1\r\nOS 名:                  Microsoft Windows 7\r\nシステムの種類、製造元、ホットフィックス\r\n",
            "shift_jis",
        ),
        (
            EUC_KR,
            "호스트 이름:       WIN-1\r\nOS 이름:           Microsoft Windows 7\r\n등록된 소유자: 사용자 시스템 제조업체 핫픽스\r\n",
            "euc-kr",
        ),
        (
            WINDOWS_1252,
            "Nom de l\u{2019}hôte : WIN-1\r\nSystème d\u{2019}exploitation : Français, éàçù\r\n",
            "windows-1252",
        ),
        (
            WINDOWS_1251,
            "Имя узла:          WIN-1\r\nНазвание ОС:       Microsoft Windows 7 Максимальная\r\nИсправления: Нет\r\n",
            "windows-1251",
        ),
    ];
    for (page, text, name) in cases {
        let lines: Vec<&str> = text.lines().collect();
        check(&encoded(page, text), &lines, name);
    }
}

/// No word of Windows' own commands stands in these: the languages' frequent letters alone speak for their pages.
#[test]
fn names_alone_tell_a_code_page() {
    let cases: [(&str, &str); 9] = [
        (
            "euc-kr",
            "새 텍스트 문서.txt\r\n이력서와 자기소개서.hwp\r\n거래처 주소록 정리.xls\r\n우리 가족 사진\r\n",
        ),
        ("big5", "工作報告書.doc\r\n客戶聯絡資料表.xls\r\n員工薪資與請假紀錄\r\n我的家人照片\r\n"),
        (
            "shift_jis",
            "請求書と見積書の控え.xls\r\n家族旅行の写真\r\n会議資料のまとめ.doc\r\n新しいフォルダ\r\n",
        ),
        (
            "windows-1251",
            "счета за октябрь.xls\r\nписьмо поставщику.doc\r\nсемейные фотографии\r\n",
        ),
        (
            "windows-1253",
            "τιμολόγια του Οκτωβρίου.xls\r\nεπιστολή προς πελάτη.doc\r\nοικογενειακές φωτογραφίες\r\n",
        ),
        (
            "windows-1254",
            "kışlık ürün kataloğu.xls\r\nmüşteri görüşmeleri ve satışlar.doc\r\naile fotoğrafları, düğün\r\nşirket içi eğitim, iş başvurusu, öğrenci çalışmaları\r\nyılbaşı çıkış saatleri değişikliği\r\n",
        ),
        ("windows-1255", "חשבוניות אוקטובר.xls\r\nמכתב ללקוח.doc\r\nתמונות משפחה מהטיול\r\n"),
        ("windows-1256", "فواتير شهر أكتوبر.xls\r\nرسالة إلى العميل.doc\r\nصور العائلة\r\n"),
        (
            "windows-1257",
            "sąskaitos už spalį.xls\r\nlaiškas klientui dėl užsakymo.doc\r\nšeimos nuotraukos iš kelionės\r\nįmonės darbuotojų sąrašas, žiemos mėnesių ataskaitos\r\nmokėjimų grafikas, žinių šaltiniai, dviračių žemėlapiai\r\nkvietimų į šventę sąrašas, žmonių adresų knygelė\r\n",
        ),
    ];
    for (name, text) in cases {
        let page = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        check(&encoded(page, text), &lines, name);
    }
}

#[test]
fn one_chinese_name_is_enough() {
    check(&encoded(GBK, "C:\\Users\\张三\\a.txt\r\n"), &["C:\\Users\\张三\\a.txt"], "gbk");
}

/// Bytes as the console of a Western, Central European or Russian Windows writes them, from the code pages' own charts.
#[test]
fn oem_pages() {
    check(
        b"Nom de l'h\x93te:\r\nSyst\x8ame: \x82t\x82, fran\x87ais, \x85 c\x93t\x82\r\nM\x82moire: 147\xff532 Ko\r\n",
        &["Nom de l'hôte:", "Système: été, français, à côté", "Mémoire: 147\u{A0}532 Ko"],
        "ibm850",
    );
    check(b"Memory: 1\xff234 MB\r\n", &["Memory: 1\u{A0}234 MB"], "ibm850");
    check(
        b"Nazwa g\x88\xa2wna: u\xbeytkownika, wersj\xa5, w\x88a\x98ciciel, mened\xbeer\r\n",
        &["Nazwa główna: użytkownika, wersją, właściciel, menedżer"],
        "ibm852",
    );
    check(
        b"\x88\xac\xef \xe3\xa7\xab\xa0: WIN\r\n\x8d\xa0\xa7\xa2\xa0\xad\xa8\xa5 \x8e\x91: Windows\r\n72\xff720 \x8a\x81\r\n",
        &["Имя узла: WIN", "Название ОС: Windows", "72\u{A0}720 КБ"],
        "ibm866",
    );
}

#[test]
fn an_ansi_no_break_space_between_digits() {
    check(b"1\xa0234 Ko\r\nM\xe9moire\r\n", &["1\u{A0}234 Ko", "Mémoire"], "windows-1252");
}

#[test]
fn lines_of_two_encodings() {
    let mut bytes = encoded(GBK, "修补程序名称列表\r\n");
    bytes.extend_from_slice("C:\\用户\\文件\r\n".as_bytes());
    check(&bytes, &["修补程序名称列表", "C:\\用户\\文件"], "mixed: gbk + utf-8");
}

#[test]
fn gbk_that_happens_to_be_utf8_stays_gbk() {
    // 魔 in GBK is C4 A7, which in UTF-8 is ħ.
    check(&encoded(GBK, "修补程序名称列表\r\n魔\r\n"), &["修补程序名称列表", "魔"], "gbk");
    // 系统 is CF B5 CD B3, ϵͳ: here it stands before any line that tells.
    check(&encoded(GBK, "C:\\系统\r\nC:\\修补程序\r\n"), &["C:\\系统", "C:\\修补程序"], "gbk");
    check("é\r\nC:\\Téléchargements\r\n".as_bytes(), &["é", "C:\\Téléchargements"], "utf-8");
}

#[test]
fn what_cannot_be_decoded_is_shown_and_counted() {
    let mut bytes = encoded(GBK, "修补程序名称列表\r\n");
    bytes.extend_from_slice(b"a\xffb\r\nc\r\n\xff\xff\xff\r\n");
    let (seen, summary) = read(&bytes);
    assert_eq!(seen.0[1].0, "a\u{FFFD}b");
    assert_eq!(seen.0[2].0, "c");
    assert_eq!((summary.undecodable, summary.encoding.as_str()), (2, "gbk"));

    let (seen, summary) =
        read("用户名称\r\n用户名\u{0}".replace('\0', "").as_bytes().split_last().unwrap().1);
    assert_eq!(seen.0[1].0, "用户\u{FFFD}");
    assert_eq!((summary.undecodable, summary.encoding.as_str()), (1, "utf-8"));
}

#[test]
fn half_a_surrogate_pair_is_counted() {
    let mut bytes = utf16le("\u{FEFF}a");
    bytes.extend_from_slice(&[0x00, 0xD8]);
    bytes.extend(utf16le("b\r\nc\r\n"));
    let (seen, summary) = read(&bytes);
    assert_eq!(seen.0[0].0, "a\u{FFFD}b");
    assert_eq!((summary.undecodable, summary.encoding.as_str()), (1, "utf-16le"));

    bytes.push(b'x');
    let (seen, summary) = read(&bytes);
    assert_eq!(seen.0[2].0, "\u{FFFD}");
    assert_eq!(summary.undecodable, 2);
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

#[track_caller]
fn check_chosen(name: &str, bytes: &[u8], lines: &[&str], encoding: &str) {
    let (mut reader, mut seen) =
        (TextReader::reading_as(TextEncoding::named(name).unwrap()), Seen::default());
    reader.feed(bytes, &mut seen);
    let summary = reader.finish(&mut seen);
    let texts: Vec<&str> = seen.0.iter().map(|(text, ..)| text.as_str()).collect();
    assert_eq!((texts.as_slice(), summary.encoding.as_str()), (lines, encoding));
}

#[test]
fn the_users_choice_stands_against_the_evidence() {
    // Valid UTF-8 by chance, in the page that was chosen.
    check_chosen("gbk", b"\xCF\xB5\xCD\xB3\r\nabc\r\n", &["系统", "abc"], "gbk");
    check_chosen("850", b"\x81ber\r\n", &["über"], "ibm850");
    check_chosen("utf-8", b"a\xFFb\n", &["a\u{FFFD}b"], "utf-8");
    // CJK without a zero byte shows no sign of UTF-16.
    check_chosen("utf-16le", &utf16le("系统\r\n文件"), &["系统", "文件"], "utf-16le");
    check_chosen("utf-16be", &utf16be("系统\r\n文件"), &["系统", "文件"], "utf-16be");
}

#[test]
fn utf_16_that_shows_stays_utf_16_whatever_page_was_chosen() {
    let bytes = [&b"\x81ber\r\n"[..], b"\xFF\xFE", &utf16le("Größe\r\n")].concat();
    check_chosen("850", &bytes, &["über", "Größe"], "mixed: ibm850 + utf-16le");
}

#[test]
fn what_is_no_text_is_named_whatever_page_was_chosen() {
    let pdf = b"%PDF-1.4\r\nall of it in letters\r\n";
    let (seen, summary) = read(pdf);
    assert_eq!(
        (seen, summary.foreign, summary.is_text),
        (Seen::default(), Some(Foreign::Pdf), false)
    );
}
