//! In: a folded path however it was spelled: `\\?\c:\x`, `\device\harddiskvolume2\x`, `c:/x`, `.\x`. Out: the one spelling in which paths
//! are compared: drive first where one is said, single backslashes, names as Windows opens them.

/// How a name was taken from its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// As it stands.
    AsItStands,
    /// Without dots or spaces at its end, or without its stream: Windows opens the same file, or a part of it.
    CutDown,
}

/// True for nearly every path: a drive, single backslashes, and names that end in a letter.
pub(super) fn is_plain(folded: &str) -> bool {
    let [_, b':', b'\\', below @ ..] = folded.as_bytes() else { return false };
    let mut before = b'\\';
    for byte in below {
        match byte {
            b'/' | b':' => return false,
            b'\\' if matches!(before, b'\\' | b'.' | b' ') => return false,
            _ => before = *byte,
        }
    }
    !matches!(before, b'\\' | b'.' | b' ')
}

/// The spelling that is compared. A path that doesn't say its drive's letter begins with its first folder.
pub(super) fn plain(folded: &str) -> (String, Taken) {
    let slashed = folded.replace('/', "\\");
    let below = without_device(&slashed);
    let mut taken = Taken::AsItStands;
    let mut path = String::with_capacity(below.len());
    let mut names = below.split('\\').filter(|name| !matches!(*name, "" | ".")).peekable();
    while let Some(name) = names.next() {
        let is_drive = path.is_empty() && name.len() == 2 && name.ends_with(':');
        let is_last = names.peek().is_none();
        let kept = match name.split_once(':') {
            Some((file, _stream)) if is_last && !is_drive && !file.is_empty() => file,
            _ => name,
        };
        let trimmed = kept.trim_end_matches(['.', ' ']);
        let kept = if trimmed.is_empty() { kept } else { trimmed };
        if kept.len() < name.len() {
            taken = Taken::CutDown;
        }
        if !path.is_empty() {
            path.push('\\');
        }
        path.push_str(kept);
    }
    (path, taken)
}

/// Takes off what leads to the namespace of devices, and a volume whose letter isn't said.
fn without_device(path: &str) -> &str {
    let escaped = [r"\\?\", r"\\.\", r"\??\", r"\\\\?\\"];
    let path = escaped.iter().find_map(|prefix| path.strip_prefix(prefix)).unwrap_or(path);
    let inner = path.trim_start_matches('\\');
    let inner = inner.strip_prefix(r"globalroot\").unwrap_or(inner);
    let volume = inner
        .strip_prefix(r"device\harddiskvolume")
        .map(|rest| rest.trim_start_matches(|letter: char| letter.is_ascii_digit()))
        .or_else(|| inner.strip_prefix("volume{")?.split_once('}').map(|(_, rest)| rest));
    volume
        .filter(|below| below.starts_with('\\'))
        .or_else(|| inner.strip_prefix(r"unc\").filter(|_| inner.len() == path.len()))
        .unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folded: &str, expected: &str, taken: Taken) {
        assert!(!is_plain(folded), "{folded}");
        assert_eq!(plain(folded), (expected.to_owned(), taken), "{folded}");
        assert!(!expected.contains(":\\") || is_plain(expected), "{expected}");
    }

    #[test]
    fn one_file_spelled_in_many_ways() {
        for folded in [
            r"\\?\c:\windows\a.exe",
            r"\\.\c:\windows\a.exe",
            r"\??\c:\windows\a.exe",
            "c:/windows/a.exe",
            r"c:\\windows\\a.exe",
            r"c:\windows\.\a.exe",
        ] {
            check(folded, r"c:\windows\a.exe", Taken::AsItStands);
        }
    }

    #[test]
    fn paths_that_say_no_drive() {
        for folded in [
            r"\device\harddiskvolume12\windows\a.exe",
            r"\\?\globalroot\device\harddiskvolume1\windows\a.exe",
            r"\\?\volume{0b6a3c1e-0000-0000-0000-100000000000}\windows\a.exe",
            r".\windows\a.exe",
            r"\windows\a.exe",
        ] {
            check(folded, r"windows\a.exe", Taken::AsItStands);
        }
        check(r"\\?\unc\srv\c$\a.exe", r"srv\c$\a.exe", Taken::AsItStands);
        check(r"\device\harddiskvolumes\a.exe", r"device\harddiskvolumes\a.exe", Taken::AsItStands);
    }

    #[test]
    fn names_as_windows_opens_them() {
        for folded in [
            r"c:\windows\a.exe.",
            r"c:\windows\a.exe . ",
            r"c:\windows \a.exe",
            r"c:\windows\a.exe:zone.identifier",
            r"c:\windows\a.exe:x:$data",
        ] {
            check(folded, r"c:\windows\a.exe", Taken::CutDown);
        }
        assert_eq!(plain(r"c:\x\.."), (r"c:\x\..".to_owned(), Taken::AsItStands));
    }

    #[test]
    fn common_paths_stand_as_they_are() {
        for folded in [r"c:\windows\a.exe", r"d:\a b\.hidden", r"c:\任务\x"] {
            assert!(is_plain(folded), "{folded}");
        }
    }
}
