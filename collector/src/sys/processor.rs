//! Where the 32-bit program is entered: XP runs on processors without SSE2, which all the rest is compiled for. There it says so,
//! waits for Enter and ends.
//!
//! In assembly, so that nothing of it needs what it looks for; in few and plain words, since nothing else can be asked for.

use core::arch::global_asm;

use super::ffi;
use crate::{start, status};

macro_rules! said {
    () => {
        "This processor has no SSE2: use jiance.bat\n"
    };
}

global_asm!(
    ".globl _entered",
    "_entered:",
    "push ebx",
    "mov eax, 1",
    "cpuid",
    "pop ebx",
    "bt edx, 26",
    "jc {main}",
    // Where a call tells how much it did; and 16 bytes to read into.
    "sub esp, 20",
    "mov esi, esp",
    "push -11",
    "call {handle}",
    "push 0",
    "push esi",
    "push {length}",
    // The call leaves the place of what follows it on the stack.
    "call 2f",
    concat!(".ascii \"", said!(), "\""),
    "2:",
    "push eax",
    "call {write}",
    "push -10",
    "call {handle}",
    "push 0",
    "push esi",
    "push 16",
    "lea ecx, [esi + 4]",
    "push ecx",
    "push eax",
    "call {read}",
    "push {fault}",
    "call {exit}",
    main = sym start::mainCRTStartup,
    handle = sym ffi::GetStdHandle,
    write = sym ffi::WriteFile,
    read = sym ffi::ReadFile,
    exit = sym ffi::ExitProcess,
    length = const said!().len(),
    fault = const status::FAULT,
);
