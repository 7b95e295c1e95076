//! In: a Windows of the knowledge and what is installed there. Out: what its owner hands in, as short as it can be.

use jiance::Lang;
use jiance::report::{Exposure, ExposureState};
use jiance_tests::encode::{Encoding, utf16};
use jiance_tests::files::Files;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::registry::{Data, Form, Registry, export};
use jiance_tests::systeminfo::systeminfo;
use jiance_tests::windows::Windows;

use super::facts::Product;
use crate::judge;

/// One build of one Windows, with its service pack.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) product: &'static str,
    pub(super) build: u32,
    pub(super) service_pack: u32,
    pub(super) windows: &'static Windows,
}

/// What `systeminfo` calls each product after `Microsoft`, whether it is a server, and 64-bit.
const NAMES: &[(&str, &str, bool, bool)] = &[
    ("windows_2000", "Windows 2000 Professional", false, false),
    ("windows_xp", "Windows XP Professional", false, false),
    ("windows_xp_x64", "Windows XP Professional x64 Edition", false, true),
    ("windows_server_2003", "Windows(R) Server 2003, Standard x64 Edition", true, true),
    ("windows_vista", "Windows Vista™ Ultimate", false, true),
    ("windows_server_2008", "Windows Server® 2008 Standard", true, false),
    ("windows_7", "Windows 7 Professional", false, false),
    ("windows_server_2008_r2", "Windows Server 2008 R2 Standard", true, true),
    ("windows_8", "Windows 8 Pro", false, true),
    ("windows_server_2012", "Windows Server 2012 Standard", true, true),
    ("windows_8_1", "Windows 8.1 Enterprise", false, false),
    ("windows_server_2012_r2", "Windows Server 2012 R2 Datacenter", true, true),
    ("windows_10_1507", "Windows 10 Enterprise 2015 LTSB", false, true),
    ("windows_10_1511", "Windows 10 Home", false, false),
    ("windows_10_1607", "Windows 10 Enterprise 2016 LTSB", false, true),
    ("windows_server_2016", "Windows Server 2016 Standard", true, true),
];

/// Every build of every product; where the build does not tell the service pack, one target for each of `0..=3`.
pub(super) fn targets(products: &[Product]) -> Vec<Target> {
    let mut all = Vec::new();
    for product in products {
        let (id, shown, server, x64) =
            *NAMES.iter().find(|row| row.0 == product.id).expect("a name for each product");
        for (at, build) in product.builds.iter().enumerate() {
            let packs = match product.service_packs.get(at) {
                Some(pack) => vec![*pack],
                None if product.version.0 == 5 => (0..=3).collect(),
                None => vec![0],
            };
            for service_pack in packs {
                let (major, minor) = product.version;
                let windows = Windows {
                    id,
                    product: shown,
                    shown_product: shown,
                    version: (major, minor, *build),
                    revision: None,
                    service_pack,
                    server,
                    x64,
                    fixes: &[],
                    srv_sys: ("", ""),
                    year: 2016,
                };
                let windows = Box::leak(Box::new(windows));
                all.push(Target { product: id, build: *build, service_pack, windows });
            }
        }
    }
    all
}

/// What was handed in.
#[derive(Default)]
pub(super) struct Given {
    /// Updates that `systeminfo` lists.
    pub(super) listed: Vec<u32>,
    /// How many of them it prints before it stops.
    pub(super) printed: Option<usize>,
    /// Servicing packages: the part of the name behind `Package_for_`, with its version, and their state.
    pub(super) packages: Vec<(String, u32)>,
    /// Revision in the registry.
    pub(super) revision: Option<u32>,
    /// Version of a file.
    pub(super) file: Option<(&'static str, String)>,
}

/// Installed and in force.
pub(super) const INSTALLED: u32 = 0x70;
/// On the disk, not installed.
pub(super) const STAGED: u32 = 0x40;
/// Waits for a restart.
pub(super) const PENDING: u32 = 0x60;

const CURRENT: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
const PACKAGES: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages";

impl Given {
    /// A list with these updates.
    pub(super) fn listed(kbs: &[u32]) -> Given {
        Given { listed: kbs.to_vec(), ..Given::default() }
    }

    /// The exposure that a report on it states for a weakness.
    pub(super) fn exposure(&self, target: &Target, weakness: &str) -> Exposure {
        let host = Host {
            windows: target.windows,
            locale: Locale::ZhCn,
            name: "WEB01".to_owned(),
            drives: vec!['C'],
            files: Files::default(),
            processes: Vec::new(),
            registry: Registry::default(),
            updates: self.listed.clone(),
            sockets: Vec::new(),
        };
        let mut text = systeminfo(&host);
        if let Some(printed) = self.printed {
            let row = |line: &str| line.trim_start().starts_with('[') && line.contains("]: KB");
            let mut rows = 0;
            let kept = text.split_inclusive("\r\n").filter(|line| {
                rows += usize::from(row(line));
                !row(line) || rows <= printed
            });
            text = kept.collect();
        }
        let mut files =
            vec![("systeminfo.txt".to_owned(), Encoding::Oem.encode(&text, Locale::ZhCn))];
        if !self.packages.is_empty() || self.revision.is_some() {
            files.push(("software.reg".to_owned(), self.registry()));
        }
        if let Some((name, version)) = &self.file {
            let text = format!("jiance-file-versions/1\r\n{name}={version}\r\n");
            files.push(("versions.txt".to_owned(), text.into_bytes()));
        }
        exposure_of(&files, weakness)
    }

    fn registry(&self) -> Vec<u8> {
        let mut registry = Registry::default();
        if let Some(revision) = self.revision {
            registry.set(CURRENT, "UBR", Data::Number(revision));
        }
        for (package, state) in &self.packages {
            let key = format!("{PACKAGES}\\Package_for_{package}");
            registry.set(&key, "CurrentState", Data::Number(*state));
        }
        let text = export(&registry, "HKEY_LOCAL_MACHINE", Form::Five, Locale::En);
        [&[0xFF, 0xFE], utf16(&text).as_slice()].concat()
    }
}

/// A package that carries one numbered update.
pub(super) fn package(kb: u32) -> String {
    format!("KB{kb}~31bf3856ad364e35~amd64~~6.1.1.3")
}

/// A cumulative package of a build and revision.
pub(super) fn rollup(build: u32, revision: u32) -> String {
    format!("RollupFix~31bf3856ad364e35~amd64~~{build}.{revision}.1.5")
}

/// The exposure that a report on some files states for a weakness.
pub(super) fn exposure_of(files: &[judge::NamedBytes], weakness: &str) -> Exposure {
    let report = judge::report(files, Lang::En);
    report
        .exposure
        .into_iter()
        .find(|exposure| exposure.weakness == weakness)
        .expect("a row for each weakness")
}

/// The word of a state, for messages.
pub(super) fn word(state: ExposureState) -> &'static str {
    match state {
        ExposureState::Patched => "patched",
        ExposureState::Missing => "missing",
        ExposureState::NotAffected => "not affected",
        ExposureState::Unknown => "unknown",
    }
}
