//! In: `jiance-file-versions/1`, the collector's list of system files and their versions: `srv.sys=6.1.7601.23689`. Out: facts.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::Code;
use crate::records::{HostFact, Record};

use super::version;

const HEADING: &str = "jiance-file-versions/1";

/// File versions.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindFileVersions,
    artifact: Artifact::SystemInfo,
    sniff: |head| {
        let first = head.iter().map(|line| line.trim()).find(|line| !line.is_empty());
        if first == Some(HEADING) { 100 } else { 0 }
    },
    reader: || Box::new(FileVersions::default()),
};

#[derive(Debug, Default)]
struct FileVersions {
    end: Option<LineEnd>,
}

impl Reader for FileVersions {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        self.end = Some(line.end);
        let text = line.text.trim();
        if text.is_empty() || text == HEADING {
            return;
        }
        // A number that has lost its end is another number.
        match file_version(text).filter(|_| line.end == LineEnd::Newline) {
            Some(fact) => out.record(Record::Fact(fact), position(line)),
            None => out.unreadable(line),
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::by_last_line(self.end)
    }
}

fn file_version(text: &str) -> Option<HostFact> {
    let (file, numbers) = text.split_once('=')?;
    let version = version::numbers(numbers.trim())?.try_into().ok()?;
    let is_name = !file.is_empty() && !file.contains(['\\', '/', ' ']);
    is_name.then(|| HostFact::FileVersion { file: file.to_ascii_lowercase(), version })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;

    #[test]
    fn each_line_is_a_file_and_four_numbers() {
        let seen = read(
            &FORMAT,
            "jiance-file-versions/1\r\nSRV.SYS=6.1.7601.23689\r\nspoolsv.exe=6.1.7601\r\njunk\r\n",
        );
        let file = "srv.sys".to_owned();
        assert_eq!(seen.facts, [HostFact::FileVersion { file, version: [6, 1, 7601, 23689] }]);
        assert_eq!((seen.unreadable, seen.ending), (2, Ending::Whole));
    }

    #[test]
    fn a_cut_number_is_told() {
        let seen = read(&FORMAT, "jiance-file-versions/1\r\nsrv.sys=6.1.7601.236");
        assert!(matches!(seen.ending, Ending::Cut(_)));
        assert_eq!(seen.facts, []);
    }
}
