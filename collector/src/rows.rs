//! In: processes, sockets, the Windows' version. Out: their lines, in forms of Windows' own commands.

use alloc::vec::Vec;

use crate::text::{push_decimal, push_hex, push_padded, push_text};

/// Windows counts time in units of 100 ns since 1601.
const TICKS_A_SECOND: u64 = 10_000_000;
const SECONDS_A_DAY: u64 = 86_400;

/// A running process.
#[derive(Debug, Clone, Copy)]
pub struct Process<'a> {
    /// Its id, and that of the process that started it.
    pub id: u32,
    /// The process that started it; it may be gone.
    pub parent: u32,
    /// When it was started, in units of 100 ns since 1601, UTC; 0 for the system's own.
    pub started: u64,
    /// Image name.
    pub name: &'a [u16],
    /// Full path of its image; empty where the host does not tell.
    pub path: &'a [u16],
}

/// Adds a process as `wmic process get … /value` prints it.
pub fn push_process(line: &mut Vec<u8>, process: &Process<'_>) {
    line.extend_from_slice(b"CreationDate=");
    if process.started != 0 {
        push_time(line, process.started, false);
        line.push(b'.');
        push_padded(line, process.started % TICKS_A_SECOND / 10, 6);
        line.extend_from_slice(b"+000");
    }
    line.extend_from_slice(b"\r\nExecutablePath=");
    push_text(line, process.path);
    line.extend_from_slice(b"\r\nName=");
    push_text(line, process.name);
    line.extend_from_slice(b"\r\nParentProcessId=");
    push_decimal(line, process.parent.into());
    line.extend_from_slice(b"\r\nProcessId=");
    push_decimal(line, process.id.into());
    line.extend_from_slice(b"\r\n\r\n");
}

/// Adds a point in time: `20170512074400`, or for people `2017-05-12 07:44:00`.
pub fn push_time(line: &mut Vec<u8>, ticks: u64, for_people: bool) {
    let seconds = ticks / TICKS_A_SECOND;
    let (year, month, day) = date(seconds / SECONDS_A_DAY);
    let clock = seconds % SECONDS_A_DAY;
    let numbers = [year, month, day, clock / 3600, clock / 60 % 60, clock % 60];
    for (at, number) in numbers.into_iter().enumerate() {
        if let (true, Some(between)) = (for_people, b"\0-- ::".get(at).filter(|_| 0 < at)) {
            line.push(*between);
        }
        push_padded(line, number, if at == 0 { 4 } else { 2 });
    }
}

