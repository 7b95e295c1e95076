//! In: what a host's files state about it (facts, updates, sockets), in any order. Out: one profile with the place of each fact.
//!
//! Sources may contradict each other. What the servicing stack says of an update counts more than a list of names; of two
//! revisions or service packs the lower counts; two builds, or a server that is also a client, stay two possibilities.

mod network;
mod updates;
mod values;

pub(crate) use network::{Network, PORTS, shown};
pub(crate) use updates::{Standing, Updates};
pub(crate) use values::Values;

use crate::host_text::HostText;
use crate::knowledge::{PRODUCTS, Product, Role, WEAKNESSES, candidates};
use crate::letters::small;
use crate::records::{
    Architecture, ConnectionRecord, HostFact, HostRole, ManifestRecord, ServerParameter,
    SocketRecord, UpdateRecord,
};
use crate::report::{Duty, Host, HostFactSource, Os, Source};
use crate::small_map::SmallMap;

/// The services that the measures speak of, by key name in lower case.
pub(crate) const SERVICES: [&str; 4] = ["lanmanserver", "lmhosts", "browser", "spooler"];
/// Others whose presence tells something: the driver behind SMB version 1, failover clusters.
const TELLING: [&str; 2] = [SMB1_DRIVER, CLUSTER];
/// The driver that serves SMB version 1.
pub(crate) const SMB1_DRIVER: &str = "srv";
/// The service of failover clusters.
const CLUSTER: &str = "clussvc";

/// The first build that is called Windows 11, although its registry still says 10.
const WINDOWS_11: u32 = 22000;

/// Everything known about the host, apart from signs of malware.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HostProfile {
    products: Values<HostText>,
    versions: Values<(u32, u32)>,
    builds: Values<u32>,
    revisions: Values<u32>,
    service_packs: Values<u32>,
    architectures: Values<&'static str>,
    installation_types: Values<HostText>,
    roles: Values<HostRole>,
    names: Values<HostText>,
    collected_at: Values<HostText>,
    elevated: Values<bool>,
    system_drives: Values<char>,
    files: SmallMap<&'static str, Values<[u32; 4]>>,
    services: SmallMap<&'static str, Values<u32>>,
    pub(crate) updates: Updates,
    pub(crate) network: Network,
    server: SmallMap<ServerParameter, Values<Option<u32>>>,
    shares: Values<HostText>,
    pub(crate) administrators_unfiltered: Values<bool>,
    pub(crate) remote_desktop: Values<u16>,
    /// HKEY_LOCAL_MACHINE\SYSTEM was read whole: a service that is not in it is not there.
    system_is_whole: bool,
    pub(crate) netbios: Values<u32>,
    pub(crate) automatic_updates: Values<bool>,
}

impl HostProfile {
    /// Takes a fact.
    pub(crate) fn fact(&mut self, fact: &HostFact, source: &Source) {
        match fact {
            HostFact::Product(name) => self.products.add(HostText::shown(name), source),
            HostFact::Version { major, minor, build } => {
                self.versions.add((*major, *minor), source);
                self.builds.add(*build, source);
            }
            HostFact::Build(build) => self.builds.add(*build, source),
            HostFact::Revision(revision) => self.revisions.add(*revision, source),
            HostFact::ServicePack(number) => self.service_packs.add(*number, source),
            HostFact::Architecture(architecture) => {
                let name = match architecture {
                    Architecture::X86 => "x86",
                    Architecture::X64 => "x64",
                    Architecture::Ia64 => "ia64",
                    Architecture::Arm64 => "arm64",
                };
                self.architectures.add(name, source);
            }
            HostFact::InstallationType(name) => {
                self.installation_types.add(HostText::shown(name), source);
            }
            HostFact::Name(name) => self.names.add(HostText::shown(name), source),
            HostFact::SystemRoot(path) => {
                let drive = path.chars().next().filter(char::is_ascii_alphabetic);
                if let Some(drive) = drive.filter(|_| path.get(1..2) == Some(":")) {
                    self.system_drives.add(drive.to_ascii_uppercase(), source);
                }
            }
            HostFact::Role(role) => self.roles.add(*role, source),
            HostFact::DeclaredUpdates { declared, listed } => {
                self.updates.declared.add((*declared, *listed), source);
            }
            HostFact::UpdateKeys => self.updates.keys.add((), source),
            HostFact::UpdatesElided => self.updates.elided.add((), source),
            HostFact::UpdatesWhole => self.updates.whole.add((), source),
            HostFact::RestartPending => self.updates.restart.add((), source),
            HostFact::FileVersion { file, version } => {
                if let Some(name) = ruled_file(file) {
                    self.files.entry(name).add(*version, source);
                }
            }
            HostFact::ServiceStart { service, start } => {
                let known = SERVICES.iter().chain(&TELLING);
                if let Some(name) = known.into_iter().find(|name| *name == service) {
                    self.services.entry(name).add(*start, source);
                }
            }
            HostFact::ServerParameter { parameter, value } => {
                self.server.entry(*parameter).add(*value, source);
            }
            HostFact::SharedFolder(name) => self.shares.add(HostText::shown(name), source),
            HostFact::RemoteAdministratorsUnfiltered(on) => {
                self.administrators_unfiltered.add(*on, source);
            }
            HostFact::RemoteDesktopPort(port) => self.remote_desktop.add(*port, source),
            HostFact::FirewallLogging { profile, logged, on } => {
                self.network.logging(profile, *logged, *on, source);
            }
            HostFact::NetbiosOptions(options) => self.netbios.add(*options, source),
            HostFact::FirewallProfile { profile, on } => self.network.profile(profile, *on, source),
            HostFact::FirewallRule(rule) => self.network.rule(rule, source),
            HostFact::AutomaticUpdates(on) => self.automatic_updates.add(*on, source),
        }
    }

