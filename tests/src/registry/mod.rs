//! The registry of a host: keys in the order Windows keeps them, values in the order they were made.

mod base;
mod export;
mod hive;
mod query;

use std::collections::BTreeMap;

use crate::encode::utf16;

pub use base::of_windows;
pub use export::{Form, export};
pub use hive::{hive, not_written_back, raw};
pub use query::{Reg, query, shown};

/// A registry, by key path without case.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    keys: BTreeMap<String, Key>,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Full path with the hive's long name.
    pub path: String,
    /// Its values.
    pub values: Vec<(String, Data)>,
}

/// A value's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// REG_SZ.
    Text(String),
    /// REG_EXPAND_SZ.
    Expand(String),
    /// REG_MULTI_SZ.
    Multi(Vec<String>),
    /// REG_DWORD.
    Number(u32),
    /// REG_QWORD.
    Long(u64),
    /// REG_BINARY.
    Binary(Vec<u8>),
    /// REG_NONE.
    Untyped(Vec<u8>),
    /// Bytes of any other type, by its number: 8 to 10 are lists of resources.
    Typed(u32, Vec<u8>),
}

impl Data {
    /// REG_SZ of a text.
    pub fn text(text: &str) -> Data {
        Data::Text(text.to_owned())
    }

    /// REG_EXPAND_SZ of a text.
    pub fn expand(text: &str) -> Data {
        Data::Expand(text.to_owned())
    }

    /// REG_BINARY that holds a text in UTF-16LE between other bytes.
    pub fn binary_around(text: &str) -> Data {
        Data::Binary(
            [&[0x14, 0, 0x1F, 0x50, 0xE0, 0x4F], utf16(text).as_slice(), &[0, 0, 0x9C, 0x7A]]
                .concat(),
        )
    }
}

impl Registry {
    /// Adds a key, and the keys above it.
    pub fn add_key(&mut self, path: &str) {
        if let Some((parent, _)) = path.rsplit_once('\\') {
            self.add_key(parent);
        }
        self.keys
            .entry(order(path))
            .or_insert_with(|| Key { path: path.to_owned(), values: Vec::new() });
    }

    /// Sets a value; an empty name is the default value.
    pub fn set(&mut self, path: &str, name: &str, data: Data) {
        self.add_key(path);
        if let Some(key) = self.keys.get_mut(&order(path)) {
            key.values.retain(|(known, _)| known != name);
            key.values.push((name.to_owned(), data));
        }
    }

    /// A key and all below it, in export order.
    pub fn below(&self, path: &str) -> impl Iterator<Item = &Key> {
        let top = order(path);
        let inside = format!("{top}\u{1}");
        self.keys
            .iter()
            .filter(move |(key, _)| **key == top || key.starts_with(&inside))
            .map(|(_, key)| key)
    }
}

/// Sorts a key before what is below it, and that before its neighbours.
fn order(path: &str) -> String {
    path.to_uppercase().replace('\\', "\u{1}")
}
