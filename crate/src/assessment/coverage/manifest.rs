//! In: what collectors declare. Out: which parts and drives there should be.

use super::Held;
use crate::formats::Artifact;
use crate::message::{Code, Phrase};
use crate::records::{ManifestPart, ManifestRecord};

/// Parts are few; a manifest that names more is not ours.
const MOST_PARTS: usize = 256;

/// How the commands of the native collector begin.
const OWN: &str = "jiance.exe";

/// Everything the manifests among the inputs declare.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    parts: Vec<ManifestPart>,
    /// By letter.
    fixed_drives: Vec<char>,
    system_drive: Option<char>,
    without_rights: bool,
}

impl Manifest {
    /// One thing it declares.
    pub(crate) fn record(&mut self, record: &ManifestRecord) {
        match record {
            ManifestRecord::FixedDrive(drive) => {
                if let Err(at) = self.fixed_drives.binary_search(drive) {
                    self.fixed_drives.insert(at, *drive);
                }
            }
            ManifestRecord::SystemDrive(drive) => {
                self.system_drive = Some(self.system_drive.map_or(*drive, |it| it.min(*drive)));
            }
            ManifestRecord::Part(part) if self.parts.len() < MOST_PARTS => {
                self.parts.push(part.clone())
            }
            ManifestRecord::Elevated(elevated) => self.without_rights |= !elevated,
            ManifestRecord::Part(_) | ManifestRecord::CollectedAt(_) | ManifestRecord::Name(_) => {}
        }
    }

    /// The drive Windows runs from; of several the first by its letter.
    pub(crate) fn system_drive(&self) -> Option<char> {
        self.system_drive
    }

    /// Drives that a listing must cover.
    pub(crate) fn fixed_drives(&self) -> impl Iterator<Item = char> {
        self.fixed_drives.iter().copied()
    }

    /// A collector ran without administrator's rights: what it could not open may be anything. With those rights, what stays
    /// shut is Windows' own.
    pub(crate) fn is_without_rights(&self) -> bool {
        self.without_rights
    }

    /// What is declared of an entry, by its file name; the worst where several bundles name the same.
    pub(crate) fn part(&self, file: &str) -> Option<&ManifestPart> {
        let name = file_name(file);
        let named = self.parts.iter().filter(|part| part.file.eq_ignore_ascii_case(name));
        named.max_by_key(|&part| (!part.ended, part.refused, &part.command))
    }

    /// Parts that list a whole drive and ended without a refusal.
    pub(crate) fn lists_drive(&self, drive: char) -> impl Iterator<Item = &ManifestPart> {
        let root = format!("{drive}:\\").to_ascii_lowercase();
        self.parts.iter().filter(move |part| {
            part.ended
                && part.refused == 0
                && part.command.to_ascii_lowercase().contains(root.as_str())
        })
    }

    /// Parts of an artifact that were written to their end but not handed in. A part that never came to its end is no loss by
    /// itself: another command may have taken its place, and what it would have held is missed where it is needed.
    pub(crate) fn missing_parts(&self, artifact: Artifact, entries: &[&Held]) -> Vec<Phrase> {
        let is_missing = |part: &&ManifestPart| {
            part.ended
                && artifact_of(part) == Some(artifact)
                && entries
                    .iter()
                    .all(|entry| !file_name(&entry.file).eq_ignore_ascii_case(&part.file))
        };
        let missing = self.parts.iter().filter(is_missing);
        missing
            .map(|part| Phrase::new(Code::CoveragePartMissing).with_host("part", &part.file))
            .collect()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Which artifact the verdict rests on a part belongs to. Process lists come in two forms, of which one is enough, and
/// `wmic` may be missing: they are judged by what was handed in.
fn artifact_of(part: &ManifestPart) -> Option<Artifact> {
    let command = part.command.to_ascii_lowercase();
    let words: Vec<&str> = command.split([' ', '"']).filter(|word| !word.is_empty()).collect();
    if let [OWN, what, ..] = words.as_slice() {
        return match *what {
            "files" => Some(Artifact::FileListing),
            "registry" => Some(Artifact::Registry),
            _ => None,
        };
    }
    if words.contains(&"dir") {
        Some(Artifact::FileListing)
    } else if words.contains(&"export")
        && words.iter().any(|word| *word == "reg" || word.ends_with("reg.exe"))
    {
        Some(Artifact::Registry)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of two manifests, read in either order.
    fn check_order(one: &[ManifestRecord], other: &[ManifestRecord]) -> Manifest {
        let [forwards, backwards] = [[one, other], [other, one]].map(|manifests| {
            let mut all = Manifest::default();
            manifests.into_iter().flatten().for_each(|record| all.record(record));
            all
        });
        assert_eq!(forwards.system_drive(), backwards.system_drive());
        assert_eq!(forwards.part("files-C.txt"), backwards.part("files-C.txt"));
        forwards
    }

    #[test]
    fn it_does_not_matter_which_of_two_manifests_comes_first() {
        let part = |command: &str| {
            let (file, command) = ("files-C.txt".to_owned(), command.to_owned());
            ManifestRecord::Part(ManifestPart { file, command, refused: 0, ended: true })
        };
        let all = check_order(
            &[ManifestRecord::SystemDrive('D'), part("dir /s /a C:\\")],
            &[ManifestRecord::SystemDrive('C'), part("dir /s C:\\")],
        );
        assert_eq!(all.system_drive(), Some('C'));
    }
}
