//! In: files. Out: one host's answer, or, where they hold several collections, each host's as soon as it is known.

use std::ops::ControlFlow;

use jiance::advisory::Advisory;
use jiance::collections::{self, Collection, Given as Seen, Nature, Part, Scope};
use jiance::{Check, InputFeed, Lang, Outcome, TextEncoding};
use wasm_bindgen::UnwrapThrowExt as _;

use super::courier::Courier;
use super::protocol::{Given, Reports, Share};
use super::{read, reading};
use crate::hosts::{HostAnswer, label};

/// How many collections in one archive are checked in one pass over it: each takes memory while it lasts.
const AT_ONCE: usize = 64;

/// Checks what is one host's for certain.
pub(super) async fn one_host(
    mut courier: Courier,
    files: Vec<Given>,
    share: Share,
) -> ControlFlow<()> {
    let parts: Vec<Part> =
        share.parts.into_iter().map(|(file, scope)| Part { file, scope }).collect();
    courier.expect(bytes(&files, &parts));
    let mut check = new_check();
    for (file, encoding) in &share.encodings {
        check.read_as(file, TextEncoding::named(encoding).unwrap_throw());
    }
    feed(&mut check, &files, &parts, &mut courier).await?;
    courier.done(&check.finish());
    ControlFlow::Continue(())
}

/// Finds out how many hosts there are, and checks each.
pub(super) async fn whatever(mut courier: Courier, files: Vec<Given>) -> ControlFlow<()> {
    let everything: Vec<Part> = (0..files.len()).map(whole).collect();
    courier.expect(bytes(&files, &everything));
    let mut seen = look(&files).await;
    let mut answers = Answers::default();
    if collections::may_be_several(&seen) {
        courier.several();
        for file in archives(&seen) {
            let parts = [whole(file)];
            let outcome = check(&files, &parts, &mut courier).await?;
            note_folders(&mut seen, file, &outcome);
            if seen.get(file).is_some_and(|archive| archive.folders.len() == 1) {
                answers.add(answer(&outcome, &parts, &seen));
            }
            if 1 < collections::count(&seen) {
                answers.hand_over(&courier);
            }
        }
    } else {
        let outcome = check(&files, &everything, &mut courier).await?;
        for file in archives(&seen) {
            note_folders(&mut seen, file, &outcome);
        }
        if collections::count(&seen) <= 1 {
            courier.done(&outcome);
            return ControlFlow::Continue(());
        }
        courier.several();
    }
    let Ok(told) = collections::tell_apart(&seen) else {
        courier.too_many();
        return ControlFlow::Continue(());
    };
    if let [Collection { parts, .. }] = told.as_slice() {
        courier.expect(bytes(&files, parts));
        let outcome = check(&files, parts, &mut courier).await?;
        courier.done(&outcome);
        return ControlFlow::Continue(());
    }
    let mut several = Several { files: &files, seen: &seen, courier: &mut courier };
    let unread = several.check(told, &answers.files).await?;
    courier.all_hosts(unread);
    ControlFlow::Continue(())
}

/// Answers known before it is known whether there are others.
#[derive(Default)]
struct Answers {
    /// The archives that they are of.
    files: Vec<usize>,
    held: Vec<HostAnswer>,
}

impl Answers {
    fn add(&mut self, answer: HostAnswer) {
        self.files.extend(answer.parts.iter().map(|(file, _)| *file));
        self.held.push(answer);
    }

    fn hand_over(&mut self, courier: &Courier) {
        self.held.drain(..).for_each(|answer| courier.host(answer));
    }
}

/// The collections of several hosts, and what they leave over.
struct Several<'a> {
    files: &'a [Given],
    seen: &'a [Seen],
    courier: &'a mut Courier,
}

