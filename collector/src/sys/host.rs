//! What there is to know of the computer as a whole, and of this process on it.

use alloc::vec::Vec;
use core::mem::transmute;
use core::ptr::null_mut;

use super::ffi::{self, Handle};
use super::{late, until_zero, wide, zeroed};

const FIXED: u32 = 3;
const ADJUST_PRIVILEGES: u32 = 0x20;
const ENABLED: u32 = 2;
const ADMINISTRATORS: [u32; 2] = [0x20, 0x220];
/// No window asks for a disk that is not there.
const FAIL_QUIETLY: u32 = 0x8001;

/// The command line.
pub(crate) fn command_line() -> &'static [u16] {
    // SAFETY: Windows keeps the command line, which ends with a zero, as long as the process lives.
    unsafe {
        let line = ffi::GetCommandLineW();
        let length = (0..).take_while(|at| *line.add(*at) != 0).count();
        core::slice::from_raw_parts(line, length)
    }
}

/// The computer's name.
pub(crate) fn name() -> Vec<u16> {
    let mut buffer = [0; 64];
    let mut length = buffer.len() as u32;
    // SAFETY: the buffer has as much room as is said.
    unsafe { ffi::GetComputerNameW(buffer.as_mut_ptr(), &raw mut length) };
    until_zero(&buffer).into()
}

/// Local time.
pub(crate) fn local_time() -> ffi::SystemTime {
    let mut time = ffi::SystemTime {
        year: 0,
        month: 0,
        day_of_week: 0,
        day: 0,
        hour: 0,
        minute: 0,
        second: 0,
        milliseconds: 0,
    };
    // SAFETY: the time is written where it is asked to be.
    unsafe { ffi::GetLocalTime(&raw mut time) };
    time
}

/// Milliseconds since the computer was started; they begin again after 49 days.
pub(crate) fn ticks() -> u32 {
    // SAFETY: it takes nothing and gives a number.
    unsafe { ffi::GetTickCount() }
}

/// The number of the user's language.
pub(crate) fn language() -> u16 {
    // SAFETY: it takes nothing and gives a number.
    unsafe { ffi::GetUserDefaultUILanguage() }
}

/// The page that console programs write.
pub(crate) fn oem_page() -> u32 {
    // SAFETY: it takes nothing and gives a number.
    unsafe { ffi::GetOEMCP() }
}

/// Whether this process has administrator's rights in force.
pub(crate) fn is_elevated() -> bool {
    let (mut sid, mut is_member): (Handle, i32) = (null_mut(), 0);
    let [domain, group] = ADMINISTRATORS;
    // SAFETY: the id of the administrators' group is made, asked about and given back.
    unsafe {
        let authority = [0, 0, 0, 0, 0, 5];
        if ffi::AllocateAndInitializeSid(
            &raw const authority,
            2,
            domain,
            group,
            0,
            0,
            0,
            0,
            0,
            0,
            &raw mut sid,
        ) == 0
        {
            return false;
        }
        ffi::CheckTokenMembership(null_mut(), sid, &raw mut is_member);
        ffi::FreeSid(sid);
    }
    is_member != 0
}

/// Takes up the rights that an administrator has but does not use by default: to read what only backups may, and to see other
/// users' processes. They are this process' own and end with it.
pub(crate) fn take_rights() {
    for right in ["SeBackupPrivilege", "SeDebugPrivilege"] {
        let name = zeroed(&wide(right));
        let mut token: Handle = null_mut();
        let mut privilege = ffi::TokenPrivilege { count: 1, id: [0; 2], attributes: ENABLED };
        // SAFETY: the token is opened, changed and closed; all that is pointed to outlives the calls.
        unsafe {
            if ffi::OpenProcessToken(ffi::GetCurrentProcess(), ADJUST_PRIVILEGES, &raw mut token)
                == 0
            {
                return;
            }
            if ffi::LookupPrivilegeValueW(core::ptr::null(), name.as_ptr(), &raw mut privilege.id)
                != 0
            {
                let none = null_mut();
                ffi::AdjustTokenPrivileges(token, 0, &raw const privilege, 0, none, null_mut());
            }
            ffi::CloseHandle(token);
        }
    }
}

