//! In: what PowerShell's `Get-NetTCPConnection` and `Get-NetUDPEndpoint` print, as a table, as a list or through `ConvertTo-Csv`.
//! Out: sockets.
//!
//! Columns are known by the names of their properties, which no language translates. UDP's endpoints have no remote side.

use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Position, Protocol, Record, SocketRecord};

/// What may separate the values of a CSV: a comma, what the country's lists use, or what `-Delimiter` says.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// The most properties kept of one socket; `Format-List *` shows about thirty.
const MOST_PROPERTIES: usize = 64;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Connections::default())
}

/// A heading with the properties of both, or a list that names them.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let properties = || head.iter().filter_map(|line| property(line));
    let is_list = properties().any(|(name, value)| name == "LocalAddress" && is_address(value))
        && properties().any(|(name, _)| name == "LocalPort");
    if is_list || head.iter().any(|line| Columns::of(line).is_some()) { 95 } else { 0 }
}

/// How a row's values are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// By blanks: none of the values that matter holds one.
    Table,
    /// By this letter; none of the values that matter holds it, or a quotation mark.
    Csv(char),
    /// Each has a line of its own.
    List,
}

impl Layout {
    fn values(self, text: &str) -> Vec<&str> {
        match self {
            Layout::Csv(delimiter) => {
                text.split(delimiter).map(|value| value.trim_matches([' ', '"'])).collect()
            }
            Layout::Table | Layout::List => text.split_whitespace().collect(),
        }
    }
}

/// Where each property stands among a row's values.
#[derive(Debug, Clone, Copy)]
struct Columns {
    layout: Layout,
    local: (usize, usize),
    remote: Option<(usize, usize)>,
    state: Option<usize>,
}

impl Columns {
    fn of(heading: &str) -> Option<Columns> {
        let delimiter = DELIMITERS.into_iter().find(|delimiter| heading.contains(*delimiter));
        let layout = delimiter.map_or(Layout::Table, Layout::Csv);
        Columns::named(layout, &layout.values(heading))
    }

    fn named(layout: Layout, names: &[&str]) -> Option<Columns> {
        let at = |name: &str| names.iter().position(|known| *known == name);
        Some(Columns {
            layout,
            local: (at("LocalAddress")?, at("LocalPort")?),
            remote: at("RemoteAddress").zip(at("RemotePort")),
            state: at("State"),
        })
    }

    fn socket<'a>(&self, values: &[&'a str]) -> Option<SocketRecord<'a>> {
        let value = |at: usize| values.get(at).copied();
        let port = |at| value(at).and_then(|text| text.parse::<u16>().ok());
        let local_address = value(self.local.0).filter(|address| is_address(address))?;
        let local_port = port(self.local.1)?;
        let Some((address, remote_port)) = self.remote else {
            let protocol = Protocol::Udp;
            return Some(SocketRecord {
                protocol,
                local_address,
                local_port,
                remote: None,
                listening: true,
                below_heading: true,
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
            below_heading: true,
        })
    }
}

/// `LocalPort      : 445`.
fn property(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let name = name.strip_suffix(' ')?.trim_end();
    let is_name = !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_alphanumeric());
    is_name.then_some((name, value.trim()))
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
    /// The properties of a list's socket so far, and where it began.
    properties: Vec<(String, String)>,
    began: Option<Position>,
    sockets: u64,
    end: Option<LineEnd>,
}

impl Connections {
    fn socket(
        &mut self,
        socket: Option<SocketRecord<'_>>,
        at: Position,
        out: &mut dyn RecordSink,
    ) -> bool {
        let Some(socket) = socket else { return false };
        self.sockets += 1;
        out.record(Record::Socket(socket), at);
        true
    }

