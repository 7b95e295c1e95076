//! In: a line of PowerShell's. Out: the folder that it says the rows below lie in: `    Directory: C:\Windows`, in any language.

/// The folder, if the line is such a heading: indented by four, with a word and a colon before the path.
pub(super) fn folder(text: &str) -> Option<&str> {
    let label = text.strip_prefix("    ").filter(|label| !label.starts_with(' '))?;
    let colon = label.find([':', '：'])?;
    let (word, rest) = label.split_at_checked(colon)?;
    let is_word = word.trim_end().chars().count() > 1
        && word.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '\u{a0}');
    let rest = rest.trim_start_matches([':', '：']).trim();
    // The first PowerShells named the provider too.
    let path = rest.rsplit_once("::").map_or(rest, |(_, path)| path);
    (is_word && crate::formats::path::is_absolute(path)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_many_languages() {
        for (text, expected) in [
            (r"    Directory: C:\Windows", Some(r"C:\Windows")),
            (r"    目录: C:\", Some(r"C:\")),
            (r"    目錄：C:\a b", Some(r"C:\a b")),
            ("    Répertoire\u{a0}: C:\\Windows", Some(r"C:\Windows")),
            (r"    Verzeichnis: \\srv\share", Some(r"\\srv\share")),
            (r"    Directory: Microsoft.PowerShell.Core\FileSystem::C:\x", Some(r"C:\x")),
            (r"    C:\Windows", None),
            (r"Directory: C:\Windows", None),
            (r"    Directory: HKEY_LOCAL_MACHINE", None),
        ] {
            assert_eq!(folder(text), expected, "{text}");
        }
    }
}