/// Year, month and day of a day counted from 1601-01-01, by counting from March 1st, so that leap days come last.
fn date(days: u64) -> (u64, u64, u64) {
    // 1600-03-01 begins a cycle of 400 years, 306 days earlier.
    let days = days + 306;
    let (cycle, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (1600 + cycle * 400 + year + next_year, month, day)
}

/// The lines above the sockets, as `netstat -ano` prints them.
pub const SOCKETS_HEADING: &str = "\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n";

/// A socket.
#[derive(Debug, Clone, Copy)]
pub struct Socket<'a> {
    /// The address it is bound to: 4 bytes or 16; and its port.
    pub local: (&'a [u8], u16),
    /// For TCP, where it is connected to.
    pub remote: Option<(&'a [u8], u16)>,
    /// For TCP, the state's number.
    pub state: u32,
    /// Its process.
    pub process: u32,
}

/// Names of TCP's states, by Windows' numbers from 1 on.
const STATES: [&str; 12] = [
    "CLOSED",
    "LISTENING",
    "SYN_SENT",
    "SYN_RECEIVED",
    "ESTABLISHED",
    "FIN_WAIT_1",
    "FIN_WAIT_2",
    "CLOSE_WAIT",
    "CLOSING",
    "LAST_ACK",
    "TIME_WAIT",
    "DELETE_TCB",
];
const LISTENING: u32 = 2;

/// Adds a socket as `netstat -ano` prints it.
pub fn push_socket(line: &mut Vec<u8>, socket: &Socket<'_>) {
    line.extend_from_slice(if socket.remote.is_some() { b"  TCP    " } else { b"  UDP    " });
    let start = line.len();
    push_address(line, socket.local);
    pad(line, start, 23);
    let start = line.len();
    match socket.remote {
        // What waits has nobody at the other end, whatever the table still says.
        Some((address, _)) if socket.state == LISTENING => {
            push_address(line, (if address.len() == 4 { &[0; 4] } else { &[0; 16] }, 0));
        }
        Some(remote) => push_address(line, remote),
        None => line.extend_from_slice(b"*:*"),
    }
    pad(line, start, 23);
    let start = line.len();
    if socket.remote.is_some() {
        let index = (socket.state as usize).wrapping_sub(1);
        line.extend_from_slice(STATES.get(index).unwrap_or(&"UNKNOWN").as_bytes());
    }
    pad(line, start, 16);
    push_decimal(line, socket.process.into());
    line.extend_from_slice(b"\r\n");
}

/// Fills a cell that began at `start`; one space at least parts it from the next.
fn pad(line: &mut Vec<u8>, start: usize, width: usize) {
    let used = line.len() - start;
    line.extend(core::iter::repeat_n(b' ', width.saturating_sub(used).max(1)));
}

fn push_address(line: &mut Vec<u8>, (address, port): (&[u8], u16)) {
    if address.len() == 4 {
        for (at, byte) in address.iter().enumerate() {
            if 0 < at {
                line.push(b'.');
            }
            push_decimal(line, (*byte).into());
        }
    } else {
        push_address_6(line, address);
    }
    line.push(b':');
    push_decimal(line, port.into());
}

/// `[fe80::1]`: the longest run of zero groups is left out.
fn push_address_6(line: &mut Vec<u8>, address: &[u8]) {
    let (pairs, _) = address.as_chunks::<2>();
    let groups: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let zeros = |from: usize| groups.iter().skip(from).take_while(|group| **group == 0).count();
    let longest = (0..groups.len()).max_by_key(|at| (zeros(*at), core::cmp::Reverse(*at)));
    let gap = longest.map(|at| (at, zeros(at))).filter(|(_, length)| 1 < *length);
    line.push(b'[');
    for (at, group) in groups.iter().enumerate() {
        match gap {
            Some((start, _)) if at == start => line.extend_from_slice(b"::"),
            Some((start, length)) if start < at && at < start + length => {}
            _ => {
                if 0 < at && gap.is_none_or(|(start, length)| at != start + length) {
                    line.push(b':');
                }
                push_hex(line, (*group).into(), 1);
            }
        }
    }
    line.push(b']');
}

/// A Windows, as it names itself.
#[derive(Debug, Clone, Copy)]
pub struct System<'a> {
    /// `Windows 7 Ultimate`; empty where it does not say.
    pub product: &'a [u16],
    /// Major and minor version, build.
    pub version: (u32, u32, u32),
    /// Update build revision, where there is one.
    pub revision: Option<u32>,
    /// `Service Pack 1`; empty for none.
    pub service_pack: &'a [u16],
    /// The width of its addresses: 32 or 64.
    pub bits: u32,
    /// It runs on ARM.
    pub arm: bool,
}

/// Adds a system as `wmic os get … /value` prints it.
pub fn push_system(line: &mut Vec<u8>, system: &System<'_>) {
    let (major, minor, build) = system.version;
    line.extend_from_slice(b"BuildNumber=");
    push_decimal(line, build.into());
    if !system.product.is_empty() {
        line.extend_from_slice(b"\r\nCaption=");
        push_text(line, system.product);
    }
    line.extend_from_slice(b"\r\nCSDVersion=");
    push_text(line, system.service_pack);
    line.extend_from_slice(b"\r\nOSArchitecture=");
    line.extend_from_slice(if system.arm { b"ARM " } else { b"" });
    push_decimal(line, system.bits.into());
    line.extend_from_slice(b"-bit\r\nVersion=");
    for (at, number) in
        [Some(major), Some(minor), Some(build), system.revision].iter().flatten().enumerate()
    {
        if 0 < at {
            line.push(b'.');
        }
        push_decimal(line, (*number).into());
    }
    line.extend_from_slice(b"\r\n\r\n");
}

/// The first line of the list of file versions.
pub const VERSIONS_HEADING: &str = "jiance-file-versions/1\r\n";

/// Adds a file's version: `srv.sys=6.1.7601.23689`.
pub fn push_version(line: &mut Vec<u8>, name: &str, version: [u16; 4]) {
    line.extend_from_slice(name.as_bytes());
    for (at, number) in version.into_iter().enumerate() {
        line.push(if at == 0 { b'=' } else { b'.' });
        push_decimal(line, number.into());
    }
    line.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(fill: impl Fn(&mut Vec<u8>)) -> String {
        let mut line = Vec::new();
        fill(&mut line);
        String::from_utf8(line).unwrap()
    }

    fn ticks(seconds_since_1970: i64) -> u64 {
        (seconds_since_1970 + 11_644_473_600) as u64 * TICKS_A_SECOND
    }

    #[test]
    fn times() {
        for (seconds, expected) in [
            (0, "1970-01-01 00:00:00"),
            (951_782_399, "2000-02-28 23:59:59"),
            (951_782_400, "2000-02-29 00:00:00"),
            (1_494_575_040, "2017-05-12 07:44:00"),
            (4_107_542_400, "2100-03-01 00:00:00"),
            (-11_644_473_600, "1601-01-01 00:00:00"),
        ] {
            assert_eq!(line(|line| push_time(line, ticks(seconds), true)), expected);
        }
        assert_eq!(line(|line| push_time(line, ticks(1_494_575_040), false)), "20170512074400");
    }

    #[test]
    fn processes() {
        let (name, path): (Vec<u16>, Vec<u16>) =
            ("a=b.exe".encode_utf16().collect(), "C:\\检 测\\a=b.exe".encode_utf16().collect());
        let process = Process {
            id: 6404,
            parent: 4,
            started: ticks(1_494_575_040) + 1_234_567,
            name: &name,
            path: &path,
        };
        assert_eq!(
            line(|line| push_process(line, &process)),
            "CreationDate=20170512074400.123456+000\r\nExecutablePath=C:\\检 测\\a=b.exe\r\nName=a=b.exe\r\nParentProcessId=4\r\nProcessId=6404\r\n\r\n"
        );
    }

    #[test]
    fn sockets() {
        let check = |local, remote, state, expected: &str| {
            let socket = Socket { local, remote, state, process: 4 };
            assert_eq!(line(|line| push_socket(line, &socket)), format!("{expected}\r\n"));
        };
        let any: &[u8] = &[0; 4];
        check(
            (any, 445),
            Some((any, 38_000)),
            2,
            "  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4",
        );
        check(
            (&[10, 0, 0, 1], 50_001),
            Some((&[192, 168, 100, 200], 445)),
            5,
            "  TCP    10.0.0.1:50001         192.168.100.200:445    ESTABLISHED     4",
        );
        check(
            (any, 137),
            None,
            0,
            "  UDP    0.0.0.0:137            *:*                                    4",
        );
        let long = [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
        check(
            (&long, 445),
            Some((&[0; 16], 0)),
            2,
            "  TCP    [fe80::102:304:506:708]:445 [::]:0                 LISTENING       4",
        );
    }

    #[test]
    fn addresses_of_version_6() {
        let check = |address: [u16; 8], expected: &str| {
            let bytes: Vec<u8> = address.into_iter().flat_map(u16::to_be_bytes).collect();
            assert_eq!(line(|line| push_address_6(line, &bytes)), expected);
        };
        check([0; 8], "[::]");
        check([0, 0, 0, 0, 0, 0, 0, 1], "[::1]");
        check([0xFE80, 0, 0, 0, 0, 0, 0, 0], "[fe80::]");
        check([1, 0, 0, 4, 0, 0, 0, 8], "[1:0:0:4::8]");
        check([1, 0, 3, 4, 5, 6, 7, 8], "[1:0:3:4:5:6:7:8]");
    }

    #[test]
    fn systems_and_versions() {
        let (product, pack): (Vec<u16>, Vec<u16>) =
            ("Windows 7".encode_utf16().collect(), "Service Pack 1".encode_utf16().collect());
        let system = System {
            product: &product,
            version: (6, 1, 7601),
            revision: None,
            service_pack: &pack,
            bits: 64,
            arm: false,
        };
        let expected = "BuildNumber=7601\r\nCaption=Windows 7\r\nCSDVersion=Service Pack 1\r\nOSArchitecture=64-bit\r\nVersion=6.1.7601\r\n\r\n";
        assert_eq!(line(|line| push_system(line, &system)), expected);
        let newer = System { version: (10, 0, 14_393), revision: Some(2214), ..system };
        assert!(
            line(|line| push_system(line, &newer)).ends_with("Version=10.0.14393.2214\r\n\r\n")
        );
        assert_eq!(
            line(|line| push_version(line, "srv.sys", [6, 1, 7601, 23_689])),
            "srv.sys=6.1.7601.23689\r\n"
        );
    }
}
