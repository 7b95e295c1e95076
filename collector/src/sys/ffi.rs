//! What is called in Windows, declared as its documentation gives it. Every function here is exported by XP SP2.

#![allow(non_snake_case, reason = "these are Windows' own names")]

use core::ffi::{c_char, c_void};

pub(crate) type Handle = *mut c_void;

pub(crate) const INVALID: Handle = usize::MAX as Handle;

/// A text with its length in bytes, as the native calls take it.
#[repr(C)]
pub(crate) struct UnicodeString {
    pub(crate) length: u16,
    pub(crate) maximum: u16,
    pub(crate) buffer: *const u16,
}

/// Says which object a native call opens.
#[repr(C)]
pub(crate) struct ObjectAttributes {
    pub(crate) length: u32,
    pub(crate) root: Handle,
    pub(crate) name: *const UnicodeString,
    pub(crate) attributes: u32,
    pub(crate) descriptor: *const c_void,
    pub(crate) quality: *const c_void,
}

#[repr(C)]
pub(crate) struct IoStatus {
    pub(crate) status: usize,
    pub(crate) information: usize,
}

#[repr(C)]
pub(crate) struct SystemTime {
    pub(crate) year: u16,
    pub(crate) month: u16,
    pub(crate) day_of_week: u16,
    pub(crate) day: u16,
    pub(crate) hour: u16,
    pub(crate) minute: u16,
    pub(crate) second: u16,
    pub(crate) milliseconds: u16,
}

#[repr(C)]
pub(crate) struct TokenPrivilege {
    pub(crate) count: u32,
    pub(crate) id: [u32; 2],
    pub(crate) attributes: u32,
}

