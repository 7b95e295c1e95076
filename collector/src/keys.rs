//! In: a registry key, and a way to look into keys. Out: it and all below it, as lines of a `.reg` file.

use alloc::vec::Vec;

use crate::out::Out;
use crate::reg::RegFile;
use crate::text::push_hex;

/// Windows lets keys lie 512 deep.
const DEEPEST: usize = 512;
const SEPARATOR: u16 = b'\\' as u16;
const REG_LINK: u32 = 6;
/// Statuses of keys that went after they were named.
const NOT_FOUND: u32 = 0xC000_0034;
const DELETED: u32 = 0xC000_017C;
/// Names of performance counters look like keys, but open as something that has neither values nor subkeys.
const NO_KEY: u32 = 0xC000_0008;
const TOO_DEEP: u32 = 0xC000_0121;
/// The value by which a link says where it leads.
const LINK_VALUE: &str = "SymbolicLinkValue";

/// Takes a value: its name, its type's number, its bytes.
pub type EachValue<'a> = &'a mut dyn FnMut(&[u16], u32, &[u8]);

/// A way to look into keys. Numbers in errors are Windows' statuses.
pub trait Keys {
    /// An open key, closed when it is dropped.
    type Key;
    /// Opens a key's subkey: a link itself, or what it leads to.
    fn open(&mut self, parent: &Self::Key, name: &[u16], follow: bool) -> Result<Self::Key, u32>;
    /// Gives a subkey's name by its place; false if there are no more.
    fn subkey(&mut self, key: &Self::Key, index: u32, name: &mut Vec<u16>) -> Result<bool, u32>;
    /// Gives a value by its place: name, type, bytes; false if there are no more.
    fn value(&mut self, key: &Self::Key, index: u32, each: EachValue<'_>) -> Result<bool, u32>;
    /// Called for every key.
    fn progress(&mut self);
}

/// What a walk could not read.
#[derive(Debug, Default)]
pub struct Refused {
    /// How many keys and values.
    pub count: u64,
    /// Windows' status for the first of them, and where they are.
    pub first: Vec<Vec<u16>>,
}

impl Refused {
    /// So many places are named; more would tell nobody more.
    const NAMED: usize = 20;

    /// Counts a place that could not be read, unless it is because there is nothing: it went meanwhile, or never was a key.
    pub fn add(&mut self, path: &[u16], status: u32) {
        if matches!(status, NOT_FOUND | DELETED | NO_KEY) {
            return;
        }
        self.count += 1;
        if self.first.len() < Refused::NAMED {
            let mut place = Vec::new();
            push_hex(&mut place, status.into(), 8);
            let mut place: Vec<u16> = place.into_iter().map(u16::from).collect();
            place.push(b' '.into());
            place.extend_from_slice(path);
            self.first.push(place);
        }
    }

    /// Adds what another walk could not read.
    pub fn join(&mut self, other: Refused) {
        self.count += other.count;
        self.first.extend(other.first);
        self.first.truncate(Refused::NAMED);
    }
}

struct Level<K> {
    key: K,
    path: usize,
    next: u32,
    /// A link was followed to come here.
    behind_link: bool,
}

/// Writes a key, its values and all below it. `leave_out` says, by the full path, which keys are not looked into.
pub fn walk<K: Keys>(
    keys: &mut K,
    root: K::Key,
    path: &[u16],
    leave_out: &dyn Fn(&[u16]) -> bool,
    file: &mut RegFile,
    out: &mut dyn Out,
) -> Refused {
    let mut refused = Refused::default();
    let mut path = Vec::from(path);
    let mut name = Vec::new();
    let first = First::of(keys, &root);
    write(keys, &root, first, &path, file, out, &mut refused);
    let first = Level { key: root, path: path.len(), next: 0, behind_link: false };
    let mut levels = alloc::vec![first];
    while let Some(level) = levels.last_mut() {
        if out.is_closed() {
            break;
        }
        path.truncate(level.path);
        match keys.subkey(&level.key, level.next, &mut name) {
            Ok(true) => level.next += 1,
            Ok(false) => {
                levels.pop();
                continue;
            }
            Err(status) => {
                refused.add(&path, status);
                levels.pop();
                continue;
            }
        }
        path.push(SEPARATOR);
        path.extend_from_slice(&name);
        if leave_out(&path) {
            continue;
        }
        let behind_link = level.behind_link;
        let opened = keys.open(&level.key, &name, false).and_then(|key| {
            let first = First::of(keys, &key);
            // A link behind a link may lead in a circle, so only the first on a way is followed.
            if behind_link || !first.as_ref().is_ok_and(First::is_link) {
                return Ok((key, first, behind_link));
            }
            // One that leads nowhere is written as it is.
            match keys.open(&level.key, &name, true) {
                Ok(key) => {
                    let first = First::of(keys, &key);
                    Ok((key, first, true))
                }
                Err(NOT_FOUND) => Ok((key, first, true)),
                Err(status) => Err(status),
            }
        });
        match opened {
            Ok((key, first, behind_link)) if levels.len() < DEEPEST => {
                write(keys, &key, first, &path, file, out, &mut refused);
                levels.push(Level { key, path: path.len(), next: 0, behind_link });
            }
            Ok(_) => refused.add(&path, TOO_DEEP),
            Err(status) => refused.add(&path, status),
        }
    }
    refused
}

/// A key's first value: it tells whether the key is a link, before anything is written of it.
enum First {
    None,
    Held(Vec<u16>, u32, Vec<u8>),
    /// It is asked for again when it is written.
    TooLarge,
}

impl First {
    /// No link is as long.
    const MOST_HELD: usize = 64 * 1024;

