//! In: a built collector. Out: whether it is what is promised: small, without a C runtime, importing nothing that XP lacks, and
//! without a word that antivirus programs look for.

use std::collections::BTreeSet;

use object::LittleEndian;
use object::pe::{IMAGE_SUBSYSTEM_WINDOWS_CUI, ImageNtHeaders32, ImageNtHeaders64};
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader, ImageThunkData, Import, PeFile};

use super::Build;
use crate::job::Outcome;

/// The most that the 32-bit build may take, in bytes.
const LARGEST: usize = 96 * 1024;

/// The functions that the collector may import, and the version of Windows that brought each.
const EXPORTS_OF_XP: &str = include_str!("../../../collector/xp-exports.txt");

/// The advisory, whose words stay out of the program.
const ADVISORY: &str = include_str!("../../../crate/data/advisories/smb-worms-2017.toml");

/// Stops at the first promise that is broken.
pub(super) fn check(build: &Build, bytes: &[u8]) -> Outcome {
    let is_32 = build.target.starts_with("i686");
    if is_32 && LARGEST < bytes.len() {
        return Err(format!("{} has {} bytes, more than {LARGEST}", build.file, bytes.len()).into());
    }
    runs_on_xp(build, bytes)?;
    if let Some(word) = indicators().find(|word| contains(bytes, word)) {
        return Err(format!("{} holds the indicator {word:?}", build.file).into());
    }
    Ok(())
}

/// Stops unless the check would notice: each import in turn under a name that XP lacks, and a program for Vista.
pub(super) fn prove(build: &Build, bytes: &[u8]) -> Outcome {
    for import in imports(build, bytes)? {
        let (_, name) = import.split_once(' ').ok_or("an import has no name")?;
        let mut changed = bytes.to_vec();
        let ended = [name.as_bytes(), b"\0"].concat();
        for at in 0..changed.len().saturating_sub(ended.len()) {
            if let Some(first) = changed.get_mut(at..).filter(|rest| rest.starts_with(&ended)) {
                first[0] = b'_';
            }
        }
        if runs_on_xp(build, &changed).is_ok() {
            return Err(
                format!("{}: that {name} were newer would not be noticed", build.file).into()
            );
        }
    }
    // MajorSubsystemVersion, 48 bytes into the optional header, which stands 24 behind where the DOS header points.
    let header =
        bytes.get(60..64).and_then(|place| Some(u32::from_le_bytes(place.try_into().ok()?)));
    let at = header.ok_or("it has no header")? as usize + 24 + 48;
    let mut changed = bytes.to_vec();
    *changed.get_mut(at).ok_or("it has no optional header")? = 6;
    match runs_on_xp(build, &changed) {
        Ok(()) => {
            Err(format!("{}: that it were for Vista would not be noticed", build.file).into())
        }
        Err(_) => Ok(()),
    }
}

/// Stops if a program asks for more than XP, or imports what XP lacks.
fn runs_on_xp(build: &Build, bytes: &[u8]) -> Outcome {
    let known: BTreeSet<&str> = EXPORTS_OF_XP.lines().filter_map(known_to_xp).collect();
    let found = imports(build, bytes)?;
    let newer = found.iter().find(|import| !known.contains(import.as_str()));
    newer.map_or(Ok(()), |newer| {
        Err(format!("{} imports {newer}, which collector/xp-exports.txt lacks", build.file).into())
    })
}

/// 5.1 is XP; 64-bit programs begin with 5.2, its 64-bit edition.
fn imports(build: &Build, bytes: &[u8]) -> Outcome<Vec<String>> {
    if build.target.starts_with("i686") {
        look::<ImageNtHeaders32>(bytes, (5, 1))
    } else {
        look::<ImageNtHeaders64>(bytes, (5, 2))
    }
}

/// `kernel32.dll CreateFileW` of `kernel32.dll CreateFileW 5.0`, unless that version is newer than XP.
fn known_to_xp(line: &'static str) -> Option<&'static str> {
    let (import, version) = line.rsplit_once(' ').filter(|_| !line.starts_with('#'))?;
    matches!(version, "5.0" | "5.1").then_some(import)
}

/// The imports, as `kernel32.dll CreateFileW`; fails if the program is not for this version of Windows.
fn look<Headers: ImageNtHeaders>(bytes: &[u8], version: (u16, u16)) -> Outcome<Vec<String>> {
    let program = PeFile::<Headers>::parse(bytes)?;
    let header = program.nt_headers().optional_header();
    let said = (header.major_subsystem_version(), header.minor_subsystem_version());
    if said != version || header.subsystem() != IMAGE_SUBSYSTEM_WINDOWS_CUI {
        return Err(format!("the program asks for Windows {}.{}", said.0, said.1).into());
    }
    let table = program.import_table()?.ok_or("the program imports nothing")?;
    let mut imports = Vec::new();
    let mut libraries = table.descriptors()?;
    while let Some(library) = libraries.next()? {
        let name =
            String::from_utf8_lossy(table.name(library.name.get(LittleEndian))?).to_lowercase();
        let mut thunks = table.thunks(library.original_first_thunk.get(LittleEndian))?;
        while let Some(thunk) = thunks.next::<Headers>()? {
            if thunk.is_ordinal() {
                return Err(format!("the program imports from {name} by number").into());
            }
            let Import::Name(_, function) = table.import::<Headers>(thunk)? else { continue };
            imports.push(format!("{name} {}", String::from_utf8_lossy(function)));
        }
    }
    Ok(imports)
}

/// What the advisory looks for: every quoted text that is a name or a path.
fn indicators() -> impl Iterator<Item = &'static str> {
    let values = ADVISORY.lines().filter_map(|line| line.trim().strip_prefix("value = "));
    values.map(|value| value.trim_matches(['"', '\''])).filter(|value| 4 < value.len())
}

/// Whether a word stands in the bytes as ASCII or as UTF-16, whatever its case.
fn contains(bytes: &[u8], word: &str) -> bool {
    let narrow = word.to_lowercase().into_bytes();
    let wide: Vec<u8> = narrow.iter().flat_map(|byte| [*byte, 0]).collect();
    let lower = bytes.to_ascii_lowercase();
    [narrow, wide].iter().any(|word| lower.windows(word.len()).any(|window| window == word))
}
