//! In: lines in which no format shows. Out: what they are, where they begin a text that people hand in by mistake.

use crate::letters::in_small;
use crate::message::{Code, Phrase};

/// A text of a kind that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDocument {
    /// HTML, as `wmic /format:htable` and `/format:hform` write it too.
    WebPage,
    /// Rich text, as WordPad saves it.
    RichText,
    /// Events, as the event viewer, `wevtutil` and PowerShell write them.
    Events,
}

/// How such lines begin, in lower case.
const BEGINNINGS: &[(&str, TextDocument)] = &[
    ("<!doctype html", TextDocument::WebPage),
    ("<html", TextDocument::WebPage),
    ("{\\rtf", TextDocument::RichText),
    ("event[0]", TextDocument::Events),
    // What the event viewer saves as CSV or with tabs.
    ("level,date and time,source,event id", TextDocument::Events),
    ("level\tdate and time\tsource\tevent id", TextDocument::Events),
    ("级别,日期和时间,来源,事件 id", TextDocument::Events),
    ("级别\t日期和时间\t来源\t事件 id", TextDocument::Events),
    // What `Get-EventLog` and `Get-WinEvent` show.
    ("index time          entrytype", TextDocument::Events),
    ("providername: microsoft-windows-", TextDocument::Events),
];

/// What every element of an exported event is marked with.
const EVENT_NAMES: &str = "schemas.microsoft.com/win/2004/08/events/event";

impl TextDocument {
    /// The first that some lines begin.
    pub(super) fn of(head: &[&str]) -> Option<TextDocument> {
        head.iter().find_map(|line| {
            let begins = |word: &str| {
                let start = line.trim_start().get(..word.len());
                start.is_some_and(|start| in_small(start) == word)
            };
            if line.contains(EVENT_NAMES) {
                return Some(TextDocument::Events);
            }
            BEGINNINGS.iter().find(|(word, _)| begins(word)).map(|(_, kind)| *kind)
        })
    }

    /// The sentence that says what was given, and what to hand in instead.
    pub(crate) fn refusal(self) -> Phrase {
        Phrase::new(match self {
            TextDocument::WebPage => Code::ProblemWebPage,
            TextDocument::RichText => Code::ProblemOffice,
            TextDocument::Events => Code::ProblemEventLog,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_people_hand_in_by_mistake_are_named() {
        for (line, kind) in [
            ("<HTML><HEAD><TITLE>", TextDocument::WebPage),
            ("  <!DOCTYPE html PUBLIC", TextDocument::WebPage),
            (r"{\rtf1\ansi\deff0", TextDocument::RichText),
            ("Event[0]:", TextDocument::Events),
            ("级别,日期和时间,来源,事件 ID,任务类别", TextDocument::Events),
            (
                "<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>",
                TextDocument::Events,
            ),
        ] {
            assert_eq!(TextDocument::of(&["", line]), Some(kind), "{line}");
        }
        assert_eq!(TextDocument::of(&["junk", "级", "<htm"]), None);
    }
}
