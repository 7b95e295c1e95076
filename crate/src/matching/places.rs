//! In: a registry key or a file's folders. Out: what kind of place it is, by the rules of `data/places.toml`.

use std::sync::OnceLock;

use super::fold::folded;
use crate::advisory::Weight;
use crate::report::PlaceKind;

/// Where users' profiles lie, folded.
const PROFILES: [&str; 2] = ["users", "documents and settings"];

include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// The rules, folded for comparison.
#[derive(Debug)]
pub(crate) struct Places {
    registry: Vec<RegistryPlace>,
    copies: Copies,
}

#[derive(Debug)]
struct RegistryPlace {
    kind: PlaceKind,
    weight: Weight,
    keys: Vec<String>,
}

#[derive(Debug)]
struct Copies {
    folders: Vec<String>,
    words: Vec<String>,
    not: Vec<String>,
    extensions: Vec<String>,
}

impl Places {
    /// The built-in rules.
    pub(crate) fn built_in() -> &'static Places {
        static BUILT_IN: OnceLock<Places> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            let all = |lines: &str| lines.lines().map(folded).collect();
            let mut registry = REGISTRY.map(|(kind, weight, keys)| RegistryPlace {
                kind,
                weight,
                keys: all(keys),
            });
            for key in registry.iter_mut().flat_map(|place| &mut place.keys) {
                key.push('\\');
            }
            let [folders, words, not, extensions] = COPIES.map(all);
            Places { registry: registry.into(), copies: Copies { folders, words, not, extensions } }
        })
    }

    /// What a registry key is, and the most that a sighting there may mean. The key is folded.
    pub(crate) fn registry(&self, folded_key: &str) -> (PlaceKind, Weight) {
        let whole = format!("{folded_key}\\");
        self.registry
            .iter()
            .find(|place| place.keys.iter().any(|key| whole.contains(key.as_str())))
            .map_or((PlaceKind::OtherRegistry, Weight::Infected), |place| {
                (place.kind, place.weight)
            })
    }

    /// Whether a file below these folders is a copy that was put away. The path is folded and has no drive.
    pub(crate) fn is_copy(&self, folded_path: &str) -> bool {
        let Some((folders, _)) = folded_path.rsplit_once('\\') else { return false };
        let Copies { folders: names, words, not, .. } = &self.copies;
        let mut is_users_own = false;
        folders.split('\\').any(|folder| {
            // A user may be called `backup`; what lies in that profile is no copy.
            let is_user = std::mem::replace(&mut is_users_own, PROFILES.contains(&folder));
            names.iter().any(|name| name == folder)
                || (!is_user
                    && words.iter().any(|word| folder.contains(word.as_str()))
                    && !not.iter().any(|name| name == folder))
        })
    }

    /// The extensions that scanners append, as far as they stand behind a name's last dot.
    pub(crate) fn scanner_extensions(&self) -> impl Iterator<Item = &str> {
        let last = |extension: &'_ String| extension.rfind('.').map_or(0, |dot| dot + 1);
        self.copies.extensions.iter().filter_map(move |extension| extension.get(last(extension)..))
    }

    /// The file name without an extension that a scanner appended, if it has one. The name is folded.
    pub(crate) fn without_scanner_extension<'a>(&self, folded_name: &'a str) -> Option<&'a str> {
        self.copies
            .extensions
            .iter()
            .find_map(|extension| folded_name.strip_suffix(extension.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, kind: PlaceKind, weight: Weight) {
        assert_eq!(Places::built_in().registry(&folded(key)), (kind, weight), "{key}");
    }

    #[test]
    fn registry_places() {
        use PlaceKind::*;
        const SYSTEM: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet";
        const SOFTWARE: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft";
        check(&format!(r"{SYSTEM}\Services\x"), Autostart, Weight::Infected);
        check(
            &format!(r"{SYSTEM}\Services\bam\State\UserSettings\S-1-5-18"),
            RunTrace,
            Weight::Infected,
        );
        check(&format!(r"{SOFTWARE}\Windows\CurrentVersion\Run"), Autostart, Weight::Infected);
        check(&format!(r"{SOFTWARE}\Windows\CurrentVersion\RunOnce"), Autostart, Weight::Infected);
        check(
            &format!(r"{SOFTWARE}\Windows\CurrentVersion\Runtime"),
            OtherRegistry,
            Weight::Infected,
        );
        check(&format!(r"{SOFTWARE}\Tracing\EternalRocks_RASAPI32"), RunTrace, Weight::Infected);
        check(
            &format!(r"{SOFTWARE}\Windows Defender\Exclusions\Paths"),
            SecurityProduct,
            Weight::Suspected,
        );
        check(
            &format!(r"{SYSTEM}\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules"),
            OtherRegistry,
            Weight::Infected,
        );
        check(
            r"HKEY_USERS\S-1-5-21-1\Software\Microsoft\Windows\CurrentVersion\Policies\Explorer\DisallowRun",
            SecurityProduct,
            Weight::Suspected,
        );
        check(
            r"HKEY_USERS\S-1-5-21-1\Software\Microsoft\Windows\CurrentVersion\Explorer\RunMRU",
            TypedByUser,
            Weight::Suspected,
        );
        check(r"HKEY_LOCAL_MACHINE\SOFTWARE\EternalRocks", OtherRegistry, Weight::Infected);
    }

    #[test]
    fn folders_of_copies() {
        let places = Places::built_in();
        for copy in [
            r"$recycle.bin\s-1-5-21\x.xml",
            r"av\quarantine\x.xml",
            r"我的备份\x.xml",
            r"virus samples\x.xml",
        ] {
            assert!(places.is_copy(&folded(copy)), "{copy}");
        }
        for live in [
            r"windows\tasksche.exe",
            r"quarantine.exe",
            r"users\x\configs\backup.xml",
            r"users\backup\configs\x.xml",
            r"users\public\pictures\sample pictures\koala.jpg.wncry",
        ] {
            assert!(!places.is_copy(&folded(live)), "{live}");
        }
    }
}
