//! The updates of a host, and the text of `wmic qfe` for them.

use crate::locale::Locale;

/// `wmic qfe list full`'s table form: UTF-16 columns padded to their widest cell, English headers on every Windows.
pub fn wmic_qfe(updates: &[u32], node: &str, nt5: bool) -> String {
    let header = [
        "Caption",
        "CSName",
        "Description",
        "FixComments",
        "HotFixID",
        "InstallDate",
        "InstalledBy",
        "InstalledOn",
        "Name",
        "ServicePackInEffect",
        "Status",
    ];
    let mut rows = vec![header.map(str::to_owned)];
    for (at, kb) in updates.iter().enumerate() {
        // XP hides the number of some updates behind `File 1` and names it in the next to last column.
        let hides_number = nt5 && at == 0;
        let id = if hides_number { "File 1".to_owned() } else { format!("KB{kb}") };
        let in_effect = if hides_number { format!("KB{kb}") } else { String::new() };
        let caption =
            if nt5 { String::new() } else { format!("http://support.microsoft.com/?kbid={kb}") };
        let text = |text: &str| text.to_owned();
        rows.push([
            caption,
            text(node),
            text("Security Update"),
            text(""),
            id,
            text(""),
            text("NT AUTHORITY\\SYSTEM"),
            text("3/16/2017"),
            text(""),
            in_effect,
            text(""),
        ]);
    }
    let mut widths = [0; 11];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = Locale::cells(cell).max(*width);
        }
    }
    let end = if nt5 { "\r\r\n" } else { "\r\n" };
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            text.push_str(&Locale::padded(cell, width + 2));
        }
        text.push_str(end);
    }
    text.push_str(end);
    text
}
