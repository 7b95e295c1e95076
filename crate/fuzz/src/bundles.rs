//! Whole bundles. In: which parts of a host's collection are lost, cut, changed or doubled, and what they come packed in. Out: a panic if that
//! clears the host, or hides a sign in a part that nobody touched.

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use jiance::report::Verdict;
use jiance_tests::cabinet::cabinet;
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::seeds::small;
use jiance_tests::windows::WIN7_SP1;
use jiance_tests::zip::zip;

use crate::report::{NamedBytes, alike};

/// The parts that the verdict rests on, by how their names begin.
const NEEDED: [&str; 3] = ["files-", "processes", "registry-hklm"];

/// What is done to a bundle.
#[derive(Debug, Arbitrary)]
pub struct Recipe {
    infected: bool,
    changes: Vec<Change>,
    packed: Packed,
    /// How long the pieces are that it comes in.
    lengths: Vec<u8>,
}

/// What is done to one part. Places count in shares of the part's length.
#[derive(Debug, Arbitrary)]
enum Change {
    Lose { part: u8 },
    Cut { part: u8, place: u16 },
    Flip { part: u8, place: u16, bits: u8 },
    Insert { part: u8, place: u16, bytes: Vec<u8> },
    Double { part: u8, name: u8 },
    Rename { part: u8, name: u8 },
    Move { part: u8, to: u8 },
}

#[derive(Debug, Arbitrary)]
enum Packed {
    Zip { damage: Option<(u16, u8)>, cut: Option<u16> },
    Nested,
    Cabinet,
    Loose,
}

/// A part on its way.
#[derive(Clone)]
struct Part {
    name: String,
    bytes: Vec<u8>,
    is_touched: bool,
}

static CLEAN: LazyLock<Vec<Part>> = LazyLock::new(|| parts(&Host::clean(&WIN7_SP1, Locale::En)));
/// It has a sign in its listing, in its process list and in its registry.
static INFECTED: LazyLock<Vec<Part>> = LazyLock::new(|| parts(&small(&WIN7_SP1, Locale::ZhCn)));

fn parts(host: &Host) -> Vec<Part> {
    let parts = Collection::of(host).parts.into_iter();
    parts.map(|part| Part { name: part.name, bytes: part.bytes, is_touched: false }).collect()
}

/// A collection, changed, packed and read.
pub fn bundles(recipe: &Recipe) {
    let mut parts = if recipe.infected { INFECTED.clone() } else { CLEAN.clone() };
    let mut loses_needed = false;
    // What is put in may be anything, also what was lost.
    let mut only_loses = true;
    for change in &recipe.changes {
        let Some(lost) = apply(change, &mut parts) else { continue };
        loses_needed |= lost == Effect::LosesNeeded;
        only_loses &= lost != Effect::Adds;
    }
    let whole = [("jiance-TEST-20170602-163500.zip".to_owned(), pack(&recipe.packed, &parts))];
    let loose: Vec<(String, Vec<u8>)>;
    let files: &[(String, Vec<u8>)] = if matches!(recipe.packed, Packed::Loose) {
        loose = parts.iter().map(|part| (part.name.clone(), part.bytes.clone())).collect();
        &loose
    } else {
        &whole
    };
    let files: Vec<NamedBytes<'_>> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let report = alike(&files, &recipe.lengths);
    if loses_needed && only_loses {
        assert_ne!(report.verdict, Verdict::NoSigns, "a lost part clears the host: {recipe:?}");
    }
    let is_intact = !matches!(
        recipe.packed,
        Packed::Zip { damage: Some(_), .. } | Packed::Zip { cut: Some(_), .. }
    );
    let holds_sign =
        |part: &Part| !part.is_touched && NEEDED.iter().any(|it| part.name.starts_with(it));
    if recipe.infected && is_intact && parts.iter().any(holds_sign) {
        assert_eq!(report.verdict, Verdict::Infected, "other parts hide a sign: {recipe:?}");
    }
}

/// What a change means for the verdict.
#[derive(PartialEq)]
enum Effect {
    Nothing,
    Adds,
    LosesNeeded,
}

/// Makes a change; none if there is no such part.
fn apply(change: &Change, parts: &mut Vec<Part>) -> Option<Effect> {
    let index = |part: u8, parts: &[Part]| usize::from(part).checked_rem(parts.len());
    let (Change::Lose { part }
    | Change::Cut { part, .. }
    | Change::Flip { part, .. }
    | Change::Insert { part, .. }
    | Change::Double { part, .. }
    | Change::Rename { part, .. }
    | Change::Move { part, .. }) = change;
    let at = index(*part, parts)?;
    let is_needed = NEEDED.iter().any(|it| parts[at].name.starts_with(it));
    let loss = if is_needed { Effect::LosesNeeded } else { Effect::Nothing };
    Some(match change {
        Change::Lose { .. } => {
            parts.remove(at);
            loss
        }
        Change::Cut { place, .. } => {
            let part = &mut parts[at];
            let place = place_in(&part.bytes, *place);
            part.is_touched = true;
            part.bytes.truncate(place);
            // What is left may end with a line, and look whole.
            if place == 0 { loss } else { Effect::Nothing }
        }
        Change::Flip { place, bits, .. } => {
            let part = &mut parts[at];
            part.is_touched = true;
            let place = place_in(&part.bytes, *place);
            if let Some(byte) = part.bytes.get_mut(place) {
                *byte ^= bits;
            }
            Effect::Adds
        }
        Change::Insert { place, bytes, .. } => {
            let part = &mut parts[at];
            part.is_touched = true;
            let place = place_in(&part.bytes, *place);
            part.bytes.splice(place..place, bytes.iter().copied());
            Effect::Adds
        }
        Change::Double { name, .. } => {
            let mut part = parts[at].clone();
            part.name = name_of(*name);
            part.is_touched = true;
            parts.push(part);
            Effect::Adds
        }
        Change::Rename { name, .. } => {
            parts[at].name = name_of(*name);
            parts[at].is_touched = true;
            Effect::Adds
        }
        Change::Move { to, .. } => {
            let part = parts.remove(at);
            let to = usize::from(*to) % (parts.len() + 1);
            parts.insert(to, part);
            Effect::Nothing
        }
    })
}

/// Names that collide, climb out of the folder, or say something else than the part holds.
fn name_of(choice: u8) -> String {
    const NAMES: [&str; 6] = [
        "files-C.txt",
        "../../processes.txt",
        "/etc/manifest.txt",
        "a/b/manifest.txt",
        "x.zip",
        "con",
    ];
    NAMES[usize::from(choice) % NAMES.len()].to_owned()
}

fn place_in(bytes: &[u8], place: u16) -> usize {
    bytes.len() * usize::from(place) / (usize::from(u16::MAX) + 1)
}

fn pack(packed: &Packed, parts: &[Part]) -> Vec<u8> {
    let entries = || parts.iter().map(|part| (part.name.as_str(), part.bytes.as_slice()));
    match packed {
        Packed::Zip { damage, cut } => {
            let mut archive = zip(entries());
            if let Some((place, bits)) = damage {
                let place = place_in(&archive, *place);
                archive[place] ^= bits;
            }
            if let Some(place) = cut {
                archive.truncate(place_in(&archive, *place));
            }
            archive
        }
        Packed::Nested => zip([("inner.zip", zip(entries()).as_slice())]),
        Packed::Cabinet => cabinet(entries()),
        // Its parts are handed in one by one.
        Packed::Loose => Vec::new(),
    }
}
