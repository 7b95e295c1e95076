//! The sockets of a host, and the text of `netstat -ano` for them.

use std::fmt::Write as _;

use crate::locale::Locale;

/// A socket: one that waits for connections, or a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Socket {
    /// `TCP` or `UDP`.
    pub protocol: &'static str,
    /// Local address.
    pub address: &'static str,
    /// Local port.
    pub port: u16,
    /// The other side of a connection: IPv4 address and port.
    pub remote: Option<([u8; 4], u16)>,
    /// Owning process.
    pub pid: u32,
}

/// What a fresh Windows listens on.
pub fn of_windows() -> Vec<Socket> {
    let tcp = |address, port, pid| Socket { protocol: "TCP", address, port, remote: None, pid };
    let udp = |address, port, pid| Socket { protocol: "UDP", address, port, remote: None, pid };
    vec![
        tcp("0.0.0.0", 135, 712),
        tcp("0.0.0.0", 445, 4),
        tcp("0.0.0.0", 3389, 1080),
        tcp("0.0.0.0", 49152, 396),
        tcp("192.168.10.21", 139, 4),
        tcp("[::]", 135, 712),
        tcp("[::]", 445, 4),
        udp("0.0.0.0", 123, 952),
        udp("192.168.10.21", 137, 4),
        udp("192.168.10.21", 138, 4),
        udp("[::]", 123, 952),
    ]
}

/// Connections that the host makes to as many others, on one port of theirs.
pub fn scan(port: u16, hosts: u8) -> impl Iterator<Item = Socket> {
    (1..=hosts).map(move |host| Socket {
        protocol: "TCP",
        address: "192.168.10.21",
        port: 50_000 + u16::from(host),
        remote: Some(([192, 0, 2, host], port)),
        pid: 2044,
    })
}

/// The properties of [`cells`], as `Get-NetTCPConnection` names and orders them.
const PROPERTIES: [&str; 7] = [
    "LocalAddress",
    "LocalPort",
    "RemoteAddress",
    "RemotePort",
    "State",
    "AppliedSetting",
    "OwningProcess",
];

/// What PowerShell says of each TCP socket; its addresses have no brackets.
fn cells(sockets: &[Socket]) -> impl Iterator<Item = [String; 7]> {
    let tcp = sockets.iter().filter(|socket| socket.protocol == "TCP");
    tcp.map(|socket| {
        let local = socket.address.trim_matches(['[', ']']);
        let nobody = if local.contains(':') { "::" } else { "0.0.0.0" };
        let (remote, port, state, setting) = match socket.remote {
            None => (nobody.to_owned(), 0, "Listen", ""),
            Some((address, port)) => {
                (std::net::Ipv4Addr::from(address).to_string(), port, "SynSent", "Internet")
            }
        };
        [
            local.to_owned(),
            socket.port.to_string(),
            remote,
            port.to_string(),
            state.to_owned(),
            setting.to_owned(),
            socket.pid.to_string(),
        ]
    })
}

/// `Get-NetTCPConnection`.
pub fn connections(sockets: &[Socket]) -> String {
    let row = |cells: &[String; 7]| {
        let [local, port, remote, remote_port, state, setting, pid] = cells;
        format!(
            "{local:<35} {port:<9} {remote:<35} {remote_port:<10} {state:<11} {setting:<14} {pid:<13}\r\n"
        )
    };
    let rows: String = cells(sockets).map(|cells| row(&cells)).collect();
    let titles = row(&PROPERTIES.map(str::to_owned));
    let ruler = row(&PROPERTIES.map(|name| "-".repeat(name.len())));
    format!("\r\n{titles}{ruler}{rows}\r\n\r\n")
}

/// `Get-NetTCPConnection | Format-List`.
pub fn connections_list(sockets: &[Socket]) -> String {
    let mut text = "\r\n".to_owned();
    for cells in cells(sockets) {
        text.push_str("\r\n");
        for (name, cell) in PROPERTIES.iter().zip(cells) {
            let _ = write!(text, "{name:<14} : {cell}\r\n");
        }
        text.push_str("CreationTime   : 2017/5/12 16:44:00\r\nOffloadState   : InHost\r\n");
    }
    text + "\r\n\r\n\r\n"
}

/// `Get-NetTCPConnection | Select-Object … | ConvertTo-Csv -Delimiter …`.
pub fn connections_csv(sockets: &[Socket], delimiter: &str) -> String {
    let row = |cells: [String; 7]| {
        let quoted = cells.map(|cell| if cell.is_empty() { cell } else { format!("\"{cell}\"") });
        quoted.join(delimiter) + "\r\n"
    };
    let rows: String = cells(sockets).map(row).collect();
    format!(
        "#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\r\n{}{rows}",
        row(PROPERTIES.map(str::to_owned))
    )
}

