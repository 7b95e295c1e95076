//! The computer's own tables of sockets. No connection is made: the tables are read, as `netstat` does it.

use alloc::vec::Vec;
use core::ffi::c_void;
use core::mem::transmute;

use jiance_collector::bytes::u32_at;
use jiance_collector::rows::Socket;

use super::late;

/// `GetExtendedTcpTable` and `GetExtendedUdpTable`, since XP SP2.
type Table = extern "system" fn(*mut c_void, *mut u32, i32, u32, u32, u32) -> u32;

const INSUFFICIENT_BUFFER: u32 = 122;
const IPV4: u32 = 2;
const IPV6: u32 = 23;
const TCP_WITH_PROCESSES: u32 = 5;
const UDP_WITH_PROCESSES: u32 = 1;

/// The tables, ready to be read.
pub(crate) struct Tables {
    tcp: Table,
    udp: Table,
}

impl Tables {
    /// Loads the library that has them.
    pub(crate) fn load() -> Option<Tables> {
        const LIBRARY: &str = "iphlpapi.dll";
        if !late::load(LIBRARY) {
            return None;
        }
        let table = |name| {
            let found = late::function(LIBRARY, name)?;
            // SAFETY: this is how Windows documents both functions.
            Some(unsafe { transmute::<*const c_void, Table>(found) })
        };
        Some(Tables { tcp: table(c"GetExtendedTcpTable")?, udp: table(c"GetExtendedUdpTable")? })
    }

    /// Calls `each` with every socket; false if Windows does not tell those of IPv4, which every Windows has.
    pub(crate) fn read(&self, each: &mut dyn FnMut(&Socket<'_>)) -> bool {
        let tcp = rows(self.tcp, IPV4, TCP_WITH_PROCESSES, 24, &mut |row| {
            let (state, local, local_port) = (u32_at(row, 0)?, row.get(4..8)?, port(row, 8)?);
            let (remote, remote_port) = (row.get(12..16)?, port(row, 16)?);
            let process = u32_at(row, 20)?;
            let remote = Some((remote, remote_port));
            each(&Socket { local: (local, local_port), remote, state, process });
            Some(())
        });
        rows(self.tcp, IPV6, TCP_WITH_PROCESSES, 56, &mut |row| {
            let (local, local_port) = (row.get(..16)?, port(row, 20)?);
            let (remote, remote_port) = (row.get(24..40)?, port(row, 44)?);
            let (state, process) = (u32_at(row, 48)?, u32_at(row, 52)?);
            let remote = Some((remote, remote_port));
            each(&Socket { local: (local, local_port), remote, state, process });
            Some(())
        });
        let udp = rows(self.udp, IPV4, UDP_WITH_PROCESSES, 12, &mut |row| {
            let local = (row.get(..4)?, port(row, 4)?);
            each(&Socket { local, remote: None, state: 0, process: u32_at(row, 8)? });
            Some(())
        });
        rows(self.udp, IPV6, UDP_WITH_PROCESSES, 28, &mut |row| {
            let local = (row.get(..16)?, port(row, 20)?);
            each(&Socket { local, remote: None, state: 0, process: u32_at(row, 24)? });
            Some(())
        });
        tcp && udp
    }
}

/// Calls `each` with the bytes of every row of a table.
fn rows(
    table: Table,
    family: u32,
    class: u32,
    length: usize,
    each: &mut dyn FnMut(&[u8]) -> Option<()>,
) -> bool {
    let mut answer: Vec<u32> = alloc::vec![0; 16 * 1024];
    for _ in 0..8 {
        let mut size = (answer.len() * 4) as u32;
        match table(answer.as_mut_ptr().cast(), &raw mut size, 0, family, class, 0) {
            0 => {
                // SAFETY: any bits are valid bytes, and there are as many in the buffer.
                let bytes = unsafe {
                    core::slice::from_raw_parts(answer.as_ptr().cast::<u8>(), answer.len() * 4)
                };
                let count = u32_at(bytes, 0).unwrap_or(0) as usize;
                let rows = bytes.get(4..).unwrap_or_default();
                return rows.chunks_exact(length).take(count).all(|row| each(row).is_some());
            }
            INSUFFICIENT_BUFFER => answer.resize(size as usize / 4 + 4096, 0),
            _ => return false,
        }
    }
    false
}

/// Ports stand in the network's order.
fn port(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
