//! Every case with its expected answer: what tests of the engine, the command line and the page run through.

use serde::Serialize;

use crate::collection::{Collection, regedit4, tasklist_csv, wmic_csv};
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
    /// What the answer must name as the reason for not knowing.
    pub gap: Option<Gap>,
}

/// What was missing, cut or unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The artifact that is not complete, by the report's name for it.
    pub artifact: &'static str,
    /// The file at fault, where there is one.
    pub file: Option<&'static str>,
}

impl Expected {
    fn clean() -> Expected {
        Expected { verdict: "no_signs", indicators: Vec::new(), gap: None }
    }

    fn infected(indicator: &'static str) -> Expected {
        Expected { verdict: "infected", indicators: vec![indicator], gap: None }
    }

    fn suspected(indicator: &'static str) -> Expected {
        Expected { verdict: "suspected", indicators: vec![indicator], gap: None }
    }

    fn cannot_tell(artifact: &'static str, file: Option<&'static str>) -> Expected {
        Expected {
            verdict: "cannot_tell",
            indicators: Vec::new(),
            gap: Some(Gap { artifact, file }),
        }
    }
}

/// Every case.
pub fn cases() -> Vec<Case> {
    let mut all = clean_hosts();
    all.extend(by_hand());
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

/// The same clean hosts, and each sign, as customers bring them who type the commands themselves.
pub fn by_hand() -> Vec<Case> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        let host = Host::clean(&windows::WIN7_SP1, locale);
        let plain = Collection::by_hand(&host, Scope::All);
        for (form, collection) in [
            ("tasklist-csv", plain.replacing("tasklist.txt", tasklist_csv(&host))),
            ("wmic-csv", plain.replacing("tasklist.txt", wmic_csv(&host))),
            ("regedit4", with_regedit4(&plain, &host)),
            ("table", plain),
        ] {
            let name = format!("by-hand-{form}-{}", locale.id());
            all.push(Case { name, collection, expected: Expected::clean() });
        }
    }
    for sign in SIGNS {
        let mut host = Host::clean(&windows::XP_SP3, Locale::ZhCn);
        (sign.plant)(&mut host);
        let expected = Expected::infected(sign.indicator);
        let collection = with_regedit4(&Collection::by_hand(&host, Scope::All), &host);
        all.push(Case { name: format!("by-hand-planted-{}", sign.name), collection, expected });
    }
    all
}

fn with_regedit4(collection: &Collection, host: &Host) -> Collection {
    let [machine, users] = regedit4(host);
    collection.replacing("registry-hklm.reg", machine).replacing("registry-hku.reg", users)
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
            case(format!("planted-{}", sign.name), &host, Expected::infected(sign.indicator))
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
            case(format!("trace-{}", trace.name), &host, Expected::suspected(trace.indicator))
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
    let one_alone = |name: &str| {
        let parts = whole.parts.iter().filter(|part| part.name == name).cloned().collect();
        Collection { name: whole.name.clone(), parts }
    };
    let visible = Collection::in_scope(&host, Scope::Visible);
    let mut with_own_folder = host.clone();
    with_own_folder.files.add_file("C:\\Recovery\\keys.txt");
    with_own_folder.files.show("C:\\Recovery");
    let visible_beside_own = Collection::by_hand(&with_own_folder, Scope::Visible);
    let visible_by_hand = Collection::by_hand(&host, Scope::Visible);
    let prose = b"Dear Sir,\r\nplease find attached the list.\r\n".to_vec();
    let (files, processes, registry) = ("file_listing", "process_list", "registry");
    let (listing, list, machine) =
        (Some("files-C.txt"), Some("processes.txt"), Some("registry-hklm.reg"));
    let no_registry = whole.without("registry-hklm.reg").without("registry-hku.reg");
    [
        ("without-process-list", processes, None, whole.without("processes.txt")),
        ("without-registry", registry, None, no_registry),
        ("without-user-registry", registry, None, whole.without("registry-hku.reg")),
        ("without-listing", files, None, whole.without("files-C.txt")),
        ("listing-without-hidden", files, listing, visible),
        (
            "listing-by-hand-beside-own-recovery-folder",
            files,
            Some("files.txt"),
            visible_beside_own,
        ),
        ("listing-by-hand-without-hidden", files, Some("files.txt"), visible_by_hand),
        ("listing-cut", files, listing, cut("files-C.txt")),
        ("processes-cut", processes, list, cut("processes.txt")),
        ("registry-cut", registry, machine, cut("registry-hklm.reg")),
        ("listing-alone", processes, None, one_alone("files-C.txt")),
        ("processes-alone", files, None, one_alone("processes.txt")),
        ("registry-alone", files, None, one_alone("registry-hklm.reg")),
        ("listing-empty", files, listing, whole.with_bytes("files-C.txt", Vec::new())),
        ("processes-empty", processes, list, whole.with_bytes("processes.txt", Vec::new())),
        ("registry-empty", registry, machine, whole.with_bytes("registry-hklm.reg", Vec::new())),
        ("listing-junk", files, listing, whole.with_bytes("files-C.txt", junk.clone())),
        ("processes-are-prose", processes, list, whole.with_bytes("processes.txt", prose)),
        ("registry-junk", registry, machine, whole.with_bytes("registry-hklm.reg", junk)),
    ]
    .into_iter()
    .map(|(name, artifact, file, collection)| Case {
        name: format!("incomplete-{name}"),
        collection,
        expected: Expected::cannot_tell(artifact, file),
    })
    .collect()
}

fn case(name: String, host: &Host, expected: Expected) -> Case {
    Case { name, collection: Collection::of(host), expected }
}
