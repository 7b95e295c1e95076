//! In: sockets, firewall profiles and rules. Out: which of the dangerous ports listen to the network, and which are blocked.

use std::collections::BTreeMap;

use super::values::Values;
use crate::host_text::HostText;
use crate::records::{Protocol, SocketRecord};
use crate::report::{Evidence, Source};

/// The ports of RPC, NetBIOS and SMB that the notice tells to close; NetBIOS speaks UDP too.
pub(crate) const PORTS: [(Protocol, u16); 5] = [
    (Protocol::Tcp, 135),
    (Protocol::Tcp, 139),
    (Protocol::Tcp, 445),
    (Protocol::Udp, 137),
    (Protocol::Udp, 138),
];

/// What is known of the host's doors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Network {
    /// A TCP socket was read.
    tcp: bool,
    /// A UDP socket was read.
    udp: bool,
    /// Sockets by their place in [`PORTS`].
    listening: BTreeMap<usize, Values<HostText>>,
    /// Firewall rules that block everybody from a port, by its place in [`PORTS`].
    blocked: BTreeMap<usize, Values<HostText>>,
    /// Firewall profiles, by whether they are on.
    profiles: Values<(bool, HostText)>,
}

impl Network {
    /// Takes a socket.
    pub(crate) fn socket(&mut self, socket: &SocketRecord<'_>, source: &Source) {
        match socket.protocol {
            Protocol::Tcp => self.tcp = true,
            Protocol::Udp => self.udp = true,
        }
        let place = PORTS.iter().position(|port| *port == (socket.protocol, socket.local_port));
        let Some(place) = place.filter(|_| socket.listening && !is_loopback(socket.local_address))
        else {
            return;
        };
        let text = HostText::shown(&format!(
            "{} {}:{}",
            shown(socket.protocol),
            socket.local_address,
            socket.local_port
        ));
        self.listening.entry(place).or_default().add(text, source);
    }

    /// Takes a firewall profile's state.
    pub(crate) fn profile(&mut self, profile: &str, on: bool, source: &Source) {
        self.profiles.add((on, HostText::shown(profile)), source);
    }

    /// Takes a firewall rule as the registry holds it.
    pub(crate) fn rule(&mut self, rule: &str, source: &Source) {
        for (place, (protocol, port)) in PORTS.iter().enumerate() {
            if blocks(rule, *protocol, *port) {
                let text = HostText::shown(rule);
                self.blocked.entry(place).or_default().add(text, source);
            }
        }
    }

    /// True if silence means something: `netstat` prints TCP first, so a list with UDP in it has all of TCP, and Windows always
    /// has both.
    pub(crate) fn both_protocols(&self) -> bool {
        self.tcp && self.udp
    }

    /// The dangerous ports that listen to the network.
    pub(crate) fn listening(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        Self::found(&self.listening)
    }

    /// The dangerous ports that a rule blocks, if the firewall is on in every profile read.
    pub(crate) fn blocked(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        let on = self.profiles.lowest().is_some_and(|((on, _), _)| *on);
        Self::found(&self.blocked).filter(move |_| on)
    }

    /// Profiles in which the firewall is off.
    pub(crate) fn profiles_off(&self) -> impl Iterator<Item = Evidence> {
        self.profiles.iter().filter(|((on, _), _)| !on).map(|((_, profile), source)| {
            let text = HostText::shown(&format!("{profile}: EnableFirewall=0"));
            Evidence { text, source: Some(source.clone()) }
        })
    }

    fn found(
        places: &BTreeMap<usize, Values<HostText>>,
    ) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        places.iter().filter_map(|(place, values)| {
            let (text, source) = values.earliest()?;
            let evidence = Evidence { text: text.clone(), source: Some(source.clone()) };
            Some((*PORTS.get(*place)?, evidence))
        })
    }
}

/// `TCP` or `UDP`.
pub(crate) fn shown(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Tcp => "TCP",
        Protocol::Udp => "UDP",
    }
}

fn is_loopback(address: &str) -> bool {
    address.starts_with("127.") || matches!(address, "::1" | "[::1]")
}

/// True if a rule of `FirewallRules` (`v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|…`) keeps everybody out of a
/// port: a rule for one profile, some addresses or one program leaves a way in.
fn blocks(rule: &str, protocol: Protocol, port: u16) -> bool {
    let (mut block, mut active, mut inbound) = (false, false, false);
    let (mut any_protocol, mut right_protocol) = (true, false);
    let (mut any_port, mut right_port) = (true, false);
    for field in rule.split('|') {
        let Some((name, value)) = field.split_once('=') else { continue };
        match name {
            "Action" => block = value.eq_ignore_ascii_case("Block"),
            "Active" => active = value.eq_ignore_ascii_case("TRUE"),
            "Dir" => inbound = value.eq_ignore_ascii_case("In"),
            "Protocol" => {
                any_protocol = false;
                right_protocol = value
                    == match protocol {
                        Protocol::Tcp => "6",
                        Protocol::Udp => "17",
                    };
            }
            "LPort" | "LPort2_10" | "LPort2_20" | "LPort2_24" => {
                any_port = false;
                right_port |= holds_port(value, port);
            }
            "Name" | "Desc" | "EmbedCtxt" | "Edge" => {}
            _ => return false,
        }
    }
    block && active && inbound && (any_protocol || right_protocol) && (any_port || right_port)
}

/// `445` or `135-139`.
fn holds_port(value: &str, port: u16) -> bool {
    let (first, last) = value.split_once('-').unwrap_or((value, value));
    match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(first), Ok(last)) => first <= port && port <= last,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_blocks_only_if_it_keeps_everybody_out() {
        let base = "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=135|LPort=445|Name=x|";
        assert!(blocks(base, Protocol::Tcp, 445));
        assert!(blocks(base, Protocol::Tcp, 135));
        assert!(!blocks(base, Protocol::Tcp, 139));
        assert!(!blocks(base, Protocol::Udp, 445));
        assert!(blocks(&base.replace("LPort=445", "LPort2_10=400-500"), Protocol::Tcp, 445));
        for (field, other) in [
            ("Action=Block", "Action=Allow"),
            ("Active=TRUE", "Active=FALSE"),
            ("Dir=In", "Dir=Out"),
            ("Name=x", "RA4=10.0.0.0/255.0.0.0"),
            ("Name=x", "Profile=Public"),
            ("Name=x", "App=C:\\a.exe"),
        ] {
            assert!(!blocks(&base.replace(field, other), Protocol::Tcp, 445), "{other}");
        }
    }
}
