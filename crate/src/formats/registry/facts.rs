//! In: every registry record a reader makes. Out: the same record, and the facts and updates it tells of the host.
//!
//! What depends on later keys (which control set is current, whether a policy overrides a setting) is held until the end.

use crate::formats::{RecordSink, kb, product};
use crate::records::{
    Architecture, HostFact, HostRole, Logged, Position, Record, RegistryData, RegistryRecord,
    RegistryValue, ServerParameter, Update, UpdateRecord, UpdateSource, UpdateState,
};

use super::facts_keys::{InControlSet, Meaning, Profile, meaning};

/// Hosts have some hundred firewall rules; a file with more facts than this is not from one.
const MOST_HELD: usize = 20_000;
/// The longest firewall rule that is kept.
const LONGEST_RULE: usize = 4096;

/// Passes registry records on and tells the facts among them.
#[derive(Debug, Default)]
pub(super) struct FactFinder {
    meaning: Meaning,
    at: Option<Position>,
    version: Version,
    package: Package,
    server: Server,
    installed: Option<u64>,
    selected: Option<u32>,
    current_set_seen: bool,
    held: Vec<(u32, HostFact, Position)>,
    /// Firewall profiles that a policy switches on or off.
    policy_profiles: Vec<Profile>,
    local_updates: Updates,
    policy_updates: Updates,
}

/// What `…\Windows NT\CurrentVersion` said so far.
#[derive(Debug, Default)]
struct Version {
    major_minor: Option<(u32, u32)>,
    major: Option<u32>,
    minor: Option<u32>,
    build: Option<u32>,
    older_build: Option<u32>,
    service_pack: Option<u32>,
}

/// What a servicing package's key said so far.
#[derive(Debug, Default)]
struct Package {
    state: Option<u64>,
    location: Option<crate::records::Kb>,
}

/// What the Server service's key said so far.
#[derive(Debug, Default)]
struct Server {
    /// A value was read: a list of keys without their values says nothing of what is not set.
    any: bool,
    switches: Vec<(ServerParameter, u32, Position)>,
}

/// One source of automatic update settings.
#[derive(Debug, Default)]
struct Updates {
    options: Option<(u64, Position)>,
    never: Option<(bool, Position)>,
}

impl FactFinder {
    /// Passes a record on, and what it tells.
    pub(super) fn record(
        &mut self,
        record: RegistryRecord<'_>,
        at: Position,
        out: &mut dyn RecordSink,
    ) {
        out.record(Record::Registry(record), at);
        match record.value {
            None => {
                self.end_key(true, out);
                self.meaning = meaning(record.key);
                self.at = Some(at);
                match self.meaning {
                    Meaning::RestartPending => tell(HostFact::RestartPending, at, out),
                    Meaning::UpdateKeys => tell(HostFact::UpdateKeys, at, out),
                    Meaning::ControlSet(0, _) => self.current_set_seen = true,
                    _ => {}
                }
            }
            // What an export has deleted says nothing of what is there.
            Some(RegistryValue { data: RegistryData::Deletion, .. }) => {}
            Some(value) if self.meaning != Meaning::None => {
                self.value(value.name, value.data, at, out);
            }
            Some(_) => {}
        }
    }

    /// The file is over: tells what was held back.
    pub(super) fn finish(&mut self, out: &mut dyn RecordSink) {
        self.end_key(false, out);
        let set = if self.current_set_seen { 0 } else { self.selected.unwrap_or(1) };
        for (of, fact, at) in std::mem::take(&mut self.held) {
            let overridden = matches!(&fact, HostFact::FirewallProfile { profile, .. }
                if self.policy_profiles.contains(&profile.as_str()));
            if of == set && !overridden {
                tell(fact, at, out);
            }
        }
        let policy = self.policy_updates.on();
        if let Some((on, at)) = policy.or_else(|| self.local_updates.on()) {
            tell(HostFact::AutomaticUpdates(on), at, out);
        }
    }

