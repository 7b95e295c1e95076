//! Inputs built to cost time or memory end in a report of ordinary size that clears nobody. How time and memory grow is measured
//! by `cargo run -p jiance-tests --example slope`.

use jiance::report::{CheckState, Report, Verdict};
use jiance::{Check, Lang};
use jiance_tests::streams::{STREAMS, Stream};

use crate::judge::default_advisory;

/// More than the longest line and the largest part of a value that are held.
const ENOUGH: usize = 300 * 1024;

fn report_on(stream: &Stream) -> Report {
    let mut check = Check::new(default_advisory());
    let mut input = check.input("x");
    let (mut fed, mut number, mut chunk) = (0, 0, Vec::new());
    while fed < ENOUGH {
        chunk.clear();
        while chunk.len() < 1 << 16 {
            (stream.piece)(number, &mut chunk);
            number += 1;
        }
        fed += chunk.len();
        input.feed(&chunk);
    }
    input.finish();
    check.finish().report(Lang::En)
}

#[test]
fn no_stream_makes_a_large_report_or_an_all_clear() {
    let largest = 150 * 1024;
    for stream in STREAMS {
        let report = report_on(stream);
        let size = report.to_json().len();
        assert!(size < largest, "{}: {size} bytes", stream.name);
        assert_ne!(report.verdict, Verdict::NoSigns, "{}", stream.name);
    }
}

#[test]
fn what_is_found_too_often_to_be_listed_is_counted() {
    let stream = STREAMS.iter().find(|stream| stream.name == "sightings").expect("such a stream");
    let report = report_on(stream);
    let listed = report.sightings.iter().filter(|seen| seen.indicator == "N2.3").count();
    let row = report.checks.iter().find(|row| row.indicator == "N2.3").expect("its row");
    let lines = report.inputs[0].records;
    assert_eq!((row.state, listed), (CheckState::Found, 100));
    assert!(
        5_000 < lines && row.because.text.replace(',', "").contains(&lines.to_string()),
        "{}",
        row.because.text
    );
    assert_eq!(report.verdict, Verdict::Infected);
}
