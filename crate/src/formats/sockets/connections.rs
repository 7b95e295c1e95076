//! In: what PowerShell's `Get-NetTCPConnection` and `Get-NetUDPEndpoint` print, as a table or through `ConvertTo-Csv`. Out: sockets.
//!
//! Columns are known by the names of their properties, which no language translates. UDP's endpoints have no remote side.

use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{Protocol, Record, SocketRecord};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Connections::default())
}

/// A heading with the properties of both.
pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| Columns::of(line).is_some()) { 95 } else { 0 }
}

/// Where each property stands among a row's values.
#[derive(Debug, Clone, Copy)]
struct Columns {
    csv: bool,
    local: (usize, usize),
    remote: Option<(usize, usize)>,
    state: Option<usize>,
    pid: Option<usize>,
    count: usize,
}

impl Columns {
    fn of(heading: &str) -> Option<Columns> {
        let csv = heading.contains(',');
        let names = values(heading, csv);
        let at = |name: &str| names.iter().position(|known| *known == name);
        Some(Columns {
            csv,
            local: (at("LocalAddress")?, at("LocalPort")?),
            remote: at("RemoteAddress").zip(at("RemotePort")),
            state: at("State"),
            pid: at("OwningProcess"),
            count: names.len(),
        })
    }

    fn socket<'a>(&self, values: &[&'a str]) -> Option<SocketRecord<'a>> {
        let value = |at: usize| values.get(at).copied();
        let port = |at| value(at).and_then(|text| text.parse::<u16>().ok());
        let local_address = value(self.local.0).filter(|address| is_address(address))?;
        let local_port = port(self.local.1)?;
        // A blank column before it moves the last one of a table.
        let pid = self.pid.and_then(|at| {
            let moved = !self.csv && at + 1 == self.count;
            if moved { values.last().copied() } else { value(at) }
        });
        let pid = pid.and_then(|pid| pid.parse().ok());
        let Some((address, remote_port)) = self.remote else {
            let protocol = Protocol::Udp;
            return Some(SocketRecord {
                protocol,
                local_address,
                local_port,
                remote: None,
                listening: true,
                pid,
            });
        };
        let remote_port = port(remote_port)?;
        let remote_address = value(address).filter(|address| is_address(address))?;
        // A socket that is bound and no more has no other side either, and yet waits for nobody.
        let bound = self.state.and_then(value) == Some("Bound");
        Some(SocketRecord {
            protocol: Protocol::Tcp,
            local_address,
            local_port,
            remote: (remote_port != 0).then_some((remote_address, remote_port)),
            listening: remote_port == 0 && !bound,
            pid,
        })
    }
}

/// The values of a row; none of those that matter holds a comma, a quotation mark or a space.
fn values(text: &str, csv: bool) -> Vec<&str> {
    if csv {
        text.trim_end().split(',').map(|value| value.trim_matches('"')).collect()
    } else {
        text.split_whitespace().collect()
    }
}

/// `0.0.0.0`, `::`, `fe80::1%4`.
fn is_address(text: &str) -> bool {
    let number = text.split('%').next().unwrap_or_default();
    number.parse::<std::net::IpAddr>().is_ok()
}

#[derive(Default)]
struct Connections {
    pieces: Pieces,
    columns: Option<Columns>,
    sockets: u64,
    end: Option<LineEnd>,
}

impl Reader for Connections {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.end = Some(line.end);
            return out.unreadable(line);
        }
        let text = line.text.trim();
        if text.is_empty() {
            return;
        }
        self.end = Some(line.end);
        if let Some(columns) = Columns::of(text) {
            self.columns = Some(columns);
            return;
        }
        if text.starts_with("#TYPE") || text.chars().all(|mark| matches!(mark, '-' | ' ')) {
            return;
        }
        let socket = self.columns.and_then(|columns| columns.socket(&values(text, columns.csv)));
        match socket {
            Some(socket) => {
                self.sockets += 1;
                out.record(Record::Socket(socket), position(line));
            }
            None => out.unreadable(line),
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::of_rows(self.sockets, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sockets::CONNECTIONS;
    use crate::formats::test_sink::read;

    const TABLE: &str = "
LocalAddress                        LocalPort RemoteAddress                       RemotePort State       AppliedSetting OwningProcess
------------                        --------- -------------                       ---------- -----       -------------- -------------
::                                  445       ::                                  0          Listen                     4
0.0.0.0                             50001     0.0.0.0                             0          Bound                      812
10.0.0.1                            50002     192.0.2.7                           445        Established Internet       820
";

    fn check(text: &str, expected: &[(Protocol, u16, bool, Option<u32>)]) {
        let seen = read(&CONNECTIONS, text);
        let short: Vec<_> = seen.sockets.iter().map(|row| (row.0, row.2, row.3, row.4)).collect();
        assert_eq!(short, expected, "{text}");
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole), "{text}");
        assert_eq!(sniff(&text.lines().collect::<Vec<_>>()), 95);
    }

    #[test]
    fn tables_and_csv() {
        let (tcp, udp) = (Protocol::Tcp, Protocol::Udp);
        let rows = [
            (tcp, 445, true, Some(4)),
            (tcp, 50001, false, Some(812)),
            (tcp, 50002, false, Some(820)),
        ];
        check(TABLE, &rows);
        check(
            "#TYPE x\n\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\n\"::\",\"445\",\"::\",\"0\",\"Listen\",\"4\"\n",
            &rows[..1],
        );
        check(
            "LocalAddress                             LocalPort\n------------                             ---------\nfe80::1%4                                1900\n",
            &[(udp, 1900, true, None)],
        );
    }

    #[test]
    fn broken_rows_are_counted() {
        let text = format!("{TABLE}10.0.0.1   99999  192.0.2.7   445  Established  820\nx\n");
        assert_eq!(read(&CONNECTIONS, &text).unreadable, 2);
    }
}
