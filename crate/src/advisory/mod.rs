//! The advisories: what to look for, as data a non-programmer can read and edit (`data/advisories/*.toml`).

pub(crate) mod model;
#[cfg_attr(not(test), allow(dead_code, reason = "the engine only unpacks"))]
mod packed;

use std::sync::OnceLock;

use crate::formats::Artifact;
use crate::lang::Lang;

pub use model::{Advisory, Indicator, IndicatorKind, Localised, Weight};

impl Advisory {
    /// The advisories built in, in the order of their ids.
    #[allow(clippy::expect_used, reason = "the build script has packed it by the same types")]
    pub fn built_in() -> &'static [Advisory] {
        static BUILT_IN: OnceLock<Vec<Advisory>> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            packed::unpack(include_str!(concat!(env!("OUT_DIR"), "/advisories.txt")))
                .expect("the build script wrote it")
        })
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

impl IndicatorKind {
    /// The artifact it is looked for in.
    pub fn artifact(self) -> Artifact {
        match self {
            Self::FilePath | Self::Directory | Self::FileName | Self::FileExtension => {
                Artifact::FileListing
            }
            Self::Process => Artifact::ProcessList,
            Self::RemotePort => Artifact::Sockets,
            Self::Service
            | Self::ScheduledTask
            | Self::RegistryKey
            | Self::RegistryProgram
            | Self::RegistryKeyword => Artifact::Registry,
        }
    }
}

impl Localised {
    /// The text in one language, or else in English.
    pub fn text(&self, lang: Lang) -> &str {
        let text = self.0.get(lang.tag()).or_else(|| self.0.get(Lang::En.tag()));
        text.map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice() -> &'static Advisory {
        Advisory::by_id("smb-worms-2017").unwrap()
    }

    #[test]
    fn the_notice_prints_fifteen_indicators() {
        let ids: Vec<&str> =
            notice().indicators.iter().filter(|i| i.in_notice).map(|i| i.id.as_str()).collect();
        let expected = [
            "N1.1", "N1.2", "N1.3", "N1.4", "N1.5", "N1.6", "N2.1", "N2.2", "N2.3", "N2.4", "N2.5",
            "N2.6", "N2.7", "N3", "N4",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn no_id_stands_twice() {
        let mut ids: Vec<&str> = notice().indicators.iter().map(|i| i.id.as_str()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
