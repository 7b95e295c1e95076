//! In: the rows of one rule, as `netsh advfirewall firewall show rule` prints it in any language. Out: the rule as the registry
//! writes it (`v2.10|Action=Block|Active=TRUE|Dir=In|…`).
//!
//! Rows are known by their order, which no language changes: a description if there is one, enabled, direction, profiles, group,
//! local and remote address, protocol, ports if the protocol has them, edge traversal, then with `verbose` program and service if
//! there are any, interfaces, security and source, and last the action.

use super::words::{self, Action};

/// Rows between edge traversal and action that `verbose` always prints.
const ALWAYS: usize = 3;

/// The rule; `None` if a word of it is not known or a row is not where it belongs.
pub(super) fn in_registry_form(name: &str, values: &[&str]) -> Option<String> {
    let described =
        |at: usize| Some((words::yes(values.get(at)?)?, words::inbound(values.get(at + 1)?)?));
    let first = usize::from(described(0).is_none());
    let (active, inbound) = described(first)?;
    let value = |behind: usize| values.get(first + behind).copied();
    let (profiles, local, remote) = (value(2)?, value(4)?, value(5)?);
    let (protocol, has_ports) = protocol(value(6)?)?;
    let behind = values.get(first + if has_ports { 9 } else { 7 }..)?;
    let (action, between) = behind.split_last()?;
    let (_edge, verbose) = between.split_first()?;

    let mut rule = format!(
        "v2.10|Action={}|Active={}|Dir={}|",
        match words::action(action)? {
            Action::Allow => "Allow",
            Action::Block => "Block",
            Action::Bypass => "ByPass",
        },
        if active { "TRUE" } else { "FALSE" },
        if inbound { "In" } else { "Out" },
    );
    let mut field = |name: &str, value: &str| {
        rule.push_str(&format!("{name}={}|", value.replace('|', "/")));
    };
    if let Some(protocol) = protocol {
        field("Protocol", &protocol);
    }
    if has_ports {
        let (near, far) = (value(7)?, value(8)?);
        if !words::any(near) {
            near.split(',').for_each(|port| field("LPort", port.trim()));
        } else if verbose.is_empty() {
            // Without `verbose` the program is not shown, and a rule for every port is mostly one for a program.
            field("App", "?");
        }
        if !words::any(far) {
            field("RPort", far);
        }
    } else if verbose.is_empty() {
        field("App", "?");
    }
    if profiles.split(',').count() < 3 {
        field("Profile", profiles);
    }
    for (name, address) in [("LA4", local), ("RA4", remote)] {
        if !words::any(address) {
            field(name, address);
        }
    }
    if !verbose.is_empty() {
        let programs = verbose.len().checked_sub(ALWAYS)?;
        let (programs, always) = verbose.split_at_checked(programs)?;
        programs.iter().filter(|it| !words::any(it)).for_each(|program| field("App", program));
        if let Some(interfaces) = always.first().filter(|it| !words::any(it)) {
            field("IFType", interfaces);
        }
    }
    field("Name", name);
    Some(rule)
}

/// A protocol's number, `None` within for any; and whether it has ports.
fn protocol(text: &str) -> Option<(Option<String>, bool)> {
    let known = match text.to_ascii_uppercase().as_str() {
        "TCP" => (6, true),
        "UDP" => (17, true),
        "ICMPV4" => (1, false),
        "IGMP" => (2, false),
        "IPV6" => (41, false),
        "GRE" => (47, false),
        "ICMPV6" => (58, false),
        _ if words::any(text) => return Some((None, false)),
        number => (number.parse::<u8>().ok()?, false),
    };
    Some((Some(known.0.to_string()), known.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], expected: Option<&str>) {
        assert_eq!(in_registry_form("x", values).as_deref(), expected, "{values:?}");
    }

    #[test]
    fn rules_are_written_as_the_registry_has_them() {
        let german = [
            "Ja",
            "Eingehend",
            "Domäne,Privat,Öffentlich",
            "",
            "Beliebig",
            "Beliebig",
            "TCP",
            "135,445",
            "Beliebig",
            "Nein",
            "Blocken",
        ];
        let block = "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=135|LPort=445|Name=x|";
        check(&german, Some(block));
        let chinese = [
            "是",
            "入",
            "域,专用,公用",
            "",
            "任何",
            "任何",
            "TCP",
            "135,445",
            "任何",
            "否",
            "阻止",
        ];
        check(&chinese, Some(block));
        let described = [&["Keeps worms out"][..], &chinese].concat();
        check(&described, Some(block));
    }

    #[test]
    fn what_leaves_a_way_in_is_kept() {
        let rule =
            ["Yes", "In", "Public", "", "Any", "LocalSubnet", "TCP", "445", "Any", "No", "Allow"];
        let text = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|Profile=Public|RA4=LocalSubnet|Name=x|";
        check(&rule, Some(text));
        let all = ["Yes", "In", "D,P,P", "", "Any", "Any", "TCP", "Any", "Any", "No", "Block"];
        check(&all, Some("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|App=?|Name=x|"));
        let verbose = [
            "Yes",
            "In",
            "D,P,P",
            "",
            "Any",
            "Any",
            "TCP",
            "445",
            "Any",
            "No",
            "C:\\a.exe",
            "Any",
            "NotRequired",
            "Local Setting",
            "Block",
        ];
        let app =
            "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|App=C:\\a.exe|Name=x|";
        check(&verbose, Some(app));
        let any = ["Yes", "Out", "D,P,P", "", "Any", "Any", "Any", "No", "Allow"];
        check(&any, Some("v2.10|Action=Allow|Active=TRUE|Dir=Out|App=?|Name=x|"));
    }

    #[test]
    fn unknown_words_are_not_guessed_at() {
        let rule = ["Yes", "In", "D,P,P", "", "Any", "Any", "TCP", "445", "Any", "No", "Block"];
        for at in [0, 1, 6, 10] {
            let mut other = rule;
            other[at] = "Kyllä";
            check(&other, None);
        }
        check(&rule[..9], None);
    }
}
