//! The registry: `.reg` files, what `reg query /s` prints, raw hives. Records and the facts among them go out through one door,
//! [`facts::FactFinder`], so that every way of exporting tells the same.

mod data;
mod facts;
mod facts_keys;
pub(super) mod hive;
mod plain_line;
pub(super) mod query;
pub(super) mod reg_file;
#[cfg(test)]
mod reg_file_tests;

/// Short names of the hives and what an export calls them.
const HIVES: [(&str, &str); 5] = [
    ("HKLM", "HKEY_LOCAL_MACHINE"),
    ("HKCU", "HKEY_CURRENT_USER"),
    ("HKU", "HKEY_USERS"),
    ("HKCR", "HKEY_CLASSES_ROOT"),
    ("HKCC", "HKEY_CURRENT_CONFIG"),
];

/// Writes a key's path into `into` with its hive's long name in capitals.
fn set_key(into: &mut String, path: &str) {
    into.clear();
    let (hive, rest) = path.find('\\').map_or((path, ""), |at| path.split_at(at));
    let known = HIVES
        .iter()
        .find(|(short, long)| hive.eq_ignore_ascii_case(short) || hive.eq_ignore_ascii_case(long));
    into.push_str(known.map_or(hive, |(_, long)| long));
    into.push_str(rest);
}

/// True if a path begins with a hive's name.
fn begins_with_hive(path: &str) -> bool {
    let hive = path.split('\\').next().unwrap_or_default();
    HIVES
        .iter()
        .any(|(short, long)| hive.eq_ignore_ascii_case(short) || hive.eq_ignore_ascii_case(long))
}
