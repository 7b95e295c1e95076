//! The shape of an advisory's data file. The build script reads the same shape, so a wrong data file never gets built in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One advisory.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advisory {
    /// Its id, the file's stem.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Date the notice was published, `2017-06-02`.
    pub published: String,
    /// Its title.
    pub title: Localised,
    /// What to look for, the notice's own indicators first.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
}

/// One thing to look for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its id: `N1.1`.
    pub id: String,
    /// The malware it belongs to: `WannaCry`.
    pub family: String,
    /// True if the notice itself names it.
    pub in_notice: bool,
    /// What kind of thing it is.
    pub kind: IndicatorKind,
    /// The value, as shown to people.
    pub value: String,
    /// Other spellings that mean the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// True if no innocent file bears this name, so that a copy elsewhere is worth showing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// From how many different hosts on connections are a sign; only for a remote port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<usize>,
    /// What a sighting means in a place where the malware works.
    pub weight: Weight,
    /// What innocent thing bears the same name, or nearly: told beside a hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbour: Option<Localised>,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localised>,
    /// Source of the fact.
    pub source: String,
}

/// What kind of thing an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// A file at a path; `*` stands for any one folder.
    FilePath,
    /// A folder at a path.
    Directory,
    /// A file name, in any folder; also a process of that name.
    FileName,
    /// A file's last extension.
    FileExtension,
    /// An image name of a running process.
    Process,
    /// A service's key name.
    Service,
    /// A scheduled task's name, or its path below the task root.
    ScheduledTask,
    /// A registry key, or a value in it, below any hive's root; WOW6432Node and the number of a control set don't matter.
    RegistryKey,
    /// A program's file name, or another whole name, in the registry's names and data.
    RegistryProgram,
    /// A word anywhere in the registry.
    RegistryKeyword,
    /// Connections from this host to many others at once, on this TCP port of theirs.
    RemotePort,
}

/// What a sighting means for the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Makes the verdict `infected`.
    Infected,
    /// Makes it at least `suspected`.
    Suspected,
    /// Shown, but decides nothing.
    Context,
}

/// A text by the tags of the languages it stands in, English always among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localised(pub(crate) BTreeMap<String, String>);
