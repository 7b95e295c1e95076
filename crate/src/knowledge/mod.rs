//! What is known about the weaknesses and the protective measures: `data/knowledge/`, compiled in by the build script.
//!
//! In: nothing. Out: statics. The sources of the facts stay in the data files.

use crate::lang::Lang;
use crate::records::Kb;
use crate::report::{Duty, Shell};

include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));

/// It comes without reg.exe and sc.exe, and without a firewall.
const WINDOWS_2000: u32 = 2195;

/// Where remote desktop listens unless it was moved.
pub const REMOTE_DESKTOP: u16 = 3389;

/// A text in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text([&'static str; Lang::COUNT]);

impl Text {
    /// The text in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        lang.of::<&str>(&self.0)
    }
}

/// Which Windows: `windows_server_2008_r2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProductId(pub &'static str);

/// A Windows that updates are made for.
#[derive(Debug)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name: `Windows Server 2008 R2`.
    pub name: &'static str,
    /// Kernel version: (6, 1).
    pub version: (u32, u32),
    /// Its builds.
    pub builds: &'static [u32],
    /// The service pack that each build is; empty where the build does not tell.
    pub service_packs: &'static [u32],
    /// Whether it is a client or a server; `None` where one name serves both, or there is only one.
    pub role: Option<Role>,
    /// The day ordinary support ended, if it has.
    pub support_ended: Option<&'static str>,
    /// The updates without which its rollups of August 2019 and later don't install.
    pub rollups_need: &'static [Kb],
}

/// Client or server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A workstation.
    Client,
    /// A server.
    Server,
}

impl Role {
    /// By the name of a Windows; `None` for an embedded one, which takes either's updates.
    pub(crate) fn of_product(name: &str) -> Option<Role> {
        let name = name.to_ascii_lowercase();
        if name.contains("embedded") {
            None
        } else if name.contains("server") {
            Some(Role::Server)
        } else {
            Some(Role::Client)
        }
    }

    /// By the registry's `InstallationType`.
    pub(crate) fn of_installation_type(kind: &str) -> Role {
        if kind.to_ascii_lowercase().contains("server") { Role::Server } else { Role::Client }
    }
}

/// A weakness that an update closes.
#[derive(Debug)]
pub struct Weakness {
    /// Its bulletin: `MS17-010`.
    pub id: &'static str,
    /// The exploits that use it.
    pub exploits: &'static [&'static str],
    /// Its CVE numbers.
    pub cves: &'static [&'static str],
    /// The day the bulletin was published.
    pub published: &'static str,
    /// Address of the bulletin.
    pub bulletin: &'static str,
    /// State of the facts: year and month of the newest update the table knows.
    pub as_of: &'static str,
    /// This build and every later one were released without the weakness.
    pub fixed_since_build: u32,
    /// Earlier products that never had it.
    pub not_affected: &'static [ProductId],
    /// What the notice itself says, for showing side by side.
    pub notice: &'static [NoticeRow],
    /// The products that have it.
    pub affected: &'static [Affected],
}

/// One row of the notice's own table, as published.
#[derive(Debug)]
pub struct NoticeRow {
    /// The exploit.
    pub exploit: &'static str,
    /// Which Windows the notice names.
    pub affected: Text,
    /// The link it gives.
    pub url: &'static str,
}

/// A Windows that has a weakness, and what closes it there.
#[derive(Debug)]
pub struct Affected {
    /// Which Windows.
    pub product: ProductId,
    /// The builds this row speaks of.
    pub builds: &'static [u32],
    /// The lowest service pack on which a fix installs.
    pub service_pack: Option<ServicePack>,
    /// The lowest fixed update build revision.
    pub revision: Option<u32>,
    /// What to install.
    pub fixes: &'static [Fix],
    /// Every update known to hold the fix, in ascending order.
    pub proofs: &'static [Kb],
    /// Updates that may hold it: too little is documented to say yes or no. In ascending order.
    pub hints: &'static [Kb],
    /// The files the fix replaces.
    pub files: &'static [FileRule],
    /// False where later updates may hold the fix unknown to the table, so that a list without them proves nothing.
    pub sound: bool,
}

/// A service pack that a fix requires.
#[derive(Debug, Clone, Copy)]
pub struct ServicePack {
    /// The lowest that will do.
    pub number: u32,
    /// The one to install.
    pub install: u32,
    /// Its number.
    pub kb: Kb,
}

/// An update that fixes.
#[derive(Debug, Clone, Copy)]
pub struct Fix {
    /// Its number.
    pub kb: Kb,
    /// What kind of update it is.
    pub kind: FixKind,
}

/// What kind of update a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// The security fixes of one month, without earlier ones.
    SecurityOnly,
    /// All fixes up to a month (7 to 8.1).
    MonthlyRollup,
    /// All fixes up to a month (10 and later).
    Cumulative,
    /// One fix.
    SecurityUpdate,
    /// One fix for a Windows that was already out of support.
    OutOfBand,
}

/// From which version on a file holds the fix.
#[derive(Debug)]
pub struct FileRule {
    /// File name in lower case.
    pub name: &'static str,
    /// The first three numbers of its version.
    pub line: [u32; 3],
    /// Its branches by the fourth number, in ascending order.
    pub branches: &'static [Branch],
}

/// A branch of a file's versions.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// Its first fourth number.
    pub from: u32,
    /// The first fourth number that holds the fix.
    pub fixed: u32,
}

