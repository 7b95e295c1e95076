//! In: numbers and days. Out: how the reader's language writes them, by the browser's own `Intl`: no number is put into letters here.

use std::cell::OnceCell;

use jiance::Lang;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::text::Texts;

/// What a language's formats are kept for: making one takes far longer than using it.
#[derive(Default)]
struct Formats {
    number: OnceCell<Function>,
    day: OnceCell<Function>,
    month: OnceCell<Function>,
    plural: OnceCell<Intl::PluralRules>,
}

thread_local! {
    static FORMATS: [Formats; Lang::COUNT] = Lang::ALL.map(|_| Formats::default());
}

/// A count with its thousands apart: `1,234,567`.
pub(crate) fn count(t: Texts, n: usize) -> String {
    number(t, n as f64)
}

/// The same; a fraction to one digit: `1.5`.
pub(crate) fn number(t: Texts, n: f64) -> String {
    let make = || {
        let options = options(&[("maximumFractionDigits", JsValue::from(1))]);
        Intl::NumberFormat::new(&locales(t), &options).format()
    };
    written(t, |formats| formats.number.get_or_init(make).clone(), &n.into()).unwrap_or_default()
}

/// A size in bytes, to the digit behind the point: `512 B`, `1.5 KB`, `23.4 MB`.
pub(crate) fn bytes(t: Texts, n: u64) -> String {
    let mut rest = n as f64;
    let mut units = ["B", "KB", "MB", "GB", "TB"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    for larger in units {
        // What would be written as 1,024 of a unit is one of the next.
        if rest < 1023.95 {
            break;
        }
        (rest, unit) = (rest / 1024.0, larger);
    }
    number(t, rest) + " " + unit
}

/// A day, `2017-06-02`, or a month, `2026-06`, in words; as it stands if it is neither.
pub(crate) fn day(t: Texts, date: &str) -> String {
    let text = |words: &str| JsValue::from(words);
    let is_month = date.len() == "2026-06".len();
    let make = || {
        let mut parts =
            vec![("timeZone", text("UTC")), ("year", text("numeric")), ("month", text("long"))];
        if !is_month {
            parts.push(("day", text("numeric")));
        }
        Intl::DateTimeFormat::new(&locales(t), &options(&parts)).format()
    };
    let format = |formats: &Formats| {
        let kept = if is_month { &formats.month } else { &formats.day };
        kept.get_or_init(make).clone()
    };
    written(t, format, &Date::new(&date.into())).unwrap_or_else(|| date.to_owned())
}

/// Which of a message's forms a count takes: `one`, `other` and what else a language has.
pub(crate) fn plural(t: Texts, n: f64) -> String {
    let make = || Intl::PluralRules::new(&locales(t), &Object::new());
    FORMATS.with(|all| t.0.of(all).plural.get_or_init(make).select(n)).into()
}

fn written(t: Texts, format: impl Fn(&Formats) -> Function, value: &JsValue) -> Option<String> {
    let format = FORMATS.with(|all| format(t.0.of(all)));
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

fn locales(t: Texts) -> Array {
    Array::of1(&t.0.tag().into())
}

fn options(parts: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in parts {
        Reflect::set(&options, &(*name).into(), value).ok();
    }
    options
}
