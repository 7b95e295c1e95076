//! In: the lines of a list of sockets. Out: one `SocketRecord` per socket.

mod connections;
mod netstat;

use super::{Artifact, Format};
use crate::message::Code;

/// `netstat`.
pub(super) const NETSTAT: Format = Format {
    kind: Code::KindNetstat,
    artifact: Artifact::Sockets,
    sniff: netstat::sniff,
    reader: netstat::reader,
};

/// `Get-NetTCPConnection` and `Get-NetUDPEndpoint`.
pub(super) const CONNECTIONS: Format = Format {
    kind: Code::KindNetConnections,
    artifact: Artifact::Sockets,
    sniff: connections::sniff,
    reader: connections::reader,
};
