//! The forms of lists of sockets.

use super::{Alone, Form, Group, POWERSHELL, PROGRAM, Records, Shows, Write};
use crate::locale::Locale;
use crate::sockets;
use crate::windows::{SERVER_2016, WIN7_SP1, WIN11, XP_SP3};

/// Sockets.
pub static GROUP: Group = Group {
    title: "Sockets",
    test: "sockets_are_read",
    target: "sockets",
    forms: &[
        Form { command: "netstat -ano", ..NETSTAT },
        Form {
            command: "netstat -an",
            write: Write::Text(|host| sockets::netstat_an(&host.sockets, host.locale)),
            ..NETSTAT
        },
        Form {
            command: "netstat -anob",
            write: Write::Text(|host| sockets::netstat_anob(&host.sockets, host.locale)),
            ..NETSTAT
        },
        Form {
            command: "netstat -e -s & netstat -ano",
            locales: &[Locale::En],
            write: Write::Text(|host| {
                sockets::STATISTICS.to_owned() + &sockets::netstat(&host.sockets, host.locale)
            }),
            ..NETSTAT
        },
        Form {
            command: "Get-NetTCPConnection",
            write: Write::Text(|host| sockets::connections(&host.sockets)),
            ..POWERSHELLS
        },
        Form {
            command: "Get-NetTCPConnection | fl",
            write: Write::Text(|host| sockets::connections_list(&host.sockets)),
            ..POWERSHELLS
        },
        Form {
            command: "Get-NetTCPConnection | select … | ConvertTo-Csv",
            write: Write::Text(|host| sockets::connections_csv(&host.sockets, ",")),
            ..POWERSHELLS
        },
        Form {
            command: "Get-NetTCPConnection | select … | ConvertTo-Csv -Delimiter ';'",
            write: Write::Text(|host| sockets::connections_csv(&host.sockets, ";")),
            ..POWERSHELLS
        },
        Form {
            command: "Get-NetTCPConnection | select … | ConvertTo-Csv -Delimiter `t",
            write: Write::Text(|host| sockets::connections_csv(&host.sockets, "\t")),
            ..POWERSHELLS
        },
    ],
};

/// What the forms of `netstat` have in common.
const NETSTAT: Form = Form {
    command: "",
    kind: "netstat",
    artifact: "sockets",
    windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
    locales: &Locale::ALL,
    encodings: PROGRAM,
    write: Write::Text(|host| sockets::netstat(&host.sockets, host.locale)),
    records: Records::All(|host| host.sockets.len()),
    alone: Alone::Complete,
    shows: &[Shows::Smb],
};

/// The same for PowerShell's, which show TCP alone.
const POWERSHELLS: Form = Form {
    kind: "net_connections",
    windows: &[&SERVER_2016, &WIN11],
    encodings: POWERSHELL,
    records: Records::All(|host| {
        host.sockets.iter().filter(|socket| socket.protocol == "TCP").count()
    }),
    ..NETSTAT
};