    /// The drive Windows runs from.
    pub(crate) fn system_drive(&self) -> Option<char> {
        self.system_drives.lowest().map(|(drive, _)| *drive)
    }

    /// Takes an update.
    pub(crate) fn update(&mut self, record: &UpdateRecord, source: &Source) {
        self.updates.add(record, source);
    }

    /// Takes a socket.
    pub(crate) fn socket(&mut self, record: &SocketRecord<'_>, source: &Source) {
        self.network.socket(record, source);
    }

    /// Takes a connection that the firewall wrote down.
    pub(crate) fn connection(&mut self, record: &ConnectionRecord<'_>, source: &Source) {
        self.network.connection(record, source);
    }

    /// Takes what a collector's manifest says about the host.
    pub(crate) fn manifest(&mut self, record: &ManifestRecord, source: &Source) {
        match record {
            ManifestRecord::CollectedAt(time) => {
                self.collected_at.add(HostText::shown(time), source);
            }
            ManifestRecord::Name(name) => self.names.add(HostText::shown(name), source),
            ManifestRecord::Elevated(elevated) => self.elevated.add(*elevated, source),
            ManifestRecord::FixedDrive(_)
            | ManifestRecord::SystemDrive(_)
            | ManifestRecord::Part(_) => {}
        }
    }

    /// The builds the sources state: one, unless they contradict each other.
    pub(crate) fn builds(&self) -> impl Iterator<Item = (u32, &Source)> {
        self.builds.iter().map(|(build, source)| (*build, source))
    }

    /// Update build revision; of several the lowest.
    pub(crate) fn revision(&self) -> Option<(u32, &Source)> {
        self.revisions.lowest().map(|(revision, source)| (*revision, source))
    }

    /// Stated service pack; of several the lowest.
    pub(crate) fn service_pack(&self) -> Option<u32> {
        self.service_packs.lowest().map(|(number, _)| *number)
    }

    /// Versions of a file that a fix replaces.
    pub(crate) fn file(&self, name: &str) -> impl Iterator<Item = ([u32; 4], &Source)> {
        self.files.get(name).into_iter().flat_map(Values::iter).map(|(version, at)| (*version, at))
    }

    /// HKEY_LOCAL_MACHINE\SYSTEM was read whole.
    pub(crate) fn registry_system_is_whole(&mut self) {
        self.system_is_whole = true;
    }

    /// A switch of the Server service; `None` among the values where a key read whole does not hold it.
    pub(crate) fn server(
        &self,
        parameter: ServerParameter,
    ) -> impl Iterator<Item = (Option<u32>, &Source)> {
        self.server
            .get(&parameter)
            .into_iter()
            .flat_map(Values::iter)
            .map(|(value, at)| (*value, at))
    }

    /// True if a service is known not to be there.
    pub(crate) fn lacks_service(&self, name: &str) -> bool {
        self.system_is_whole && self.services.get(name).is_none()
    }

    /// What others depend on this host for, as far as it is known.
    pub(crate) fn duties(&self) -> Vec<Duty> {
        let mut duties = Vec::new();
        if self.roles.iter().any(|(role, _)| *role == HostRole::DomainController) {
            duties.push(Duty::DomainController);
        }
        if !self.shares.is_empty() {
            duties.push(Duty::FileServer);
        }
        if self.services.get(CLUSTER).is_some() {
            duties.push(Duty::ClusterNode);
        }
        duties
    }

    /// Start types of one of [`SERVICES`], or of the services that tell something by being there.
    pub(crate) fn service(&self, name: &str) -> impl Iterator<Item = (u32, &Source)> {
        self.services.get(name).into_iter().flat_map(Values::iter).map(|(start, at)| (*start, at))
    }

