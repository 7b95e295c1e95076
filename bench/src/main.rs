//! In: a number of indicators, and a file. Out: the file's verdict by an advisory of so many, made up but for the built-in ones; or the
//! names that it looks for. `cargo xtask bench` takes the time.
#![allow(clippy::print_stdout, reason = "its answer is what it prints")]

use std::error::Error;
use std::fs::File;
use std::io::Read as _;

use jiance::advisory::{Advisory, Indicator, IndicatorKind, Weight};
use jiance::{Check, Lang};

/// Of a hundred indicators, how many are of each kind: as in the lists that are shared of malware like this.
const KINDS: [(usize, IndicatorKind); 6] = [
    (55, IndicatorKind::FileName),
    (25, IndicatorKind::FilePath),
    (5, IndicatorKind::Directory),
    (5, IndicatorKind::Service),
    (5, IndicatorKind::ScheduledTask),
    (5, IndicatorKind::RegistryProgram),
];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["names", count] => names(&advisory(count.parse()?)?),
        ["check", count, path] => check(advisory(count.parse()?)?, path)?,
        _ => return Err("give `names COUNT` or `check COUNT PATH`".into()),
    }
    Ok(())
}

/// The built-in advisory with its first so many indicators, and others made up if it has fewer.
fn advisory(count: usize) -> Result<Advisory, Box<dyn Error>> {
    let built_in = Advisory::built_in().first().ok_or("no advisory is built in")?;
    let mut advisory: Advisory = serde_json::from_value(serde_json::to_value(built_in)?)?;
    advisory.indicators.truncate(count);
    for number in advisory.indicators.len()..count {
        advisory.indicators.push(made_up(number));
    }
    Ok(advisory)
}

fn made_up(number: usize) -> Indicator {
    let mut at = number % 100;
    let kind = KINDS.iter().find(|(share, _)| {
        let here = at < *share;
        at = at.saturating_sub(*share);
        here
    });
    let kind = kind.map_or(IndicatorKind::FileName, |(_, kind)| *kind);
    let name = random_name(number);
    let value = match kind {
        IndicatorKind::FilePath => format!("C:\\Windows\\System32\\{name}.dll"),
        IndicatorKind::Directory => format!("C:\\ProgramData\\{name}"),
        IndicatorKind::Service | IndicatorKind::ScheduledTask => name,
        _ => format!("{name}.exe"),
    };
    Indicator {
        id: format!("X{number}"),
        family: "X".to_owned(),
        in_notice: false,
        kind,
        value,
        also: Vec::new(),
        unique: false,
        hosts: None,
        weight: Weight::Infected,
        neighbour: None,
        note: None,
        source: "made up".to_owned(),
    }
}

/// Five to twelve letters.
fn random_name(number: usize) -> String {
    let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = |limit: u64| {
        state = (state ^ (state >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (state >> 33) % limit
    };
    (0..5 + next(8)).map(|_| char::from(b'a' + next(26) as u8)).collect()
}

fn names(advisory: &Advisory) {
    for Indicator { value, .. } in &advisory.indicators {
        println!("{}", value.rsplit('\\').next().unwrap_or(value));
    }
}

fn check(advisory: Advisory, path: &str) -> Result<(), Box<dyn Error>> {
    let mut check = Check::new(Box::leak(Box::new(advisory)));
    let mut input = check.input("input");
    let (mut file, mut buffer) = (File::open(path)?, vec![0; 256 << 10]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => input.feed(buffer.get(..read).unwrap_or_default()),
        }
    }
    input.finish();
    println!("{:?}", check.finish().report(Lang::En).verdict);
    Ok(())
}
