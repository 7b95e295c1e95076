//! In: process lists as CSV: `tasklist /fo csv`, also as a spreadsheet program saves it, PowerShell's `ConvertTo-Csv`/`Export-Csv`, and what
//! Process Explorer saves. Out: `ProcessRecord`s.

use std::borrow::Cow;

use super::fields::{Fields, Role, Telling, role, shows_programs, telling};
use crate::formats::csv_row;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::Position;

/// The longest record that is put together from several lines (a command line may hold line breaks), in bytes.
const LONGEST_RECORD: usize = 64 * 1024;

pub(super) fn tasklist() -> Box<dyn Reader> {
    let roles = vec![Some(Role::Name), Some(Role::Pid)];
    Box::new(Csv { roles: Some(roles), fixed: true, separator: b',', ..Csv::default() })
}

pub(super) fn named() -> Box<dyn Reader> {
    Box::new(Csv::default())
}

/// The heading, or quoted rows with a number second, three, five or nine fields wide (`/svc` and `/m`, plain, `/v`).
pub(super) fn sniff_tasklist(head: &[&str]) -> u8 {
    let mut fields = Vec::new();
    let (mut lines, mut rows, mut headings) = (0, 0, 0);
    for line in head.iter().filter(|line| !line.trim().is_empty()) {
        lines += 1;
        if tasklist_heading(line, &mut fields).is_some() {
            headings += 1;
        } else if line.starts_with('"') {
            split(b',', line, &mut fields);
            let is_row = fields.get(1).is_some_and(|pid| pid.parse::<u32>().is_ok());
            rows += usize::from(is_wide(&fields) && is_row);
        }
    }
    match (headings, rows) {
        (1.., 1..) => 100,
        (1.., 0) => 80,
        (0, 3..) if rows == lines => 85,
        (0, 1..) if rows == lines => 60,
        _ => 0,
    }
}

/// As many fields as `tasklist` prints.
fn is_wide(fields: &[String]) -> bool {
    matches!(fields.len(), 3 | 5 | 9)
}

/// How `tasklist`'s heading separates its names, which all languages call the second of alike: a spreadsheet program leaves out the quotes.
fn tasklist_heading(text: &str, fields: &mut Vec<String>) -> Option<u8> {
    if !text.contains("PID") {
        return None;
    }
    SEPARATORS.into_iter().find(|separator| {
        split(*separator, text, fields);
        is_wide(fields) && fields.get(1).is_some_and(|name| name == "PID")
    })
}

