//! The forms of file listings.

use super::{Alone, CMD_BUILT_IN, Form, Group, Records, Shows, Write};
use crate::encode::Encoding;
use crate::listing::{self, Scope};
use crate::locale::Locale;
use crate::mft;
use crate::windows::{SERVER_2016, WIN7_SP1, XP_SP3};

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
    ],
};

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
