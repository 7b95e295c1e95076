//! In: `wmic process get … /format:rawxml`, on one line or many. Out: `ProcessRecord`s.
//!
//! Only the elements that hold properties are looked at, as they come: such a line may be longer than any that is handed on whole.

use super::fields::{Fields, Role, role};
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::Position;

/// The longest value kept, in bytes: longer than any command line.
const LONGEST_VALUE: usize = 64 * 1024;
/// The longest tag.
const LONGEST_TAG: usize = 1024;

const CDATA: &str = "<![CDATA[";
const CDATA_END: &str = "]]>";

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(WmicXml::default())
}

/// `wmic`'s own element, of processes.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let has = |text: &str| head.iter().any(|line| line.contains(text));
    if has("<COMMAND SEQUENCENUM=") && has("Win32_Process") { 100 } else { 0 }
}

#[derive(Default)]
struct WmicXml {
    /// The beginning of a tag, or of the end of a CDATA section.
    rest: String,
    within: Within,
    /// What was asked is over, and its results have begun.
    in_results: bool,
    /// The property that is open, if it says anything of a process.
    property: Option<Role>,
    value: String,
    /// The process that is open, and where it began.
    process: Vec<(Role, String)>,
    began: Option<Position>,
    processes: u64,
    ended: bool,
}

/// What text between tags belongs to.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Value,
    /// A CDATA section of a value.
    Cdata,
}

impl WmicXml {
    /// Reads what is whole of the text so far; false if something in it is not understood.
    fn read(&mut self, text: &str, at: Position, out: &mut dyn RecordSink) -> bool {
        let text = std::mem::take(&mut self.rest) + text;
        let (mut rest, mut understood) = (text.as_str(), true);
        loop {
            let end = if self.within == Within::Cdata { CDATA_END } else { "<" };
            let Some((before, from_end)) = rest.find(end).map(|start| rest.split_at(start)) else {
                // The end itself may come in two parts.
                let kept = if self.within == Within::Cdata { CDATA_END.len() - 1 } else { 0 };
                let start = rest.floor_char_boundary(rest.len().saturating_sub(kept));
                let (before, kept) = rest.split_at(start);
                kept.clone_into(&mut self.rest);
                return self.text(before) && understood;
            };
            understood &= self.text(before);
            rest = if self.within == Within::Cdata {
                self.within = Within::Value;
                from_end.strip_prefix(CDATA_END)
            } else if self.within == Within::Value && from_end.starts_with(CDATA) {
                self.within = Within::Cdata;
                from_end.strip_prefix(CDATA)
            } else {
                let inside = from_end.strip_prefix('<').unwrap_or_default();
                // No tag holds the beginning of another one.
                match inside.find(['<', '>']).and_then(|end| inside.split_at_checked(end)) {
                    Some((tag, after)) if after.starts_with('>') => {
                        self.tag(tag, at, out);
                        after.strip_prefix('>')
                    }
                    None if from_end.len() <= LONGEST_TAG => {
                        from_end.clone_into(&mut self.rest);
                        return understood;
                    }
                    _ => {
                        understood &= !self.in_results;
                        Some(inside)
                    }
                }
            }
            .unwrap_or_default();
        }
    }

    /// Takes text between tags; false if it belongs to nothing, or is more than is kept.
    fn text(&mut self, text: &str) -> bool {
        match self.within {
            Within::Nothing => return !self.in_results || text.trim().is_empty(),
            _ if LONGEST_VALUE < self.value.len() + text.len() => return false,
            Within::Value => self.value.push_str(&unescaped(text)),
            Within::Cdata => self.value.push_str(text),
        }
        true
    }

    fn tag(&mut self, tag: &str, at: Position, out: &mut dyn RecordSink) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        match name {
            "RESULTS" => self.in_results = true,
            "INSTANCE" => {
                self.process.clear();
                self.began = Some(at);
            }
            "PROPERTY" => {
                let name =
                    attributes.split("NAME=\"").nth(1).and_then(|rest| rest.split('"').next());
                self.property = name.and_then(role);
            }
            "VALUE" => {
                self.within = Within::Value;
                self.value.clear();
            }
            "/VALUE" => {
                self.within = Within::Nothing;
                let value = std::mem::take(&mut self.value);
                if let Some(role) = self.property.take() {
                    self.process.retain(|(known, _)| *known != role);
                    self.process.push((role, value));
                }
            }
            "/INSTANCE" => self.close(out),
            "/COMMAND" => self.ended = true,
            _ => {}
        }
    }

    fn close(&mut self, out: &mut dyn RecordSink) {
        let Some(at) = self.began.take() else { return };
        let process = std::mem::take(&mut self.process);
        let mut fields = Fields::default();
        for (role, value) in &process {
            fields.set(*role, value);
        }
        let row: Vec<&str> = process.iter().map(|(_, value)| value.trim()).collect();
        self.processes += u64::from(fields.emit(&row.join("; "), at, out));
    }
}

