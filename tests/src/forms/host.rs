//! The forms of what a host says of itself: system information, updates, a collector's own words.

use super::{Alone, CMD_BUILT_IN, Form, Group, PROGRAM, Records, Shows, WMIC, Write};
use crate::encode::Encoding;
use crate::locale::Locale;
use crate::windows::{SERVER_2016, SERVER_2022, WIN7_SP1, WIN11, XP_SP3};
use crate::{host_forms, systeminfo, updates};

/// System information and updates.
pub static GROUP: Group = Group {
    title: "System information and updates",
    test: "system_information_is_read",
    target: "host",
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
            command: "systeminfo /fo csv",
            kind: "systeminfo_csv",
            write: Write::Text(host_forms::systeminfo_csv),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack, Shows::Name, Shows::Fix],
            ..SYSTEM
        },
        Form {
            command: "systeminfo /fo table",
            kind: "systeminfo_table",
            write: Write::Text(host_forms::systeminfo_table),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack, Shows::Name, Shows::Fix],
            ..SYSTEM
        },
        Form {
            command: "Get-ComputerInfo",
            kind: "computer_info",
            windows: &[&SERVER_2016],
            encodings: super::POWERSHELL,
            write: Write::Text(host_forms::computer_info),
            shows: &[Shows::Build, Shows::Product, Shows::Name, Shows::Fix],
            ..SYSTEM
        },
        Form {
            command: "msinfo32 /report",
            kind: "msinfo32",
            locales: &[Locale::ZhCn, Locale::En],
            encodings: super::SAVED_AGAIN,
            write: Write::Text(host_forms::msinfo_report),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack, Shows::Name],
            ..SYSTEM
        },
        Form {
            command: "msinfo32 /nfo",
            kind: "msinfo32",
            locales: &[Locale::En],
            encodings: super::SAVED_AGAIN,
            write: Write::Text(host_forms::msinfo_nfo),
            shows: &[Shows::Build, Shows::Product, Shows::ServicePack],
            ..SYSTEM
        },
        Form {
            command: "winver, copied",
            kind: "ver",
            windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016, &WIN11],
            locales: &[Locale::En],
            encodings: &[Encoding::Utf8, Encoding::Ansi],
            write: Write::Text(host_forms::winver),
            shows: &[Shows::Build, Shows::ServicePack],
            ..SYSTEM
        },
        Form {
            command: "reg export HKLM\\SOFTWARE",
            kind: "reg_5",
            encodings: super::SAVED_AGAIN,
            write: Write::Text(host_forms::software),
            shows: &[Shows::Build, Shows::ServicePack, Shows::Fix],
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
            command: "Get-HotFix",
            kind: "hotfix_list",
            windows: &[&WIN7_SP1, &SERVER_2016],
            encodings: super::POWERSHELL,
            write: Write::Text(host_forms::hotfix_table),
            ..UPDATES
        },
        Form {
            command: "Get-HotFix | ConvertTo-Csv",
            kind: "hotfix_list",
            windows: &[&WIN7_SP1, &SERVER_2016],
            encodings: super::POWERSHELL,
            write: Write::Text(host_forms::hotfix_csv),
            ..UPDATES
        },
        Form {
            command: "dism /online /get-packages",
            write: Write::Text(host_forms::dism_list),
            ..PACKAGES
        },
        Form {
            command: "dism /online /get-packages /format:table",
            write: Write::Text(host_forms::dism_table),
            ..PACKAGES
        },
        Form {
            command: "Get-WindowsPackage -Online",
            locales: &Locale::ALL,
            encodings: super::POWERSHELL,
            write: Write::Text(host_forms::windows_packages),
            ..PACKAGES
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

/// What rows have in common that list the servicing stack's packages.
const PACKAGES: Form = Form {
    kind: "packages",
    windows: &[&WIN7_SP1, &SERVER_2016],
    locales: &[Locale::ZhCn, Locale::En],
    records: Records::All(host_forms::updates_in_packages),
    ..UPDATES
};
