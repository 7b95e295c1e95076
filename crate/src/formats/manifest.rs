//! In: `jiance-manifest/1` (docs/FORMATS.md), what a collector says about its own work. Out: manifest records.

use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{ManifestPart, ManifestRecord, Position, Record};

use super::{Artifact, Ending, Format, Reader, RecordSink, position};

/// The first line.
pub(crate) const HEADING: &str = "jiance-manifest/1";

/// No name, command or time that a collector writes is as long.
const LONGEST: usize = 16 * 1024;

/// A collector's manifest.
pub(super) const FORMAT: Format = Format {
    kind: Code::KindManifest,
    artifact: Artifact::Manifest,
    sniff: |head| {
        let first = head.iter().map(|line| line.trim()).find(|line| !line.is_empty());
        if first == Some(HEADING) { 100 } else { 0 }
    },
    reader: || Box::new(Manifest::default()),
};

#[derive(Debug, Default)]
struct Manifest {
    part: Option<(ManifestPart, Position)>,
    ended: bool,
}

impl Reader for Manifest {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text.trim();
        if text.is_empty() {
            return;
        }
        if text == HEADING {
            // Another one glued behind has an end of its own.
            self.close(false, out);
            self.ended = false;
            return;
        }
        // A line without its end may have lost part of its value.
        let whole = line.end == LineEnd::Newline;
        let pair = text.split_once('=').filter(|_| whole);
        if !pair.is_some_and(|(key, value)| self.statement(key, value.trim(), position(line), out))
        {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.close(false, out);
        if self.ended {
            return Ending::Whole;
        }
        Ending::Cut(Phrase::new(Code::EndingManifestCut))
    }
}

impl Manifest {
    /// Takes one statement; false if it can't be understood.
    fn statement(
        &mut self,
        key: &str,
        value: &str,
        at: Position,
        out: &mut dyn RecordSink,
    ) -> bool {
        let record = match (key, value) {
            (
                "collector" | "codepage" | "encoding" | "start" | "stop" | "exit" | "refused_at"
                | "volume_not_listed",
                _,
            ) => return true,
            _ if LONGEST < value.len() => {
                self.close(false, out);
                return false;
            }
            ("started", _) => ManifestRecord::CollectedAt(value.to_owned()),
            ("host", _) => ManifestRecord::Name(value.to_owned()),
            ("elevated", "yes") => ManifestRecord::Elevated(true),
            ("elevated", "no") => ManifestRecord::Elevated(false),
            ("system_drive" | "fixed_drive", _) => match (key, drive(value)) {
                ("system_drive", Some(drive)) => ManifestRecord::SystemDrive(drive),
                (_, Some(drive)) => ManifestRecord::FixedDrive(drive),
                _ => return false,
            },
            ("begin", _) => {
                self.close(false, out);
                let part = ManifestPart {
                    file: value.to_owned(),
                    command: String::new(),
                    refused: 0,
                    ended: false,
                };
                self.part = Some((part, at));
                return true;
            }
            ("end", "manifest") => {
                self.close(false, out);
                self.ended = true;
                return true;
            }
            ("command" | "refused" | "end", _) => return self.of_part(key, value, out),
            _ => return false,
        };
        out.record(Record::Manifest(record), at);
        true
    }

    fn of_part(&mut self, key: &str, value: &str, out: &mut dyn RecordSink) -> bool {
        let Some((part, _)) = &mut self.part else { return false };
        match (key, value.parse()) {
            // Where the first command fails, the collector tries another: the last one counts.
            ("command", _) => part.command = value.to_owned(),
            ("refused", Ok(refused)) => part.refused = refused,
            ("end", _) if part.file == value => self.close(true, out),
            _ => return false,
        }
        true
    }

    fn close(&mut self, ended: bool, out: &mut dyn RecordSink) {
        if let Some((mut part, at)) = self.part.take() {
            part.ended = ended;
            out.record(Record::Manifest(ManifestRecord::Part(part)), at);
        }
    }
}

