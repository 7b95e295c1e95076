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

/// `Get-NetTCPConnection`: TCP alone, and addresses without brackets.
pub fn connections(sockets: &[Socket]) -> String {
    let row = |cells: [&str; 7]| {
        let [local, port, remote, remote_port, state, setting, pid] = cells;
        format!(
            "{local:<35} {port:<9} {remote:<35} {remote_port:<10} {state:<11} {setting:<14} {pid:<13}\r\n"
        )
    };
    let mut text = String::from("\r\n");
    text += &row([
        "LocalAddress",
        "LocalPort",
        "RemoteAddress",
        "RemotePort",
        "State",
        "AppliedSetting",
        "OwningProcess",
    ]);
    text += &row([
        "------------",
        "---------",
        "-------------",
        "----------",
        "-----",
        "--------------",
        "-------------",
    ]);
    for socket in sockets.iter().filter(|socket| socket.protocol == "TCP") {
        let local = socket.address.trim_matches(['[', ']']);
        let (port, pid) = (socket.port.to_string(), socket.pid.to_string());
        let nobody = if local.contains(':') { "::" } else { "0.0.0.0" };
        text += &match socket.remote {
            None => row([local, &port, nobody, "0", "Listen", "", &pid]),
            Some((address, remote_port)) => {
                let remote = std::net::Ipv4Addr::from(address).to_string();
                row([local, &port, &remote, &remote_port.to_string(), "SynSent", "Internet", &pid])
            }
        };
    }
    text + "\r\n\r\n"
}

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
