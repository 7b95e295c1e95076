//! In: a path as some tool printed it. Out: the same path in the one spelling that records carry.

use std::borrow::Cow;

/// True for `C:\…`, `C:/…` and `\\server…`.
pub(super) fn is_absolute(path: &str) -> bool {
    match path.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] => drive.is_ascii_alphabetic(),
        [b'\\', b'\\', next, ..] => *next != b'\\',
        [b'/', b'/', next, ..] => *next != b'/',
        _ => false,
    }
}

/// Drive first, single backslashes, none at the end, no `\\?\` before it. `None` if it is no absolute path.
///
/// Allocates only where something has to change inside the path.
pub(super) fn normalise(path: &str) -> Option<Cow<'_, str>> {
    if let Some(share) = strip_any(path, &[r"\\?\UNC\", r"\\?\unc\", r"\??\UNC\"]) {
        return (!share.is_empty()).then(|| Cow::Owned(format!(r"\\{}", tidy(share))));
    }
    let path = strip_any(path, &[r"\\?\", r"\??\", r"\\.\", r"\\\\?\\"]).unwrap_or(path);
    is_absolute(path).then(|| tidy(path))
}

fn strip_any<'a>(path: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| path.strip_prefix(prefix))
}

fn tidy(path: &str) -> Cow<'_, str> {
    let share = path.starts_with(r"\\") || path.starts_with("//");
    let body = path.get(if share { 2 } else { 0 }..).unwrap_or_default();
    let doubled = body.as_bytes().windows(2).any(|pair| pair == br"\\");
    if body.contains('/') || doubled || (share && !path.starts_with('\\')) {
        let mut tidied = String::with_capacity(path.len());
        if share {
            tidied.push_str(r"\\");
        }
        let body_start = tidied.len();
        for letter in body.chars() {
            let letter = if letter == '/' { '\\' } else { letter };
            let repeats = letter == '\\' && tidied.len() > body_start && tidied.ends_with('\\');
            if !repeats {
                tidied.push(letter);
            }
        }
        if ends_beyond_root(&tidied) {
            tidied.pop();
        }
        Cow::Owned(tidied)
    } else if ends_beyond_root(path) {
        Cow::Borrowed(path.get(..path.len() - 1).unwrap_or(path))
    } else {
        Cow::Borrowed(path)
    }
}

/// `C:\` keeps its backslash, everything longer loses it.
fn ends_beyond_root(path: &str) -> bool {
    path.ends_with('\\') && path.len() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(normalise(raw).as_deref(), expected);
    }

    #[test]
    fn common_paths_are_not_copied() {
        assert!(matches!(normalise(r"C:\Windows\a b.exe"), Some(Cow::Borrowed(_))));
        assert!(matches!(normalise(r"\\srv\share\x"), Some(Cow::Borrowed(_))));
        assert!(matches!(normalise(r"\\?\C:\x"), Some(Cow::Borrowed(r"C:\x"))));
    }

    #[test]
    fn other_spellings_become_one() {
        check(r"\\?\UNC\srv\share\x", Some(r"\\srv\share\x"));
        check(r"\??\C:\WINDOWS\system32\winlogon.exe", Some(r"C:\WINDOWS\system32\winlogon.exe"));
        check("c:/windows//system32/", Some(r"c:\windows\system32"));
        check(r"C:\\Windows\\tasksche.exe", Some(r"C:\Windows\tasksche.exe"));
        check(r"\\srv\\share\\x", Some(r"\\srv\share\x"));
        check("//srv/share", Some(r"\\srv\share"));
        check(r"C:\", Some(r"C:\"));
        check(r"C:\Windows\", Some(r"C:\Windows"));
    }

    #[test]
    fn what_is_no_absolute_path_is_none() {
        for raw in [
            "",
            "C:",
            "Windows\\x",
            "1:\\x",
            "\\x",
            "tasksche.exe",
            "HKEY_LOCAL_MACHINE\\x",
            "\\\\\\x",
        ] {
            check(raw, None);
        }
    }
}
