//! In: bytes. Out: their checksum, as people compare it, as the name of a file changes with it, and as a page names it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

/// How many digits in a name tell one content from another. `deploy/` knows such names by their length.
const DIGITS: usize = 16;

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the name of a file with that content holds, so that another content has another name.
pub(crate) fn digits(bytes: impl AsRef<[u8]>) -> String {
    sha256(bytes).chars().take(DIGITS).collect()
}

/// As policies name what may run.
pub(crate) fn source(bytes: impl AsRef<[u8]>) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// As a page names what it loads (`integrity`).
pub(crate) fn integrity(bytes: impl AsRef<[u8]>) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // As `sha256sum` and `openssl dgst -sha384 -binary | base64` give them.
    #[test]
    fn abc() {
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256("abc"), sum);
        assert_eq!(digits("abc"), "ba7816bf8f01cfea");
        assert_eq!(source("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(
            integrity("abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }
}