    fn of<K: Keys>(keys: &mut K, key: &K::Key) -> Result<First, u32> {
        let mut first = First::None;
        keys.value(key, 0, &mut |name, kind, data| {
            first = if data.len() <= First::MOST_HELD {
                First::Held(name.into(), kind, data.into())
            } else {
                First::TooLarge
            };
        })?;
        Ok(first)
    }

    fn is_link(&self) -> bool {
        matches!(self, First::Held(name, REG_LINK, _) if LINK_VALUE.encode_utf16().eq(name.iter().copied()))
    }
}

fn write<K: Keys>(
    keys: &mut K,
    key: &K::Key,
    first: Result<First, u32>,
    path: &[u16],
    file: &mut RegFile,
    out: &mut dyn Out,
    refused: &mut Refused,
) {
    keys.progress();
    file.key(path, out);
    let mut rest = match &first {
        Ok(First::Held(name, kind, data)) => {
            file.value(name, *kind, data, out);
            1..
        }
        _ => 0..,
    };
    let mut more = first.map(|first| !matches!(first, First::None));
    while let (Ok(true), Some(index)) = (more, rest.next()) {
        more = keys.value(key, index, &mut |name, kind, data| file.value(name, kind, data, out));
    }
    if let Err(status) = more {
        refused.add(path, status);
    }
    file.end_key(out);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Keys by their path; a link leads to a path.
    struct Tree(BTreeMap<&'static str, Vec<&'static str>>, BTreeMap<&'static str, &'static str>);

    impl Keys for Tree {
        type Key = (String, bool);

        fn open(
            &mut self,
            parent: &Self::Key,
            name: &[u16],
            follow: bool,
        ) -> Result<Self::Key, u32> {
            let path = format!("{}\\{}", parent.0, String::from_utf16_lossy(name));
            match self.1.get(path.as_str()) {
                Some(target) if follow => Ok(((*target).to_owned(), false)),
                Some(_) => Ok((path, true)),
                None if self.0.contains_key(path.as_str()) => Ok((path, false)),
                None => Err(0xC000_0022),
            }
        }

        fn subkey(
            &mut self,
            key: &Self::Key,
            index: u32,
            name: &mut Vec<u16>,
        ) -> Result<bool, u32> {
            let found = self.0.get(key.0.as_str()).and_then(|names| names.get(index as usize));
            name.clear();
            name.extend(found.copied().unwrap_or_default().encode_utf16());
            Ok(found.is_some())
        }

        fn value(&mut self, key: &Self::Key, index: u32, each: EachValue<'_>) -> Result<bool, u32> {
            let link: Vec<u16> = LINK_VALUE.encode_utf16().collect();
            match (index, key.1) {
                (0, true) => each(&link, REG_LINK, b"x\0"),
                (0, false) => each(&[], 4, &[1, 0, 0, 0]),
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn progress(&mut self) {}
    }

    #[test]
    fn keys_come_in_order_and_links_are_followed_once() {
        let keys = BTreeMap::from([
            ("R", vec!["a", "current", "secret", "shut"]),
            ("R\\a", vec!["b"]),
            ("R\\a\\b", vec!["circle"]),
        ]);
        let mut tree =
            Tree(keys, BTreeMap::from([("R\\current", "R\\a"), ("R\\a\\b\\circle", "R\\a")]));
        let mut out = Vec::new();
        let root: Vec<u16> = "R".encode_utf16().collect();
        let secret: Vec<u16> = "R\\secret".encode_utf16().collect();
        let refused = walk(
            &mut tree,
            ("R".to_owned(), false),
            &root,
            &|path| path == secret,
            &mut RegFile::default(),
            &mut out,
        );
        let text = String::from_utf8(out).unwrap();
        let seen: Vec<&str> = text.lines().filter(|line| line.starts_with('[')).collect();
        assert_eq!(
            seen,
            [
                "[R]",
                "[R\\a]",
                "[R\\a\\b]",
                "[R\\a\\b\\circle]",
                "[R\\a\\b\\circle\\b]",
                "[R\\a\\b\\circle\\b\\circle]",
                "[R\\current]",
                "[R\\current\\b]",
                "[R\\current\\b\\circle]",
            ]
        );
        assert_eq!(refused.count, 1);
        assert_eq!(refused.first, ["c0000022 R\\shut".encode_utf16().collect::<Vec<_>>()]);
        assert_eq!(text.matches("\"SymbolicLinkValue\"=hex(6):78,00").count(), 2);
    }
}
