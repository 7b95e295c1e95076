//! In: what `netstat -an`, `-ano` and `-anob` print, in any language. Out: sockets.
//!
//! A row is protocol, local address, foreign address, a word for the state, a process id. The last two are never read: a TCP socket
//! listens if its foreign port is 0. The lines of `-b` that name programs are structure.

use crate::intake::{Line, LineEnd};
use crate::records::{Protocol, Record, SocketRecord};

use crate::formats::{Ending, Reader, RecordSink, position, refusal};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Netstat::default())
}

/// Any line that is a socket.
pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| socket(line).is_some()) { 90 } else { 0 }
}

#[derive(Debug, Default)]
struct Netstat {
    below_heading: bool,
    sockets: u64,
    end: Option<LineEnd>,
}

impl Reader for Netstat {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text;
        if text.trim().is_empty() {
            return;
        }
        self.end = Some(line.end);
        if let Some(socket) = socket(text) {
            self.sockets += 1;
            let socket = SocketRecord { below_heading: self.below_heading, ..socket };
            out.record(Record::Socket(socket), position(line));
            return;
        }
        self.below_heading |= self.sockets == 0 && refusal::aside(text).is_none();
        // Above the first socket stands the heading; below it, programs and services are indented.
        let may_be_structure = self.sockets == 0 || text.starts_with(' ');
        if !may_be_structure || is_broken_row(text) {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::of_rows(self.sockets, self.end)
    }
}

fn socket(line: &str) -> Option<SocketRecord<'_>> {
    let mut words = line.split_whitespace();
    let protocol = protocol(words.next()?)?;
    let (local_address, local_port) = words.next()?.rsplit_once(':')?;
    let (foreign_address, foreign_port) = words.next()?.rsplit_once(':')?;
    if local_address.is_empty() || foreign_address.is_empty() {
        return None;
    }
    let listening = match protocol {
        Protocol::Tcp => matches!(foreign_port, "0" | "*"),
        Protocol::Udp => true,
    };
    Some(SocketRecord {
        protocol,
        local_address: local_address.trim_start_matches('[').trim_end_matches(']'),
        local_port: port(local_port)?,
        remote: port(foreign_port)
            .filter(|_| !listening)
            .map(|port| (foreign_address.trim_start_matches('[').trim_end_matches(']'), port)),
        listening,
        below_heading: false,
    })
}

/// A protocol and something else than the rest of a socket. `TCP Statistics for IPv4` is the heading of what `-s` counts.
fn is_broken_row(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let begins = words.next().is_some_and(|word| protocol(word).is_some());
    begins && (text.starts_with(' ') || words.next().is_some_and(|word| word.contains(':')))
}

fn protocol(word: &str) -> Option<Protocol> {
    match word.to_ascii_lowercase().as_str() {
        "tcp" | "tcpv6" => Some(Protocol::Tcp),
        "udp" | "udpv6" => Some(Protocol::Udp),
        _ => None,
    }
}

/// A port by its number, or by the name that `netstat` without `-n` prints for those that matter here.
fn port(text: &str) -> Option<u16> {
    match text {
        "epmap" => Some(135),
        "netbios-ns" => Some(137),
        "netbios-dgm" => Some(138),
        "netbios-ssn" => Some(139),
        "microsoft-ds" => Some(445),
        "ms-wbt-server" => Some(3389),
        number => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sockets::NETSTAT as FORMAT;
    use crate::formats::test_sink::read;

    type Row = (Protocol, String, u16, bool);

    fn row(protocol: Protocol, address: &str, port: u16, listening: bool) -> Row {
        (protocol, address.to_owned(), port, listening)
    }

    #[test]
    fn chinese_rows_with_process_ids() {
        let text = "\r\n活动连接\r\n\r\n  协议  本地地址          外部地址        状态           PID\r\n  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\r\n  TCP    10.0.0.1:50001         10.0.0.2:445           ESTABLISHED     820\r\n  TCP    [::]:135               [::]:0                 LISTENING       700\r\n  UDP    0.0.0.0:137            *:*                                    4\r\n  UDP    [fe80::1%57]:1900      *:*                                    8844\r\n";
        let seen = read(&FORMAT, text);
        let (tcp, udp) = (Protocol::Tcp, Protocol::Udp);
        assert_eq!(
            seen.sockets,
            [
                row(tcp, "0.0.0.0", 445, true),
                row(tcp, "10.0.0.1", 50001, false),
                row(tcp, "::", 135, true),
                row(udp, "0.0.0.0", 137, true),
                row(udp, "fe80::1%57", 1900, true),
            ]
        );
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 90);
    }

    #[test]
    fn states_of_other_languages_and_no_process_id() {
        let text = "Aktive Verbindungen\n\n  Proto  Lokale Adresse         Remoteadresse          Status\n  TCP    0.0.0.0:139            0.0.0.0:0              ABHÖREN\n  TCP    10.0.0.1:139           10.0.0.9:1031          SCHLIESSEN_WARTEN\n  UDP    0.0.0.0:138            *:*                    \n";
        let seen = read(&FORMAT, text);
        let short: Vec<_> = seen.sockets.iter().map(|row| (row.2, row.3)).collect();
        assert_eq!(short, [(139, true), (139, false), (138, true)]);
        assert_eq!(seen.unreadable, 0);
    }

    #[test]
    fn programs_of_dash_b_are_structure_and_names_of_ports_are_read() {
        let text = "  TCP    PC:microsoft-ds        PC:0                   LISTENING       4\n  Cannot obtain ownership information\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       900\n  RpcSs\n [svchost.exe]\n  -- 未知组件 --\n";
        let seen = read(&FORMAT, text);
        let short: Vec<_> = seen.sockets.iter().map(|row| (row.2, row.3)).collect();
        assert_eq!(short, [(445, true), (135, true)]);
        assert_eq!(seen.unreadable, 0);
    }

    #[test]
    fn broken_rows_and_what_follows_are_counted() {
        let text = "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING\n  TCP    0.0.0.0:99999          0.0.0.0:0              LISTENING\n  TCP    0.0.0.0\nImage Name   PID\n";
        assert_eq!(read(&FORMAT, text).unreadable, 3);
        assert!(matches!(read(&FORMAT, "  TCP    0.0.0.0:44  0.0.0.0:0").ending, Ending::Cut(_)));
        assert!(matches!(read(&FORMAT, "Active Connections\n").ending, Ending::Cut(_)));
    }
}
