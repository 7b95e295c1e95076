//! Laws of the verdict, on hosts put together at random: a further sign never weakens it, less to look at never ends in an all-clear,
//! and neither the order of the files nor their names show.

use std::collections::BTreeMap;

use jiance::Lang;
use jiance::report::{Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::decoys::{TRACES, plant_look_alikes};
use jiance_tests::host::Host;
use jiance_tests::listing::Scope;
use jiance_tests::locale::Locale;
use jiance_tests::signs::SIGNS;
use jiance_tests::windows;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::judge::{NamedBytes, bundle, cabinet, report, single_files};

/// A host and the way its files come.
#[derive(Debug, Clone)]
struct Recipe {
    windows: Index,
    locale: Index,
    patched: bool,
    look_alikes: bool,
    signs: Vec<Index>,
    traces: Vec<Index>,
    by_hand: bool,
    left_out: Vec<Index>,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let some = |most: usize| prop::collection::vec(any::<Index>(), 0..most);
    (
        (any::<Index>(), any::<Index>()),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        (some(3), some(3), some(3)),
    )
        .prop_map(|((windows, locale), (patched, look_alikes, by_hand), lists)| {
            let (signs, traces, left_out) = lists;
            Recipe { windows, locale, patched, look_alikes, signs, traces, by_hand, left_out }
        })
}

impl Recipe {
    fn host(&self) -> Host {
        let windows = self.windows.get(&windows::ALL);
        let locale = *self.locale.get(&Locale::ALL);
        let mut host = if self.patched {
            Host::clean(windows, locale)
        } else {
            Host::with_updates(windows, locale, &[])
        };
        if self.look_alikes {
            plant_look_alikes(&mut host);
        }
        for sign in &self.signs {
            (sign.get(SIGNS).plant)(&mut host);
        }
        for trace in &self.traces {
            (trace.get(TRACES).plant)(&mut host);
        }
        host
    }

    /// The host's files, without those that are left out. These are told by the recipe's own host: what is planted further may bring files
    /// of its own.
    fn collection(&self, host: &Host) -> Collection {
        let whole = |host: &Host| {
            if self.by_hand { Collection::by_hand(host, Scope::All) } else { Collection::of(host) }
        };
        let parts = whole(&self.host()).parts;
        let names: Vec<String> = parts.into_iter().map(|part| part.name).collect();
        self.left_out.iter().fold(whole(host), |left, index| {
            let name: &String = index.get(&names);
            left.without(name)
        })
    }
}

/// How grave a verdict is. That nothing was found is not graver than that nothing can be told, nor the other way round.
fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Infected => 2,
        Verdict::Suspected => 1,
        Verdict::NoSigns | Verdict::CannotTell => 0,
    }
}

fn verdict(collection: &Collection) -> Verdict {
    report(&single_files(collection), Lang::En).verdict
}

/// A report as JSON, with the old names in the place of the new ones.
fn with_old_names(report: &Report, names: &BTreeMap<String, String>) -> String {
    let mut json = report.to_json();
    for (new, old) in names {
        json = json.replace(new, old);
    }
    json
}

/// Names that say nothing, or the wrong thing, and that no text of a report holds by chance.
fn strange_name(at: usize, kind: u8) -> String {
    let ending = ["", ".txt", ".reg", ".csv", ".zip", ".exe", ".副本"][usize::from(kind) % 7];
    format!("qxz{at:03}zxq{ending}")
}

