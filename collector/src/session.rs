//! One run: the zip being written, the manifest of it, and what people are shown meanwhile.

use alloc::string::String;
use alloc::vec::Vec;

use jiance_collector::manifest::Manifest;
use jiance_collector::out::Out;
use jiance_collector::text::{push_decimal, push_padded};
use jiance_collector::words::{Lang, Word};
use jiance_collector::zip::{Stamp, Zip};

use crate::sys::console::Console;
use crate::sys::file::File;
use crate::sys::{ffi, host, wide};

/// How a part ended.
#[derive(Default)]
pub(crate) struct Ended {
    /// Windows told nothing: the part is of no use.
    pub(crate) failed: bool,
    /// How many folders or keys it refused to show, and where the first of them are.
    pub(crate) refused: u64,
    pub(crate) refused_at: Vec<Vec<u16>>,
}

/// One run.
pub(crate) struct Session<'a> {
    pub(crate) zip: Zip<File>,
    pub(crate) manifest: Manifest,
    pub(crate) progress: Progress<'a>,
    /// How many places were refused in all parts so far.
    pub(crate) refused: u64,
    /// Some part failed altogether.
    pub(crate) failed: bool,
}

impl Session<'_> {
    /// Writes one part, with what the manifest says of it.
    pub(crate) fn part(
        &mut self,
        name: &str,
        command: &str,
        write: impl FnOnce(&mut dyn Out, &mut Progress<'_>) -> Ended,
    ) {
        if self.zip.is_full() {
            return;
        }
        self.manifest.say("begin", name.as_bytes());
        self.manifest.say("command", command.as_bytes());
        self.manifest.say("encoding", b"utf-8");
        self.manifest.say("start", &local_time());
        self.zip.begin(name);
        let ended = write(&mut self.zip, &mut self.progress);
        let whole = self.zip.end() && !ended.failed;
        self.manifest.say("stop", &local_time());
        let mut count = Vec::new();
        push_decimal(&mut count, ended.refused);
        self.manifest.say("refused", &count);
        for place in &ended.refused_at {
            self.manifest.say_wide("refused_at", place);
        }
        if whole {
            self.manifest.say("end", name.as_bytes());
        }
        self.refused += ended.refused;
        self.failed |= !whole;
    }
}

/// What people are shown while it runs.
pub(crate) struct Progress<'a> {
    pub(crate) console: &'a Console,
    pub(crate) lang: Lang,
    pub(crate) quiet: bool,
    /// What is being done, when it began, and when a count was shown last.
    doing: String,
    began: u32,
    shown: u32,
    /// How long the line on the console is.
    length: usize,
}

/// Counts are shown twice a second.
const PERIOD: u32 = 500;
/// Before so much time has passed, nothing is known of the rest.
const SETTLED: u32 = 3000;

impl<'a> Progress<'a> {
    pub(crate) fn new(console: &'a Console, lang: Lang, quiet: bool) -> Progress<'a> {
        Progress { console, lang, quiet, doing: String::new(), began: 0, shown: 0, length: 0 }
    }

    /// Prints a text.
    pub(crate) fn print(&self, text: &str) {
        self.console.print(&wide(text));
    }

    /// Prints a text unless it is to be quiet.
    pub(crate) fn say(&self, word: Word) {
        if !self.quiet {
            self.print(self.lang.say(word));
        }
    }

    /// Says what is being done now.
    pub(crate) fn step(&mut self, word: Word, of: &str) {
        self.end_line();
        self.doing.clear();
        self.doing.push_str(self.lang.say(word));
        self.doing.push_str(of);
        self.began = host::ticks();
        self.shown = self.began;
        if !self.quiet {
            self.length = self.doing.encode_utf16().count();
            self.print(&self.doing);
        }
    }

    /// Shows how far it is: a count, and of how many at most as far as that is known.
    pub(crate) fn count(&mut self, count: u64, unit: Word, of: Option<u64>) {
        let now = host::ticks();
        if self.quiet || !self.console.is_console() || now.wrapping_sub(self.shown) < PERIOD {
            return;
        }
        self.shown = now;
        let mut line = Vec::from(self.doing.as_bytes());
        line.extend_from_slice(b"  ");
        push_decimal(&mut line, count);
        line.extend_from_slice(self.lang.say(unit).as_bytes());
        let took = u64::from(now.wrapping_sub(self.began));
        if let Some(rest) = of.and_then(|of| of.checked_sub(count))
            && u64::from(SETTLED) < took
        {
            let seconds = took * rest / count.max(1) / 1000;
            line.extend_from_slice(self.lang.say(Word::StillAbout).as_bytes());
            push_decimal(&mut line, seconds / 60);
            line.push(b':');
            push_padded(&mut line, seconds % 60, 2);
        }
        let line = wide(&String::from_utf8(line).unwrap_or_default());
        let blanks = self.length.saturating_sub(line.len());
        self.length = line.len();
        self.console.print(&wide("\r"));
        self.console.print(&line);
        self.console.print(&alloc::vec![u16::from(b' '); blanks]);
    }

    /// The last step is over.
    pub(crate) fn end_line(&mut self) {
        if !self.quiet && 0 < self.length {
            self.length = 0;
            self.print("\r\n");
        }
    }
}

/// `2017-05-12 07:44:00.12`, local time.
pub(crate) fn local_time() -> Vec<u8> {
    let time = host::local_time();
    let mut text = Vec::new();
    let numbers = [time.year, time.month, time.day, time.hour, time.minute, time.second];
    for (number, behind) in numbers.into_iter().zip(b"-- ::.") {
        push_padded(&mut text, number.into(), 2);
        text.push(*behind);
    }
    push_padded(&mut text, (time.milliseconds / 10).into(), 2);
    text
}

/// A time in MS-DOS' form.
pub(crate) fn stamp(time: &ffi::SystemTime) -> Stamp {
    Stamp {
        date: (time.year.saturating_sub(1980) << 9) | (time.month << 5) | time.day,
        time: (time.hour << 11) | (time.minute << 5) | (time.second / 2),
    }
}