    /// A key is over; `whole` unless the file ended in it, when what it did not say may only be cut off.
    pub(super) fn end_key(&mut self, whole: bool, out: &mut dyn RecordSink) {
        let Some(at) = self.at else { return };
        match std::mem::take(&mut self.meaning) {
            Meaning::WindowsVersion => {
                let mut version = std::mem::take(&mut self.version);
                if whole && version.build.is_some() {
                    version.service_pack.get_or_insert(0);
                }
                version.tell(at, out);
            }
            Meaning::Package { named } => {
                let Package { state, location } = std::mem::take(&mut self.package);
                let Some(state) = state.map(servicing_state) else { return };
                for update in [Some(named), location.map(Update::Kb)].into_iter().flatten() {
                    let source = UpdateSource::Servicing;
                    out.record(Record::Update(UpdateRecord { update, state, source }), at);
                }
            }
            Meaning::ControlSet(set, InControlSet::ServerParameters) => {
                let server = std::mem::take(&mut self.server);
                for (fact, at) in server.facts(whole, at) {
                    self.hold(set, fact, at);
                }
            }
            Meaning::UpdateKey(kb) => tell_installed(Update::Kb(kb), at, out),
            Meaning::HotfixKey(kb) if self.installed.take() != Some(0) => {
                tell_installed(Update::Kb(kb), at, out);
            }
            _ => {}
        }
    }

    fn value(
        &mut self,
        name: &str,
        data: RegistryData<'_>,
        at: Position,
        out: &mut dyn RecordSink,
    ) {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if let Meaning::ControlSet(set, InControlSet::Shares) = self.meaning
            && is_of_a_person(name)
        {
            self.hold(set, HostFact::SharedFolder(name.to_owned()), at);
        }
        if let Meaning::ControlSet(_, InControlSet::ServerParameters) = self.meaning {
            self.server.value(name, data, at);
        }
        let (number, text) = match data {
            RegistryData::Number(number) => (Some(number), None),
            RegistryData::Text(text) => (None, Some(text)),
            _ => return,
        };
        match (&self.meaning, number, text) {
            (Meaning::WindowsVersion, ..) => self.version.value(name, number, text, at, out),
            (Meaning::Package { .. }, Some(number), _) if is("CurrentState") => {
                self.package.state = Some(number);
            }
            (Meaning::Package { named: Update::Rollup { .. } }, _, Some(text))
                if is("InstallLocation") =>
            {
                self.package.location = kb::last(text);
            }
            (Meaning::HotfixKey(_), Some(number), _) if is("Installed") => {
                self.installed = Some(number);
            }
            (Meaning::LocalUpdates, Some(number), _) => self.local_updates.value(name, number, at),
            (Meaning::PolicyUpdates, Some(number), _) => {
                self.policy_updates.value(name, number, at);
            }
            (Meaning::AccountPolicies, Some(number), _) if is("LocalAccountTokenFilterPolicy") => {
                tell(HostFact::RemoteAdministratorsUnfiltered(number != 0), at, out);
            }
            (Meaning::PolicyFirewall(profile), Some(number), _) if is("EnableFirewall") => {
                if !self.policy_profiles.contains(profile) {
                    self.policy_profiles.push(profile);
                }
                tell(firewall(profile, number), at, out);
            }
            (Meaning::PolicyFirewallRules, _, Some(rule)) if rule.len() <= LONGEST_RULE => {
                tell(HostFact::FirewallRule(rule.to_owned()), at, out);
            }
            (Meaning::Select, Some(number), _) if is("Current") => {
                self.selected = u32::try_from(number).ok();
            }
            (&Meaning::ControlSet(set, meaning), ..) => {
                if let Some(fact) = in_control_set(meaning, name, number, text) {
                    self.hold(set, fact, at);
                }
            }
            _ => {}
        }
    }

    /// Keeps a fact until it is known which control set is the current one.
    fn hold(&mut self, set: u32, fact: HostFact, at: Position) {
        if self.held.len() < MOST_HELD {
            self.held.push((set, fact, at));
        }
    }
}

