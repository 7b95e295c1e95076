//! Memory from the process' own heap.

use core::alloc::{GlobalAlloc, Layout};

use super::ffi;

struct Heap;

#[global_allocator]
static HEAP: Heap = Heap;

/// What Windows' heap aligns to.
const ALIGNED: usize = 2 * size_of::<usize>();

// SAFETY: HeapAlloc gives memory of the size asked for, aligned to two pointers, or null; more is asked for nowhere (null then).
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if ALIGNED < layout.align() {
            return core::ptr::null_mut();
        }
        // SAFETY: the process' heap always exists.
        unsafe { ffi::HeapAlloc(ffi::GetProcessHeap(), 0, layout.size()).cast() }
    }

    unsafe fn dealloc(&self, memory: *mut u8, _layout: Layout) {
        // SAFETY: the caller gives back what `alloc` gave.
        unsafe { ffi::HeapFree(ffi::GetProcessHeap(), 0, memory.cast()) };
    }

    unsafe fn realloc(&self, memory: *mut u8, _layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller gives what `alloc` gave.
        unsafe { ffi::HeapReAlloc(ffi::GetProcessHeap(), 0, memory.cast(), size).cast() }
    }
}
