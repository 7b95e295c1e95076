//! In: a result link's content and version. Out: the same as text for a fragment or a code block; and back, telling cut from damaged.
//!
//! The bytes: version (1), length of the content (2, high byte first), CRC-32 of version, length and content (4), the content.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::error::LinkError;
use crate::checksum::Checksum;

/// Version, length, checksum.
const HEAD: usize = 7;

/// The most bytes of content: with the head, base64 makes 8,000 characters of them.
pub(super) const MAX_CONTENT: usize = 5_993;

/// Without padding; bits that no byte needs are let through, as a cut leaves some.
const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_encode_padding(false)
    .with_decode_padding_mode(DecodePaddingMode::RequireNone)
    .with_decode_allow_trailing_bits(true);

/// Which sixty-four letters stand for the bytes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Alphabet {
    /// For addresses: `-` and `_`.
    Url,
    /// For mail and chat, which take `-` and `_` for something of their own: `+` and `/`.
    Text,
}

impl Alphabet {
    fn engine(self) -> GeneralPurpose {
        let letters = match self {
            Alphabet::Url => &alphabet::URL_SAFE,
            Alphabet::Text => &alphabet::STANDARD,
        };
        GeneralPurpose::new(letters, CONFIG)
    }
}

/// The content as text.
pub(super) fn write(version: u8, content: &[u8], alphabet: Alphabet) -> String {
    let [high, low] = u16::try_from(content.len()).unwrap_or(u16::MAX).to_be_bytes();
    let mut bytes = vec![version, high, low];
    bytes.extend_from_slice(&sum(&bytes, content).to_be_bytes());
    bytes.extend_from_slice(content);
    alphabet.engine().encode(bytes)
}

/// The version and content in a text.
///
/// # Errors
/// [`LinkError::Cut`] if less is there than the length says, [`LinkError::Damaged`] if the checksum or a letter does not fit.
pub(super) fn read(text: &str, alphabet: Alphabet) -> Result<(u8, Vec<u8>), LinkError> {
    // One letter alone makes no byte; it is left where the cut went through.
    let whole = if text.len() % 4 == 1 { text.len() - 1 } else { text.len() };
    let letters = text.get(..whole).ok_or(LinkError::Damaged)?;
    let bytes = alphabet.engine().decode(letters).map_err(|_| LinkError::Damaged)?;
    let (head, content) = bytes.split_at_checked(HEAD).ok_or(LinkError::Cut)?;
    let [version, high, low, stated @ ..] = head else { return Err(LinkError::Cut) };
    let len = usize::from(u16::from_be_bytes([*high, *low]));
    if content.len() < len {
        return Err(LinkError::Cut);
    }
    if len < content.len()
        || whole < text.len()
        || sum(&[*version, *high, *low], content).to_be_bytes() != stated
    {
        return Err(LinkError::Damaged);
    }
    Ok((*version, content.to_vec()))
}

fn sum(head: &[u8], content: &[u8]) -> u32 {
    let mut hasher = Checksum::new();
    hasher.update(head);
    hasher.update(content);
    hasher.finalize()
}
