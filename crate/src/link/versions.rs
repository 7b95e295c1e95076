//! Versions of the advisory and the engine, as links carry them: numbers, dots and hyphens, so that no word can stand in one.

use super::error::LinkError;
use super::limits::MAX_VERSION;
use super::wire::Reader;

/// The numbers that a version begins with: `2017-06-02.1`; of `0.2.0-rc1`, `0.2.0`.
pub(super) fn numbers(version: &str) -> &str {
    let end = version.find(|letter: char| !is_part(letter)).unwrap_or(version.len());
    let numbers = version.get(..end.min(MAX_VERSION)).unwrap_or_default();
    numbers.trim_end_matches(|letter: char| !letter.is_ascii_digit())
}

/// Reads one.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<String, LinkError> {
    let text = reader.text(MAX_VERSION)?;
    if text.chars().all(is_part) { Ok(text.to_owned()) } else { Err(LinkError::Impossible) }
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | '-')
}
