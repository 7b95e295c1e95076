//! What each stage of the check takes for a few MiB of each large input: `cargo bench -p jiance`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiance::advisory::Advisory;
use jiance::formats::{EntryReader, RecordSink};
use jiance::intake::{Line, LineSink, TextReader};
use jiance::records::{Position, Record};
use jiance::{Check, Lang, Sha256};
use jiance_tests::big::{self, Form, MIB, Sign};

const BYTES: u64 = 4 * MIB;
/// As the command line reads.
const CHUNK: usize = 256 << 10;

/// Takes everything, and keeps a count of it so that none of it is left out.
#[derive(Default)]
struct Count(u64);

impl LineSink for Count {
    fn line(&mut self, line: Line<'_>) {
        self.0 += line.text.len() as u64;
    }
}

impl RecordSink for Count {
    fn record(&mut self, record: Record<'_>, _at: Position) {
        black_box(&record);
        self.0 += 1;
    }

    fn unreadable(&mut self, _line: &Line<'_>) {
        self.0 += 1;
    }
}

/// Hands lines on to a format's reader.
struct Reading {
    reader: EntryReader,
    records: Count,
}

impl LineSink for Reading {
    fn line(&mut self, line: Line<'_>) {
        self.reader.line(&line, &mut self.records);
    }
}

fn inputs() -> Vec<(&'static str, Vec<u8>)> {
    let listing = |form| made(|out| big::listing(form, BYTES, Sign::None, out));
    vec![
        ("registry", made(|out| big::registry(BYTES, Sign::None, out))),
        ("bare", listing(Form::Bare)),
        ("long", listing(Form::Long)),
        ("collected", listing(Form::Collected)),
        ("csv", listing(Form::Csv)),
    ]
}

#[allow(clippy::expect_used, reason = "writing into memory")]
fn made(make: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    make(&mut bytes).expect("memory takes everything");
    bytes
}

fn lines(bytes: &[u8], sink: &mut dyn LineSink) {
    let mut reader = TextReader::new();
    for chunk in bytes.chunks(CHUNK) {
        reader.feed(chunk, sink);
    }
    reader.finish(sink);
}

fn records(bytes: &[u8]) -> u64 {
    let mut reading = Reading { reader: EntryReader::new(), records: Count::default() };
    lines(bytes, &mut reading);
    let Reading { reader, mut records } = reading;
    reader.finish(&mut records);
    records.0
}

/// A check whose checksum is left to others.
fn checked(bytes: &[u8]) -> Option<Check> {
    let mut check = Check::new(Advisory::built_in().first()?);
    let mut input = check.input("input");
    input.expect_checksum();
    for chunk in bytes.chunks(CHUNK) {
        input.feed(chunk);
    }
    input.finish();
    Some(check)
}

fn stages(criterion: &mut Criterion) {
    for (name, bytes) in inputs() {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.sample_size(10).measurement_time(Duration::from_secs(1));
        group.warm_up_time(Duration::from_millis(300));
        group.bench_function("1 lines", |bench| {
            bench.iter(|| {
                let mut count = Count::default();
                lines(&bytes, &mut count);
                count.0
            });
        });
        group.bench_function("2 and records", |bench| bench.iter(|| records(&bytes)));
        group.bench_function("3 and matching", |bench| bench.iter(|| checked(&bytes)));
        group.bench_function("checksum", |bench| {
            bench.iter(|| {
                let mut sum = Sha256::default();
                sum.add(&bytes);
                sum.finish()
            });
        });
        group.finish();
    }
}

/// What follows the last byte.
fn assessment(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("end");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    let bytes = made(|out| big::registry(MIB, Sign::Early, out));
    group.bench_function("assessment and report", |bench| {
        bench.iter_batched(
            || checked(&bytes),
            |check| check.map(|check| check.finish().report(Lang::ZhCn).to_json().len()),
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, stages, assessment);
criterion_main!(benches);
