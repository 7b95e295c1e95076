//! The protective measures: their steps, for which Windows each is, and what a script does of them.

use super::{Role, Text};
use crate::report::{Duty, Shell};

/// It comes without reg.exe and sc.exe, and without a firewall.
const WINDOWS_2000: u32 = 2195;

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
    pub(crate) fn of_build(build: u32) -> Option<Generation> {
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
    pub(crate) fn script_shell(build: u32) -> Option<Shell> {
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
