//! In: a registry. Out: what `reg query KEY /s` prints of it, as Windows XP does (a heading, tabs) and as later ones do (four spaces).

use std::fmt::Write as _;

use super::{Data, Key, Registry};
use crate::locale::Locale;

/// Which `reg.exe` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reg {
    /// The one of Windows XP.
    Xp,
    /// The one since Vista: it leaves out the key asked for where that has no values of its own.
    SinceVista,
}

/// The keys that `reg query KEY /s` shows.
pub fn shown<'a>(registry: &'a Registry, key: &'a str, reg: Reg) -> impl Iterator<Item = &'a Key> {
    let is_bare_top = move |shown: &&Key| shown.path == key && shown.values.is_empty();
    registry.below(key).filter(move |shown| reg == Reg::Xp || !is_bare_top(shown))
}

/// `reg query KEY /s`.
pub fn query(registry: &Registry, key: &str, reg: Reg, locale: Locale) -> String {
    let heading = if reg == Reg::Xp { "\r\n! REG.EXE VERSION 3.0\r\n" } else { "" };
    let gap = if reg == Reg::Xp { "\t" } else { "    " };
    let mut text = format!("{heading}\r\n");
    for key in shown(registry, key, reg) {
        let _ = write!(text, "{}\r\n", key.path);
        for (name, data) in &key.values {
            let name = match (name.as_str(), reg) {
                ("", Reg::Xp) => "<NO NAME>",
                ("", Reg::SinceVista) => default_name(locale),
                (name, _) => name,
            };
            let (kind, data) = printed(data);
            let _ = write!(text, "    {name}{gap}{kind}{gap}{data}\r\n");
        }
        text.push_str("\r\n");
    }
    text
}

/// What stands for the name of a key's default value.
fn default_name(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => "(默认)",
        Locale::En => "(Default)",
        Locale::De => "(Standard)",
        Locale::Ru => "(по умолчанию)",
        Locale::Ja => "(既定)",
    }
}

/// Name of the type, and the data as it is printed.
fn printed(data: &Data) -> (&'static str, String) {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    match data {
        Data::Text(text) => ("REG_SZ", text.clone()),
        Data::Expand(text) => ("REG_EXPAND_SZ", text.clone()),
        Data::Multi(texts) => ("REG_MULTI_SZ", texts.join(r"\0")),
        Data::Number(number) => ("REG_DWORD", format!("{number:#x}")),
        Data::Long(number) => ("REG_QWORD", format!("{number:#x}")),
        Data::Binary(bytes) => ("REG_BINARY", hex(bytes)),
        Data::Untyped(bytes) => ("REG_NONE", hex(bytes)),
        Data::Typed(8, bytes) => ("REG_RESOURCE_LIST", hex(bytes)),
        Data::Typed(9, bytes) => ("REG_FULL_RESOURCE_DESCRIPTOR", hex(bytes)),
        Data::Typed(_, bytes) => ("REG_RESOURCE_REQUIREMENTS_LIST", hex(bytes)),
    }
}
