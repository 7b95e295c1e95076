//! In: what `wmic qfe` (table, list, csv) and `Get-HotFix` print, in any language: their headings are English everywhere.
//! Out: the installed updates.
//!
//! XP names some rows `File 1`; their number, if any, stands under `ServicePackInEffect`.

use crate::formats::{Artifact, Ending, Format, Reader, RecordSink, kb, position, refusal};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Position, Record, Update, UpdateRecord, UpdateSource, UpdateState};

use super::properties::{cells, is_type_line, pair, words};

const NUMBER: &str = "HotFixID";

/// Lists of installed updates.
pub(crate) const FORMAT: Format = Format {
    kind: Code::KindHotfixList,
    artifact: Artifact::Hotfixes,
    sniff,
    reader: || Box::new(HotfixList::default()),
};

fn sniff(head: &[&str]) -> u8 {
    if head.iter().any(|line| shape(line).is_some()) {
        return 90;
    }
    let mut lines = head.iter().filter(refusal::is_output);
    if lines.next().is_some_and(|line| is_picked(line)) && lines.all(|line| is_picked(line)) {
        60
    } else {
        0
    }
}

/// A row of `wmic qfe` without its heading: `wmic qfe | findstr KB`. Its last column is filled with blanks; anybody's list of numbers is not.
fn is_picked(line: &str) -> bool {
    let is_number = || kb::at_start(line).is_some_and(|(_, rest)| rest.trim().is_empty());
    line.ends_with("  ")
        && (is_number() || (line.contains("?kbid=") && kb::all(line).next().is_some()))
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    /// Under headings; the number's column begins at this character.
    Table(usize),
    /// Divided by commas; the number is the cell of this index.
    Csv(usize),
    /// One property a line.
    List,
    /// Rows without their heading: others may have been left out.
    Picked,
}

/// The shape that a heading, or a property's line, shows.
fn shape(line: &str) -> Option<Shape> {
    if pair(line).is_some_and(|(name, _)| name == NUMBER) {
        return Some(Shape::List);
    }
    if let Some(cell) = cells(line).iter().position(|cell| *cell == NUMBER) {
        if line.contains(',') {
            return Some(Shape::Csv(cell));
        }
        return Some(Shape::Table(line.find(NUMBER)?));
    }
    let is_heading = words(line).contains(&NUMBER) && line.is_ascii() && !line.contains(['=', ':']);
    is_heading.then(|| line.find(NUMBER)).flatten().map(Shape::Table)
}

#[derive(Debug, Default)]
struct HotfixList {
    shape: Option<Shape>,
    /// The list's update being read.
    open: Option<(Position, Option<Update>)>,
    /// The first property of an update, the last one, and the one just read.
    first_name: String,
    last_name: Option<String>,
    name: String,
    updates: u64,
    /// The last line was empty.
    blank: bool,
    ended: bool,
    at: Option<Position>,
}

impl Reader for HotfixList {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        let text = line.text.trim_end();
        self.blank = text.is_empty();
        self.ended = line.end == LineEnd::Newline;
        if self.blank || (self.shape.is_none() && is_type_line(text)) {
            return;
        }
        let at = position(line);
        self.at = Some(at);
        match self.shape {
            None | Some(Shape::List) if pair(text).is_some() => self.property(text, line, out),
            None => match shape(text) {
                Some(shape) => self.shape = Some(shape),
                None if is_picked(line.text) => {
                    self.shape = Some(Shape::Picked);
                    self.row(text, None, line, out);
                }
                None => out.unreadable(line),
            },
            Some(Shape::Table(column)) => {
                let is_ruler = text.bytes().all(|letter| matches!(letter, b'-' | b' '));
                if !is_ruler && shape(text).is_none() {
                    self.row(text, cell_at(text, column), line, out);
                }
            }
            Some(Shape::Csv(index)) => {
                if shape(text).is_none() {
                    let cell = cells(text).get(index).copied().unwrap_or_default();
                    self.row(text, Some(cell).filter(|cell| !cell.is_empty()), line, out);
                }
            }
            Some(Shape::Picked) => self.row(text, None, line, out),
            Some(Shape::List) => out.unreadable(line),
        }
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        self.close(out);
        if self.updates == 0 {
            return Ending::Cut(Phrase::new(Code::EndingHeadingOnly));
        }
        let whole = self.ended
            && match self.shape {
                Some(Shape::Table(_)) => self.blank,
                Some(Shape::List) => self.last_name.as_ref().is_none_or(|last| *last == self.name),
                _ => true,
            };
        if !whole {
            return Ending::Cut(Phrase::new(Code::EndingRecordIncomplete));
        }
        if let Some(at) = self.at.filter(|_| self.shape != Some(Shape::Picked)) {
            out.record(Record::Fact(HostFact::UpdatesWhole), at);
        }
        Ending::Whole
    }
}