impl Version {
    fn value(
        &mut self,
        name: &str,
        number: Option<u64>,
        text: Option<&str>,
        at: Position,
        out: &mut dyn RecordSink,
    ) {
        let number = number.and_then(|number| u32::try_from(number).ok());
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        match (name.to_ascii_lowercase().as_str(), number, text) {
            ("productname", _, Some(text)) => tell(HostFact::Product(product::name(text)), at, out),
            ("currentversion", _, Some(text)) => {
                self.major_minor = text
                    .split_once('.')
                    .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
            }
            ("currentmajorversionnumber", Some(number), _) => self.major = Some(number),
            ("currentminorversionnumber", Some(number), _) => self.minor = Some(number),
            ("currentbuildnumber", _, Some(text)) => self.build = text.parse().ok(),
            // On XP this may hold an obsolete text, so the other one goes first.
            ("currentbuild", _, Some(text)) => self.older_build = text.parse().ok(),
            ("csdversion", _, Some(text)) => self.service_pack = product::service_pack(text),
            ("ubr", Some(number), _) => tell(HostFact::Revision(number), at, out),
            ("installationtype", _, Some(text)) => {
                tell(HostFact::InstallationType(text.to_owned()), at, out);
            }
            // The kernel's build, of which only the architecture is sure: `7601.23677.amd64fre.win7sp1_ldr.170209-0600`.
            ("buildlabex", _, Some(text)) => {
                let names = text.split('.').filter_map(|part| {
                    part.strip_suffix("fre").or_else(|| part.strip_suffix("chk"))
                });
                if let Some(found) = names.filter_map(architecture).next() {
                    tell(HostFact::Architecture(found), at, out);
                }
            }
            ("systemroot", _, Some(text)) => tell(HostFact::SystemRoot(text.to_owned()), at, out),
            _ => {}
        }
    }

    fn tell(self, at: Position, out: &mut dyn RecordSink) {
        // `CurrentVersion` stays at 6.3 from Windows 10 on; the two numbers came with it.
        let numbers = self.major.map(|major| (major, self.minor.unwrap_or(0)));
        match (numbers.or(self.major_minor), self.build.or(self.older_build)) {
            (Some((major, minor)), Some(build)) => {
                tell(HostFact::Version { major, minor, build }, at, out);
            }
            (None, Some(build)) => tell(HostFact::Build(build), at, out),
            _ => {}
        }
        if let Some(pack) = self.service_pack {
            tell(HostFact::ServicePack(pack), at, out);
        }
    }
}

impl Server {
    fn value(&mut self, name: &str, data: RegistryData<'_>, at: Position) {
        self.any = true;
        let known =
            ServerParameter::ALL.into_iter().find(|it| name.eq_ignore_ascii_case(it.name()));
        let number = match data {
            RegistryData::Number(number) => u32::try_from(number).ok(),
            _ => None,
        };
        if let (Some(parameter), Some(number)) = (known, number)
            && self.switches.len() < ServerParameter::ALL.len()
        {
            self.switches.push((parameter, number, at));
        }
    }

    /// What is set, and if the key was read whole what is not.
    fn facts(self, whole: bool, key: Position) -> impl Iterator<Item = (HostFact, Position)> {
        let whole = whole && self.any;
        ServerParameter::ALL.into_iter().filter_map(move |parameter| {
            let set = self.switches.iter().find(|(known, ..)| *known == parameter);
            let value = set.map(|(_, number, _)| *number);
            let at = set.map_or(key, |(.., at)| *at);
            (whole || value.is_some())
                .then_some((HostFact::ServerParameter { parameter, value }, at))
        })
    }
}

impl Updates {
    fn value(&mut self, name: &str, number: u64, at: Position) {
        if name.eq_ignore_ascii_case("AUOptions") {
            self.options = Some((number, at));
        } else if name.eq_ignore_ascii_case("NoAutoUpdate") {
            self.never = Some((number != 0, at));
        }
    }

    /// On means that updates install themselves (option 4): one that only tells of updates (2, 3, 7) still waits for somebody.
    /// Option 5 leaves it to the host's own setting, and so says nothing.
    fn on(&self) -> Option<(bool, Position)> {
        match (self.never, self.options) {
            (Some((true, at)), _) => Some((false, at)),
            (_, Some((option @ (1..=4 | 7), at))) => Some((option == 4, at)),
            _ => None,
        }
    }
}

