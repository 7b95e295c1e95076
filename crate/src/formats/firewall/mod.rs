//! In: what Windows says of its firewall, and what the firewall wrote down. Out: profiles and rules as the registry holds them, and
//! the connections that were let in, sent out or dropped.

mod log;
mod netsh;
mod profiles;
mod rule;
mod words;

use super::{Artifact, Format};
use crate::message::Code;

/// `netsh advfirewall show allprofiles`, `netsh advfirewall firewall show rule`, `netsh firewall show state`.
pub(super) const NETSH: Format = Format {
    kind: Code::KindNetshFirewall,
    artifact: Artifact::SystemInfo,
    sniff: netsh::sniff,
    reader: netsh::reader,
};

/// `Get-NetFirewallProfile`.
pub(super) const PROFILES: Format = Format {
    kind: Code::KindNetFirewallProfile,
    artifact: Artifact::SystemInfo,
    sniff: profiles::sniff,
    reader: profiles::reader,
};

/// `pfirewall.log`. It is no list of sockets: what it does not show may still have been there.
pub(super) const LOG: Format = Format {
    kind: Code::KindPfirewallLog,
    artifact: Artifact::SystemInfo,
    sniff: log::sniff,
    reader: log::reader,
};
