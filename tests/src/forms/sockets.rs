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
        Form {
            command: "netstat -ano",
            kind: "netstat",
            artifact: "sockets",
            windows: &[&WIN7_SP1, &XP_SP3, &SERVER_2016],
            locales: &Locale::ALL,
            encodings: PROGRAM,
            write: Write::Text(|host| sockets::netstat(&host.sockets, host.locale)),
            records: Records::All(|host| host.sockets.len()),
            alone: Alone::Complete,
            shows: &[Shows::Smb],
        },
        Form {
            command: "Get-NetTCPConnection",
            kind: "net_connections",
            artifact: "sockets",
            windows: &[&SERVER_2016, &WIN11],
            locales: &Locale::ALL,
            encodings: POWERSHELL,
            write: Write::Text(|host| sockets::connections(&host.sockets)),
            records: Records::All(|host| {
                host.sockets.iter().filter(|socket| socket.protocol == "TCP").count()
            }),
            alone: Alone::Complete,
            shows: &[],
        },
    ],
};
