//! Every case with its expected answer: what tests of the engine, the command line and the page run through.

use serde::Serialize;

use crate::collection::{Collection, listing_part};
use crate::decoys::{TRACES, plant_look_alikes};
use crate::host::Host;
use crate::listing::Scope;
use crate::locale::Locale;
use crate::signs::SIGNS;
use crate::windows::{self, Windows};

/// A collection and the answer it must get.
#[derive(Debug, Clone)]
pub struct Case {
    /// Short name, also its folder's name.
    pub name: String,
    /// What was collected.
    pub collection: Collection,
    /// What the report must say.
    pub expected: Expected,
}

/// What a report must say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// `infected`, `suspected`, `no_signs`, `cannot_tell`.
    pub verdict: &'static str,
    /// The notice's indicators that are found; every other one is not.
    pub indicators: Vec<&'static str>,
}

impl Expected {
    fn clean() -> Expected {
        Expected { verdict: "no_signs", indicators: Vec::new() }
    }

    fn cannot_tell() -> Expected {
        Expected { verdict: "cannot_tell", indicators: Vec::new() }
    }
}

/// Every case.
pub fn cases() -> Vec<Case> {
    let mut all = clean_hosts();
    all.extend(planted());
    all.extend(traces());
    all.extend(incomplete());
    all
}

/// Each Windows in Chinese and English, and one Windows of each era in the other languages, clean.
pub fn clean_hosts() -> Vec<Case> {
    let mut hosts: Vec<(&'static Windows, Locale)> = Vec::new();
    for windows in windows::ALL {
        hosts.extend([(windows, Locale::ZhCn), (windows, Locale::En)]);
    }
    for windows in [&windows::XP_SP3, &windows::WIN7_SP1, &windows::SERVER_2016] {
        hosts.extend([(windows, Locale::De), (windows, Locale::Ru), (windows, Locale::Ja)]);
    }
    let mut all: Vec<Case> = hosts
        .into_iter()
        .map(|(windows, locale)| {
            let name = format!("clean-{}-{}", windows.id, locale.id());
            case(name, &Host::clean(windows, locale), Expected::clean())
        })
        .collect();
    let mut two_drives = Host::clean(&windows::SERVER_2012_R2, Locale::ZhCn);
    two_drives.add_data_drive();
    all.push(case("clean-two-drives".to_owned(), &two_drives, Expected::clean()));
    let mut look_alikes = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    plant_look_alikes(&mut look_alikes);
    all.push(case("clean-with-look-alikes".to_owned(), &look_alikes, Expected::clean()));
    all
}

/// Each sign of the notice alone on a clean host, by turns on every Windows.
pub fn planted() -> Vec<Case> {
    let locales = [Locale::ZhCn, Locale::En];
    SIGNS
        .iter()
        .enumerate()
        .map(|(at, sign)| {
            let mut host =
                Host::clean(windows::ALL[at % windows::ALL.len()], locales[at % locales.len()]);
            (sign.plant)(&mut host);
            let expected = Expected { verdict: "infected", indicators: vec![sign.indicator] };
            case(format!("planted-{}", sign.name), &host, expected)
        })
        .collect()
}

/// Each trace that raises a question alone on a clean host.
pub fn traces() -> Vec<Case> {
    TRACES
        .iter()
        .map(|trace| {
            let mut host = Host::clean(&windows::SERVER_2008_R2_SP1, Locale::ZhCn);
            (trace.plant)(&mut host);
            let expected = Expected { verdict: "suspected", indicators: vec![trace.indicator] };
            case(format!("trace-{}", trace.name), &host, expected)
        })
        .collect()
}

/// A clean host with something missing, cut or junk: never an all-clear.
pub fn incomplete() -> Vec<Case> {
    let host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    let whole = Collection::of(&host);
    let cut = |name: &str| {
        let bytes = whole.part(name).map(|part| part.bytes.clone()).unwrap_or_default();
        // In the middle of a line, on a whole UTF-16 unit.
        let length = bytes.len() * 2 / 3 / 2 * 2;
        whole.with_bytes(name, bytes[..length].to_vec())
    };
    let junk = {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
        bytes.extend((0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8));
        bytes
    };
    let no_processes = whole.without("tasklist.csv").without("process.csv");
    let one_alone = |name: &str| {
        let parts = whole.parts.iter().filter(|part| part.name == name).cloned().collect();
        Collection { name: whole.name.clone(), parts }
    };
    [
        ("without-process-list", no_processes.clone()),
        ("without-registry", whole.without("registry-HKLM.reg").without("registry-HKU.reg")),
        ("without-user-registry", whole.without("registry-HKU.reg")),
        ("without-listing", whole.without("files-C.txt")),
        (
            "listing-without-hidden",
            whole.with_bytes("files-C.txt", listing_part(&host, 'C', Scope::Visible).bytes),
        ),
        ("listing-cut", cut("files-C.txt")),
        ("registry-cut", cut("registry-HKLM.reg")),
        ("listing-alone", one_alone("files-C.txt")),
        ("process-list-alone", one_alone("tasklist.csv")),
        ("registry-alone", one_alone("registry-HKLM.reg")),
        ("listing-empty", whole.with_bytes("files-C.txt", Vec::new())),
        ("processes-empty", no_processes_but(&whole, Vec::new())),
        ("registry-junk", whole.with_bytes("registry-HKLM.reg", junk.clone())),
        ("listing-junk", whole.with_bytes("files-C.txt", junk)),
        (
            "processes-are-prose",
            no_processes_but(&whole, b"Dear Sir,\r\nplease find attached the list.\r\n".to_vec()),
        ),
    ]
    .into_iter()
    .map(|(name, collection)| Case {
        name: format!("incomplete-{name}"),
        collection,
        expected: Expected::cannot_tell(),
    })
    .collect()
}

fn no_processes_but(whole: &Collection, bytes: Vec<u8>) -> Collection {
    whole.without("process.csv").with_bytes("tasklist.csv", bytes)
}

fn case(name: String, host: &Host, expected: Expected) -> Case {
    Case { name, collection: Collection::of(host), expected }
}