impl Several<'_> {
    /// Checks each collection but those of the archives that are `answered`. Gives the names of files that hold nothing.
    async fn check(
        &mut self,
        told: Vec<Collection>,
        answered: &[usize],
    ) -> ControlFlow<(), Vec<String>> {
        let mut shared = vec![Vec::new(); self.files.len()];
        let (mut alone, mut rest) = (Vec::new(), Vec::new());
        for Collection { parts, is_own } in told {
            match parts.as_slice() {
                _ if !is_own => rest = parts,
                [part] if answered.contains(&part.file) => {}
                [part] if self.is_shared(part) => match shared.get_mut(part.file) {
                    Some(shared) => shared.push(part.clone()),
                    None => alone.push(parts),
                },
                _ => alone.push(parts),
            }
        }
        let (mut rest_check, mut rest_whole) = (new_check(), Vec::new());
        for part in &rest {
            if !self.is_shared(part) {
                rest_whole.push(part.clone());
            }
        }
        let passes = shared.iter().enumerate();
        let again: Vec<Part> = passes
            .flat_map(|(file, parts)| vec![whole(file); parts.len().div_ceil(AT_ONCE)])
            .collect();
        self.courier.expect(bytes(self.files, &again));
        for (file, parts) in shared.into_iter().enumerate() {
            let mut left_over = rest.iter().find(|part| part.file == file);
            for parts in parts.chunks(AT_ONCE) {
                let rest = left_over.take().map(|part| (&mut rest_check, part.scope.clone()));
                self.pass(file, parts, rest).await?;
            }
        }
        for parts in alone {
            let outcome = check(self.files, &parts, self.courier).await?;
            self.courier.host(answer(&outcome, &parts, self.seen));
        }
        feed(&mut rest_check, self.files, &rest_whole, self.courier).await?;
        let outcome = rest_check.finish();
        // What could not be read may be a host's: it gets a row, which says so.
        if !outcome.nothing_readable() || outcome.has_lost() {
            self.courier.host(answer(&outcome, &rest, self.seen));
            return ControlFlow::Continue(Vec::new());
        }
        let is_shared = |name: &String| {
            self.seen.iter().any(|seen| 1 < seen.folders.len() && seen.name == *name)
        };
        let inputs = outcome.report(Lang::En).inputs.into_iter().map(|input| input.file);
        ControlFlow::Continue(inputs.filter(|name| !is_shared(name)).collect())
    }

    /// True if a part is not the whole of its file.
    fn is_shared(&self, part: &Part) -> bool {
        self.seen.get(part.file).is_some_and(|seen| 1 < seen.folders.len())
    }

    /// One pass over an archive that holds several collections.
    async fn pass(
        &mut self,
        file: usize,
        parts: &[Part],
        mut rest: Option<(&mut Check, Scope)>,
    ) -> ControlFlow<()> {
        let Some(given) = self.files.get(file) else {
            return ControlFlow::Continue(());
        };
        let mut checks: Vec<Check> = parts.iter().map(|_| new_check()).collect();
        let scopes = parts.iter().map(|part| part.scope.clone());
        let left_over = rest.as_mut().map(|(check, scope)| (&mut **check, scope.clone()));
        let feed = InputFeed::shared(&given.name, checks.iter_mut().zip(scopes).chain(left_over));
        for (number, sum) in read::read(given, file, feed, self.courier).await? {
            let all = checks.iter_mut().chain(rest.as_mut().map(|(check, _)| &mut **check));
            all.for_each(|check| check.give_checksum(number, sum));
        }
        for (check, part) in checks.into_iter().zip(parts) {
            let parts = std::slice::from_ref(part);
            self.courier.host(answer(&check.finish(), parts, self.seen));
        }
        ControlFlow::Continue(())
    }
}

fn new_check() -> Check {
    Check::new(Advisory::built_in().first().unwrap_throw())
}

async fn check(files: &[Given], parts: &[Part], courier: &mut Courier) -> ControlFlow<(), Outcome> {
    let mut check = new_check();
    feed(&mut check, files, parts, courier).await?;
    ControlFlow::Continue(check.finish())
}

async fn feed(
    check: &mut Check,
    files: &[Given],
    parts: &[Part],
    courier: &mut Courier,
) -> ControlFlow<()> {
    for Part { file: at, scope } in parts {
        if let Some(given) = files.get(*at) {
            let feed = InputFeed::shared(&given.name, [(&mut *check, scope.clone())]);
            for (number, sum) in read::read(given, *at, feed, courier).await? {
                check.give_checksum(number, sum);
            }
        }
    }
    ControlFlow::Continue(())
}

/// What the files are by their first bytes. One that cannot be read is found out where it is checked.
async fn look(files: &[Given]) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(files.len());
    for Given { name, file, .. } in files {
        let first = reading::first(file, collections::NATURE_BYTES).await;
        let nature = Nature::of(&first);
        seen.push(Seen { name: name.clone(), nature, folders: Vec::new() });
    }
    seen
}

fn archives(seen: &[Seen]) -> Vec<usize> {
    (0..seen.len())
        .filter(|at| seen.get(*at).is_some_and(|file| file.nature == Nature::Archive))
        .collect()
}

fn note_folders(seen: &mut [Seen], file: usize, outcome: &Outcome) {
    if let Some(archive) = seen.get_mut(file) {
        let shown = jiance::HostText::shown(&archive.name);
        archive.folders = outcome.manifest_folders(shown.as_str());
    }
}

fn answer(outcome: &Outcome, parts: &[Part], seen: &[Seen]) -> HostAnswer {
    let reports = Reports(Lang::ALL.map(|lang| outcome.report(lang)));
    let names = parts
        .iter()
        .filter_map(|part| Some((seen.get(part.file)?.name.as_str(), part.scope.folder())));
    let parts = parts.iter().map(|part| (part.file, part.scope.clone())).collect();
    HostAnswer::of(&reports, label(names), parts)
}

fn whole(file: usize) -> Part {
    Part { file, scope: Scope::all() }
}

fn bytes(files: &[Given], parts: &[Part]) -> u64 {
    let sizes = parts.iter().filter_map(|part| files.get(part.file));
    sizes.map(|given| given.file.size() as u64).sum()
}
