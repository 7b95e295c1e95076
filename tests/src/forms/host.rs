//! The forms of what a host says of itself: system information, updates, a collector's own words.

use super::{Alone, CMD_BUILT_IN, Form, Group, PROGRAM, Records, Shows, WMIC, Write};
use crate::encode::Encoding;
use crate::locale::Locale;
use crate::windows::{SERVER_2016, SERVER_2022, WIN7_SP1, WIN11, XP_SP3};
use crate::{systeminfo, updates};

/// System information and updates.
pub static GROUP: Group = Group {
    title: "System information and updates",
    test: "system_information_is_read",
    forms: &[
        Form {
            command: "systeminfo",
            kind: "systeminfo",
            encodings: PROGRAM,
            write: Write::Text(systeminfo::systeminfo),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack, Shows::Name, Shows::Fix],
            ..SYSTEM
        },
        Form {
            command: "wmic os get BuildNumber,Caption,CSDVersion,OSArchitecture,Version /value",
            kind: "os_properties",
            encodings: WMIC,
            write: Write::Text(systeminfo::os_properties),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack],
            ..SYSTEM
        },
        Form {
            command: "Get-WmiObject Win32_OperatingSystem, one property a line",
            kind: "os_properties",
            windows: &[&WIN11],
            encodings: super::POWERSHELL,
            write: Write::Text(systeminfo::os_properties),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack],
            ..SYSTEM
        },
        Form {
            command: "ver",
            kind: "ver",
            windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016, &SERVER_2022],
            encodings: CMD_BUILT_IN,
            write: Write::Text(systeminfo::ver),
            shows: &[Shows::Build],
            ..SYSTEM
        },
        Form {
            command: "wmic qfe",
            kind: "hotfix_list",
            encodings: WMIC,
            write: Write::Text(|host| updates::wmic_table(&host.updates, &host.name, host.windows)),
            ..UPDATES
        },
        Form {
            command: "wmic qfe get Description,HotFixID,InstalledOn,ServicePackInEffect /value",
            kind: "hotfix_list",
            encodings: WMIC,
            write: Write::Text(|host| updates::properties(&host.updates, host.windows)),
            ..UPDATES
        },
        Form {
            command: "versions.txt of the collector",
            kind: "file_versions",
            locales: &[Locale::En],
            encodings: &[Encoding::Oem],
            write: Write::Text(systeminfo::file_versions),
            alone: Alone::Partial(&["coverage.system_info_no_build"]),
            shows: &[Shows::Fix],
            ..SYSTEM
        },
    ],
};

/// What rows have in common that tell which Windows it is.
const SYSTEM: Form = Form {
    command: "",
    kind: "",
    artifact: "system_info",
    windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
    locales: &Locale::ALL,
    encodings: PROGRAM,
    write: Write::Text(|_| String::new()),
    records: Records::Some,
    alone: Alone::Complete,
    shows: &[],
};

/// What rows have in common that list updates.
const UPDATES: Form = Form {
    artifact: "hotfixes",
    records: Records::All(|host| host.updates.len()),
    alone: Alone::Complete,
    shows: &[Shows::Fix],
    ..SYSTEM
};
