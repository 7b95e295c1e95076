//! The whole answer as a file to keep or to hand on: a page, a text, a table of what was found, all of it for programs.

use std::rc::Rc;

use yew::prelude::*;

use super::Icon;
use super::button::{PLAIN, button};
use crate::browser;
use crate::document::{document, evidence_table};
use crate::state::Finished;
use crate::text::{Code, Texts};

/// The names the files are saved under. Nothing of the host is in them.
const PAGE: &str = "jiance-report.html";
const TEXT: &str = "jiance-report.txt";
const TABLE: &str = "jiance-evidence.csv";
const REPORT: &str = "jiance-report.json";

/// What they hold, and a button for each.
pub(crate) fn hand_on_files(t: Texts, finished: &Rc<Finished>) -> Html {
    let file = |id, words, save: fn(Texts, &Finished)| {
        let finished = Rc::clone(finished);
        let save = Callback::from(move |()| save(t, &finished));
        button(PLAIN, Some(id), Some(Icon::Download), t.say(words), save)
    };
    html! {
        <>
            <h3>{ t.say(Code::FilesTitle) }</h3>
            <p class="quiet">{ t.say(Code::FilesLead) }</p>
            <div class="buttons">
                { file("download-page", Code::FilesPage, save_page) }
                { file("download-text", Code::FilesPlain, save_text) }
                { file("download-evidence", Code::FilesTable, save_table) }
                { file("download-report", Code::FilesReport, save_report) }
            </div>
        </>
    }
}

fn save_page(t: Texts, finished: &Finished) {
    let page = document(t, finished.reports.pick(t.0)).html();
    browser::download(PAGE, "text/html;charset=utf-8", &[page]);
}

fn save_text(t: Texts, finished: &Finished) {
    let text = document(t, finished.reports.pick(t.0)).text();
    // Notepad on older Windows needs the mark and both characters at a line's end.
    let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    browser::download(TEXT, "text/plain;charset=utf-8", &[text]);
}

fn save_table(t: Texts, finished: &Finished) {
    let table = evidence_table(t, finished.reports.pick(t.0));
    browser::download(TABLE, "text/csv;charset=utf-8", &[table]);
}

fn save_report(t: Texts, finished: &Finished) {
    browser::download(REPORT, "application/json", &[finished.reports.pick(t.0).to_json()]);
}
