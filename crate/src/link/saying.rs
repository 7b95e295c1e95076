//! In: a message as a report says it. Out: its number and the numbers that fill it. The reverse of [`Phrase::said`].
//!
//! Only numbers come out of a sentence, whatever a host wrote into it: each placeholder takes what its kind allows and nothing else.
//! A sentence with one name in it has words of ours on both sides of it, so it is never taken apart at the wrong place. One with two
//! may be, if their owner gave them our words; what is then taken for a name is none of a file that was handed in, and is left out.

use super::error::LinkError;
use super::names::Names;
use super::numbers::{self, Kind, Row};
use super::values;
use super::wire::{Reader, Writer};
use crate::host_text::HostText;
use crate::lang::Lang;
use crate::message::{Code, Phrase, Piece, Said, grouped, pieces};

/// The longest sentence that is looked at, in bytes: file names are the only long thing in one.
const LONGEST: usize = 8 * 1024;

/// In how many ways a sentence is taken apart before it is given up: one that a host's owner filled with our words could be in millions.
const MOST_TRIES: usize = 1000;

/// How deep messages stand in one another: a gap, why a file is cut, what ended it.
const DEEPEST: usize = 3;

/// The most numbers in one placeholder.
const MOST_NUMBERS: usize = 32;

/// A message by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Saying {
    number: u64,
    /// In the order of its row; empty where the sentence is not as this engine writes it.
    values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Numbers(Vec<u64>),
    Saying(Saying),
    /// The name of a file that was handed in; only such a one is ever written.
    Input(String),
    /// The name of one that was not.
    Part(String),
}

impl Saying {
    /// The message of a report; `None` if it has no number.
    pub(super) fn of(said: &Said) -> Option<Saying> {
        let (number, row) = numbers::saying(&said.code)?;
        let values = Lang::ALL.into_iter().find_map(|lang| fit_row(row, &said.text, lang, 1));
        Some(Saying { number, values: values.unwrap_or_default() })
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Writer, names: &mut Names) {
        out.number(self.number);
        out.count(self.values.len());
        for value in &self.values {
            match value {
                Value::Numbers(numbers) => {
                    out.count(numbers.len() << 1);
                    numbers.iter().for_each(|number| out.number(*number));
                }
                Value::Input(file) => {
                    out.count(1 << 1);
                    out.number(names.known(file));
                }
                Value::Part(file) => {
                    out.count(1 << 1);
                    out.number(names.add(file));
                }
                Value::Saying(saying) => {
                    out.number(1);
                    saying.write(out, names);
                }
            }
        }
    }
}

/// What each placeholder of a row holds in a sentence of that language.
fn fit_row(row: &Row, text: &str, lang: Lang, depth: usize) -> Option<Vec<Value>> {
    let template = pieces(row.code?.template(lang.tag()));
    let mut fitting = Fitting { row, lang, depth, tries: 0, found: Vec::new() };
    if LONGEST < text.len() || !fitting.fits(&template, text) {
        return None;
    }
    let found = fitting.found;
    let value =
        |name: &str| found.iter().find(|(it, _)| *it == name).map(|(_, value)| value.clone());
    row.arguments.iter().map(|(name, _)| value(name)).collect()
}

/// A sentence being taken apart.
struct Fitting<'r> {
    row: &'r Row,
    lang: Lang,
    depth: usize,
    tries: usize,
    found: Vec<(&'static str, Value)>,
}

impl Fitting<'_> {
    /// Whether a text is what a template makes; then `found` holds what fills it.
    fn fits(&mut self, template: &[Piece], text: &str) -> bool {
        let (name, is_count, rest) = match template {
            [] => return text.is_empty(),
            [Piece::Words(words), rest @ ..] => {
                return text.strip_prefix(words).is_some_and(|text| self.fits(rest, text));
            }
            [Piece::Placeholder { name, is_count }, rest @ ..] => (*name, *is_count, rest),
        };
        let mut arguments = self.row.arguments.iter();
        let Some((_, kind)) = arguments.find(|(it, _)| *it == name) else { return false };
        let mut ends: Vec<usize> = match rest {
            [] => vec![text.len()],
            [Piece::Words(words), ..] => text.match_indices(words).map(|(at, _)| at).collect(),
            [Piece::Placeholder { .. }, ..] => text.char_indices().map(|(at, _)| at).collect(),
        };
        // A name may hold our words; what follows it is ours to the end, so the last place where they stand is the right one.
        if matches!(kind, Kind::Input | Kind::Part | Kind::Withheld) {
            ends.reverse();
        }
        ends.into_iter().any(|end| {
            self.tries += 1;
            let (inner, after) = text.split_at(end);
            let inner = if is_count { ungrouped(inner, self.lang) } else { Some(inner.to_owned()) };
            let value = inner
                .and_then(|inner| value(*kind, &inner, self.lang, self.depth))
                .filter(|_| self.tries < MOST_TRIES);
            let Some(value) = value else { return false };
            let before = self.found.len();
            self.found.push((name, value));
            let fits = self.fits(rest, after);
            if !fits {
                self.found.truncate(before);
            }
            fits
        })
    }
}

