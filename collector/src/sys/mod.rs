//! All that asks Windows, in thin modules; only they hold unsafe code. Every function they link to is in XP's kernel32, advapi32
//! and ntdll; what came later is looked up while running.

pub(crate) mod console;
pub(crate) mod ffi;
pub(crate) mod file;
pub(crate) mod folder;
pub(crate) mod heap;
pub(crate) mod host;
pub(crate) mod late;
mod memory;
pub(crate) mod places;
pub(crate) mod processes;
#[cfg(target_arch = "x86")]
mod processor;
pub(crate) mod registry;
pub(crate) mod sockets;
mod unwinding;
pub(crate) mod versions;

const FILE_NOT_FOUND: u32 = 2;
const PATH_NOT_FOUND: u32 = 3;

/// Windows' number for why the last call didn't open something; an error unless there was nothing to open.
fn not_opened() -> Result<(), u32> {
    // SAFETY: it takes nothing and gives a number.
    match unsafe { ffi::GetLastError() } {
        FILE_NOT_FOUND | PATH_NOT_FOUND => Ok(()),
        error => Err(error),
    }
}

/// A text with the zero that Windows wants at its end.
pub(crate) fn zeroed(text: &[u16]) -> alloc::vec::Vec<u16> {
    let mut zeroed = alloc::vec::Vec::with_capacity(text.len() + 1);
    zeroed.extend_from_slice(text);
    zeroed.push(0);
    zeroed
}

/// A text in UTF-16.
pub(crate) fn wide(text: &str) -> alloc::vec::Vec<u16> {
    text.encode_utf16().collect()
}

/// A text up to its first zero.
pub(crate) fn until_zero(units: &[u16]) -> &[u16] {
    units.split(|unit| *unit == 0).next().unwrap_or_default()
}