/// Makes missing disks fail instead of asking for them.
pub(crate) fn fail_quietly() {
    // SAFETY: it takes and gives numbers.
    unsafe { ffi::SetErrorMode(FAIL_QUIETLY) };
}

/// True for a 32-bit process on a 64-bit Windows.
pub(crate) fn is_below_64() -> bool {
    let Some(function) = late::function("kernel32.dll", c"IsWow64Process") else { return false };
    let mut below = 0;
    // SAFETY: this is how Windows documents the function.
    unsafe {
        let is_wow64_process: extern "system" fn(Handle, *mut i32) -> i32 = transmute(function);
        is_wow64_process(ffi::GetCurrentProcess(), &raw mut below);
    }
    below != 0
}

/// Lets a 32-bit process see the true System32. Libraries are to be loaded before.
pub(crate) fn see_system32() {
    if let Some(function) = late::function("kernel32.dll", c"Wow64DisableWow64FsRedirection") {
        let mut old: Handle = null_mut();
        // SAFETY: this is how Windows documents the function.
        unsafe {
            let disable: extern "system" fn(*mut Handle) -> i32 = transmute(function);
            disable(&raw mut old);
        }
    }
}

/// What Windows says of its version, beyond what it pretends to be to older programs.
pub(crate) struct Version {
    pub(crate) numbers: (u32, u32, u32),
    pub(crate) service_pack: Vec<u16>,
}

/// The Windows' version.
pub(crate) fn version() -> Version {
    // RTL_OSVERSIONINFOW: five numbers and a text of 128 units.
    let mut answer = [0u32; 5 + 64];
    answer[0] = size_of_val(&answer) as u32;
    // SAFETY: the answer has the size that its first number says.
    unsafe { ffi::RtlGetVersion(answer.as_mut_ptr().cast()) };
    let text: Vec<u16> =
        answer.iter().skip(5).flat_map(|pair| [*pair as u16, (*pair >> 16) as u16]).collect();
    let service_pack = until_zero(&text).into();
    Version { numbers: (answer[1], answer[2], answer[3]), service_pack }
}

/// What a volume is known by.
pub(crate) struct Volume {
    /// `\\?\Volume{…}\`
    pub(crate) name: Vec<u16>,
    /// `C:`, `D:`; or, for a volume without a letter, the folders it is mounted in.
    pub(crate) paths: Vec<Vec<u16>>,
}

/// The volumes of fixed disks.
pub(crate) fn fixed_volumes() -> Vec<Volume> {
    let mut volumes = Vec::new();
    let mut name = [0; 64];
    // SAFETY: the buffer has as much room as is said; the search is closed in the end.
    unsafe {
        let find = ffi::FindFirstVolumeW(name.as_mut_ptr(), name.len() as u32);
        if find == ffi::INVALID {
            return volumes;
        }
        loop {
            if ffi::GetDriveTypeW(name.as_ptr()) == FIXED {
                volumes.push(Volume { name: until_zero(&name).into(), paths: mounted_at(&name) });
            }
            if ffi::FindNextVolumeW(find, name.as_mut_ptr(), name.len() as u32) == 0 {
                break;
            }
        }
        ffi::FindVolumeClose(find);
    }
    volumes
}

/// The paths at which a volume is seen, each with a backslash at its end.
fn mounted_at(volume: &[u16; 64]) -> Vec<Vec<u16>> {
    let mut buffer = alloc::vec![0; 8192];
    let mut needed = 0;
    // SAFETY: the name ends with a zero; the buffer has as much room as is said.
    let ok = unsafe {
        ffi::GetVolumePathNamesForVolumeNameW(
            volume.as_ptr(),
            buffer.as_mut_ptr(),
            buffer.len() as u32,
            &raw mut needed,
        )
    };
    if ok == 0 {
        return Vec::new();
    }
    let paths = buffer.split(|unit| *unit == 0).take_while(|path| !path.is_empty());
    paths.map(Vec::from).collect()
}

