//! The advisories: what to look for, as data a non-programmer can read and edit (`data/advisories/*.toml`).

use serde::Deserialize;

use crate::formats::Artifact;
use crate::report::Localised;

/// One advisory.
#[derive(Debug, Deserialize)]
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
    pub indicators: Vec<Indicator>,
}

impl Advisory {
    /// The advisories built in, the default first.
    pub fn built_in() -> &'static [Advisory] {
        &[]
    }

    /// The built-in advisory of that id.
    pub fn by_id(id: &str) -> Option<&'static Advisory> {
        Self::built_in().iter().find(|advisory| advisory.id == id)
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

/// One thing to look for.
#[derive(Debug, Deserialize)]
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
    /// What to know about it.
    pub note: Localised,
    /// Source of the fact.
    pub source: String,
}

/// What kind of thing an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// A file at a path.
    FilePath,
    /// A file name, anywhere on disk.
    FileName,
    /// A file extension, anywhere on disk.
    FileExtension,
    /// An image name of a running process.
    Process,
    /// A registry key.
    RegistryKey,
    /// A word anywhere in the registry.
    RegistryKeyword,
    /// A service's key name.
    Service,
}

impl IndicatorKind {
    /// The artifact it is looked for in.
    pub fn artifact(self) -> Artifact {
        match self {
            Self::FilePath | Self::FileName | Self::FileExtension => Artifact::FileListing,
            Self::Process => Artifact::ProcessList,
            Self::RegistryKey | Self::RegistryKeyword | Self::Service => Artifact::Registry,
        }
    }
}
