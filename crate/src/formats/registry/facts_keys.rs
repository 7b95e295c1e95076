//! In: a key's path. Out: what its values may tell of the host, if anything. Only HKEY_LOCAL_MACHINE speaks for the host.

use jiance_blocks::start::after;

use crate::formats::package;
use crate::records::{Kb, Update};

/// What the values of a key mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Meaning {
    /// Nothing we ask about.
    #[default]
    None,
    /// Name, version and build of the Windows.
    WindowsVersion,
    /// Its presence says that an update waits for a restart.
    RestartPending,
    /// The records of updates stand below it.
    UpdateKeys,
    /// A package of the servicing stack.
    Package { named: Update },
    /// An update in the key that hotfix installers write before Vista; its presence is the record.
    UpdateKey(Kb),
    /// The same in the older place, where a value tells whether it is installed.
    HotfixKey(Kb),
    /// Automatic updates, as set on the host.
    LocalUpdates,
    /// Automatic updates, as set by policy.
    PolicyUpdates,
    /// A firewall profile, as set by policy.
    PolicyFirewall(Profile),
    /// Firewall rules set by policy.
    PolicyFirewallRules,
    /// What user accounts may do.
    AccountPolicies,
    /// Which control set is the current one.
    Select,
    /// A key of a control set: 0 the current one, else its number.
    ControlSet(u32, InControlSet),
}

/// What the values of a key in a control set mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum InControlSet {
    /// Nothing we ask about; but the control set is there.
    Other,
    Windows,
    Environment,
    ComputerName,
    ProductOptions,
    ServerParameters,
    Shares,
    RemoteDesktop,
    NetbiosInterface,
    Service(&'static str),
    Firewall(Profile),
    FirewallLogging(Profile),
    FirewallRules,
}

/// A firewall profile, by its name in the facts.
pub(super) type Profile = &'static str;

/// The services whose start type is asked about.
const SERVICES: [&str; 13] = [
    "lanmanserver",
    "lanmanworkstation",
    "lmhosts",
    "browser",
    "spooler",
    "netbt",
    "srv",
    "clussvc",
    "mrxsmb10",
    "mpssvc",
    "sharedaccess",
    "wuauserv",
    "rpcss",
];

