//! Functions that XP does not have, or that lie in libraries this program does not link to: looked up while running.

use core::ffi::{CStr, c_void};

use super::{ffi, wide, zeroed};

/// A function by its name, in a library that every process has.
pub(crate) fn function(library: &str, name: &CStr) -> Option<*const c_void> {
    let library = zeroed(&wide(library));
    // SAFETY: both names end with a zero.
    let function = unsafe {
        let module = ffi::GetModuleHandleW(library.as_ptr());
        if module.is_null() {
            core::ptr::null()
        } else {
            ffi::GetProcAddress(module, name.as_ptr())
        }
    };
    (!function.is_null()).then_some(function)
}

/// Looks for what a library needs beside that library first: what lies beside this program must never be loaded.
const BESIDE_ITSELF: u32 = 8;

/// Loads one of Windows' own libraries, from its own folder and nowhere else.
pub(crate) fn load(name: &str) -> bool {
    let mut path = super::places::system_folder();
    path.push(u16::from(b'\\'));
    path.extend(wide(name));
    let path = zeroed(&path);
    // SAFETY: the path ends with a zero.
    unsafe { !ffi::LoadLibraryExW(path.as_ptr(), core::ptr::null_mut(), BESIDE_ITSELF).is_null() }
}