#[link(name = "kernel32")]
unsafe extern "system" {
    pub(crate) fn CloseHandle(handle: Handle) -> i32;
    pub(crate) fn CreateFileW(
        path: *const u16,
        access: u32,
        share: u32,
        security: *const c_void,
        disposition: u32,
        flags: u32,
        template: Handle,
    ) -> Handle;
    pub(crate) fn DeviceIoControl(
        device: Handle,
        code: u32,
        input: *const c_void,
        input_length: u32,
        answer: *mut c_void,
        length: u32,
        written: *mut u32,
        overlapped: *mut c_void,
    ) -> i32;
    pub(crate) fn ExitProcess(status: u32) -> !;
    pub(crate) fn ExpandEnvironmentStringsW(text: *const u16, into: *mut u16, length: u32) -> u32;
    pub(crate) fn FindFirstVolumeW(name: *mut u16, length: u32) -> Handle;
    pub(crate) fn FindNextVolumeW(find: Handle, name: *mut u16, length: u32) -> i32;
    pub(crate) fn FindResourceW(module: Handle, name: *const u16, kind: *const u16) -> Handle;
    pub(crate) fn FindVolumeClose(find: Handle) -> i32;
    pub(crate) fn FreeLibrary(module: Handle) -> i32;
    pub(crate) fn GetCommandLineW() -> *const u16;
    pub(crate) fn GetComputerNameW(name: *mut u16, length: *mut u32) -> i32;
    pub(crate) fn GetConsoleMode(handle: Handle, mode: *mut u32) -> i32;
    pub(crate) fn GetConsoleOutputCP() -> u32;
    pub(crate) fn GetCurrentProcess() -> Handle;
    pub(crate) fn GetDriveTypeW(root: *const u16) -> u32;
    pub(crate) fn GetEnvironmentVariableW(name: *const u16, value: *mut u16, length: u32) -> u32;
    pub(crate) fn GetFileSizeEx(file: Handle, size: *mut u64) -> i32;
    pub(crate) fn GetLastError() -> u32;
    pub(crate) fn GetLocalTime(time: *mut SystemTime);
    pub(crate) fn GetModuleFileNameW(module: Handle, name: *mut u16, length: u32) -> u32;
    pub(crate) fn GetModuleHandleW(name: *const u16) -> Handle;
    pub(crate) fn GetOEMCP() -> u32;
    pub(crate) fn GetProcAddress(module: Handle, name: *const c_char) -> *const c_void;
    pub(crate) fn GetProcessHeap() -> Handle;
    pub(crate) fn GetStdHandle(which: u32) -> Handle;
    pub(crate) fn GetSystemDirectoryW(path: *mut u16, length: u32) -> u32;
    pub(crate) fn GetTickCount() -> u32;
    pub(crate) fn GetUserDefaultUILanguage() -> u16;
    pub(crate) fn GetVolumePathNamesForVolumeNameW(
        volume: *const u16,
        names: *mut u16,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn HeapAlloc(heap: Handle, flags: u32, bytes: usize) -> *mut c_void;
    pub(crate) fn HeapFree(heap: Handle, flags: u32, memory: *mut c_void) -> i32;
    pub(crate) fn HeapReAlloc(
        heap: Handle,
        flags: u32,
        memory: *mut c_void,
        bytes: usize,
    ) -> *mut c_void;
    pub(crate) fn LoadLibraryExW(path: *const u16, file: Handle, flags: u32) -> Handle;
    pub(crate) fn LoadResource(module: Handle, resource: Handle) -> Handle;
    pub(crate) fn LockResource(data: Handle) -> *const c_void;
    pub(crate) fn OpenProcess(access: u32, inherit: i32, id: u32) -> Handle;
    pub(crate) fn QueryDosDeviceW(device: *const u16, target: *mut u16, length: u32) -> u32;
    pub(crate) fn ReadFile(
        file: Handle,
        buffer: *mut c_void,
        length: u32,
        read: *mut u32,
        overlapped: *mut c_void,
    ) -> i32;
    pub(crate) fn SetEndOfFile(file: Handle) -> i32;
    pub(crate) fn SetErrorMode(mode: u32) -> u32;
    pub(crate) fn SetFilePointerEx(file: Handle, to: i64, new: *mut i64, method: u32) -> i32;
    pub(crate) fn SizeofResource(module: Handle, resource: Handle) -> u32;
    pub(crate) fn WideCharToMultiByte(
        page: u32,
        flags: u32,
        text: *const u16,
        length: i32,
        bytes: *mut u8,
        room: i32,
        default: *const c_char,
        used: *mut i32,
    ) -> i32;
    pub(crate) fn WriteConsoleW(
        console: Handle,
        text: *const c_void,
        length: u32,
        written: *mut u32,
        reserved: *mut c_void,
    ) -> i32;
    pub(crate) fn WriteFile(
        file: Handle,
        bytes: *const c_void,
        length: u32,
        written: *mut u32,
        overlapped: *mut c_void,
    ) -> i32;
}

#[link(name = "advapi32")]
unsafe extern "system" {
    pub(crate) fn AdjustTokenPrivileges(
        token: Handle,
        disable_all: i32,
        new: *const TokenPrivilege,
        length: u32,
        previous: *mut c_void,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn AllocateAndInitializeSid(
        authority: *const [u8; 6],
        count: u8,
        part0: u32,
        part1: u32,
        part2: u32,
        part3: u32,
        part4: u32,
        part5: u32,
        part6: u32,
        part7: u32,
        sid: *mut Handle,
    ) -> i32;
    pub(crate) fn CheckTokenMembership(token: Handle, sid: Handle, is_member: *mut i32) -> i32;
    pub(crate) fn FreeSid(sid: Handle) -> *mut c_void;
    pub(crate) fn LookupPrivilegeValueW(
        system: *const u16,
        name: *const u16,
        id: *mut [u32; 2],
    ) -> i32;
    pub(crate) fn OpenProcessToken(process: Handle, access: u32, token: *mut Handle) -> i32;
}

#[link(name = "ntdll")]
unsafe extern "system" {
    pub(crate) fn NtClose(handle: Handle) -> i32;
    pub(crate) fn NtEnumerateKey(
        key: Handle,
        index: u32,
        class: u32,
        answer: *mut c_void,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn NtEnumerateValueKey(
        key: Handle,
        index: u32,
        class: u32,
        answer: *mut c_void,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn NtOpenKey(key: *mut Handle, access: u32, object: *const ObjectAttributes) -> i32;
    pub(crate) fn NtQueryDirectoryFile(
        file: Handle,
        event: Handle,
        routine: *const c_void,
        context: *const c_void,
        status: *mut IoStatus,
        answer: *mut c_void,
        length: u32,
        class: u32,
        single: u8,
        pattern: *const UnicodeString,
        restart: u8,
    ) -> i32;
    pub(crate) fn NtQueryInformationProcess(
        process: Handle,
        class: u32,
        answer: *mut c_void,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn NtQuerySystemInformation(
        class: u32,
        answer: *mut c_void,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn NtQueryValueKey(
        key: Handle,
        name: *const UnicodeString,
        class: u32,
        answer: *mut c_void,
        length: u32,
        needed: *mut u32,
    ) -> i32;
    pub(crate) fn RtlGetVersion(version: *mut c_void) -> i32;
}

impl UnicodeString {
    /// Refers to a text; `None` if it is longer than Windows takes.
    pub(crate) fn of(text: &[u16]) -> Option<UnicodeString> {
        let length = u16::try_from(text.len() * 2).ok()?;
        Some(UnicodeString { length, maximum: length, buffer: text.as_ptr() })
    }
}
