//! The records that formats give and that matching, coverage and assessment take: the only thing those parts share.
//!
//! Records borrow from the line they were read from, so reading a gigabyte allocates nothing per record.

/// Where in one entry's text something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line number, counted from 1; 0 in what has no lines.
    pub line: u64,
    /// Byte offset of the line's start in the entry (in its own encoding, after unpacking).
    pub offset: u64,
}

impl Position {
    /// A place in an entry that is not text.
    pub(crate) fn in_binary(offset: u64) -> Position {
        Position { line: 0, offset }
    }

    /// The line number, where there are lines.
    pub(crate) fn line(self) -> Option<u64> {
        (0 < self.line).then_some(self.line)
    }
}

/// One thing a format read.
#[derive(Debug, Clone, PartialEq)]
pub enum Record<'a> {
    /// A file or folder of a listing.
    File(FileRecord<'a>),
    /// A running process.
    Process(ProcessRecord<'a>),
    /// A registry key or one of its values.
    Registry(RegistryRecord<'a>),
    /// Something the host says of itself.
    Fact(HostFact),
    /// An installed (or half installed) update.
    Update(UpdateRecord),
    /// A listening or connected socket.
    Socket(SocketRecord<'a>),
    /// A connection that the firewall wrote down.
    Connection(ConnectionRecord<'a>),
    /// What a collector's manifest declares.
    Manifest(ManifestRecord),
}

/// What a listing says an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A plain file.
    File,
    /// A directory.
    Directory,
    /// A junction, symbolic link or other reparse point.
    Link,
    /// The listing does not tell (`dir /b`).
    Unsaid,
    /// A file or directory that was deleted; its volume still holds its record.
    Deleted,
}

/// A file or folder, by its full path as the listing gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRecord<'a> {
    /// Full path, drive first, single backslashes, no trailing one: `C:\Windows\tasksche.exe`.
    pub path: &'a str,
    /// What it is.
    pub kind: FileKind,
    /// Size in bytes, where the listing gives it.
    pub size: Option<u64>,
}

/// A running process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcessRecord<'a> {
    /// Image name: `tasksche.exe`.
    pub name: &'a str,
    /// True where the source cuts long names (`tasklist`'s table, at 25 characters) and this one may be cut.
    pub name_may_be_cut: bool,
    /// Full path of the image, where the source gives one.
    pub path: Option<&'a str>,
    /// Process id.
    pub pid: Option<u32>,
    /// The row as it stands, for showing.
    pub row: &'a str,
}

/// A registry key, or one value in it. `reg export` order: a record for the key itself, then one for each value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegistryRecord<'a> {
    /// Full key path with the hive's long name: `HKEY_LOCAL_MACHINE\SOFTWARE\…`.
    pub key: &'a str,
    /// The value; `None` for the key's own record.
    pub value: Option<RegistryValue<'a>>,
}

/// A registry value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegistryValue<'a> {
    /// Value name, unescaped; empty for the default value.
    pub name: &'a str,
    /// Its type, as Windows numbers it ([`registry_type`]).
    pub kind: u32,
    /// Its data, decoded.
    pub data: RegistryData<'a>,
}

/// A registry value's data. Data too large to hold comes as several records of the same key and name, each overlapping the last
/// one's end by [`DATA_OVERLAP`] bytes, so that no text is lost at a seam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistryData<'a> {
    /// REG_SZ, REG_EXPAND_SZ, REG_LINK, decoded; REG_MULTI_SZ with its strings joined by `\n`.
    Text(&'a str),
    /// REG_DWORD or REG_QWORD.
    Number(u64),
    /// Everything else, as bytes.
    Bytes(&'a [u8]),
    /// A `.reg` line that deletes the value or the key: an order, not a state. Never a sign, never a fact.
    Deletion,
}

/// Registry value types, as `winnt.h` numbers them.
pub mod registry_type {
    /// Bytes without a type.
    pub const NONE: u32 = 0;
    /// Text.
    pub const SZ: u32 = 1;
    /// Text with environment variables.
    pub const EXPAND_SZ: u32 = 2;
    /// Bytes.
    pub const BINARY: u32 = 3;
    /// A 32-bit number.
    pub const DWORD: u32 = 4;
    /// A 32-bit number, its highest byte first.
    pub const DWORD_BIG_ENDIAN: u32 = 5;
    /// The target of a symbolic link.
    pub const LINK: u32 = 6;
    /// A list of texts.
    pub const MULTI_SZ: u32 = 7;
    /// Resources of a driver.
    pub const RESOURCE_LIST: u32 = 8;
    /// Resources of a piece of hardware.
    pub const FULL_RESOURCE_DESCRIPTOR: u32 = 9;
    /// Resources that a driver may use.
    pub const RESOURCE_REQUIREMENTS_LIST: u32 = 10;
    /// A 64-bit number.
    pub const QWORD: u32 = 11;

    /// A type's name; `None` for numbers that Windows gives no name, which programs use for their own.
    pub fn name(kind: u32) -> Option<&'static str> {
        Some(match kind {
            NONE => "REG_NONE",
            SZ => "REG_SZ",
            EXPAND_SZ => "REG_EXPAND_SZ",
            BINARY => "REG_BINARY",
            DWORD => "REG_DWORD",
            DWORD_BIG_ENDIAN => "REG_DWORD_BIG_ENDIAN",
            LINK => "REG_LINK",
            MULTI_SZ => "REG_MULTI_SZ",
            RESOURCE_LIST => "REG_RESOURCE_LIST",
            FULL_RESOURCE_DESCRIPTOR => "REG_FULL_RESOURCE_DESCRIPTOR",
            RESOURCE_REQUIREMENTS_LIST => "REG_RESOURCE_REQUIREMENTS_LIST",
            QWORD => "REG_QWORD",
            _ => return None,
        })
    }
}

