//! In: what `tree`, `tree /f`, `tree /a` draw. Out: `FileRecord`s, their paths rebuilt from the root and the depth of each line.
//!
//! A line's depth is its indent in units of four cells, drawn as `│   `, `|   ` or, on consoles of East Asia, where lines are two
//! cells wide, `│  `. Words are never looked at: all above the root's own line is heading.

use crate::formats::path;
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{FileKind, FileRecord, Record};

/// The letters of the drawing, also as they come out when the code page is taken for the ANSI page of Western Europe or Russia.
const UPRIGHTS: &[char] = &['│', '|', '³', 'і', '┃'];
const BRANCHES: &[char] = &['├', '└', '+', '\\', 'Ã', 'À', 'Г', 'А', '┣', '┗'];
const DASHES: &[char] = &['─', '-', 'Ä', 'Д', '━'];

/// The longest path that is put together, in bytes: Windows' own limit is as many letters.
const LONGEST_PATH: usize = 32 * 1024;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Tree::default())
}

/// The root's own line with a branch below it.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let below = head.iter().skip_while(|line| root(line).is_none()).skip(1);
    let (mut branches, mut others) = (0, 0);
    for line in below.filter(|line| !line.trim().is_empty()) {
        match split(line, None) {
            Drawn { branch: true, .. } => branches += 1,
            Drawn { units: 0, .. } => others += 1,
            _ => {}
        }
    }
    match (branches, others) {
        (0, _) => 0,
        (_, 0) => 95,
        (2.., others) if others < branches => 70,
        _ => 0,
    }
}

/// A line, taken apart.
#[derive(Debug, Clone, Copy)]
struct Drawn<'a> {
    /// How many units stand before the name or its branch.
    units: usize,
    /// The name hangs on a branch: it is a folder.
    branch: bool,
    rest: &'a str,
}

/// Takes off every unit of the drawing.
fn split(text: &str, style: Option<Style>) -> Drawn<'_> {
    let (mut rest, mut units) = (text, 0);
    while let Some(below) = unit(rest, style) {
        rest = below;
        units += 1;
    }
    let name = branch(rest);
    Drawn { units, branch: name.is_some(), rest: name.unwrap_or(rest) }
}

fn unit(text: &str, style: Option<Style>) -> Option<&str> {
    let Some(after) = text.strip_prefix(UPRIGHTS) else { return text.strip_prefix("    ") };
    match style {
        Some(Style::Narrow) => after.strip_prefix("   "),
        Some(Style::Wide) => after.strip_prefix("  "),
        None => after.strip_prefix("   ").or_else(|| after.strip_prefix("  ")),
    }
}

/// How many cells a line of the drawing takes; what fills its unit follows from that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Narrow,
    Wide,
}

/// What the first line of the drawing shows: three spaces or dashes behind its letter, or fewer.
fn style(text: &str) -> Option<Style> {
    let spaces = text.strip_prefix(UPRIGHTS).map(|after| (after, after.trim_start_matches(' ')));
    let dashes = text.strip_prefix(BRANCHES).map(|after| (after, after.trim_start_matches(DASHES)));
    let (after, rest) = spaces.or(dashes)?;
    let fill = after.get(..after.len() - rest.len())?.chars().count();
    Some(if 3 <= fill { Style::Narrow } else { Style::Wide })
}

fn branch(text: &str) -> Option<&str> {
    let after = text.strip_prefix(BRANCHES)?;
    let dash = after.chars().next().filter(|letter| DASHES.contains(letter))?;
    let dashes = after.chars().take_while(|letter| *letter == dash).count();
    // A folder's own name may begin with a dash: only the drawing's are taken off. No console draws its minus two cells wide.
    let drawn = match dashes {
        1 if dash != '-' => 1,
        3.. => 3,
        _ => return None,
    };
    let name = after.char_indices().nth(drawn).and_then(|(at, _)| after.get(at..))?;
    (!name.is_empty()).then_some(name)
}

/// The root's line: `C:\`, `C:\USERS`, or `C:.` where the folder isn't said. `tree` prints nothing else there.
fn root(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let is_here = matches!(text.as_bytes(), [drive, b':', b'.'] if drive.is_ascii_alphabetic());
    if is_here {
        return Some(".");
    }
    let is_path = path::is_absolute(text) && !text.contains(['<', '>', '"', '|', '*']);
    is_path.then_some(text)
}

#[derive(Default)]
struct Tree {
    pieces: Pieces,
    /// The folder whose content is being listed, with a backslash at its end; empty before the root's line.
    folder: String,
    /// Where each folder on the way ends in `folder`, the root first.
    ends: Vec<usize>,
    style: Option<Style>,
    last: Option<LineEnd>,
}