/// The letters of drives that hold fixed disks, by asking for each: for when volumes can't be listed.
pub(crate) fn fixed_letters() -> Vec<u16> {
    let is_fixed = |letter: &u16| {
        let root = [*letter, u16::from(b':'), u16::from(b'\\'), 0];
        // SAFETY: the root ends with a zero.
        unsafe { ffi::GetDriveTypeW(root.as_ptr()) == FIXED }
    };
    (u16::from(b'A')..=u16::from(b'Z')).filter(is_fixed).collect()
}

/// What the drives are called inside Windows: `\Device\HarddiskVolume2` for `C:`.
pub(crate) fn devices() -> Vec<(u16, Vec<u16>)> {
    let device = |letter: u16| {
        let drive = [letter, u16::from(b':'), 0];
        let mut target = [0; 512];
        // SAFETY: the drive ends with a zero; the buffer has as much room as is said.
        let length = unsafe {
            ffi::QueryDosDeviceW(drive.as_ptr(), target.as_mut_ptr(), target.len() as u32)
        };
        (length != 0).then(|| (letter, until_zero(&target).into()))
    };
    (u16::from(b'A')..=u16::from(b'Z')).filter_map(device).collect()
}

/// About how many keys the registry has: Windows tells how many bytes it takes, and a key with its values takes some 200.
pub(crate) fn key_count() -> Option<u64> {
    const REGISTRY_QUOTA: u32 = 37;
    const A_KEY: u32 = 200;
    // SYSTEM_REGISTRY_QUOTA_INFORMATION: the most it may take, what it takes, and a number as wide as an address.
    let mut answer = [0u32; 2 + size_of::<usize>() / 4];
    // SAFETY: the answer has as much room as is said.
    let status = unsafe {
        let length = size_of_val(&answer) as u32;
        let answer = answer.as_mut_ptr().cast();
        ffi::NtQuerySystemInformation(REGISTRY_QUOTA, answer, length, null_mut())
    };
    (0 <= status).then_some((answer[1] / A_KEY).into())
}

/// About how many entries the file system of a drive has, where it tells (NTFS does): places in its table of files.
pub(crate) fn file_count(letter: u16) -> Option<u64> {
    const GET_NTFS_VOLUME_DATA: u32 = 0x0009_0064;
    const SHARE_ALL: u32 = 7;
    const OPEN_EXISTING: u32 = 3;
    let mut path = wide(r"\\.\");
    path.extend([letter, u16::from(b':'), 0]);
    // NTFS_VOLUME_DATA_BUFFER is twelve long numbers.
    let mut answer = [0u64; 12];
    let mut length = 0;
    // SAFETY: the path ends with a zero, the answer has as much room as is said, and the handle is closed.
    let ok = unsafe {
        let none = core::ptr::null();
        let volume =
            ffi::CreateFileW(path.as_ptr(), 0, SHARE_ALL, none, OPEN_EXISTING, 0, null_mut());
        if volume == ffi::INVALID {
            return None;
        }
        let room = size_of_val(&answer) as u32;
        let buffer = answer.as_mut_ptr().cast();
        let ok = ffi::DeviceIoControl(
            volume,
            GET_NTFS_VOLUME_DATA,
            none,
            0,
            buffer,
            room,
            &raw mut length,
            null_mut(),
        );
        ffi::CloseHandle(volume);
        ok != 0
    };
    // Behind five long numbers: bytes per sector, cluster and record, clusters per record; then the table's valid length.
    let record = answer[6] & u64::from(u32::MAX);
    (ok && record != 0).then(|| answer[7] / record)
}
