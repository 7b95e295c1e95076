//! The registry, through the native calls: names may hold zeros there, and nothing is turned aside for 32-bit programs.

use alloc::vec::Vec;
use core::mem::transmute;
use core::ptr::{null, null_mut};

use jiance_collector::bytes::{u32_at, units};
use jiance_collector::keys::{EachValue, Keys};

use super::ffi::{self, Handle, ObjectAttributes, UnicodeString};
use super::{late, wide};

const READ: u32 = 0x2_0019;
/// Shows a 32-bit program the registry as it is; XP and later know it.
const IN_64: u32 = 0x100;
const CASE_INSENSITIVE: u32 = 0x40;
const OPEN_LINK: u32 = 0x100;
/// Opens what only backups may read; reading alone.
const FOR_BACKUP: u32 = 4;

const BASIC: u32 = 0;
const FULL: u32 = 1;
const NO_MORE_ENTRIES: i32 = 0x8000_001Au32 as i32;
const BUFFER_OVERFLOW: i32 = 0x8000_0005u32 as i32;
const BUFFER_TOO_SMALL: i32 = 0xC000_0023u32 as i32;
const BROKEN_ANSWER: u32 = 0xC000_00E9;
const TOO_LARGE: u32 = 0xC000_0904;
/// No value that anybody keeps in a registry is larger.
const LARGEST: usize = 16 << 20;

/// `NtOpenKeyEx`, since Windows 7.
type OpenKeyEx = extern "system" fn(*mut Handle, u32, *const ObjectAttributes, u32) -> i32;

/// An open key.
pub(crate) struct Key(Handle);

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: the handle is open, and nobody has it after this.
        unsafe { ffi::NtClose(self.0) };
    }
}

/// Reads keys.
pub(crate) struct Registry<'a> {
    answer: Vec<u64>,
    access: u32,
    open_for_backup: Option<OpenKeyEx>,
    progress: &'a mut dyn FnMut(),
}

impl Registry<'_> {
    /// A reader that calls `progress` for every key.
    pub(crate) fn new(progress: &mut dyn FnMut()) -> Registry<'_> {
        let open = late::function("ntdll.dll", c"NtOpenKeyEx");
        Registry {
            answer: alloc::vec![0; 8192],
            access: READ | if super::host::is_below_64() { IN_64 } else { 0 },
            // SAFETY: this is the function's documented form.
            open_for_backup: open.map(|open| unsafe { transmute::<_, OpenKeyEx>(open) }),
            progress,
        }
    }

    /// Opens a key by its full native path: `\Registry\Machine`.
    pub(crate) fn open_path(&self, path: &[u16]) -> Result<Key, u32> {
        self.open_below(null_mut(), path, CASE_INSENSITIVE)
    }

    fn open_below(&self, parent: Handle, name: &[u16], attributes: u32) -> Result<Key, u32> {
        let Some(name) = UnicodeString::of(name) else { return Err(BROKEN_ANSWER) };
        let object = ObjectAttributes {
            length: size_of::<ObjectAttributes>() as u32,
            root: parent,
            name: &raw const name,
            attributes,
            descriptor: null(),
            quality: null(),
        };
        let mut key = null_mut();
        // SAFETY: all that is pointed to outlives the calls.
        let status = unsafe { ffi::NtOpenKey(&raw mut key, self.access, &raw const object) };
        let status = match self.open_for_backup {
            Some(open) if status < 0 => {
                open(&raw mut key, self.access, &raw const object, FOR_BACKUP)
            }
            _ => status,
        };
        if status < 0 { Err(status as u32) } else { Ok(Key(key)) }
    }

    /// A value's type and bytes by its name.
    pub(crate) fn value_named(&mut self, key: &Key, name: &str) -> Option<(u32, Vec<u8>)> {
        let name = wide(name);
        let name = UnicodeString::of(&name)?;
        let found = self.ask(&mut |answer, length, needed| {
            // SAFETY: the answer has as much room as is said.
            unsafe { ffi::NtQueryValueKey(key.0, &raw const name, FULL, answer, length, needed) }
        });
        found.ok().filter(|found| *found)?;
        let bytes = self.bytes();
        let (_, kind, data) = value(bytes)?;
        Some((kind, data.into()))
    }

    /// Asks with as large a buffer as it takes. False if there is no more.
    fn ask(
        &mut self,
        call: &mut dyn FnMut(*mut core::ffi::c_void, u32, *mut u32) -> i32,
    ) -> Result<bool, u32> {
        loop {
            let mut needed = 0;
            let length = self.answer.len() * 8;
            let status = call(self.answer.as_mut_ptr().cast(), length as u32, &raw mut needed);
            match status {
                NO_MORE_ENTRIES => return Ok(false),
                BUFFER_OVERFLOW | BUFFER_TOO_SMALL if length < needed as usize => {
                    if LARGEST < needed as usize {
                        return Err(TOO_LARGE);
                    }
                    // Some more than it takes now: the value may grow before it is asked for again.
                    self.answer = Vec::new();
                    self.answer = alloc::vec![0; needed as usize / 8 + 128];
                }
                status if status < 0 => return Err(status as u32),
                _ => return Ok(true),
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: any bits are valid bytes, and there are as many in the buffer.
        unsafe { core::slice::from_raw_parts(self.answer.as_ptr().cast(), self.answer.len() * 8) }
    }
}

impl Keys for Registry<'_> {
    type Key = Key;

    fn open(&mut self, parent: &Key, name: &[u16], follow: bool) -> Result<Key, u32> {
        let link = if follow { 0 } else { OPEN_LINK };
        self.open_below(parent.0, name, CASE_INSENSITIVE | link)
    }

    fn subkey(&mut self, key: &Key, index: u32, name: &mut Vec<u16>) -> Result<bool, u32> {
        // SAFETY: the answer has as much room as is said.
        let more = self.ask(&mut |answer, length, needed| unsafe {
            ffi::NtEnumerateKey(key.0, index, BASIC, answer, length, needed)
        })?;
        name.clear();
        if more {
            // KEY_BASIC_INFORMATION: a time, a title, the name's length, the name.
            let bytes = self.bytes();
            let length = u32_at(bytes, 12).ok_or(BROKEN_ANSWER)? as usize;
            name.extend(units(bytes.get(16..16 + length).ok_or(BROKEN_ANSWER)?));
        }
        Ok(more)
    }

    fn value(&mut self, key: &Key, index: u32, each: EachValue<'_>) -> Result<bool, u32> {
        // SAFETY: the answer has as much room as is said.
        let more = self.ask(&mut |answer, length, needed| unsafe {
            ffi::NtEnumerateValueKey(key.0, index, FULL, answer, length, needed)
        })?;
        if more {
            let (raw_name, kind, data) = value(self.bytes()).ok_or(BROKEN_ANSWER)?;
            each(&units(raw_name).collect::<Vec<u16>>(), kind, data);
        }
        Ok(more)
    }

    fn progress(&mut self) {
        (self.progress)();
    }
}

/// KEY_VALUE_FULL_INFORMATION: a title, type, place and length of the data, length of the name, the name.
fn value(bytes: &[u8]) -> Option<(&[u8], u32, &[u8])> {
    let (kind, at, length) =
        (u32_at(bytes, 4)?, u32_at(bytes, 8)? as usize, u32_at(bytes, 12)? as usize);
    let name = bytes.get(20..20 + u32_at(bytes, 16)? as usize)?;
    let data = if length == 0 { &[][..] } else { bytes.get(at..at.checked_add(length)?)? };
    Some((name, kind, data))
}
