//! Where things lie on this computer, as Windows and this process' environment say.

use alloc::vec::Vec;
use core::ptr::null_mut;

use super::{ffi, until_zero, wide, zeroed};

/// Where this program lies.
pub(crate) fn own_path() -> Vec<u16> {
    // SAFETY: the buffer has as much room as is said.
    text(|buffer, room| unsafe { ffi::GetModuleFileNameW(null_mut(), buffer, room) })
}

/// `C:\Windows\system32`.
pub(crate) fn system_folder() -> Vec<u16> {
    // SAFETY: the buffer has as much room as is said.
    text(|buffer, room| unsafe { ffi::GetSystemDirectoryW(buffer, room) })
}

/// A variable of the environment; empty if there is none.
pub(crate) fn environment(name: &str) -> Vec<u16> {
    let name = zeroed(&wide(name));
    // SAFETY: the name ends with a zero; the buffer has as much room as is said.
    text(|buffer, room| unsafe { ffi::GetEnvironmentVariableW(name.as_ptr(), buffer, room) })
}

/// A path with its `%SystemRoot%` and the like filled in.
pub(crate) fn expanded(path: &[u16]) -> Vec<u16> {
    let path = zeroed(path);
    // SAFETY: the path ends with a zero; the buffer has as much room as is said.
    let expanded =
        text(|buffer, room| unsafe { ffi::ExpandEnvironmentStringsW(path.as_ptr(), buffer, room) });
    until_zero(&expanded).into()
}

fn text(fill: impl Fn(*mut u16, u32) -> u32) -> Vec<u16> {
    let mut buffer = alloc::vec![0; 4096];
    let length = fill(buffer.as_mut_ptr(), buffer.len() as u32) as usize;
    // More than there is room for says how much it would need.
    buffer.truncate(if length < buffer.len() { length } else { 0 });
    buffer
}
