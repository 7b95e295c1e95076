//! In: names of the servicing stack's packages. Out: the update a package is of.

use jiance_blocks::start::after;

use crate::records::Update;

use super::kb;

/// The update of `Package_for_KB4012212~…`, `Package_2_for_KB4012212~…`, `Package_for_RollupFix~…~~14393.321.1.5`.
pub(super) fn named(name: &str) -> Option<Update> {
    let rest = after(name, "Package_")?;
    if let Some(rest) = after(rest, "for_RollupFix~") {
        let mut numbers = rest.rsplit('~').next()?.split('.').map(str::parse);
        let (Some(Ok(build)), Some(Ok(revision))) = (numbers.next(), numbers.next()) else {
            return None;
        };
        return Some(Update::Rollup { build, revision });
    }
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let (kb, _) = kb::at_start(after(rest.trim_start_matches('_'), "for_")?)?;
    Some(Update::Kb(kb))
}

/// True for a package's full name, of an update or of a part of Windows: name, key, architecture, language and version.
pub(super) fn is_identity(word: &str) -> bool {
    let is_part = |part: &str| {
        part.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter))
    };
    let mut parts = word.split('~');
    let version = word.rsplit('~').next().unwrap_or_default();
    parts.clone().count() == 5
        && parts.all(is_part)
        && version.split('.').filter(|number| number.parse::<u32>().is_ok()).count() == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_has_five_parts_and_a_version() {
        for (word, is) in [
            ("Package_for_KB4012212~31bf3856ad364e35~amd64~~6.1.1.0", true),
            (
                "Microsoft-Windows-Client-LanguagePack-Package~31bf3856ad364e35~amd64~zh-CN~10.0.14393.0",
                true,
            ),
            ("Package_for_KB4012212~31bf3856ad364e35~amd64~~6.1", false),
            (r"C:\LCU\Package_for_RollupFix~31bf3856ad364e35~amd64~~19041.6456.1.21", false),
            ("a~b", false),
        ] {
            assert_eq!(is_identity(word), is, "{word}");
        }
    }
}