impl HotfixList {
    fn row(&mut self, text: &str, cell: Option<&str>, line: &Line<'_>, out: &mut dyn RecordSink) {
        // A number that has lost its end is another number.
        if line.end != LineEnd::Newline {
            return;
        }
        let named = cell.and_then(kb::at_start).map(|(kb, _)| kb);
        let update = match named.or_else(|| kb::all(text).next()) {
            Some(kb) => Some(Update::Kb(kb)),
            None if cell.is_some_and(|cell| cell.starts_with("File ")) => Some(Update::Unnamed),
            // Something that has a name of its own, as XP's `S867460` and `IDNMitigationAPIs`.
            None if cell.is_some() => None,
            None => return out.unreadable(line),
        };
        self.tell(update, position(line), out);
    }

    fn property(&mut self, text: &str, line: &Line<'_>, out: &mut dyn RecordSink) {
        let Some((name, value)) = pair(text) else { return };
        self.shape = Some(Shape::List);
        if name == NUMBER {
            self.close(out);
            let whole = line.end == LineEnd::Newline;
            let kb = kb::at_start(value).filter(|_| whole).map(|(kb, _)| Update::Kb(kb));
            let unnamed = value.starts_with("File ").then_some(Update::Unnamed);
            self.open = Some((position(line), kb.or(unnamed)));
        }
        if let ("ServicePackInEffect", Some((kb, _)), Some((_, update @ Some(Update::Unnamed)))) =
            (name, kb::at_start(value), &mut self.open)
        {
            *update = Some(Update::Kb(kb));
        }
        if self.first_name.is_empty() {
            self.first_name.push_str(name);
        } else if self.last_name.is_none() && name == self.first_name {
            self.last_name = Some(std::mem::take(&mut self.name));
        }
        self.name.clear();
        self.name.push_str(name);
    }

    fn close(&mut self, out: &mut dyn RecordSink) {
        if let Some((at, update)) = self.open.take() {
            self.tell(update, at, out);
        }
    }

    fn tell(&mut self, update: Option<Update>, at: Position, out: &mut dyn RecordSink) {
        self.updates += 1;
        if let Some(update) = update {
            let (state, source) = (UpdateState::Installed, UpdateSource::HotfixList);
            out.record(Record::Update(UpdateRecord { update, state, source }), at);
        }
    }
}