/// How far parts of a large value overlap, in bytes: more than twice the longest text an advisory looks for in UTF-16.
pub const DATA_OVERLAP: usize = 1024;

/// One fact that a host states about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostFact {
    /// `ProductName` or its like: `Windows 7 Ultimate`, without `Microsoft`.
    Product(String),
    /// Kernel version and build: 6, 1, 7601.
    Version {
        /// Major version.
        major: u32,
        /// Minor version.
        minor: u32,
        /// Build number.
        build: u32,
    },
    /// Build number alone (the registry's `CurrentBuildNumber`).
    Build(u32),
    /// Update build revision (UBR).
    Revision(u32),
    /// Service pack number; 0 where the host says there is none.
    ServicePack(u32),
    /// Processor architecture of the Windows.
    Architecture(Architecture),
    /// `Client`, `Server`, `Server Core`.
    InstallationType(String),
    /// Client, server, or a domain's own server.
    Role(HostRole),
    /// Computer name.
    Name(String),
    /// Where Windows is installed: `C:\Windows`.
    SystemRoot(String),
    /// How many updates a list says it holds (`Hotfix(s): 273 Hotfix(s) Installed.`, or none: `N/A`), and how many of them it shows.
    DeclaredUpdates {
        /// How many it says there are.
        declared: u32,
        /// How many stand below.
        listed: u32,
    },
    /// A list says that it goes on without showing how (`{KB4533002, KB4515383...}`).
    UpdatesElided,
    /// A registry export shows the keys in which Windows notes its updates.
    UpdateKeys,
    /// An update list ended as such a list ends.
    UpdatesWhole,
    /// An update is installed but waits for a restart.
    RestartPending,
    /// Version of a system file that a fix replaces: (`srv.sys`, 6.1.7601.23689), name in lower case.
    FileVersion {
        /// File name in lower case.
        file: String,
        /// Its four numbers.
        version: [u32; 4],
    },
    /// A service's start type (0 boot, 1 system, 2 automatic, 3 manual, 4 disabled), name in lower case.
    ServiceStart {
        /// Service key name in lower case (`lanmanserver`).
        service: String,
        /// The `Start` value.
        start: u32,
    },
    /// A switch of the Server service, in `LanmanServer\Parameters`; `None` where that key was read whole and does not hold it.
    ServerParameter {
        /// Which.
        parameter: ServerParameter,
        /// Its number.
        value: Option<u32>,
    },
    /// A folder that is shared, by the share's name; not those Windows makes for itself.
    SharedFolder(String),
    /// Local administrators keep their rights when they log on over the network (`LocalAccountTokenFilterPolicy`): true when not 0.
    RemoteAdministratorsUnfiltered(bool),
    /// The port on which remote desktop listens (`RDP-Tcp\PortNumber`).
    RemoteDesktopPort(u16),
    /// NetBIOS over TCP/IP per network interface (`NetbiosOptions`): 0 by DHCP, 1 on, 2 off.
    NetbiosOptions(u32),
    /// Whether a firewall profile is on (`EnableFirewall`), profile in lower case (`standardprofile`).
    FirewallProfile {
        /// `domainprofile`, `publicprofile` or `standardprofile` (which is also XP's only one); from a command, as it names it.
        profile: String,
        /// `EnableFirewall` is not 0.
        on: bool,
    },
    /// Whether a firewall profile writes its log.
    FirewallLogging {
        /// As in [`HostFact::FirewallProfile`].
        profile: String,
        /// What it writes down.
        logged: Logged,
        /// `LogDroppedPackets` or `LogSuccessfulConnections` is not 0.
        on: bool,
    },
    /// A firewall rule as the registry (`FirewallRules`) writes it: `v2.10|Action=Block|…`.
    FirewallRule(String),
    /// Automatic updates (`AUOptions`, `NoAutoUpdate`): true when on.
    AutomaticUpdates(bool),
}

impl HostFact {
    /// True for what a list of updates says of itself.
    pub fn is_about_updates(&self) -> bool {
        matches!(
            self,
            HostFact::DeclaredUpdates { .. }
                | HostFact::UpdatesElided
                | HostFact::UpdateKeys
                | HostFact::UpdatesWhole
        )
    }
}

/// A switch of the Server service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServerParameter {
    /// `SMB1`: whether it speaks version 1.
    Smb1,
    /// `AutoShareServer`: whether a server has C$ and ADMIN$.
    AutoShareServer,
    /// `AutoShareWks`: whether a workstation has them.
    AutoShareWks,
}

