//! In: what `ver` prints: `Microsoft Windows [版本 6.1.7601]`, on Wine without brackets; and the same as `winver` shows it:
//! `Version 22H2 (OS Build 19045.3803)`. Out: version, and the revision where it is printed.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position, product};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Record};

use super::version;

/// `ver`.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindVer,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let mut lines = head.iter().filter(|line| !line.trim().is_empty());
        let Some(first) = lines.next() else { return 0 };
        let shown = is_product(first) && lines.next().is_some_and(|line| winver(line).is_some());
        if windows(first).is_some() || shown { 90 } else { 0 }
    },
    reader: || Box::new(Ver::default()),
};

/// The version in the brackets, whatever the word before it is; on Wine the last word.
fn windows(line: &str) -> Option<Vec<HostFact>> {
    const MOST_WORDS: usize = 3;
    let rest = line.trim().strip_prefix("Microsoft Windows ")?;
    let words = match rest.strip_suffix(']') {
        Some(rest) => rest.split_once('[')?.1,
        None => rest,
    };
    let words = words.split_whitespace();
    let (major, minor, build, revision) =
        version::windows(words.clone().last().filter(|_| words.count() <= MOST_WORDS)?)?;
    let version = HostFact::Version { major, minor, build };
    Some([version].into_iter().chain(revision.map(HostFact::Revision)).collect())
}

/// `Version 22H2 (OS Build 19045.3803)`, `Version 6.1 (Build 7601: Service Pack 1)`, in any language.
fn winver(line: &str) -> Option<Vec<HostFact>> {
    const FIRST_WITH_REVISION: u32 = 10240;
    let (before, inside) =
        line.trim().trim_end_matches('.').strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let words = || inside.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let pairs = words().filter_map(version::numbers);
    for numbers in pairs.clone() {
        if let [build @ FIRST_WITH_REVISION..=99_999, revision] = *numbers {
            return Some(vec![HostFact::Build(build), HostFact::Revision(revision)]);
        }
    }
    let shown = before.split_whitespace().filter_map(version::numbers);
    let (major, minor) = shown
        .filter_map(|numbers| match *numbers {
            [major @ 5..=6, minor] => Some((major, minor)),
            _ => None,
        })
        .next()?;
    let build = pairs
        .filter_map(|numbers| match *numbers {
            [build @ 1000..=9999] => Some(build),
            _ => None,
        })
        .next()?;
    let pack = product::service_pack(inside).unwrap_or(0);
    Some(vec![HostFact::Version { major, minor, build }, HostFact::ServicePack(pack)])
}

/// The name above the version: `Microsoft Windows`.
fn is_product(line: &str) -> bool {
    line.trim() == "Microsoft Windows"
}

#[derive(Debug, Default)]
struct Ver {
    seen: bool,
    end: Option<LineEnd>,
}

impl Reader for Ver {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if line.text.trim().is_empty() {
            return;
        }
        self.end = Some(line.end);
        if is_product(line.text) && !self.seen {
            return;
        }
        let facts = windows(line.text).or_else(|| winver(line.text)).filter(|_| !self.seen);
        let Some(facts) = facts else { return out.unreadable(line) };
        self.seen = true;
        for fact in facts {
            out.record(Record::Fact(fact), position(line));
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        match (self.seen, self.end) {
            (true, Some(LineEnd::Newline)) => Ending::Whole,
            _ => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;

    #[test]
    fn the_word_before_the_version_may_be_any() {
        let version = |major, minor, build| HostFact::Version { major, minor, build };
        for (text, facts) in [
            ("\r\nMicrosoft Windows [版本 6.1.7601]\r\n", vec![version(6, 1, 7601)]),
            ("\r\nMicrosoft Windows XP [Version 5.1.2600]\r\n", vec![version(5, 1, 2600)]),
            (
                "\r\nMicrosoft Windows [Version 10.0.14393.6529]\r\n",
                vec![version(10, 0, 14393), HostFact::Revision(6529)],
            ),
            ("Microsoft Windows 10.0.19043\r\n", vec![version(10, 0, 19043)]),
            ("\r\nMicrosoft Windows Version 5.1.2600\r\n", vec![version(5, 1, 2600)]),
            (
                "Microsoft Windows\r\n版本 22H2 (OS 内部版本 19045.3803)\r\n",
                vec![HostFact::Build(19045), HostFact::Revision(3803)],
            ),
            (
                "Microsoft Windows\r\nVersion 6.1 (Build 7601: Service Pack 1)\r\n",
                vec![version(6, 1, 7601), HostFact::ServicePack(1)],
            ),
        ] {
            let seen = read(&FORMAT, text);
            assert_eq!((seen.facts, seen.unreadable, seen.ending), (facts, 0, Ending::Whole));
            assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 90);
        }
    }

    #[test]
    fn nothing_else_is_a_version() {
        for text in [
            "Windows 7 [6.1.7601]",
            "Microsoft Windows is software of 10.0.19043",
            "Version 1 (19045.1)",
            "Microsoft Windows [Version]",
            "Microsoft Windows [x 1.2.3]",
        ] {
            assert_eq!((FORMAT.sniff)(&[text]), 0, "{text}");
        }
    }
}
