//! In: sockets, firewall profiles, rules and log. Out: which of the dangerous ports listen to the network, which are blocked, and
//! which the firewall lets in.

use super::values::Values;
use crate::host_text::HostText;
use crate::records::{ConnectionRecord, Logged, Protocol, SocketRecord};
use crate::report::{Evidence, Source};

/// The ports of RPC, NetBIOS and SMB that the notice tells to close; NetBIOS speaks UDP too.
pub(crate) const PORTS: [(Protocol, u16); 5] = [
    (Protocol::Tcp, 135),
    (Protocol::Tcp, 139),
    (Protocol::Tcp, 445),
    (Protocol::Udp, 137),
    (Protocol::Udp, 138),
];

/// Something of each of [`PORTS`], in its order.
type AtPorts<T> = [T; PORTS.len()];

/// What is known of the host's doors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Network {
    /// A TCP socket was read, below its list's heading.
    tcp: bool,
    /// A UDP socket was read, below its list's heading.
    udp: bool,
    /// Sockets by their place in [`PORTS`].
    listening: AtPorts<Values<HostText>>,
    /// Firewall rules that block everybody from a port, by its place in [`PORTS`].
    blocked: AtPorts<Values<HostText>>,
    /// Firewall rules that let others in to a port, by its place in [`PORTS`].
    allowed: AtPorts<Values<HostText>>,
    /// What the firewall's log says came to a port and was let in, by its place in [`PORTS`].
    let_in: AtPorts<Option<Tally>>,
    /// The same of what was turned away.
    dropped: AtPorts<Option<Tally>>,
    /// Firewall profiles, by whether they are on.
    profiles: Values<(bool, HostText)>,
    /// What each profile writes into its log.
    logging: Values<(bool, Logged, HostText)>,
}

/// How often something stands in a log, and where first.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tally {
    times: u64,
    first: Source,
}

impl Network {
    /// Takes a socket.
    pub(crate) fn socket(&mut self, socket: &SocketRecord<'_>, source: &Source) {
        match socket.protocol {
            Protocol::Tcp => self.tcp |= socket.below_heading,
            Protocol::Udp => self.udp |= socket.below_heading,
        }
        let seen = at((socket.protocol, socket.local_port), &mut self.listening);
        let Some(seen) = seen.filter(|_| socket.listening && !is_loopback(socket.local_address))
        else {
            return;
        };
        let text = HostText::shown(&format!(
            "{} {}:{}",
            shown(socket.protocol),
            socket.local_address,
            socket.local_port
        ));
        seen.add(text, source);
    }

    /// Takes a firewall profile's state.
    pub(crate) fn profile(&mut self, profile: &str, on: bool, source: &Source) {
        self.profiles.add((on, HostText::shown(profile)), source);
    }

    /// Takes whether a firewall profile writes something into its log.
    pub(crate) fn logging(&mut self, profile: &str, logged: Logged, on: bool, source: &Source) {
        self.logging.add((on, logged, HostText::shown(profile)), source);
    }

    /// Takes a firewall rule as the registry holds it.
    pub(crate) fn rule(&mut self, rule: &str, source: &Source) {
        let places = self.blocked.iter_mut().zip(&mut self.allowed);
        for ((protocol, port), (blocked, allowed)) in PORTS.iter().zip(places) {
            let rule_of = Rule::of(rule, *protocol, *port);
            let text = || HostText::shown(rule);
            if rule_of.blocks_everybody() {
                blocked.add(text(), source);
            } else if rule_of.lets_in() {
                allowed.add(text(), source);
            }
        }
    }

    /// Takes a connection that the firewall wrote down.
    pub(crate) fn connection(&mut self, connection: &ConnectionRecord<'_>, source: &Source) {
        let (address, _) = connection.source;
        let port = (connection.protocol, connection.destination.1);
        let logged = if connection.allowed { &mut self.let_in } else { &mut self.dropped };
        let from_outside = connection.inbound && !is_loopback(address);
        let Some(tally) = at(port, logged).filter(|_| from_outside) else { return };
        let tally = tally.get_or_insert_with(|| Tally { times: 0, first: source.clone() });
        tally.times = tally.times.saturating_add(1);
        if *source < tally.first {
            tally.first = source.clone();
        }
    }

    /// True if silence means something: `netstat` prints TCP first, so a list with UDP in it has all of TCP, and Windows always
    /// has both. A list that was picked out of it, which has no heading, is silent of whatever was not asked.
    pub(crate) fn both_protocols(&self) -> bool {
        self.tcp && self.udp
    }

    /// The dangerous ports that listen to the network.
    pub(crate) fn listening(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        Self::found(&self.listening)
    }

    /// The dangerous ports that a rule blocks, if the firewall is on in every profile read.
    pub(crate) fn blocked(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        let on = self.is_on_everywhere();
        Self::found(&self.blocked).filter(move |_| on)
    }

    /// The dangerous ports that a rule lets others in to, or that the firewall's log says others came in to.
    pub(crate) fn let_in(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        Self::found(&self.allowed).chain(Self::logged(&self.let_in, "ALLOW"))
    }

