//! In: bytes. Out: them in a registry export's hexadecimal, broken into lines as the registry editor breaks them.

/// The longest line, with the backslash that continues it.
const MAX_COLUMNS: usize = 80;

/// Appends `prefix` and the bytes to a line that has `column` columns already.
pub(super) fn append(out: &mut String, mut column: usize, prefix: &str, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push_str(prefix);
    column += prefix.len();
    for (at, byte) in bytes.iter().enumerate() {
        if 0 < at && MAX_COLUMNS < column + "xx,\\".len() {
            out.push_str("\\\r\n  ");
            column = 2;
        }
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
        if at + 1 < bytes.len() {
            out.push(',');
        }
        column += 3;
    }
}