    /// Hands out a list's socket; a blank line ends it. False if its properties do not make one.
    fn close(&mut self, out: &mut dyn RecordSink) -> bool {
        let Some(at) = self.began.take() else { return true };
        let properties = std::mem::take(&mut self.properties);
        let names: Vec<&str> = properties.iter().map(|(name, _)| name.as_str()).collect();
        let values: Vec<&str> = properties.iter().map(|(_, value)| value.as_str()).collect();
        let columns = Columns::named(Layout::List, &names);
        self.socket(columns.and_then(|columns| columns.socket(&values)), at, out)
    }
}

impl Reader for Connections {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.end = Some(line.end);
            return out.unreadable(line);
        }
        let text = line.text.trim_end();
        if text.trim().is_empty() {
            if !self.close(out) {
                out.unreadable(&Line { text: "?", ..*line });
            }
            return;
        }
        self.end = Some(line.end);
        if let Some(columns) = Columns::of(text.trim_start()) {
            self.columns = Some(columns);
            return;
        }
        if let Some((name, value)) = property(text) {
            self.began.get_or_insert(position(line));
            if self.properties.len() < MOST_PROPERTIES {
                self.properties.push((name.to_owned(), value.to_owned()));
            }
            return;
        }
        let goes_on = self.began.is_some() && text.starts_with(' ');
        let is_ruler = text.chars().all(|mark| matches!(mark, '-' | ' '));
        if goes_on || is_ruler || text.starts_with("#TYPE") {
            return;
        }
        let socket = self.columns.and_then(|columns| columns.socket(&columns.layout.values(text)));
        if !self.socket(socket, position(line), out) {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        if self.close(out) {
            Ending::of_rows(self.sockets, self.end)
        } else {
            Ending::Cut(Phrase::new(Code::EndingRecordIncomplete))
        }
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

    fn check(text: &str, expected: &[(Protocol, u16, bool)]) {
        let seen = read(&CONNECTIONS, text);
        let short: Vec<_> = seen.sockets.iter().map(|row| (row.0, row.2, row.3)).collect();
        assert_eq!(short, expected, "{text}");
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole), "{text}");
        assert_eq!(sniff(&text.lines().collect::<Vec<_>>()), 95);
    }

    #[test]
    fn tables_and_csv() {
        let (tcp, udp) = (Protocol::Tcp, Protocol::Udp);
        let rows = [(tcp, 445, true), (tcp, 50001, false), (tcp, 50002, false)];
        check(TABLE, &rows);
        check(
            "#TYPE x\n\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\n\"::\",\"445\",\"::\",\"0\",\"Listen\",\"4\"\n",
            &rows[..1],
        );
        check(
            "LocalAddress                             LocalPort\n------------                             ---------\nfe80::1%4                                1900\n",
            &[(udp, 1900, true)],
        );
    }

    #[test]
    fn lists_and_any_delimiter() {
        let (tcp, udp) = (Protocol::Tcp, Protocol::Udp);
        check(
            "\n\nLocalAddress   : ::\nLocalPort      : 445\nRemoteAddress  : ::\nRemotePort     : 0\nState          : Listen\nAppliedSetting : \nOwningProcess  : 4\nCreationTime   : 2017/5/12 16:44:00\nOffloadState   : InHost\n\n",
            &[(tcp, 445, true)],
        );
        check("LocalAddress : fe80::1%4\nLocalPort    : 1900\n", &[(udp, 1900, true)]);
        for delimiter in [";", "\t"] {
            let text = "\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\n\"::\",\"445\",\"::\",\"0\",\"Listen\",\"4\"\n";
            check(&text.replace(',', delimiter), &[(tcp, 445, true)]);
        }
        let cut = read(
            &CONNECTIONS,
            "LocalAddress : ::\nLocalPort    : 445\nRemoteAddress : ::\nRemotePort    :",
        );
        assert!(matches!(cut.ending, Ending::Cut(_)) && cut.sockets.is_empty());
    }

    #[test]
    fn broken_rows_are_counted() {
        let text = format!("{TABLE}10.0.0.1   99999  192.0.2.7   445  Established  820\nx\n");
        assert_eq!(read(&CONNECTIONS, &text).unreadable, 2);
    }
}
