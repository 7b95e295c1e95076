//! In: process lists in blocks of one property a line: `tasklist /fo list` and `wmic process get … /value`. Out: `ProcessRecord`s.

use super::fields::{Fields, Role, is_property, role};
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::Position;

/// The longest block kept, in bytes; no list prints longer ones.
const LONGEST_BLOCK: usize = 64 * 1024;

pub(super) fn tasklist() -> Box<dyn Reader> {
    Box::new(Blocks::new(Form::Tasklist))
}

pub(super) fn wmic() -> Box<dyn Reader> {
    Box::new(Blocks::new(Form::Wmic))
}

/// A line with any name for `Image Name`, and below it one that begins `PID:` with a number.
pub(super) fn sniff_tasklist(head: &[&str]) -> u8 {
    let found = head.windows(2).any(|pair| match pair {
        [first, second] => {
            let named = tasklist_property(first).is_some_and(|(_, value)| !value.is_empty());
            named
                && tasklist_property(second)
                    .is_some_and(|(key, value)| key == "PID" && value.parse::<u32>().is_ok())
        }
        _ => false,
    });
    if found { 95 } else { 0 }
}

/// Process properties in lines of their own, with a name that is surely a process'.
pub(super) fn sniff_wmic(head: &[&str]) -> u8 {
    let properties = || head.iter().filter_map(|line| wmic_property(line));
    let count = properties().count();
    let named = properties().any(|(key, _)| {
        matches!(role(key), Some(Role::Name | Role::Caption | Role::Path | Role::Command))
    });
    let program = properties().any(|(_, value)| value.to_ascii_lowercase().ends_with(".exe"));
    let own = properties()
        .any(|(key, _)| matches!(role(key), Some(Role::Pid | Role::Path | Role::Command)));
    match (count, named, program, own) {
        (2.., true, _, true) => 95,
        (1.., true, true, _) => 80,
        _ => 0,
    }
}

/// `映像名称:     tasksche.exe`; the key begins its line.
fn tasklist_property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '：'])?;
    (!key.starts_with(' ') && !key.contains('\\') && !key.is_empty())
        .then(|| (key.trim(), value.trim()))
}

fn wmic_property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    is_property(key).then(|| (key, value.trim()))
}

/// Whose blocks they are.
#[derive(Debug, Clone, Copy)]
enum Form {
    Tasklist,
    Wmic,
}

impl Form {
    fn property_of(self, line: &str) -> Option<(&str, &str)> {
        match self {
            Form::Tasklist => tasklist_property(line),
            Form::Wmic => wmic_property(line),
        }
    }

    /// `tasklist` translates the name's key, but always prints it first, and `PID` in every language.
    fn role(self, index: usize, key: &str) -> Option<Role> {
        match (self, index, key) {
            (Form::Wmic, ..) => role(key),
            (Form::Tasklist, 0, _) => Some(Role::Name),
            (Form::Tasklist, _, "PID") => Some(Role::Pid),
            (Form::Tasklist, ..) => None,
        }
    }
}

struct Blocks {
    form: Form,
    pieces: Pieces,
    /// The block's lines so far.
    block: String,
    began: Option<Position>,
    properties: usize,
    /// How many properties the fullest block has.
    most: usize,
    rows: u64,
    /// The last block is as full as the others.
    full: bool,
    last: Option<LineEnd>,
    /// Blank lines since the last block.
    blank: usize,
    /// The fewest blank lines between two blocks; `wmic` itself leaves two, and as many behind the last.
    between: Option<usize>,
}

impl Blocks {
    fn new(form: Form) -> Blocks {
        Blocks {
            form,
            pieces: Pieces::default(),
            block: String::new(),
            began: None,
            properties: 0,
            most: 0,
            rows: 0,
            full: false,
            last: None,
            blank: 0,
            between: None,
        }
    }

    /// A blank line ends a block.
    fn close(&mut self, out: &mut dyn RecordSink) {
        let Some(at) = self.began.take() else { return };
        let mut fields = Fields::default();
        let properties = self.block.lines().filter_map(|line| self.form.property_of(line));
        for (index, (key, value)) in properties.enumerate() {
            if let Some(role) = self.form.role(index, key) {
                fields.set(role, value);
            }
        }
        let row = self.block.trim().replace('\n', "; ");
        if fields.emit(&row, at, out) {
            self.rows += 1;
        }
        self.most = self.most.max(self.properties);
        self.full = self.properties == self.most;
        self.block.clear();
        self.properties = 0;
    }
}

