//! In: files, folders and standard input. Out: their bytes, fed into a check under names that say nothing of this machine.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use jiance::{Check, Lang};

use crate::arguments::Source;
use crate::hashing::Hashing;
use crate::messages::{Code, said};

/// Small enough to stay near the processor until it is looked at.
const CHUNK: usize = 256 << 10;
const PROGRESS_STEP: u64 = 16 << 20;

/// Feeds everything the sources name.
pub(crate) fn feed(check: &mut Check, sources: &[Source], lang: Lang) {
    let mut feeder = Feeder { check, lang, bytes: 0, shown: 0 };
    for source in sources {
        match source {
            Source::StandardInput => feeder.reader("stdin", Ok(io::stdin().lock())),
            Source::Path(path) => {
                // A path such as `.` has no name of its own; what it stands for has.
                let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
                let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
                feeder.path(path, &name);
            }
        }
    }
    feeder.end();
}

struct Feeder<'a> {
    check: &'a mut Check,
    lang: Lang,
    bytes: u64,
    shown: u64,
}

impl Feeder<'_> {
    /// A file, or a folder with everything below it. Links inside a folder are not followed.
    fn path(&mut self, path: &Path, name: &str) {
        if !path.is_dir() {
            return self.reader(name, fs::File::open(path));
        }
        let mut names = Vec::new();
        let entries = fs::read_dir(path).map_or_else(|error| vec![Err(error)], Iterator::collect);
        for entry in entries {
            match entry {
                Ok(entry) => names.push(entry.file_name()),
                Err(error) => self.reader(name, Err::<io::Empty, _>(error)),
            }
        }
        names.sort();
        for child in names {
            let below = path.join(&child);
            if !below.is_symlink() {
                self.path(&below, &format!("{name}/{}", child.to_string_lossy()));
            }
        }
    }

    fn reader(&mut self, name: &str, reader: io::Result<impl Read>) {
        let mut input = self.check.input(name);
        let mut reader = match reader {
            Ok(reader) => reader,
            Err(error) => return input.fail(&error.to_string()),
        };
        input.expect_checksum();
        let mut hashing = Hashing::begin();
        let outcome = loop {
            let mut buffer = hashing.buffer(CHUNK);
            match reader.read(&mut buffer) {
                Ok(0) => break Ok(()),
                Ok(n) => {
                    buffer.truncate(n);
                    input.feed(hashing.add(buffer));
                    self.bytes += n as u64;
                    if self.shown + PROGRESS_STEP <= self.bytes && io::stderr().is_terminal() {
                        self.shown = self.bytes;
                        let mib = (self.bytes >> 20).to_string();
                        eprint!(
                            "\r\x1b[K{}",
                            said(self.lang, Code::Progress, &[("mib", &mib), ("file", name)])
                        );
                        io::stderr().flush().ok();
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        input.give_checksum(hashing.finish());
        match outcome {
            Ok(()) => input.finish(),
            Err(error) => input.fail(&error.to_string()),
        }
    }

    /// Wipes the progress line.
    fn end(&self) {
        if 0 < self.shown {
            eprint!("\r\x1b[K");
        }
    }
}
