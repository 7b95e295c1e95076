//! In: sockets. Out: whether a list shows the host connecting to many others on one port at once, as a worm looking for victims does.
//!
//! Only connections that the host itself makes count: on a file server, 445 is the local port of what others make.

use super::sightings::Seen;
use crate::advisory::{Advisory, IndicatorKind, Weight};
use crate::records::{Position, Protocol, SocketRecord};
use crate::report::{Match, PlaceKind};

/// The longest address kept, in bytes: no host name is longer.
const LONGEST_ADDRESS: usize = 255;

/// What counts as scanning.
#[derive(Debug)]
pub(crate) struct ScanRules {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// Index in the advisory's list.
    indicator: usize,
    port: u16,
    /// From how many hosts on it is a sign.
    hosts: usize,
    /// The file being looked at, and how far.
    file: String,
    offset: u64,
    /// The hosts it showed so far, at most `hosts`, in order.
    seen: Vec<String>,
}

impl ScanRules {
    pub(crate) fn new(advisory: &Advisory) -> ScanRules {
        let scanned = advisory.indicators.iter().enumerate();
        let rules = scanned
            .filter(|(_, row)| row.kind == IndicatorKind::RemotePort)
            .filter_map(|(indicator, row)| {
                let (port, hosts) = (row.value.parse().ok()?, row.hosts?);
                let (file, seen) = (String::new(), Vec::new());
                Some(Rule { indicator, port, hosts, file, offset: 0, seen })
            })
            .collect();
        ScanRules { rules }
    }

    /// Takes the next socket of `file`; tells once per file, when the host that makes it a sign is read.
    pub(crate) fn record(
        &mut self,
        socket: &SocketRecord<'_>,
        file: &str,
        at: Position,
        mut found: impl FnMut(usize, Seen, &str),
    ) {
        let Some((address, port)) = socket.remote else { return };
        let outside = address != socket.local_address && !is_nobody(address);
        if socket.protocol != Protocol::Tcp || !outside || LONGEST_ADDRESS < address.len() {
            return;
        }
        for rule in &mut self.rules {
            if port != rule.port || socket.local_port == rule.port {
                continue;
            }
            if rule.file != file || at.offset < rule.offset {
                rule.seen.clear();
                file.clone_into(&mut rule.file);
            }
            rule.offset = at.offset;
            let place = rule.seen.binary_search_by(|known| known.as_str().cmp(address));
            let Err(place) = place else { continue };
            if rule.seen.len() == rule.hosts {
                continue;
            }
            rule.seen.insert(place, address.to_owned());
            if rule.seen.len() == rule.hosts {
                let evidence = format!("TCP {}: {}", rule.port, rule.seen.join(", "));
                let seen = Seen {
                    weight: Weight::Suspected,
                    matched: Match::Exact,
                    place: PlaceKind::NetworkActivity,
                };
                found(rule.indicator, seen, &evidence);
            }
        }
    }
}

/// The host itself, or no host at all.
fn is_nobody(address: &str) -> bool {
    address.starts_with("127.") || matches!(address, "0.0.0.0" | "::" | "::1" | "*" | "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In how many lists scanning was seen: one socket per (file, local port, remote address, remote port).
    fn check(sockets: impl IntoIterator<Item = (&'static str, u16, String, u16)>, expected: usize) {
        let advisory = Advisory::by_id("smb-worms-2017").unwrap();
        let mut rules = ScanRules::new(advisory);
        let mut told = Vec::new();
        for ((file, local_port, address, port), offset) in sockets.into_iter().zip(0..) {
            let socket = SocketRecord {
                protocol: Protocol::Tcp,
                local_address: "10.0.0.1",
                local_port,
                remote: Some((&address, port)),
                listening: false,
                below_heading: true,
            };
            let at = Position { line: offset + 1, offset };
            rules.record(&socket, file, at, |indicator, seen, _| {
                told.push((advisory.indicators[indicator].kind, seen.weight));
            });
        }
        assert_eq!(told, vec![(IndicatorKind::RemotePort, Weight::Suspected); expected]);
    }

    fn hosts(count: u16) -> impl Iterator<Item = (u16, String)> {
        (0..count).map(|n| (50_000 + n, format!("192.0.2.{n}")))
    }

    #[test]
    fn twenty_hosts_at_once_are_a_scan() {
        let out = |file, count| hosts(count).map(move |(local, host)| (file, local, host, 445));
        check(out("a", 19), 0);
        check(out("a", 20), 1);
        check(out("a", 200), 1);
        check(out("a", 19).chain(out("b", 19)), 0);
        check(out("a", 30).chain(out("b", 30)), 2);
        // Many connections to few hosts, as a busy client has.
        check(out("a", 19).chain(out("a", 19)), 0);
    }

    #[test]
    fn what_others_connect_to_is_no_scan() {
        check(hosts(100).map(|(far, host)| ("a", 445, host, far)), 0);
        check(hosts(100).map(|(near, host)| ("a", near, host, 443)), 0);
        check(hosts(100).map(|(near, _)| ("a", near, "10.0.0.1".to_owned(), 445)), 0);
        check(
            hosts(100).map(|(near, host)| ("a", near, host.replace("192.0.2", "127.0.0"), 445)),
            0,
        );
    }
}
