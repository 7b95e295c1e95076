//! In: lines of `Key=Value` (wmic `/value`, `/format:list`) or `Key : Value` (PowerShell's `Format-List`). Out: the pair. Also the cells of CSV.

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

/// The cells of a line of CSV: wmic's `/format:csv` has no quotes, PowerShell's `ConvertTo-Csv` puts them around each cell.
pub(super) fn cells(line: &str) -> Vec<&str> {
    let mut quoted = false;
    let apart = |letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    };
    line.split(apart).map(|cell| cell.trim().trim_matches('"').trim()).collect()
}

/// What PowerShell writes above a CSV.
pub(super) fn is_type_line(line: &str) -> bool {
    line.starts_with("#TYPE ")
}

/// The words of a table's heading.
pub(super) fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}
