//! In: `pfirewall.log`, the firewall's own W3C log. Out: the TCP and UDP connections whose direction it tells.
//!
//! `#Fields:` names the columns. XP writes `OPEN` for what goes out and `OPEN-INBOUND` for what comes in; later Windows write
//! `ALLOW` and say `SEND` or `RECEIVE` in the column `path`. Where neither tells the direction, a row is no evidence.

use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{ConnectionRecord, Protocol, Record};

/// The most columns that are read of a row: Windows writes 17 or 18.
const MOST_COLUMNS: usize = 64;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Log::default())
}

/// The line that names the columns.
pub(super) fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| Columns::of(line).is_some()) { 95 } else { 0 }
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    action: usize,
    protocol: usize,
    source: (usize, usize),
    destination: (usize, usize),
    path: Option<usize>,
}

impl Columns {
    fn of(line: &str) -> Option<Columns> {
        let names = line.trim_start_matches('\u{feff}').strip_prefix("#Fields:")?;
        let at = |name: &str| names.split_whitespace().take(MOST_COLUMNS).position(|it| it == name);
        Some(Columns {
            action: at("action")?,
            protocol: at("protocol")?,
            source: (at("src-ip")?, at("src-port")?),
            destination: (at("dst-ip")?, at("dst-port")?),
            path: at("path"),
        })
    }
}

#[derive(Default)]
struct Log {
    pieces: Pieces,
    columns: Option<Columns>,
    end: Option<LineEnd>,
}

impl Reader for Log {
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
        } else if !text.starts_with('#') {
            match self.columns.and_then(|columns| row(columns, text)) {
                Some(Some(connection)) => {
                    out.record(Record::Connection(connection), position(line))
                }
                Some(None) => {}
                None => out.unreadable(line),
            }
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::by_last_line(self.end)
    }
}

/// `None` for what is no row of such a log, or says that rows were lost; `Some(None)` for a row that tells nothing of use.
fn row(columns: Columns, text: &str) -> Option<Option<ConnectionRecord<'_>>> {
    let cells: Vec<&str> = text.split_whitespace().take(MOST_COLUMNS).collect();
    let cell = |at: usize| cells.get(at).copied();
    let action = cell(columns.action)?;
    let path = columns.path.and_then(cell).unwrap_or("-");
    let (allowed, inbound) = match (action, path) {
        ("OPEN", _) | ("ALLOW", "SEND") => (true, false),
        ("OPEN-INBOUND", _) | ("ALLOW", "RECEIVE") => (true, true),
        ("DROP", "SEND") => (false, false),
        ("DROP", "RECEIVE") => (false, true),
        ("ALLOW" | "DROP" | "CLOSE", _) => return Some(None),
        _ => return None,
    };
    let protocol = match cell(columns.protocol)? {
        "TCP" => Protocol::Tcp,
        "UDP" => Protocol::Udp,
        _ => return Some(None),
    };
    let side = |(address, port): (usize, usize)| {
        let address = cell(address).filter(|it| it.parse::<std::net::IpAddr>().is_ok())?;
        Some((address, cell(port)?.parse().ok()?))
    };
    let (source, destination) = (side(columns.source)?, side(columns.destination)?);
    Some(Some(ConnectionRecord { protocol, inbound, allowed, source, destination }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &str = "#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path";

    /// (allowed, inbound, port of the other end).
    #[track_caller]
    fn check(rest: &str, expected: Option<Option<(bool, bool, u16)>>) {
        let text = format!("2017-05-12 10:00:00 {rest}");
        let columns = Columns::of(COLUMNS).unwrap();
        let found = row(columns, &text)
            .map(|row| row.map(|row| (row.allowed, row.inbound, row.destination.1)));
        assert_eq!(found, expected, "{rest}");
        assert_eq!(sniff(&["#Version: 1.5", COLUMNS]), 95);
    }

    #[test]
    fn directions_come_from_the_action_or_the_path() {
        let out = "TCP 10.0.0.1 192.0.2.7 50000 445 0 - 0 0 0 - - -";
        check(&format!("ALLOW {out} SEND"), Some(Some((true, false, 445))));
        check(&format!("DROP {out} RECEIVE"), Some(Some((false, true, 445))));
        check(&format!("OPEN {out} -"), Some(Some((true, false, 445))));
        check(&format!("OPEN-INBOUND {out} -"), Some(Some((true, true, 445))));
        check(&format!("DROP {out} -"), Some(None));
        check(&format!("CLOSE {out} -"), Some(None));
        check("DROP ICMP 10.0.0.1 192.0.2.7 - - 60 - - - - 8 0 - RECEIVE", Some(None));
    }

    #[test]
    fn lost_rows_and_junk_are_counted() {
        check("INFO-EVENTS-LOST - - - - - - - - - - - - 17 -", None);
        check("DROP TCP 10.0.0.1 192.0.2.7 50000 99999 0 - 0 0 0 - - - RECEIVE", None);
        check("DROP TCP x 192.0.2.7 50000 445 0 - 0 0 0 - - - RECEIVE", None);
        check("", None);
    }
}
