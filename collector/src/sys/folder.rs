//! Folders, read through the native call that gives many entries at once.

use alloc::vec::Vec;
use core::ptr::{null, null_mut};

use jiance_collector::directory::{self, Entry};

use super::{ffi, not_opened, zeroed};

const LIST: u32 = 1;
const SYNCHRONIZE: u32 = 0x10_0000;
const SHARE_ALL: u32 = 7;
const OPEN_EXISTING: u32 = 3;
/// Opens folders, and those that only backups may read.
const BACKUP: u32 = 0x0200_0000;
const BOTH_DIRECTORY_INFORMATION: u32 = 3;
const NO_MORE_FILES: i32 = 0x8000_0006u32 as i32;
const NO_SUCH_FILE: i32 = 0xC000_000Fu32 as i32;
const BROKEN_ANSWER: u32 = 0xC000_00E9;
/// Windows has no longer paths; it would say of one that it is not there.
const LONGEST: usize = 32_767;
const TOO_LONG: u32 = 206;

/// Reads folders.
pub(crate) struct FolderReader {
    /// In 64-bit units, as the answers are aligned.
    answer: Vec<u64>,
}

impl FolderReader {
    pub(crate) fn new() -> FolderReader {
        FolderReader { answer: alloc::vec![0; 8192] }
    }

    /// Calls `each` with every entry of a folder; gives Windows' status if it can't be read to its end.
    pub(crate) fn read(
        &mut self,
        path: &[u16],
        each: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<(), u32> {
        let path = long_path(path);
        if LONGEST < path.len() {
            return Err(TOO_LONG);
        }
        // SAFETY: the path ends with a zero and outlives the call.
        let folder = unsafe {
            let (access, flags) = (LIST | SYNCHRONIZE, BACKUP);
            let path = path.as_ptr();
            ffi::CreateFileW(path, access, SHARE_ALL, null(), OPEN_EXISTING, flags, null_mut())
        };
        if folder == ffi::INVALID {
            // It may have gone after its name was read.
            return not_opened();
        }
        let read = self.entries(folder, each);
        // SAFETY: the handle is open, and not used after this.
        unsafe { ffi::CloseHandle(folder) };
        read
    }

    fn entries(
        &mut self,
        folder: ffi::Handle,
        each: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<(), u32> {
        loop {
            let mut io = ffi::IoStatus { status: 0, information: 0 };
            // SAFETY: the buffer has as much room as is said; the handle waits for its own answers.
            let status = unsafe {
                ffi::NtQueryDirectoryFile(
                    folder,
                    null_mut(),
                    null(),
                    null(),
                    &raw mut io,
                    self.answer.as_mut_ptr().cast(),
                    (self.answer.len() * 8) as u32,
                    BOTH_DIRECTORY_INFORMATION,
                    0,
                    null(),
                    0,
                )
            };
            match status {
                NO_MORE_FILES | NO_SUCH_FILE => return Ok(()),
                status if status < 0 => return Err(status as u32),
                _ => {}
            }
            let length = io.information.min(self.answer.len() * 8) / 2;
            // SAFETY: any bits are valid 16-bit units, and there are as many in the buffer.
            let units =
                unsafe { core::slice::from_raw_parts(self.answer.as_ptr().cast::<u16>(), length) };
            if !directory::entries(units, each) {
                return Err(BROKEN_ANSWER);
            }
        }
    }
}

/// The form of a path that may be long and whose names are taken as they are.
pub(crate) fn long_path(path: &[u16]) -> Vec<u16> {
    let mut long = super::wide(r"\\?\");
    long.extend_from_slice(&zeroed(path));
    long
}