fn in_control_set(
    meaning: InControlSet,
    name: &str,
    number: Option<u64>,
    text: Option<&str>,
) -> Option<HostFact> {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let small = number.and_then(|number| u32::try_from(number).ok());
    match meaning {
        // 0x100 is Service Pack 1.
        InControlSet::Windows if is("CSDVersion") => {
            small.map(|number| HostFact::ServicePack(number >> 8))
        }
        InControlSet::Environment if is("PROCESSOR_ARCHITECTURE") => {
            architecture(text?.trim()).map(HostFact::Architecture)
        }
        InControlSet::ProductOptions if is("ProductType") => {
            let role = match text?.trim().to_ascii_lowercase().as_str() {
                "winnt" => HostRole::Client,
                "servernt" => HostRole::Server,
                "lanmannt" => HostRole::DomainController,
                _ => return None,
            };
            Some(HostFact::Role(role))
        }
        InControlSet::ComputerName if is("ComputerName") => {
            text.filter(|text| !text.is_empty()).map(|text| HostFact::Name(text.to_owned()))
        }
        InControlSet::RemoteDesktop if is("PortNumber") => {
            small.and_then(|port| u16::try_from(port).ok()).map(HostFact::RemoteDesktopPort)
        }
        InControlSet::NetbiosInterface if is("NetbiosOptions") => {
            small.map(HostFact::NetbiosOptions)
        }
        InControlSet::Service(service) if is("Start") => {
            small.map(|start| HostFact::ServiceStart { service: service.to_owned(), start })
        }
        InControlSet::Firewall(profile) if is("EnableFirewall") => {
            number.map(|number| firewall(profile, number))
        }
        InControlSet::FirewallLogging(profile) => {
            let logged = [
                ("LogDroppedPackets", Logged::Dropped),
                ("LogSuccessfulConnections", Logged::Allowed),
            ];
            let (_, logged) = logged.into_iter().find(|(known, _)| is(known))?;
            let on = number? != 0;
            Some(HostFact::FirewallLogging { profile: profile.to_owned(), logged, on })
        }
        InControlSet::FirewallRules => text
            .filter(|rule| rule.len() <= LONGEST_RULE)
            .map(|rule| HostFact::FirewallRule(rule.to_owned())),
        _ => None,
    }
}

/// Windows makes `C$`, `print$` and a domain's own two by itself.
fn is_of_a_person(share: &str) -> bool {
    let own = ["NETLOGON", "SYSVOL"].iter().any(|own| share.eq_ignore_ascii_case(own));
    !own && !share.is_empty() && !share.ends_with('$')
}

/// Windows' own names of the architectures.
fn architecture(name: &str) -> Option<Architecture> {
    match name.to_ascii_lowercase().as_str() {
        "x86" => Some(Architecture::X86),
        "amd64" => Some(Architecture::X64),
        "ia64" => Some(Architecture::Ia64),
        "arm64" => Some(Architecture::Arm64),
        _ => None,
    }
}

fn firewall(profile: Profile, enabled: u64) -> HostFact {
    HostFact::FirewallProfile { profile: profile.to_owned(), on: enabled != 0 }
}

/// The servicing stack's numbers for a package's state.
fn servicing_state(state: u64) -> UpdateState {
    match state {
        0x70 | 0x80 => UpdateState::Installed,
        0x50 => UpdateState::Superseded,
        0x60 | 0x65 => UpdateState::Pending,
        _ => UpdateState::NotInForce,
    }
}

fn tell(fact: HostFact, at: Position, out: &mut dyn RecordSink) {
    out.record(Record::Fact(fact), at);
}

fn tell_installed(update: Update, at: Position, out: &mut dyn RecordSink) {
    let (state, source) = (UpdateState::Installed, UpdateSource::UpdatesKey);
    out.record(Record::Update(UpdateRecord { update, state, source }), at);
}
