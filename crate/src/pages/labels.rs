//! In: a name that a user types for a code page. Out: the page.

use super::Page;

/// Windows' number of a page, and the names that the web's Encoding Standard knows for it, apart from those that hold the number.
const LABELS: [(u16, &str); 9] = [
    (65001, "utf8 utf-8 unicode20utf8 unicode11utf8 x-unicode20utf8 unicode-1-1-utf-8"),
    (936, "gbk x-gbk gb18030 gb2312 gb_2312 chinese csgb2312 iso-ir-58 gb_2312-80 csiso58gb231280"),
    (950, "big5 csbig5 cn-big5 x-x-big5 big5-hkscs"),
    (932, "sjis x-sjis ms_kanji shift-jis shift_jis csshiftjis windows-31j"),
    (
        949,
        "korean euc-kr ksc5601 cseuckr ksc_5601 iso-ir-149 csksc56011987 ks_c_5601-1987 ks_c_5601-1989",
    ),
    (874, "tis-620 dos-874 iso885911 iso8859-11 iso-8859-11"),
    (
        1252,
        "l1 cp819 ascii latin1 ibm819 iso88591 us-ascii iso8859-1 iso-ir-100 iso-8859-1 iso_8859-1 csisolatin1 ansi_x3.4-1968 iso_8859-1:1987",
    ),
    (
        1254,
        "l5 latin5 iso88599 iso8859-9 iso-ir-148 iso-8859-9 iso_8859-9 csisolatin5 iso_8859-9:1989",
    ),
    (866, "csibm866"),
];

/// What may stand before Windows' number of a page.
const PREFIXES: [&str; 6] = ["cp", "ibm", "oem", "windows-", "ms", "x-cp"];

/// The page of that name, which is in lower case.
pub(crate) fn by_label(name: &str) -> Option<Page> {
    let digits = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let by_number = digits.parse().ok().and_then(Page::of);
    by_number.or_else(|| {
        let (number, _) =
            LABELS.iter().find(|(_, all)| all.split(' ').any(|label| label == name))?;
        Page::of(*number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_the_webs_own() {
        for (number, labels) in LABELS {
            for label in labels.split(' ') {
                let page = by_label(label).map(Page::name);
                assert_eq!(page, Page::of(number).map(Page::name), "{label}");
                let web = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
                let web = web.name().to_ascii_lowercase();
                assert!(page.is_some_and(|page| page == web || web == "gb18030"), "{label}: {web}");
            }
        }
    }
}
