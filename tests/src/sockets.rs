//! The sockets of a host, and the text of `netstat -ano` for them.

use std::fmt::Write as _;

use crate::locale::Locale;

/// A socket that waits for connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Socket {
    /// `TCP` or `UDP`.
    pub protocol: &'static str,
    /// Local address.
    pub address: &'static str,
    /// Local port.
    pub port: u16,
    /// Owning process.
    pub pid: u32,
}

/// What a fresh Windows listens on.
pub fn of_windows() -> Vec<Socket> {
    let tcp = |address, port, pid| Socket { protocol: "TCP", address, port, pid };
    let udp = |address, port, pid| Socket { protocol: "UDP", address, port, pid };
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

/// `netstat -ano`.
pub fn netstat(sockets: &[Socket], locale: Locale) -> String {
    let (title, header, listening) = words(locale);
    let mut text = format!("\r\n{title}\r\n\r\n{header}\r\n");
    for socket in sockets {
        let local = format!("{}:{}", socket.address, socket.port);
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