impl FileRule {
    /// Whether a version of this file holds the fix; `None` if it belongs to another line of versions.
    pub fn is_fixed(&self, version: [u32; 4]) -> Option<bool> {
        let [major, minor, build, fourth] = version;
        if self.line != [major, minor, build] {
            return None;
        }
        let branch = self.branches.iter().rev().find(|branch| branch.from <= fourth)?;
        Some(branch.fixed <= fourth)
    }
}

/// Windows versions that take the same commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// 2000 and XP.
    Xp,
    /// Server 2003 (and XP x64, which is made from it).
    Server2003,
    /// Vista, 7, Server 2008, Server 2008 R2.
    VistaTo7,
    /// 8, 8.1, Server 2012, Server 2012 R2.
    Eight,
    /// 10, 11, Server 2016 and later.
    Ten,
}

impl Generation {
    /// The generation of a build.
    pub fn of_build(build: u32) -> Option<Generation> {
        Some(match build {
            2195 | 2600 => Generation::Xp,
            3790 => Generation::Server2003,
            6000..=7601 => Generation::VistaTo7,
            9200..=9600 => Generation::Eight,
            10240.. => Generation::Ten,
            _ => return None,
        })
    }

    /// What its scripts are written for; nothing where they would not run. Windows 8 is the first that comes with PowerShell 3 and
    /// its commands for the firewall.
    pub fn script_shell(build: u32) -> Option<Shell> {
        match Generation::of_build(build)? {
            Generation::Xp if build == WINDOWS_2000 => None,
            Generation::Xp | Generation::Server2003 | Generation::VistaTo7 => Some(Shell::Cmd),
            Generation::Eight | Generation::Ten => Some(Shell::Powershell),
        }
    }
}

/// A protective measure.
#[derive(Debug)]
pub struct Measure {
    /// Its code: `close_smb_ports`.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: Text,
    /// How to take it.
    pub steps: &'static [MeasureStep],
}

/// One step of a measure.
#[derive(Debug)]
pub struct MeasureStep {
    /// Its id, the measure's first: `smb1_off.smb1_value`.
    pub id: &'static str,
    /// The generations it is for; empty for all.
    pub generations: &'static [Generation],
    /// Only where this weakness is not known to be closed.
    pub only_if_open: Option<&'static str>,
    /// Only where the firewall is not known to be on in every profile.
    pub only_if_firewall_off: bool,
    /// Only where the host is not known to be the other.
    pub role: Option<Role>,
    /// Where to do it.
    pub shell: Shell,
    /// What a script does; empty where there is nothing to type.
    pub actions: &'static [Action],
    /// The command, or what to do in words.
    pub command: Text,
    /// What it does and what it may break.
    pub effect: Text,
    /// How to check it afterwards.
    pub verify: Text,
    /// How to take it back.
    pub undo: Text,
    /// A script has it unless the reader says otherwise.
    pub suggested: bool,
    /// Not suggested on a host that others depend on in these ways.
    pub not_on: &'static [Duty],
    /// A script leaves it out where remote desktop listens on one of the ports it closes.
    pub closes_ports: bool,
    /// Once something fails in it, the rest of it is left out.
    pub in_order: bool,
    /// It is in force after a restart only.
    pub restart: bool,
}

/// What a script does, in a way that it can take back.
#[derive(Debug)]
pub enum Action {
    /// Sets a number in the registry.
    Value {
        /// Key: `HKLM\SYSTEM\…`.
        key: &'static str,
        /// Name of the value.
        name: &'static str,
        /// The number.
        data: u32,
    },
    /// Sets a number in each key below one.
    EachValue {
        /// The key above them.
        below: &'static str,
        /// Name of the value.
        name: &'static str,
        /// The number.
        data: u32,
    },
    /// Sets how a service starts; stops it if that is not at all, starts it if that is by itself.
    Service {
        /// Key name of the service.
        name: &'static str,
        /// How it is to start.
        start: Start,
    },
    /// Runs commands that have their own way back.
    Run {
        /// A name for it, one for each shell.
        id: &'static str,
        /// When.
        guard: Guard,
        /// Why it was left out, if not because all is well already.
        left: Option<Text>,
        /// The commands, one a line.
        run: &'static [&'static str],
        /// The commands that take back what they changed.
        undo: &'static [&'static str],
    },
    /// Saves what is there into a file (`{kept}`), then runs commands.
    Kept {
        /// A name for it, one for each shell.
        id: &'static str,
        /// The file's extension.
        extension: &'static str,
        /// The command that saves.
        save: &'static str,
        /// The commands, one a line.
        run: &'static [&'static str],
        /// The commands that put back what was saved.
        restore: &'static [&'static str],
    },
}

/// How a service starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// By itself.
    Auto,
    /// When asked.
    Demand,
    /// Not at all.
    Disabled,
}

/// When commands are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Always.
    None,
    /// Unless this command succeeds (PowerShell: gives something).
    Unless(&'static str),
    /// When this command succeeds.
    When(&'static str),
}

/// The products a build can be, of one role or, if that is not known, of both.
pub fn candidates(build: u32, role: Option<Role>) -> impl Iterator<Item = &'static Product> {
    PRODUCTS.iter().filter(move |product| {
        product.builds.contains(&build)
            && (role.is_none() || product.role.is_none() || product.role == role)
    })
}

impl Product {
    /// The service pack that a build of this product is, where builds tell it.
    pub fn service_pack(&self, build: u32) -> Option<u32> {
        let index = self.builds.iter().position(|known| *known == build)?;
        self.service_packs.get(index).copied()
    }
}
