//! Eight bytes at a time in one number, the first byte lowest. Compilers make vectors of loops over bytes where they compile for speed, but
//! not in the page.

/// The highest bit of each byte.
pub(crate) const HIGH: u64 = each(0x80);

/// Eight times the same byte.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Not zero below [`HIGH`] if one of the bytes is zero, and only then.
pub(crate) const fn has_zero(word: u64) -> u64 {
    word.wrapping_sub(each(1)) & !word
}

/// Not zero below [`HIGH`] if one of the bytes is this one, and only then.
pub(crate) const fn has(word: u64, byte: u8) -> u64 {
    has_zero(word ^ each(byte))
}

/// The highest bit of every byte that is this one.
pub(crate) const fn places(word: u64, byte: u8) -> u64 {
    let (other, low) = (word ^ each(byte), !HIGH);
    !(((other & low) + low) | other | low)
}
