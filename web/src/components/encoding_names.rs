//! In: the engine's name of an encoding. Out: what it is called on the page: the script or region, and its name in Windows.

use crate::text::{Code, Texts};

/// The engine's name, whose it is, and the name that Windows gives it.
static ENCODINGS: [(&str, Code, &str); 34] = [
    ("utf-8", Code::EncodingUnicode, "UTF-8 (65001)"),
    ("utf-16le", Code::EncodingUnicode, "UTF-16 LE (1200)"),
    ("utf-16be", Code::EncodingUnicode, "UTF-16 BE (1201)"),
    ("gbk", Code::EncodingSimplified, "GBK (936)"),
    ("gb18030", Code::EncodingSimplified, "GB18030 (54936)"),
    ("big5", Code::EncodingTraditional, "Big5 (950)"),
    ("shift_jis", Code::EncodingJapanese, "Shift-JIS (932)"),
    ("euc-kr", Code::EncodingKorean, "EUC-KR (949)"),
    ("windows-874", Code::EncodingThai, "ANSI (874)"),
    ("windows-1250", Code::EncodingCentral, "ANSI (1250)"),
    ("windows-1251", Code::EncodingCyrillic, "ANSI (1251)"),
    ("windows-1252", Code::EncodingWestern, "ANSI (1252)"),
    ("windows-1253", Code::EncodingGreek, "ANSI (1253)"),
    ("windows-1254", Code::EncodingTurkish, "ANSI (1254)"),
    ("windows-1255", Code::EncodingHebrew, "ANSI (1255)"),
    ("windows-1256", Code::EncodingArabic, "ANSI (1256)"),
    ("windows-1257", Code::EncodingBaltic, "ANSI (1257)"),
    ("windows-1258", Code::EncodingVietnamese, "ANSI (1258)"),
    ("ibm437", Code::EncodingUnitedStates, "OEM (437)"),
    ("ibm720", Code::EncodingArabic, "OEM (720)"),
    ("ibm737", Code::EncodingGreek, "OEM (737)"),
    ("ibm775", Code::EncodingBaltic, "OEM (775)"),
    ("ibm850", Code::EncodingWestern, "OEM (850)"),
    ("ibm852", Code::EncodingCentral, "OEM (852)"),
    ("ibm855", Code::EncodingCyrillic, "OEM (855)"),
    ("ibm857", Code::EncodingTurkish, "OEM (857)"),
    ("ibm858", Code::EncodingWestern, "OEM (858)"),
    ("ibm860", Code::EncodingPortuguese, "OEM (860)"),
    ("ibm861", Code::EncodingIcelandic, "OEM (861)"),
    ("ibm862", Code::EncodingHebrew, "OEM (862)"),
    ("ibm863", Code::EncodingCanadian, "OEM (863)"),
    ("ibm865", Code::EncodingNordic, "OEM (865)"),
    ("ibm866", Code::EncodingCyrillic, "OEM (866)"),
    ("ibm869", Code::EncodingGreek, "OEM (869)"),
];

/// What an encoding is called, several of one text (`mixed: gbk + utf-16le`) one after the other.
pub(crate) fn encoding_name(t: Texts, encoding: &str) -> String {
    let parts = encoding.strip_prefix("mixed: ").unwrap_or(encoding).split(" + ");
    let names = parts.map(|part| {
        let known = ENCODINGS.iter().find(|(name, ..)| *name == part);
        known
            .map_or_else(|| part.to_owned(), |(_, whose, name)| format!("{} {name}", t.say(*whose)))
    });
    names.collect::<Vec<_>>().join(" + ")
}

#[cfg(test)]
mod tests {
    use jiance::{Lang, TextEncoding};

    use super::*;

    #[test]
    fn every_encoding_that_can_be_chosen_has_a_name_of_its_own() {
        let mut names: Vec<_> = TextEncoding::all()
            .map(|encoding| encoding_name(Texts(Lang::ZhCn), encoding.name()))
            .collect();
        assert!(
            names.iter().all(|name| !name.is_ascii() || name.starts_with("Unicode")),
            "{names:?}"
        );
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_mixture_names_its_parts() {
        let name = encoding_name(Texts(Lang::ZhCn), "mixed: gbk + utf-16le");
        assert_eq!(name, "简体中文 GBK (936) + Unicode UTF-16 LE (1200)");
    }
}
