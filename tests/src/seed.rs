//! In: a name. Out: numbers that look accidental and are always the same: sizes, times, process ids.

/// FNV-1a of a text: a fixed number for it.
pub fn number_for(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// A number below `limit` for a text.
pub fn below(limit: u64, text: &str) -> u64 {
    // The upper half: FNV's lower bits of short texts differ too little.
    (number_for(text) >> 16) % limit
}