fn shuffle(files: &mut [NamedBytes], seed: u64) {
    let mut state = seed | 1;
    files.sort_by_cached_key(|_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_further_sign_never_weakens_the_verdict(recipe in recipe(), further in any::<Index>(), trace in any::<bool>()) {
        let mut host = recipe.host();
        let before = verdict(&recipe.collection(&host));
        let (name, plant) = if trace {
            let it = further.get(TRACES);
            (it.name, it.plant)
        } else {
            let it = further.get(SIGNS);
            (it.name, it.plant)
        };
        plant(&mut host);
        let after = verdict(&recipe.collection(&host));
        prop_assert!(gravity(before) <= gravity(after), "{before:?} became {after:?} by {name}");
        prop_assert!(after != Verdict::NoSigns || before == Verdict::NoSigns, "{name} made an all-clear of {before:?}");
    }

    #[test]
    fn less_to_look_at_never_ends_in_an_all_clear(recipe in recipe(), file in any::<Index>(), cut in prop::option::of(any::<Index>())) {
        let collection = recipe.collection(&recipe.host());
        prop_assume!(!collection.parts.is_empty());
        let before = verdict(&collection);
        let part = file.get(&collection.parts);
        // What was typed by hand can be cut at a line's end without a trace: such a cut is tried only where a manifest tells of it.
        let less = match cut {
            Some(at) if !recipe.by_hand => collection.with_bytes(&part.name, part.bytes[..at.index(part.bytes.len())].to_vec()),
            _ => collection.without(&part.name),
        };
        let after = verdict(&less);
        prop_assert!(after != Verdict::NoSigns || before == Verdict::NoSigns, "{before:?} became an all-clear without {}", part.name);
        prop_assert!(gravity(after) <= gravity(before), "{before:?} became {after:?} without {}", part.name);
    }

    #[test]
    fn the_order_of_files_does_not_show_on_any_host(recipe in recipe(), seed in any::<u64>()) {
        let mut files = single_files(&recipe.collection(&recipe.host()));
        let first = report(&files, Lang::En);
        shuffle(&mut files, seed);
        prop_assert_eq!(report(&files, Lang::En), first);
    }

    /// They contradict each other, and their parts have the same names.
    #[test]
    fn the_order_of_two_hosts_files_does_not_show(one in recipe(), other in recipe(), seed in any::<u64>()) {
        let files_of = |recipe: &Recipe, folder: &str| -> Vec<NamedBytes> {
            let files = single_files(&recipe.collection(&recipe.host())).into_iter();
            files.map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect()
        };
        let mut files = files_of(&one, "one");
        files.extend(files_of(&other, "other"));
        let first = report(&files, Lang::En);
        shuffle(&mut files, seed);
        prop_assert_eq!(report(&files, Lang::En), first);
    }

    #[test]
    fn the_names_of_files_typed_by_hand_change_nothing_but_names(recipe in recipe(), kinds in prop::collection::vec(any::<u8>(), 8)) {
        let recipe = Recipe { by_hand: true, ..recipe };
        // The new names stand in the order of the old ones, so that what the report sorts by name stays where it was.
        let mut files = single_files(&recipe.collection(&recipe.host()));
        files.sort();
        let mut names = BTreeMap::new();
        let mut renamed: Vec<NamedBytes> = Vec::new();
        for (at, (name, bytes)) in files.iter().enumerate() {
            let strange = strange_name(at, kinds[at % kinds.len()]);
            names.insert(strange.clone(), name.clone());
            renamed.push((strange, bytes.clone()));
        }
        let (before, after) = (report(&files, Lang::En), report(&renamed, Lang::En));
        prop_assert_eq!(with_old_names(&after, &names), before.to_json());
    }

    #[test]
    fn the_name_of_a_bundle_changes_nothing_but_names(recipe in recipe(), kind in any::<u8>(), in_cabinet in any::<bool>()) {
        let recipe = Recipe { by_hand: false, ..recipe };
        let collection = recipe.collection(&recipe.host());
        let files = if in_cabinet { cabinet(&collection) } else { bundle(&collection) };
        let strange = strange_name(0, kind);
        let renamed = vec![(strange.clone(), files[0].1.clone())];
        let names = BTreeMap::from([(strange, files[0].0.clone())]);
        let (before, after) = (report(&files, Lang::En), report(&renamed, Lang::En));
        prop_assert_eq!(with_old_names(&after, &names), before.to_json());
    }
}