/// What a key means.
pub(super) fn meaning(key: &str) -> Meaning {
    let Some(path) = after(key, r"HKEY_LOCAL_MACHINE\") else { return Meaning::None };
    if let Some(path) = after(path, r"SYSTEM\") {
        return system(path).unwrap_or_default();
    }
    if let Some(path) = after(path, r"SOFTWARE\Microsoft\") {
        return microsoft(path).unwrap_or_default();
    }
    after(path, r"SOFTWARE\Policies\Microsoft\").and_then(policies).unwrap_or_default()
}

fn microsoft(path: &str) -> Option<Meaning> {
    if let Some(path) = after(path, r"Windows NT\CurrentVersion") {
        if path.is_empty() {
            return Some(Meaning::WindowsVersion);
        }
        if path.eq_ignore_ascii_case(r"\HotFix") {
            return Some(Meaning::UpdateKeys);
        }
        return kb(after(path, r"\HotFix\").filter(|name| !name.contains('\\'))?)
            .map(Meaning::HotfixKey);
    }
    if path.eq_ignore_ascii_case(r"Windows\CurrentVersion\Policies\System") {
        return Some(Meaning::AccountPolicies);
    }
    if let Some(path) = after(path, r"Windows\CurrentVersion\Component Based Servicing\") {
        if path.eq_ignore_ascii_case("RebootPending") {
            return Some(Meaning::RestartPending);
        }
        if path.eq_ignore_ascii_case("Packages") {
            return Some(Meaning::UpdateKeys);
        }
        let name = after(path, r"Packages\").filter(|name| !name.contains('\\'))?;
        return Some(Meaning::Package { named: package::named(name)? });
    }
    if let Some(path) = after(path, r"Windows\CurrentVersion\WindowsUpdate\Auto Update") {
        return match path {
            "" => Some(Meaning::LocalUpdates),
            path if path.eq_ignore_ascii_case(r"\RebootRequired") => Some(Meaning::RestartPending),
            _ => None,
        };
    }
    // `Updates\Windows XP\SP4\KB4012598`, and nothing below it.
    let mut names = after(path, r"Updates\")?.split('\\');
    let (product, _pack, update) = (names.next()?, names.next()?, names.next()?);
    after(product, "Windows ").filter(|_| names.next().is_none())?;
    kb(update).map(Meaning::UpdateKey)
}

fn policies(path: &str) -> Option<Meaning> {
    if path.eq_ignore_ascii_case(r"Windows\WindowsUpdate\AU") {
        return Some(Meaning::PolicyUpdates);
    }
    let path = after(path, r"WindowsFirewall\")?;
    if path.eq_ignore_ascii_case("FirewallRules") {
        return Some(Meaning::PolicyFirewallRules);
    }
    profile(path).map(Meaning::PolicyFirewall)
}

fn system(path: &str) -> Option<Meaning> {
    if path.eq_ignore_ascii_case("Select") {
        return Some(Meaning::Select);
    }
    let (set, rest) = path.split_once('\\').unwrap_or((path, ""));
    let set = match after(set, "ControlSet") {
        Some(number) => number.parse().ok()?,
        None if set.eq_ignore_ascii_case("CurrentControlSet") => 0,
        None => return None,
    };
    Some(Meaning::ControlSet(set, control_set(rest).unwrap_or(InControlSet::Other)))
}

fn control_set(path: &str) -> Option<InControlSet> {
    if let Some(path) = after(path, r"Control\") {
        return [
            ("Windows", InControlSet::Windows),
            (r"Session Manager\Environment", InControlSet::Environment),
            (r"ComputerName\ComputerName", InControlSet::ComputerName),
            ("ProductOptions", InControlSet::ProductOptions),
            (r"Terminal Server\WinStations\RDP-Tcp", InControlSet::RemoteDesktop),
        ]
        .into_iter()
        .find_map(|(name, meaning)| path.eq_ignore_ascii_case(name).then_some(meaning));
    }
    let path = after(path, r"Services\")?;
    let (service, rest) = path.split_once('\\').unwrap_or((path, ""));
    if rest.is_empty() {
        let known = SERVICES.iter().find(|known| service.eq_ignore_ascii_case(known));
        return known.map(|known| InControlSet::Service(known));
    }
    if path.eq_ignore_ascii_case(r"LanmanServer\Parameters") {
        return Some(InControlSet::ServerParameters);
    }
    if path.eq_ignore_ascii_case(r"LanmanServer\Shares") {
        return Some(InControlSet::Shares);
    }
    if let Some(interface) = after(path, r"NetBT\Parameters\Interfaces\") {
        return (!interface.contains('\\')).then_some(InControlSet::NetbiosInterface);
    }
    let path = after(path, r"SharedAccess\Parameters\FirewallPolicy\")?;
    if path.eq_ignore_ascii_case("FirewallRules") {
        return Some(InControlSet::FirewallRules);
    }
    match path.split_once('\\') {
        None => profile(path).map(InControlSet::Firewall),
        Some((path, below)) => below
            .eq_ignore_ascii_case("Logging")
            .then(|| profile(path).map(InControlSet::FirewallLogging))?,
    }
}

/// Policies call `private` what the host's own settings call `standard`.
fn profile(name: &str) -> Option<Profile> {
    [
        ("DomainProfile", "domainprofile"),
        ("PublicProfile", "publicprofile"),
        ("StandardProfile", "standardprofile"),
        ("PrivateProfile", "standardprofile"),
    ]
    .into_iter()
    .find_map(|(known, profile)| name.eq_ignore_ascii_case(known).then_some(profile))
}

/// `KB4012598`, `KB951376-v2`, `Q147222`.
fn kb(name: &str) -> Option<Kb> {
    crate::formats::kb::at_start(name).map(|(kb, _)| kb)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CBS: &str =
        r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing";

    #[test]
    fn packages_are_named_by_number_or_by_revision() {
        let named = |name: &str| meaning(&format!("{CBS}\\Packages\\{name}"));
        let kb = |number| Meaning::Package { named: Update::Kb(Kb(number)) };
        for (name, expected) in [
            ("Package_for_KB4012212~31bf3856ad364e35~amd64~~6.1.1.0", kb(4_012_212)),
            ("Package_8_for_KB938371~31bf3856ad364e35~x86~~6.0.1.35", kb(938_371)),
            ("Package_for_KB937287_client~31bf3856ad364e35~x86~~6.0.1.18000", kb(937_287)),
            (
                "Package_for_RollupFix~31bf3856ad364e35~amd64~~14393.321.1.5",
                Meaning::Package { named: Update::Rollup { build: 14393, revision: 321 } },
            ),
            ("Microsoft-Windows-Foundation-Package~31bf~amd64~~6.1.7601.17514", Meaning::None),
            ("Package_for_KB4012212~31bf~amd64~~6.1.1.0\\Owners", Meaning::None),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
        assert_eq!(meaning(&format!("{CBS}\\Packages")), Meaning::UpdateKeys);
        assert_eq!(meaning(&format!("{CBS}\\RebootPending")), Meaning::RestartPending);
        assert_eq!(meaning(&format!("{CBS}\\RebootPending\\x")), Meaning::None);
    }

    #[test]
    fn old_update_keys_count_at_their_own_level_and_outside_wow6432node() {
        let updates = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Updates";
        let wow = r"HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Microsoft\Updates";
        let fix = Meaning::UpdateKey(Kb(4_012_598));
        assert_eq!(meaning(&format!(r"{updates}\Windows XP\SP4\KB4012598")), fix);
        assert_eq!(meaning(&format!(r"{updates}\Windows XP Version 2003\SP3\kb4012598-v2")), fix);
        assert_eq!(
            meaning(&format!(r"{updates}\Windows XP\SP4\KB4012598\Filelist")),
            Meaning::None
        );
        assert_eq!(meaning(&format!(r"{updates}\Office\SP4\KB4012598")), Meaning::None);
        assert_eq!(meaning(&format!(r"{wow}\Windows XP\SP4\KB4012598")), Meaning::None);
    }

    #[test]
    fn only_the_machine_hive_speaks_for_the_host() {
        let path = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
        assert_eq!(meaning(&format!(r"HKEY_LOCAL_MACHINE\{path}")), Meaning::WindowsVersion);
        assert_eq!(meaning(&format!(r"HKEY_USERS\{path}")), Meaning::None);
        assert_eq!(meaning(&format!(r"HKEY_LOCAL_MACHINE\BACKUP\{path}")), Meaning::None);
    }

    #[test]
    fn control_sets_are_told_apart() {
        let service =
            |set: &str| meaning(&format!(r"HKEY_LOCAL_MACHINE\SYSTEM\{set}\Services\Browser"));
        let browser = InControlSet::Service("browser");
        assert_eq!(service("CurrentControlSet"), Meaning::ControlSet(0, browser));
        assert_eq!(service("ControlSet002"), Meaning::ControlSet(2, browser));
        assert_eq!(service("LastKnownGood"), Meaning::None);
    }
}
