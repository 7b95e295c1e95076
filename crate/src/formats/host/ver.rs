//! In: what `ver` prints: `Microsoft Windows [版本 6.1.7601]`. Out: version, and the revision where it is printed.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Record};

use super::version;

/// `ver`.
pub(crate) const FORMAT: Format = Format {
    kind: "ver",
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let mut lines = head.iter().filter(|line| !line.trim().is_empty());
        if lines.next().is_some_and(|line| windows(line).is_some()) { 90 } else { 0 }
    },
    reader: || Box::new(Ver::default()),
};

/// The version in the brackets, whatever the word before it is.
fn windows(line: &str) -> Option<(u32, u32, u32, Option<u32>)> {
    let rest = line.trim().strip_prefix("Microsoft Windows ")?;
    let (_, bracket) = rest.strip_suffix(']')?.split_once('[')?;
    version::windows(bracket.rsplit(' ').next()?)
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
        let Some((major, minor, build, revision)) = windows(line.text).filter(|_| !self.seen)
        else {
            return out.unreadable(line);
        };
        self.seen = true;
        out.record(Record::Fact(HostFact::Version { major, minor, build }), position(line));
        if let Some(revision) = revision {
            out.record(Record::Fact(HostFact::Revision(revision)), position(line));
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
        ] {
            let seen = read(&FORMAT, text);
            assert_eq!((seen.facts, seen.unreadable, seen.ending), (facts, 0, Ending::Whole));
            assert_eq!((FORMAT.sniff)(&text.lines().collect::<Vec<_>>()), 90);
        }
    }

    #[test]
    fn nothing_else_is_a_version() {
        for text in
            ["Windows 7 [6.1.7601]", "Microsoft Windows [Version]", "Microsoft Windows [x 1.2.3]"]
        {
            assert_eq!((FORMAT.sniff)(&[text]), 0, "{text}");
        }
    }
}
