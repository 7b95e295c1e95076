//! In: bytes in one of the four double-byte code pages. Out: text, as the WHATWG's Encoding Standard reads it; and Chinese text back
//! into bytes.
//!
//! A page's table is made when the page is first needed, by decoding every pair of bytes once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::source;

/// A code page in which a character is a byte or two; in GBK, which is read as its larger sister GB18030, also four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pairs {
    /// Simplified Chinese.
    Gbk,
    /// Traditional Chinese.
    Big5,
    /// Japanese.
    ShiftJis,
    /// Korean.
    EucKr,
}

/// First bytes of pairs, and second ones.
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
const TRAILS: std::ops::RangeInclusive<u8> = 0x40..=0xFE;
/// First bytes of four-byte characters of the basic plane.
const FOUR_LEADS: std::ops::RangeInclusive<u8> = 0x81..=0x84;

/// The characters of pairs, one first byte after the other; 0 where a pair means nothing.
type Table = Box<[u32]>;
/// Marks two characters in one number: the second stands in the upper half beside this.
const TWO: u32 = 1 << 31;

/// Second bytes, behind 88, of the four pairs of Big5 that mean two characters. The standard has them beside its table, and not every
/// browser reads them right.
const TWO_OF_BIG5: [(u8, char, char); 4] = [
    (0x62, 'Ê', '\u{304}'),
    (0x64, 'Ê', '\u{30C}'),
    (0xA3, 'ê', '\u{304}'),
    (0xA5, 'ê', '\u{30C}'),
];

/// How much further a character is in one that begins a byte further on.
const PER_LEAD: usize = 191;
/// The same for the first two bytes of four.
const PER_FOUR: usize = 1260;
/// The place of U+10000 among the characters of four bytes.
const FIRST_BEYOND: usize = 189_000;

/// What the next bytes are: a character or a fault, and how many bytes it takes.
type Taken = (Option<u32>, usize);

impl Pairs {
    /// The name a report shows; the web's too.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Pairs::Gbk => "gbk",
            Pairs::Big5 => "big5",
            Pairs::ShiftJis => "shift_jis",
            Pairs::EucKr => "euc-kr",
        }
    }

    fn table(self) -> &'static [u32] {
        static TABLES: [OnceLock<Table>; 4] = [const { OnceLock::new() }; 4];
        let place = TABLES.get(self as usize);
        place.map_or(&[], |place| place.get_or_init(|| table(self.name())))
    }

    /// Appends the decoded text; false if some of it is U+FFFD for bytes that mean nothing.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) -> bool {
        let (table, mut rest, mut whole) = (self.table(), bytes, true);
        text.reserve(bytes.len() + bytes.len() / 2);
        while !rest.is_empty() {
            let plain = rest.iter().take_while(|byte| byte.is_ascii()).count();
            let (ascii, high) = rest.split_at(plain);
            text.push_str(str::from_utf8(ascii).unwrap_or_default());
            if high.is_empty() {
                break;
            }
            let (letter, taken) = self.letter(table, high);
            match letter {
                Some(two) if two & TWO != 0 => {
                    text.extend(
                        [two & 0xFFFF, (two & !TWO) >> 16].into_iter().filter_map(char::from_u32),
                    );
                }
                letter => {
                    let letter = letter.and_then(char::from_u32);
                    whole &= letter.is_some();
                    text.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            rest = high.get(taken..).unwrap_or_default();
        }
        whole
    }

    /// The character at the start of `rest`, which is no ASCII.
    fn letter(self, table: &[u32], rest: &[u8]) -> Taken {
        match (self, rest) {
            (Pairs::Gbk, [0x80, ..]) => (Some('€'.into()), 1),
            (Pairs::ShiftJis, [0x80, ..]) => (Some(0x80), 1),
            (Pairs::ShiftJis, [kana @ 0xA1..=0xDF, ..]) => {
                (Some(0xFF61 - 0xA1 + u32::from(*kana)), 1)
            }
            (Pairs::ShiftJis, [0xA0 | 0xFD.., ..]) => (None, 1),
            (Pairs::Gbk, [0x81..=0xFE, b'0'..=b'9', ..]) => four(rest),
            (Pairs::Big5, [0x88, trail, ..]) if let Some(two) = two_of_big5(*trail) => {
                (Some(two), 2)
            }
            (_, [lead @ 0x81..=0xFE, trail, ..]) => {
                let letter = place(*lead, *trail).and_then(|at| table.get(at)).copied();
                match letter.filter(|letter| *letter != 0) {
                    None if trail.is_ascii() => (None, 1),
                    letter => (letter, 2),
                }
            }
            _ => (None, 1),
        }
    }

    /// Bytes for text, `?` where the page has no character for it.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        let mut places = BTreeMap::new();
        for (pair, letter) in pairs().zip(self.table()) {
            places.entry(*letter).or_insert(pair);
        }
        let mut bytes = Vec::new();
        for letter in text.chars() {
            match (u8::try_from(letter).ok().filter(u8::is_ascii), places.get(&letter.into())) {
                (Some(ascii), _) => bytes.push(ascii),
                (None, Some(pair)) => bytes.extend(pair),
                (None, None) => bytes.push(b'?'),
            }
        }
        bytes
    }
}