/// The digits of a count; none if the language does not write it so.
fn ungrouped(text: &str, lang: Lang) -> Option<String> {
    let digits = text.replace(Code::LanguageGroup.template(lang.tag()), "");
    (grouped(&digits, lang) == text).then_some(digits)
}

fn value(kind: Kind, text: &str, lang: Lang, depth: usize) -> Option<Value> {
    match kind {
        Kind::Withheld => Some(Value::Numbers(Vec::new())),
        Kind::Input => Some(Value::Input(text.to_owned())),
        Kind::Part => Some(Value::Part(text.to_owned())),
        Kind::Saying if depth < DEEPEST => {
            let mut rows = numbers::SAYINGS.iter().enumerate().filter(|(_, row)| row.is_current);
            rows.find_map(|(number, row)| {
                let values = fit_row(row, text, lang, depth + 1)?;
                Some(Value::Saying(Saying { number: number as u64, values }))
            })
        }
        Kind::Saying => None,
        _ => values::numbers(kind, text).map(Value::Numbers),
    }
}

/// Reads a message; `names` are the file names that the link carries, and `unknown` counts what this program does not know.
pub(super) fn read(
    reader: &mut Reader<'_>,
    names: &[HostText],
    unknown: &mut u64,
) -> Result<Phrase, LinkError> {
    read_at(reader, names, unknown, 1)
}

fn read_at(
    reader: &mut Reader<'_>,
    names: &[HostText],
    unknown: &mut u64,
    depth: usize,
) -> Result<Phrase, LinkError> {
    if DEEPEST < depth {
        return Err(LinkError::Impossible);
    }
    let number = reader.number()?;
    let row = usize::try_from(number).ok().and_then(|at| numbers::SAYINGS.get(at));
    let count = reader.count(MOST_NUMBERS)?;
    let Some((row, code)) = row.and_then(|row| Some((row, row.code?))) else {
        for _ in 0..count {
            read_value(reader, names, unknown, depth)?;
        }
        *unknown += 1;
        return Ok(Phrase::new(Code::LinkUnknownReason).with("number", number));
    };
    if count != 0 && count != row.arguments.len() {
        return Err(LinkError::Impossible);
    }
    let mut phrase = Phrase::new(code);
    let mut filled = Vec::new();
    for (name, kind) in row.arguments.iter().take(count) {
        phrase = match (kind, read_value(reader, names, unknown, depth)?) {
            (Kind::Saying, Read::Phrase(inner)) => phrase.with_phrase(name, &inner),
            (Kind::Input | Kind::Part, Read::Numbers(numbers)) => match numbers[..] {
                [0] => phrase.with_phrase(name, &withheld()),
                [number] => {
                    let at = usize::try_from(number - 1).map_err(|_| LinkError::Impossible)?;
                    phrase.with(name, names.get(at).ok_or(LinkError::Impossible)?)
                }
                _ => return Err(LinkError::Impossible),
            },
            (Kind::Withheld, Read::Numbers(numbers)) if numbers.is_empty() => {
                phrase.with_phrase(name, &withheld())
            }
            (kind, Read::Numbers(numbers)) => match values::text(*kind, &numbers) {
                Some(values::Shown::Text(text)) => phrase.with(name, text),
                Some(values::Shown::Unknown) => {
                    *unknown += 1;
                    phrase.with_phrase(name, &Phrase::new(Code::LinkUnknownValue))
                }
                None => return Err(LinkError::Impossible),
            },
            (_, Read::Phrase(_)) => return Err(LinkError::Impossible),
        };
        filled.push(*name);
    }
    for piece in pieces(code.template(Lang::En.tag())) {
        if let Piece::Placeholder { name, .. } = piece
            && !filled.contains(&name)
        {
            phrase = phrase.with_phrase(name, &withheld());
        }
    }
    Ok(phrase)
}

fn withheld() -> Phrase {
    Phrase::new(Code::LinkWithheld)
}

enum Read {
    Numbers(Vec<u64>),
    Phrase(Phrase),
}

fn read_value(
    reader: &mut Reader<'_>,
    names: &[HostText],
    unknown: &mut u64,
    depth: usize,
) -> Result<Read, LinkError> {
    match reader.number()? {
        1 => read_at(reader, names, unknown, depth + 1).map(Read::Phrase),
        doubled => {
            let count = usize::try_from(doubled >> 1).map_err(|_| LinkError::Impossible)?;
            if doubled & 1 == 1 || MOST_NUMBERS < count {
                return Err(LinkError::Impossible);
            }
            (0..count).map(|_| reader.number()).collect::<Result<_, _>>().map(Read::Numbers)
        }
    }
}