    /// The dangerous ports at which the firewall's log says others were turned away.
    pub(crate) fn dropped(&self) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        Self::logged(&self.dropped, "DROP")
    }

    fn logged(
        places: &AtPorts<Option<Tally>>,
        what: &'static str,
    ) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        PORTS.into_iter().zip(places).filter_map(move |((protocol, port), tally)| {
            let Tally { times, first } = tally.as_ref()?;
            let text = HostText::shown(&format!("{what} {} {port}: {times}", shown(protocol)));
            Some(((protocol, port), Evidence { text, source: Some(first.clone()) }))
        })
    }

    /// What the firewall's profiles are set to write into its log, or not to.
    pub(crate) fn logging_is(&self, on: bool) -> Vec<Evidence> {
        let fitting = self.logging.iter().filter(|((is_on, ..), _)| *is_on == on);
        fitting
            .map(|((on, logged, profile), source)| {
                let name = match logged {
                    Logged::Dropped => "LogDroppedPackets",
                    Logged::Allowed => "LogSuccessfulConnections",
                };
                let text = HostText::shown(&format!("{profile}: {name}={}", u8::from(*on)));
                Evidence { text, source: Some(source.clone()) }
            })
            .collect()
    }

    /// True if the firewall is on in every profile read, and one was.
    pub(crate) fn is_on_everywhere(&self) -> bool {
        self.profiles.lowest().is_some_and(|((on, _), _)| *on)
    }

    /// Profiles in which the firewall is off.
    pub(crate) fn profiles_off(&self) -> impl Iterator<Item = Evidence> {
        self.profiles.iter().filter(|((on, _), _)| !on).map(|((_, profile), source)| {
            let text = HostText::shown(&format!("{profile}: EnableFirewall=0"));
            Evidence { text, source: Some(source.clone()) }
        })
    }

    fn found(
        places: &AtPorts<Values<HostText>>,
    ) -> impl Iterator<Item = ((Protocol, u16), Evidence)> {
        PORTS.into_iter().zip(places).filter_map(|(port, values)| {
            let (text, source) = values.earliest()?;
            Some((port, Evidence { text: text.clone(), source: Some(source.clone()) }))
        })
    }
}

/// What is known at a port, if it is one of [`PORTS`].
fn at<T>(port: (Protocol, u16), places: &mut AtPorts<T>) -> Option<&mut T> {
    PORTS.iter().zip(places).find(|(it, _)| **it == port).map(|(_, known)| known)
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

/// What a rule of `FirewallRules` (`v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|…`) means for one port.
#[derive(Debug, Default)]
struct Rule {
    block: bool,
    allow: bool,
    active: bool,
    inbound: bool,
    /// It names a protocol, and whether that is the port's.
    protocol: Option<bool>,
    /// It names ports, and whether the port is among them.
    port: Option<bool>,
    /// It is for certain addresses beyond the local network.
    far: bool,
    /// It is for one profile, some addresses, one program or the like.
    narrow: bool,
}

impl Rule {
    fn of(text: &str, protocol: Protocol, port: u16) -> Rule {
        let mut rule = Rule::default();
        for field in text.split('|') {
            let Some((name, value)) = field.split_once('=') else { continue };
            match name {
                "Action" => {
                    rule.block = value.eq_ignore_ascii_case("Block");
                    rule.allow = value.eq_ignore_ascii_case("Allow");
                }
                "Active" => rule.active = value.eq_ignore_ascii_case("TRUE"),
                "Dir" => rule.inbound = value.eq_ignore_ascii_case("In"),
                "Protocol" => {
                    let number = match protocol {
                        Protocol::Tcp => "6",
                        Protocol::Udp => "17",
                    };
                    rule.protocol = Some(value == number);
                }
                "LPort" | "LPort2_10" | "LPort2_20" | "LPort2_24" => {
                    let held = holds_port(value, port);
                    rule.port = Some(held || rule.port == Some(true));
                }
                "RA4" | "RA6" => {
                    rule.narrow = true;
                    rule.far |= !value.eq_ignore_ascii_case("LocalSubnet");
                }
                "Name" | "Desc" | "EmbedCtxt" | "Edge" => {}
                _ => rule.narrow = true,
            }
        }
        rule
    }

    /// It keeps everybody out: a rule for one profile, some addresses or one program leaves a way in.
    fn blocks_everybody(&self) -> bool {
        let fits = self.protocol.unwrap_or(true) && self.port.unwrap_or(true);
        self.block && self.active && self.inbound && fits && !self.narrow
    }

    /// It lets others in to this very port; a rule for chosen addresses is somebody's own decision.
    fn lets_in(&self) -> bool {
        let fits = self.protocol == Some(true) && self.port == Some(true);
        self.allow && self.active && self.inbound && fits && !self.far
    }
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

    fn blocks(rule: &str, protocol: Protocol, port: u16) -> bool {
        Rule::of(rule, protocol, port).blocks_everybody()
    }

    #[test]
    fn a_rule_lets_in_only_if_it_names_the_port_and_is_not_for_chosen_addresses() {
        let base = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Public|LPort=445|App=System|Name=x|";
        let lets_in = |rule: &str, port| Rule::of(rule, Protocol::Tcp, port).lets_in();
        assert!(lets_in(base, 445));
        assert!(!lets_in(base, 139));
        assert!(lets_in(&base.replace("Name=x", "RA4=LocalSubnet"), 445));
        for (field, other) in [
            ("Action=Allow", "Action=Block"),
            ("Active=TRUE", "Active=FALSE"),
            ("Dir=In", "Dir=Out"),
            ("LPort=445|", ""),
            ("Name=x", "RA4=10.0.0.9/255.255.255.255"),
        ] {
            assert!(!lets_in(&base.replace(field, other), 445), "{other}");
        }
    }

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
