//! The updates of a host, and the texts of `wmic qfe` and the collector for them.

use std::fmt::Write as _;

use crate::locale::Locale;
use crate::windows::Windows;

/// `wmic qfe`: columns padded to their widest cell, English headers on every Windows.
pub fn wmic_table(updates: &[u32], node: &str, windows: &Windows) -> String {
    let nt5 = windows.is_nt5();
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
        let (id, in_effect) = number_columns(at, *kb, nt5);
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
    let end = windows.wmic_line_end();
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

/// The collector's list: `wmic qfe get Description,HotFixID,InstalledOn,ServicePackInEffect /value`, or PowerShell's like of it.
pub fn properties(updates: &[u32], windows: &Windows) -> String {
    let end = windows.wmic_line_end();
    let (between, after) = windows.around_properties();
    let mut text = String::new();
    for (at, kb) in updates.iter().enumerate() {
        let (id, in_effect) = number_columns(at, *kb, windows.is_nt5());
        let _ = write!(text, "{between}Description=Security Update{end}HotFixID={id}{end}");
        let _ = write!(text, "InstalledOn=3/16/2017{end}ServicePackInEffect={in_effect}{end}");
    }
    text + &after
}

/// HotFixID and ServicePackInEffect. XP hides the number of some updates behind `File 1` and names it in the other column.
fn number_columns(at: usize, kb: u32, nt5: bool) -> (String, String) {
    if nt5 && at == 0 {
        ("File 1".to_owned(), format!("KB{kb}"))
    } else {
        (format!("KB{kb}"), String::new())
    }
}
