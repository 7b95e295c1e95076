//! In: the web's name of a double-byte code page, and bytes in it. Out: text, by whoever knows the page.
//!
//! The tables of four such pages take some 110 KB even compressed, and every browser has them: there, who runs the engine hands in the
//! browser's own decoder. Elsewhere `encoding_rs` has them. Both keep to the WHATWG's Encoding Standard; a test in the browser compares
//! them for every pair of bytes.

/// Decodes bytes in the page of that name.
#[cfg(target_arch = "wasm32")]
pub type Decoder = fn(page: &'static str, bytes: &[u8]) -> String;

#[cfg(target_arch = "wasm32")]
static DECODER: std::sync::OnceLock<Decoder> = std::sync::OnceLock::new();

/// Names the decoder for double-byte code pages; the first counts. Without one, what is in such a page reads as U+FFFD and is counted
/// as undecodable.
#[cfg(target_arch = "wasm32")]
pub fn decode_pairs_with(decoder: Decoder) {
    let _ = DECODER.set(decoder);
}

#[cfg(target_arch = "wasm32")]
pub(super) fn decoded(page: &'static str, bytes: &[u8]) -> String {
    DECODER.get().map_or_else(String::new, |decoder| decoder(page, bytes))
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn decoded(page: &'static str, bytes: &[u8]) -> String {
    let page = encoding_rs::Encoding::for_label(page.as_bytes());
    page.map_or_else(String::new, |page| page.decode_without_bom_handling(bytes).0.into_owned())
}
