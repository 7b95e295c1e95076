//! Data is decoded before it is searched, and a hit names its line.

use super::*;

#[test]
fn the_word_in_data_of_every_type() {
    let key = format!(r"{SOFTWARE}\Contoso");
    let text = r"C:\EternalRocks.exe";
    let long = format!("{}{text}", "%ProgramFiles%;".repeat(40));
    for (data, kind) in [
        (Data::text(text), "(REG_SZ)"),
        (Data::expand(&long), "(REG_EXPAND_SZ)"),
        (Data::Multi(vec!["x".to_owned(), text.to_owned()]), "(REG_MULTI_SZ)"),
        (Data::Binary(utf16(text)), "(REG_BINARY)"),
        (Data::Binary([&[7], utf16(text).as_slice()].concat()), "(REG_BINARY)"),
        (Data::Binary(text.as_bytes().to_vec()), "(REG_BINARY)"),
        (Data::Untyped(utf16(text)), "(REG_NONE)"),
        (Data::Untyped(text.as_bytes().to_vec()), "(REG_NONE)"),
        (Data::Typed(8, utf16(text)), "(REG_RESOURCE_LIST)"),
        (Data::Typed(9, text.as_bytes().to_vec()), "(REG_FULL_RESOURCE_DESCRIPTOR)"),
        (Data::Typed(0xa, utf16(text)), "(REG_RESOURCE_REQUIREMENTS_LIST)"),
    ] {
        value(&key, "v", data, Infected, &[("N4", OtherRegistry, kind)]);
    }
}

#[test]
fn a_number_says_nothing() {
    // The bytes of "Ete" and its like are a number here, and no word.
    value(&format!(r"{SOFTWARE}\Contoso"), "v", Data::Number(0x7265_7445), NoSigns, &[]);
}

#[test]
fn a_hit_names_its_line() {
    let mut host = host();
    host.registry.set(
        r"HKEY_USERS\.DEFAULT\AAA",
        "v",
        Data::expand(r"C:\a\b\c\d\e\EternalRocks.exe"),
    );
    let collection = Collection::of(&host);
    let part = collection.part("registry-hku.reg").expect("the users' hives");
    let units = part.bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|letter| letter.unwrap_or('?')).collect();
    let line = text.lines().position(|line| line.starts_with("\"v\"=hex(2)")).expect("the value");
    let report = report(&single_files(&collection), Lang::En);
    check_report(&report, Infected, &[("N4", OtherRegistry, r#"[HKEY_USERS\.DEFAULT\AAA] "v""#)]);
    assert_eq!(report.sightings[0].source.line, Some(line as u64 + 1));
    assert_eq!(report.sightings[0].source.file, "registry-hku.reg");
}

#[test]
fn names_are_compared_whole() {
    let key = format!(r"{SOFTWARE}\Contoso");
    for name in [r"C:\x\mytasksche.exe", r"C:\x\tasksche.exe.bak", "tasksche.exe_", "taskschd.dll"]
    {
        value(&key, "v", Data::text(name), NoSigns, &[]);
    }
}
