//! In: a hit in a registry record. Out: the text that a report shows of it, with the key, the value's name and its type.

use super::words::{Field, Hit, Writing, rot13};
use crate::records::{RegistryRecord, registry_type};

/// Letters of context shown on either side of a word.
const CONTEXT: usize = 80;

/// `[key] "name" (type) = …text around the hit…`, the hit never cut away.
pub(super) fn evidence(record: &RegistryRecord<'_>, hit: &Hit<'_>) -> String {
    let key = match hit.field {
        Field::Key(key) => return format!("[{}]", around(key, hit.start, hit.end, 3 * CONTEXT)),
        _ => tail(record.key, 2 * CONTEXT),
    };
    let name = record.value.map_or("", |value| value.name);
    let kind = record.value.and_then(|value| registry_type::name(value.kind));
    let kind = kind.map_or(String::new(), |kind| format!(" ({kind})"));
    match hit.field {
        Field::Name(_) if hit.writing == Writing::Rot13 => {
            let name = around(&rot13(name), hit.start, hit.end, CONTEXT);
            format!("[{key}] \"{name}\"{kind}, name in ROT13")
        }
        Field::Key(_) | Field::Name(_) => {
            format!("[{key}] \"{}\"{kind}", around(name, hit.start, hit.end, CONTEXT))
        }
        Field::Text(text) => format!(
            "[{key}] \"{}\"{kind} = {}",
            tail(name, CONTEXT),
            around(text, hit.start, hit.end, CONTEXT)
        ),
        Field::Bytes(bytes) => {
            format!("[{key}] \"{}\"{kind} = {}", tail(name, CONTEXT), bytes_around(bytes, hit))
        }
    }
}

/// The bytes around a hit as text: UTF-16 where the hit is UTF-16, else one letter a byte; what is no letter becomes a dot.
fn bytes_around(bytes: &[u8], hit: &Hit<'_>) -> String {
    let shown = |letter: char| {
        if letter.is_control() || letter == char::REPLACEMENT_CHARACTER { '.' } else { letter }
    };
    let step = hit.writing.step();
    let start = hit.start - hit.start.min(CONTEXT * step) / step * step;
    let window = bytes
        .get(start..hit.end.saturating_add(CONTEXT * step).min(bytes.len()))
        .unwrap_or_default();
    if step == 2 {
        let units = window.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|letter| shown(letter.unwrap_or('.'))).collect();
    }
    window.iter().map(|byte| if byte.is_ascii() { shown(char::from(*byte)) } else { '.' }).collect()
}

/// At most `context` bytes on either side of a hit, cut at letters, the cuts marked.
fn around(text: &str, start: usize, end: usize, context: usize) -> String {
    let from = text.floor_char_boundary(start.saturating_sub(context));
    let to = text.ceil_char_boundary(end.saturating_add(context).min(text.len()));
    let before = if from == 0 { "" } else { "…" };
    let after = if to == text.len() { "" } else { "…" };
    format!("{before}{}{after}", text.get(from..to).unwrap_or_default())
}

/// The last `most` bytes of a text, cut at a letter, the cut marked.
fn tail(text: &str, most: usize) -> String {
    around(text, text.len(), text.len(), most)
}
