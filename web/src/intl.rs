//! In: numbers and days. Out: how the reader's language writes them, by the browser's own `Intl`: no number is put into letters here.

use std::cell::OnceCell;

use jiance::Lang;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::format;
use crate::text::Texts;

/// What a language's formats are kept for: making one takes far longer than using it.
#[derive(Default)]
struct Formats {
    number: OnceCell<Function>,
    percent: OnceCell<Function>,
    dates: [OnceCell<Function>; 3],
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

/// So many of a hundred: `75%`.
pub(crate) fn percent(t: Texts, n: u64) -> String {
    let make = || {
        let options = options(&[("style", JsValue::from("percent"))]);
        Intl::NumberFormat::new(&locales(t), &options).format()
    };
    let share = n as f64 / 100.0;
    written(t, |all| all.percent.get_or_init(make).clone(), &share.into()).unwrap_or_default()
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
    let parts = if date.len() == "2026-06".len() { Parts::Month } else { Parts::Day };
    date_of(t, parts, date).unwrap_or_else(|| date.to_owned())
}

/// A host's own time in words, as its own clock showed it; none if it can't be told what the host means by it.
pub(crate) fn host_time(t: Texts, text: &str) -> Option<String> {
    let (time, offset) = format::host_time(text)?;
    let words = date_of(t, Parts::Minute, &time)?;
    Some(if offset.is_empty() { words } else { format!("{words} (UTC{offset})") })
}

/// How much of a date is written.
#[derive(Clone, Copy)]
enum Parts {
    Month,
    Day,
    Minute,
}

fn date_of(t: Texts, parts: Parts, date: &str) -> Option<String> {
    let make = || {
        let all = [
            ("year", "numeric"),
            ("month", "long"),
            ("day", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ];
        let shown = match parts {
            Parts::Month => 2,
            Parts::Day => 3,
            Parts::Minute => 5,
        };
        let clock = [("timeZone", "UTC"), ("hourCycle", "h23")];
        let all: Vec<(&str, JsValue)> =
            all.into_iter().take(shown).chain(clock).map(|(name, it)| (name, it.into())).collect();
        Intl::DateTimeFormat::new(&locales(t), &options(&all)).format()
    };
    let format = |formats: &Formats| {
        let kept = formats.dates.get(parts as usize);
        kept.map_or_else(make, |kept| kept.get_or_init(make).clone())
    };
    written(t, format, &Date::new(&date.into()))
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
