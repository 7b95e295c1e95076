//! In: lines of `Key=Value` (wmic `/value`, `/format:list`) or `Key : Value` (PowerShell's `Format-List`). Out: the pair.

/// A property's name and value. Names are words of ASCII letters, so that no sentence and no path is taken for one.
pub(super) fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(['=', ':'])?;
    let name = name.trim_end();
    let is_name = !name.is_empty()
        && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
        && name.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '_');
    // A drive is one letter and a colon.
    (is_name && name.len() > 1).then(|| (name, value.trim()))
}

/// The cells of one line of wmic's `/format:csv`, which has no quotes.
pub(super) fn cells(line: &str) -> Vec<&str> {
    line.split(',').map(str::trim).collect()
}

/// The words of a table's heading.
pub(super) fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}
