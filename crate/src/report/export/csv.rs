//! In: a table of texts. Out: CSV as spreadsheets open it: UTF-8 with its mark, every cell quoted, nothing that would be calculated.

/// A table with its headings. Cells may hold text from hosts, which may belong to an attacker.
pub fn csv<'t>(
    rows: impl IntoIterator<Item = Vec<String>>,
    headings: impl IntoIterator<Item = &'t str>,
) -> String {
    let headings = headings.into_iter().map(str::to_owned).collect();
    let mut out = String::from("\u{FEFF}");
    for row in std::iter::once(headings).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(cell: &str) -> String {
    format!("\"{}{}\"", guard(cell), cell.replace('"', "\"\""))
}

/// What must stand before a cell. A spreadsheet takes what begins like this for a formula, quoted or not; an apostrophe in front makes
/// it text.
pub fn guard(cell: &str) -> &'static str {
    let first = cell.trim_start().chars().next();
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || cell.starts_with(['\t', '\r', '\n']);
    if is_formula { "'" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let text = csv([vec![cell.to_owned(), "b".to_owned()]], ["A", "B"]);
        assert_eq!(text, format!("\u{FEFF}\"A\",\"B\"\r\n{expected},\"b\"\r\n"));
    }

    #[test]
    fn cells_are_quoted() {
        check("WEB-01", "\"WEB-01\"");
        check("a \"b\", c\nd", "\"a \"\"b\"\", c\nd\"");
        check("", "\"\"");
    }

    #[test]
    fn no_cell_is_calculated() {
        check("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
        check("+1", "\"'+1\"");
        check("-2+3", "\"'-2+3\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("  =1", "\"'  =1\"");
        check("\t=1", "\"'\t=1\"");
        check("＝1", "\"'＝1\"");
    }
}
