//! The forms of registry exports.

use super::{Alone, Form, Group, PROGRAM, Records, SAVED_AGAIN, Shows, Write};
use crate::encode::Encoding;
use crate::host::Host;
use crate::locale::Locale;
use crate::registry::{self, Form as Editor, Reg};
use crate::windows::{SERVER_2016, WIN7_SP1, XP_SP3};

/// Registry exports.
pub static GROUP: Group = Group {
    title: "Registry",
    test: "registry_exports_are_read",
    target: "registry",
    forms: &[
        Form { command: "reg export HKLM", write: Write::Text(machine), ..MACHINE },
        Form {
            command: "reg export HKU",
            write: Write::Text(|host| export(host, USERS, Editor::Five)),
            records: Records::All(|host| entries(host, &[USERS])),
            alone: Alone::Partial(&[
                "coverage.registry_no_software",
                "coverage.registry_no_system",
            ]),
            shows: &[Shows::Sign { name: "n4-user-hive", line: "Software\\EternalRocks]" }],
            ..MACHINE
        },
        Form {
            command: "reg export HKLM, reg export HKU, glued",
            write: Write::Text(|host| machine(host) + &export(host, USERS, Editor::Five)),
            records: Records::All(|host| entries(host, &[LOCAL_MACHINE, USERS])),
            alone: Alone::Complete,
            ..MACHINE
        },
        Form {
            command: "regedit /a, HKLM and HKU",
            kind: "reg_4",
            encodings: &[Encoding::Ansi],
            write: Write::Text(|host| {
                export(host, LOCAL_MACHINE, Editor::Four) + &export(host, USERS, Editor::Four)
            }),
            records: Records::All(|host| entries(host, &[LOCAL_MACHINE, USERS])),
            alone: Alone::Complete,
            shows: &[
                Shows::Sign { name: "n4-service-image", line: "\"ImagePath\"=hex(2):22,25,50,72" },
                KEY_NAME,
                Shows::Build,
            ],
            ..MACHINE
        },
        Form {
            command: "reg query HKLM /s",
            windows: &[&WIN7_SP1, &SERVER_2016],
            write: Write::Text(|host| query(host, Reg::SinceVista)),
            records: Records::All(|host| queried(host, Reg::SinceVista)),
            shows: &[
                Shows::Sign {
                    name: "n4-service-image",
                    line: "    ImagePath    REG_EXPAND_SZ    \"%Pr",
                },
                QUERIED_KEY_NAME,
                Shows::Build,
                Shows::Fix,
            ],
            ..QUERY
        },
        Form {
            command: "reg query HKLM /s",
            windows: &[&XP_SP3],
            write: Write::Text(|host| query(host, Reg::Xp)),
            records: Records::All(|host| queried(host, Reg::Xp)),
            shows: &[
                Shows::Sign {
                    name: "n4-service-image",
                    line: "    ImagePath\tREG_EXPAND_SZ\t\"%Pr",
                },
                QUERIED_KEY_NAME,
                Shows::Build,
                Shows::Fix,
            ],
            ..QUERY
        },
        Form {
            command: "the hive SOFTWARE",
            write: Write::Bytes(|host| hive(host, SOFTWARE, r"emRoot\System32\Config\SOFTWARE")),
            records: Records::All(|host| entries(host, &[SOFTWARE])),
            alone: Alone::Partial(&["coverage.registry_no_system", "coverage.registry_no_user"]),
            shows: &[
                Shows::Sign { name: "n4-binary-utf16", line: "" },
                Shows::Sign { name: "n4-run-value", line: "" },
                Shows::Sign { name: "n4-value-name", line: "" },
                Shows::Build,
                Shows::Fix,
            ],
            ..HIVE
        },
        Form {
            command: "reg save HKLM\\SYSTEM",
            write: Write::Bytes(|host| hive(host, SYSTEM, "")),
            records: Records::All(|host| entries(host, &[SYSTEM])),
            alone: Alone::Partial(&["coverage.registry_no_software", "coverage.registry_no_user"]),
            shows: &[Shows::Sign { name: "n4-service-image", line: "" }, Shows::Name],
            ..HIVE
        },
        Form {
            command: "a user's NTUSER.DAT",
            write: Write::Bytes(|host| hive(host, USER, r"\??\C:\Users\Administrator\ntuser.dat")),
            records: Records::All(|host| entries(host, &[USER])),
            alone: Alone::Partial(&[
                "coverage.registry_no_software",
                "coverage.registry_no_system",
            ]),
            shows: &[Shows::Sign { name: "n4-user-hive", line: "" }],
            ..HIVE
        },
    ],
};

const SOFTWARE: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE";
const SYSTEM: &str = "HKEY_LOCAL_MACHINE\\SYSTEM";
const USER: &str = "HKEY_USERS\\S-1-5-21-3109682451-2417043209-1182270021-500";

/// What raw hives have in common.
const HIVE: Form = Form { kind: "hive", encodings: &[], ..MACHINE };

fn hive(host: &Host, mount: &str, loaded_from: &str) -> Vec<u8> {
    registry::hive(&host.registry, mount, loaded_from)
}

const LOCAL_MACHINE: &str = "HKEY_LOCAL_MACHINE";
const USERS: &str = "HKEY_USERS";

/// What rows have in common that show the machine's half.
const MACHINE: Form = Form {
    command: "",
    kind: "reg_5",
    artifact: "registry",
    windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
    locales: &Locale::ALL,
    encodings: SAVED_AGAIN,
    write: Write::Text(|_| String::new()),
    records: Records::All(|host| entries(host, &[LOCAL_MACHINE])),
    alone: Alone::Partial(&["coverage.registry_no_user"]),
    shows: &[
        // A quotation mark, `%Pr`: the only image path of its kind.
        Shows::Sign {
            name: "n4-service-image",
            line: "\"ImagePath\"=hex(2):22,00,25,00,50,00,72,00",
        },
        KEY_NAME,
        Shows::Build,
        Shows::Fix,
    ],
};

const KEY_NAME: Shows = Shows::Sign { name: "n4-key-name", line: "SOFTWARE\\EternalRocks]" };

const QUERY: Form = Form { kind: "reg_query", encodings: PROGRAM, ..MACHINE };

const QUERIED_KEY_NAME: Shows =
    Shows::Sign { name: "n4-key-name", line: "SOFTWARE\\EternalRocks\r" };

fn query(host: &Host, reg: Reg) -> String {
    registry::query(&host.registry, LOCAL_MACHINE, reg, host.locale)
}

/// How many keys and values `reg query` shows.
fn queried(host: &Host, reg: Reg) -> usize {
    registry::shown(&host.registry, LOCAL_MACHINE, reg).map(|key| 1 + key.values.len()).sum()
}

fn machine(host: &Host) -> String {
    export(host, LOCAL_MACHINE, Editor::Five)
}

fn export(host: &Host, hive: &str, editor: Editor) -> String {
    registry::export(&host.registry, hive, editor, host.locale)
}

/// How many keys and values there are below these keys.
fn entries(host: &Host, hives: &[&str]) -> usize {
    let keys = hives.iter().flat_map(|hive| host.registry.below(hive));
    keys.map(|key| 1 + key.values.len()).sum()
}
