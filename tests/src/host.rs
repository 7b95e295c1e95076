//! A whole host as facts: what it is, its files, processes, registry, updates and sockets. Made clean; signs are planted afterwards.

use crate::files::Files;
use crate::locale::Locale;
use crate::processes::{self, Process};
use crate::registry::{self, Registry};
use crate::sockets::{self, Socket};
use crate::windows::Windows;

/// A host.
#[derive(Debug, Clone)]
pub struct Host {
    /// Its Windows.
    pub windows: &'static Windows,
    /// Its language.
    pub locale: Locale,
    /// Computer name.
    pub name: String,
    /// Fixed drives, the system's own `C` first.
    pub drives: Vec<char>,
    /// Files and folders of all drives.
    pub files: Files,
    /// Running processes.
    pub processes: Vec<Process>,
    /// Registry.
    pub registry: Registry,
    /// Numbers of the installed updates.
    pub updates: Vec<u32>,
    /// Listening sockets.
    pub sockets: Vec<Socket>,
}

/// What a host's registry is made from.
#[derive(Debug, Clone, Copy)]
pub struct HostFacts<'a> {
    /// Its Windows.
    pub windows: &'static Windows,
    /// Its language.
    pub locale: Locale,
    /// Computer name.
    pub name: &'a str,
    /// Installed updates.
    pub updates: &'a [u32],
}

impl HostFacts<'_> {
    /// The fix of MS17-010 is installed, or this Windows never needed it.
    pub fn has_smb_fix(&self) -> bool {
        self.windows.fixes.last().is_none_or(|fix| self.updates.contains(fix))
    }

    /// Update build revision: its Windows', or one below it where the fix that brings it is not installed.
    pub fn revision(&self) -> Option<u32> {
        let short = if self.has_smb_fix() { 0 } else { 1 };
        self.windows.revision.map(|revision| revision.saturating_sub(short))
    }
}

impl Host {
    /// A clean host with every fix its Windows needs.
    pub fn clean(windows: &'static Windows, locale: Locale) -> Host {
        Host::with_updates(windows, locale, windows.fixes)
    }

    /// A clean host with exactly these updates installed.
    pub fn with_updates(windows: &'static Windows, locale: Locale, updates: &[u32]) -> Host {
        let name = format!("WIN-{}", windows.id.replace('.', "").to_uppercase());
        let facts = HostFacts { windows, locale, name: &name, updates };
        let registry = registry::of_windows(&facts);
        Host {
            windows,
            locale,
            drives: vec!['C'],
            files: Files::of_windows(windows, locale),
            processes: processes::of_windows(windows),
            registry,
            updates: updates.to_vec(),
            sockets: sockets::of_windows(),
            name,
        }
    }

    /// The fix of MS17-010 is installed, or this Windows never needed it.
    pub fn has_smb_fix(&self) -> bool {
        self.facts().has_smb_fix()
    }

    /// What its registry was made from.
    pub fn facts(&self) -> HostFacts<'_> {
        let Host { windows, locale, name, updates, .. } = self;
        HostFacts { windows, locale: *locale, name, updates }
    }

    /// Adds a data drive with a web site and an archive on it.
    pub fn add_data_drive(&mut self) {
        self.drives.push('D');
        self.files.add_hidden("D:\\$RECYCLE.BIN\\S-1-5-18\\desktop.ini");
        self.files.add_hidden("D:\\System Volume Information\\tracking.log");
        for path in [
            "D:\\wwwroot\\index.html",
            "D:\\wwwroot\\web.config",
            "D:\\wwwroot\\images\\logo.png",
            "D:\\数据\\2017\\订单.mdb",
        ] {
            self.files.add_file(path);
        }
    }
}