fn two_of_big5(trail: u8) -> Option<u32> {
    let (_, letter, mark) = TWO_OF_BIG5.iter().find(|(own, _, _)| *own == trail)?;
    Some(TWO | u32::from(*mark) << 16 | u32::from(*letter))
}

/// Every pair in the order of a table.
fn pairs() -> impl Iterator<Item = [u8; 2]> {
    LEADS.flat_map(|lead| TRAILS.map(move |trail| [lead, trail]))
}

fn place(lead: u8, trail: u8) -> Option<usize> {
    let lead = usize::from(lead.checked_sub(*LEADS.start())?);
    let trail = trail.checked_sub(*TRAILS.start()).filter(|_| TRAILS.contains(&trail))?;
    Some(lead * PER_LEAD + usize::from(trail))
}

/// What each pair means to the decoder of a page: a line for each, since no pair swallows a line's end.
fn table(page: &'static str) -> Table {
    let bytes: Vec<u8> = pairs().flat_map(|[lead, trail]| [lead, trail, b'\n']).collect();
    let text = source::decoded(page, &bytes);
    let letter =
        |line: &str| line.chars().next().filter(|letter| *letter != char::REPLACEMENT_CHARACTER);
    text.lines().map(|line| letter(line).map_or(0, u32::from)).collect()
}

/// A character of GB18030 at the start of `rest`, whose second byte is a digit.
fn four(rest: &[u8]) -> Taken {
    let [first, second, third @ 0x81..=0xFE, fourth @ b'0'..=b'9', ..] = rest else {
        // What is left of one at the end is one fault.
        let is_cut = matches!(rest, [_, _] | [_, _, 0x81..=0xFE]);
        return (None, if is_cut { rest.len() } else { 1 });
    };
    let number = |byte: &u8, from: u8| usize::from(byte.saturating_sub(from));
    let upper = number(first, 0x81) * 10 + number(second, b'0');
    let place = upper * PER_FOUR + number(third, 0x81) * 10 + number(fourth, b'0');
    let letter = match place.checked_sub(FIRST_BEYOND) {
        Some(beyond) => u32::try_from(0x1_0000 + beyond).ok().filter(|letter| *letter <= 0x10_FFFF),
        None => four_table().get(place).copied().map(u32::from).filter(|letter| *letter != 0xFFFD),
    };
    (letter, 4)
}

