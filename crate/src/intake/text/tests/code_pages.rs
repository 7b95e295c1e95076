//! Code pages told apart by what stands in them.

use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

use super::*;

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