    /// The products this host can be, if its build is `build`.
    pub(crate) fn products(&self, build: u32) -> impl Iterator<Item = &'static Product> {
        candidates(build, self.role())
    }

    /// Client or server; `None` if that is not told, contradicted, or an embedded system, which takes either's updates.
    pub(crate) fn role(&self) -> Option<Role> {
        let mut roles = Values::default();
        for (kind, source) in self.installation_types.iter() {
            roles.add(Role::of_installation_type(kind.as_str()), source);
        }
        for (role, source) in self.roles.iter() {
            let client = *role == HostRole::Client;
            roles.add(if client { Role::Client } else { Role::Server }, source);
        }
        for (product, source) in self.products.iter() {
            roles.add(Role::of_product(product.as_str())?, source);
        }
        roles.agreed().map(|(role, _)| *role)
    }

    /// Two names that can't be those of one computer, the one that is read first in front.
    pub(crate) fn other_name(&self) -> Option<[(&HostText, &Source); 2]> {
        let first = self.names.earliest()?;
        let name = netbios_name(first.0.as_str());
        let other = self.names.iter().find(|(other, _)| netbios_name(other.as_str()) != name)?;
        Some([first, other])
    }

    /// A product that is a client and one that is a server.
    pub(crate) fn other_role(&self) -> Option<[(&HostText, &Source); 2]> {
        let of_role = |wanted| {
            self.products.iter().find(|(product, _)| is_server(product.as_str()) == wanted)
        };
        Some([of_role(false)?, of_role(true)?])
    }

    /// The host as the report shows it.
    pub(crate) fn to_report(&self) -> Host {
        let mut from = Vec::new();
        let mut take = |fact: &str, source: &Source| {
            from.push(HostFactSource { fact: fact.to_owned(), source: source.clone() });
        };
        let build = self.builds.agreed().map(|(build, source)| {
            take("os.build", source);
            *build
        });
        let product = self.products.earliest().map(|(product, source)| {
            take("os.product", source);
            match build {
                Some(WINDOWS_11..) if product.as_str().starts_with("Windows 10") => {
                    HostText::shown(&product.as_str().replacen("Windows 10", "Windows 11", 1))
                }
                _ => product.clone(),
            }
        });
        let version = match (self.versions.agreed(), self.builds.agreed()) {
            (Some((version, source)), _) => {
                take("os.version", source);
                Some(*version)
            }
            (None, Some((build, source))) => {
                version_of(*build).inspect(|_| take("os.version", source))
            }
            (None, None) => None,
        };
        let revision = self.revisions.lowest().map(|(revision, source)| {
            take("os.revision", source);
            *revision
        });
        let service_pack = self.service_packs.lowest().map(|(number, source)| {
            take("os.service_pack", source);
            *number
        });
        let architecture = self.architectures.agreed().map(|(name, source)| {
            take("os.architecture", source);
            (*name).to_owned()
        });
        let installation_type = self.installation_types.agreed().map(|(kind, source)| {
            take("os.installation_type", source);
            kind.clone()
        });
        let collected_at = self.collected_at.earliest().map(|(time, source)| {
            take("collected_at", source);
            time.clone()
        });
        let name = self.names.earliest().map(|(name, source)| {
            take("name", source);
            name.clone()
        });
        let elevated = self.elevated.agreed().map(|(elevated, source)| {
            take("elevated", source);
            *elevated
        });
        // Where sources disagree, the one that the smaller number comes from: a script asks the host itself.
        let remote_desktop_port = self.remote_desktop.lowest().map(|(port, source)| {
            take("remote_desktop_port", source);
            *port
        });
        let duties = self.duties();
        let version = version.map(|(major, minor)| format!("{major}.{minor}"));
        let os =
            Os { product, version, build, revision, service_pack, architecture, installation_type };
        Host { os, collected_at, name, elevated, remote_desktop_port, duties, from }
    }
}

/// Kernel version of a build, for sources that state only the build.
fn version_of(build: u32) -> Option<(u32, u32)> {
    if 10240 <= build {
        return Some((10, 0));
    }
    PRODUCTS.iter().find(|product| product.builds.contains(&build)).map(|product| product.version)
}

fn is_server(product: &str) -> bool {
    product.to_ascii_lowercase().contains("server")
}

/// How long a computer's name is in the form that every source knows; the name in DNS may be longer.
const NETBIOS_LENGTH: usize = 15;

/// A computer's name as it is compared: without case, as short as NetBIOS has it, and with `-` for what `cmd` or a code page can't write.
fn netbios_name(name: &str) -> String {
    let letters = name.chars().take(NETBIOS_LENGTH).map(small);
    letters.map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

/// The name of a file that some weakness has a rule for.
fn ruled_file(file: &str) -> Option<&'static str> {
    WEAKNESSES
        .iter()
        .flat_map(|weakness| weakness.affected)
        .flat_map(|affected| affected.files)
        .map(|rule| rule.name)
        .find(|name| *name == file)
}
