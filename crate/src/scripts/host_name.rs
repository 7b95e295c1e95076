//! In: a host's name as the host wrote it, which may belong to an attacker. Out: what of it can stand in a file name and in a script.

use crate::host_text::HostText;

/// More than any computer's own name.
const LONGEST: usize = 32;

/// A host's name of ASCII letters, digits, `-` and `_` only: it means nothing to cmd, PowerShell or a file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostName(String);

impl HostName {
    /// Everything else becomes `-`; `host` where nothing is left.
    pub(super) fn of(name: Option<&HostText>) -> HostName {
        let name = name.map(HostText::as_str).unwrap_or_default();
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let plain = name.chars().map(|letter| if is_plain(letter) { letter } else { '-' });
        let plain: String = plain.take(LONGEST).collect();
        let plain = plain.trim_matches('-');
        HostName(if plain.is_empty() { "host" } else { plain }.to_owned())
    }

    /// The name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
