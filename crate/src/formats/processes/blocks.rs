//! In: process lists in blocks of one property a line: `tasklist /fo list`, `wmic process get … /value`, and PowerShell's lists.
//! Out: `ProcessRecord`s.

use super::fields::{Fields, Role, Telling, is_property, role, shows_programs, telling};
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

pub(super) fn powershell() -> Box<dyn Reader> {
    Box::new(Blocks::new(Form::PowerShell))
}

/// Properties of a process, with its number.
pub(super) fn sniff_powershell(head: &[&str]) -> u8 {
    let properties = || head.iter().filter_map(|line| powershell_property(line));
    let of_class = properties().any(|pair| pair == ("__CLASS", "Win32_Process"));
    match telling(properties().map(|(key, _)| key)) {
        Telling::No => 0,
        Telling::Sure => 90,
        Telling::IfPrograms if of_class || shows_programs(head) => 85,
        Telling::IfPrograms => 0,
    }
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

/// `Id              : 6404`.
fn powershell_property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let name = key.trim_end_matches(' ');
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && key.ends_with(' ')).then(|| (name, value.trim()))
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
    PowerShell,
}

impl Form {
    fn property_of(self, line: &str) -> Option<(&str, &str)> {
        match self {
            Form::Tasklist => tasklist_property(line),
            Form::Wmic => wmic_property(line),
            Form::PowerShell => powershell_property(line),
        }
    }

    /// `tasklist` translates the name's key, but always prints it first, and `PID` in every language.
    fn role(self, index: usize, key: &str) -> Option<Role> {
        match (self, index, key) {
            (Form::Wmic | Form::PowerShell, ..) => role(key),
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
    /// The property that begins each block.
    first: String,
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
            first: String::new(),
            properties: 0,
            most: 0,
            rows: 0,
            full: false,
            last: None,
            blank: 0,
            between: None,
        }
    }

    /// A blank line ends a block; in PowerShell's, whose values may hold some, the first property does when it comes again.
    fn close(&mut self, out: &mut dyn RecordSink) {
        let Some(at) = self.began.take() else { return };
        let mut fields = Fields::default();
        let properties = self.block.lines().filter_map(|line| self.form.property_of(line));
        for (index, (key, value)) in properties.enumerate() {
            if let Some(role) = self.form.role(index, key) {
                fields.set(role, value);
            }
        }
        let shown = self.block.lines().filter(|line| match self.form {
            Form::Tasklist => true,
            // The other properties are many and tell nothing.
            Form::Wmic | Form::PowerShell => {
                self.form.property_of(line).is_some_and(|(key, _)| role(key).is_some())
            }
        });
        let row = shown.map(str::trim_end).collect::<Vec<_>>().join("; ");
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
            if !matches!(self.form, Form::PowerShell) {
                self.close(out);
            }
            return;
        }
        if 0 < self.blank && 0 < self.rows {
            self.between = Some(self.between.map_or(self.blank, |fewest| fewest.min(self.blank)));
        }
        self.blank = 0;
        self.last = Some(line.end);
        let goes_on = line.text.starts_with(' ') && self.began.is_some();
        let property = self.form.property_of(line.text);
        if let Some((key, _)) = property {
            if self.first.is_empty() {
                key.clone_into(&mut self.first);
            }
            if matches!(self.form, Form::PowerShell) && self.first == key {
                self.close(out);
            }
            self.properties += 1;
            self.began.get_or_insert(Position { line: line.number, offset: line.offset });
        } else if goes_on {
            if !matches!(self.form, Form::PowerShell) {
                return;
            }
        } else {
            return out.unreadable(line);
        }
        if self.block.len() + line.text.len() < LONGEST_BLOCK {
            if property.is_none() {
                // A long value is broken behind a space or between two letters, and neither is lost.
                self.block.pop();
            }
            self.block.push_str(line.text.trim_start());
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
    fn powershell_lists_join_what_was_broken() {
        let text = "

Id      : 0
Handles : 0
CPU     :
SI      : 0
Name    : Idle

Id      : 9484
Handles : 213
CPU     : 0.16
SI      : 1
Name    : tasksche


";
        let expected = [("Idle", Some(0), None), ("tasksche.exe", Some(9484), None)];
        let found = read(text);
        assert_eq!(found.running(), expected);
        assert_eq!(
            (found.kinds(), found.whole(), found.summary.unreadable),
            (vec!["process_list"], vec![true], 0)
        );
        let text = "
__GENUS                    : 2
__CLASS                    : Win32_Process
CommandLine                : \"C:\\Program Files\\Microsoft
                             Updates\\svchost.exe\"
ExecutablePath             : C:\\Program Files\\Microsoft 
                             Updates\\svc
                             host.exe
Name                       : svchost.exe
ProcessId                  : 12
ProcessName                : svchost.exe

__GENUS                    : 2
__CLASS                    : Win32_Process
CommandLine                :
ExecutablePath             :
Name                       : System
ProcessId                  : 4
ProcessName                : System
";
        let own = Some(r"C:\Program Files\Microsoft Updates\svchost.exe");
        let found = read(text);
        assert_eq!(found.running(), [("svchost.exe", Some(12), own), ("System", Some(4), None)]);
        assert_eq!((found.kinds(), found.summary.unreadable), (vec!["process_list"], 0));
        assert!(read(&text[..text.len() - 40]).whole() == [false]);
    }

    #[test]
    fn what_follows_a_value_that_is_too_long_is_not_taken_for_its_end() {
        let block = |pid, value: &str, more: &str| {
            format!(
                "\nCommandLine : {value}\n              {more}\nProcessId   : {pid}\nName        : x.exe\n"
            )
        };
        let read = read(&(block(4, "x", "y") + &block(8, &"a".repeat(60_000), &"b".repeat(9_000))));
        assert_eq!(read.running().len(), 2);
        assert_eq!(read.running()[1].1, Some(8));
        assert_eq!(read.summary.unreadable, 1);
    }

    #[test]
    fn services_are_no_processes() {
        let service =
            "\nName      : Spooler\nPathName  : C:\\x.exe\nProcessId : 4\nHandles   : 7\n";
        assert!(read(service).processes.is_empty());
        let text = "SERVICE_NAME: Spooler\n        TYPE               : 110  WIN32_OWN_PROCESS\n        WAIT_HINT          : 0x0\n        PID                : 1234\n        FLAGS              :\n";
        assert!(read(text).processes.is_empty());
    }
}
