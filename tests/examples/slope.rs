//! How time and memory grow with the input, ordinary or built to be slow: `cargo run -p jiance-tests --example slope [NAME]`.
//!
//! Each input is made in one size and ten times as large, chunk by chunk, and never held whole. A slope of 1 is linear, 2 is the
//! square. Memory is the peak beyond what was there before, where the system tells it (Linux).

#![allow(clippy::expect_used, reason = "a measurement that cannot go on says so by a panic")]

use std::io::Write as _;
use std::time::{Duration, Instant};

use jiance::{Advisory, Check, Lang};
use jiance_tests::streams::{STREAMS, Stream};

const SMALL: usize = 512 << 10;
const CHUNK: usize = 1 << 16;

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    let _ = writeln!(
        out,
        "{:34} {:>9} {:>9} {:>6} {:>9} {:>9}",
        "input", "0.5 MiB", "5 MiB", "slope", "memory", "report"
    );
    for stream in STREAMS.iter().filter(|stream| stream.name.contains(&wanted)) {
        let (first, ..) = measure(stream, SMALL);
        let (second, memory, report) = measure(stream, 10 * SMALL);
        let slope = (second.as_secs_f64() / first.as_secs_f64()).log10();
        let _ = writeln!(
            out,
            "{:34} {:>7}ms {:>7}ms {slope:>6.2} {:>5} KiB {:>5} KiB",
            stream.name,
            first.as_millis(),
            second.as_millis(),
            memory / 1024,
            report / 1024
        );
    }
}

/// Time of the check without that of making its input, peak memory, and the report's size.
fn measure(stream: &Stream, size: usize) -> (Duration, usize, usize) {
    let advisory = Advisory::built_in().first().expect("an advisory is built in");
    let before = reset_peak();
    let mut check = Check::new(advisory);
    let mut input = check.input(stream.name);
    let mut spent = Duration::ZERO;
    let (mut fed, mut number, mut chunk) = (0, 0, Vec::new());
    while fed < size {
        chunk.clear();
        while chunk.len() < CHUNK {
            (stream.piece)(number, &mut chunk);
            number += 1;
        }
        fed += chunk.len();
        let start = Instant::now();
        input.feed(&chunk);
        spent += start.elapsed();
    }
    let start = Instant::now();
    input.finish();
    let report = check.finish().report(Lang::En).to_json();
    (spent + start.elapsed(), peak().saturating_sub(before), report.len())
}

/// Forgets the peak so far; gives what is in use now.
fn reset_peak() -> usize {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    peak()
}

/// The most memory in use since it was last forgotten, in bytes; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}