/// The cell that begins at a character, if a column begins there in this row too: behind a blank.
fn cell_at(text: &str, column: usize) -> Option<&str> {
    let start = text.char_indices().nth(column)?.0;
    let (before, cell) = text.split_at(start);
    let begins = (before.is_empty() || before.ends_with(' ')) && !cell.starts_with(' ');
    begins.then(|| cell.split("  ").next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::test_sink::{Seen, read};
    use crate::records::Kb;

    fn kbs(seen: &Seen) -> Vec<Option<u32>> {
        let number = |update: &UpdateRecord| match update.update {
            Update::Kb(Kb(number)) => Some(number),
            _ => None,
        };
        seen.updates.iter().map(number).collect()
    }

    const TABLE: &str = "Caption                                        CSName  Description      FixComments  HotFixID   InstallDate  InstalledBy          InstalledOn  Name  ServicePackInEffect  Status  \r\nhttp://support.microsoft.com/?kbid=2849697     WEB     更新                          KB4012212               NT AUTHORITY\\SYSTEM  5/14/2017                                          \r\nhttp://support.microsoft.com/?kbid=976902      WEB     Update                        KB976902                WEB\\Admin            11/21/2010                                         \r\n\r\n";

    #[test]
    fn a_table_is_whole_when_an_empty_line_ends_it() {
        let seen = read(&FORMAT, TABLE);
        assert_eq!(kbs(&seen), [Some(4_012_212), Some(976_902)]);
        assert_eq!(seen.facts, [HostFact::UpdatesWhole]);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        let cut = read(&FORMAT, TABLE.trim_end());
        assert!(matches!(cut.ending, Ending::Cut(_)) && cut.facts.is_empty());
        assert_eq!((FORMAT.sniff)(&[TABLE.lines().next().unwrap()]), 90);
    }

    #[test]
    fn xp_hides_the_number_under_another_heading() {
        let text = "Caption  CSName  Description                            HotFixID  ServicePackInEffect  Status  \n         PC                                             File 1    KB951376-v2                  \n         PC                                             File 1                                 \n         PC      Security Update (KB958644)             KB958644  SP4                          \n         PC                                             S867460                                \n\n";
        let seen = read(&FORMAT, text);
        assert_eq!(kbs(&seen), [Some(951_376), None, Some(958_644)]);
        assert_eq!(seen.unreadable, 0);
    }

    #[test]
    fn lists_hold_one_property_a_line() {
        let text = "\n\nDescription=Security Update\nHotFixID=KB4012212\nInstalledOn=5/14/2017\nServicePackInEffect=\n\n\nDescription=\nHotFixID=File 1\nInstalledOn=\nServicePackInEffect=KB951376-v2\n\n\n";
        let seen = read(&FORMAT, text);
        assert_eq!(kbs(&seen), [Some(4_012_212), Some(951_376)]);
        assert_eq!((seen.facts, seen.ending), (vec![HostFact::UpdatesWhole], Ending::Whole));
        let cut = read(&FORMAT, &text[..text.rfind("InstalledOn").unwrap()]);
        assert!(matches!(cut.ending, Ending::Cut(_)) && cut.facts.is_empty());
    }

    #[test]
    fn csv_and_powershell_are_read_too() {
        let csv = "\nNode,Caption,HotFixID,InstalledOn\nPC,http://support.microsoft.com/?kbid=1,KB4012212,5/14/2017\n";
        assert_eq!(kbs(&read(&FORMAT, csv)), [Some(4_012_212)]);
        let table = "\nSource        Description      HotFixID      InstalledBy          InstalledOn              \n------        -----------      --------      -----------          -----------              \nPC            Security Update  KB4012212     NT AUTHORITY\\SYSTEM  2017/5/14 0:00:00        \n\n\n";
        let seen = read(&FORMAT, table);
        assert_eq!((kbs(&seen), seen.unreadable), (vec![Some(4_012_212)], 0));
        let list = "\nDescription         : Update\nHotFixID            : KB4012212\nInstalledBy         : A\n";
        assert_eq!(kbs(&read(&FORMAT, list)), [Some(4_012_212)]);
    }

    #[test]
    fn powershell_s_csv_has_quotes_and_a_line_about_its_type() {
        let csv = "#TYPE System.Management.ManagementObject\n\"PSComputerName\",\"InstalledOn\",\"HotFixID\",\"Description\"\n\"PC\",\"Thursday, March 16, 2017\",\"KB4012212\",\"Security Update\"\n";
        let seen = read(&FORMAT, csv);
        assert_eq!((kbs(&seen), seen.unreadable), (vec![Some(4_012_212)], 0));
        assert_eq!((seen.facts, seen.ending), (vec![HostFact::UpdatesWhole], Ending::Whole));
    }

    #[test]
    fn a_number_without_its_end_is_none() {
        for text in ["HotFixID  \nKB976902  \nKB401221", "HotFixID=KB976902\n\nHotFixID=KB401221"] {
            let seen = read(&FORMAT, text);
            assert!(!kbs(&seen).contains(&Some(401_221)), "{text}");
            assert!(matches!(seen.ending, Ending::Cut(_)), "{text}");
        }
    }

    #[test]
    fn a_heading_alone_is_no_list_and_junk_is_counted() {
        let seen = read(&FORMAT, "Description  HotFixID  \n\n");
        assert!(matches!(seen.ending, Ending::Cut(_)) && seen.facts.is_empty());
        assert_eq!(
            read(&FORMAT, "HotFixID  InstalledOn\nKB4012212  x\n        junk\n\n").unreadable,
            1
        );
    }
}
