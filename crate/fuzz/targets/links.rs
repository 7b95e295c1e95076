//! One target; what it does stands in `src/lib.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jiance_fuzz::links(data));
