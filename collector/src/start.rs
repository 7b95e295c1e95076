//! Where Windows enters the program, and where it leaves it.

use jiance_collector::options::{self, Task};
use jiance_collector::words::{Lang, Word};

use crate::sys::console::Console;
use crate::sys::{ffi, host, wide};
use crate::{collect, status, verify};

/// Windows enters here; in the 32-bit program by way of `sys/processor.rs`.
// SAFETY: nothing else has this name, for there is no C runtime.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn mainCRTStartup() -> ! {
    host::fail_quietly();
    let console = Console::open();
    let lang = Lang::of(host::language());
    let (exit, quiet) = match options::parse(host::command_line()) {
        Task::Collect(options) => {
            let quiet = options.quiet;
            (collect::run(&options, &console, lang), quiet)
        }
        Task::Verify(path) => (verify::run(&path, &console, lang), true),
        Task::Help => {
            console.print(&wide(lang.say(Word::Usage)));
            (status::WHOLE, false)
        }
        Task::Unknown(option) => {
            console.print(&wide(lang.say(Word::UnknownOption)));
            console.print(&option);
            console.print(&wide("\r\n"));
            console.print(&wide(lang.say(Word::Usage)));
            (status::WRONG_USAGE, false)
        }
    };
    if !quiet && console.is_own() {
        console.print(&wide(lang.say(Word::PressKey)));
        console.wait();
    }
    // SAFETY: it ends the process.
    unsafe { ffi::ExitProcess(exit) }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it ends the process.
    unsafe { ffi::ExitProcess(status::FAULT) }
}
