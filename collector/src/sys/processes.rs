//! Running processes, with the paths of their images.

use alloc::vec::Vec;
use core::ptr::null_mut;

use jiance_collector::bytes::{u16_at, u32_at, units};
use jiance_collector::rows::Process;

use super::{ffi, host};

const PROCESSES: u32 = 5;
/// Tells an image's path by a process' id, without opening the process; since Vista.
const PROCESS_ID_INFORMATION: u32 = 88;
const IMAGE_FILE_NAME: u32 = 27;
/// Enough to ask for the image's path, since Vista and on XP.
const RIGHTS: [u32; 2] = [0x1000, 0x0400];
const INFO_LENGTH_MISMATCH: i32 = 0xC000_0004u32 as i32;

/// Where things stand in SYSTEM_PROCESS_INFORMATION, in bytes.
mod at {
    pub(super) const STARTED: usize = 32;
    pub(super) const NAME_LENGTH: usize = 56;
    pub(super) const NAME: usize = 56 + size_of::<usize>();
    /// Behind the name stand a priority, its padding, then the ids.
    pub(super) const ID: usize = NAME + 2 * size_of::<usize>();
    pub(super) const PARENT: usize = ID + size_of::<usize>();
}

/// Calls `each` with every process; false if Windows does not tell.
pub(crate) fn read(each: &mut dyn FnMut(&Process<'_>)) -> bool {
    let mut answer: Vec<u64> = alloc::vec![0; 32 * 1024];
    loop {
        let mut needed = 0;
        // SAFETY: the buffer has as much room as is said.
        let status = unsafe {
            let length = (answer.len() * 8) as u32;
            ffi::NtQuerySystemInformation(
                PROCESSES,
                answer.as_mut_ptr().cast(),
                length,
                &raw mut needed,
            )
        };
        if status == INFO_LENGTH_MISMATCH && answer.len() < 1 << 21 {
            answer.resize(answer.len() * 2, 0);
        } else if status < 0 {
            return false;
        } else {
            break;
        }
    }
    // SAFETY: any bits are valid bytes, and there are as many in the buffer.
    let bytes =
        unsafe { core::slice::from_raw_parts(answer.as_ptr().cast::<u8>(), answer.len() * 8) };
    let devices = host::devices();
    let mut start = 0;
    loop {
        let Some(rest) = bytes.get(start..) else { return false };
        let (Some(next), Some(id), Some(parent), Some(low), Some(high)) = (
            u32_at(rest, 0),
            u32_at(rest, at::ID),
            u32_at(rest, at::PARENT),
            u32_at(rest, at::STARTED),
            u32_at(rest, at::STARTED + 4),
        ) else {
            return false;
        };
        let mut name = name_in(rest, bytes);
        if name.is_empty() && id == 0 {
            name = super::wide("System Idle Process");
        }
        let path = dos_path(&image_path(id), &devices);
        let started = u64::from(low) | u64::from(high) << 32;
        each(&Process { id, parent, started, name: &name, path: &path });
        if next == 0 {
            return true;
        }
        start += next as usize;
    }
}

/// The name that a row points to: it stands in the same answer.
fn name_in(row: &[u8], answer: &[u8]) -> Vec<u16> {
    let length = u16_at(row, at::NAME_LENGTH).map_or(0, usize::from);
    let pointer = row
        .get(at::NAME..at::NAME + size_of::<usize>())
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, usize::from_le_bytes);
    let name = pointer
        .checked_sub(answer.as_ptr() as usize)
        .and_then(|offset| answer.get(offset..offset.checked_add(length)?));
    units(name.unwrap_or_default()).collect()
}

/// The image's path inside Windows; empty where it does not tell.
fn image_path(id: u32) -> Vec<u16> {
    let mut buffer = alloc::vec![0u16; 32 * 1024];
    // SYSTEM_PROCESS_ID_INFORMATION: an id, then a text with room for the answer.
    let mut ask = ByIds {
        id: id as usize,
        name: ffi::UnicodeString {
            length: 0,
            maximum: (buffer.len() * 2 - 2) as u16,
            buffer: buffer.as_mut_ptr(),
        },
    };
    // SAFETY: the text points to a buffer with as much room as it says.
    let status = unsafe {
        let length = size_of::<ByIds>() as u32;
        ffi::NtQuerySystemInformation(
            PROCESS_ID_INFORMATION,
            (&raw mut ask).cast(),
            length,
            null_mut(),
        )
    };
    if 0 <= status {
        buffer.truncate(usize::from(ask.name.length) / 2);
        return buffer;
    }
    // SAFETY: the process is opened, asked and closed.
    unsafe {
        let process = RIGHTS.into_iter().map(|rights| ffi::OpenProcess(rights, 0, id));
        let Some(process) = process.into_iter().find(|process| !process.is_null()) else {
            return Vec::new();
        };
        let path = image_path_of(process);
        ffi::CloseHandle(process);
        path
    }
}

#[repr(C)]
struct ByIds {
    id: usize,
    name: ffi::UnicodeString,
}

fn image_path_of(process: ffi::Handle) -> Vec<u16> {
    let mut answer: Vec<usize> = alloc::vec![0; 66 * 1024 / size_of::<usize>()];
    // SAFETY: the buffer has as much room as is said, and is aligned as a text is.
    unsafe {
        let length = (answer.len() * size_of::<usize>()) as u32;
        let buffer = answer.as_mut_ptr().cast();
        if ffi::NtQueryInformationProcess(process, IMAGE_FILE_NAME, buffer, length, null_mut()) < 0
        {
            return Vec::new();
        }
        let text = &*answer.as_ptr().cast::<ffi::UnicodeString>();
        let length = usize::from(text.length) / 2;
        if text.buffer.is_null() {
            Vec::new()
        } else {
            core::slice::from_raw_parts(text.buffer, length).into()
        }
    }
}

/// `C:\Windows\x.exe` for `\Device\HarddiskVolume2\Windows\x.exe`.
fn dos_path(path: &[u16], devices: &[(u16, Vec<u16>)]) -> Vec<u16> {
    const SEPARATOR: u16 = b'\\' as u16;
    let found = devices.iter().find_map(|(letter, device)| {
        let rest = path.strip_prefix(device.as_slice())?;
        (rest.first() == Some(&SEPARATOR)).then_some((letter, rest))
    });
    match found {
        Some((letter, rest)) => {
            let mut dos = alloc::vec![*letter, u16::from(b':')];
            dos.extend_from_slice(rest);
            dos
        }
        // Wine gives it in a form of its own.
        None => path.strip_prefix(super::wide(r"\??\").as_slice()).unwrap_or(path).into(),
    }
}