/// The four-byte characters of the basic plane, made when one is first met.
fn four_table() -> &'static [u16] {
    static TABLE: OnceLock<Box<[u16]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let digits = b'0'..=b'9';
        let mut bytes = Vec::new();
        for (first, second) in
            FOUR_LEADS.flat_map(|first| digits.clone().map(move |second| (first, second)))
        {
            for third in LEADS {
                bytes.extend(
                    digits.clone().flat_map(|fourth| [first, second, third, fourth, b'\n']),
                );
            }
        }
        let text = source::decoded(Pairs::Gbk.name(), &bytes);
        let unit = |line: &str| line.encode_utf16().next().unwrap_or(0xFFFD);
        text.split('\n').map(unit).collect()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [(Pairs, &encoding_rs::Encoding); 4] = [
        (Pairs::Gbk, encoding_rs::GBK),
        (Pairs::Big5, encoding_rs::BIG5),
        (Pairs::ShiftJis, encoding_rs::SHIFT_JIS),
        (Pairs::EucKr, encoding_rs::EUC_KR),
    ];

    fn check(bytes: &[u8]) {
        for (pairs, encoding) in ALL {
            let mut text = String::new();
            let whole = pairs.decode(bytes, &mut text);
            let (expected, faulty) = encoding.decode_without_bom_handling(bytes);
            assert_eq!((text.as_str(), whole), (&*expected, !faulty), "{pairs:?} {bytes:x?}");
        }
    }

    #[test]
    fn every_pair_reads_as_the_standard_says_whatever_follows() {
        for lead in 0..=0xFFu8 {
            for trail in 0..=0xFFu8 {
                check(&[lead, trail]);
                check(&[lead, trail, b'a', 0xB0, 0xA1]);
            }
        }
    }

    #[test]
    fn every_character_of_four_bytes_reads_as_the_standard_says() {
        let mut bytes = Vec::new();
        for (first, second) in
            LEADS.flat_map(|first| (b'0'..=b'9').map(move |digit| (first, digit)))
        {
            for (third, fourth) in
                LEADS.flat_map(|third| (b'0'..=b'9').map(move |digit| (third, digit)))
            {
                bytes.extend([first, second, third, fourth]);
            }
        }
        let expected = encoding_rs::GBK.decode_without_bom_handling(&bytes).0;
        let mut text = String::new();
        Pairs::Gbk.decode(&bytes, &mut text);
        assert!(text == expected);
    }

    /// `tests/browser/code-pages.test.mjs` makes sure that the browser's tables have the same sums.
    #[test]
    fn the_tables_are_those_of_the_browser_test() {
        use sha2::{Digest as _, Sha256};
        use std::fmt::Write as _;

        let digits = b'0'..=b'9';
        // Those that this file has itself are not asked for.
        let is_asked = |[lead, trail]: &[u8; 2]| *lead != 0x88 || two_of_big5(*trail).is_none();
        let two: Vec<u8> =
            pairs().filter(is_asked).flat_map(|[lead, trail]| [lead, trail, b'\n']).collect();
        let mut four = Vec::new();
        for (first, second) in
            FOUR_LEADS.flat_map(|first| digits.clone().map(move |digit| (first, digit)))
        {
            for (third, fourth) in
                LEADS.flat_map(|third| digits.clone().map(move |digit| (third, digit)))
            {
                four.extend([first, second, third, fourth, b'\n']);
            }
        }
        let named = ALL.map(|(pairs, encoding)| (pairs.name(), encoding, &two));
        let mut sums = String::new();
        for (name, encoding, bytes) in
            named.into_iter().chain([("gbk, four bytes", encoding_rs::GBK, &four)])
        {
            let text = encoding.decode_without_bom_handling(bytes).0;
            let sum = Sha256::digest(text.as_bytes());
            sum.iter().for_each(|byte| write!(sums, "{byte:02x}").unwrap());
            writeln!(sums, "  {name}").unwrap();
        }
        assert_eq!(sums, include_str!("../../../tests/data/code-pages.sha256"));
    }

    #[test]
    fn chinese_goes_back_into_its_bytes() {
        let text = "加固脚本：关闭 445 端口（“是”或‘否’）、…—";
        assert_eq!(Pairs::Gbk.encode(text), encoding_rs::GBK.encode(text).0.into_owned());
        assert_eq!(Pairs::Gbk.encode("a\u{1F600}b"), b"a?b");
    }

    proptest! {
        #[test]
        fn any_bytes_read_as_the_standard_says(bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x30..=0x39u8, 0x81..=0x84u8], 0..40)) {
            check(&bytes);
        }
    }
}
