//! In: the lines that `reg query /s` prints, of XP (`! REG.EXE VERSION 3.0`, tabs) and later (four spaces), in any language.
//! Out: its keys and values.

use jiance_blocks::hex;

use crate::formats::refusal;
use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{Position, RegistryData};

use super::data::{Value, kind};
use super::facts::FactFinder;
use super::{begins_with_hive, set_key};

const XP_HEADING: &str = "! REG.EXE VERSION";

/// What `reg query` prints.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindRegQuery,
    artifact: Artifact::Registry,
    sniff,
    reader: || Box::new(RegQuery::default()),
};

fn sniff(head: &[&str]) -> u8 {
    let mut lines = head.iter().filter(refusal::is_output);
    let Some(first) = lines.next() else { return 0 };
    if first.starts_with(XP_HEADING) {
        return 100;
    }
    if !is_key(first) {
        return 0;
    }
    if lines.any(|line| split_value(line).is_some()) { 95 } else { 50 }
}

fn is_key(line: &str) -> bool {
    line.starts_with("HKEY_") && begins_with_hive(line)
}

#[derive(Debug, Default)]
struct RegQuery {
    value: Value,
    /// Where the current key or value began.
    at: Option<Position>,
    /// A text value is held, because its text may go on in the next line.
    open: bool,
    /// Empty lines since; they belong to the text if it goes on.
    blanks: usize,
    default_seen: bool,
    mid_line: bool,
    /// The last line can be the last one of such output.
    may_end: bool,
    keys: u64,
    facts: FactFinder,
}

impl Reader for RegQuery {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text;
        let at = position(line);
        self.may_end = line.end == LineEnd::Newline;
        if std::mem::replace(&mut self.mid_line, line.end == LineEnd::TooLong) {
            self.go_on(text, line, out);
        } else if is_key(text) {
            self.close(out);
            set_key(&mut self.value.key, text.trim_end());
            (self.keys, self.default_seen) = (self.keys + 1, false);
            self.value.emit_key(at, &mut self.facts, out);
        } else if text.trim().is_empty() {
            self.blanks += 1;
        } else if let Some((name, (number, kind), data)) =
            split_value(text).filter(|_| 0 < self.keys)
        {
            self.close(out);
            self.at = Some(at);
            self.begin(name, (number, kind), data, line, out);
            self.may_end = false;
        } else if self.keys == 0 && text.starts_with(XP_HEADING) {
        } else if refusal::is_prompt(text) {
            self.close(out);
            out.unreadable(line);
        } else {
            if let Some(at) = self.at.filter(|_| self.open) {
                // One by one, since there may be any number of them.
                for _ in 0..=self.blanks {
                    self.value.text.push('\n');
                    self.value.emit_text(false, at, &mut self.facts, out);
                }
            }
            self.blanks = 0;
            self.go_on(text, line, out);
            self.may_end = false;
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.close(out);
        self.facts.finish(out);
        match (self.keys, self.may_end) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingRegistryNoKeys)),
            (_, false) => Ending::Cut(Phrase::new(Code::EndingRegistryNoEnd)),
            _ => Ending::Whole,
        }
    }
}

impl RegQuery {
    fn begin(
        &mut self,
        name: &str,
        (number, kind): (u32, Kind),
        data: &str,
        line: &Line<'_>,
        out: &mut dyn RecordSink,
    ) {
        let at = position(line);
        self.value.begin();
        self.value.kind = number;
        if !self.is_default(name) {
            self.value.name.push_str(name);
        }
        match kind {
            Kind::Text | Kind::Lines => {
                // Between the strings of a REG_MULTI_SZ, `reg query` prints a backslash and a zero.
                let data = if kind == Kind::Lines {
                    &data.trim_end_matches(r"\0").replace(r"\0", "\n")
                } else {
                    data
                };
                self.value.text.push_str(data);
                self.open = true;
                self.value.emit_text(false, at, &mut self.facts, out);
            }
            Kind::Number => match data.strip_prefix("0x").map(|hex| u64::from_str_radix(hex, 16)) {
                Some(Ok(number)) => {
                    let data = RegistryData::Number(number);
                    self.value.emit(data, at, &mut self.facts, out);
                }
                _ => out.unreadable(line),
            },
            Kind::Bytes => {
                let mut digits = data.bytes().map(hex::digit);
                while let (Some(Some(high)), Some(Some(low))) = (digits.next(), digits.next()) {
                    self.value.bytes.push(high << 4 | low);
                }
                if self.value.bytes.len() * 2 != data.len() {
                    out.unreadable(line);
                }
                let kind = (number, false);
                self.value.emit_bytes(true, kind, at, &mut self.facts, out);
            }
        }
    }

