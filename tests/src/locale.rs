//! The languages of Windows that hosts speak, and the code pages they write in.

/// A language of Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locale {
    /// Simplified Chinese.
    ZhCn,
    /// English (United States).
    En,
    /// German.
    De,
    /// Russian.
    Ru,
    /// Japanese.
    Ja,
}

impl Locale {
    /// Every language.
    pub const ALL: [Locale; 5] = [Locale::ZhCn, Locale::En, Locale::De, Locale::Ru, Locale::Ja];

    /// Short name for case names.
    pub fn id(self) -> &'static str {
        match self {
            Locale::ZhCn => "zh-cn",
            Locale::En => "en",
            Locale::De => "de",
            Locale::Ru => "ru",
            Locale::Ja => "ja",
        }
    }

    /// Number of the code page that the console writes in.
    pub fn oem_code_page(self) -> u32 {
        match self {
            Locale::ZhCn => 936,
            Locale::En => 437,
            Locale::De => 850,
            Locale::Ru => 866,
            Locale::Ja => 932,
        }
    }

    /// What stands between groups of three digits.
    pub fn digit_separator(self) -> char {
        match self {
            Locale::ZhCn | Locale::En | Locale::Ja => ',',
            Locale::De => '.',
            Locale::Ru => '\u{A0}',
        }
    }

    /// A number as this language groups it.
    pub fn grouped(self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if 0 < at && (digits.len() - at).is_multiple_of(3) {
                text.push(self.digit_separator());
            }
            text.push(digit);
        }
        text
    }

    /// A user of the host.
    pub fn user(self) -> &'static str {
        match self {
            Locale::ZhCn | Locale::En | Locale::De => "Administrator",
            Locale::Ru => "Администратор",
            Locale::Ja => "管理者",
        }
    }

    /// Names of documents this user keeps, which never name a Windows or a malware file.
    pub fn documents(self) -> [&'static str; 3] {
        match self {
            Locale::ZhCn => ["新建文本文档.txt", "2017年报表.xlsx", "会议记录（终稿）.docx"],
            Locale::En => ["New Text Document.txt", "Budget 2017.xlsx", "Minutes (final).docx"],
            Locale::De => ["Neues Textdokument.txt", "Übersicht 2017.xlsx", "Größen & Maße.docx"],
            Locale::Ru => ["Новый документ.txt", "Отчёт 2017.xlsx", "Протокол (копия).docx"],
            Locale::Ja => ["新しいテキスト.txt", "2017年度予算表.xlsx", "議事録（最終）.docx"],
        }
    }

    /// Width of text in console cells: Chinese and Japanese letters take two.
    pub fn cells(text: &str) -> usize {
        text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
    }

    /// Text filled up with spaces to a width in cells.
    pub fn padded(text: &str, cells: usize) -> String {
        let missing = cells.saturating_sub(Self::cells(text));
        format!("{text}{}", " ".repeat(missing))
    }
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}')
}
