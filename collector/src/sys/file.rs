//! The file that is written, and files that are read.

use core::ptr::{null, null_mut};

use jiance_collector::unzip::Source;
use jiance_collector::zip::Disk;

use super::ffi::{self, Handle};
use super::{not_opened, zeroed};

const READ: u32 = 0x8000_0000;
const WRITE: u32 = 0x4000_0000;
const SHARE_READ: u32 = 1;
const SHARE_ALL: u32 = 7;
const CREATE_NEW: u32 = 1;
const OPEN_EXISTING: u32 = 3;
const NORMAL: u32 = 0x80;
/// Reads, with the backup right, what others may not.
const BACKUP: u32 = 0x0200_0000;

/// An open file.
pub(crate) struct File(Handle);

impl File {
    /// Makes a file that is not there yet; others may read it meanwhile.
    pub(crate) fn create(path: &[u16]) -> Option<File> {
        File::open_as(path, READ | WRITE, SHARE_READ, CREATE_NEW).ok().flatten()
    }

    /// Opens a file to read it; none if there is none. The error is Windows' number.
    pub(crate) fn open(path: &[u16]) -> Result<Option<File>, u32> {
        File::open_as(path, READ, SHARE_ALL, OPEN_EXISTING)
    }

    fn open_as(
        path: &[u16],
        access: u32,
        share: u32,
        disposition: u32,
    ) -> Result<Option<File>, u32> {
        let path = zeroed(path);
        // SAFETY: the path ends with a zero and outlives the call.
        let handle = unsafe {
            let flags = NORMAL | BACKUP;
            ffi::CreateFileW(path.as_ptr(), access, share, null(), disposition, flags, null_mut())
        };
        if handle == ffi::INVALID { not_opened().map(|()| None) } else { Ok(Some(File(handle))) }
    }

    fn seek(&self, at: u64) -> bool {
        i64::try_from(at).is_ok_and(|at| {
            // SAFETY: the handle is open; null says that the new place is not asked for.
            unsafe { ffi::SetFilePointerEx(self.0, at, null_mut(), 0) != 0 }
        })
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // SAFETY: the handle is open, and nobody has it after this.
        unsafe { ffi::CloseHandle(self.0) };
    }
}

impl Disk for File {
    fn write(&mut self, at: u64, bytes: &[u8]) -> bool {
        let mut written = 0;
        // SAFETY: the bytes outlive the call, and their length is their own.
        self.seek(at)
            && unsafe {
                ffi::WriteFile(
                    self.0,
                    bytes.as_ptr().cast(),
                    bytes.len() as u32,
                    &raw mut written,
                    null_mut(),
                )
            } != 0
            && written as usize == bytes.len()
    }

    fn cut(&mut self, at: u64) -> bool {
        // SAFETY: the handle is open.
        self.seek(at) && unsafe { ffi::SetEndOfFile(self.0) } != 0
    }
}

impl Source for File {
    fn length(&mut self) -> u64 {
        let mut size = 0;
        // SAFETY: the handle is open; the size is written where it is asked to be.
        unsafe { ffi::GetFileSizeEx(self.0, &raw mut size) };
        size
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> usize {
        let mut read = 0;
        // SAFETY: the buffer has as much room as is said.
        let ok = self.seek(at)
            && unsafe {
                ffi::ReadFile(
                    self.0,
                    into.as_mut_ptr().cast(),
                    into.len() as u32,
                    &raw mut read,
                    null_mut(),
                )
            } != 0;
        if ok { read as usize } else { 0 }
    }
}
