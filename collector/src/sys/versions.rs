//! The version that a program file carries in itself.

use core::ptr::null_mut;

use super::ffi;
use super::folder::long_path;

/// Maps the file to be read, and runs nothing of it.
const AS_DATA: u32 = 2;
/// Numbers stand where names could: the kind of resource, and the first of it.
const VERSION: *const u16 = core::ptr::without_provenance(16);
const FIRST: *const u16 = core::ptr::without_provenance(1);
/// What VS_FIXEDFILEINFO begins with.
const SIGNATURE: u32 = 0xFEEF_04BD;

/// The four numbers of a file's version; `None` if it is not there or has none.
pub(crate) fn of(path: &[u16]) -> Option<[u16; 4]> {
    let path = long_path(path);
    // SAFETY: the path ends with a zero. The resource stays mapped until the library is freed, and is as long as Windows says.
    unsafe {
        let module = ffi::LoadLibraryExW(path.get(4..)?.as_ptr(), null_mut(), AS_DATA);
        if module.is_null() {
            return None;
        }
        let resource = ffi::FindResourceW(module, FIRST, VERSION);
        let mut version = None;
        if !resource.is_null() {
            let length = ffi::SizeofResource(module, resource) as usize;
            let data = ffi::LockResource(ffi::LoadResource(module, resource));
            if !data.is_null() {
                version = fixed_version(core::slice::from_raw_parts(data.cast::<u8>(), length));
            }
        }
        ffi::FreeLibrary(module);
        version
    }
}

fn fixed_version(resource: &[u8]) -> Option<[u16; 4]> {
    let signature = SIGNATURE.to_le_bytes();
    let (words, _) = resource.as_chunks::<4>();
    let at = words.iter().position(|word| *word == signature)?;
    let number = |at: usize| words.get(at).map(|word| u32::from_le_bytes(*word));
    let (high, low) = (number(at + 2)?, number(at + 3)?);
    Some([(high >> 16) as u16, high as u16, (low >> 16) as u16, low as u16])
}