impl Reader for Blocks {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.last = Some(line.end);
            return out.unreadable(line);
        }
        if line.text.trim().is_empty() {
            self.blank += usize::from(line.end == LineEnd::Newline);
            return self.close(out);
        }
        if 0 < self.blank && 0 < self.rows {
            self.between = Some(self.between.map_or(self.blank, |fewest| fewest.min(self.blank)));
        }
        self.blank = 0;
        self.last = Some(line.end);
        let goes_on = line.text.starts_with(' ') && self.began.is_some();
        if self.form.property_of(line.text).is_some() {
            self.properties += 1;
            self.began.get_or_insert(Position { line: line.number, offset: line.offset });
        } else if goes_on {
            return;
        } else {
            return out.unreadable(line);
        }
        if self.block.len() + line.text.len() < LONGEST_BLOCK {
            self.block.push_str(line.text.trim());
            self.block.push('\n');
        } else {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.close(out);
        let stops_short = self.blank == 0 && self.between.is_some_and(|fewest| 2 <= fewest);
        match (self.rows, self.full && !stops_short, self.last) {
            (0, ..) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true, Some(LineEnd::Newline)) => Ending::Whole,
            (_, true, _) => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
            (_, false, _) => Ending::Cut(Phrase::new(Code::EndingRecordIncomplete)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    const TASKLIST: &str = "
映像名称:     System Idle Process
PID:          0
会话名:       Services
会话#   :     0
内存使用 :    8 K

映像名称:     tasksche.exe
PID:          6404
会话名:       Console
会话#   :     1
内存使用 :    9,484 K
";

    #[test]
    fn tasklist_in_any_language() {
        for text in [
            TASKLIST.to_owned(),
            TASKLIST.replace("映像名称:", "Nom de l'image:"),
            TASKLIST.replace("映像名称:", "Image Name:  "),
        ] {
            let read = read(&text);
            assert_eq!(
                read.running(),
                [("System Idle Process", Some(0), None), ("tasksche.exe", Some(6404), None)]
            );
            assert_eq!(
                (read.kinds(), read.whole(), read.summary.unreadable),
                (vec!["tasklist_list"], vec![true], 0)
            );
        }
    }

    #[test]
    fn a_list_cut_in_its_last_block_is_not_whole() {
        let start = TASKLIST.find("tasksche").unwrap() + 20;
        for (at, _) in
            TASKLIST.char_indices().filter(|(at, _)| (start..TASKLIST.len()).contains(at))
        {
            assert_eq!(read(&TASKLIST[..at]).whole(), [false], "cut at {at}");
        }
    }

    #[test]
    fn wmic_values() {
        let text = "\r\n\r\nCommandLine=\r\nExecutablePath=\r\nName=System\r\nProcessId=4\r\n\r\n\r\nCommandLine=\"C:\\a b\\x.exe\" k=v\r\nExecutablePath=\r\nName=x.exe\r\nProcessId=12\r\n\r\n\r\n";
        let read = read(text);
        assert_eq!(
            read.running(),
            [("System", Some(4), None), ("x.exe", Some(12), Some(r"C:\a b\x.exe"))]
        );
        assert_eq!((read.kinds(), read.whole()), (vec!["wmic_process_list"], vec![true]));
        assert!(read.processes[1].row.contains("Name=x.exe; ProcessId=12"));
    }

    #[test]
    fn a_list_by_wmic_without_its_last_blank_line_is_not_whole() {
        let block = |pid| format!("\r\n\r\nName=x.exe\r\nProcessId={pid}\r\n");
        let blocks = block(4) + &block(8);
        assert_eq!(read(&blocks).whole(), [false]);
        assert_eq!(read(&(blocks.clone() + "\r")).whole(), [false]);
        assert_eq!(read(&(blocks + "\r\n")).whole(), [true]);
        // PowerShell's imitation ends with its last line.
        let blocks = "\r\nName=x.exe\r\nProcessId=4\r\n\r\nName=y.exe\r\nProcessId=8\r\n";
        assert_eq!(read(blocks).whole(), [true]);
    }

    #[test]
    fn services_are_no_processes() {
        let text = "SERVICE_NAME: Spooler\n        TYPE               : 110  WIN32_OWN_PROCESS\n        WAIT_HINT          : 0x0\n        PID                : 1234\n        FLAGS              :\n";
        assert!(read(text).processes.is_empty());
    }
}