impl Reader for WmicXml {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.ended {
            if !line.is_blank() {
                out.unreadable(line);
            }
            return;
        }
        let is_understood = self.read(line.text, position(line), out)
            && (line.end != LineEnd::Newline || self.read("\n", position(line), out));
        if !is_understood {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        match (self.processes, self.ended) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, true) => Ending::Whole,
            (_, false) => Ending::Cut(Phrase::new(Code::EndingRecordIncomplete)),
        }
    }
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{Read, read, read_lines};

    const XML: &str = r#"<COMMAND SEQUENCENUM="1" ISSUEDCOMMAND="process get name,processid /format:rawxml"><REQUEST><TARGET>Select * from Win32_Process</TARGET></REQUEST><RESULTS NODE="PC"><CIM><INSTANCE CLASSNAME="Win32_Process"><PROPERTY NAME="ExecutablePath" CLASSORIGIN="Win32_Process" TYPE="string"></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>System</VALUE></PROPERTY><PROPERTY NAME="ProcessId" TYPE="uint32"><VALUE>4</VALUE></PROPERTY></INSTANCE><INSTANCE CLASSNAME="Win32_Process"><PROPERTY NAME="ExecutablePath" TYPE="string"><VALUE><![CDATA[C:\a & b\x.exe]]></VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>x.exe</VALUE></PROPERTY><PROPERTY NAME="ProcessId" TYPE="uint32"><VALUE>12</VALUE></PROPERTY></INSTANCE></CIM></RESULTS></COMMAND>"#;

    #[track_caller]
    fn check(read: &Read) {
        let expected = [("System", Some(4), None), ("x.exe", Some(12), Some(r"C:\a & b\x.exe"))];
        assert_eq!(read.running(), expected);
        assert_eq!((read.kinds(), read.whole()), (vec!["wmic_process_xml"], vec![true]));
        assert_eq!(read.unreadable, Vec::<String>::new());
    }

    #[test]
    fn on_one_line_or_many() {
        check(&read(XML));
        check(&read(&format!("{}\n\n", XML.replace("><", ">\n<"))));
        check(&read(&XML.replace("<![CDATA[C:\\a & b\\x.exe]]>", "C:\\a &amp; b\\x.exe")));
    }

    #[test]
    fn a_line_too_long_to_be_handed_on_whole() {
        let (start, rest) = XML.split_at(XML.find("x.exe</VALUE>").unwrap() + 2);
        let (middle, rest) = rest.split_at(40);
        let line = |text, end| Line { text, number: 1, offset: 0, end };
        let pieces = [
            line(start, LineEnd::TooLong),
            line(middle, LineEnd::TooLong),
            line(rest, LineEnd::EndOfEntry),
        ];
        check(&read_lines(&pieces));
    }

    #[test]
    fn properties_without_an_end_take_no_room() {
        let mut xml = WmicXml::default();
        let property = r#"<PROPERTY NAME="Name"><VALUE>x.exe</VALUE></PROPERTY>"#;
        let line = Line { text: &property.repeat(10), number: 1, offset: 0, end: LineEnd::Newline };
        xml.line(&line, &mut Read::default());
        assert_eq!(xml.process, [(Role::Name, "x.exe".to_owned())]);
    }

    #[test]
    fn tags_without_an_end_are_read_in_one_go() {
        let junk = "<".repeat(200_000);
        // Some milliseconds; with a look for the end of each, minutes.
        let read = read(&XML.replace("x.exe</VALUE>", &format!("{junk}x.exe</VALUE>")));
        assert_eq!((read.running().len(), read.summary.unreadable), (2, 1));
    }

    #[test]
    fn cut_anywhere_it_is_not_whole() {
        for end in (XML.find("</INSTANCE>").unwrap()..XML.len()).step_by(7) {
            assert!(!read(&XML[..end]).whole().contains(&true), "{end}");
        }
        let junk = read(&format!("{XML}\njunk\n"));
        assert_eq!(junk.unreadable, ["junk"]);
    }
}
