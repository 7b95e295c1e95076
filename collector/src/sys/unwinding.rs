//! What the ready-made core library, and the object that the compiler links in front of it, name for unwinding. Nothing here
//! unwinds, so none of it is ever called.

use core::arch::global_asm;

#[cfg(target_arch = "x86_64")]
global_asm!(
    ".globl rust_eh_personality",
    ".globl _Unwind_Resume",
    "rust_eh_personality:",
    "_Unwind_Resume:",
    "ud2",
);

#[cfg(target_arch = "x86")]
global_asm!(
    ".globl _rust_eh_personality",
    ".globl __Unwind_Resume",
    ".globl ___register_frame_info",
    ".globl ___deregister_frame_info",
    "_rust_eh_personality:",
    "__Unwind_Resume:",
    "___register_frame_info:",
    "___deregister_frame_info:",
    "ret",
);