/// `netstat -an`, without the last column of `-ano`.
pub fn netstat_an(sockets: &[Socket], locale: Locale) -> String {
    let with_id = netstat(sockets, locale);
    let lines = with_id.split("\r\n").map(|line| match line.trim_end().rsplit_once(' ') {
        Some((rest, last))
            if line.starts_with("  ") && (last == "PID" || last.parse::<u32>().is_ok()) =>
        {
            rest.trim_end().to_owned()
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\r\n")
}

/// `netstat -anob` (or `-nao`, `-b -n -o`, …): below each socket, the service and program that it belongs to, or why nobody knows.
pub fn netstat_anob(sockets: &[Socket], locale: Locale) -> String {
    let unknown = match locale {
        Locale::ZhCn => " 无法获取所有权信息",
        Locale::De => " Es konnten keine Besitzerinformationen abgerufen werden.",
        _ => " Can not obtain ownership information",
    };
    let plain = netstat(sockets, locale);
    let lines = plain.split_inclusive("\r\n").map(|line| {
        if !line.starts_with("  TCP") && !line.starts_with("  UDP") {
            return line.to_owned();
        }
        match line.trim_end().rsplit(' ').next() {
            Some("4") => format!("{line}{unknown}\r\n"),
            _ => format!("{line}  RpcSs\r\n [svchost.exe]\r\n"),
        }
    });
    lines.collect()
}

/// `netstat -e -s` in English, behind and in front of which people glue the rest.
pub const STATISTICS: &str = "Interface Statistics\r\n\r\n                           Received            Sent\r\n\r\n\
     Bytes                     287654321        12345678\r\nUnicast packets              341234          298765\r\n\
     Non-unicast packets            1234             567\r\nDiscards                          0               0\r\n\
     Errors                            0               0\r\nUnknown protocols                 0\r\n\r\nIPv4 Statistics\r\n\r\n  \
     Packets Received                   = 341234\r\n  Received Header Errors             = 0\r\n  \
     Discarded Output Packets           = 12\r\n\r\nTCP Statistics for IPv4\r\n\r\n  \
     Active Opens                        = 1234\r\n  Current Connections                 = 7\r\n\r\n\
     UDP Statistics for IPv4\r\n\r\n  Datagrams Received    = 1234\r\n  No Ports              = 5\r\n\r\n";

/// `netstat -ano`.
pub fn netstat(sockets: &[Socket], locale: Locale) -> String {
    let (title, header, listening) = words(locale);
    let mut text = format!("\r\n{title}\r\n\r\n{header}\r\n");
    for socket in sockets {
        let local = format!("{}:{}", socket.address, socket.port);
        if let Some((address, port)) = socket.remote {
            let remote = format!("{}:{port}", std::net::Ipv4Addr::from(address));
            let _ = write!(
                text,
                "  TCP    {local:<22} {remote:<22} {:<15} {}\r\n",
                "SYN_SENT", socket.pid
            );
            continue;
        }
        let _ = match (socket.protocol, socket.address.starts_with('[')) {
            ("UDP", _) => {
                write!(text, "  UDP    {local:<22} {:<22} {:<15} {}\r\n", "*:*", "", socket.pid)
            }
            (_, true) => write!(
                text,
                "  TCP    {local:<22} {:<22} {listening:<15} {}\r\n",
                "[::]:0", socket.pid
            ),
            (_, false) => write!(
                text,
                "  TCP    {local:<22} {:<22} {listening:<15} {}\r\n",
                "0.0.0.0:0", socket.pid
            ),
        };
    }
    text
}

fn words(locale: Locale) -> (&'static str, &'static str, &'static str) {
    match locale {
        Locale::ZhCn => (
            "活动连接",
            "  协议  本地地址          外部地址        状态           PID",
            "LISTENING",
        ),
        Locale::En => (
            "Active Connections",
            "  Proto  Local Address          Foreign Address        State           PID",
            "LISTENING",
        ),
        Locale::De => (
            "Aktive Verbindungen",
            "  Proto  Lokale Adresse         Remoteadresse          Status           PID",
            "ABHÖREN",
        ),
        Locale::Ru => (
            "Активные подключения",
            "  Имя    Локальный адрес        Внешний адрес          Состояние       PID",
            "LISTENING",
        ),
        Locale::Ja => (
            "アクティブな接続",
            "  プロトコル  ローカル アドレス      外部アドレス           状態            PID",
            "LISTENING",
        ),
    }
}
