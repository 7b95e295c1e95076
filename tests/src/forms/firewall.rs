//! The forms of what the firewall says of itself, and of its log.

use super::{Alone, Form, Group, PROGRAM, Records, Shows, Write};
use crate::encode::Encoding;
use crate::firewall;
use crate::locale::Locale;
use crate::windows::{SERVER_2016, WIN7_SP1, XP_SP3};

/// The firewall.
pub static GROUP: Group = Group {
    title: "Firewall",
    test: "firewalls_are_read",
    target: "host",
    forms: &[
        Form {
            command: "netsh advfirewall show allprofiles",
            write: Write::Text(firewall::profiles),
            locales: &[Locale::ZhCn, Locale::En],
            shows: &[],
            ..NETSH
        },
        Form {
            command: "netsh advfirewall firewall show rule name=all",
            write: Write::Text(|host| firewall::rules(host, false)),
            ..NETSH
        },
        Form {
            command: "netsh advfirewall firewall show rule name=all verbose",
            write: Write::Text(|host| firewall::rules(host, true)),
            ..NETSH
        },
        Form {
            command: "netsh firewall show state",
            windows: &[&XP_SP3],
            locales: &[Locale::En],
            write: Write::Text(firewall::state),
            ..NETSH
        },
        Form {
            command: "Get-NetFirewallProfile",
            kind: "net_firewall_profile",
            windows: &[&SERVER_2016],
            locales: &Locale::ALL,
            write: Write::Text(firewall::net_profiles),
            shows: &[],
            ..NETSH
        },
        Form {
            command: "Get-NetFirewallProfile | ft Name, Enabled",
            kind: "net_firewall_profile",
            windows: &[&SERVER_2016],
            locales: &[Locale::En],
            write: Write::Text(firewall::net_profiles_table),
            shows: &[],
            ..NETSH
        },
        Form {
            command: "pfirewall.log",
            kind: "pfirewall_log",
            windows: &[&WIN7_SP1, &SERVER_2016],
            locales: &[Locale::En],
            encodings: &[Encoding::Ansi],
            write: Write::Text(firewall::log),
            ..NETSH
        },
    ],
};

/// What the rows have in common: none of them tells which Windows it is.
const NETSH: Form = Form {
    command: "",
    kind: "netsh_firewall",
    artifact: "system_info",
    windows: &[&WIN7_SP1, &SERVER_2016],
    locales: &[Locale::ZhCn, Locale::En, Locale::De],
    encodings: PROGRAM,
    write: Write::Text(firewall::profiles),
    records: Records::Some,
    alone: Alone::Partial(&["coverage.system_info_no_build"]),
    shows: &[Shows::Smb],
};
