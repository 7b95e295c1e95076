//! In: the tables of `encoding_rs` and `oem_cp`. Out: Rust source with the letters of every single-byte code page of Windows.

use std::fmt::Write as _;

use oem_cp::code_table as oem;

/// Windows' number of a page, and its name in the report where that is not the web's.
type Row = (u16, &'static str, String);

pub(crate) fn generate() -> String {
    let mut out = String::from(
        "/// Number, name, and the letters of bytes 80 to FF; U+FFFD for a byte that means nothing.\n",
    );
    let mut rows: Vec<Row> = of_the_web().into_iter().chain(of_dos()).collect();
    // The ANSI pages first, each kind by its numbers.
    rows.sort_by_key(|(number, _, _)| (*number < 870, *number));
    let _ = writeln!(out, "static SINGLE: [(u16, &str, &str); {}] = [", rows.len());
    for (number, name, letters) in rows {
        let _ = writeln!(out, "    ({number}, {name:?}, \"{}\"),", letters.escape_unicode());
    }
    out.push_str("];\n");
    out
}

/// Windows' ANSI pages, and 866.
fn of_the_web() -> Vec<Row> {
    let high: Vec<u8> = (0x80..=0xFF).collect();
    let pages = [
        (874, "windows-874"),
        (1250, "windows-1250"),
        (1251, "windows-1251"),
        (1252, "windows-1252"),
        (1253, "windows-1253"),
        (1254, "windows-1254"),
        (1255, "windows-1255"),
        (1256, "windows-1256"),
        (1257, "windows-1257"),
        (1258, "windows-1258"),
        (866, "ibm866"),
    ];
    let letters = |name: &str| {
        let page = encoding_rs::Encoding::for_label(name.as_bytes());
        page.map(|page| page.decode_without_bom_handling(&high).0.into_owned())
    };
    pages.into_iter().filter_map(|(number, name)| Some((number, name, letters(name)?))).collect()
}

/// The OEM pages that the web does not know.
fn of_dos() -> Vec<Row> {
    let gaps = oem::DECODING_TABLE_CP857.map(|letter| letter.unwrap_or('\u{FFFD}'));
    let pages: [(u16, &str, &[char; 128]); 15] = [
        (437, "ibm437", &oem::DECODING_TABLE_CP437),
        (720, "ibm720", &oem::DECODING_TABLE_CP720),
        (737, "ibm737", &oem::DECODING_TABLE_CP737),
        (775, "ibm775", &oem::DECODING_TABLE_CP775),
        (850, "ibm850", &oem::DECODING_TABLE_CP850),
        (852, "ibm852", &oem::DECODING_TABLE_CP852),
        (855, "ibm855", &oem::DECODING_TABLE_CP855),
        (857, "ibm857", &gaps),
        (858, "ibm858", &oem::DECODING_TABLE_CP858),
        (860, "ibm860", &oem::DECODING_TABLE_CP860),
        (861, "ibm861", &oem::DECODING_TABLE_CP861),
        (862, "ibm862", &oem::DECODING_TABLE_CP862),
        (863, "ibm863", &oem::DECODING_TABLE_CP863),
        (865, "ibm865", &oem::DECODING_TABLE_CP865),
        (869, "ibm869", &oem::DECODING_TABLE_CP869),
    ];
    pages.map(|(number, name, letters)| (number, name, letters.iter().collect())).into()
}
