//! One target; what it does stands in `src/lib.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|recipe: jiance_fuzz::Recipe| jiance_fuzz::bundles(&recipe));