/// A heading with the properties of `Win32_Process` or of `Get-Process`' objects.
pub(super) fn sniff_named(head: &[&str]) -> u8 {
    let mut fields = Vec::new();
    let headings =
        head.iter().filter_map(|line| heading(line, &mut fields).map(|(_, telling)| telling));
    headings
        .map(|telling| match telling {
            Telling::Sure => 95,
            Telling::IfPrograms if shows_programs(head) => 85,
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

/// What separates values: a comma, or what the country's lists use, or what `-Delimiter` says.
const SEPARATORS: [u8; 3] = *b",;\t";

/// How a heading separates its names, which then are in `fields`, and what they tell.
fn heading(text: &str, fields: &mut Vec<String>) -> Option<(u8, Telling)> {
    SEPARATORS.into_iter().filter(|separator| text.as_bytes().contains(separator)).find_map(
        |separator| {
            split(separator, text, fields);
            let telling = telling(fields.iter().map(String::as_str));
            (telling != Telling::No).then_some((separator, telling))
        },
    )
}

#[derive(Default)]
struct Csv {
    pieces: Pieces,
    /// What each column says; unknown until the heading was seen.
    roles: Option<Vec<Option<Role>>>,
    /// `tasklist`: columns are known beforehand, and a record is one line.
    fixed: bool,
    /// Its heading has no quotes, so its rows need none.
    bare: bool,
    /// What separates values.
    separator: u8,
    /// A record that goes on in the next line, and where it began.
    pending: String,
    began: Option<Position>,
    fields: Vec<String>,
    width: usize,
    rows: u64,
    whole: bool,
}

impl Csv {
    fn record(&mut self, text: &str, at: Position, line: &Line<'_>, out: &mut dyn RecordSink) {
        // Whatever its last line is: without an end, it was cut there.
        self.whole &= line.end == LineEnd::Newline;
        if self.fixed
            && let Some(separator) = tasklist_heading(text, &mut self.fields)
        {
            self.separator = separator;
            self.bare = !text.starts_with('"');
            return;
        }
        let Some(roles) = &self.roles else {
            if let Some((separator, _)) = heading(text, &mut self.fields) {
                self.separator = separator;
                self.roles = Some(self.fields.iter().map(|name| role(name)).collect());
            } else if !text.starts_with("#TYPE") {
                out.unreadable(line);
            }
            return;
        };
        split(self.separator, text, &mut self.fields);
        let mut fields = Fields::default();
        let is_number = |role: &Role| matches!(role, Role::Pid | Role::Id);
        // Where there is a column for the number, a row has one.
        let mut numbered = !roles.iter().flatten().any(is_number);
        for (role, value) in roles.iter().zip(&self.fields) {
            if let Some(role) = role {
                fields.set(*role, value);
                // Process Explorer's row about interrupts has none.
                let is_known = value == "n/a" || value.trim().parse::<u32>().is_ok();
                numbered |= is_number(role) && is_known;
            }
        }
        let quoted = self.bare || !self.fixed || text.starts_with('"');
        if !quoted || !numbered || !fields.emit(text, at, out) {
            return out.unreadable(line);
        }
        self.rows += 1;
        self.width = self.width.max(self.fields.len());
        self.whole = self.fields.len() >= self.width
            && (line.end == LineEnd::Newline || text.ends_with('"'));
    }
}

impl Reader for Csv {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.whole = false;
            return out.unreadable(line);
        }
        if self.pending.is_empty() && line.text.trim().is_empty() {
            return;
        }
        let here = Position { line: line.number, offset: line.offset };
        let opens = !self.fixed && line.text.matches('"').count() % 2 == 1;
        if self.pending.is_empty() && !opens {
            return self.record(line.text, here, line, out);
        }
        let at = *self.began.get_or_insert(here);
        if !self.pending.is_empty() {
            self.pending.push('\n');
        }
        self.pending.push_str(line.text);
        let closed = opens && self.pending.len() > line.text.len();
        if closed || self.pending.len() > LONGEST_RECORD {
            self.began = None;
            let text = std::mem::take(&mut self.pending);
            if closed { self.record(&text, at, line, out) } else { out.unreadable(line) }
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        match (self.rows, self.whole && self.pending.is_empty()) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            (_, false) => Ending::Cut(Phrase::new(Code::EndingRecordIncomplete)),
        }
    }
}

/// Splits one record.
fn split(separator: u8, text: &str, fields: &mut Vec<String>) {
    fields.clear();
    fields.extend(csv_row::fields(text, separator).map(Cow::into_owned));
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::read;

    #[test]
    fn tasklist_with_and_without_heading() {
        let rows = "\"System Idle Process\",\"0\",\"Services\",\"0\",\"8 K\"\n\"a-name-longer-than-twenty-five.exe\",\"1444\",\"Console\",\"1\",\"10,068 K\"\n\"tasksche.exe\",\"7\",\"Console\",\"1\",\"7,73,308 K\"\n";
        let expected = [
            ("System Idle Process", Some(0), None),
            ("a-name-longer-than-twenty-five.exe", Some(1444), None),
            ("tasksche.exe", Some(7), None),
        ];
        for heading in ["", "\"映像名称\",\"PID\",\"会话名      \",\"会话#   \",\"内存使用 \"\n"]
        {
            let read = read(&format!("{heading}{rows}"));
            assert_eq!(read.running(), expected);
            assert_eq!((read.kinds(), read.whole()), (vec!["tasklist_csv"], vec![true]));
            assert_eq!((read.summary.unreadable, read.processes[1].cut), (0, false));
        }
    }

    #[test]
    fn a_stray_quote_in_a_title_costs_no_row() {
        let row = |name: &str| {
            format!(
                "\"{name}\",\"7\",\"Console\",\"1\",\"8 K\",\"Running\",\"PC\\me\",\"0:00:00\",\"a \" title\"\n"
            )
        };
        let read = read(&format!("{}{}{}", row("a.exe"), row("b.exe"), row("c.exe")));
        assert_eq!(read.processes.len(), 3);
    }

    #[test]
    fn cut_rows_are_noticed() {
        let read = read(
            "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\n\"a.exe\",\"1\",\"S\",\"0\",\"8 K\"\n\"b.exe\",\"14",
        );
        assert_eq!(read.whole(), [false]);
    }

    #[test]
    fn wmi_objects_with_line_breaks_in_a_command() {
        let text = "#TYPE System.Management.ManagementObject#root\\cimv2\\Win32_Process
\"PSComputerName\",\"Name\",\"ProcessId\",\"CommandLine\",\"ExecutablePath\"
\"PC\",\"System\",\"4\",,
\"PC\",\"x.exe\",\"12\",\"\"\"C:\\a b\\x.exe\"\" one
two\",\"C:\\a b\\x.exe\"
\"PC\",\"svchost.exe\",\"13\",\"C:\\Windows\\system32\\svchost.exe -k a\",
";
        let read = read(text);
        assert_eq!(
            read.running(),
            [
                ("System", Some(4), None),
                ("x.exe", Some(12), Some(r"C:\a b\x.exe")),
                ("svchost.exe", Some(13), Some(r"C:\Windows\system32\svchost.exe")),
            ]
        );
        assert_eq!(
            (read.kinds(), read.whole(), read.summary.unreadable),
            (vec!["process_csv"], vec![true], 0)
        );
        assert_eq!(read.positions[1].line, 4);
    }

    #[test]
    fn get_process_objects() {
        let text = "\"Name\",\"SI\",\"Path\",\"ProcessName\",\"Id\"\n\"tasksche\",\"1\",\"C:\\Windows\\tasksche.exe\",\"tasksche\",\"9\"\n\"lsass\",\"0\",,\"lsass\",\"8\"\n";
        assert_eq!(
            read(text).running(),
            [
                ("tasksche.exe", Some(9), Some(r"C:\Windows\tasksche.exe")),
                ("lsass.exe", Some(8), None)
            ]
        );
    }

    #[test]
    fn chosen_properties_at_any_separator() {
        for separator in [",", ";", "\t"] {
            for kind in ["", "#TYPE Selected.System.Diagnostics.Process\n"] {
                let text = format!(
                    "{kind}\"Name\",\"Id\",\"Path\"\n\"Idle\",\"0\",\n\"tasksche\",\"9\",\"C:\\x\\tasksche.exe\"\n\"lsass\",\"8\",\n"
                );
                let read = read(&text.replace(',', separator));
                assert_eq!(
                    read.running(),
                    [
                        ("Idle", Some(0), None),
                        ("tasksche.exe", Some(9), Some(r"C:\x\tasksche.exe")),
                        ("lsass.exe", Some(8), None)
                    ]
                );
                assert_eq!(
                    (read.kinds(), read.whole(), read.summary.unreadable),
                    (vec!["process_csv"], vec![true], 0)
                );
            }
        }
    }

    #[test]
    fn what_process_explorer_saves() {
        let text = "Process\tCPU\tPrivate Bytes\tWorking Set\tPID\tDescription\nSystem\t0.1\t1 K\t2 K\t4\t\n Interrupts\t0.2\t0 K\t0 K\tn/a\tHardware\n  tasksche.exe\t\t1,234 K\t2 K\t88\tDiskPart\n";
        let read = read(text);
        assert_eq!(
            read.running(),
            [
                ("System", Some(4), None),
                ("Interrupts", None, None),
                ("tasksche.exe", Some(88), None)
            ]
        );
        assert_eq!((read.whole(), read.summary.unreadable), (vec![true], 0));
    }

    #[test]
    fn other_objects_are_no_processes() {
        for text in [
            "\"Name\",\"Path\"\n\"ADMIN$\",\"C:\\Windows\"\n",
            "\"Name\",\"PathName\",\"ProcessId\"\n\"x\",\"C:\\x.exe\",\"7\"\n",
            "Process\tPID\tProtocol\tLocal Address\nsvchost.exe\t7\tTCP\t0.0.0.0\n",
            "Name,Path,Size\n\"svchost.exe\",\"C:\\x\",\"7 KB\"\n",
            "Name,Path,Date Modified\n\"svchost.exe\",\"C:\\x\",2017/6/2\n",
        ] {
            assert!(read(text).processes.is_empty(), "{text}");
        }
    }
}
