//! `jiance.exe`: reads what the check page needs to see of a Windows, and writes it into one zip.
//!
//! No C runtime, no standard library: everything comes from XP's own kernel32, advapi32 and ntdll. It changes nothing, opens no
//! connection and decides nothing; the page does.

#![cfg_attr(windows, no_std, no_main)]

#[cfg(windows)]
extern crate alloc;

#[cfg(windows)]
mod collect;
#[cfg(windows)]
mod session;
#[cfg(windows)]
mod start;
#[cfg(windows)]
mod status;
#[cfg(windows)]
mod sys;
#[cfg(windows)]
mod verify;

#[cfg(not(windows))]
fn main() {
    eprintln!("This program reads a Windows from inside; it is built for Windows only.");
}
