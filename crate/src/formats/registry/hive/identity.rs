//! In: a hive's base block and its first keys. Out: the key that Windows mounts it at.
//!
//! What is in it decides: a file may bear any name, and `reg save` writes single keys too. Only where the content says nothing does
//! the path in the base block count, and then the hive is not taken for whole.

use super::base_block::BaseBlock;
use super::cells::Cells;

/// Which hive it is.
#[derive(Debug)]
pub(super) struct Identity {
    /// The key it is mounted at.
    pub(super) path: String,
    /// Its content is what its name promises.
    pub(super) is_borne_out: bool,
}

/// The users' hives say nothing of whose they are, so they stand where their owner sees them.
const USER: &str = "HKEY_CURRENT_USER";
const DEFAULT: &str = r"HKEY_USERS\.DEFAULT";
const SOFTWARE: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE";
const SYSTEM: &str = r"HKEY_LOCAL_MACHINE\SYSTEM";

/// File names of hives whose content the verdict rests on, and where those are mounted.
const NEEDED: [(&str, &str); 4] =
    [("SOFTWARE", SOFTWARE), ("SYSTEM", SYSTEM), ("NTUSER.DAT", USER), ("DEFAULT", DEFAULT)];

/// The same for the other hives.
const OTHERS: [(&str, &str); 6] = [
    ("SAM", r"HKEY_LOCAL_MACHINE\SAM"),
    ("SECURITY", r"HKEY_LOCAL_MACHINE\SECURITY"),
    ("UsrClass.dat", r"HKEY_CURRENT_USER\Software\Classes"),
    ("COMPONENTS", r"HKEY_LOCAL_MACHINE\COMPONENTS"),
    ("DRIVERS", r"HKEY_LOCAL_MACHINE\DRIVERS"),
    ("BCD", r"HKEY_LOCAL_MACHINE\BCD00000000"),
];

/// Where hives stand that are none of these: no key of a running Windows is called so.
const UNKNOWN: &str = "HIVE";

/// Says which hive it is.
pub(super) fn of(block: &BaseBlock, cells: &mut Cells<'_>) -> Identity {
    let named = |table: &[(&str, &'static str)]| {
        let row = table.iter().find(|(name, _)| name.eq_ignore_ascii_case(&block.file_name));
        row.map(|(_, path)| *path)
    };
    let shown = shown(block, cells);
    let by_name = named(&NEEDED);
    let path = match (shown, by_name) {
        (Some(USER), Some(DEFAULT)) => DEFAULT,
        (Some(shown), _) => shown,
        (None, Some(named)) => named,
        (None, None) => named(&OTHERS).unwrap_or(UNKNOWN),
    };
    Identity { path: path.to_owned(), is_borne_out: shown.is_some() || by_name.is_none() }
}

/// What the first keys show.
fn shown(block: &BaseBlock, cells: &mut Cells<'_>) -> Option<&'static str> {
    let top = below(cells, block.root);
    let has = |name: &str| top.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
    let has_control_set =
        top.iter().any(|(key, _)| key.to_ascii_lowercase().starts_with("controlset0"));
    if has("Select") && has_control_set {
        return Some(SYSTEM);
    }
    let of_users = ["Control Panel", "Environment", "Console", "Keyboard Layout"];
    if has("Software") && of_users.iter().any(|name| has(name)) {
        return Some(USER);
    }
    // A user's own SOFTWARE key has most of these keys too, but no name of the product.
    let version = ["Microsoft", "Windows NT", "CurrentVersion"];
    let key = version.iter().try_fold(block.root, |key, name| {
        below(cells, key)
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, key)| key)
    })?;
    let values = cells.key(key)?.values;
    let names_product = cells.values(values, &mut 0).into_iter().any(|value| {
        cells.value(value).is_some_and(|value| {
            value.name_is_latin && value.name.eq_ignore_ascii_case(b"ProductName")
        })
    });
    names_product.then_some(SOFTWARE)
}

/// The keys directly below a key, with their cells.
fn below(cells: &mut Cells<'_>, key: u32) -> Vec<(String, u32)> {
    let Some(list) = cells.key(key).map(|key| key.subkeys) else { return Vec::new() };
    let keys = cells.subkeys(list, &mut 0);
    keys.into_iter().filter_map(|key| Some((cells.key(key)?.name, key))).collect()
}