impl ServerParameter {
    /// All of them.
    pub const ALL: [ServerParameter; 3] =
        [ServerParameter::Smb1, ServerParameter::AutoShareServer, ServerParameter::AutoShareWks];

    /// The value's name in the registry.
    pub fn name(self) -> &'static str {
        match self {
            ServerParameter::Smb1 => "SMB1",
            ServerParameter::AutoShareServer => "AutoShareServer",
            ServerParameter::AutoShareWks => "AutoShareWks",
        }
    }
}

/// What a firewall writes into its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Logged {
    /// What it turned away.
    Dropped,
    /// What it let through.
    Allowed,
}

/// What a Windows is for: the registry's `ProductType`, WMI's property of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostRole {
    /// `WinNT`, 1.
    Client,
    /// `ServerNT`, 3.
    Server,
    /// `LanmanNT`, 2.
    DomainController,
}

/// Processor architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Architecture {
    /// 32-bit x86.
    X86,
    /// 64-bit x86.
    X64,
    /// Itanium.
    Ia64,
    /// 64-bit ARM.
    Arm64,
}

/// A Knowledge Base number. Printed `KB4012598`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kb(pub u32);

impl std::fmt::Display for Kb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KB{}", self.0)
    }
}

/// What is known of an update's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UpdateState {
    /// In force (servicing states 0x70 installed and 0x80 permanent), or listed as installed.
    Installed,
    /// Replaced by a newer one (0x50).
    Superseded,
    /// Copied, or waiting for a restart (0x60, 0x65).
    Pending,
    /// Staged, absent, going (every other state): not in force.
    NotInForce,
}

/// Which list named an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UpdateSource {
    /// `systeminfo`.
    SystemInfo,
    /// `wmic qfe`, `Get-HotFix`.
    HotfixList,
    /// The servicing stack's packages in the registry.
    Servicing,
    /// `HKLM\SOFTWARE\Microsoft\Updates` and `…\Windows NT\CurrentVersion\HotFix` (2000, XP, 2003).
    UpdatesKey,
}

/// An update seen on the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpdateRecord {
    /// What was seen.
    pub update: Update,
    /// Its state.
    pub state: UpdateState,
    /// Which list named it.
    pub source: UpdateSource,
}

/// How an update names itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Update {
    /// By its number.
    Kb(Kb),
    /// A cumulative package that carries build and revision instead (`Package_for_RollupFix~…~~14393.321.1.5`).
    Rollup {
        /// Build number.
        build: u32,
        /// Revision.
        revision: u32,
    },
    /// A row that hides its number (XP's `File 1`): something is installed, nobody can say what.
    Unnamed,
}

/// A socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketRecord<'a> {
    /// TCP or UDP.
    pub protocol: Protocol,
    /// Local address without port: `0.0.0.0`, `::`, `10.1.2.3`.
    pub local_address: &'a str,
    /// Local port.
    pub local_port: u16,
    /// The other side's address and port, where there is one.
    pub remote: Option<(&'a str, u16)>,
    /// It waits for connections (TCP LISTENING; every UDP socket).
    pub listening: bool,
    /// It stands below its list's heading. A list without one was picked out of another, and what it lacks means nothing.
    pub below_heading: bool,
}

/// A connection that the firewall wrote down, let through or dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionRecord<'a> {
    /// TCP or UDP.
    pub protocol: Protocol,
    /// It came to the host; else the host made it.
    pub inbound: bool,
    /// It was let through.
    pub allowed: bool,
    /// Who began it: address and port.
    pub source: (&'a str, u16),
    /// Where it went to: address and port.
    pub destination: (&'a str, u16),
}

impl<'a> ConnectionRecord<'a> {
    /// The socket that the host made it with, if it did.
    pub fn as_socket(&self) -> SocketRecord<'a> {
        let (local_address, local_port) = self.source;
        SocketRecord {
            protocol: self.protocol,
            local_address,
            local_port,
            remote: Some(self.destination),
            listening: false,
            below_heading: false,
        }
    }
}

/// Transport protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// TCP over IPv4 or IPv6.
    Tcp,
    /// UDP over IPv4 or IPv6.
    Udp,
}

/// What a collector's manifest declares (docs/FORMATS.md, `jiance-manifest/1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestRecord {
    /// Local time the collection began, as the host writes it.
    CollectedAt(String),
    /// Computer name.
    Name(String),
    /// Whether the collector ran elevated.
    Elevated(bool),
    /// A fixed drive of the host, upper case: 'C'.
    FixedDrive(char),
    /// The drive Windows runs from.
    SystemDrive(char),
    /// One part of the collection.
    Part(ManifestPart),
}

/// One part that a manifest declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestPart {
    /// File name of the part inside the bundle.
    pub file: String,
    /// The command that wrote it.
    pub command: String,
    /// How many folders or keys refused to be read.
    pub refused: u64,
    /// It carries its end mark: the command ran to its end.
    pub ended: bool,
}
