//! In: bytes in one of Windows' double-byte code pages. Out: text, by the browser's own tables.

use web_sys::TextDecoder;

/// The decoded text; nothing where the browser does not know the page, which all of them do.
pub(crate) fn decoded(page: &'static str, bytes: &[u8]) -> String {
    let decoder = TextDecoder::new_with_label(page);
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}