    /// The default value has its name in brackets and in the host's language, or in XP's `<NO NAME>`.
    fn is_default(&mut self, name: &str) -> bool {
        let inner = name.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
        let bracketed = inner.is_some_and(|name| !name.contains(['(', ')']));
        let default = !self.default_seen && (bracketed || name == "<NO NAME>");
        self.default_seen |= default;
        default
    }

    /// More of the text of the value before, or a line that belongs to nothing.
    fn go_on(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) {
        match self.at {
            Some(at) if self.open => {
                self.value.text.push_str(text);
                self.value.emit_text(false, at, &mut self.facts, out);
            }
            _ => out.unreadable(line),
        }
    }

    fn close(&mut self, out: &mut dyn RecordSink) {
        if let (true, Some(at)) = (std::mem::take(&mut self.open), self.at) {
            self.value.emit_text(true, at, &mut self.facts, out);
        }
        self.blanks = 0;
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Lines,
    Number,
    Bytes,
}

const KINDS: [(&str, (u32, Kind)); 12] = [
    ("REG_SZ", (kind::SZ, Kind::Text)),
    ("REG_EXPAND_SZ", (kind::EXPAND_SZ, Kind::Text)),
    ("REG_LINK", (kind::LINK, Kind::Text)),
    ("REG_MULTI_SZ", (kind::MULTI_SZ, Kind::Lines)),
    ("REG_DWORD", (kind::DWORD, Kind::Number)),
    ("REG_DWORD_BIG_ENDIAN", (kind::DWORD_BIG_ENDIAN, Kind::Number)),
    ("REG_QWORD", (kind::QWORD, Kind::Number)),
    ("REG_BINARY", (kind::BINARY, Kind::Bytes)),
    ("REG_NONE", (kind::NONE, Kind::Bytes)),
    ("REG_FULL_RESOURCE_DESCRIPTOR", (kind::FULL_RESOURCE_DESCRIPTOR, Kind::Bytes)),
    ("REG_RESOURCE_LIST", (kind::RESOURCE_LIST, Kind::Bytes)),
    ("REG_RESOURCE_REQUIREMENTS_LIST", (kind::RESOURCE_REQUIREMENTS_LIST, Kind::Bytes)),
];

/// `    name    REG_SZ    data`, or with tabs as XP writes it.
fn split_value(line: &str) -> Option<(&str, (u32, Kind), &str)> {
    let line = line.strip_prefix("    ")?;
    for gap in ["    ", "\t"] {
        let mut from = 0;
        while let Some(at) = line.get(from..).and_then(|rest| rest.find(gap)) {
            let name_end = from + at;
            let rest = line.get(name_end + gap.len()..).unwrap_or_default();
            let (word, data) = rest.split_once(gap).unwrap_or_else(|| (rest.trim_end(), ""));
            if let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == word) {
                return Some((line.get(..name_end)?, *kind, data));
            }
            from = name_end + 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::{Seen, read};
    use crate::records::HostFact;

    const XP: &str = "\r\n! REG.EXE VERSION 3.0\r\n\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\r\n    <NO NAME>\tREG_SZ\t\r\n    ProductName\tREG_SZ\tMicrosoft Windows XP\r\n    CurrentBuildNumber\tREG_SZ\t2600\r\n\r\n";

    fn values(text: &str) -> Vec<String> {
        read(&FORMAT, text).values()
    }

    #[test]
    fn later_windows_prints_four_spaces_and_a_localised_default() {
        let text = "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\A\r\n    (默认)    REG_SZ    (数值未设置)\r\n    (x)    REG_SZ    y\r\n    a    b    REG_EXPAND_SZ    %SystemRoot%\\c    d\r\n    n    REG_DWORD    0x3b9\r\n    q    REG_QWORD    0x100000000\r\n    m    REG_MULTI_SZ    one\\0two\r\n    b    REG_BINARY    00FF10\r\n    e    REG_NONE    \r\n\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B\r\n\r\n";
        let seen = read(&FORMAT, text);
        assert_eq!(
            seen.values(),
            [
                r"[HKEY_LOCAL_MACHINE\SOFTWARE\A]",
                "=(数值未设置)",
                "(x)=y",
                r"a    b=%SystemRoot%\c    d",
                "n=953",
                "q=4294967296",
                "m=one\ntwo",
                "b=<00ff10>",
                "e=<>",
                r"[HKEY_LOCAL_MACHINE\SOFTWARE\A\B]",
            ]
        );
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    }

    #[test]
    fn xp_prints_tabs_and_a_heading() {
        let Seen { facts, unreadable, .. } = read(&FORMAT, XP);
        assert!(facts.contains(&HostFact::Product("Windows XP".to_owned())), "{facts:?}");
        assert!(facts.contains(&HostFact::Build(2600)), "{facts:?}");
        assert_eq!(unreadable, 0);
        assert_eq!(sniff(&XP.lines().collect::<Vec<_>>()), 100);
    }

    #[test]
    fn text_goes_on_over_lines() {
        let text =
            "HKEY_USERS\\S\r\n    t    REG_SZ    one\r\n\r\ntwo\r\n    u    REG_SZ    x\r\n\r\n";
        assert_eq!(values(text), [r"[HKEY_USERS\S]", "t=one\n\ntwo", "u=x"]);
    }

    #[test]
    fn any_number_of_empty_lines_in_a_text_takes_no_room() {
        let (mut query, mut seen) = (RegQuery::default(), read(&FORMAT, ""));
        let blank = "\n".repeat(8 * super::super::data::PART);
        let text = format!("HKEY_USERS\\S\n    t    REG_SZ    one\n{blank}two\n");
        for (number, text) in (1..).zip(text.lines()) {
            query.line(&Line { text, number, offset: 0, end: LineEnd::Newline }, &mut seen);
        }
        let room = query.value.text.capacity();
        assert!(room < 4 * super::super::data::PART, "{room}");
        let texts = seen.values();
        assert!(texts.len() == 9 && texts.iter().skip(2).all(|text| text.starts_with("t=\n")));
        // Nor do lines that belong to no text.
        let junk = Line { text: "junk", number: 0, offset: 0, end: LineEnd::Newline };
        let mut query = RegQuery::default();
        (0..100).for_each(|_| query.line(&junk, &mut seen));
        assert_eq!((query.value.text.as_str(), seen.unreadable), ("", 100));
    }

    #[test]
    fn a_line_of_spaces_is_read_in_one_go() {
        // A few milliseconds; if each gap had the line's end looked for, minutes.
        assert_eq!(split_value(&format!("    x{}", " ".repeat(100_000))), None);
    }

    #[test]
    fn a_line_before_any_key_is_unreadable_and_a_cut_end_is_told() {
        let seen =
            read(&FORMAT, "ERROR: Access is denied.\r\nHKEY_USERS\\S\r\n    t    REG_SZ    on");
        assert_eq!(seen.unreadable, 1);
        assert!(matches!(seen.ending, Ending::Cut(_)));
        assert_eq!(seen.values(), [r"[HKEY_USERS\S]", "t=on"]);
    }
}