impl Tree {
    fn begin(&mut self, root: &str) {
        self.folder.clear();
        self.folder.push_str(&path::normalise(root).unwrap_or(root.into()));
        if !self.folder.ends_with('\\') {
            self.folder.push('\\');
        }
        self.ends.clear();
        self.ends.push(self.folder.len());
    }

    /// The name's path, if its depth fits what stands above.
    fn place(&mut self, text: &str) -> Option<FileKind> {
        self.style = self.style.or_else(|| style(text));
        let drawn = split(text, self.style);
        if drawn.branch {
            let end = *self.ends.get(drawn.units)?;
            if LONGEST_PATH < end + drawn.rest.len() {
                return None;
            }
            self.ends.truncate(drawn.units + 1);
            self.folder.truncate(end);
            self.folder.push_str(drawn.rest.trim_end());
            self.folder.push('\\');
            self.ends.push(self.folder.len());
            return Some(FileKind::Directory);
        }
        // A file stands one unit deeper than the branch of its folder; more spaces are its own.
        let mut name = text;
        for _ in 0..self.ends.len() {
            name = unit(name, self.style)?;
        }
        self.folder.truncate(*self.ends.last()?);
        self.folder.push_str(name);
        Some(FileKind::File)
    }

    fn path(&self) -> &str {
        self.folder.strip_suffix('\\').unwrap_or(&self.folder)
    }
}

impl Reader for Tree {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.last = Some(line.end);
            return out.unreadable(line);
        }
        if line.text.chars().all(|letter| letter == ' ' || UPRIGHTS.contains(&letter)) {
            return;
        }
        self.last = Some(line.end);
        if let Some(root) = root(line.text) {
            return self.begin(root);
        }
        if self.ends.is_empty() {
            // Headings: the volume's name and its serial number.
            return;
        }
        match self.place(line.text) {
            Some(kind) if !self.path().ends_with('\\') => {
                out.record(
                    Record::File(FileRecord { path: self.path(), kind, size: None }),
                    position(line),
                );
            }
            _ => out.unreadable(line),
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::by_last_line(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{files, read};

    const EXPECTED: [&str; 6] = [
        r"C:\a.txt",
        r"C:\Windows",
        r"C:\Windows\tasksche.exe",
        r"C:\Windows\System32",
        r"C:\Windows\System32\cmd.exe",
        r"C:\-dash",
    ];

    #[track_caller]
    fn check(drawing: &str) {
        let text =
            format!("Folder PATH listing\nVolume serial number is 5C1E-94F0\nC:\\\n{drawing}");
        assert_eq!(files(&text), EXPECTED, "{text}");
        let read = read(&text);
        assert_eq!((read.kinds(), read.summary.unreadable), (vec!["tree"], 0));
        assert_eq!(read.files[1].1, FileKind::Directory);
        assert_eq!(read.files[2].1, FileKind::File);
    }

    const NARROW: &str = "│   a.txt\n│   \n├───Windows\n│   │   tasksche.exe\n│   │   \n│   └───System32\n│           cmd.exe\n│           \n└───-dash\n";

    #[test]
    fn drawn_with_every_set_of_letters() {
        check(NARROW);
        let letters = |set: [&str; 4]| {
            ["│", "├", "└", "─"]
                .iter()
                .zip(set)
                .fold(NARROW.to_owned(), |text, (from, to)| text.replace(from, to))
        };
        check(&letters(["|", "+", "\\", "-"]));
        check(&letters(["³", "Ã", "À", "Ä"]));
        check(&letters(["і", "Г", "А", "Д"]));
        check(
            "│  a.txt\n│  \n├─Windows\n│  │  tasksche.exe\n│  │  \n│  └─System32\n│          cmd.exe\n│          \n└─-dash\n",
        );
    }

    #[test]
    fn a_root_that_is_not_said() {
        assert_eq!(
            files(
                "卷 系统 的文件夹 PATH 列表\n卷序列号为 5C1E-94F0\nC:.\n│  a.txt\n│  \n└─x\n        b.txt\n        \n"
            ),
            [r".\a.txt", r".\x", r".\x\b.txt"]
        );
    }

    #[test]
    fn folders_in_folders_make_no_path_without_an_end() {
        let name = "n".repeat(10_000);
        let drawn = (0..9).map(|depth| format!("{}└───{name}\n", "    ".repeat(depth)));
        let read = read(&format!("C:\\\n{}", drawn.collect::<String>()));
        assert_eq!((read.files.len(), read.summary.unreadable), (3, 6));
    }

    #[test]
    fn a_line_at_a_depth_that_nothing_leads_to_is_not_believed() {
        let read = read("C:\\\n├───a\n│   └───b\n│       │       └───lost\n└───c\n");
        assert_eq!(read.unreadable, ["│       │       └───lost"]);
        assert_eq!(read.files.len(), 3);
    }
}
