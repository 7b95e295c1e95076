//! In: a report, and steps by their ids. Out: in a folder, the scripts that take them and that take them back.

use std::fs;
use std::io;
use std::path::Path;

use jiance::Lang;
use jiance::report::Report;
use jiance::scripts::{self, Script};

use crate::messages::{Code, said};

/// Makes the folder, before anything is read.
///
/// # Errors
/// One sentence: it can't be made.
pub(crate) fn make_folder(folder: &Path, lang: Lang) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error, lang))
}

/// Writes both scripts, and says on standard error where they are, or why they are not. Without `steps`, those that are suggested.
pub(crate) fn write(report: &Report, folder: &Path, steps: &[String], lang: Lang) {
    let suggested = scripts::suggested(report);
    let steps = if steps.is_empty() { &suggested } else { steps };
    match scripts::write(report, steps, lang) {
        Ok(scripts) => {
            for script in [&scripts.harden, &scripts.undo] {
                eprintln!("{}", written(script, folder, lang));
            }
        }
        Err(none) => {
            let why = none.said(lang).text;
            eprintln!("jiance: {}", said(lang, Code::ScriptsNone, &[("why", &why)]));
        }
    }
}

/// Writes one script; what became of it, as a sentence.
fn written(script: &Script, folder: &Path, lang: Lang) -> String {
    let path = folder.join(&script.name);
    match fs::write(&path, &script.bytes) {
        Ok(()) => said(lang, Code::ScriptsWritten, &[("file", &path.to_string_lossy())]),
        Err(error) => format!("jiance: {}", unwritable(&path, &error, lang)),
    }
}

fn unwritable(path: &Path, error: &io::Error, lang: Lang) -> String {
    let filling = [("file", &*path.to_string_lossy()), ("error", &error.to_string())];
    said(lang, Code::ScriptsUnwritable, &filling)
}
