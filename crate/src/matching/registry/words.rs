//! In: words, and the parts of a registry record. Out: where a word stands in them, in whichever writing Windows keeps it: as it
//! is, as UTF-16 inside binary data, and as ROT13 in value names (UserAssist).

use aho_corasick::Input;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use jiance_blocks::grams::Grams;

/// What the shell appends to a program's path in MuiCache's value names.
const MUI_CACHE_SUFFIXES: [&[u8]; 2] = [b".FriendlyAppName", b".ApplicationCompany"];

/// Words, ready to be looked for in one pass.
#[derive(Debug)]
pub(super) struct Words {
    search: NFA,
    /// Rule out nearly every field before it is searched; short words apart from longer ones, which are found with less looking.
    grams: Vec<Grams>,
    /// What each pattern of `search` is.
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    indicator: usize,
    writing: Writing,
    whole_name: bool,
}

/// How a word is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    Plain,
    Utf16,
    Rot13,
}

impl Writing {
    /// Bytes a letter.
    pub(super) fn step(self) -> usize {
        if self == Writing::Utf16 { 2 } else { 1 }
    }
}

/// A part of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<'a> {
    Key(&'a str),
    Name(&'a str),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// Where in a record a word was found.
pub(super) struct Hit<'a> {
    pub(super) indicator: usize,
    pub(super) field: Field<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) writing: Writing,
}

/// A word to look for.
pub(super) struct Word<'a> {
    pub(super) indicator: usize,
    pub(super) text: &'a str,
    /// The letters around it must not make it a part of another name.
    pub(super) whole_name: bool,
}

impl Words {
    #[allow(clippy::expect_used, reason = "a handful of short built-in patterns")]
    pub(super) fn new(words: &[Word<'_>]) -> Words {
        let (mut patterns, mut texts) = (Vec::new(), Vec::new());
        for &Word { indicator, text, whole_name } in words {
            for writing in [Writing::Plain, Writing::Utf16, Writing::Rot13] {
                patterns.push(Pattern { indicator, writing, whole_name });
                texts.push(written(text, writing));
            }
        }
        // Of the kinds that the library could choose from, the one for many words: the others would only make the page larger.
        let search =
            NFA::builder().ascii_case_insensitive(true).build(&texts).expect("few, short patterns");
        let letters = patterns.iter().zip(&texts);
        let letters = letters.filter(|(pattern, _)| pattern.writing != Writing::Utf16);
        let grams = Grams::of_words(letters.map(|(_, text)| text.as_slice()));
        Words { search, grams, patterns }
    }

    /// The first hit of each indicator in one part of a record, ROT13 apart. An indicator already hit is not hit again.
    pub(super) fn find<'a>(&self, field: Field<'a>, hits: &mut Vec<Hit<'a>>) {
        let bytes = match field {
            Field::Key(text) | Field::Name(text) | Field::Text(text) => text.as_bytes(),
            Field::Bytes(bytes) => bytes,
        };
        let may_stand = |grams: &Grams| {
            grams.may_stand_in(bytes)
                || (matches!(field, Field::Bytes(_)) && grams.may_stand_wide_in(bytes))
        };
        if !self.grams.iter().any(may_stand) {
            return;
        }
        let found = self.search.try_find_overlapping_iter(Input::new(bytes));
        for found in found.into_iter().flatten() {
            let Some(&Pattern { indicator, writing, whole_name }) =
                self.patterns.get(found.pattern().as_usize())
            else {
                continue;
            };
            let wanted = match writing {
                Writing::Plain => true,
                Writing::Utf16 => matches!(field, Field::Bytes(_)),
                Writing::Rot13 => matches!(field, Field::Name(_)),
            };
            let is_rot13 = writing == Writing::Rot13;
            let (start, end) = (found.start(), found.end());
            if wanted
                && (!whole_name || stands_alone(bytes, start, end, writing.step()))
                && hits.iter().all(|hit| {
                    hit.indicator != indicator || (hit.writing == Writing::Rot13) != is_rot13
                })
            {
                hits.push(Hit { indicator, field, start, end, writing });
            }
        }
    }
}

fn written(value: &str, writing: Writing) -> Vec<u8> {
    match writing {
        Writing::Plain => value.as_bytes().to_vec(),
        Writing::Utf16 => value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Writing::Rot13 => rot13(value).into_bytes(),
    }
}

pub(super) fn rot13(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a'..='m' | 'A'..='M' => char::from(letter as u8 + 13),
            'n'..='z' | 'N'..='Z' => char::from(letter as u8 - 13),
            _ => letter,
        })
        .collect()
}

/// Whether what was found is a whole file name: no letter, digit, `_`, `-` or `.` continues it before, and behind it none of
/// these either, but a full stop that ends a sentence, and what MuiCache appends.
fn stands_alone(bytes: &[u8], start: usize, end: usize, step: usize) -> bool {
    let letter = |at: usize| -> Option<u16> {
        let low = u16::from(*bytes.get(at)?);
        if step == 1 { Some(low) } else { Some(u16::from(*bytes.get(at + 1)?) << 8 | low) }
    };
    // In UTF-16 what is no Western letter is more likely a number that stands before the name.
    let continues = |unit: u16| match u8::try_from(unit) {
        Ok(byte) => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || 0x80 <= byte,
        Err(_) => unit < 0x250,
    };
    let dot = u16::from(b'.');
    let before = start.checked_sub(step).and_then(letter);
    if before.is_some_and(|unit| continues(unit) || unit == dot) {
        return false;
    }
    match letter(end) {
        Some(unit) if unit == dot => {
            let rest = bytes.get(end..).unwrap_or_default();
            let from_shell = MUI_CACHE_SUFFIXES.iter().any(|suffix| {
                rest.get(..suffix.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(suffix))
            });
            from_shell || !letter(end + step).is_some_and(continues)
        }
        Some(unit) => !continues(unit),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, alone: bool) {
        const NAME: &str = "tasksche.exe";
        let start = text.find(NAME).unwrap();
        assert_eq!(stands_alone(text.as_bytes(), start, start + NAME.len(), 1), alone, "{text}");
        let (wide, start) = (written(text, Writing::Utf16), text[..start].encode_utf16().count());
        let end = 2 * (start + NAME.len());
        let suffixed = text.contains("FriendlyAppName");
        assert_eq!(stands_alone(&wide, 2 * start, end, 2), alone && !suffixed, "{text} in UTF-16");
    }

    #[test]
    fn names_are_whole() {
        for alone in [
            "tasksche.exe",
            r"C:\Windows\tasksche.exe",
            r"C:\Windows\tasksche.exe.FriendlyAppName",
            r#"cmd.exe /c "C:\ProgramData\x\tasksche.exe""#,
            "we found tasksche.exe.",
            "tasksche.exe|x",
        ] {
            check(alone, true);
        }
        for part in [
            "xtasksche.exe",
            "a.tasksche.exe",
            "tasksche.exe.txt",
            "tasksche.exe-1",
            "étasksche.exe",
        ] {
            check(part, false);
        }
    }
}
