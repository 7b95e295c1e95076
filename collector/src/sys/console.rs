//! What is said to people, on a console or into whatever took its place.

use alloc::vec::Vec;
use core::mem::transmute;
use core::ptr::{null, null_mut};

use super::ffi::{self, Handle};
use super::late;

const OUTPUT: u32 = -11i32 as u32;
const INPUT: u32 = -10i32 as u32;
/// A console takes no more at once on older Windows.
const PIECE: usize = 4000;

/// Where it is said.
pub(crate) struct Console {
    handle: Handle,
    is_console: bool,
}

impl Console {
    /// The standard output.
    pub(crate) fn open() -> Console {
        let mut mode = 0;
        // SAFETY: any handle may be asked for its mode.
        unsafe {
            let handle = ffi::GetStdHandle(OUTPUT);
            Console { handle, is_console: ffi::GetConsoleMode(handle, &raw mut mode) != 0 }
        }
    }

    /// True for a console, where a line can be written over.
    pub(crate) fn is_console(&self) -> bool {
        self.is_console
    }

    /// Prints.
    pub(crate) fn print(&self, text: &[u16]) {
        for piece in text.chunks(PIECE) {
            if self.is_console {
                let mut written = 0;
                // SAFETY: the piece outlives the call, and its length is its own.
                unsafe {
                    ffi::WriteConsoleW(
                        self.handle,
                        piece.as_ptr().cast(),
                        piece.len() as u32,
                        &raw mut written,
                        null_mut(),
                    );
                }
            } else {
                self.write(&in_page(piece));
            }
        }
    }

    fn write(&self, bytes: &[u8]) {
        let mut written = 0;
        // SAFETY: the bytes outlive the call, and their length is their own.
        unsafe {
            ffi::WriteFile(
                self.handle,
                bytes.as_ptr().cast(),
                bytes.len() as u32,
                &raw mut written,
                null_mut(),
            );
        }
    }

    /// True if nobody else uses this console: it was opened for a double click, and closes with this program. Where Windows does not
    /// tell, it may be so.
    pub(crate) fn is_own(&self) -> bool {
        let mut list = [0; 2];
        let count =
            late::function("kernel32.dll", c"GetConsoleProcessList").map_or(1, |function| {
                // SAFETY: this is how Windows documents the function. The list has room for as many as are asked for.
                unsafe {
                    let count: extern "system" fn(*mut u32, u32) -> u32 = transmute(function);
                    count(list.as_mut_ptr(), 2)
                }
            });
        self.is_console && count == 1
    }

    /// Waits until a line is entered.
    pub(crate) fn wait(&self) {
        let (mut byte, mut read) = ([0u8; 16], 0);
        // SAFETY: the buffer has as much room as is said.
        unsafe {
            ffi::ReadFile(
                ffi::GetStdHandle(INPUT),
                byte.as_mut_ptr().cast(),
                byte.len() as u32,
                &raw mut read,
                null_mut(),
            );
        }
    }
}

/// The text in the page that other programs write into the same place.
fn in_page(text: &[u16]) -> Vec<u8> {
    // A double-byte page takes two bytes a character, GB18030 four.
    let mut bytes = alloc::vec![0; text.len() * 4];
    // SAFETY: both buffers outlive the call, with lengths of their own.
    let length = unsafe {
        let page = match ffi::GetConsoleOutputCP() {
            0 => ffi::GetOEMCP(),
            page => page,
        };
        ffi::WideCharToMultiByte(
            page,
            0,
            text.as_ptr(),
            text.len() as i32,
            bytes.as_mut_ptr(),
            bytes.len() as i32,
            null(),
            null_mut(),
        )
    };
    bytes.truncate(usize::try_from(length).unwrap_or(0));
    bytes
}
