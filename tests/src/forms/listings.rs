//! The forms of file listings.

use super::{Alone, CMD_BUILT_IN, Form, Group, Records, Shows, Write};
use crate::encode::Encoding;
use crate::host::Host;
use crate::listing::{self, Besides, Fill, Scope};
use crate::locale::Locale;
use crate::powershell_files::{self as powershell, Version};
use crate::windows::{SERVER_2016, WIN7_SP1, XP_SP3};
use crate::{mft, path_lines};

/// File listings.
pub static GROUP: Group = Group {
    title: "File listings",
    test: "listings_are_read",
    target: "listings",
    forms: &[
        Form {
            command: r"dir /s /b /a C:\",
            kind: "dir_s_b",
            write: Write::Text(|host| listing::bare(&host.files, "C:", Scope::All)),
            ..WHOLE_DRIVE
        },
        Form {
            command: r"dir /s /a C:\",
            kind: "dir_s",
            write: Write::Text(|host| {
                listing::long(&host.files, "C:", Scope::All, host.windows, host.locale)
            }),
            ..WHOLE_DRIVE
        },
        Form {
            command: r"dir /s /b C:\",
            kind: "dir_s_b",
            write: Write::Text(|host| listing::bare(&host.files, "C:", Scope::Visible)),
            records: Records::Some,
            alone: Alone::Partial(&["coverage.files_no_hidden"]),
            shows: &[MSSECSVC],
            ..WHOLE_DRIVE
        },
        Form {
            command: r"jiance.exe (files-C.txt)",
            kind: "jiance_files",
            encodings: &[Encoding::Utf8],
            write: Write::Text(|host| listing::collected(&host.files, "C:")),
            ..WHOLE_DRIVE
        },
        Form {
            command: "the $MFT of drive C",
            kind: "mft",
            encodings: &[],
            write: Write::Bytes(|host| mft::mft(&host.files, "C:")),
            shows: &[
                Shows::Sign { name: "n1-1", line: "" },
                Shows::Sign { name: "n1-2", line: "" },
            ],
            ..WHOLE_DRIVE
        },
        Form {
            command: r"dir /s /a /x C:\",
            kind: "dir_s",
            write: Write::Text(|host| long_with(Besides::ShortNames, host)),
            ..SAMPLE
        },
        Form {
            command: r"dir /s /a /q C:\",
            kind: "dir_s",
            write: Write::Text(|host| long_with(Besides::Owners, host)),
            ..SAMPLE
        },
        Form {
            command: r"dir /s /a /r C:\",
            kind: "dir_s",
            windows: &[&SERVER_2016],
            write: Write::Text(|host| long_with(Besides::Streams, host)),
            ..SAMPLE
        },
        Form {
            command: r"dir /s /a /w C:\",
            kind: "dir_s",
            write: Write::Text(|host| listing::wide(host, Fill::Rows)),
            ..SAMPLE
        },
        Form {
            command: r"dir /s /a /d C:\",
            kind: "dir_s",
            write: Write::Text(|host| listing::wide(host, Fill::Columns)),
            ..SAMPLE
        },
        Form {
            command: r"where /r C:\ *",
            kind: "dir_s_b",
            windows: &[&SERVER_2016],
            write: Write::Text(path_lines::where_r),
            records: Records::All(path_lines::count_files),
            ..SAMPLE
        },
        Form {
            command: r"where /r C:\ /t *",
            kind: "where_t",
            windows: &[&SERVER_2016],
            write: Write::Text(path_lines::where_t),
            records: Records::All(path_lines::count_files),
            ..SAMPLE
        },
        Form {
            command: r"attrib /s /d C:\*",
            kind: "attrib_s",
            write: Write::Text(path_lines::attrib),
            ..SAMPLE
        },
        Form {
            command: r#"forfiles /p C:\ /s /c "cmd /c echo @path""#,
            kind: "forfiles",
            windows: &[&SERVER_2016],
            write: Write::Text(path_lines::forfiles),
            ..SAMPLE
        },
        Form {
            command: r"tree C:\ /f /a",
            kind: "tree",
            write: Write::Text(path_lines::tree_ascii),
            records: Records::Some,
            alone: Alone::Partial(&["coverage.files_no_hidden"]),
            shows: &[MSSECSVC],
            ..SAMPLE
        },
        Form {
            command: r"tree C:\ /f",
            kind: "tree",
            encodings: &[Encoding::Utf16Bom, Encoding::Utf8],
            write: Write::Text(path_lines::tree_lines),
            records: Records::Some,
            alone: Alone::Partial(&["coverage.files_no_hidden"]),
            shows: &[MSSECSVC],
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse -Force C:\",
            kind: "get_childitem",
            write: Write::Text(|host| powershell::table(host, Scope::All, Version::of(host))),
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse C:\",
            kind: "get_childitem",
            write: Write::Text(|host| powershell::table(host, Scope::Visible, Version::of(host))),
            records: Records::Some,
            alone: Alone::Partial(&["coverage.files_no_hidden"]),
            shows: &[MSSECSVC],
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse -Force C:\ (PowerShell 7)",
            kind: "get_childitem",
            windows: &[&SERVER_2016],
            write: Write::Text(|host| powershell::table(host, Scope::All, Version::Seven)),
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse -Force C:\ | Format-List",
            kind: "get_childitem_list",
            write: Write::Text(powershell::list),
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse -Force C:\ | Export-Csv",
            kind: "files_csv",
            write: Write::Text(powershell::csv),
            ..SAMPLE
        },
        Form {
            command: r"Get-ChildItem -Recurse -Force C:\ | Format-Table FullName -AutoSize | Out-String -Width 4096",
            kind: "files_table",
            write: Write::Text(powershell::paths),
            ..SAMPLE
        },
        Form {
            command: "fls -r -m C: (body file)",
            kind: "bodyfile",
            encodings: &[Encoding::Utf8],
            write: Write::Text(path_lines::bodyfile),
            ..SAMPLE
        },
    ],
};

/// What a console's commands most often leave behind: `>` in `cmd`, and through PowerShell 5 and 7.
const CONSOLE: &[Encoding] = &[Encoding::Oem, Encoding::Utf16Bom];

/// [`WHOLE_DRIVE`], tried on the oldest Windows and a new one only.
const SAMPLE: Form = Form { windows: &[&XP_SP3, &SERVER_2016], encodings: CONSOLE, ..WHOLE_DRIVE };

/// `dir /s /a` of drive C with one thing more.
fn long_with(besides: Besides, host: &Host) -> String {
    listing::long_with(besides, &host.files, "C:", Scope::All, host.windows, host.locale)
}

/// What rows have in common that list all of drive C, hidden and system entries included.
const WHOLE_DRIVE: Form = Form {
    command: "",
    kind: "",
    artifact: "file_listing",
    windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
    locales: &Locale::ALL,
    encodings: CMD_BUILT_IN,
    write: Write::Text(|_| String::new()),
    records: Records::All(|host| host.files.len()),
    alone: Alone::Complete,
    shows: &[TASKSCHE, MSSECSVC],
};

/// A file with the system attribute.
const TASKSCHE: Shows = Shows::Sign { name: "n1-2", line: "tasksche.exe" };
/// A file like any other.
const MSSECSVC: Shows = Shows::Sign { name: "n1-1", line: "mssecsvc.exe" };
