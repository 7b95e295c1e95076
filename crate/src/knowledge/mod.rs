//! What is known about the weaknesses and the protective measures: `data/knowledge/`, compiled in by the build script.
//!
//! In: nothing. Out: statics. The sources of the facts stay in the data files.

use crate::lang::Lang;
use crate::records::Kb;
use crate::report::{Duty, Shell};

mod measures;

pub use measures::{Action, Generation, Guard, Measure, MeasureStep, Start};

include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));

/// Where remote desktop listens unless it was moved.
pub(crate) const REMOTE_DESKTOP: u16 = 3389;

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

impl Product {
    /// The service pack that a build of this product is, where builds tell it.
    pub(crate) fn service_pack(&self, build: u32) -> Option<u32> {
        let index = self.builds.iter().position(|known| *known == build)?;
        self.service_packs.get(index).copied()
    }
}

/// The products a build can be, of one role or, if that is not known, of both.
pub(crate) fn candidates(build: u32, role: Option<Role>) -> impl Iterator<Item = &'static Product> {
    PRODUCTS.iter().filter(move |product| {
        product.builds.contains(&build)
            && (role.is_none() || product.role.is_none() || product.role == role)
    })
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
