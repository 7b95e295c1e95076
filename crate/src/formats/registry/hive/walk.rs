//! In: the cells of a hive. Out: a record for each key and each of its values, each key before the keys below it.

use super::cells::{Cells, Data, push_name};
use crate::formats::RecordSink;
use crate::formats::fields::u32_at;
use crate::formats::registry::data::Value;
use crate::formats::registry::facts::FactFinder;
use crate::records::Position;

/// Windows lets keys be nested this deep.
const DEEPEST: usize = 512;
/// The longest path that is read, in bytes; Windows' own are below a thousand.
const LONGEST_PATH: usize = 8 * 1024;
/// How many bytes of paths may be handed out for each byte of the hive: many times what a real one needs.
const PATH_FACTOR: usize = 32;
/// Data are handed on in pieces of this size.
const PIECE: usize = 64 * 1024;

/// A walk over a hive.
pub(super) struct Walk<'a> {
    cells: Cells<'a>,
    mount: String,
    value: Value,
    facts: FactFinder,
    unreadable: u64,
    /// How many more bytes of paths may be handed out.
    paths: usize,
    is_damaged: bool,
}

/// Keys still to be visited below one key.
struct Level {
    /// In reverse, so that the next one is the last.
    keys: Vec<u32>,
    /// Length of the path that they stand below.
    path: usize,
}

impl<'a> Walk<'a> {
    /// A walk whose root stands at the key `mount`.
    pub(super) fn new(cells: Cells<'a>, mount: String) -> Walk<'a> {
        Walk {
            paths: cells.bytes().saturating_mul(PATH_FACTOR),
            cells,
            mount,
            value: Value::default(),
            facts: FactFinder::default(),
            unreadable: 0,
            is_damaged: false,
        }
    }

    /// Keys and values that could not be read.
    pub(super) fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// True if something could not be read.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_damaged || 0 < self.unreadable
    }

    /// Visits every key below the root.
    pub(super) fn run(&mut self, root: u32, out: &mut dyn RecordSink) {
        let mut levels: Vec<Level> = Vec::new();
        self.value.key.clone_from(&self.mount);
        let below = self.key(root, true, out);
        levels.push(Level { path: self.value.key.len(), keys: below });
        while let Some(level) = levels.last_mut() {
            let Some(key) = level.keys.pop() else {
                levels.pop();
                continue;
            };
            if self.cells.is_spent() || self.paths == 0 {
                self.is_damaged = true;
                break;
            }
            self.value.key.truncate(level.path);
            let below = self.key(key, false, out);
            if levels.len() < DEEPEST {
                levels.push(Level { path: self.value.key.len(), keys: below });
            } else {
                self.unreadable += below.len() as u64;
            }
        }
        self.facts.finish(out);
    }

    /// Reads a key and its values; gives the keys below it, the last one first.
    fn key(&mut self, offset: u32, is_root: bool, out: &mut dyn RecordSink) -> Vec<u32> {
        let Some(key) = self.cells.key(offset) else {
            self.unreadable += 1;
            return Vec::new();
        };
        if !is_root {
            self.value.key.push('\\');
            self.value.key.push_str(&key.name);
        }
        if LONGEST_PATH < self.value.key.len() {
            self.unreadable += 1;
            return Vec::new();
        }
        let at = position(offset);
        self.spend_path();
        self.value.emit_key(at, &mut self.facts, out);
        let values = self.cells.values(key.values, &mut self.unreadable);
        for value in values {
            if self.cells.is_spent() || self.paths == 0 {
                self.is_damaged = true;
                return Vec::new();
            }
            self.spend_path();
            self.value(value, out);
        }
        let mut below = self.cells.subkeys(key.subkeys, &mut self.unreadable);
        below.reverse();
        below
    }

    fn value(&mut self, offset: u32, out: &mut dyn RecordSink) {
        let Some(cell) = self.cells.value(offset) else {
            self.unreadable += 1;
            return;
        };
        let at = position(offset);
        self.value.begin();
        push_name(cell.name, cell.name_is_latin, &mut self.value.name);
        match cell.data {
            Data::Plain(bytes) => self.data(bytes, cell.kind, at, out),
            Data::Segments(list, mut left) => {
                for segment in list.chunks_exact(4).filter_map(|entry| u32_at(entry, 0)) {
                    let Some(bytes) = self.cells.segment(segment, left) else { break };
                    left -= bytes.len();
                    self.data(bytes, cell.kind, at, out);
                }
                self.unreadable += u64::from(0 < left);
            }
            Data::Lost => self.unreadable += 1,
        }
        self.value.emit_bytes(true, (cell.kind, false), at, &mut self.facts, out);
    }

    fn data(&mut self, bytes: &[u8], kind: u32, at: Position, out: &mut dyn RecordSink) {
        for piece in bytes.chunks(PIECE) {
            self.value.bytes.extend_from_slice(piece);
            self.value.emit_bytes(false, (kind, false), at, &mut self.facts, out);
        }
    }

    fn spend_path(&mut self) {
        self.paths = self.paths.saturating_sub(self.value.key.len());
    }
}

/// Where a cell stands in the file.
fn position(offset: u32) -> Position {
    Position::in_binary(u64::from(offset) + super::base_block::BYTES as u64)
}
