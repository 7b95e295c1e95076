//! In: an entry's name as an archive holds it. Out: a path for showing, which leads nowhere outside the archive.

use crate::pages::Page;

/// Decodes a name. One that is not marked as UTF-8 is in the Chinese page, which is what packers of Chinese Windows write, unless a
/// sequence of three bytes speaks for UTF-8: shorter ones are Chinese by chance (`系统` in GBK is `ϵͳ`).
pub(super) fn decode(name: &[u8], is_utf8: bool) -> String {
    match std::str::from_utf8(name) {
        Ok(text)
            if is_utf8 || text.is_ascii() || text.chars().any(|letter| 2 < letter.len_utf8()) =>
        {
            text.to_owned()
        }
        _ if is_utf8 => String::from_utf8_lossy(name).into_owned(),
        _ => Page::GBK.decoded(name),
    }
}

/// True if the name is a folder's.
pub(super) fn is_folder(name: &str) -> bool {
    name.ends_with(['/', '\\'])
}

/// The name with forward slashes, without drive, root and steps upwards.
pub(super) fn relative(name: &str) -> String {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts =
        name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part));
    parts.collect::<Vec<_>>().join("/")
}

/// The same for one of many: its path is never empty, for the empty one is the archive's own.
pub(super) fn relative_entry(name: &str) -> String {
    let path = relative(name);
    if path.is_empty() { "unnamed".to_owned() } else { path }
}