/// `C:`
fn drive(value: &str) -> Option<char> {
    let mut letters = value.trim_end_matches('\\').strip_suffix(':')?.chars();
    let drive = letters.next().filter(char::is_ascii_alphabetic)?;
    letters.next().is_none().then(|| drive.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::read;

    const WHOLE: &str = "jiance-manifest/1\r\ncollector=jiance.bat 1.0\r\nstarted=2017/06/02 周五 16:35:00.12\r\nhost=WEB-01\r\nelevated=yes\r\ncodepage=936\r\nsystem_drive=C:\r\nfixed_drive=C:\r\nfixed_drive=d:\r\nbegin=files-C.txt\r\nstart=16:35\r\ncommand=dir /s /a C:\\\r\nencoding=utf-16le\r\nexit=0\r\nrefused=3\r\nstop=16:36\r\nend=files-C.txt\r\nbegin=processes.txt\r\ncommand=wmic process\r\nexit=1\r\ncommand=tasklist /fo csv\r\nstop=16:37\r\nbegin=sockets.txt\r\nend=sockets.txt\r\nend=manifest\r\n";

    fn part(file: &str, command: &str, refused: u64, ended: bool) -> ManifestRecord {
        let (file, command) = (file.to_owned(), command.to_owned());
        ManifestRecord::Part(ManifestPart { file, command, refused, ended })
    }

    #[test]
    fn every_statement_is_taken() {
        let seen = read(&FORMAT, WHOLE);
        assert_eq!(
            seen.manifest,
            [
                ManifestRecord::CollectedAt("2017/06/02 周五 16:35:00.12".to_owned()),
                ManifestRecord::Name("WEB-01".to_owned()),
                ManifestRecord::Elevated(true),
                ManifestRecord::SystemDrive('C'),
                ManifestRecord::FixedDrive('C'),
                ManifestRecord::FixedDrive('D'),
                part("files-C.txt", "dir /s /a C:\\", 3, true),
                part("processes.txt", "tasklist /fo csv", 0, false),
                part("sockets.txt", "", 0, true),
            ]
        );
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        assert_eq!((FORMAT.sniff)(&["jiance-manifest/1"]), 100);
    }

    #[test]
    fn a_cut_anywhere_is_told() {
        for at in 0..WHOLE.len() - 1 {
            if WHOLE.is_char_boundary(at) {
                for before in ["", WHOLE] {
                    let seen = read(&FORMAT, &format!("{before}{}", &WHOLE[..at]));
                    let is_begun = before.is_empty() || HEADING.len() <= at;
                    assert_eq!(matches!(seen.ending, Ending::Cut(_)), is_begun, "{at}");
                }
            }
        }
        let cut = read(&FORMAT, &WHOLE[..WHOLE.find("stop=").unwrap()]);
        assert_eq!(cut.manifest.last(), Some(&part("files-C.txt", "dir /s /a C:\\", 3, false)));
    }

    #[test]
    fn nonsense_is_counted() {
        let text = "jiance-manifest/1\nelevated=maybe\nfixed_drive=CC:\nrefused=1\nend=other.txt\nwhat=1\nbegin=a.txt\nrefused=many\nend=b.txt\n";
        assert_eq!(read(&FORMAT, text).unreadable, 7);
    }

    #[test]
    fn what_is_longer_than_any_name_is_not_kept() {
        let long = "x".repeat(LONGEST + 1);
        let text = format!(
            "{HEADING}\nhost={long}\nbegin=a.txt\ncommand={long}\nend=a.txt\nbegin=b.txt\nbegin={long}\nend=b.txt\n"
        );
        let seen = read(&FORMAT, &text);
        assert_eq!(seen.manifest, [part("a.txt", "", 0, false), part("b.txt", "", 0, false)]);
        assert_eq!(seen.unreadable, 5);
    }
}
